"""Favourites are listed wherever they may be seen, also when that changes, and leave nothing behind."""

import asyncio

import pytest

from services.batches import put_all
from services.deletions import Deletions
from services.finding.entries import ENTRY, FAVOURITES, entry_items
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Shared, now
from services.reindexing import Reindexer
from services.shares import Shares
from services.table import item_from_wire
from tests.galleries import hang, leafed, picture

HOME, IN_G1, IN_G2 = Viewer("T1", "U2"), Viewer("T1", "U2", "G1"), Viewer("T1", "U2", "G2")


def shared(channel="C9", audience="workspace", ts=None):
    return Shared(id=f"to {channel}", channel=channel, audience=audience, by="U1", at=now(), ts=ts)


@pytest.fixture
def gallery(dynamodb, made):
    return Gallery(dynamodb, made.imagine_table)


@pytest.fixture
def listed(gallery):
    async def listed(viewer, **filters):
        return [one.id for one in await leafed(gallery, viewer, Filters("favourites", **filters))]

    return listed


@pytest.fixture
def hung(dynamodb, made, gallery):
    async def hung(**given):
        given = {"user": "U1", "channel": "G1", "audience": "conversation"} | given
        (image,) = await hang(dynamodb, made.imagine_table, gallery, picture(**given))
        return image

    return hung


@pytest.fixture
def share(dynamodb, made, gallery):
    shares = Shares(dynamodb, made.imagine_table, gallery)

    async def share(image, **how):
        place = shared(**how)
        await shares.begin(image, place)
        return await shares.shown(image, place.id, "19.1")

    return share


@pytest.fixture
def left(dynamodb, made):
    """The partitions of all that is in the table, or of all entries of favourites."""

    async def left(beginning=""):
        items = (await dynamodb.scan(TableName=made.imagine_table, ConsistentRead=True))["Items"]
        return [pk for item in items if (pk := item_from_wire(item)["pk"]).startswith(beginning)]

    return left


async def test_one_from_two_conversations_is_listed_in_both_and_taken_off_in_both(
    gallery, hung, listed, left
):
    image = await hung(shared=(shared("G2", "conversation", "18.1"),))
    assert await gallery.favourite(IN_G1, image)
    assert await gallery.favourite(IN_G2, image)
    assert await listed(IN_G1) == await listed(IN_G2) == [image.id]
    assert await listed(HOME) == []
    await gallery.unfavourite(IN_G2, image)
    assert await gallery.is_favourite(IN_G1, [image]) == frozenset()
    assert await listed(IN_G1) == await listed(IN_G2) == []
    assert await left(f"{ENTRY}{FAVOURITES}") == []


async def test_nothing_is_left_of_a_deleted_one_from_two_conversations(dynamodb, made, gallery, hung, left):
    image = await hung(shared=(shared("G2", "conversation", "18.1"),))
    for viewer in (IN_G1, IN_G2, Viewer("T1", "U1")):
        assert await gallery.favourite(viewer, image)
    await gallery.forget(image)
    await Deletions(dynamodb, made.imagine_table).end(image)
    assert await left() == []


async def test_one_that_everybody_sees_by_now_is_listed_everywhere(gallery, hung, listed, share, left):
    image = await hung()
    assert await gallery.favourite(IN_G1, image)
    assert await listed(HOME) == []
    await share(image)
    assert await listed(HOME) == await listed(IN_G1) == [image.id]
    assert await listed(HOME, channel="C9") == [image.id]
    # Whoever takes it off may have read it before it was shared.
    await gallery.unfavourite(HOME, image)
    assert await listed(HOME) == await listed(IN_G1) == []
    assert await left(f"{ENTRY}{FAVOURITES}") == []


async def test_one_that_another_conversation_sees_by_now_is_listed_there_too(gallery, hung, listed, share):
    image = await hung()
    assert await gallery.favourite(IN_G1, image)
    await share(image, channel="G2", audience="conversation")
    assert await listed(IN_G2) == await listed(IN_G1) == [image.id]
    assert await listed(HOME) == []


async def test_sharing_it_and_liking_it_at_once_lists_it(gallery, hung, listed, share):
    for _ in range(5):
        image = await hung()
        await asyncio.gather(share(image), gallery.favourite(IN_G1, image))
        assert image.id in await listed(HOME)


async def test_those_from_before_are_listed_again_by_reindex(dynamodb, made, gallery, hung, listed, left):
    """Their item named the one conversation in which they were listed, and sharing changed nothing."""
    image = await hung(shared=(shared(ts="19.1"),))
    bound = f"{FAVOURITES}#T1#U2#CONVERSATION#G1"
    item = {"pk": f"FAVOURED#{image.id}", "sk": "USER#U2", "scope": bound}
    await put_all(dynamodb, made.imagine_table, [item, *entry_items(image, [bound], None)])
    assert await listed(HOME) == []
    await Reindexer(dynamodb, made.imagine_table).run()
    assert await listed(HOME) == await listed(IN_G1) == [image.id]
    await gallery.unfavourite(HOME, image)
    assert await left(f"{ENTRY}{FAVOURITES}") == []
