"""Who is waited for comes first: while Slack waits for an answer, everything else lets it pass."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_PATIENCE_SECONDS: Final = 0.5
"""How long one call behind the scenes lets answers pass: it may be late, but it may not starve."""


class Attention:
    """Counts the requests of Slack's that are being answered in this process."""

    def __init__(self) -> None:
        self._answering = 0
        self._free = asyncio.Event()
        self._free.set()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Around what Slack waits for."""
        self._answering += 1
        self._free.clear()
        try:
            yield
        finally:
            self._answering -= 1
            if self._answering == 0:
                self._free.set()

    async def give_way(self, **_: object) -> None:
        """Let answers pass; takes any arguments, so that it can stand in front of any call."""
        if self._answering:
            await self.free(_PATIENCE_SECONDS)

    async def free(self, seconds: float) -> None:
        """Wait until nothing is being answered, at most `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._free.wait()
        except TimeoutError:
            return
