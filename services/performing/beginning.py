"""What carrying out any job begins with: its request, and its messages in the thread."""

from services.jobs import Job, Request
from services.performing.ending import EndedError
from services.records.records import Records
from services.reporting import Reporter
from services.showing import shown


async def request_of(records: Records, job: Job) -> Request:
    """The request that `job` belongs to.

    Raises
    ------
    EndedError
        if it is gone
    """
    request = await records.requests.get(job.request_id)
    if request is None:
        raise EndedError("internal")
    return request


async def visible(records: Records, reporter: Reporter, job: Job, request: Request | None = None) -> Job:
    """The job with its messages: what whoever accepted it did not come to post is posted.

    Raises
    ------
    EndedError
        if its request is gone
    NotShownError
    LostError
    """
    if job.placeholder_ts is not None:
        return job
    request = request or await request_of(records, job)
    made = await shown(reporter, request, job, look_first=True)
    return await records.jobs.save_shown(made.request, made.job, job.state)
