"""Jobs that nobody looks after are sent to the workers again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from bot.sweeper import Sweeper
from services.jobs import State
from services.patience import Patience
from services.queue import Queue
from services.records.records import Records
from tests.jobs import accepted
from tests.services.test_entrance import House
from tests.services.test_line import LANE


@pytest.fixture
async def queue(sqs, made):
    return Queue(sqs, (await sqs.get_queue_url(QueueName=made.imagine_queue))["QueueUrl"])


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


@pytest.fixture
def impatient(monkeypatch, records):
    """Whatever is written is overdue at once."""
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-30))


async def sent(queue, count):
    found: list[str] = []
    while len(found) < count:
        messages = await queue.receive(10)
        assert messages, f"only {len(found)} of {count} came"
        found += [message.job_id for message in messages]
    return sorted(found)


@pytest.mark.usefixtures("impatient")
async def test_accepted_queued_and_abandoned_jobs_are_sent_again_once(records, queue):
    _, unsent = await accepted(records, "unsent")
    _, untaken = await accepted(records, "untaken")
    await records.jobs.move(untaken, State.QUEUED, {State.ACCEPTED})
    _, abandoned = await accepted(records, "abandoned")
    await records.jobs.move(await records.leases.claim(abandoned.id), State.PAINTING, {State.WRITING})
    _, done = await accepted(records, "done")
    await records.jobs.move(done, State.POSTED, {State.ACCEPTED})

    sweepers = [Sweeper(records.leases, queue) for _ in range(3)]
    assert sum([await sweeper.sweep() for sweeper in sweepers]) == 3
    assert await sent(queue, 3) == sorted([unsent.id, untaken.id, abandoned.id])


async def test_what_waits_long_is_sent_again_more_and_more_seldom(records, queue, monkeypatch):
    _, job = await accepted(records, "waiting")
    sweeper, sent_after = Sweeper(records.leases, queue), []
    for minutes in range(1, 31):
        moment = job.accepted_at + timedelta(minutes=minutes)
        monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda moment=moment: moment))
        if await sweeper.sweep():
            sent_after.append(minutes)
    assert sent_after == [1, 3, 5, 8, 13, 20]


async def test_what_is_in_good_hands_is_left_alone(records, queue, monkeypatch):
    moment = records.leases.now()
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: moment))
    await accepted(records, "fresh")
    _, claimed = await accepted(records, "claimed")
    await records.leases.claim(claimed.id)
    assert await Sweeper(records.leases, queue).sweep() == 0


@pytest.mark.usefixtures("impatient")
async def test_a_job_that_is_meant_to_wait_is_not_overdue_before(records, queue):
    _, job = await accepted(records, "waiting")
    job = await records.leases.claim(job.id)
    waiting = await records.jobs.wait(job, 60)
    assert (waiting.state, waiting.lease_until) == (State.QUEUED, None)
    assert await Sweeper(records.leases, queue).sweep() == 0
    await records.jobs.wait(await records.leases.claim(job.id), 0)
    assert await Sweeper(records.leases, queue).sweep() == 1


class Stuttering:
    """A queue that refuses some jobs."""

    def __init__(self, *refused):
        self.refused = set(refused)
        self.sent = []

    async def send(self, job_id, _delay=0):
        if job_id in self.refused:
            raise ClientError({"Error": {"Code": "ServiceUnavailable"}}, "SendMessage")
        self.sent.append(job_id)


async def test_a_job_that_can_not_be_sent_keeps_no_other_waiting_and_is_overdue_at_once(records, monkeypatch):
    jobs = [(await accepted(records, f"job {number}"))[1].id for number in range(5)]
    later = records.leases.now() + timedelta(minutes=1)
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: later))
    queue = Stuttering(*jobs[1:4])
    sweepers = [Sweeper(records.leases, queue) for _ in range(2)]
    assert await sweepers[0].sweep() == 2
    monkeypatch.setattr(
        records._deadlines, "_clock", SimpleNamespace(now=lambda: later + timedelta(seconds=1))
    )
    queue.refused = set()
    assert [await one.sweep() for one in sweepers] == [3, 0]
    assert sorted(queue.sent) == sorted(jobs)


@pytest.fixture
def house(dynamodb, made, monkeypatch):
    """Whatever is written there is overdue at once."""
    house = House(dynamodb, made.imagine_table, calls=16)
    monkeypatch.setattr(house.records._deadlines, "_patience", Patience(-30))
    return house


async def test_a_job_that_nobody_gave_a_place_is_put_in_line_and_does_not_wait_for_its_message(house):
    _, job = await accepted(house.records, "its listener died", house.work)
    sweeper = Sweeper(house.records.leases, house.queue, entrance=house.entrances[0])
    assert await sweeper.sweep() == 1
    assert house.queue.sent == [job.id]
    assert await house.line.waiting(LANE) == [job.id]


async def test_of_those_in_line_only_the_first_is_sent_for_if_the_line_stands_still(house):
    first, *_ = [await house.comes("U1") for _ in range(3)]
    sweeper = Sweeper(house.records.leases, house.queue, entrance=house.entrances[0])
    assert await sweeper.sweep() == 0
    assert house.queue.sent == [first], "nobody was ever in this lane"
    await house.works()
    for job_id in list(house.leaves):
        await house.ends(job_id)
    waiting = [await house.comes("U1") for _ in range(3)]
    house.queue.sent.clear()
    assert [await sweeper.sweep(), len(house.queue.sent)] == [0, 0]
    assert [await sweeper.sweep(), house.queue.sent] == [0, waiting[:1]]
