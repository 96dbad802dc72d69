"""A worker lets its pictures be found before its job is posted, and never loses their message over it."""

import logging

import pytest
from botocore.exceptions import EndpointConnectionError

from services.gallery import Filters, Gallery, Viewer
from services.jobs import State
from services.performing.performer import Later, Performer
from services.records.records import Records
from services.reporting import NotShownError
from tests.galleries import deleted, leafed
from tests.jobs import accepted, paint_work
from tests.records import images_of

VIEWER = Viewer("T1", "U1")


class Saying:
    def __init__(self):
        self.painted_of, self.trouble = [], None

    async def painted(self, job, images):
        if self.trouble is not None:
            raise self.trouble
        self.painted_of.append([image.id for image in images])

    async def ended(self, job):
        return "1.0"

    async def status(self, request, status):
        return None


class Bucket:
    async def delete_all(self, token):
        return None


class Sometimes(Gallery):
    """Can be out of reach."""

    reached = True

    async def index(self, images):
        if not self.reached:
            await super().index(images[:1])
            raise EndpointConnectionError(endpoint_url="https://dynamodb")
        await super().index(images)


class Untold:
    """Nobody is told where they stand."""

    def look_later(self, job):
        pass


@pytest.fixture
def office(dynamodb, made):
    records, gallery = Records(dynamodb, made.imagine_table), Sometimes(dynamodb, made.imagine_table)
    saying = Saying()
    performer = Performer(
        records=records, storage=Bucket(), studio=None, writer=None, roster=None, reporter=saying,
        files=None, budgets=None, gallery=gallery, telling=Untold(),
    )  # fmt: skip
    return records, gallery, saying, performer


async def stored(records, attempts=1):
    """A job whose pictures are stored, taken by another worker after its own has died; and its pictures."""
    _, job = await accepted(records, work=paint_work(count=2))
    await records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, placeholder_ts="1.0")
    job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
    images = images_of(job, job.work)
    await records.results.store_images(job, images)
    for _ in range(attempts):
        await records.leases.hand_back(job, 0)
        job = await records.leases.claim(job.id)
    return job, images


async def test_pictures_of_a_worker_that_died_are_found_when_its_job_is_posted(office):
    records, gallery, saying, performer = office
    job, images = await stored(records)
    assert await leafed(gallery, VIEWER, Filters("mine")) == []
    assert await performer.perform(job) is None
    assert saying.painted_of == [[image.id for image in images]]
    assert {image.id for image in await leafed(gallery, VIEWER, Filters("mine"))} == set(saying.painted_of[0])
    assert (await records.jobs.get(job.id)).state is State.POSTED


async def test_pictures_that_cant_be_indexed_are_shown_and_their_job_taken_again(office):
    records, gallery, saying, performer = office
    job, images = await stored(records)
    gallery.reached = False
    assert isinstance(await performer.perform(job), Later)
    assert len(saying.painted_of) == 1
    waiting = await records.jobs.get(job.id)
    assert (waiting.state, waiting.lease_until) == (State.STORED, None)
    gallery.reached = True
    assert await performer.perform(await records.leases.claim(job.id)) is None
    assert (await records.jobs.get(job.id)).state is State.POSTED
    assert len(await leafed(gallery, VIEWER, Filters("mine"))) == len(images)


async def test_in_the_end_they_are_posted_all_the_same(office, caplog):
    records, gallery, _, performer = office
    job, _ = await stored(records, attempts=8)
    gallery.reached = False
    with caplog.at_level(logging.ERROR):
        assert await performer.perform(job) is None
    assert (await records.jobs.get(job.id)).state is State.POSTED
    assert "reindex" in caplog.text


async def test_pictures_that_can_never_be_shown_are_not_found(office):
    records, gallery, saying, performer = office
    job, _ = await stored(records)
    saying.trouble = NotShownError("is_archived", passing=False)
    assert await performer.perform(job) is None
    assert (await records.jobs.get(job.id)).state is State.FAILED
    assert await leafed(gallery, VIEWER, Filters("mine")) == []
    assert await records.images.of_job(job.id) == []


async def test_a_job_whose_pictures_were_all_deleted_is_posted_and_shows_nothing(office, dynamodb, made):
    records, _, saying, performer = office
    job, images = await stored(records)
    for image in images:
        await deleted(dynamodb, made.imagine_table, image)
    assert await performer.perform(job) is None
    assert (await records.jobs.get(job.id)).state is State.POSTED
    assert saying.painted_of == []
