"""The gallery: what is found is what a plain look at all pictures finds, and nobody sees what is not for them."""

import asyncio
import itertools
import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.read_units import counting
from services import gallery as gallery_module
from services.finding.cursors import Cursor, CursorError
from services.finding.entries import place
from services.gallery import MOST_READS, Filters, Gallery, Viewer
from services.jobs import Origin
from services.visibility import may_see
from tests.galleries import BEGUN, deleted, hang, leafed, picture

WORDS = ("lighthouse", "storm", "harbour", "고양이", "등대", "watercolour")
STYLES = ("", "Water Colour", "ink")
MODELS = ("titan", "core")
_teams = itertools.count()


@pytest.fixture
def gallery(dynamodb, made):
    return Gallery(dynamodb, made.imagine_table)


@pytest.fixture
def hung(dynamodb, made, gallery):
    """Writes pictures and indexes them."""

    async def hung(*images):
        return await hang(dynamodb, made.imagine_table, gallery, *images)

    return hung


def varied(number, count):
    """Pictures that have everything, in every combination that chance brings."""
    chance = random.Random(number)
    return [
        picture(
            minute // 2,  # two share each moment
            user=chance.choice(["U1", "U2"]),
            channel=chance.choice(["C1", "C2"]),
            audience=chance.choice(["workspace", "workspace", "conversation", "person"]),
            prompt=" ".join(chance.sample(WORDS, chance.randint(0, 4))) or "-",
            style=chance.choice(STYLES),
            model_id=chance.choice(MODELS),
            references=chance.choice([(), ("references/t/0/source.jpg",)]),
        )
        for minute in range(count)
    ]


viewers = st.builds(
    Viewer,
    st.sampled_from(["T1", "T2"]),
    st.sampled_from(["U1", "U2", "U3"]),
    st.sampled_from([None, "C1", "C2"]),
)
filters = st.builds(
    Filters,
    view=st.sampled_from(["mine", "workspace", "favourites", "conversation", "visible"]),
    words=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    person=st.sampled_from(["", "", "U1", "U2"]),
    channel=st.sampled_from(["", "", "C1", "C2"]),
    model=st.sampled_from(["", "", *MODELS]),
    style=st.sampled_from(["", "", "water  COLOUR", "ink"]),
    reference=st.sampled_from([None, None, True, False]),
    since=st.none() | st.integers(0, 60).map(lambda minutes: BEGUN + timedelta(minutes=minutes)),
    until=st.none() | st.integers(0, 60).map(lambda minutes: BEGUN + timedelta(minutes=minutes)),
)


def wanted(images, viewer, by, favoured):
    """What a plain look at all of `images` finds, newest first."""

    def fits(image):
        origin = image.origin
        in_view = {
            "mine": origin.user == viewer.user,
            "workspace": origin.audience == "workspace",
            "favourites": (viewer, image.id) in favoured,
            "conversation": origin.channel == viewer.channel and origin.audience != "person",
            "visible": True,
        }[by.view]
        return (
            may_see(viewer, image)
            and in_view
            and all(word in image.prompt for word in by.words.split())
            and by.person in ("", origin.user)
            and by.channel in ("", origin.channel)
            and by.model in ("", image.model_id)
            and (not by.style or "".join(by.style.split()).lower() == "".join(image.style.split()).lower())
            and by.reference in (None, bool(image.references))
            and (by.since is None or image.created_at >= by.since)
            and (by.until is None or image.created_at < by.until)
        )

    return sorted(filter(fits, images), key=place, reverse=True)


