"""What was taken back says nothing: what was posted for it goes again, and is looked for until it has."""

from datetime import timedelta
from typing import Any

import pytest

from services.jobs import State, now
from services.performing.ending import Ending
from services.records.records import Records
from services.reporting import NotShownError
from tests.jobs import accepted, paint_work


class Reporter:
    """Takes messages back, or can't; anything else would be too much."""

    def __init__(self) -> None:
        self.trouble: NotShownError | None = None
        self.taken_back_for: list[str] = []

    async def taken_back(self, request, job):
        assert job.request_id == request.id
        if self.trouble is not None:
            raise self.trouble
        self.taken_back_for.append(job.id)


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


async def overdue(records):
    return [job async for job in records.leases.overdue(now() + timedelta(minutes=5))]


@pytest.mark.parametrize("trouble", [None, "no_permission"])
async def test_messages_of_what_was_taken_back_go_and_nobody_looks_any_more(records, trouble):
    reporter = Reporter()
    nothing: Any = None
    ending = Ending(records, nothing, nothing, reporter, nothing)
    _, job = await accepted(records, work=paint_work())
    assert await records.acceptance.annul([job])
    (found,) = await overdue(records)
    assert (found.id, found.state, found.untold) == (job.id, State.CANCELLED, "silently")

    reporter.trouble = NotShownError("internal_error", passing=True)
    await ending.tell(found)
    assert [one.id for one in await overdue(records)] == [job.id]
    reporter.trouble = NotShownError(trouble, passing=False) if trouble else None
    await ending.tell(found)
    assert await overdue(records) == []
    assert reporter.taken_back_for == ([] if trouble else [job.id])
