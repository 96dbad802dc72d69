"""Deleting a picture: everywhere, once, and whatever breaks in between."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest
from botocore.exceptions import EndpointConnectionError

from services.batches import put_all
from services.cdn import Cdn
from services.deleting import Deleter
from services.deletions import Deletions
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Shared, now
from services.records.records import Records
from services.reporting import NotShownError
from services.storage import Storage, folder_of
from services.table import family_item, job_item
from tests.cloud import AWS
from tests.galleries import hang, leafed, picture
from tests.handlers.blocks.test_progress import PAINT, job_of

ALEX, MINA = Viewer("T1", "U1", "G1"), Viewer("T1", "U2", "G1")


class BrokenError(Exception):
    """Stands for the end of a process: nobody handles it."""


class Saying:
    """Keeps what was said about which picture; can be in trouble."""

    def __init__(self):
        self.said = []
        self.trouble = None

        self.taken_back = []

    async def unshared(self, image, shared, by):
        if self.trouble is not None:
            raise self.trouble
        self.taken_back.append((image.id, shared.channel, by))

    async def deleted(self, image, job, left, by):
        if self.trouble is not None:
            raise self.trouble
        self.said.append((image.id, [one.id for one in left], by))


@pytest.fixture
async def distribution(made):
    """A CloudFront client and the id of a distribution."""
    async with AWS.create_client("cloudfront") as client:
        made = await client.create_distribution(
            DistributionConfig={
                "CallerReference": made.imagine_table,
                "Comment": "",
                "Enabled": True,
                "Origins": {"Quantity": 1, "Items": [{"Id": "s3", "DomainName": "b.s3.amazonaws.com"}]},
                "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "https-only"},
            }
        )
        yield client, made["Distribution"]["Id"]


@pytest.fixture
def scene(dynamodb, s3, made, distribution):
    """Everything that knows a picture, and a deleter of pictures."""
    client, distribution_id = distribution
    table = made.imagine_table
    gallery, storage, saying = (
        Gallery(dynamodb, table),
        Storage(s3, made.imagine_bucket, "https://cdn"),
        Saying(),
    )
    records = Records(dynamodb, table)
    cdn = Cdn(client, distribution_id)

    async def hung(image):
        await hang(dynamodb, table, gallery, image)
        folder = folder_of(image.s3_key)
        for name in ("original.png", "preview.jpg", "thumb.jpg", "palette.png"):
            await s3.put_object(Bucket=made.imagine_bucket, Key=folder + name, Body=b"x")
        for viewer in (ALEX, MINA):
            assert await gallery.favourite(viewer, image)
        return image

    async def left():
        items = (await dynamodb.scan(TableName=table))["Items"]
        objects = (await s3.list_objects_v2(Bucket=made.imagine_bucket)).get("Contents", [])
        return {item["sk"]["S"] for item in items} | {one["Key"] for one in objects}

    async def invalidated():
        summary = (await client.list_invalidations(DistributionId=distribution_id))["InvalidationList"]
        found = [
            await client.get_invalidation(DistributionId=distribution_id, Id=one["Id"])
            for one in summary.get("Items", [])
        ]
        return [one["Invalidation"]["InvalidationBatch"]["Paths"]["Items"] for one in found]

    return SimpleNamespace(
        table=table, dynamodb=dynamodb, s3=s3, cloudfront=client, gallery=gallery, records=records,
        storage=storage, saying=saying, hung=hung, left=left, invalidated=invalidated,
        deleter=Deleter(Deletions(dynamodb, table), records, gallery, storage, cdn, saying),
    )  # fmt: skip


def private(**given):
    return picture(audience="conversation", channel="G1", family="f.0", **given)


def later(monkeypatch, records, **passed):
    moment = records.leases.now() + timedelta(**passed)
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: moment))


async def test_nothing_of_a_deleted_picture_is_left(scene):
    image = await scene.hung(private())
    assert len(await scene.left()) > 5
    deletion = await scene.deleter.begin(image, "U1")
    assert await scene.records.images.get(image.job_id, 0) is None, "it is gone at once"
    assert await leafed(scene.gallery, ALEX, Filters()) == []
    assert await scene.deleter.finish(deletion)
    assert await scene.left() == set()
    assert await scene.invalidated() == [[f"/{folder_of(image.s3_key)}*"]]
    assert scene.saying.said == [(image.id, [], "U1")]


async def test_the_others_of_its_job_stay(scene):
    image = await scene.hung(picture())
    other = image.model_copy(update={"index": 1, "s3_key": image.s3_key.replace("/0/", "/1/")})
    await scene.hung(other)
    before = await scene.left()
    await scene.deleter.finish(await scene.deleter.begin(image, "U1"))
    assert scene.saying.said == [(image.id, [other.id], "U1")]
    left = await scene.left()
    assert left < before
    assert {one for one in left if one.startswith("pictures/")} == {
        f"{folder_of(other.s3_key)}{name}"
        for name in ("original.png", "preview.jpg", "thumb.jpg", "palette.png")
    }
    assert await leafed(scene.gallery, MINA, Filters("favourites")) == [other]


async def test_the_messages_that_it_was_shared_with_say_so_too(scene):
    shared = [
        Shared(id=f"s{number}", channel=f"C{number}", by="U1", at=now(), ts=ts)
        # Of the last one nobody could write down any more that it was posted.
        for number, ts in ((7, "1.1"), (8, "1.2"), (9, None))
    ]
    image = await scene.hung(picture(shared=shared))
    deletion = await scene.deleter.begin(image, "U1")
    scene.saying.trouble = NotShownError("ratelimited", passing=True)
    assert not await scene.deleter.finish(deletion), "somebody goes on with it"
    scene.saying.trouble = None
    assert await scene.deleter.finish(deletion)
    assert scene.saying.taken_back == [(image.id, channel, "U1") for channel in ("C7", "C8", "C9")]
    assert await scene.left() == set()


async def test_a_message_that_is_out_of_reach_keeps_nothing(scene):
    shared = [Shared(id="s", channel="C7", by="U1", at=now(), ts="1.1")]
    deletion = await scene.deleter.begin(await scene.hung(picture(shared=shared)), "U1")
    scene.saying.trouble = NotShownError("channel_not_found", passing=False)
    assert await scene.deleter.finish(deletion)
    assert await scene.left() == set()


async def test_deleting_twice_is_deleting_once(scene):
    image = await scene.hung(picture())
    first, second = await asyncio.gather(*(scene.deleter.begin(image, "U1") for _ in range(2)))
    deletion = first or second
    assert (first is None) != (second is None)
    assert await asyncio.gather(*(scene.deleter.finish(deletion) for _ in range(2))) == [True, True]
    assert await scene.left() == set()
    assert await scene.deleter.begin(image, "U1") is None


def calls_of(*clients):
    """Counts the calls of `clients`, and can break off at one of them: before it is made, or after."""
    state = SimpleNamespace(number=0, at=None, after=False)

    def before(context, **_):
        state.number += 1
        context["number"] = state.number
        if state.number == state.at and not state.after:
            raise BrokenError

    def after(context, **_):
        if context["number"] == state.at and state.after:
            raise BrokenError

    for client in clients:
        client.meta.events.register("before-call", before)
        client.meta.events.register("after-call", after)
    state.stop = lambda: [
        client.meta.events.unregister(event, handler)
        for client in clients
        for event, handler in (("before-call", before), ("after-call", after))
    ]
    return state


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_whatever_call_it_dies_at_the_sweeper_finishes_it(scene, monkeypatch, after):
    at = 0
    while True:
        at += 1
        image = await scene.hung(private())
        deletion = await scene.deleter.begin(image, "U1")
        calls = calls_of(scene.dynamodb, scene.s3, scene.cloudfront)
        calls.at, calls.after = at, after
        try:
            died = False
            await scene.deleter.finish(deletion)
        except BrokenError:
            died = True
        finally:
            calls.stop()
        with monkeypatch.context() as patch:
            assert await scene.deleter.sweep() == 0, "others may be at work"
            later(patch, scene.records, minutes=5)
            await scene.deleter.sweep()
        assert await scene.left() == set()
        assert scene.saying.said[-1] == (image.id, [], "U1")
        if not died:
            break
    assert at > 8, "there were as many calls to die at"
    invalidated = [path for paths in await scene.invalidated() for path in paths]
    assert len(invalidated) == len(set(invalidated)) == at, "each was taken back once"


async def test_trouble_with_the_message_keeps_nothing_else_and_is_tried_again(scene, monkeypatch):
    image = await scene.hung(picture())
    scene.saying.trouble = NotShownError("ratelimited", passing=True)
    assert not await scene.deleter.finish(await scene.deleter.begin(image, "U1"))
    assert await scene.left() == {"IMAGE#0"}, "all but the record"
    scene.saying.trouble = None
    later(monkeypatch, scene.records, minutes=2)
    sweepers = await asyncio.gather(*(scene.deleter.sweep() for _ in range(3)))
    assert sum(sweepers) == 1
    assert scene.saying.said == [(image.id, [], "U1")]
    assert await scene.left() == set()


async def test_a_message_that_is_out_of_reach_for_ever_keeps_nothing(scene):
    image = await scene.hung(picture())
    scene.saying.trouble = NotShownError("message_not_found", passing=False)
    assert await scene.deleter.finish(await scene.deleter.begin(image, "U1"))
    assert await scene.left() == set()


async def test_trouble_with_the_cdn_keeps_the_message_of_nobody(scene, monkeypatch):
    image = await scene.hung(picture())

    def busy(**_):
        raise EndpointConnectionError(endpoint_url="https://cloudfront")

    scene.cloudfront.meta.events.register_first("before-call", busy)
    deletion = await scene.deleter.begin(image, "U1")
    assert not await scene.deleter.finish(deletion)
    assert scene.saying.said == [(image.id, [], "U1")]
    scene.cloudfront.meta.events.unregister("before-call", busy)
    for minutes in (2, 4):
        later(monkeypatch, scene.records, minutes=minutes)
        await scene.deleter.sweep()
    assert len(await scene.invalidated()) == 1
    assert await scene.left() == set()


def own_source(job_token="t0ken", count=1, **given):
    """Pictures of one job that was painted from a person's own file, fetched by the job itself, and that job."""
    key = f"references/{job_token}/0/source.png"
    first = picture(references=("references/request/0/source.png", key), family="f.0", **given)
    keys = {name: getattr(first, name) for name in ("s3_key", "preview_key", "thumb_key")}
    images = [
        first.model_copy(
            update={"index": index} | {name: key.replace("/0/", f"/{index}/") for name, key in keys.items()}
        )
        for index in range(count)
    ]
    work = PAINT.model_copy(update={"token": job_token})
    return images, job_of(work).model_copy(update={"id": first.job_id}), key


