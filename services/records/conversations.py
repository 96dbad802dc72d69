"""What belongs to a conversation and to no job: a channel's settings, offers, and what a thread is about."""

from services.jobs import ChannelSettings, Origin, PictureOffer
from services.records.rows import Rows
from services.table import channel_key, offer_item, offer_key, thread_item, thread_key


class Conversations:
    """The rows of conversations."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def point(self, origin: Origin, image_id: str) -> None:
        """Let replies in the thread of `origin` be about this picture."""
        if origin.channel and origin.thread_ts:
            await self._rows.put(thread_item(origin.team, origin.channel, origin.thread_ts, image_id))

    async def pointed_at(self, team: str, channel: str, thread_ts: str) -> str | None:
        """The id of the picture that a reply in a thread is about, if there is one."""
        item = await self._rows.get(thread_key(team, channel, thread_ts))
        return None if item is None else str(item["image_id"])

    async def keep_offer(self, offer: PictureOffer) -> bool:
        """Remember that the uploader of a message's pictures is asked; False if they were before."""
        return await self._rows.add(offer_item(offer))

    async def offer(self, team: str, channel: str, ts: str) -> PictureOffer | None:
        item = await self._rows.get(offer_key(team, channel, ts))
        return None if item is None else PictureOffer.model_validate(item)

    async def channel_settings(self, team: str, channel: str) -> ChannelSettings:
        """What people have set for a channel; the defaults until they have."""
        item = await self._rows.get(channel_key(team, channel))
        return ChannelSettings() if item is None else ChannelSettings.model_validate(item)

    async def set_channel_settings(self, team: str, channel: str, settings: ChannelSettings) -> None:
        await self._rows.put(channel_key(team, channel) | settings.model_dump(mode="json"))
