"""A workspace is forgotten: all of it, in its time, and nothing of any other."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from services import forgetting
from services.ask import Ask
from services.batches import put_all
from services.deletions import Deletions
from services.departures import Departures
from services.favourites import FAVOURED
from services.finding.entries import ENTRY
from services.forgetting import LEASE, Forgetter
from services.gallery import Gallery, Viewer
from services.installations import LATEST, ORGANISATION, installation_key
from services.jobs import (
    ChannelSettings,
    Job,
    Origin,
    PictureOffer,
    Reference,
    Request,
    SuggestWork,
    key_of,
    now,
)
from services.ledger import day_key, limits_key, month_key
from services.notices import Notice, notice_key
from services.storage import Storage, folder_of
from services.table import (
    channel_key,
    family_item,
    item_from_wire,
    job_item,
    offer_item,
    pace_key,
    regular_key,
    request_item,
    slot_item,
    thread_item,
)
from tests.galleries import hang, picture
from tests.services.test_deleting import BrokenError, calls_of

LEFT = datetime(2026, 1, 1, tzinfo=UTC)
GRACE = timedelta(days=30)
SHARED = [{"pk": "LANES", "sk": "LANE#words"}, {"pk": "MODELS", "sk": "REFUSED#one"}]


class Invalidations:
    """A CDN that notes what it is asked for."""

    def __init__(self):
        self.asked = []

    async def forget(self, paths, reference):
        self.asked.append((tuple(paths), reference))


@pytest.fixture
def scene(dynamodb, s3, made):
    table, bucket = made.imagine_table, made.imagine_bucket
    gallery = Gallery(dynamodb, table)
    departures = Departures(dynamodb, table, GRACE)
    time = SimpleNamespace(now=LEFT)
    cdn = Invalidations()

    async def everything():
        pages = dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        items = [item_from_wire(item) async for page in pages for item in page["Items"]]
        return {(item["pk"], item["sk"]): item for item in items if item["pk"] != "DEPARTED"}

    async def objects():
        listed = await s3.list_objects_v2(Bucket=bucket)
        return {one["Key"] for one in listed.get("Contents", [])}

    async def store(*keys):
        for key in keys:
            await s3.put_object(Bucket=bucket, Key=key, Body=b"x")

    def forgetter():
        return Forgetter(
            dynamodb,
            table,
            departures,
            Storage(s3, bucket, "https://cdn.example"),
            cdn,
            clock=lambda: time.now,
        )

    return SimpleNamespace(
        dynamodb=dynamodb, s3=s3, table=table, gallery=gallery, departures=departures, time=time, cdn=cdn,
        everything=everything, objects=objects, store=store, forgetter=forgetter,
    )  # fmt: skip


def whole(job_id, origin, work):
    return Job(id=job_id, request_id=key_of("r", job_id), origin=origin, work=work, accepted_at=now())


async def live(scene, team, pictures=2):
    """Let a workspace have one of everything."""
    origin = Origin(team=team, user="U1", channel="C1", audience="workspace")
    own = f"references/{team.lower()}-own"
    images = [
        picture(team=team, family="f.0"),
        picture(team=team, user="U2", audience="person", channel="D1", references=(f"{own}/0/source.jpg",)),
        picture(team=team, user="U2", audience="conversation", channel="G1"),
    ][:pictures]
    await hang(scene.dynamodb, scene.table, scene.gallery, *images)
    for image in images:
        for user in ("U1", "U2"):
            await scene.gallery.favourite(Viewer(team, user, image.origin.channel), image)
    request = Request(
        id=key_of("request", team),
        origin=origin,
        ask=Ask(text="boat"),
        token=f"{team}-asked",
        references=(Reference(file_id="F1", key=f"references/{team}-asked/0/source.jpg"),),
        created_at=now(),
    )
    job = whole(key_of("job", team), origin, SuggestWork(round=1))
    lost = whole(key_of("lost", team), origin, SuggestWork(round=1))
    month = now().date().replace(day=1)
    items = [
        request_item(request),
        slot_item(request.id, "idea.1", job.id),
        job_item(job, now()),
        job_item(lost, now()) | {"work": {"kind": "paint", "token": f"{team}-lost"}},
        *(family_item(image) for image in images if image.family),
        thread_item(team, "C1", "1.1", images[0].id),
        offer_item(PictureOffer(team=team, channel="C1", ts="1.2", user="U1", references=())),
        channel_key(team, "C1") | ChannelSettings().model_dump(),
        limits_key(team) | {"daily_images": 5},
        day_key(team, "U1", month) | {"used_images": 1},
        month_key(team, month) | {"used_images": 1},
        month_key(team, month, "PERSON#U1") | {"used_images": 1},
        notice_key(Notice(team, month, 80, 1)) | {"attempt": 1},
        pace_key(team) | {"arrival": 1},
        pace_key(f"{team}#C1") | {"arrival": 1},
        regular_key("some-model", team, "U1") | {"round": 1},
    ]
    await put_all(scene.dynamodb, scene.table, items)
    folders = [folder_of(image.s3_key) for image in images]
    await scene.store(
        *(f"{folder}{name}" for folder in folders for name in ("original.png", "preview.jpg", "thumb.jpg")),
        f"{own}/0/source.jpg",
        f"references/{team}-asked/0/source.jpg",
        f"references/{team}-asked/palette.png",
        f"pictures/{team}-lost/0/original.png",
    )
    return images


async def due(scene, team="T1"):
    await scene.departures.left(team, LEFT)
    scene.time.now = LEFT + GRACE + timedelta(minutes=1)


async def two_workspaces(scene):
    """Let there be another and what belongs to nobody; returns that, and then one more workspace's."""
    await live(scene, "T11")
    await put_all(scene.dynamodb, scene.table, SHARED)
    others = await scene.everything(), await scene.objects()
    images = await live(scene, "T1", 3)
    return others, images


