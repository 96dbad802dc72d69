"""The table: nothing is accepted twice, done twice, or seen by those who may not see it."""

import asyncio
from datetime import timedelta

import pytest

from services.ask import Ask, ReferenceOptions, Strength, Use
from services.jobs import (
    ChannelSettings,
    Job,
    Origin,
    PaintWork,
    PictureOffer,
    Reference,
    Request,
    Round,
    State,
    SuggestWork,
    image_id,
    key_of,
    now,
)
from services.measuring import Swatch
from services.painting.titan import Titan
from services.patience import PATIENCE, Patience
from services.prompting.writer import Idea
from services.records import AlreadyAcceptedError, LostError, Records, SlotsTakenError
from services.table import channel_key, image_item, item_to_wire
from tests.galleries import deleted
from tests.records import images_of

IDEAS = Round(first_number=1, ideas=tuple(Idea(title=f"T{n}", prompt=f"P{n}") for n in range(3)))


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


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
    await records.accept([job], request)
    return request, job


async def test_what_is_written_is_read(records):
    request, job = await accepted(records, work=paint_work(count=2, guidance=7.25, palette=("#0b3954",)))
    assert await records.request(request.id) == request
    assert await records.job(job.id) == job
    assert await records.request("unknown") is None


async def test_an_interaction_delivered_ten_times_at_once_is_one_request(records):
    request = request_of()
    outcomes = await asyncio.gather(
        *(records.accept([job_of(request)], request) for _ in range(10)), return_exceptions=True
    )
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, AlreadyAcceptedError) for outcome in outcomes) == 9


async def test_a_taken_slot_names_its_holder_and_writes_nothing(records):
    request, _ = await accepted(records)
    first, second, third = (job_of(request, name) for name in ("click 1", "click 2", "click 3"))
    await records.accept([first], slots={"idea:1": first.id})
    with pytest.raises(SlotsTakenError) as caught:
        await records.accept([second, third], slots={"idea:1": second.id, "idea:2": third.id})
    assert caught.value.holders == {"idea:1": first.id}
    assert await records.job(second.id) is None
    assert await records.job(third.id) is None


async def test_a_freed_slot_can_be_taken_once(records):
    request, _ = await accepted(records)
    first, second, third = (job_of(request, name) for name in ("click 1", "click 2", "click 3"))
    await records.accept([first], slots={"more": first.id})
    await records.accept([second], slots={"more": second.id}, freed={"more": first.id})
    with pytest.raises(SlotsTakenError):
        await records.accept([third], slots={"more": third.id}, freed={"more": first.id})
    assert await records.jobs_in_slots(request.id) == [second.id]


async def test_the_same_click_again_is_known_before_its_slot_is(records):
    request, _ = await accepted(records)
    click = job_of(request, "click")
    await records.accept([click], slots={"more": click.id})
    with pytest.raises(AlreadyAcceptedError):
        await records.accept([click], slots={"more": click.id})


async def test_only_one_of_many_workers_gets_a_job(records):
    _, job = await accepted(records)
    outcomes = await asyncio.gather(*(records.claim(job.id) for _ in range(8)), return_exceptions=True)
    claimed = [outcome for outcome in outcomes if isinstance(outcome, Job)]
    assert len(claimed) == 1
    assert claimed[0].attempt == 1
    assert sum(isinstance(outcome, LostError) for outcome in outcomes) == 7


@pytest.mark.parametrize("doing", [State.WRITING, State.PAINTING])
async def test_a_job_is_taken_into_what_it_is_about_and_taken_over_as_it_was_left(
    records, monkeypatch, doing
):
    request = request_of()
    job = job_of(request).model_copy(update={"doing": doing})
    await records.accept([job], request)
    monkeypatch.setattr(records, "_patience", Patience(-1))
    mine = await records.claim(job.id)
    assert mine.state is doing
    await records.move(mine, State.STORED, {doing})
    assert (await records.claim(job.id)).state is State.STORED


