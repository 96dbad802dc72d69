"""What can end, and how its end comes to be told."""

from datetime import timedelta

import pytest

from services.jobs import State, now
from services.records.rows import LostError
from tests.jobs import accepted


@pytest.mark.parametrize("state", sorted(State))
async def test_what_can_be_cancelled(records, state):
    _, job = await accepted(records)
    await records.jobs.move(job, state, {State.ACCEPTED})
    if state in {State.ACCEPTED, State.QUEUED, State.WRITING}:
        assert (await records.jobs.cancel(job.id)).state is State.CANCELLED
    else:
        with pytest.raises(LostError) as caught:
            await records.jobs.cancel(job.id)
        assert caught.value.job.state is state


@pytest.mark.parametrize("state", [State.POSTED, State.FAILED, State.REFUSED, State.CANCELLED])
async def test_what_has_ended_is_not_taken_again(records, state):
    _, job = await accepted(records)
    ended = await records.jobs.move(job, state, {State.ACCEPTED}, failure="x")
    assert ended.finished_at is not None
    with pytest.raises(LostError):
        await records.leases.claim(job.id)
    assert [found async for found in records.leases.overdue(now() + timedelta(days=1))] == []


@pytest.mark.parametrize("how", ["failed", "cancelled"])
async def test_an_end_that_nobody_has_shown_is_found_until_it_is_told(records, how):
    _, job = await accepted(records)
    if how == "cancelled":
        ended = await records.jobs.cancel(job.id, by="U2")
        assert (ended.state, ended.ended_by) == (State.CANCELLED, "U2")
    else:
        job = await records.leases.claim(job.id)
        ended = await records.jobs.move(
            job, State.FAILED, {State.WRITING}, failure="internal", untold="openly"
        )
    later = now() + timedelta(minutes=1)
    assert [found.untold async for found in records.leases.overdue(later)] == ["openly"]
    with pytest.raises(LostError) as caught:
        await records.leases.claim(job.id)
    assert caught.value.job == ended
    for _ in range(2):
        await records.jobs.told(ended.model_copy(update={"placeholder_ts": "17.3"}))
        assert [found async for found in records.leases.overdue(later)] == []
    told = await records.jobs.get(job.id)
    assert (told.untold, told.placeholder_ts, told.state) == (None, "17.3", ended.state)


async def test_several_are_read_at_once_in_the_order_asked_for(records):
    jobs = {name: (await accepted(records, name))[1] for name in ("a", "b")}
    assert await records.jobs.several([]) == []
    asked = [jobs["b"].id, "no-such-job", jobs["a"].id, jobs["b"].id]
    assert await records.jobs.several(asked) == [jobs["b"], jobs["a"]]
