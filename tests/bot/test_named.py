"""Each line of the log about a job names the job, its workspace and its person, whoever writes it."""

import asyncio
import logging

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.attention import Attention
from bot.listener import Listener
from bot.metrics import Metrics
from bot.sweeper import Sweeper
from bot.teller import Teller
from bot.worker import Worker
from handlers.background import Background
from services.jobs import State
from services.pacing import Pace
from services.patience import Patience
from services.queue import Message
from services.records.records import Records
from services.reporting import Said
from services.serving import about
from services.telling import Telling
from tests.bot.test_teller import World
from tests.bot.test_worker import Messages, Performer
from tests.jobs import accepted
from tests.logged import logged
from tests.services.test_entrance import House


@pytest.fixture
def lines():
    with logged("debug") as told:

        def about_jobs():
            """(job, team, user) → the lines that name these."""
            found: dict[tuple[str | None, ...], list[str]] = {}
            for line in told():
                if line["logger"].startswith(("bot.", "services.", "handlers.")):
                    found.setdefault(tuple(line.get(name) for name in ("job", "team", "user")), []).append(
                        line["event"]
                    )
            return found

        yield about_jobs


@pytest.fixture
def house(dynamodb, made):
    return House(dynamodb, made.imagine_table)


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


def worker_of(house, performer=None):
    return Worker(
        Messages(), house.records, performer or Performer(house.records), house.entrances[0], at_once=1
    )


async def test_the_worker_where_nothing_is_to_be_done(house, lines):
    _, job = await accepted(house.records, "in good hands", user="U7")
    await house.records.leases.claim(job.id)
    await asyncio.create_task(worker_of(house)._handle(Message(job.id, "receipt", 1)))
    named = lines()
    assert any("needs nothing" in one for one in named[job.id, "T1", "U7"])
    assert set(named) == {(job.id, "T1", "U7")}


async def test_the_worker_that_uses_the_message_of_another(house, lines):
    late = await house.asks("U1")
    await house.works()
    await house.ends(late)
    first = await house.comes("U2")
    performer = Performer(house.records)
    handling = asyncio.create_task(worker_of(house, performer)._handle(Message(late, "receipt", 1)))
    assert await asyncio.wait_for(performer.begun.get(), 30) == first
    performer.let.set()
    await handling
    named = lines()
    assert any("needs nothing" in one for one in named[late, "T1", "U1"])
    assert any("is taken" in one for one in named[first, "T1", "U2"])
    assert any("has ended" in one for one in named[first, "T1", "U2"])


async def test_the_worker_whose_task_breaks(house, lines):
    _, job = await accepted(house.records, "breaks", user="U7")

    over = asyncio.Event()

    class Breaking(Performer):
        async def perform(self, job, leave=None):
            raise asyncio.InvalidStateError("perform")

        async def give_up(self, job, code):
            raise asyncio.InvalidStateError("give up")

    class One(Messages):
        def __init__(self):
            super().__init__()
            self.messages = [Message(job.id, "receipt", 9)]

        async def receive(self, _):
            if not self.messages:
                over.set()  # the only place is free again
                await asyncio.Event().wait()
            return [self.messages.pop()]

    worker = Worker(One(), house.records, Breaking(house.records), house.entrances[0], at_once=1)
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(over.wait(), 30)
    running.cancel()
    assert any("broken off" in one for one in lines()[job.id, "T1", "U7"])


async def test_the_sweeper_and_who_ends_a_job(records, lines, monkeypatch):
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-30))
    jobs = [(await accepted(records, name, user=f"U{name}"))[1] for name in ("one", "two")]
    await Sweeper(records.leases, Messages()).sweep()
    for job in jobs:
        await records.jobs.move(job, State.FAILED, {State.ACCEPTED}, failure="internal")
    named = lines()
    assert set(named) == {(job.id, "T1", job.origin.user) for job in jobs}
    assert all(len(events) == 2 for events in named.values())


async def test_whoever_hears_of_an_end(dynamodb, made, lines):
    def ended(job):
        logging.getLogger("bot.app").info("job %s is %s", job.id, job.state)

    records = Records(dynamodb, made.imagine_table, ended=ended)
    _, job = await accepted(records, "cancelled", user="U7")
    await records.jobs.cancel(job.id)
    assert set(lines()) == {(job.id, "T1", "U7")}


async def test_the_teller(dynamodb, made, lines):
    world = await World(dynamodb, made.imagine_table).open()

    class Hoarse:
        async def queued(self, job):
            logging.getLogger("handlers.reporter").info("job %s: not said", job.id)
            return Said()

    pace = Pace(dynamodb, made.imagine_table, world.records.leases.now)
    teller = Teller(world.records, world.line, Telling(world.records, Hoarse(), pace), pace)
    job = await world.queue("waits", user="U7")
    world.passes(5)
    await teller.tell()
    assert any("not said" in one for one in lines()[job.id, "T1", "U7"])


async def test_what_fails_in_the_background(lines):
    async def work():
        about(job="job-1", team="T1", user="U7")
        raise RuntimeError("wet")

    background = Background()
    background.spawn(work())
    await background.drain(30)
    assert set(lines()) == {("job-1", "T1", "U7")}


async def test_one_request_does_not_lend_its_person_to_the_next(lines):
    class Hearing(Listener):
        def __init__(self):
            self._attention, self._metrics = Attention(), Metrics()

    async def dispatch(self, req):
        logging.getLogger("handlers.any").info("heard")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsyncApp, "async_dispatch", dispatch)
        for team, user in (("T1", "U7"), ("T2", None)):
            request = AsyncBoltRequest(body="", mode="socket_mode")
            request.context["team_id"] = team
            request.context["user_id"] = user
            await Hearing().async_dispatch(request)
    assert set(lines()) == {(None, "T1", "U7"), (None, "T2", None)}