async def test_a_worker_that_was_taken_for_dead_changes_nothing(records, monkeypatch):
    _, job = await accepted(records)
    monkeypatch.setattr(records, "_patience", Patience(-1))
    hung = await records.claim(job.id)
    heir = await records.claim(job.id)
    assert heir.attempt == 2
    with pytest.raises(LostError):
        await records.move(hung, State.STORED, {State.WRITING})
    for is_there in (records.renew, records.assure):
        with pytest.raises(LostError):
            await is_there(hung)
    with pytest.raises(LostError):
        await records.store_round(hung, 1, IDEAS)
    moved = await records.move(heir, State.STORED, {State.WRITING})
    assert moved.state is State.STORED


async def test_a_lease_that_is_renewed_holds(records):
    _, job = await accepted(records)
    mine = await records.claim(job.id)
    await records.renew(mine)
    with pytest.raises(LostError) as caught:
        await records.claim(job.id)
    assert caught.value.job.attempt == 1


async def test_nothing_is_written_to_know_what_was_known_a_moment_ago(records, monkeypatch):
    _, job = await accepted(records)
    mine = await records.claim(job.id)
    await records.assure(mine)
    assert (await records.job(job.id)).lease_until == mine.lease_until
    # When a third of the lease has passed, it is asked, and said that its worker is alive.
    later = records.now() + PATIENCE.lease * 0.4
    monkeypatch.setattr(records, "now", lambda: later)
    await records.assure(mine)
    assert (await records.job(job.id)).lease_until > mine.lease_until


async def test_what_is_handed_back_can_be_taken_at_once(records):
    _, job = await accepted(records)
    mine = await records.claim(job.id)
    await records.hand_back(mine, 0)
    assert (await records.claim(job.id)).attempt == 2


@pytest.mark.parametrize("state", sorted(State))
async def test_what_can_be_cancelled(records, state):
    _, job = await accepted(records)
    await records.move(job, state, {State.ACCEPTED})
    if state in {State.ACCEPTED, State.QUEUED, State.WRITING}:
        assert (await records.cancel(job.id)).state is State.CANCELLED
    else:
        with pytest.raises(LostError) as caught:
            await records.cancel(job.id)
        assert caught.value.job.state is state


@pytest.mark.parametrize("state", [State.POSTED, State.FAILED, State.REFUSED, State.CANCELLED])
async def test_what_has_ended_is_not_taken_again(records, state):
    _, job = await accepted(records)
    ended = await records.move(job, state, {State.ACCEPTED}, failure="x")
    assert ended.finished_at is not None
    with pytest.raises(LostError):
        await records.claim(job.id)
    assert [found async for found in records.overdue(now() + timedelta(days=1))] == []


async def test_ideas_and_their_job_are_written_together(records):
    request, job = await accepted(records)
    writing = await records.claim(job.id)
    stored = await records.store_round(writing, 1, IDEAS)
    assert stored.state is State.STORED
    assert (await records.request(request.id)).rounds == (IDEAS,)
    with pytest.raises(LostError):
        await records.store_round(writing, 1, IDEAS)
    assert (await records.request(request.id)).rounds == (IDEAS,)


async def test_a_round_is_not_written_twice_by_two_jobs(records):
    request, job = await accepted(records)
    other = job_of(request, "other")
    await records.accept([other])
    for one in (job, other):
        await records.claim(one.id)
    first, second = await records.job(job.id), await records.job(other.id)
    await records.store_round(first, 1, IDEAS)
    with pytest.raises(LostError):
        await records.store_round(second, 1, IDEAS)


async def painted(records, name, **origin):
    request, job = await accepted(records, name, paint_work(count=2), **origin)
    job = await records.move(await records.claim(job.id), State.PAINTING, {State.WRITING})
    images = images_of(job, job.work)
    await records.store_images(job, images)
    return request, job, images


