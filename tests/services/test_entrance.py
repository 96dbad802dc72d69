"""Workers that know of each other only through the table: who comes in, who waits, and that nobody is forgotten."""

import asyncio
from collections import deque
from types import SimpleNamespace

import pytest

from services import entrance
from services.entrance import Entrance, needs_leave
from services.jobs import FINAL, State
from services.lanes import Lanes, Load, Pace, Paces
from services.line import Line
from services.records.rows import LostError
from tests.jobs import accepted
from tests.services.test_lanes import Time
from tests.services.test_line import LANE, Hall


class Messages:
    """A queue that gives what it was given first, and what was delayed when it is asked to."""

    def __init__(self):
        self.waiting = deque[str]()
        self.delayed = []
        self.sent = []

    async def send(self, job_id, delay_seconds=0.0):
        self.sent.append(job_id)
        if delay_seconds:
            self.delayed.append((job_id, delay_seconds))
        else:
            self.waiting.append(job_id)


class House(Hall):
    """A lane, people, and workers."""

    def __init__(self, client, table, calls=2, per_minute=0.0, workers=1):
        super().__init__(client, table, calls)
        self.time = Time()
        self.queue = Messages()
        paces = Paces(painting=Pace(calls, per_minute))
        self.entrances = []
        for _ in range(workers):
            lanes = Lanes(client, table, paces, clock=self.time)
            line = Line(client, table, lanes, lambda _: 5)
            self.entrances.append(Entrance(lanes, line, self.records.jobs, self.queue))
        self.leaves = {}
        self.started = []

    async def asks(self, user):
        """A person comes with a job whose message is sent."""
        job_id = await self.comes(user)
        await self.queue.send(job_id)
        return job_id

    async def meets(self, job_id, slots=16, worker=0):
        """A worker gets a job's message, as `bot.worker` does."""
        entrance, job = self.entrances[worker], await self.records.jobs.get(job_id)
        if not needs_leave(job) or job.lease_until is not None:
            found = await entrance.next(job)
        else:
            found = await entrance.enter(job, slots)
        if found is not None:
            job, leave = found
            try:
                job = await self.records.leases.claim(job.id)
            except LostError:
                await leave.drop()
                return
            self.leaves[job.id] = (job, leave)
            self.started.append(self.jobs[job.id])

    async def works(self, slots=16, worker=0):
        """The workers take all messages that can be taken now."""
        while self.queue.waiting:
            await self.meets(self.queue.waiting.popleft(), slots - len(self.leaves), worker)

    async def ends(self, job_id, *, busy=False):
        job, leave = self.leaves.pop(job_id)
        if busy:
            await leave.busy()
            await self.records.jobs.wait(job, 0)
        else:
            await leave.done()
            await self.records.jobs.move(job, State.FAILED, {job.state}, failure="model_fault")

    async def until_all_are_done(self, slots=16):
        for _ in range(1000):
            await self.works(slots)
            if not self.leaves:
                break
            await self.ends(next(iter(self.leaves)))
        assert [(await self.records.jobs.get(job_id)).state in FINAL for job_id in self.jobs] == [True] * len(
            self.jobs
        )


@pytest.fixture
def house_of(dynamodb, made, monkeypatch):
    """Makes houses in which only their own time passes: how long ago somebody was sent for counts, too."""

    def house(**how):
        house = House(dynamodb, made.imagine_table, **how)
        monkeypatch.setattr(entrance, "time", SimpleNamespace(monotonic=house.time.monotonic))
        return house

    return house


async def test_alone_a_job_comes_in_at_once_and_nobody_is_sent_for(house_of):
    house = house_of()
    job_id = await house.asks("U1")
    await house.works()
    assert list(house.leaves) == [job_id]
    await house.ends(job_id)
    assert house.queue.sent == [job_id]
    assert (await house.lanes.look(LANE)).spare == 2


