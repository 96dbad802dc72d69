"""Pictures from words by way of an image server: ``/v1/images/generations``."""

import asyncio
import base64
import binascii
import io
from dataclasses import fields
from typing import Any, Final, Protocol

import aiohttp
from PIL import Image, ImageOps

from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.handover.wire import Endpoint, RefusedError, post
from sandbox.bedrock.orders import Order
from sandbox.bedrock.picture_files import encoded

_USUAL_SIZES: Final = ((1024, 1024), (1536, 1024), (1024, 1536))
"""What servers paint that don't take any size."""

_WORDS_ALONE: Final = frozenset(
    {"prompt", "width", "height", "seed", "negative", "guidance", "quality", "format", "similarity"}
)
"""Parts of an order that don't ask for more than a picture from words."""

_REFUSALS: Final = ("content_policy", "moderation", "content_filter", "safety")


class PromptRefusedError(Exception):
    """The server's content filter stopped the prompt."""


class Studio(Protocol):
    """Whoever carries orders out."""

    async def picture(self, order: Order, *, plain: bool = False) -> bytes: ...


def is_words_alone(order: Order) -> bool:
    """Whether an image server can be given it: no pictures, palette or anything else set beside the words."""
    return all(
        getattr(order, field.name) == field.default
        for field in fields(order)
        if field.name not in _WORDS_ALONE
    )


class Painters:
    """Pictures from words come from the image server, all others from the sandbox's own studio."""

    def __init__(self, own: Studio, server: "ImageServer") -> None:
        self._own = own
        self._server = server

    async def picture(self, order: Order, *, plain: bool = False) -> bytes:
        """The file of the picture asked for.

        Raises
        ------
        PromptRefusedError : the server's content filter stopped it
        BedrockError : the server's troubles
        """
        if plain or not is_words_alone(order):
            return await self._own.picture(order, plain=plain)
        return await self._server.picture(order)


class ImageServer:
    """An image server in the place of a painter. It is not told the seed or guidance: the protocol has neither."""

    def __init__(self, session: aiohttp.ClientSession, endpoint: Endpoint) -> None:
        self._session = session
        self.endpoint = endpoint
        self._usual_sizes = False
        self._says_format = True

    async def picture(self, order: Order) -> bytes:
        """A picture of exactly the size and format of the order."""
        answer = await self._painted(order)
        try:
            raw = base64.b64decode(answer["data"][0]["b64_json"], validate=True)
        except (KeyError, IndexError, TypeError, binascii.Error) as error:
            raise self._no_picture() from error
        try:
            return await asyncio.to_thread(fitted, raw, order)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise self._no_picture() from error

    def _no_picture(self) -> BedrockError:
        return BedrockError(
            "ModelErrorException",
            f"The server of {self.endpoint.setting} answered without a picture in b64_json.",
        )

    async def _painted(self, order: Order) -> dict[str, Any]:
        """Ask; where the server takes only some sizes, or no format, ask again and remember it."""
        while True:
            try:
                return await post(self._session, self.endpoint, self._body(order))
            except RefusedError as error:
                if error.http in (400, 403) and any(word in error.code for word in _REFUSALS):
                    raise PromptRefusedError(error.reason) from error
                if error.http not in (400, 422) or not self._adapts_to(error.reason.lower()):
                    raise

    def _adapts_to(self, reason: str) -> bool:
        if "response_format" in reason and self._says_format:
            self._says_format = False
            return True
        if "size" in reason and not self._usual_sizes:
            self._usual_sizes = True
            return True
        return False

    def _body(self, order: Order) -> dict[str, Any]:
        width, height = order.width, order.height
        if self._usual_sizes:
            width, height = min(_USUAL_SIZES, key=lambda size: abs(size[0] / size[1] - width / height))
        unwanted = f"\nWithout: {order.negative}" if order.negative else ""
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "prompt": order.prompt + unwanted,
            "n": 1,
            "size": f"{width}x{height}",
        }
        return body | ({"response_format": "b64_json"} if self._says_format else {})


def fitted(raw: bytes, order: Order) -> bytes:
    """The picture in `raw`, filled into the size of the order: scaled, and cut at its longer sides."""
    with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as opened, io.BytesIO() as out:
        picture = ImageOps.fit(opened.convert("RGB"), (order.width, order.height), Image.Resampling.LANCZOS)
        picture.save(out, "PNG")
        return encoded(out.getvalue(), order.format)