async def test_images_are_counted_and_found_by_their_job(records):
    request, job, images = await painted(records, "one")
    assert await records.images_of(job.id) == images
    assert await records.image(job.id, 1) == images[1]
    assert images[1].id == image_id(job.id, 1)
    assert (await records.request(request.id)).painted == 2
    await deleted(records, images[0])
    assert await records.images_of(job.id) == images[1:]


async def test_pictures_that_could_not_be_delivered_are_taken_back_once(records):
    request, job, images = await painted(records, "one")
    images = [image.model_copy(update={"family": "f.0"}) for image in images]
    for _ in range(2):
        await records.take_back(images)
        assert await records.images_of(job.id) == []
        assert (await records.request(request.id)).painted == 0


async def test_what_was_measured_is_kept_to_the_digit(records):
    _, job = await accepted(records, work=paint_work(palette=("#0b3954",)))
    job = await records.move(await records.claim(job.id), State.PAINTING, {State.WRITING})
    painted = (Swatch(colour="#0c3a55", share=0.6667, name="deep blue"),)
    images = images_of(job, job.work, painted)
    await records.store_images(job, images)
    (found,) = await records.images_of(job.id)
    assert (found.painted_palette, found.palette_key) == (painted, "pictures/t0ken/0/palette.png")


async def test_images_from_before_palettes_were_measured_still_load(records, dynamodb, made):
    _, job, images = await painted(records, "one")
    row = {
        name: value
        for name, value in image_item(images[0]).items()
        if name not in {"painted_palette", "palette_key"}
    }
    await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(row))
    found = await records.image(job.id, 0)
    assert found == images[0]
    assert (found.painted_palette, found.palette_key) == ((), "")


async def test_the_sweeper_finds_what_nobody_looks_after_and_only_one_takes_it_on(records):
    _, job = await accepted(records)
    later = now() + timedelta(minutes=1)
    assert [found async for found in records.overdue(now())] == []
    overdue = [found async for found in records.overdue(later)]
    assert overdue == [job]

    # One that is due now is postponed by one of three sweepers.
    async with asyncio.timeout(30):
        await records.hand_back(await records.claim(job.id), -3600)
    (found,) = [found async for found in records.overdue(now())]
    outcomes = await asyncio.gather(*(records.postpone(found, later) for _ in range(3)))
    assert sorted(outcomes) == [False, False, True]
    assert [found async for found in records.overdue(now())] == []


@pytest.mark.parametrize("how", ["failed", "cancelled"])
async def test_an_end_that_nobody_has_shown_is_found_until_it_is_told(records, how):
    _, job = await accepted(records)
    if how == "cancelled":
        ended = await records.cancel(job.id, by="U2")
        assert (ended.state, ended.ended_by) == (State.CANCELLED, "U2")
    else:
        job = await records.claim(job.id)
        ended = await records.move(job, State.FAILED, {State.WRITING}, failure="internal", untold="openly")
    later = now() + timedelta(minutes=1)
    assert [found.untold async for found in records.overdue(later)] == ["openly"]
    with pytest.raises(LostError) as caught:
        await records.claim(job.id)
    assert caught.value.job == ended
    for _ in range(2):
        await records.told(ended.model_copy(update={"placeholder_ts": "17.3"}))
        assert [found async for found in records.overdue(later)] == []
    told = await records.job(job.id)
    assert (told.untold, told.placeholder_ts, told.state) == (None, "17.3", ended.state)


async def test_what_is_in_doubt_is_taken_back_whether_it_was_written_or_comes_late(records):
    request, job = await accepted(records, "written")
    assert await records.annul([job])
    assert (await records.job(job.id)).state is State.CANCELLED
    assert [found async for found in records.overdue(now() + timedelta(minutes=5))] == []
    late = job_of(request, "late")
    assert await records.annul([late])
    assert await records.annul([late])
    assert await records.job(late.id) is None
    with pytest.raises(AlreadyAcceptedError):
        await records.accept([late])
    with pytest.raises(LostError):
        await records.claim(late.id)


