"""Building the index anew gives what was written, online, and from wherever it was broken off."""

from datetime import timedelta

import pytest

from services import reindexing
from services.batches import put_all
from services.deletions import Deletions
from services.finding.entries import ENTRY, entry_keys, owner, partition, place, scopes
from services.gallery import Filters, Gallery, Viewer
from services.jobs import now
from services.records.records import Records
from services.reindexing import Reindexer
from services.table import family_item, family_key, image_item, item_from_wire, item_to_wire
from tests.galleries import hang, leafed, picture
from tests.services.test_deleting import BrokenError, calls_of
from tests.services.test_gallery import varied


@pytest.fixture
def gallery(dynamodb, made):
    return Gallery(dynamodb, made.imagine_table)


@pytest.fixture
def everything(dynamodb, made):
    """Reads the whole table, but for where a run stands."""

    async def everything():
        items = (await dynamodb.scan(TableName=made.imagine_table, ConsistentRead=True))["Items"]
        plain = map(item_from_wire, items)
        return {(item["pk"], item["sk"]): item for item in plain if item["pk"] != "REINDEX"}

    return everything


async def written(dynamodb, table, gallery, count=12):
    images = await hang(dynamodb, table, gallery, *varied(3, count))
    for image in images[::2]:
        for viewer in (Viewer("T1", "U1", "C1"), Viewer("T1", "U2", "C2")):
            await gallery.favourite(viewer, image)
    return images


async def spoil(dynamodb, table, before, images):
    """Lose every other entry, and leave some that lead nowhere, or to where they should not."""
    entries = sorted(key for key in before if key[0].startswith(ENTRY))
    for pk, sk in entries[::2]:
        await dynamodb.delete_item(TableName=table, Key=item_to_wire({"pk": pk, "sk": sk}))
    wrong = [
        *entry_keys(gone := picture(), scopes(gone)),
        {"pk": partition(owner("T1", "U9"), "ALL"), "sk": place(images[0])},
        {"pk": partition("FAVOURITES#T1#U9", "ALL"), "sk": place(images[0])},
        {"pk": partition(owner("T1", "U1"), "WORD#wrong"), "sk": place(images[0])},
        {"pk": f"{ENTRY}WORKSPACE#T1#ALL", "sk": "nonsense"},
    ]
    await put_all(dynamodb, table, wrong)
    return len(wrong)


async def test_it_gives_what_was_written(dynamodb, made, gallery, everything):
    images = await written(dynamodb, made.imagine_table, gallery)
    before = await everything()
    wrong = await spoil(dynamodb, made.imagine_table, before, images)
    assert await everything() != before
    tally = await Reindexer(dynamodb, made.imagine_table).run()
    assert await everything() == before
    assert (tally.indexed, tally.removed) == (len(images), wrong)
    again = await Reindexer(dynamodb, made.imagine_table).run()
    assert (again.indexed, again.removed) == (len(images), 0), "it begins from the front once it is through"
    assert await everything() == before


async def test_pictures_from_before_there_was_an_index_are_found(dynamodb, made, gallery):
    images = [picture(minute) for minute in range(3)]
    old = {
        "owner_pk": "OWNER#T1#U1",
        "owner_sk": "then",
        "audience_pk": "WORKSPACE#T1",
        "audience_sk": "then",
    }
    await put_all(dynamodb, made.imagine_table, [image_item(image) | old for image in images])
    assert await leafed(gallery, Viewer("T1", "U2"), Filters()) == []
    await Reindexer(dynamodb, made.imagine_table).run()
    assert await leafed(gallery, Viewer("T1", "U2"), Filters()) == images[::-1]