async def test_one_more_than_there_are_permits_waits_and_is_sent_for(house_of):
    house = house_of(calls=2)
    first, second, third = [await house.asks("U1") for _ in range(3)]
    await house.works()
    assert list(house.leaves) == [first, second]
    assert await house.line.waiting(LANE) == [third]
    await house.ends(first)
    assert list(house.queue.waiting) == [third]
    await house.works()
    assert list(house.leaves) == [second, third]


async def test_forty_of_one_person_and_one_of_another(house_of):
    house = house_of(calls=4)
    for _ in range(40):
        await house.asks("U1")
    await house.works()
    assert house.started == ["U1"] * 4
    await house.asks("U2")
    for _ in range(3):
        await house.works()
        await house.ends(next(iter(house.leaves)))
    await house.works()
    assert "U2" in house.started[4:7]
    await house.until_all_are_done()
    assert len(house.started) == 41


async def test_where_workers_are_few_the_order_of_messages_does_not_count_either(house_of):
    house = house_of(calls=16)
    for _ in range(12):
        await house.asks("U1")
    await house.meets(house.queue.waiting.popleft(), 1)
    for user in ("U2", "U3"):
        await house.asks(user)
    # One worker that does one at a time, while there is room for fifteen more.
    while house.leaves:
        await house.ends(next(iter(house.leaves)))
        while house.queue.waiting and not house.leaves:
            await house.meets(house.queue.waiting.popleft(), 1)
    assert len(house.started) == 14
    assert {"U2", "U3"} <= set(house.started[:5])


async def test_many_workers_finish_everybodys_jobs(house_of):
    house = house_of(calls=5, workers=3)
    for number in range(20):
        await house.asks(f"U{number % 4}")
    most = 0
    while house.queue.waiting:
        batch = [house.queue.waiting.popleft() for _ in range(min(9, len(house.queue.waiting)))]
        await asyncio.gather(*(house.meets(job_id, 3, at % 3) for at, job_id in enumerate(batch)))
        most = max(most, len(house.leaves))
        for job_id in list(house.leaves)[:2]:
            await house.ends(job_id)
    while house.leaves:
        await house.ends(next(iter(house.leaves)))
        await house.works(3)
    assert len(house.started) == 20
    assert most <= 5


async def test_without_any_message_the_sweeper_sets_a_line_going(house_of):
    house = house_of(calls=3)
    for _ in range(7):
        await house.comes("U1")
    assert await house.entrances[0].look_after() == 0, "nobody was ever in this lane"
    await house.lanes.release(await house.lanes.acquire(LANE, "first", Load()))
    # A line that moves is left alone.
    assert await house.entrances[0].look_after() == 0
    assert await house.entrances[0].look_after() == 1
    await house.works()
    assert len(house.started) == 3
    await house.until_all_are_done()


async def test_permits_of_the_dead_do_not_hold_up_a_line_for_ever(house_of):
    house = house_of(calls=2)
    jobs = [await house.asks("U1") for _ in range(4)]
    await house.works()
    house.leaves.clear()
    assert await house.entrances[0].look_after() == 0
    house.time.pass_by(31)
    assert await house.entrances[0].look_after() == 1
    await house.works()
    assert list(house.leaves) == jobs[2:]


async def test_one_that_is_cancelled_while_it_is_sent_for_passes_it_on(house_of):
    house = house_of(calls=1)
    first, second, third = [await house.asks("U1") for _ in range(3)]
    await house.works()
    await house.ends(first)
    assert list(house.queue.waiting) == [second]
    await house.records.jobs.cancel(second)
    await house.works()
    assert list(house.leaves) == [third]


async def test_a_busy_model_is_tried_by_one_after_the_pause_then_by_more(house_of):
    house = house_of(calls=8)
    for _ in range(16):
        await house.asks("U1")
    await house.works()
    house.time.pass_by(1)
    for job_id in list(house.leaves):
        await house.ends(job_id, busy=True)
    assert not house.queue.waiting
    # One message for all of them, for the end of the pause.
    ((job_id, seconds),) = house.queue.delayed
    house.time.pass_by(seconds)
    await house.meets(job_id)
    await house.works()
    assert len(house.leaves) == 1
    await house.ends(job_id)
    await house.works()
    assert len(house.leaves) == 4
    assert (await house.lanes.look(LANE)).strikes == 0