async def test_what_is_at_work_already_is_not_taken_back(records):
    _, job = await accepted(records)
    claimed = await records.claim(job.id)
    assert not await records.annul([job])
    assert await records.job(job.id) == claimed


async def test_a_row_that_can_not_be_read_keeps_no_other_waiting(records, dynamodb, made):
    _, job = await accepted(records)
    broken = {"pk": "JOB#b1", "sk": "JOB", "open_pk": "OPEN#0", "open_sk": "2020-01-01", "state": "new"}
    for shard in range(4):
        item = broken | {"pk": f"JOB#b{shard}", "open_pk": f"OPEN#{shard}"}
        await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(item))
    assert [found async for found in records.overdue(now() + timedelta(minutes=1))] == [job]


async def test_a_thread_points_at_its_latest_picture(records):
    origin = request_of("pointer").origin.model_copy(update={"channel": "C1", "thread_ts": "17.1"})
    assert await records.pointed_at(origin.team, "C1", "17.1") is None
    await records.point(origin, "job.0")
    await records.point(origin, "job.1")
    assert await records.pointed_at(origin.team, "C1", "17.1") == "job.1"
    assert await records.pointed_at("T9", "C1", "17.1") is None
    await records.point(origin.model_copy(update={"thread_ts": None}), "job.2")


async def test_an_offer_is_made_once(records):
    offer = PictureOffer(
        team="T1", channel="C1", ts="17.2", user="U1", text="look", references=(Reference(file_id="F1"),)
    )
    assert await records.keep_offer(offer)
    assert not await records.keep_offer(offer)
    assert await records.offer("T1", "C1", "17.2") == offer
    assert await records.offer("T2", "C1", "17.2") is None


async def test_a_channel_offers_until_it_is_told_otherwise(records):
    assert await records.channel_settings("T1", "C7") == ChannelSettings(pictures="offer", model="")
    settings = ChannelSettings(pictures="off", model="ultra")
    await records.set_channel_settings("T1", "C7", settings)
    assert await records.channel_settings("T1", "C7") == settings
    assert await records.channel_settings("T1", "C8") == ChannelSettings()


async def test_settings_from_before_channels_had_models(records, dynamodb, made):
    item = channel_key("T1", "C7") | {"pictures": "auto"}
    await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(item))
    assert await records.channel_settings("T1", "C7") == ChannelSettings(pictures="auto")


async def test_a_family_is_found_from_each_of_its_pictures_until_it_is_deleted(records):
    _, job, (first, _) = await painted(records, "first")
    later = []
    for name, parent in (("second", first), ("third", first)):
        _, job = await accepted(records, name, paint_work(count=1))
        job = await records.move(await records.claim(job.id), State.PAINTING, {State.WRITING})
        (image,) = images_of(job, job.work)[:1]
        image = image.model_copy(update={"parent": parent.id, "family": first.id})
        await records.store_images(job, [image])
        later.append(image)
    ids = {first.id, *(one.id for one in later)}
    for one in (first, *later):
        assert {found.id for found in await records.family(one)} == ids
    await deleted(records, later[0])
    assert {found.id for found in await records.family(first)} == ids - {later[0].id}
    await deleted(records, first)
    assert [found.id for found in await records.family(later[1])] == [later[1].id]


async def test_parts_of_a_request_are_changed_without_the_rest(records):
    request, _ = await accepted(records)
    await asyncio.gather(
        records.update_request(request.id, **{"ask.reference.use": "layout", "ask.reference.where": ""}),
        records.update_request(request.id, **{"ask.reference.strength": "strong"}),
    )
    now_there = await records.request(request.id)
    assert now_there.ask.reference == ReferenceOptions(use=Use.LAYOUT, strength=Strength.STRONG)
    assert now_there.ask.text == request.ask.text
