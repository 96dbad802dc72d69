"""Who is next: by turns of people, whatever they ask for and whenever they come."""

import asyncio
import itertools
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.jobs import PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.lanes import WORDS, Lanes, Load, Pace, Paces, Permit
from services.line import Line, Standing, lane_of
from services.records.records import Records
from services.records.rows import LostError
from tests.cloud import AWS
from tests.jobs import accepted, job_of, paint_work, request_of
from tests.services.test_lanes import Time

WORK = paint_work()
LANE = lane_of(WORK)
_names = itertools.count()


class Hall:
    """One lane, and people who come and go."""

    def __init__(self, client, table, calls=2, per_call=lambda _: 5, model=LANE, clock=None):
        self.lane = model
        self.work = WORK.model_copy(update={"plan": WORK.plan.model_copy(update={"model_id": model})})
        self.records = Records(client, table)
        self.lanes = Lanes(client, table, Paces(painting=Pace(calls)), clock=clock)
        self.line = Line(client, table, self.lanes, per_call)
        self.jobs = {}

    async def comes(self, user, work=None):
        """A person comes with a job; its id."""
        _, job = await accepted(self.records, f"{user} {next(_names)}", work or self.work, user=user)
        place = await self.line.placed(job)
        await self.records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, **place)
        self.jobs[job.id] = user
        return job.id

    async def starts_next(self):
        """Whose turn it is; None if nobody waits. The permit is given back at once."""
        waiting = await self.line.waiting(self.lane, 1)
        if not waiting:
            return None
        job = await self.records.jobs.get(waiting[0])
        permit = await self.lanes.acquire(self.lane, job.id, self.line.load(job.work), job.turn)
        assert isinstance(permit, Permit)
        await self.records.leases.claim(job.id)
        await self.lanes.release(permit)
        return self.jobs[job.id]

    async def order(self):
        return [self.jobs[job_id] for job_id in await self.line.waiting(self.lane)]


@pytest.fixture
def hall(dynamodb, made):
    return Hall(dynamodb, made.imagine_table)


def test_which_work_is_in_which_lane():
    refine = RefineWork(words="bluer", image_id="i.0", base=WORK, token="t")
    assert {lane_of(work) for work in (SuggestWork(round=1), ShortenWork())} == {WORDS}
    assert lane_of(refine) == lane_of(WORK) == WORK.plan.model_id


async def test_forty_of_one_do_not_starve_one_of_another(hall):
    for _ in range(40):
        await hall.comes("U1")
    for _ in range(3):
        assert await hall.starts_next() == "U1"
    await hall.comes("U2")
    assert "U2" in (await hall.order())[:2]


async def test_people_take_turns(hall):
    for user, count in (("U1", 5), ("U2", 3), ("U3", 1)):
        for _ in range(count):
            await hall.comes(user)
    served = [await hall.starts_next() for _ in range(9)]
    assert served == ["U1", "U2", "U3", "U1", "U2", "U1", "U2", "U1", "U1"]
    assert await hall.starts_next() is None


async def test_who_has_not_come_for_long_saves_nothing_up(hall):
    for _ in range(6):
        await hall.comes("U1")
        await hall.starts_next()
    for user in ("U1", "U2", "U2", "U2", "U1"):
        await hall.comes(user)
    served = Counter([await hall.starts_next() for _ in range(3)])
    assert served["U1"] >= 1


async def test_a_job_weighs_as_much_as_its_calls(dynamodb, made):
    hall = Hall(dynamodb, made.imagine_table, per_call=lambda _: 1)
    four = paint_work(count=4)
    for work in (four, four):
        await hall.comes("U1", work)
    for _ in range(4):
        await hall.comes("U2")
    # Four pictures for the one, then four for the other.
    assert await hall.order() == ["U1", "U2", "U2", "U2", "U2", "U1"]
    assert hall.line.load(four) == Load(4, 3)
    assert hall.line.load(paint_work(count=2)) == Load(2, 2)


async def test_who_asks_at_once_gets_rounds_of_their_own(hall):
    await asyncio.gather(*(hall.comes("U1") for _ in range(12)))
    turns = [(await hall.records.jobs.get(job_id)).turn for job_id in hall.jobs]
    assert sorted(turns) == list(range(12))


async def test_where_a_job_stands(hall):
    ids = [await hall.comes("U1") for _ in range(5)]
    jobs = [await hall.records.jobs.get(job_id) for job_id in ids]
    assert await hall.line.standing(jobs[2]) == Standing(3, 5, None)
    for seconds in (4, 6, 8):
        permit = await hall.lanes.acquire(LANE, f"f{seconds}", Load())
        await hall.lanes.release(permit, seconds)
    each = (await hall.line.standing(jobs[0])).seconds
    assert 4 <= each <= 8
    # Two at a time: the third comes after the first two.
    stands = [await hall.line.standing(job) for job in jobs]
    assert [stand.seconds for stand in stands] == [each, each, 2 * each, 2 * each, 3 * each]
    assert [stand.position for stand in stands] == [1, 2, 3, 4, 5]
    assert await hall.line.lanes_waiting() == [LANE]


