"""Bolt's app, whose answers come first."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.attention import Attention
from bot.metrics import Metrics
from handlers.promptness import handling
from services.serving import serving, speaking_of


class Listener(AsyncApp):
    """Every request comes through `async_dispatch`, by HTTP and by Socket Mode alike."""

    def __init__(self, attention: Attention, metrics: Metrics, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._attention = attention
        self._metrics = metrics

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        context = req.context
        team = context.team_id or context.enterprise_id or ""
        # Several requests may come by one connection: what one was about ends with it.
        lines = speaking_of(team=team, user=context.user_id or "")
        with handling(), self._attention.answering(), self._metrics.answering(), serving(team), lines:
            return await super().async_dispatch(req)
