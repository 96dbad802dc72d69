"""A bucket that is out of reach: nothing is paid for twice over it, and what lies in it is not lost."""

import asyncio

import pytest

import services.keeping
from services.jobs import State
from services.painting.roster import AUTO
from services.painting.stability_services import CORE
from services.performing import performer
from services.performing.performer import Later
from tests.services.performing.bench import Bench

SEED = 100


@pytest.fixture
def here(dynamodb, s3, made):
    return Bench(dynamodb, s3, made, (AUTO,))


@pytest.fixture
def quick(monkeypatch):
    """The bucket is asked again at once, and for a fraction of a second only."""
    monkeypatch.setattr(services.keeping, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(services.keeping, "HOLD_SECONDS", 0.1)


async def crashed(here, job):
    """The job after a worker died before anything was stored."""
    await here.records.leases.hand_back(await here.begin(job), 0)
    return job


async def test_what_is_painted_is_held_until_the_bucket_takes_it(here, monkeypatch):
    monkeypatch.setattr(services.keeping, "_FIRST_DELAY", 0.01)
    monkeypatch.setattr(services.keeping, "_LONGEST_DELAY", 0.02)
    here.storage.refused, here.storage.times = {"put"}, 10
    job, images = await here.perform(await here.ask(CORE, seed=SEED))
    assert (job.state, len(images), here.storage.times) == (State.POSTED, 1, 0)
    assert len(here.bedrock.calls) == 1


async def test_what_could_not_be_stored_is_not_paid_for_again_unasked(here, quick):
    here.storage.refused = {"put"}
    job, images = await here.perform(await here.ask(CORE, seed=SEED))
    assert (job.state, job.failure, images) == (State.FAILED, "not_stored", {})
    assert here.later is None
    assert len(here.bedrock.calls) == 1
    assert await here.month() == (0, 0)


async def test_after_a_crash_nothing_is_paid_for_while_the_bucket_refuses(here, quick):
    asked = await crashed(here, await here.ask(CORE, seed=SEED))
    here.storage.refused = {"put"}
    for number in range(1, 4):
        job, _ = await here.perform(asked)
        assert isinstance(here.later, Later)
        assert (job.state, job.lease_until, job.put_off) == (State.PAINTING, None, number)
    assert here.bedrock.calls == []
    here.storage.refused = frozenset()
    job, images = await here.perform(asked)
    assert (job.state, len(images)) == (State.POSTED, 1)
    assert len(here.bedrock.calls) == 1
    assert all(key.startswith(f"pictures/{job.work.token}/0/") for key in await here.objects())


async def test_what_lies_in_a_bucket_that_can_not_be_read_is_not_given_up(here):
    asked = await crashed(here, await here.ask(CORE, seed=SEED))
    here.storage.refused = {"get"}
    for _ in range(6):
        await here.perform(asked)
        assert isinstance(here.later, Later)
    here.storage.refused = frozenset()
    job, _ = await here.perform(asked)
    assert job.state is State.POSTED


async def test_a_bucket_that_does_not_come_back_is_not_waited_for_for_ever(here, monkeypatch):
    asked = await crashed(here, await here.ask(CORE, seed=SEED))
    here.storage.refused = {"put"}
    await here.perform(asked)
    monkeypatch.setattr(performer, "_STORE_WITHIN", -performer._STORE_WITHIN)
    job, _ = await here.perform(asked)
    assert (job.state, job.failure) == (State.FAILED, "not_stored")
    assert here.bedrock.calls == []


async def test_whoever_is_stopped_knows_what_is_stored(here):
    """Who clears up after them finds it."""
    begun, let = asyncio.Event(), asyncio.Event()
    put = here.storage.put_renditions

    async def slow(*args, **options):
        begun.set()
        await let.wait()
        return await put(*args, **options)

    here.storage.put_renditions = slow
    performing = asyncio.create_task(here.perform(await here.ask(CORE, seed=SEED)))
    await asyncio.wait_for(begun.wait(), 30)
    performing.cancel()
    _, still = await asyncio.wait([performing], timeout=0.1)
    assert still
    let.set()
    await asyncio.wait([performing], timeout=30)
    assert performing.cancelled()
    assert len(await here.objects()) == 3