async def test_of_a_workspace_whose_time_is_over_nothing_is_left_and_of_another_all(scene):
    others, _ = await two_workspaces(scene)
    there = await scene.everything()
    kinds = {pk.partition("#")[0] for pk, _ in there}
    assert kinds >= {ENTRY.rstrip("#"), FAVOURED.rstrip("#"), "JOB", "REQUEST", "FAMILY", "NOTICES", "PACE"}
    await due(scene)
    assert await scene.forgetter().sweep() == 1
    assert (await scene.everything(), await scene.objects()) == others
    assert not await scene.departures.has_left("T1")
    ((paths, reference),) = scene.cdn.asked
    assert paths == ("pictures/*", "references/*")
    assert "T1" in reference
    assert await scene.forgetter().sweep() == 0


async def test_who_comes_back_in_time_loses_nothing(scene):
    await two_workspaces(scene)
    before = await scene.everything(), await scene.objects()
    await scene.departures.left("T1", LEFT)
    scene.time.now = LEFT + GRACE - timedelta(minutes=1)
    assert await scene.forgetter().sweep() == 0
    await scene.departures.returned("T1")
    scene.time.now = LEFT + 2 * GRACE
    assert await scene.forgetter().sweep() == 0
    assert (await scene.everything(), await scene.objects()) == before


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_whatever_call_it_dies_at_another_process_finishes_it(scene, monkeypatch, after):
    monkeypatch.setattr(forgetting, "_ITEMS", 60)
    others, _ = await two_workspaces(scene)
    await due(scene)
    calls = calls_of(scene.dynamodb, scene.s3)
    deaths, done = 0, 0
    try:
        while True:
            # Each lives longer than the one before, and what it held is free after a while.
            calls.number, calls.at, calls.after = 0, 3 + 4 * deaths, after
            try:
                done = await scene.forgetter().sweep()
            except BrokenError:
                deaths += 1
                scene.time.now += LEASE + timedelta(seconds=1)
            else:
                break
    finally:
        calls.stop()
    assert deaths > 5
    assert done == 1
    assert (await scene.everything(), await scene.objects()) == others


