"""Whatever is said of a job while it goes on, what is shown last is what became of it."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest

from services import telling as module
from services.jobs import Announced, RefineWork, Round, State, now
from services.line import Standing
from services.patience import Patience
from services.records.records import Records
from services.reporting import Said
from services.telling import Telling, about, is_news, place_of
from tests.jobs import IDEAS, accepted, paint_work
from tests.records import images_of

THIRD = Announced(position=3, seconds=40, said_at=now())


class Message:
    """A placeholder, as it was changed; `hold` keeps what is said next from arriving until it is set."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, object]] = []
        self.said = Said()
        self.hold: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def _arrives(self, *what):
        hold, self.hold = self.hold, None
        self.begun.set()
        if hold is not None:
            await hold.wait()
        self.shown.append(what)
        return self.said

    async def queued(self, job):
        return await self._arrives("queued", job.announced.position)

    async def elapsed(self, job, seconds):
        return await self._arrives("elapsed", seconds)

    async def painted(self, _, images):
        self.shown.append(("painted", len(images)))

    async def offered(self, _request, _job, offered: Round):
        self.shown.append(("offered", offered.first_number))

    async def answered(self, _, text):
        self.shown.append(("answered", text))

    async def ended(self, job, *, again=False):
        assert again
        self.shown.append(("ended", job.state))


class Pace:
    """Lets everything pass, or nothing."""

    def __init__(self) -> None:
        self.open = True
        self.held = 0.0
        self.asked = 0

    async def may(self, _team, _channel):
        self.asked += 1
        return self.open

    async def hold(self, _team, seconds):
        self.held = seconds


@pytest.fixture
def message():
    return Message()


@pytest.fixture
def pace():
    return Pace()


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


@pytest.fixture
def telling(records, message, pace):
    return Telling(records, message, pace)


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    monkeypatch.setattr(module, "_BEGUN_SECONDS", 0.01)
    monkeypatch.setattr(module, "_FIRST_SECONDS", 0.01)
    monkeypatch.setattr(module, "_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(module, "CHANNEL_SECONDS", 0.01)
    monkeypatch.setattr(module, "_WORTH_SAYING", 0)
    # What is put right takes its time where everything else is slow.
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 60.0)


async def queued(records, work=None):
    _, job = await accepted(records, work=work or paint_work())
    return await records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, placeholder_ts="1.0")


async def painting(records):
    job = await records.leases.claim((await queued(records)).id)
    return await records.jobs.move(job, State.PAINTING, {State.WRITING})


async def stored(records, job):
    return await records.results.store_images(job, images_of(job, job.work))


async def until(true):
    for _ in range(6000):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("waited in vain")


async def test_a_place_is_said_and_remembered(telling, records, message):
    job = await queued(records)
    assert await telling.in_line(job, THIRD)
    assert message.shown == [("queued", 3)]
    assert (await records.jobs.get(job.id)).announced == THIRD


async def test_nothing_is_said_while_the_conversation_must_be_left_alone(telling, records, message, pace):
    pace.open = False
    job = await queued(records)
    assert not await telling.in_line(job, THIRD)
    assert message.shown == []
    assert (await records.jobs.get(job.id)).announced is None


async def test_a_job_that_waits_no_more_has_no_place(telling, records, message):
    job = await queued(records)
    await records.leases.claim(job.id)
    assert await telling.in_line(job, THIRD)
    assert message.shown == []


async def overtaken_by(telling, records, message, ending, work=None):
    """What is shown when a place arrives after `ending` was shown."""
    job = await queued(records, work)
    message.hold = asyncio.Event()
    hold = message.hold
    saying = asyncio.create_task(telling.in_line(job, THIRD))
    await message.begun.wait()
    await ending(await records.jobs.get(job.id))
    hold.set()
    await saying
    return message.shown


async def test_a_place_that_comes_after_the_picture_is_replaced_by_it(telling, records, message):
    async def paint(job):
        job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
        await stored(records, job)

    shown = await overtaken_by(telling, records, message, paint)
    assert shown == [("queued", 3), ("painted", 1)]


async def test_a_place_that_comes_after_a_cancel_is_replaced_by_it(telling, records, message):
    shown = await overtaken_by(telling, records, message, lambda job: records.jobs.cancel(job.id))
    assert shown == [("queued", 3), ("ended", State.CANCELLED)]


