"""A worker and its messages: whose job it carries out, and what becomes of the message."""

import asyncio

import pytest

from bot.worker import Worker
from services.jobs import State
from services.painting.roster import AUTO
from services.painting.stability_services import CORE
from services.performing.performer import Later
from services.queue import Message
from services.records.rows import LostError
from tests.services.performing.bench import Bench
from tests.services.test_entrance import House
from tests.services.test_line import LANE


class Messages:
    """A queue that only remembers."""

    def __init__(self):
        self.sent, self.gone, self.back = [], [], []

    async def send(self, job_id, delay_seconds=0.0):
        self.sent.append(job_id)

    async def done(self, message):
        self.gone.append(message)

    async def give_back(self, message, delay_seconds=0.0):
        self.back.append(message)

    async def keep(self, message):
        pass


class Performer:
    """Takes as long as it is let."""

    def __init__(self, records):
        self.records = records
        self.begun: asyncio.Queue[str] = asyncio.Queue()
        self.let = asyncio.Event()

    async def perform(self, job, leave=None):
        await self.begun.put(job.id)
        await self.let.wait()
        await leave.done()
        await self.records.jobs.move(job, State.FAILED, {job.state}, failure="model_fault")


@pytest.fixture
def house(dynamodb, made):
    return House(dynamodb, made.imagine_table)


@pytest.fixture
def queue():
    return Messages()


@pytest.fixture
def performer(house):
    return Performer(house.records)


@pytest.fixture
def worker(house, queue, performer):
    return Worker(queue, house.records, performer, house.entrances[0], at_once=1)


@pytest.fixture
async def late(house):
    """The message of a job that is done."""
    job_id = await house.asks("U1")
    await house.works()
    await house.ends(job_id)
    return Message(job_id, "receipt", 1)


async def test_a_message_that_comes_late_is_used_for_the_first_in_line(house, worker, queue, performer, late):
    first, second = await house.comes("U1"), await house.comes("U1")
    handling = asyncio.create_task(worker._handle(late))
    assert await asyncio.wait_for(performer.begun.get(), 30) == first
    assert await house.line.waiting(LANE) == [second]
    assert queue.gone == []
    performer.let.set()
    await handling
    assert queue.gone == [late]
    assert (await house.records.jobs.get(first)).state is State.FAILED


async def test_a_job_on_another_ones_message_is_handed_back_by_a_message_of_its_own(
    house, worker, queue, performer, late
):
    first = await house.comes("U1")
    handling = asyncio.create_task(worker._handle(late))
    assert await asyncio.wait_for(performer.begun.get(), 30) == first
    handling.cancel()
    await asyncio.wait([handling])
    assert (queue.sent, queue.gone, queue.back) == ([first], [late], [])
    job = await house.records.jobs.get(first)
    assert job.lease_until is None
    assert (await house.lanes.look(LANE)).holders == {}


async def test_without_a_line_a_late_message_just_goes(worker, queue, late):
    await worker._handle(late)
    assert (queue.gone, queue.sent) == ([late], [])


async def test_a_worker_that_lost_its_job_leaves_nothing_in_the_bucket(
    dynamodb, s3, made, queue, monkeypatch
):
    """Not even what it was just storing when it found out."""
    here = Bench(dynamodb, s3, made, (AUTO,))
    worker = Worker(queue, here.records, here.performer, None, at_once=1)
    worker._heartbeat_seconds = 0.05
    storing, let, lost = asyncio.Event(), asyncio.Event(), asyncio.Event()
    put, renew = here.storage.put_original, here.records.leases.renew

    async def slowly(*args, **options):
        storing.set()
        await let.wait()
        return await put(*args, **options)

    async def renewed(job):
        try:
            await renew(job)
        except LostError:
            lost.set()
            raise

    monkeypatch.setattr(here.storage, "put_original", slowly)
    monkeypatch.setattr(here.records.leases, "renew", renewed)
    job = await here.ask(CORE)
    message = Message(job.id, "receipt", 1)
    taking = asyncio.create_task(worker._take(message, job.id, None))
    await asyncio.wait_for(storing.wait(), 30)
    # Another took it over, was refused, and has cleared away before this one's picture is there.
    taken = await here.records.jobs.get(job.id)
    await here.records.jobs.move(taken, State.REFUSED, {State.PAINTING}, failure="prompt_refused")
    await asyncio.wait_for(lost.wait(), 30)
    let.set()
    await asyncio.wait_for(taking, 30)
    assert queue.gone == [message]
    assert await here.objects() == set()


async def test_a_job_that_goes_to_another_line_comes_by_a_message_of_its_own(dynamodb, made, queue):
    house = House(dynamodb, made.imagine_table)

    class Elsewhere:
        async def perform(self, job, leave):
            await house.records.jobs.wait(job, 0, turn=None, put_off=job.put_off + 1)
            return Later(0)

    worker = Worker(queue, house.records, Elsewhere(), house.entrances[0], at_once=1)
    job_id = await house.comes("U1")
    message = Message(job_id, "receipt", 1)
    await worker._handle(message)
    assert (queue.sent, queue.gone) == ([job_id], [message])
    assert (await house.lanes.look(LANE)).holders == {}
    assert (await house.records.jobs.get(job_id)).turn is None


async def test_what_was_put_off_is_not_counted_among_what_a_job_may_be_taken(house, queue, performer, worker):
    performer.let.set()
    job_id = await house.comes("U1")
    for _ in range(20):
        job = await house.records.leases.claim(job_id)
        await house.records.leases.hand_back(job, 0, put_off=job.put_off + 1)
    await worker._handle(Message(job_id, "receipt", 1))
    assert performer.begun.qsize() == 1