async def test_one_that_is_taken_or_was_never_given_a_round_stands_nowhere(hall):
    job_id = await hall.comes("U1")
    _, fresh = await accepted(hall.records, "fresh", WORK)
    assert await hall.line.standing(fresh) is None
    assert await hall.line.standing(await hall.records.leases.claim(job_id)) is None


async def test_a_pause_and_a_rate_are_part_of_the_estimate(dynamodb, made):
    # It stands still, or the pause would be over before anybody asks.
    time = Time()
    hall = Hall(dynamodb, made.imagine_table, clock=time)
    slow = Lanes(dynamodb, made.imagine_table, Paces(painting=Pace(2, per_minute=6)), clock=time)
    line = Line(dynamodb, made.imagine_table, slow)
    permit = await hall.lanes.acquire(LANE, "first", Load())
    await hall.lanes.release(permit, 5.0)
    jobs = [await hall.records.jobs.get(await hall.comes("U1")) for _ in range(4)]
    assert (await line.standing(jobs[3])).seconds == 3 * 10 + 5
    permit = await hall.lanes.acquire(LANE, "second", Load())
    permit.throttled = True
    await hall.lanes.release(permit)
    paused = await line.standing(jobs[0])
    assert paused is not None
    assert paused.seconds is not None
    assert 5 < paused.seconds <= 7


async def test_whoever_is_taken_cancelled_or_ended_is_out_of_line(hall):
    ids = [await hall.comes("U1") for _ in range(5)]
    await hall.records.leases.claim(ids[0])
    await hall.records.jobs.cancel(ids[1])
    third = await hall.records.jobs.get(ids[2])
    await hall.records.jobs.move(
        third, State.FAILED, {State.QUEUED}, failure="not_in_channel", untold="openly"
    )
    assert await hall.line.waiting(LANE) == ids[3:]


async def test_a_retry_keeps_its_round_and_comes_back_in_front(hall):
    first = await hall.comes("U1")
    for _ in range(3):
        await hall.comes("U1")
    job = await hall.records.jobs.wait(await hall.records.leases.claim(first), 0)
    assert first not in await hall.line.waiting(LANE)
    assert await hall.records.jobs.line_up(job, await hall.line.placed(job))
    assert (await hall.line.waiting(LANE, 2))[0] == first


async def test_only_what_nobody_has_can_line_up(hall):
    _, job = await accepted(hall.records, "alone", WORK)
    place = await hall.line.placed(job)
    claimed = await hall.records.leases.claim(job.id)
    assert not await hall.records.jobs.line_up(job, place)
    assert not await hall.records.jobs.line_up(claimed, place)
    with pytest.raises(LostError):
        await hall.records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, **place)
    assert await hall.line.waiting(LANE) == []


comings = st.lists(st.sampled_from(["start", "U1", "U1", "U1", "U2", "U2", "U3", "U4"]), max_size=30)


async def test_whoever_has_nothing_waiting_is_served_within_two_rounds(cloud, made):
    loop = asyncio.get_running_loop()

    async def all_of_it(client, steps):
        hall = Hall(client, made.imagine_table, model=f"model {next(_names)}")
        waiting, bound = Counter[str](), dict[str, int]()
        for step in [*steps, *["start"] * len(steps)]:
            if step == "start":
                user = await hall.starts_next()
                assert (user is None) == (not waiting.total())
                waiting -= Counter([user])
                assert bound.pop(user, 1) > 0, f"{user} should have come before"
                bound = {one: left - 1 for one, left in bound.items()}
                continue
            if not waiting[step]:
                # Whoever was served in this round comes in the next: each of the others twice at the most before.
                bound[step] = 1 + sum(min(2, count) for count in waiting.values())
            waiting[step] += 1
            await hall.comes(step)
            # Whoever joins later may come between, but only with a first one of their own.
            bound = {one: left + (waiting[step] == 1 and one != step) for one, left in bound.items()}
        assert not waiting.total()

    async with AWS.create_client("dynamodb") as client:

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(comings)
        def check(steps):
            asyncio.run_coroutine_threadsafe(all_of_it(client, steps), loop).result(150)

        await asyncio.to_thread(check)


def test_the_places_of_a_line_sort_as_their_rounds_do():
    request = request_of()
    line = Line(None, "", None)
    keys = [line.key(job_of(request, str(turn), WORK), turn) for turn in (0, 2, 9, 10, 99, 1000, 10**9)]
    assert keys == sorted(keys)
    assert isinstance(WORK, PaintWork)