async def test_what_is_found_is_what_a_plain_look_at_all_finds(gallery, hung):
    images = await hung(*varied(1, 120))
    everybody = [Viewer("T1", user, channel) for user in ("U1", "U2", "U3") for channel in (None, "C1", "C2")]
    favoured = set()
    for viewer in everybody:
        for image in images[:: 3 + len(viewer.user)]:
            if await gallery.favourite(viewer, image):
                # Wherever they look from: what only one conversation may see is asked for there.
                favoured |= {(Viewer("T1", viewer.user, place), image.id) for place in (None, "C1", "C2")}

    async def check(viewer, by, limit):
        expected = wanted(images, viewer, by, favoured)
        assert await leafed(gallery, viewer, by, limit) == expected
        if len(expected) > limit:
            # And back from the end.
            first = await gallery.page(viewer, by, None, limit)
            again = await gallery.page(viewer, by, first.next, limit)
            back = await leafed(gallery, viewer, by, limit, again.previous, back=True)
            assert back == list(reversed(expected[:limit]))

    loop = asyncio.get_running_loop()

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(viewer=viewers, by=filters, limit=st.sampled_from([1, 4, 24, 200]))
    def run(viewer, by, limit):
        asyncio.run_coroutine_threadsafe(check(viewer, by, limit), loop).result(150)

    await asyncio.to_thread(run)


steps = st.lists(
    st.tuples(st.sampled_from(["next", "next", "previous", "paint", "delete"]), st.integers(0, 1000)),
    max_size=25,
)


async def test_pages_neither_skip_nor_repeat_while_pictures_come_and_go(gallery, hung, dynamodb, made):
    async def check(count, limit, sequence):
        team = f"T{next(_teams)}"
        there = list(await hung(*(picture(minute, team=team) for minute in range(count))))
        viewer, by = Viewer(team, "U2"), Filters("workspace")
        page = await gallery.page(viewer, by, None, limit)
        # What one has seen going on in one direction is without gaps: all that was there the whole time.
        for step, chosen in sequence:
            if step == "paint":
                there += await hung(picture(count + chosen, team=team))
            elif step == "delete" and there:
                gone = there.pop(chosen % len(there))
                await deleted(dynamodb, made.imagine_table, gone)
                if chosen % 2:  # its entries may be left
                    await gallery.unindex(gone)
            elif step in ("next", "previous") and (cursor := getattr(page, step)):
                older = step == "next"
                before, page = page, await gallery.page(viewer, by, cursor, limit)
                ordered = sorted(there, key=place, reverse=True)
                if before.images:
                    edge = place(before.images[-1 if older else 0])
                    beyond = [one for one in ordered if (place(one) < edge if older else place(one) > edge)]
                    assert list(page.images) == (beyond[:limit] if older else beyond[-limit:])
        ordered = sorted(there, key=place, reverse=True)
        assert await leafed(gallery, viewer, by, limit) == ordered

    loop = asyncio.get_running_loop()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(count=st.integers(0, 12), limit=st.integers(1, 5), sequence=steps)
    def run(count, limit, sequence):
        asyncio.run_coroutine_threadsafe(check(count, limit, sequence), loop).result(150)

    await asyncio.to_thread(run)


async def test_a_search_that_finds_little_in_much_ends_for_now_and_goes_on(gallery, hung, monkeypatch):
    # They alternate: every place of the one is between two of the other.
    images = await hung(
        *(picture(minute, prompt=WORDS[minute % 2]) for minute in range(60)),
        picture(0, prompt=" ".join(WORDS[:2])),
    )
    monkeypatch.setattr(gallery_module, "MOST_READS", 3)
    viewer, by = Viewer("T1", "U9"), Filters("workspace", words="storm lighthouse")
    first = await gallery.page(viewer, by)
    assert first.images == ()
    assert first.next
    assert await leafed(gallery, viewer, by) == [images[-1]]


async def test_what_is_no_cursor_is_said_to_be_none(gallery):
    for wrong in ("x", "!!", "WzFd", Cursor("", older=True).written(), "é"):
        with pytest.raises(CursorError):
            await gallery.page(Viewer("T1", "U1"), Filters(), wrong)


async def test_a_search_without_a_word_finds_nothing(gallery, hung):
    await hung(picture())
    assert (await gallery.page(Viewer("T1", "U1"), Filters(words="the !"))).images == ()
    assert (await gallery.page(Viewer("T1", "U1"), Filters(words=" "))).images != ()


# Who sees what: every kind of origin, every kind of viewer, every way in

