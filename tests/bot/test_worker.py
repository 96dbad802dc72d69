"""A worker and its messages: whose job it carries out, and what becomes of the message."""

import asyncio

import pytest

from bot.worker import Worker
from services.jobs import State
from services.queue import Message
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
