"""Bolt's app, whose answers come first."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.attention import Attention
from services.serving import serving


class Listener(AsyncApp):
    """Every request comes through `async_dispatch`, by HTTP and by Socket Mode alike."""

    def __init__(self, attention: Attention, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._attention = attention

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        team = req.context.team_id or req.context.enterprise_id or ""
        with self._attention.answering(), serving(team):
            return await super().async_dispatch(req)
