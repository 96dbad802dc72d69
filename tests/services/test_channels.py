"""The model of a channel: looked up once in a while, and never worth waiting for."""

import asyncio

import pytest
from botocore.exceptions import ClientError

from services import channels as module
from services.channels import Channels
from services.jobs import ChannelSettings


class Table:
    """Holds settings, counts the questions."""

    def __init__(self) -> None:
        self.settings = {("T1", "C1"): ChannelSettings(pictures="off", model="ultra")}
        self.asked = 0
        self.trouble: Exception | None = None
        self.slow = False

    async def channel_settings(self, team, channel):
        self.asked += 1
        if self.trouble:
            raise self.trouble
        if self.slow:
            await asyncio.Event().wait()
        return self.settings.get((team, channel), ChannelSettings())

    async def set_channel_settings(self, team, channel, settings):
        self.settings[team, channel] = settings


async def test_it_is_asked_once():
    table = Table()
    channels = Channels(table)
    assert [await channels.model("T1", "C1") for _ in range(3)] == ["ultra"] * 3
    assert table.asked == 1
    assert await channels.model("T2", "C1") == ""
    assert table.asked == 2


async def test_what_is_saved_counts_at_once():
    channels = Channels(Table())
    assert await channels.model("T1", "C1") == "ultra"
    await channels.save("T1", "C1", ChannelSettings(model="core"))
    assert await channels.model("T1", "C1") == "core"
    assert await channels.settings("T1", "C1") == ChannelSettings(model="core")


@pytest.mark.parametrize("channel", ["", "D0ALEX"])
async def test_a_direct_message_has_none(channel):
    table = Table()
    assert await Channels(table).model("T1", channel) == ""
    assert table.asked == 0


async def test_trouble_with_the_table_is_no_trouble_with_the_request(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.01)
    table = Table()
    channels = Channels(table)
    table.trouble = ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, "GetItem")
    assert await channels.model("T1", "C1") == ""
    table.trouble, table.slow = None, True
    assert await channels.model("T1", "C1") == ""
    table.slow = False
    assert await channels.model("T1", "C1") == "ultra"  # and that is not what is remembered