ORIGINS = {
    "public": Origin(team="T1", user="U1", channel="C1", audience="workspace"),
    "private": Origin(team="T1", user="U1", channel="G1", audience="conversation"),
    "direct": Origin(team="T1", user="U1", channel="D1", audience="person"),
    "--private": Origin(team="T1", user="U1", channel="D1", audience="person"),
    "--private, not yet opened": Origin(team="T1", user="U1", channel="", audience="person"),
}
VIEWERS = {
    "owner elsewhere": Viewer("T1", "U1"),
    "owner there": Viewer("T1", "U1", "G1"),
    "member at home": Viewer("T1", "U2"),
    "member in the public channel": Viewer("T1", "U2", "C1"),
    "member in the private channel": Viewer("T1", "U2", "G1"),
    "member in another": Viewer("T1", "U2", "G2"),
    "member in that direct message": Viewer("T1", "U2", "D1"),
    "other workspace": Viewer("T2", "U2", "G1"),
    "other workspace, same id": Viewer("T2", "U1", "G1"),
}
SEEN = {
    "owner elsewhere": set(ORIGINS),
    "owner there": set(ORIGINS),
    "member at home": {"public"},
    "member in the public channel": {"public"},
    "member in the private channel": {"public", "private"},
    "member in another": {"public"},
    "member in that direct message": {"public"},
    "other workspace": set(),
    "other workspace, same id": set(),
}


@pytest.mark.parametrize("who", VIEWERS)
async def test_who_sees_what(gallery, hung, who):
    viewer, seen = VIEWERS[who], SEEN[who]
    images = dict(
        zip(
            ORIGINS,
            await hung(*(picture(origin=one, tags=("harbour",), style="ink") for one in ORIGINS.values())),
            strict=True,
        )
    )
    names = {image.id: name for name, image in images.items()}

    async def found(**by):
        return {names[image.id] for image in await leafed(gallery, viewer, Filters(**by), 2)}

    everything = {"person": "U1", "style": "ink", "words": "harbour", "reference": False}
    for by in ({}, everything, *({name: value} for name, value in everything.items())):
        assert await found(**by) == seen
        assert await found(view="workspace", **by) == seen & {"public"}
        assert await found(view="mine", **by) == (seen if viewer.user == "U1" else set())
        here = {name for name in seen if ORIGINS[name].channel == viewer.channel}
        assert await found(view="conversation", **by) == here
    for channel in ("C1", "G1", "D1", "G2"):
        of_channel = {name for name in seen if ORIGINS[name].channel == channel}
        assert await found(channel=channel) == of_channel

    by_id = {name for name, image in images.items() if await gallery.image(viewer, image.id)}
    assert by_id == seen

    favoured = {name for name, image in images.items() if await gallery.favourite(viewer, image)}
    assert favoured == seen
    assert await found(view="favourites") == seen
    assert await found(view="favourites", words="harbour") == seen
    # From elsewhere, what only that conversation may see is not among them; nor among anybody else's.
    elsewhere = Viewer(viewer.team, viewer.user)
    listed = {names[one.id] for one in await leafed(gallery, elsewhere, Filters("favourites"))}
    assert listed == {name for name in seen if may_see(elsewhere, images[name])}
    assert not await leafed(gallery, Viewer(viewer.team, "U3", viewer.channel), Filters("favourites"))


# Words

LONG = (
    "항구에 있는 배 위에서 노을을 바라보는 고양이 두 마리와 멀리 보이는 등대 그리고 갈매기 떼가 날아다니는 여름 저녁 "
    "바다 풍경을 부드러운 수채화 느낌으로 그려 주세요 물결에 반사되는 빛과 낡은 나무 부두도 함께"
)


