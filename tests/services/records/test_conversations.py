"""What a thread is about, what was offered, what is set for a channel."""

from services.jobs import ChannelSettings, PictureOffer, Reference
from services.table import channel_key, item_to_wire
from tests.jobs import request_of


async def test_a_thread_points_at_its_latest_picture(records):
    origin = request_of("pointer").origin.model_copy(update={"channel": "C1", "thread_ts": "17.1"})
    assert await records.conversations.pointed_at(origin.team, "C1", "17.1") is None
    await records.conversations.point(origin, "job.0")
    await records.conversations.point(origin, "job.1")
    assert await records.conversations.pointed_at(origin.team, "C1", "17.1") == "job.1"
    assert await records.conversations.pointed_at("T9", "C1", "17.1") is None
    await records.conversations.point(origin.model_copy(update={"thread_ts": None}), "job.2")


async def test_an_offer_is_made_once(records):
    offer = PictureOffer(
        team="T1", channel="C1", ts="17.2", user="U1", text="look", references=(Reference(file_id="F1"),)
    )
    assert await records.conversations.keep_offer(offer)
    assert not await records.conversations.keep_offer(offer)
    assert await records.conversations.offer("T1", "C1", "17.2") == offer
    assert await records.conversations.offer("T2", "C1", "17.2") is None


async def test_a_channel_offers_until_it_is_told_otherwise(records):
    assert await records.conversations.channel_settings("T1", "C7") == ChannelSettings(
        pictures="offer", model=""
    )
    settings = ChannelSettings(pictures="off", model="ultra")
    await records.conversations.set_channel_settings("T1", "C7", settings)
    assert await records.conversations.channel_settings("T1", "C7") == settings
    assert await records.conversations.channel_settings("T1", "C8") == ChannelSettings()


async def test_settings_from_before_channels_had_models(records, dynamodb, made):
    item = channel_key("T1", "C7") | {"pictures": "auto"}
    await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(item))
    assert await records.conversations.channel_settings("T1", "C7") == ChannelSettings(pictures="auto")
