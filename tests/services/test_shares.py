"""Sharing a picture: who sees it then, once, and whatever breaks in between."""

import asyncio

import pytest

from services.deletions import Deletions
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Shared, now
from services.records.records import Records
from services.shares import MAX_SHARES, NotSharableError, Shares
from services.visibility import is_open, is_private, may_see, place_for
from tests.galleries import hang, leafed, picture

OWNER = Viewer("T1", "U1")
OTHER = Viewer("T1", "U2")
THERE = Viewer("T1", "U2", "C9")
STRANGER = Viewer("T2", "U2", "C9")


def shared(number=1, audience="conversation", ts=None, channel="C9"):
    return Shared(id=f"share{number}", channel=channel, audience=audience, by="U1", at=now(), ts=ts)


@pytest.fixture
def gallery(dynamodb, made):
    return Gallery(dynamodb, made.imagine_table)


@pytest.fixture
def shares(dynamodb, made, gallery):
    return Shares(dynamodb, made.imagine_table, gallery)


@pytest.fixture
def hung(dynamodb, made, gallery):
    async def hang_up(**given):
        (image,) = await hang(dynamodb, made.imagine_table, gallery, picture(**given))
        return image

    return hang_up


@pytest.fixture
def deletions(dynamodb, made):
    return Deletions(dynamodb, made.imagine_table)


async def seen(gallery, viewer, **filters):
    return [image.id for image in await leafed(gallery, viewer, Filters(**filters))]


@pytest.mark.parametrize("audience", ["workspace", "conversation"])
async def test_it_is_seen_where_it_was_shared_once_its_message_is_there(gallery, shares, hung, audience):
    image = await hung(audience="person", channel="D1")
    assert await shares.begin(image, shared(audience=audience))
    for viewer in (OTHER, THERE):
        assert await gallery.image(viewer, image.id) is None
        assert await seen(gallery, viewer) == []
    after = await shares.shown(image, "share1", "17.1")
    everywhere = audience == "workspace"
    assert (is_open(after), is_private(after)) == (everywhere, False)
    assert await seen(gallery, OWNER) == [image.id]
    assert await seen(gallery, THERE) == [image.id]
    assert await seen(gallery, THERE, view="conversation") == [image.id]
    assert await seen(gallery, OTHER, view="workspace") == ([image.id] if everywhere else [])
    assert (await gallery.image(OTHER, image.id) is not None) is everywhere
    for viewer in (OWNER, OTHER, THERE):
        assert await seen(gallery, viewer, view="mine") == ([image.id] if viewer is OWNER else [])
    assert await seen(gallery, STRANGER) == []
    assert await gallery.image(STRANGER, image.id) is None
    # Those who see it for that look at the message there.
    assert place_for(THERE, after).ts == "17.1"
    assert place_for(OWNER, picture(message_ts="1.1", channel="D1", audience="person")).channel == "D1"


async def test_sharing_twice_by_one_id_is_sharing_once(shares, hung):
    image = await hung()
    assert await shares.begin(image, shared())
    assert not await shares.begin(image, shared())
    first = await shares.shown(image, "share1", "17.1")
    assert await shares.shown(image, "share1", "17.1") == first
    assert len(first.shared) == 1


async def test_many_at_once_lose_nothing(gallery, shares, hung):
    image = await hung()
    await asyncio.gather(*(shares.begin(image, shared(number, channel=f"C{number}")) for number in range(4)))
    latest = await gallery.image(OWNER, image.id)
    assert {one.id for one in latest.shared} == {f"share{number}" for number in range(4)}


async def test_what_could_not_be_posted_leaves_nothing(gallery, shares, hung):
    image = await hung(audience="person")
    await shares.begin(image, shared())
    await shares.withdraw(image, "share1")
    assert (await gallery.image(OWNER, image.id)).shared == ()
    # What is posted is not withdrawn.
    await shares.begin(image, shared(2))
    await shares.shown(image, "share2", "17.2")
    await shares.withdraw(image, "share2")
    assert may_see(THERE, await gallery.image(OWNER, image.id))


async def test_a_deleted_picture_is_not_shared(shares, hung, deletions):
    image, other = await hung(), await hung()
    await shares.begin(image, shared())
    deletion = await deletions.begin(image, "U1", now())
    # Whoever deletes it knows of the message that may be there by now.
    assert [one.id for one in deletion.image.shared] == ["share1"]
    with pytest.raises(NotSharableError):
        await shares.shown(image, "share1", "17.1")
    with pytest.raises(NotSharableError):
        await shares.begin(image, shared(2))
    await shares.withdraw(image, "share1")
    await deletions.begin(other, "U1", now())
    await deletions.end(other)
    with pytest.raises(NotSharableError):
        await shares.begin(other, shared())


async def test_forgetting_takes_it_from_where_it_was_shared(gallery, shares, hung, dynamodb, made, deletions):
    image = await hung(audience="person")
    await shares.begin(image, shared(audience="workspace"))
    await shares.shown(image, "share1", "17.1")
    assert await gallery.favourite(OTHER, await gallery.image(OTHER, image.id))
    deletion = await deletions.begin(image, "U1", now())
    await gallery.forget(deletion.image)
    await deletions.end(deletion.image)
    assert (await dynamodb.scan(TableName=made.imagine_table))["Items"] == []


async def test_a_favourite_from_where_it_was_shared_is_listed_there_alone(gallery, shares, hung):
    image = await hung(audience="person")
    await shares.begin(image, shared())
    after = await shares.shown(image, "share1", "17.1")
    assert not await gallery.favourite(OTHER, after)
    assert await gallery.favourite(THERE, after)
    assert await seen(gallery, THERE, view="favourites") == [image.id]
    assert await seen(gallery, OTHER, view="favourites") == []


async def test_there_is_an_end_to_it(shares, hung):
    image = await hung(shared=tuple(shared(number, ts="1.1") for number in range(MAX_SHARES)))
    with pytest.raises(NotSharableError, match=str(MAX_SHARES)):
        await shares.begin(image, shared("more"))


async def test_records_without_it_are_read_as_never_shared(dynamodb, made, hung):
    image = await hung()
    await dynamodb.update_item(
        TableName=made.imagine_table,
        Key={"pk": {"S": f"JOB#{image.job_id}"}, "sk": {"S": "IMAGE#0"}},
        UpdateExpression="REMOVE #shared",
        ExpressionAttributeNames={"#shared": "shared"},
    )
    assert (await Records(dynamodb, made.imagine_table).images.get(image.job_id, 0)).shared == ()