async def test_a_place_that_comes_after_the_start_is_replaced(telling, records, message):
    shown = await overtaken_by(telling, records, message, lambda job: records.leases.claim(job.id))
    assert shown == [("queued", 3), ("elapsed", None)]


async def test_a_place_that_comes_after_an_answer_is_replaced_by_it(telling, records, message):
    async def answer(job):
        await records.jobs.move(
            await records.leases.claim(job.id), State.STORED, {State.WRITING}, answer="It is a boat."
        )

    work = RefineWork(words="what is it?", image_id="i.0", base=paint_work(), token="t")
    shown = await overtaken_by(telling, records, message, answer, work)
    assert shown == [("queued", 3), ("answered", "It is a boat.")]


async def test_a_place_that_comes_after_the_ideas_is_replaced_by_them(telling, records, message):
    _, job = await accepted(records)
    job = await records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, placeholder_ts="1.0")
    message.hold = hold = asyncio.Event()
    saying = asyncio.create_task(telling.in_line(job, THIRD))
    await message.begun.wait()
    await records.results.store_round(await records.leases.claim(job.id), 1, IDEAS)
    hold.set()
    await saying
    assert message.shown == [("queued", 3), ("offered", 1)]


async def test_what_begins_to_be_painted_while_that_is_put_right_is_shown_in_the_end(
    telling, records, message
):
    """Between two looks at the row, too, the job may move on."""
    started = {}

    async def start(job):
        started["job"] = await records.jobs.move(
            await records.leases.claim(job.id), State.PAINTING, {State.WRITING}
        )
        elapsed = message.elapsed

        async def and_meanwhile(job, seconds):
            await stored(records, started["job"])
            return await elapsed(job, seconds)

        message.elapsed = and_meanwhile

    shown = await overtaken_by(telling, records, message, start)
    assert shown == [("queued", 3), ("elapsed", None), ("painted", 1)]


async def test_what_a_job_has_become_is_said_at_once_and_never_in_the_way(telling, records, message):
    job = await painting(records)
    await telling.changed(job)
    assert message.shown == [("elapsed", None)]
    # What it came to in the meantime is shown in the end.
    message.hold, message.shown = asyncio.Event(), []
    message.begun.clear()
    saying = asyncio.create_task(telling.changed(job))
    hold = message.hold
    await message.begun.wait()
    await records.results.store_images(job, images_of(job, job.work))
    hold.set()
    await saying
    assert message.shown == [("elapsed", None), ("painted", 1)]


async def test_the_time_is_said_while_a_job_is_at_work_and_not_after(telling, records, message):
    job = await painting(records)
    async with telling.at_work(job):
        await until(lambda: len(message.shown) >= 2)
        message.begun.clear()
        message.hold = hold = asyncio.Event()
        await message.begun.wait()
        asyncio.get_running_loop().call_later(0.05, hold.set)
    # What was on its way has arrived before anything else can be shown.
    said = list(message.shown)
    assert {what for what, _ in said} == {"elapsed"}
    # By a slow machine's clock more than a second may have passed.
    assert all(isinstance(seconds, int) for _, seconds in said)
    assert hold.is_set()
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("time of")]


async def test_what_is_quick_says_nothing(telling, records, message, monkeypatch):
    monkeypatch.setattr(module, "_BEGUN_SECONDS", 600.0)
    job = await painting(records)
    async with telling.at_work(job):
        await records.jobs.get(job.id)
    assert message.shown == []


async def test_what_was_said_to_wait_is_said_to_be_at_work_at_once(telling, records, message, monkeypatch):
    monkeypatch.setattr(module, "_BEGUN_SECONDS", 600.0)
    monkeypatch.setattr(module, "_WORTH_SAYING", 600)
    job = await queued(records)
    await telling.in_line(job, THIRD)
    async with telling.at_work(await records.leases.claim(job.id)):
        await until(lambda: ("elapsed", None) in message.shown)


async def test_what_was_not_told_its_place_is_said_to_have_begun(telling, records, message, monkeypatch):
    monkeypatch.setattr(module, "_FIRST_SECONDS", 600.0)
    monkeypatch.setattr(module, "_WORTH_SAYING", 600)
    async with telling.at_work(await painting(records)):
        await until(lambda: message.shown)
    assert message.shown == [("elapsed", None)]


async def test_what_goes_wrong_while_it_is_said_harms_nothing(telling, records, message):
    asked = []

    async def broken(*_):
        asked.append(True)
        raise RuntimeError("a mistake of ours")

    message.elapsed = broken
    async with telling.at_work(await painting(records)):
        await until(lambda: asked)


