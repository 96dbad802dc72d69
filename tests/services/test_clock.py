"""The table's time, on machines whose clocks are wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from services.clock import Clock
from services.jobs import now
from services.patience import Patience
from services.records.records import Records
from services.records.rows import LostError
from tests.jobs import accepted


def answer(moment):
    return SimpleNamespace(headers={"date": format_datetime(moment)})


NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    """On a machine whose own clock says that it is noon."""
    return Clock(local=lambda: NOON)


def test_small_differences_are_left_alone(clock):
    for _ in range(3):
        clock.hear(answer(NOON + timedelta(seconds=1)))
    assert clock.now() == NOON


def test_a_difference_counts_when_two_answers_agree_and_until_they_disagree(clock):
    earlier = NOON - timedelta(minutes=3)
    clock.hear(answer(earlier))
    assert clock.now() == NOON  # it may have lain about
    clock.hear(answer(NOON))
    assert clock.now() == NOON
    for _ in range(2):
        clock.hear(answer(earlier))
    assert abs(clock.now() - earlier) < timedelta(seconds=1)
    for _ in range(2):
        clock.hear(answer(NOON))
    assert clock.now() == NOON
    clock.hear(SimpleNamespace(headers={}))
    assert clock.now() == NOON


@pytest.mark.parametrize("minutes", [-5, -2, 2, 5])
async def test_a_lease_holds_though_a_clock_is_minutes_off(dynamodb, made, minutes):
    # As long as a slow machine needs, and shorter than the clock is off.
    patience = Patience(100)
    right = Records(dynamodb, made.imagine_table, patience)
    clock = Clock(local=lambda: now() + timedelta(minutes=minutes))
    wrong = Records(dynamodb, made.imagine_table, patience, clock)
    # Any two answers will do that did not lie about.
    while abs(wrong.leases.now() - right.leases.now()) > timedelta(seconds=30):
        await wrong.jobs.get("nobody")
    _, job = await accepted(right)
    for mine, other in ((right, wrong), (wrong, right)):
        held = await mine.leases.claim(job.id)
        with pytest.raises(LostError):
            await other.leases.claim(job.id)
        assert [found async for found in other.leases.overdue(other.leases.now())] == []
        await mine.leases.hand_back(held, 0)
