"""The two requests of OpenAI's image API: fields, pictures and mask, before anything is sent.

`POST /images/generations` takes JSON, `POST /images/edits` a multipart form (OpenAI API reference, "Images"). Who
asks for pictures is never told: there is no `user`.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from aiohttp import FormData
from pydantic import SecretStr

from services.ask import Quality
from services.bedrock import RequestRefusedError
from services.painting.image_server_words import words_for
from services.painting.interface import MASKED, NO_INPUTS, PAIRED, Capabilities, Inputs, Plan, Task
from services.painting.masks import size_of, transparent

PICTURES_LIMIT: Final = 16
"""The most pictures of one edit (OpenAI API reference, `image`)."""

COUNT_LIMIT: Final = 10
"""The most pictures of one call (OpenAI API reference, `n`)."""

FROM_WORDS: Final = frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS})


@dataclass(frozen=True)
class ServerDescription:
    """An OpenAI-compatible image server, and what its model can do.

    Attributes
    ----------
    url
        what `/images/generations` is put behind, without a slash at its end
    model
        as the server calls it
    key
        sent as a bearer token; None where it asks for none
    words_limit
        characters of a prompt as the server takes it; `capabilities.prompt_limit` leaves room for instructions
    qualities
        what the server calls them; empty where it is told none
    response_format
        None where the server is not told: some refuse the field (OpenAI's own GPT Image models do)
    seconds
        how long one call may take
    """

    capabilities: Capabilities
    url: str
    model: str
    words_limit: int
    key: SecretStr | None = None
    qualities: Mapping[Quality, str] | None = None
    response_format: Literal["b64_json", "url"] | None = None
    seconds: float = 300.0


@dataclass(frozen=True)
class ServerRequest:
    """One call.

    Attributes
    ----------
    fields
        JSON values; a form has them as text
    pictures
        PNG or JPEG; none for `generations`
    mask
        a PNG as large as the first picture, painted where its alpha is 0
    """

    endpoint: Literal["generations", "edits"]
    fields: Mapping[str, Any]
    pictures: tuple[bytes, ...] = ()
    mask: bytes | None = None

    def form(self) -> FormData:
        """The multipart form of an edit."""
        form = FormData()
        for name, value in self.fields.items():
            form.add_field(name, str(value))
        # Several have the name that OpenAI's own libraries give a list.
        name = "image" if len(self.pictures) == 1 else "image[]"
        for number, picture in enumerate(self.pictures, start=1):
            kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
            # Streams, because the HTTP client sends these in pieces and lets others run in between.
            form.add_field(
                name, io.BytesIO(picture), filename=f"image-{number}.{kind}", content_type=f"image/{kind}"
            )
        if self.mask is not None:
            form.add_field("mask", io.BytesIO(self.mask), filename="mask.png", content_type="image/png")
        return form


def request_for(
    prompt: str,
    plan: Plan,
    server: ServerDescription,
    inputs: Inputs = NO_INPUTS,
    first: int = 0,
    count: int = 1,
) -> ServerRequest:
    """The call for `count` pictures of `plan`, of which `first` were asked for before.

    Raises
    ------
    RequestRefusedError
        if the mask is no mask of the picture
    ValueError
        if a picture or mask is missing that the task needs
    """
    fields: dict[str, Any] = {
        "model": server.model,
        "prompt": words_for(prompt, plan, server.words_limit),
        "n": count,
    }
    if plan.size is not None:
        fields["size"] = str(plan.size)
    if plan.quality is not None and server.qualities:
        fields["quality"] = server.qualities[plan.quality]
    if server.response_format is not None:
        fields["response_format"] = server.response_format
    if server.capabilities.seed_limit:
        fields["seed"] = seed_of(plan, server.capabilities, first)
    if plan.negative:
        fields["negative_prompt"] = plan.negative
    if plan.task in FROM_WORDS:
        return ServerRequest("generations", fields)
    pictures = _pictures(plan, inputs, server.capabilities)
    return ServerRequest("edits", fields, pictures, _mask(plan, inputs))


def seed_of(plan: Plan, capabilities: Capabilities, first: int) -> int:
    """The seed of a call, and of the pictures it paints; the plan's where the server takes none."""
    return (plan.seed + first) % (capabilities.seed_limit + 1) if capabilities.seed_limit else plan.seed


def _pictures(plan: Plan, inputs: Inputs, capabilities: Capabilities) -> tuple[bytes, ...]:
    needed = 2 if plan.task in PAIRED else 1
    if len(inputs.pictures) < needed:
        raise ValueError(f"{plan.task} needs {needed} pictures to work from")
    most = capabilities.most_sources if plan.task is Task.VARIATION else needed
    return inputs.pictures[:most]


def _mask(plan: Plan, inputs: Inputs) -> bytes | None:
    if plan.task not in MASKED:
        return None
    if inputs.mask is None:
        raise ValueError(f"{plan.task} needs a mask")
    try:
        if size_of(inputs.mask) != size_of(inputs.pictures[0]):
            raise RequestRefusedError("the mask is not as large as the picture")
        return transparent(inputs.mask)
    except (OSError, SyntaxError) as error:
        raise RequestRefusedError("the picture or its mask can't be read") from error