async def test_a_persons_own_picture_of_the_job_goes_with_the_last_made_from_it(scene, made):
    images, job, key = own_source(count=2)
    again, _, _ = own_source()
    await put_all(scene.dynamodb, scene.table, [job_item(job, now())])
    await put_all(scene.dynamodb, scene.table, [family_item(one) for one in (*images, *again)])
    for name in (key, key.replace("source", "thumb"), "references/request/0/source.png"):
        await scene.s3.put_object(Bucket=made.imagine_bucket, Key=name, Body=b"x")
    for image in (*images, *again):
        await scene.hung(image)
    for image in (*again, *images):
        assert key in await scene.left(), "another is made from it"
        await scene.deleter.finish(await scene.deleter.begin(image, "U1"))
    left = await scene.left()
    assert "references/request/0/source.png" in left, "it is the request's, which may have other jobs"
    assert [one for one in left if one.startswith("references/")] == ["references/request/0/source.png"]


async def test_a_persons_own_picture_stays_as_long_as_another_job_paints_from_it(scene, made):
    images, job, key = own_source()
    again, _, _ = own_source()
    await put_all(scene.dynamodb, scene.table, [job_item(job, now())])
    await put_all(scene.dynamodb, scene.table, [family_item(one) for one in (*images, *again)])
    await scene.s3.put_object(Bucket=made.imagine_bucket, Key=key, Body=b"x")
    for image in (*images, *again):
        await scene.hung(image)
    await scene.deleter.finish(await scene.deleter.begin(images[0], "U1"))
    assert key in await scene.left()