@pytest.mark.parametrize(
    "words", ["lighthouse", "two cats", "harbour", "등대", "나무 부두", "watercolour", "evening", "quiet sea"]
)
async def test_each_part_of_a_long_picture_is_found(gallery, hung, words):
    (image,) = await hung(
        picture(
            keywords=LONG,
            original=LONG,
            prompt="two cats on a boat in a harbour watching the sunset, distant lighthouse, seagulls",
            tags=("evening", "harbour"),
            style="watercolour",
            alt="A quiet sea.",
        )
    )
    assert await leafed(gallery, Viewer("T1", "U2"), Filters(words=words)) == [image]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("빨간등대가있는바다", 1),
        ("빨간등대가있는바다 고양이", 0),
        ("red blue green old tiny huge misty golden", 2),
        ("red blue green old tiny huge misty golden elephant", 1),
        ("red blue green old tiny huge misty golden giraffe", 0),
    ],
)
async def test_every_word_of_a_long_search_counts(gallery, hung, words, count):
    await hung(
        picture(prompt="빨간등대가있는바다"),
        picture(prompt="red blue green old tiny huge misty golden"),
        picture(prompt="red blue green old tiny huge misty golden elephant"),
    )
    assert len(await leafed(gallery, Viewer("T1", "U2"), Filters(words=words), limit=1)) == count


async def test_a_long_search_that_finds_nothing_reads_no_more_than_others(gallery, hung, dynamodb):
    eight = "red blue green old tiny huge misty golden"
    await hung(*(picture(prompt=eight) for _ in range(130)))
    with counting(dynamodb) as read:
        page = await gallery.page(Viewer("T1", "U2"), Filters("mine", words=f"{eight} giraffe"), limit=2)
    assert page.images == ()
    assert read.calls <= 2 * MOST_READS


# Favourites


async def test_favourites_come_and_go(gallery, hung):
    one, other = await hung(picture(), picture())
    alex, mina = Viewer("T1", "U1"), Viewer("T1", "U2")
    for _ in range(2):
        assert await gallery.favourite(mina, one)
    assert await gallery.favourite(alex, one)
    assert await gallery.is_favourite(mina, [one, other, one]) == {one.id}
    assert await gallery.is_favourite(mina, []) == frozenset()
    assert await gallery.favoured_by(one) == {"U1", "U2"}
    assert await leafed(gallery, mina, Filters("favourites")) == [one]
    for _ in range(2):
        await gallery.unfavourite(mina, one)
    assert await gallery.favoured_by(one) == {"U1"}
    assert await leafed(gallery, mina, Filters("favourites")) == []
    assert await leafed(gallery, alex, Filters("favourites")) == [one]


async def test_what_is_gone_is_nobodys_favourite(gallery, hung, dynamodb, made):
    (one,) = await hung(picture())
    await deleted(dynamodb, made.imagine_table, one)
    assert not await gallery.favourite(Viewer("T1", "U1"), one)
    assert await gallery.favoured_by(one) == frozenset()


async def test_what_is_deleted_while_it_is_indexed_leaves_no_entries(gallery, dynamodb, made):
    image = picture()
    await gallery.index([image])  # there is no record of it any more
    left = await dynamodb.scan(TableName=made.imagine_table)
    assert left["Items"] == []


@pytest.mark.parametrize(
    "image_id",
    [
        "",
        "nothing",
        "job.",
        "job.x",
        "job.-1",
        ".0",
        "other.0",
        f"job.{'1' * 4500}",
        f"{'j' * 3000}.0",
        "job.١",
        "j\ud800.0",
    ],
)
async def test_what_names_no_picture_is_none(gallery, hung, image_id):
    await hung(picture())
    assert await gallery.image(Viewer("T1", "U1"), image_id) is None


async def test_what_was_kept_long_enough_is_gone_before_the_table_takes_it_away(dynamodb, made):
    gallery = Gallery(dynamodb, made.imagine_table, timedelta(days=1))
    from services.batches import put_all
    from services.jobs import now
    from services.table import image_item

    old = picture(created_at=now() - timedelta(days=2))
    fresh = picture(created_at=now())
    await put_all(dynamodb, made.imagine_table, [image_item(one, timedelta(days=1)) for one in (old, fresh)])
    await gallery.index([fresh])
    await gallery.index([old])
    assert await leafed(gallery, Viewer("T1", "U1"), Filters()) == [fresh]
    assert await gallery.image(Viewer("T1", "U1"), old.id) is None
    items = (await dynamodb.scan(TableName=made.imagine_table))["Items"]
    goes = {item["expires_at"]["N"] for item in items if item["sk"]["S"].endswith(fresh.id)}
    assert goes == {str(int((fresh.created_at + timedelta(days=1)).timestamp()))}
