"""What was made is written with its job, or not at all."""

import pytest

from services.jobs import State
from services.measuring import Swatch
from services.records.rows import LostError
from tests.jobs import IDEAS, accepted, job_of, paint_work, painted
from tests.records import images_of


async def test_ideas_and_their_job_are_written_together(records):
    request, job = await accepted(records)
    writing = await records.leases.claim(job.id)
    stored = await records.results.store_round(writing, 1, IDEAS)
    assert stored.state is State.STORED
    assert (await records.requests.get(request.id)).rounds == (IDEAS,)
    with pytest.raises(LostError):
        await records.results.store_round(writing, 1, IDEAS)
    assert (await records.requests.get(request.id)).rounds == (IDEAS,)


async def test_a_round_is_not_written_twice_by_two_jobs(records):
    request, job = await accepted(records)
    other = job_of(request, "other")
    await records.acceptance.accept([other])
    for one in (job, other):
        await records.leases.claim(one.id)
    first, second = await records.jobs.get(job.id), await records.jobs.get(other.id)
    await records.results.store_round(first, 1, IDEAS)
    with pytest.raises(LostError):
        await records.results.store_round(second, 1, IDEAS)


async def test_pictures_that_could_not_be_delivered_are_taken_back_once(records):
    request, job, images = await painted(records, "one")
    images = [image.model_copy(update={"family": "f.0"}) for image in images]
    for _ in range(2):
        await records.results.take_back(images)
        assert await records.images.of_job(job.id) == []
        assert (await records.requests.get(request.id)).painted == 0


async def test_what_was_measured_is_kept_to_the_digit(records):
    _, job = await accepted(records, work=paint_work(palette=("#0b3954",)))
    job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
    painted = (Swatch(colour="#0c3a55", share=0.6667, name="deep blue"),)
    images = images_of(job, job.work, painted)
    await records.results.store_images(job, images)
    (found,) = await records.images.of_job(job.id)
    assert (found.painted_palette, found.palette_key) == (painted, "pictures/t0ken/0/palette.png")
