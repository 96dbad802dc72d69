"""What all workers together ask of a model: never more than is allowed, less when it is busy, more when it is well."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.lanes import BURST_SECONDS, WORDS, Denied, Lanes, Load, Pace, Paces, Permit

LANE = "model"


class Time:
    """A clock that stands still until it is told otherwise."""

    def __init__(self):
        self.moment = datetime(2026, 11, 26, tzinfo=UTC)

    def now(self):
        return self.moment

    def monotonic(self):
        return self.moment.timestamp()

    def hear(self, **_):
        """What the answers say."""

    def pass_by(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def lanes_of(dynamodb, made, time):
    """Makes the lanes of one process; each knows only what it has seen."""

    def lanes(calls=16, per_minute=0.0):
        paces = Paces(painting=Pace(calls, per_minute))
        return Lanes(dynamodb, made.imagine_table, paces, clock=time)

    return lanes


async def taken(lanes, name, load=Load(), turn=0):  # noqa: B008  # frozen
    permit = await lanes.acquire(LANE, name, load, turn)
    assert isinstance(permit, Permit), permit
    return permit


async def test_fifty_at_once_never_get_more_than_is_allowed(lanes_of):
    workers = [lanes_of(calls=7) for _ in range(5)]
    inside, most, done, given_back = 0, 0, 0, asyncio.Event()

    async def job(number):
        nonlocal inside, most, done
        lanes = workers[number % len(workers)]
        while True:
            given_back.clear()
            permit = await lanes.acquire(LANE, f"job{number}", Load())
            if isinstance(permit, Permit):
                break
            await given_back.wait()
        inside += 1
        most = max(most, inside)
        assert len((await lanes.look(LANE)).holders) <= 7
        inside -= 1
        await lanes.release(permit, 1.0)
        given_back.set()
        done += 1

    await asyncio.gather(*(job(number) for number in range(50)))
    row = await workers[0].look(LANE)
    assert (done, row.holders, row.spare, row.allowed) == (50, {}, 7, 7)
    assert most <= 7


async def test_a_full_lane_says_so_and_has_room_again_when_one_is_given_back(lanes_of):
    lanes = lanes_of(calls=2)
    first, _ = await taken(lanes, "a"), await taken(lanes, "b")
    assert await lanes.acquire(LANE, "c", Load()) == Denied(None)
    assert (await lanes.release(first)).room == 1
    await taken(lanes, "c")


async def test_a_job_weighs_as_many_calls_as_it_makes_at_once(lanes_of):
    lanes = lanes_of(calls=4)
    await taken(lanes, "a", Load(5, 3))
    assert await lanes.acquire(LANE, "b", Load(2, 2)) == Denied(None)
    await taken(lanes, "c", Load())


async def test_one_that_asks_for_more_than_there_ever_is_goes_alone(lanes_of):
    lanes = lanes_of(calls=2)
    big = await taken(lanes, "a", Load(5, 3))
    assert await lanes.acquire(LANE, "b", Load()) == Denied(None)
    await lanes.release(big)
    small = await taken(lanes, "b")
    assert await lanes.acquire(LANE, "a", Load(5, 3)) == Denied(None)
    assert (await lanes.release(small)).spare == 2


async def test_lanes_do_not_know_of_each_other(lanes_of):
    lanes = lanes_of(calls=1)
    await taken(lanes, "a")
    assert isinstance(await lanes.acquire(WORDS, "b", Load()), Permit)
    assert sorted(row.id for row in await lanes.all()) == [LANE, WORDS]


async def test_what_dead_workers_held_is_found_by_who_finds_the_lane_full(lanes_of, time):
    dead, alive = lanes_of(calls=2), lanes_of(calls=2)
    await taken(dead, "a")
    kept = await taken(dead, "b")
    time.pass_by(20)
    await dead.renew(kept)
    assert await alive.acquire(LANE, "c", Load()) == Denied(None)
    time.pass_by(20)
    await taken(alive, "c")
    assert set((await alive.look(LANE)).holders) == {"b", "c"}
    assert await alive.acquire(LANE, "d", Load()) == Denied(None)


async def test_a_permit_that_was_taken_for_lost_comes_back_when_its_worker_does(lanes_of, time):
    slow, other = lanes_of(calls=1), lanes_of(calls=1)
    permit = await taken(slow, "a")
    time.pass_by(40)
    second = await taken(other, "b")
    await slow.renew(permit)
    row = await slow.look(LANE)
    assert (set(row.holders), row.spare) == ({"a", "b"}, -1)
    await slow.release(permit)
    await other.release(second)
    assert (await slow.look(LANE)).spare == 1


async def test_a_job_that_is_taken_over_takes_its_permit_along(lanes_of):
    hung, other = lanes_of(calls=1), lanes_of(calls=1)
    old = await taken(hung, "a", Load(5, 3))
    new = await taken(other, "a", Load(5, 3))
    await hung.renew(old)
    assert set((await hung.release(old, 3.0)).holders) == {"a"}
    row = await other.release(new)
    assert (row.holders, row.spare, row.recent) == ({}, 1, {})


async def test_throttling_halves_and_pauses_once_for_all_that_were_at_it(lanes_of, time):
    lanes = lanes_of(calls=8)
    permits = [await taken(lanes, f"job{number}") for number in range(8)]
    time.pass_by(1)
    for permit in permits:
        permit.throttled = True
        await lanes.release(permit)
    row = await lanes.look(LANE)
    assert (row.allowed, row.spare, row.strikes) == (4, 4, 1)
    denied = await lanes.acquire(LANE, "next", Load())
    assert isinstance(denied, Denied)
    assert denied.seconds is not None
    assert 0 < denied.seconds <= 2


async def test_after_a_pause_one_tries_alone_and_pauses_double(lanes_of, time):
    lanes, pauses = lanes_of(calls=8), []
    for number in range(8):
        permit = await taken(lanes, f"try{number}")
        assert number == 0 or await lanes.acquire(LANE, "other", Load()) == Denied(None)
        time.pass_by(1)
        permit.throttled = True
        row = await lanes.release(permit)
        pauses.append(row.paused_until - lanes.now())
        time.pass_by(pauses[-1] + 0.001)
    assert (await lanes.look(LANE)).allowed == 1
    for number, pause in enumerate(pauses):
        assert min(60, 2 * 2**number) / 2 <= pause <= min(60, 2 * 2**number)


async def test_what_succeeds_makes_it_grow_again_to_where_it_was_and_no_further(lanes_of, time):
    lanes = lanes_of(calls=4)
    permit = await taken(lanes, "a")
    time.pass_by(1)
    permit.throttled = True
    assert (await lanes.release(permit)).allowed == 2
    time.pass_by(3)
    grown = []
    for number in range(12):
        permit = await taken(lanes, f"b{number}")
        grown.append((await lanes.release(permit, 2.0)).allowed)
    assert grown[0] == 2.5
    assert grown == sorted(grown)
    assert grown[-1] == 4
    row = await lanes.look(LANE)
    assert (row.spare, row.strikes) == (4, 0)


async def test_what_was_begun_before_the_model_was_busy_says_nothing_new(lanes_of, time):
    lanes = lanes_of(calls=4)
    busy, old = await taken(lanes, "a"), await taken(lanes, "b")
    time.pass_by(1)
    busy.throttled = True
    await lanes.release(busy)
    row = await lanes.release(old, 1.0)
    assert (row.allowed, row.spare, row.strikes) == (2, 2, 1)


async def test_a_rate_is_kept_to_over_all_workers(lanes_of, time):
    workers = [lanes_of(calls=50, per_minute=30) for _ in range(3)]
    started = []
    for step in range(4 * 60):
        outcome = await workers[step % 3].acquire(LANE, f"job{step}", Load())
        if isinstance(outcome, Permit):
            started.append(step)
            await workers[step % 3].release(outcome, 1.0)
        else:
            assert outcome.seconds is not None
            assert outcome.seconds > 0
        time.pass_by(1)
    burst = BURST_SECONDS / 2 + 1
    for first in range(0, 3 * 60, 10):
        assert sum(first <= second < first + 60 for second in started) <= 30 + burst
    assert 4 * 30 <= len(started) <= 4 * 30 + burst
    assert started[-1] > 230


async def test_a_job_of_five_calls_uses_up_five(lanes_of, time):
    lanes = lanes_of(calls=50, per_minute=60)
    await lanes.release(await taken(lanes, "a", Load(20, 3)))
    denied = await lanes.acquire(LANE, "b", Load())
    assert denied == Denied(20 - BURST_SECONDS)
    time.pass_by(denied.seconds)
    await taken(lanes, "b")


async def test_a_round_goes_forward_only(lanes_of):
    ahead, behind = lanes_of(), lanes_of()
    await taken(behind, "a", turn=1)
    await taken(ahead, "b", turn=20)
    await taken(behind, "c", turn=6)
    assert (await ahead.look(LANE)).turn == 20


async def test_an_answer_that_got_lost_costs_no_second_permit(lanes_of, dynamodb, monkeypatch):
    lanes = lanes_of(calls=2)
    await taken(lanes, "a")
    update, calls = dynamodb.update_item, list[object]()

    async def twice(**arguments):
        if not calls:
            calls.append(await update(**arguments))
        return await update(**arguments)

    monkeypatch.setattr(dynamodb, "update_item", twice)
    permit = await taken(lanes, "b")
    assert (await lanes.look(LANE)).spare == 0
    assert (await lanes.release(permit)).spare == 1


def test_paces():
    paces = Paces(models={"titan": Pace(3, 20)})
    assert [paces.of(lane).calls for lane in (WORDS, "titan", "other")] == [32, 3, 16]
    assert paces.of("titan").per_minute == 20
