"""Bolt's app, which also knows how many of Slack's requests it is answering."""

import asyncio

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class Listener(AsyncApp):
    """Every request comes through `async_dispatch`, by HTTP and by Socket Mode alike."""

    _answering = 0

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        self._answering += 1
        try:
            return await super().async_dispatch(req)
        finally:
            self._answering -= 1
            if self._answering == 0 and (waiting := getattr(self, "_none_left", None)) is not None:
                waiting.set()

    async def answered(self, seconds: float) -> None:
        """Wait until no request is being answered, at most `seconds`: a process that ends answers first."""
        if self._answering == 0:
            return
        self._none_left = asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await self._none_left.wait()
        except TimeoutError:
            return