async def test_where_it_was_broken_off_it_goes_on(scene, monkeypatch):
    monkeypatch.setattr(forgetting, "_ITEMS", 60)
    await two_workspaces(scene)
    await due(scene)
    first = scene.forgetter()
    steps: list[str] = []
    step = first._step

    async def until_the_third(departure, done):
        if len(steps) == 2:
            raise BrokenError
        steps.append(departure.start)
        return await step(departure, done)

    monkeypatch.setattr(first, "_step", until_the_third)
    with pytest.raises(BrokenError):
        await first.sweep()
    second = scene.forgetter()
    departure = await scene.departures.take("T1", scene.time.now, scene.time.now)
    assert departure.start not in ("", *steps), (
        "what was broken off orderly is free at once, and not at the front"
    )
    scene.time.now += timedelta(seconds=1)
    assert await second.sweep() == 1


async def test_no_two_processes_do_it_at_once(scene):
    others, _ = await two_workspaces(scene)
    await due(scene)
    assert sum(await asyncio.gather(*(scene.forgetter().sweep() for _ in range(4)))) == 1
    assert (await scene.everything(), await scene.objects()) == others
    assert len(scene.cdn.asked) == 1


async def test_who_comes_back_while_it_goes_on_keeps_the_rest_and_no_picture_in_halves(scene, monkeypatch):
    monkeypatch.setattr(forgetting, "_ITEMS", 60)
    await two_workspaces(scene)
    await due(scene)
    forgetter = scene.forgetter()
    step, steps = forgetter._step, 0

    async def with_a_return(departure, done):
        nonlocal steps
        steps += 1
        if steps == 3:
            await scene.departures.returned("T1")
        return await step(departure, done)

    monkeypatch.setattr(forgetter, "_step", with_a_return)
    assert await forgetter.sweep() == 0
    assert steps == 3
    rows = [item for item in (await scene.everything()).values() if "s3_key" in item]
    assert {row["s3_key"] for row in rows} <= await scene.objects()


async def test_a_picture_that_is_left_in_halves_is_finished_by_the_sweeper_of_deletions(scene):
    """Whoever comes back just then has a record that says that its picture is being deleted."""
    (image,) = await live(scene, "T1", 1)
    await due(scene)
    forgetter = scene.forgetter()

    async def broken(_):
        raise BrokenError

    forgetter._storage = SimpleNamespace(delete_folder=broken)
    with pytest.raises(BrokenError):
        await forgetter.sweep()
    later = scene.time.now + LEASE + timedelta(minutes=1)
    deletions = Deletions(scene.dynamodb, scene.table)
    assert [one.image.id async for one in deletions.overdue(later)] == [image.id]


async def test_where_the_bot_is_still_nobody_is_forgotten_in_passing(scene):
    await live(scene, "T1")
    organisation = [
        installation_key("E1", LATEST),
        installation_key("T1", ORGANISATION) | {"enterprise_id": "E1"},
    ]
    await put_all(scene.dynamodb, scene.table, organisation)
    before = await scene.everything()
    await due(scene)
    assert await scene.forgetter().sweep() == 0
    assert await scene.everything() == before
    assert not await scene.departures.has_left("T1")


async def test_an_organisation_that_left_is_forgotten_with_its_workspaces(scene):
    await live(scene, "T11")
    await put_all(scene.dynamodb, scene.table, [installation_key("T11", LATEST)])
    pointer = installation_key("T11", ORGANISATION) | {"enterprise_id": "E1"}
    await put_all(scene.dynamodb, scene.table, [pointer])
    others = await scene.everything(), await scene.objects()
    for team in ("T1", "T2"):
        await live(scene, team)
        served = installation_key(team, ORGANISATION) | {"enterprise_id": "E1"}
        await put_all(scene.dynamodb, scene.table, [served])
    await due(scene, "E1")
    assert await scene.forgetter().sweep() == 1
    assert (await scene.everything(), await scene.objects()) == others, (
        "whoever installed it themselves stays"
    )


