"""Notices of the month's budget: claimed by one, taken over from one that died, told once."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from services import notices as module
from services.budgets import Budgets
from services.ledger import Limits, month_key
from services.notices import Notices
from services.table import item_to_wire


class Watch:
    """A clock that is set by hand."""

    def __init__(self):
        self.time = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def __call__(self):
        return self.time

    def forward(self, time):
        self.time += time


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def office(dynamodb, made, watch):
    """Makes the notices of one process, where the workspace has ten dollars a month."""

    def notices_of(limit="10"):
        budgets = Budgets(dynamodb, made.imagine_table, Limits(monthly_usd=Decimal(limit)))
        return Notices(dynamodb, made.imagine_table, budgets, watch)

    return notices_of


@pytest.fixture
def spend(dynamodb, made):
    async def spent(usd):
        key = month_key("T1", datetime.now(UTC).date())
        counter = {"used_usd": Decimal(usd), "spent_usd": Decimal(usd)}
        await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(key | counter))

    return spent


async def threshold(notices, **how):
    """Of the notice that is to be told, which then is told."""
    notice = await notices.claim("T1", **how)
    if notice is None:
        return None
    await notices.told(notice)
    return notice.threshold


async def test_each_threshold_is_told_once_however_many_look(office, spend):
    processes = [office() for _ in range(5)]

    async def everybody():
        return sorted(filter(None, await asyncio.gather(*(threshold(one) for one in processes * 2))))

    await spend("7.99")
    assert await everybody() == []
    await spend("8")
    assert await everybody() == [80]
    assert await everybody() == []
    await spend("9.99")
    assert await everybody() == []
    await spend("10")
    assert await everybody() == [100]
    assert await everybody() == []
    assert await threshold(office(), turned_away=True) is None


async def test_a_budget_that_was_raised_is_another_one_and_one_that_was_lowered_is_not(office, spend):
    await spend("10")
    assert await threshold(office()) == 100
    assert await threshold(office("12")) == 80
    assert await threshold(office("12")) is None
    assert await threshold(office("11")) is None
    assert await threshold(office("10")) is None
    assert await threshold(office("10.0")) is None


async def test_who_is_turned_away_because_little_is_left_uses_the_budget_up(office, spend):
    await spend("7")
    assert await threshold(office(), turned_away=True) is None
    await spend("9")
    assert await threshold(office(), turned_away=True) == 100
    # Who heard the one need not hear the other.
    assert await threshold(office()) is None


async def test_without_a_limit_nobody_is_told(office, spend):
    await spend("10")
    assert await threshold(office("0"), turned_away=True) is None


@pytest.mark.parametrize("turned_away", [False, True])
async def test_who_dies_after_claiming_loses_nothing(office, spend, watch, turned_away):
    await spend("9")
    dead = await office().claim("T1", turned_away=turned_away)
    assert await office().claim("T1", turned_away=turned_away) is None
    watch.forward(module.LEASE - timedelta(milliseconds=1))
    assert await office().claim("T1") is None
    watch.forward(timedelta(milliseconds=1))
    # That somebody was turned away is not forgotten with whoever knew it.
    found = list(filter(None, await asyncio.gather(*(office().claim("T1") for _ in range(6)))))
    assert [(one.threshold, one.tries) for one in found] == [(100 if turned_away else 80, 2)]
    assert found[0].id == dead.id
    await office().told(found[0])
    watch.forward(module.LONGEST_LEASE)
    assert await office().claim("T1", turned_away=turned_away) is None


async def test_who_has_heard_is_not_told_again_and_a_sign_of_life_keeps_the_claim(office, spend, watch):
    await spend("10")
    first, second = office(), office()
    notice = await first.claim("T1")
    watch.forward(module.LEASE / 2)
    assert await first.heard(notice, "U1")
    watch.forward(module.LEASE / 2)
    assert await second.claim("T1") is None
    watch.forward(module.LEASE / 2)
    theirs = await second.claim("T1")
    assert theirs.heard == {"U1"}
    # The first only hung: it is told that it is not the one any more.
    assert not await first.renew(notice)
    assert not await first.heard(notice, "U2")
    assert await second.renew(theirs)
    assert await second.heard(theirs, "U2")
    # Of a budget that is raised, both are told again.
    await spend("12")
    assert (await office("12").claim("T1")).heard == set()


async def test_what_keeps_failing_is_tried_more_and_more_seldom(office, spend, watch):
    await spend("10")
    tries, longest = [], timedelta()
    for _ in range(12):
        notice, waited = await office().claim("T1"), timedelta()
        while notice is None:
            watch.forward(module.LEASE)
            waited += module.LEASE
            notice = await office().claim("T1")
        tries.append(notice.tries)
        longest = max(longest, waited)
    assert tries == list(range(1, 13))
    assert longest == module.LONGEST_LEASE
