"""What is handed over, from the environment, for as long as a server runs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from sandbox.bedrock.handover.chat import ChatServer
from sandbox.bedrock.handover.images import ImageServer
from sandbox.bedrock.handover.wire import Endpoint, operation_url

CHAT_SECONDS: Final = 120.0
IMAGE_SECONDS: Final = 280.0
"""A model on one's own machine may be slow; the bot itself gives a picture 300 s."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Addresses of what replaces the stand-ins; None keeps a stand-in."""

    chat: Endpoint | None = None
    images: Endpoint | None = None

    def told(self) -> list[str]:
        """A line for each of them, for people; without keys."""
        return [
            f"{what} by {endpoint.model} at {endpoint.url} ({endpoint.setting})"
            for what, endpoint in (("Writing", self.chat), ("Pictures from words", self.images))
            if endpoint is not None
        ]


def handover_from(environment: Mapping[str, str]) -> Handover:
    """Read ``SANDBOX_LLM_*`` and ``SANDBOX_IMAGE_*``.

    Raises
    ------
    ValueError : an address that is not one of http or https
    """
    return Handover(
        chat=_endpoint(environment, "SANDBOX_LLM", "chat/completions", CHAT_SECONDS),
        images=_endpoint(environment, "SANDBOX_IMAGE", "images/generations", IMAGE_SECONDS),
    )


def _endpoint(environment: Mapping[str, str], prefix: str, path: str, seconds: float) -> Endpoint | None:
    base = environment.get(f"{prefix}_URL", "").strip()
    if not base:
        return None
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{prefix}_URL is {base!r}; it has to begin with http:// or https://")
    return Endpoint(
        setting=f"{prefix}_URL",
        url=operation_url(base, path),
        model=environment.get(f"{prefix}_MODEL", "").strip() or "default",
        key=environment.get(f"{prefix}_KEY", "").strip(),
        seconds=seconds,
    )


@asynccontextmanager
async def opened(handover: Handover) -> AsyncIterator[tuple[ChatServer | None, ImageServer | None]]:
    """Connections to what is handed over to, closed on leaving."""
    async with aiohttp.ClientSession() as session:
        yield (
            ChatServer(session, handover.chat) if handover.chat else None,
            ImageServer(session, handover.images) if handover.images else None,
        )
