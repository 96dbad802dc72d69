"""Progress keeps to one pace, whoever has something to say."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from services.pacing import CHANNEL_SECONDS, WORKSPACE_SECONDS, Pace
from services.table import item_from_wire


class Time:
    """A clock that is put on by hand."""

    def __init__(self) -> None:
        # Far ahead: what has faded by the right time, the table removes while a test looks at it.
        self.moment = datetime(2126, 11, 26, 9, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def passes(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def pace(dynamodb, made, time):
    return Pace(dynamodb, made.imagine_table, time)


async def test_of_many_that_ask_at_once_one_may(pace):
    asked = await asyncio.gather(*(pace.may("T1", "C1") for _ in range(12)))
    assert asked.count(True) == 1


async def test_a_conversation_is_told_something_as_often_as_its_pace_allows(pace, time):
    said = []
    for half in range(60):
        if await pace.may("T1", "C1"):
            said.append(half / 2)
        time.passes(0.5)
    gaps = [later - earlier for earlier, later in itertools.pairwise(said)]
    assert min(gaps) >= CHANNEL_SECONDS
    assert max(gaps) < CHANNEL_SECONDS + 0.8  # nothing is lost but the time until somebody asks


async def test_all_conversations_of_a_workspace_together_leave_half_to_results(pace, time):
    said = 0
    for _ in range(75):
        for channel in ("C1", "C2"):
            said += await pace.may("T1", channel)
        time.passes(0.8)
    assert 15 <= said <= 60 / WORKSPACE_SECONDS + 1


async def test_workspaces_do_not_wait_for_each_other(pace):
    assert await pace.may("T1", "C1")
    assert await pace.may("T2", "C1")


async def test_a_conversation_that_is_refused_takes_nothing_from_the_others(pace, time):
    assert await pace.may("T1", "C1")
    time.passes(WORKSPACE_SECONDS + 0.1)
    assert not await pace.may("T1", "C1")
    assert await pace.may("T1", "C2")


async def test_when_slack_asks_to_wait_nothing_is_said(pace, time):
    await pace.hold("T1", 30)
    await pace.hold("T1", 5)  # a shorter wait does not end a longer one
    time.passes(29)
    assert not await pace.may("T1", "C1")
    time.passes(CHANNEL_SECONDS)
    assert await pace.may("T1", "C1")


async def test_the_table_is_not_asked_for_what_it_told_already(dynamodb, made, time, monkeypatch):
    one, other = (Pace(dynamodb, made.imagine_table, time) for _ in range(2))
    asked = []
    update = dynamodb.update_item

    async def counted(**arguments):
        asked.append(arguments["Key"]["pk"]["S"])
        return await update(**arguments)

    monkeypatch.setattr(dynamodb, "update_item", counted)
    assert await one.may("T1", "C1")
    for _ in range(5):
        assert not await one.may("T1", "C1")
        assert not await one.may("T1", "C2")  # the workspace's time has not come either
        assert not await other.may("T1", "C1")  # which it hears once
    assert asked == ["PACE#T1#C1", "PACE#T1", "PACE#T1#C1"]
    time.passes(CHANNEL_SECONDS)
    assert await other.may("T1", "C1")


async def test_one_of_several_has_the_turn(pace, time):
    assert [await pace.turn("line", 4) for _ in range(3)] == [True, False, False]
    time.passes(4)
    assert await pace.turn("line", 4)
    assert await pace.turn("another line", 4)


async def test_the_items_fade(pace, dynamodb, made, time):
    await pace.may("T1", "C1")
    items = [item_from_wire(item) for item in (await dynamodb.scan(TableName=made.imagine_table))["Items"]]
    assert sorted(item["pk"] for item in items) == ["PACE#T1", "PACE#T1#C1"]
    hour = (time.moment + timedelta(hours=1)).timestamp()
    assert all(hour <= item["expires_at"] <= hour + 10 for item in items)


async def test_nothing_is_said_where_the_table_can_not_be_asked(pace, dynamodb, made, time, monkeypatch):
    async def refused(**_):
        raise ClientError({"Error": {"Code": "ThrottlingException"}}, "UpdateItem")

    monkeypatch.setattr(dynamodb, "update_item", refused)
    assert not await pace.may("T1", "C1")
    await pace.hold("T1", 1)
