"""The models there are, in the order in which they are preferred, and who speaks to them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from services.bedrock import Invokes
from services.painting import nova, stability, titan
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


def painters(client: Invokes, more: Iterable[tuple[Capabilities, str]] = ()) -> dict[str, Painter]:
    """Every known painter by the id of its model, ready to be called through `client`.

    Parameters
    ----------
    more
        models beside those of `KNOWN`, each with the id of the known one whose contract it keeps
    """
    described = [*((capabilities, model_id) for model_id, capabilities in KNOWN.items()), *more]
    return {
        capabilities.model_id: _FAMILIES[capabilities.family](client, capabilities, like)
        for capabilities, like in described
    }