async def test_who_asks_is_forgotten_at_once_installed_or_not(scene):
    others, _ = await two_workspaces(scene)
    installation = installation_key("T1", LATEST)
    await put_all(scene.dynamodb, scene.table, [installation])
    told = []
    done = await scene.forgetter().forget("T1", lambda so_far: told.append(so_far.images))
    assert done.images == 3
    assert told[-1] == 3
    left = await scene.everything()
    assert left.pop((installation["pk"], installation["sk"]))
    assert (left, await scene.objects()) == others


async def test_what_was_asked_for_is_done_even_if_they_come_back_and_leave(scene):
    others, _ = await two_workspaces(scene)
    assert await scene.departures.ask("T1", LEFT, LEFT + timedelta(minutes=1))
    await scene.departures.returned("T1")
    await scene.departures.left("T1", LEFT + timedelta(minutes=1))
    scene.time.now = LEFT + timedelta(minutes=2)
    assert await scene.forgetter().sweep() == 1
    assert (await scene.everything(), await scene.objects()) == others


async def test_who_asks_is_before_all_who_look_for_what_is_due(scene):
    asked = await scene.departures.ask("T1", LEFT, LEFT + LEASE)
    assert (asked.asked, asked.teams) == (True, None)
    assert await scene.departures.due(LEFT) == ["T1"]
    assert await scene.departures.take("T1", LEFT, LEFT + LEASE) is None
    assert await scene.departures.end(asked)


async def test_what_another_process_is_at_is_asked_for_all_the_same(scene):
    await scene.departures.left("T1", LEFT - GRACE)
    held = await scene.departures.take("T1", LEFT, LEFT + LEASE)
    assert await scene.departures.ask("T1", LEFT, LEFT + LEASE) is None
    await scene.departures.release(held)
    again = await scene.departures.take("T1", LEFT, LEFT + LEASE)
    assert (again.asked, again.left_at) == (True, held.left_at)


async def test_who_asks_while_the_other_process_is_done_begins_anew(scene, monkeypatch):
    await scene.departures.left("T1", LEFT - GRACE)
    held = await scene.departures.take("T1", LEFT, LEFT + LEASE)
    changed = scene.departures._changed

    async def done_meanwhile(owner, change):
        found = await changed(owner, change)
        if found is None:
            await scene.departures.end(held)
        return found

    monkeypatch.setattr(scene.departures, "_changed", done_meanwhile)
    asked = await scene.departures.ask("T1", LEFT, LEFT + LEASE)
    assert (asked.asked, asked.teams) == (True, None)


async def test_while_one_process_is_at_it_another_is_told_so(scene):
    await live(scene, "T1")
    await due(scene)
    await scene.departures.take("T1", scene.time.now, scene.time.now + LEASE)
    assert await scene.forgetter().forget("T1") is None
    assert await scene.everything() != {}


def test_whatever_the_page_about_data_keeps_under_a_workspace_is_known_here():
    """Whoever gives a workspace another kind of record is told that it has to be forgotten, too."""
    page = (Path(__file__).parents[2] / "docs" / "data.md").read_text()
    keys = [
        key.replace("<team>", "T1")
        for row in re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|", page, re.MULTILINE)
        for cell in row
        for key in re.findall(r"`([^`]*<team>[^`]*)`", cell)
    ]
    assert len(keys) > 8
    known = [form.format("T1") for form in (*forgetting._BY_TEAM, forgetting._PERSON)]
    known.append(installation_key("T1", "")["pk"])
    alone = [form.format("T1") for form in forgetting._OF_TEAM]
    assert [key for key in keys if not key.startswith(tuple(known)) and key not in alone] == []
