"""The models there are, in the order in which they are preferred, and who speaks to them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import aiohttp

from services.bedrock import Invokes
from services.painting import image_server, nova, stability, titan
from services.painting.image_server_body import ServerDescription
from services.painting.interface import Capabilities, Painter

KNOWN: Final[Mapping[str, Capabilities]] = {
    **stability.CAPABILITIES,
    titan.MODEL_ID: titan.CAPABILITIES,
    nova.MODEL_ID: nova.CAPABILITIES,
}
"""By the id they are called by. What an account can call today is first, what is cheap before what is dear."""

_FAMILIES: Final[Mapping[str, Callable[[Invokes, Capabilities, str], Painter]]] = {
    "titan": lambda client, capabilities, _: titan.Titan(client, capabilities),
    "nova": lambda client, capabilities, _: nova.Nova(client, capabilities),
    "stability": stability.Stability,
}


def painters(
    client: Invokes,
    more: Iterable[tuple[Capabilities, str]] = (),
    servers: Iterable[ServerDescription] = (),
    session: aiohttp.ClientSession | None = None,
) -> dict[str, Painter]:
    """Every known painter by the id of its model, ready to be called through `client`.

    Parameters
    ----------
    more
        models beside those of `KNOWN`, each with the id of the known one whose contract it keeps; one whose id is
        known itself takes that one's place
    servers
        image servers, which are called through `session` instead

    Raises
    ------
    ValueError
        if there are servers and no session
    """
    described = [*((capabilities, model_id) for model_id, capabilities in KNOWN.items()), *more]
    made: dict[str, Painter] = {
        capabilities.model_id: _FAMILIES[capabilities.family](client, capabilities, like)
        for capabilities, like in described
    }
    for server in servers:
        if session is None:
            raise ValueError("image servers are called through a session")
        made[server.capabilities.model_id] = image_server.ImageServer(session, server)
    return made
