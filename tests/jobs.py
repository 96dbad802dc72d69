"""Requests with their jobs, as one click makes them, and on their way through the table."""

from services.ask import Ask
from services.jobs import Job, Origin, PaintWork, Request, Round, State, SuggestWork, key_of, now
from services.painting.titan import Titan
from services.prompting.writer import Idea
from tests.records import images_of

IDEAS = Round(first_number=1, ideas=tuple(Idea(title=f"T{n}", prompt=f"P{n}") for n in range(3)))


def request_of(name="one", **origin):
    where = Origin(**({"team": "T1", "user": "U1", "channel": "C1", "audience": "workspace"} | origin))
    return Request(id=key_of("request", name), origin=where, ask=Ask(text="boat"), created_at=now())


def job_of(request, name="one", work=None):
    return Job(
        id=key_of("job", name),
        request_id=request.id,
        origin=request.origin,
        work=work or SuggestWork(round=1),
        accepted_at=now(),
    )


def paint_work(**changes):
    options = Ask(text="boat").picture.model_copy(update=changes)
    return PaintWork(
        keywords="boat", prompt="a boat", options=options, plan=Titan(None).plan(options, 7), token="t0ken"
    )


async def accepted(records, name="one", work=None, **origin):
    request = request_of(name, **origin)
    job = job_of(request, name, work)
    await records.acceptance.accept([job], request)
    return request, job


async def painted(records, name, **origin):
    request, job = await accepted(records, name, paint_work(count=2), **origin)
    job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
    images = images_of(job, job.work)
    await records.results.store_images(job, images)
    return request, job, images