async def test_a_rate_lets_one_in_after_the_other(house_of):
    house = house_of(calls=16, per_minute=20)
    for _ in range(9):
        await house.asks("U1")
    await house.works()
    at_first, passed = len(house.started), 0
    assert 2 <= at_first <= 3
    while len(house.started) < 9:
        job_id, seconds = house.queue.delayed.pop(0)
        house.time.pass_by(seconds)
        passed += seconds
        await house.meets(job_id)
        await house.works()
    assert passed == pytest.approx(3 * (9 - at_first), abs=3)


async def test_without_a_round_a_job_gets_one_when_it_has_to_wait(house_of):
    house = house_of(calls=1)
    await house.asks("U1")
    await house.works()
    _, job = await accepted(house.records, "crashed before it was queued", house.work, user="U2")
    house.jobs[job.id] = "U2"
    await house.meets(job.id)
    assert await house.line.waiting(LANE) == [job.id]
    await house.until_all_are_done()
    assert house.started == ["U1", "U2"]


async def test_a_job_that_its_worker_left_comes_before_those_that_wait(house_of):
    house = house_of(calls=1)
    first, second = await house.asks("U1"), await house.asks("U1")
    await house.works()
    job, leave = house.leaves.pop(first)
    house.queue.waiting.clear()
    await house.records.leases.hand_back(job, 0)
    await leave.drop()
    assert house.queue.waiting.popleft() == second
    await house.meets(first)
    assert list(house.leaves) == [first]


async def test_a_leave_ends_once(house_of):
    house = house_of(calls=2)
    await house.asks("U1")
    await house.works()
    ((_, leave),) = house.leaves.values()
    await leave.done()
    await leave.busy()
    await leave.drop()
    await leave.keep()
    row = await house.lanes.look(LANE)
    assert (row.spare, row.strikes, row.holders, len(row.recent)) == (2, 0, {}, 1)


async def test_where_workers_are_few_every_message_starts_a_job_while_there_is_a_line(house_of):
    """Also those that came late for a job that is done; else each would be sent on to the end of the queue."""
    house = house_of(calls=16)
    late = await house.asks("U1")
    await house.works()
    await house.ends(late)
    sent = len(house.queue.sent)
    house.queue.waiting.extend([late] * 6)
    for _ in range(12):
        await house.asks("U1")
    met = 0
    while await house.line.waiting(LANE):
        await house.meets(house.queue.waiting.popleft(), 1)
        met += 1
        assert len(house.leaves) == 1
        await house.ends(next(iter(house.leaves)))
    assert met == 12
    # Their own messages, and at the most two for each that was started.
    assert len(house.queue.sent) - sent <= 3 * 12


async def test_workers_that_are_woken_at_once_begin_with_different_jobs(house_of):
    house = house_of(calls=16, workers=3)
    late = await house.asks("U1")
    await house.works()
    await house.ends(late)
    jobs = [await house.comes("U1") for _ in range(5)]
    await asyncio.gather(*(house.meets(late, 1, worker) for worker in range(3)))
    assert sorted(house.leaves) == sorted(jobs[:3])
    row = await house.lanes.look(LANE)
    assert (row.spare, len(row.holders)) == (13, 3)


async def test_a_job_that_another_is_about_to_begin_with_is_left_to_it(house_of):
    house = house_of(calls=16, workers=2)
    job_id = await house.asks("U1")
    job = await house.records.jobs.get(job_id)
    begun = await house.entrances[0].enter(job, 16)
    assert begun is not None
    assert await house.entrances[1].enter(job, 16) is None
    assert await house.entrances[1].next(job) is None
    assert (await house.lanes.look(LANE)).spare == 15
    await house.records.leases.claim(job_id)
    house.time.pass_by(31)
    assert await house.entrances[0].look_after() == 0
    assert (await house.lanes.look(LANE)).spare == 16