async def test_a_worker_that_was_taken_for_dead_says_nothing(telling, records, message, pace, monkeypatch):
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-1))
    job = await painting(records)
    await records.leases.claim(job.id)
    async with telling.at_work(job):
        await until(lambda: pace.asked > 2)
    assert message.shown == []


async def test_when_slack_asks_to_wait_everybody_does(telling, records, message, pace):
    message.said = Said(pause=30.0)
    await telling.in_line(await queued(records), THIRD)
    assert pace.held == 30.0


@pytest.fixture
def later(monkeypatch):
    """Set when it is later."""
    passed, sleep_of_others = asyncio.Event(), asyncio.sleep
    waiting = set[object]()

    async def sleep(seconds, *more):
        task = asyncio.current_task()
        # It is everybody's `sleep`: a client that asks the table again sleeps, too.
        if not task.get_name().startswith("second look") or task in waiting:
            return await sleep_of_others(seconds, *more)
        waiting.add(task)
        assert seconds == module._LATE.total_seconds()
        return await passed.wait()

    monkeypatch.setattr("services.telling.asyncio.sleep", sleep)
    return passed


def looks(telling):
    return [task for task in telling._tasks if task.get_name().startswith("second look")]


@pytest.mark.parametrize("sure", [True, False])
async def test_what_may_yet_come_is_put_right_a_little_later(telling, records, message, later, sure):
    job = await queued(records)
    message.said = Said(sure=sure)
    await telling.in_line(job, THIRD)
    job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
    await stored(records, job)
    assert bool(looks(telling)) is not sure
    later.set()
    await asyncio.gather(*looks(telling))
    assert (message.shown[-1] == ("painted", 1)) is not sure


async def test_what_may_yet_come_and_is_still_true_may_stay(telling, records, message, later):
    message.said = Said(sure=False)
    await telling.in_line(await queued(records), THIRD)
    later.set()
    await asyncio.gather(*looks(telling))
    assert message.shown == [("queued", 3)]


async def test_a_worker_that_is_stopped_while_it_says_something_still_puts_it_right(
    telling, records, message, monkeypatch
):
    """It hung, another has finished its job, and now it comes back: its last word arrives late."""
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-1))
    job = await painting(records)
    message.hold = hold = asyncio.Event()

    async def work():
        async with telling.at_work(job):
            await asyncio.Event().wait()

    working = asyncio.create_task(work())
    await message.begun.wait()
    await stored(records, await records.leases.claim(job.id))
    working.cancel()
    await asyncio.wait([working])
    assert working.cancelled()
    hold.set()
    await asyncio.gather(*telling._tasks)
    (what, seconds), *rest = message.shown
    assert (what, rest) == ("elapsed", [("painted", 1)])
    assert seconds is not None


@pytest.mark.parametrize(("ago", "again"), [(1, True), (60, False)])
async def test_what_another_process_said_last_may_yet_come_too(
    telling, records, message, later, monkeypatch, ago, again
):
    job = await queued(records)
    standing = records.leases.now()
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: standing))
    moment = standing - timedelta(seconds=ago)
    await telling.in_line(job, THIRD.model_copy(update={"said_at": moment}))
    job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
    telling.look_later(await stored(records, job))
    later.set()
    await asyncio.gather(*looks(telling))
    assert (message.shown[-1] == ("painted", 1)) is again


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, 5),
        (9, 5),
        (12, 10),
        (36, 40),
        (54, 50),
        (56, 60),
        (100, 120),
        (3500, 3480),
        (3590, 3600),
        (9000, 7200),
    ],
)
def test_estimates_are_round(seconds, said):
    assert about(seconds) == said


@pytest.mark.parametrize(
    ("position", "seconds", "news"),
    [(3, 40, False), (3, 50, False), (3, 60, True), (2, 40, True), (3, None, True), (3, 20, True)],
)
def test_what_is_worth_an_update(position, seconds, news):
    place = Announced(position=position, seconds=seconds, said_at=now())
    assert is_news(place, THIRD) is news
    assert is_news(place, None)


def test_a_standing_in_words():
    moment = now()
    assert place_of(Standing(2, 5, 36.2), moment) == Announced(position=2, seconds=40, said_at=moment)
    assert place_of(Standing(2, 5, None), moment).seconds is None
