"""A job is one worker's at a time, and none is left to nobody."""

import asyncio
from datetime import timedelta

import pytest

from services.jobs import Job, State
from services.patience import PATIENCE, Patience
from services.records.rows import LostError
from services.table import item_to_wire
from tests.jobs import IDEAS, accepted, job_of, request_of


async def test_only_one_of_many_workers_gets_a_job(records):
    _, job = await accepted(records)
    outcomes = await asyncio.gather(*(records.leases.claim(job.id) for _ in range(8)), return_exceptions=True)
    claimed = [outcome for outcome in outcomes if isinstance(outcome, Job)]
    assert len(claimed) == 1
    assert claimed[0].attempt == 1
    assert sum(isinstance(outcome, LostError) for outcome in outcomes) == 7


@pytest.mark.parametrize("doing", [State.WRITING, State.PAINTING])
async def test_a_job_is_taken_into_what_it_is_about_and_taken_over_as_it_was_left(
    records, monkeypatch, doing
):
    request = request_of()
    job = job_of(request).model_copy(update={"doing": doing})
    await records.acceptance.accept([job], request)
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-1))
    mine = await records.leases.claim(job.id)
    assert mine.state is doing
    await records.jobs.move(mine, State.STORED, {doing})
    assert (await records.leases.claim(job.id)).state is State.STORED


async def test_a_worker_that_was_taken_for_dead_changes_nothing(records, monkeypatch):
    _, job = await accepted(records)
    monkeypatch.setattr(records._deadlines, "_patience", Patience(-1))
    hung = await records.leases.claim(job.id)
    heir = await records.leases.claim(job.id)
    assert heir.attempt == 2
    with pytest.raises(LostError):
        await records.jobs.move(hung, State.STORED, {State.WRITING})
    for is_there in (records.leases.renew, records.leases.assure):
        with pytest.raises(LostError):
            await is_there(hung)
    with pytest.raises(LostError):
        await records.results.store_round(hung, 1, IDEAS)
    moved = await records.jobs.move(heir, State.STORED, {State.WRITING})
    assert moved.state is State.STORED


async def test_a_lease_that_is_renewed_holds(records):
    _, job = await accepted(records)
    mine = await records.leases.claim(job.id)
    await records.leases.renew(mine)
    with pytest.raises(LostError) as caught:
        await records.leases.claim(job.id)
    assert caught.value.job.attempt == 1


async def test_nothing_is_written_to_know_what_was_known_a_moment_ago(records, monkeypatch):
    _, job = await accepted(records)
    mine = await records.leases.claim(job.id)
    await records.leases.assure(mine)
    assert (await records.jobs.get(job.id)).lease_until == mine.lease_until
    # When a third of the lease has passed, it is asked, and said that its worker is alive.
    later = records.leases.now() + PATIENCE.lease * 0.4
    monkeypatch.setattr(records._deadlines, "now", lambda: later)
    await records.leases.assure(mine)
    assert (await records.jobs.get(job.id)).lease_until > mine.lease_until


async def test_what_is_handed_back_can_be_taken_at_once(records):
    _, job = await accepted(records)
    mine = await records.leases.claim(job.id)
    await records.leases.hand_back(mine, 0)
    assert (await records.leases.claim(job.id)).attempt == 2


async def test_the_sweeper_finds_what_nobody_looks_after_and_only_one_takes_it_on(records):
    _, job = await accepted(records)
    later = records.leases.now() + timedelta(minutes=1)
    assert [found async for found in records.leases.overdue(records.leases.now())] == []
    overdue = [found async for found in records.leases.overdue(later)]
    assert overdue == [job]

    # One that is due now is postponed by one of three sweepers.
    await records.leases.hand_back(await records.leases.claim(job.id), -3600)
    (found,) = [found async for found in records.leases.overdue(records.leases.now())]
    outcomes = await asyncio.gather(*(records.leases.postpone(found, later) for _ in range(3)))
    assert sorted(outcomes) == [False, False, True]
    assert [found async for found in records.leases.overdue(records.leases.now())] == []


async def test_a_row_that_can_not_be_read_keeps_no_other_waiting(records, dynamodb, made):
    _, job = await accepted(records)
    broken = {"pk": "JOB#b1", "sk": "JOB", "open_pk": "OPEN#0", "open_sk": "2020-01-01", "state": "new"}
    for shard in range(4):
        item = broken | {"pk": f"JOB#b{shard}", "open_pk": f"OPEN#{shard}"}
        await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(item))
    later = records.leases.now() + timedelta(minutes=1)
    assert [found async for found in records.leases.overdue(later)] == [job]
