"""Nothing is accepted twice, and what is in doubt is taken back."""

import asyncio
from datetime import timedelta

import pytest

from services.budgets import Budgets
from services.jobs import State, now
from services.ledger import Limits
from services.records.acceptance import AlreadyAcceptedError, SlotsTakenError
from services.records.rows import LostError
from tests.jobs import accepted, job_of, paint_work, request_of


async def test_what_is_written_is_read(records):
    request, job = await accepted(records, work=paint_work(count=2, guidance=7.25, palette=("#0b3954",)))
    assert await records.requests.get(request.id) == request
    assert await records.jobs.get(job.id) == job
    assert await records.requests.get("unknown") is None


async def test_an_interaction_delivered_ten_times_at_once_is_one_request(records):
    request = request_of()
    outcomes = await asyncio.gather(
        *(records.acceptance.accept([job_of(request)], request) for _ in range(10)), return_exceptions=True
    )
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, AlreadyAcceptedError) for outcome in outcomes) == 9


async def test_a_taken_slot_names_its_holder_and_writes_nothing(records):
    request, _ = await accepted(records)
    first, second, third = (job_of(request, name) for name in ("click 1", "click 2", "click 3"))
    await records.acceptance.accept([first], slots={"idea:1": first.id})
    with pytest.raises(SlotsTakenError) as caught:
        await records.acceptance.accept([second, third], slots={"idea:1": second.id, "idea:2": third.id})
    assert caught.value.holders == {"idea:1": first.id}
    assert await records.jobs.get(second.id) is None
    assert await records.jobs.get(third.id) is None


async def test_a_freed_slot_can_be_taken_once(records):
    request, _ = await accepted(records)
    first, second, third = (job_of(request, name) for name in ("click 1", "click 2", "click 3"))
    await records.acceptance.accept([first], slots={"more": first.id})
    await records.acceptance.accept([second], slots={"more": second.id}, freed={"more": first.id})
    with pytest.raises(SlotsTakenError):
        await records.acceptance.accept([third], slots={"more": third.id}, freed={"more": first.id})
    assert await records.requests.jobs_in_slots(request.id) == [second.id]


async def test_the_same_click_again_is_known_before_its_slot_is(records):
    request, _ = await accepted(records)
    click = job_of(request, "click")
    await records.acceptance.accept([click], slots={"more": click.id})
    with pytest.raises(AlreadyAcceptedError):
        await records.acceptance.accept([click], slots={"more": click.id})


async def test_what_is_in_doubt_is_taken_back_whether_it_was_written_or_comes_late(records):
    request, job = await accepted(records, "written")
    assert await records.acceptance.annul([job])
    taken_back = await records.jobs.get(job.id)
    assert (taken_back.state, taken_back.untold) == (State.CANCELLED, "silently")
    # Whoever accepted it may have posted something: until that is gone, somebody looks after it.
    later = now() + timedelta(minutes=5)
    assert [found.id async for found in records.leases.overdue(later)] == [job.id]
    await records.jobs.told(taken_back)
    assert [found async for found in records.leases.overdue(later)] == []
    late = job_of(request, "late")
    assert await records.acceptance.annul([late])
    assert await records.acceptance.annul([late])
    assert await records.jobs.get(late.id) is None
    with pytest.raises(AlreadyAcceptedError):
        await records.acceptance.accept([late])
    with pytest.raises(LostError):
        await records.leases.claim(late.id)


@pytest.mark.parametrize("moved", range(3))
async def test_of_several_either_all_are_taken_back_or_none(records, moved):
    request = request_of()
    jobs = [job_of(request, f"click {number}", paint_work(count=1)) for number in range(3)]
    await records.acceptance.accept(jobs, request)
    at_work = await records.jobs.move(jobs[moved], State.QUEUED, {State.ACCEPTED}, placeholder_ts="1.0")
    assert not await records.acceptance.annul(jobs)
    states = [(await records.jobs.get(job.id)).state for job in jobs]
    assert states == [State.QUEUED if job.id == at_work.id else State.ACCEPTED for job in jobs]
    await records.jobs.cancel(at_work.id)
    rest = [job for job in jobs if job.id != at_work.id]
    late = job_of(request, "late")
    assert await records.acceptance.annul([*rest, late])
    assert [(await records.jobs.get(job.id)).state for job in rest] == [State.CANCELLED] * 2


async def test_what_several_have_set_aside_is_given_back_in_one(records, dynamodb, made):
    budgets = Budgets(dynamodb, made.imagine_table, Limits(daily_images=9))
    request = request_of()
    jobs, caps = await budgets.reserve(
        [job_of(request, f"click {number}", paint_work(count=number)) for number in range(1, 4)]
    )
    await records.acceptance.accept(jobs, request, caps=caps)
    assert (await budgets.mine("T1", "U1")).today.used_images == 6
    assert await records.acceptance.annul(jobs)
    assert (await budgets.mine("T1", "U1")).today.used_images == 0
    assert await records.acceptance.annul(jobs)
    assert (await budgets.mine("T1", "U1")).today.used_images == 0


async def test_what_is_at_work_already_is_not_taken_back(records):
    _, job = await accepted(records)
    claimed = await records.leases.claim(job.id)
    assert not await records.acceptance.annul([job])
    assert await records.jobs.get(job.id) == claimed