async def test_two_of_one_message_deleted_at_once_are_both_gone_from_it(scene):
    first = await scene.hung(picture())
    others = [
        await scene.hung(
            first.model_copy(update={"index": index, "s3_key": first.s3_key.replace("/0/", f"/{index}/")})
        )
        for index in (1, 2)
    ]
    begun = [await scene.deleter.begin(first, "U1")]
    said = scene.saying.deleted

    async def slow(image, job, left, by):
        """The other one begins and ends while this one is drawn."""
        if len(begun) == 1:
            begun.append(await scene.deleter.begin(others[0], "U1"))
            await scene.deleter.finish(begun[1])
        await said(image, job, left, by)

    scene.saying.deleted = slow
    await scene.deleter.finish(begun[0])
    assert scene.saying.said[-1] == (first.id, [others[1].id], "U1")


async def test_a_distribution_that_is_not_there_keeps_nothing(scene):
    cdn = Cdn(scene.cloudfront, "E0NONE")
    await cdn.forget(["pictures/t/0/*"], "delete-x")
    await Cdn(scene.cloudfront, "").forget(["pictures/t/0/*"], "delete-x")


@pytest.mark.parametrize(
    "key", ["", "pictures/", "pictures/t0ken/", "pictures//", "references/t/0/x.png", "x"]
)
def test_what_is_no_pictures_key_names_no_folder(key):
    with pytest.raises(ValueError, match="no picture's key"):
        folder_of(key)
