"""Who waits is told where they stand: in turn, once, and only what is news."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import teller as module
from bot.teller import Teller
from services.jobs import FAR, State
from services.lanes import Lanes
from services.line import Line, lane_of
from services.pacing import CHANNEL_SECONDS, Pace
from services.records.records import Records
from services.reporting import Said
from services.telling import Telling
from tests.jobs import job_of, paint_work, request_of


class Slack:
    """Keeps what was said of each job's place."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int]] = []

    async def queued(self, job):
        self.said.append((job.id, job.announced.position))
        return Said()


class World:
    """Some processes, and a clock that is put on by hand."""

    def __init__(self, dynamodb, table) -> None:
        self.slack = Slack()
        self.records = Records(dynamodb, table)
        self.lanes = Lanes(dynamodb, table)
        self.line = Line(dynamodb, table, self.lanes)
        self.moment = self.records.leases.now()
        clock: Any = SimpleNamespace(now=lambda: self.moment)
        self.records._deadlines._clock = clock
        self.tellers = [self._teller(dynamodb, table) for _ in range(3)]

    def _teller(self, dynamodb, table):
        pace = Pace(dynamodb, table, self.records.leases.now)
        return Teller(self.records, self.line, Telling(self.records, self.slack, pace), pace)

    def passes(self, seconds):
        self.moment += timedelta(seconds=seconds)

    async def open(self):
        """Somebody is painting: that is why the others wait."""
        work = paint_work()
        await self.lanes.acquire(lane_of(work), "somebody", self.line.load(work))
        return self

    async def queue(self, name, user="U1", channel="C1", ts="1.0"):
        # Each comes a moment after the other by the same clock, however long it takes to write them down.
        self.passes(0.001)
        request = request_of(name, user=user, channel=channel)
        job = job_of(request, name, paint_work()).model_copy(update={"accepted_at": self.moment})
        await self.records.acceptance.accept([job], request)
        return await self.records.jobs.move(
            job, State.QUEUED, {State.ACCEPTED}, placeholder_ts=ts, **await self.line.placed(job)
        )

    async def told(self):
        """What was said in one round of all tellers at once."""
        self.slack.said.clear()
        counts = await asyncio.gather(*(teller.tell() for teller in self.tellers))
        assert sum(counts) == len(self.slack.said)
        self.passes(CHANNEL_SECONDS + 0.1)
        return list(self.slack.said)


@pytest.fixture
async def world(dynamodb, made):
    return await World(dynamodb, made.imagine_table).open()


async def test_one_after_the_other_is_told_its_place_and_nobody_twice(world):
    jobs = [await world.queue(str(number)) for number in range(3)]
    world.passes(3)
    said = [one for _ in range(5) for one in await world.told()]
    assert said == [(job.id, place) for place, job in enumerate(jobs, 1)]


async def test_places_count_down_as_the_line_moves_on(world):
    first, second, third = [await world.queue(str(number)) for number in range(3)]
    world.passes(3)
    for _ in range(3):
        await world.told()
    await world.records.leases.claim(first.id)
    assert await world.told() == [(second.id, 1)]
    assert await world.told() == [(third.id, 2)]
    await world.records.jobs.cancel(second.id)
    assert await world.told() == [(third.id, 1)]
    assert await world.told() == []


async def test_what_has_only_just_come_shows_no_place(world):
    await world.queue("new")
    world.passes(1)
    assert await world.told() == []
    assert len(await world.told()) == 1


async def test_what_has_no_message_yet_is_not_told(world):
    await world.queue("unshown", ts=None)
    world.passes(5)
    assert await world.told() == []


async def test_a_busy_conversation_does_not_keep_the_others_in_the_dark(world):
    for number in range(4):
        await world.queue(str(number))
    elsewhere = await world.queue("elsewhere", user="U2", channel="C2")
    world.passes(10)
    said = [one for _ in range(2) for one in await world.told()]
    assert elsewhere.id in [job_id for job_id, _ in said]
    assert len(said) >= 2


async def test_who_stands_far_behind_hears_that_once(world, monkeypatch):
    monkeypatch.setattr(module, "_COUNTED", 1)
    jobs = [await world.queue(str(number)) for number in range(4)]
    world.passes(3)
    said = [one for _ in range(6) for one in await world.told()]
    assert said.count((jobs[0].id, 1)) == 1
    assert sorted(said) == sorted([(jobs[0].id, 1), *((job.id, FAR) for job in jobs[1:])])
    # Whoever comes to the front is counted.
    await world.records.jobs.cancel(jobs[0].id)
    assert (jobs[1].id, 1) in [one for _ in range(2) for one in await world.told()]


async def test_a_line_that_can_not_be_read_is_read_again_later(world, monkeypatch):
    await world.queue("one")
    world.passes(3)
    looked = asyncio.Event()
    slept = []

    async def unreadable():
        looked.set()
        raise RuntimeError("a mistake of ours")

    async def sleep(seconds):
        slept.append(seconds)
        if len(slept) > 2:
            raise asyncio.CancelledError

    monkeypatch.setattr(world.line, "lanes_waiting", unreadable)
    monkeypatch.setattr("bot.teller.asyncio.sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        await world.tellers[0].run()
    assert looked.is_set()
    assert all(0 < seconds <= CHANNEL_SECONDS for seconds in slept)
