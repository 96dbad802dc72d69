"""What people have set for channels, looked up for every request and so remembered for a while."""

import asyncio
import logging
from typing import Final

from async_lru import alru_cache
from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import ChannelSettings
from services.records.conversations import Conversations

logger = logging.getLogger(__name__)

_REMEMBERED_SECONDS: Final = 30
"""For so long another process may not know of a change."""

_REMEMBERED_CHANNELS: Final = 10_000

_PATIENCE_SECONDS: Final = 0.5
"""Of the three seconds that Slack waits; a preference is not worth more of them."""


class Channels:
    """Settings of channels, remembered for half a minute."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._found = alru_cache(maxsize=_REMEMBERED_CHANNELS, ttl=_REMEMBERED_SECONDS)(
            conversations.channel_settings
        )

    async def settings(self, team: str, channel: str) -> ChannelSettings:
        """As they are, not as they are remembered."""
        return await self._conversations.channel_settings(team, channel)

    async def model(self, team: str, channel: str) -> str:
        """The model that people have chosen for a channel; none where nobody has, or the table is slow to say."""
        if not channel or channel.startswith("D"):
            return ""  # a direct message has no settings
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return (await self._found(team, channel)).model
        except (TimeoutError, BotoCoreError, ClientError) as error:
            logger.warning("the model of %s is not known: %r", channel, error)
            return ""

    async def save(self, team: str, channel: str, settings: ChannelSettings) -> None:
        await self._conversations.set_channel_settings(team, channel, settings)
        self._found.cache_invalidate(team, channel)