async def test_families_are_found_again(dynamodb, made, gallery, everything):
    root = picture()
    children = [picture(parent=root.id, family=root.id) for _ in range(2)]
    await hang(dynamodb, made.imagine_table, gallery, root, *children)
    await put_all(dynamodb, made.imagine_table, [family_item(one) for one in children])
    before = await everything()
    await dynamodb.delete_item(
        TableName=made.imagine_table, Key=item_to_wire(family_key(root.id, children[0].id))
    )
    wrong = [
        family_item(picture(parent=root.id, family=root.id)),  # gone
        family_key("elsewhere", children[1].id) | {"image_id": children[1].id},
        family_key(root.id, root.id) | {"image_id": root.id},  # of its own: it is read anyway
    ]
    await put_all(dynamodb, made.imagine_table, wrong)
    records = Records(dynamodb, made.imagine_table)
    tally = await Reindexer(dynamodb, made.imagine_table).run()
    assert await everything() == before
    assert tally.removed == len(wrong)
    assert [one.id for one in await records.images.family(root)] == [one.id for one in (root, *children)]


async def test_what_is_being_deleted_joins_no_family_again(dynamodb, made, gallery, everything):
    image = picture(family="f.0")
    await hang(dynamodb, made.imagine_table, gallery, image)
    await Deletions(dynamodb, made.imagine_table).begin(image, "U1", now())
    await Reindexer(dynamodb, made.imagine_table)._join(image)
    assert not [pk for pk, _ in await everything() if pk.startswith("FAMILY#")]


async def test_wherever_it_dies_the_next_run_goes_on_from_there(
    dynamodb, made, gallery, everything, monkeypatch
):
    monkeypatch.setattr(reindexing, "_ITEMS", 10)
    monkeypatch.setattr(reindexing, "_SEGMENTS", 2)
    images = await written(dynamodb, made.imagine_table, gallery, 5)
    before = await everything()
    await spoil(dynamodb, made.imagine_table, before, images)
    runs = pages = 0
    calls = calls_of(dynamodb)
    note = Reindexer._note

    async def note_and_die(self, *where):
        nonlocal pages
        await note(self, *where)
        pages += 1
        if runs % 2:
            raise BrokenError

    monkeypatch.setattr(Reindexer, "_note", note_and_die)
    try:
        while True:
            # Every other run dies at some call, whichever it is; those between get as far as their next note.
            calls.number, calls.at, pages, runs = 0, None if runs % 2 == 0 else 7 * runs, 0, runs + 1
            try:
                await Reindexer(dynamodb, made.imagine_table).run()
            except BrokenError:
                assert runs < 200
            else:
                break
    finally:
        calls.stop()
    last, pages, runs = pages, 0, 0
    assert await everything() == before
    await Reindexer(dynamodb, made.imagine_table).run()
    assert last < pages, "the last run did not begin from the front"


async def test_what_was_begun_with_another_format_begins_again(dynamodb, made, gallery, monkeypatch):
    images = await written(dynamodb, made.imagine_table, gallery, 3)
    over = {"format": 0, "segments": 4, "over": True}
    stands = [{"pk": "REINDEX", "sk": f"SEGMENT#{segment}"} | over for segment in range(4)]
    await put_all(dynamodb, made.imagine_table, stands)
    assert (await Reindexer(dynamodb, made.imagine_table).run()).indexed == len(images)


async def test_a_new_retention_reaches_what_is_there(dynamodb, made, gallery, everything):
    year = timedelta(days=365)
    image = picture(created_at=now(), family="f.0")
    records = Records(dynamodb, made.imagine_table)
    await hang(dynamodb, made.imagine_table, gallery, image)
    await put_all(
        dynamodb, made.imagine_table, [{"pk": "FAMILY#f.0", "sk": f"MEMBER#{image.id}", "image_id": image.id}]
    )
    assert await gallery.favourite(Viewer("T1", "U2"), image)
    for retention, goes in ((year, int((image.created_at + year).timestamp())), (None, None)):
        await Reindexer(dynamodb, made.imagine_table, retention).run()
        assert {item.get("expires_at") for item in (await everything()).values()} == {goes}
        assert await records.images.get(image.job_id, 0) == image
