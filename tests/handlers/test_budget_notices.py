"""Telling admins of the budget: exactly one message each, also where whoever tells them is killed in between."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers import budget_notices as module
from handlers.budget_notices import BudgetNotices
from services.ledger import Counter
from services.notices import Notice

NOTICE = Notice("T1", date(2026, 11, 1), 80, Decimal(10))


class Killed(BaseException):
    """The process ends here."""


class Table:
    """Of one notice: each claim finds what is not told yet."""

    def __init__(self):
        self.heard_by: list[str] = []
        self.tries = 0
        self.is_told = False
        self.lost = False

    async def claim(self, team, *, turned_away=False):
        if self.is_told:
            return None
        self.tries += 1
        return replace(NOTICE, tries=self.tries, heard=frozenset(self.heard_by))

    async def renew(self, notice):
        return not self.lost

    async def heard(self, notice, admin):
        if self.lost:
            return False
        self.heard_by.append(admin)
        return True

    async def told(self, notice):
        self.is_told = True


class Slack:
    """Keeps what is posted; the troubles of calls are raised one after the other, before or after what they do."""

    def __init__(self):
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.before: list[BaseException | None] = []
        self.after: list[BaseException | None] = []

    async def conversations_open(self, *, users):
        return {"channel": {"id": f"D-{users}"}}

    async def conversations_history(self, *, channel, oldest, limit, include_all_metadata):
        assert include_all_metadata
        assert float(oldest) < datetime.now(UTC).timestamp()
        return {"messages": [message for where, message in self.posted if where == channel]}

    async def chat_postMessage(self, *, channel, **message):  # noqa: N802  # its name
        if self.before and (error := self.before.pop(0)):
            raise error
        self.posted.append((channel, message))
        if self.after and (error := self.after.pop(0)):
            raise error
        return {"ok": True}


class People:
    def __init__(self):
        self.troubles: list[BaseException] = []

    async def admins(self):
        if self.troubles:
            raise self.troubles.pop(0)
        return ["U1", "U2", "U3"]

    async def language(self, user, text=""):
        return "ko" if user == "U2" else "en"


class Money:
    async def workspace_month(self, team):
        return Counter(used_usd=Decimal("8.40"))


class World:
    def __init__(self):
        self.table, self.slack, self.people = Table(), Slack(), People()

    async def look(self):
        """One process looks."""
        await BudgetNotices(self.table, Money(), self.people, self.slack).look("T1")

    def told(self):
        return [channel for channel, _ in self.slack.posted]


@pytest.fixture
def world():
    return World()


EVERYBODY = ["D-U1", "D-U2", "D-U3"]


def refused(code):
    return SlackApiError("", {"ok": False, "error": code})


async def test_every_admin_is_told_once_in_their_language(world):
    for _ in range(3):
        await world.look()
    assert world.told() == EVERYBODY
    texts = [message["text"] for _, message in world.slack.posted]
    assert "80 % of this month's budget" in texts[0]
    assert "$8.40" in texts[0]
    assert "80%를 썼어요" in texts[1]
    assert all(message["blocks"][1]["elements"][0]["action_id"] for _, message in world.slack.posted)


@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "death", [Killed(), asyncio.CancelledError(), refused("internal_error"), TimeoutError()]
)
async def test_who_is_killed_around_a_message_neither_loses_nor_repeats_it(world, when, nth, death):
    setattr(world.slack, when, [None] * nth + [death])
    try:
        await world.look()
    except (Killed, asyncio.CancelledError):
        assert isinstance(death, Killed | asyncio.CancelledError)
    assert not world.table.is_told
    await world.look()
    assert world.told() == EVERYBODY
    assert world.table.is_told


async def test_who_dies_before_it_knows_the_admins_leaves_it_to_the_next(world):
    world.people.troubles = [Killed(), refused("ratelimited")]
    with pytest.raises(Killed):
        await world.look()
    await world.look()
    assert world.told() == []
    await world.look()
    assert world.told() == EVERYBODY


async def test_who_can_never_be_told_keeps_nobody_from_being_told(world):
    world.slack.before = [None, refused("cannot_dm_bot")]
    await world.look()
    assert world.told() == ["D-U1", "D-U3"]
    assert world.table.is_told


async def test_who_has_lost_the_claim_stops(world):
    world.table.lost = True
    await world.look()
    assert world.told() == []
    assert not world.table.is_told


async def test_a_post_that_slack_holds_up_for_longer_than_the_claim_is_given_up(world, monkeypatch):
    monkeypatch.setattr(module, "_POST_SECONDS", 0.01)
    post, held = world.slack.chat_postMessage, asyncio.Event()

    async def held_up(**message):
        if not world.slack.posted:
            return await post(**message)
        return await held.wait()

    monkeypatch.setattr(world.slack, "chat_postMessage", held_up)
    await world.look()
    assert (world.told(), world.table.is_told) == (["D-U1"], False)
    monkeypatch.setattr(world.slack, "chat_postMessage", post)
    await world.look()
    assert world.told() == EVERYBODY
