"""Which models can be called, where, and which of them paints what: against the plainest way to say it."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ask import PictureOptions, Size, Use
from services.bedrock import ModelForbiddenError, ModelGoneError
from services.faults import AskError, ModelUnavailable, NoPainter, NotPainted, UnknownModel
from services.painting.catalogue import KNOWN, painters
from services.painting.described_models import image_of
from services.painting.described_tables import ImageTable
from services.painting.interface import Task
from services.painting.nova import MODEL_ID as NOVA
from services.painting.planning import planned, planned_instead
from services.painting.roster import AUTO, FORBIDDEN_FOR, GONE_FOR, Roster
from services.painting.stability_services import CORE, FAST_UPSCALE, SD35, ULTRA
from services.painting.titan import MODEL_ID as TITAN
from services.survey import Listing, Surveyed, foundation_id
from tests.services.painting.servers import described

TODAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
REGIONS = ("us-west-2", "us-east-1", "us-east-2")
SPEAK = [one for one in KNOWN if Task.TEXT_TO_IMAGE in KNOWN[one].tasks]


class NoClient:
    """Nobody is called here."""


def listing(model_id, region="us-west-2", *, ends=None, granted=True):
    end = None if ends is None else datetime(ends.year, ends.month, ends.day, tzinfo=UTC)
    return Listing(foundation_id(model_id), region, end is not None, end, frozenset({"TEXT"}), granted)


def surveyed(*listings, unasked=()):
    return Surveyed({(one.model_id, one.region): one for one in listings}, dict.fromkeys(unasked, "a test"))


def everything(*but):
    """Bedrock says that all there is can be called, but for some."""
    return surveyed(
        *(
            listing(model_id, region)
            for model_id, one in KNOWN.items()
            for region in one.regions
            if model_id not in but
        )
    )


def roster(*order, now=lambda: TODAY, home="us-east-1", regions=()):
    return Roster(painters(NoClient()), order or (AUTO,), home=home, regions=regions, now=now)


def standing(of, model_id):
    return next(one for one in of.standings() if one.capabilities.model_id == model_id)


def faults(call, *arguments):
    with pytest.raises(AskError) as caught:
        call(*arguments)
    return list(caught.value.faults)


# The order, and who takes which part


@given(st.lists(st.sampled_from([*SPEAK, AUTO]), min_size=1, unique=True))
def test_the_order_is_as_it_was_set(order):
    ids = [one.capabilities.model_id for one in roster(*order).standings()]
    expected = []
    for name in order:
        expected += [one for one in SPEAK if one not in order] if name == AUTO else [name]
    expected += [one for one in KNOWN if one not in SPEAK]
    if AUTO not in order:
        # Those that do more than to paint from words do the rest.
        expected += [one for one in (SD35, TITAN, NOVA) if one not in order]
    assert ids == expected


@dataclass(frozen=True)
class World:
    """What is so: in which regions each model is, since when not, and whether the account has it."""

    order: tuple[str, ...]
    allowed: tuple[str, ...]
    home: str
    listings: tuple[Listing, ...]
    unasked: tuple[str, ...]
    lost: tuple[tuple[str, bool], ...]


@st.composite
def worlds(draw):
    ends = st.none() | st.integers(-3, 40).map(lambda days: (TODAY + timedelta(days=days)).date())
    listings = [
        listing(model_id, region, ends=draw(ends), granted=draw(st.sampled_from([True, None, False])))
        for model_id in KNOWN
        for region in KNOWN[model_id].regions
        if draw(st.booleans())
    ]
    unasked = tuple(draw(st.sets(st.sampled_from(REGIONS))))
    return World(
        order=tuple(draw(st.lists(st.sampled_from([*SPEAK, AUTO]), min_size=1, unique=True))),
        allowed=tuple(draw(st.sets(st.sampled_from(REGIONS)))),
        home=draw(st.sampled_from(REGIONS)),
        listings=tuple(one for one in listings if one.region not in unasked),
        unasked=unasked,
        lost=tuple(
            (model_id, draw(st.booleans()))
            for model_id in draw(st.sets(st.sampled_from(sorted(KNOWN)), max_size=4))
        ),
    )


def can_be_called(world, model_id):
    """As one would say it: is there a permitted region where it is, or may be, alive and granted?"""
    if any(lost == model_id for lost, _ in world.lost):
        return False
    limits = KNOWN[model_id]
    for region in limits.regions:
        if world.allowed and region not in world.allowed:
            continue
        here = [
            one for one in world.listings if (one.model_id, one.region) == (foundation_id(model_id), region)
        ]
        for one in here:
            alive = one.end_of_life is None or one.end_of_life.date() >= TODAY.date()
            if alive and one.granted is not False:
                return True
        over = limits.end_of_life is not None and limits.end_of_life < TODAY.date()
        if not here and region in world.unasked and (not over or model_id in world.order):
            return True
    return False


def may(world, model_id):
    """What a model may do: to paint from words it has to be in the order."""
    tasks = KNOWN[model_id].tasks
    if AUTO in world.order or model_id in world.order:
        return tasks
    return tasks - {Task.TEXT_TO_IMAGE, Task.COLOURS}


@given(worlds(), st.sampled_from(sorted(Task)), st.sampled_from(["", *sorted(KNOWN)]))
def test_who_is_chosen(world, task, preferred):
    made = roster(*world.order, home=world.home, regions=world.allowed)
    made.heed(surveyed(*world.listings, unasked=world.unasked))
    for model_id, forbidden in world.lost:
        made.lose(model_id, ModelForbiddenError("no") if forbidden else ModelGoneError("gone"))
    order = [one.capabilities.model_id for one in made.standings()]
    able = [one for one in order if task in may(world, one) and can_be_called(world, one)]
    if able:
        chosen = made.choose(task, preferred).capabilities.model_id
        assert chosen == (preferred if preferred in able else able[0])
        region = made.region_of(chosen)
        assert region in KNOWN[chosen].regions
        assert not world.allowed or region in world.allowed
        without = made.choose(task, preferred, {chosen}).capabilities.model_id if able[1:] else None
        assert without in ([one for one in able if one != chosen] or [None])
    else:
        (fault,) = faults(made.choose, task, preferred)
        assert fault == NoPainter() if task is Task.TEXT_TO_IMAGE else isinstance(fault, NotPainted)
    assert made.tasks() == {one for each in order if can_be_called(world, each) for one in may(world, each)}


# Where they stand, and why


def test_nothing_is_known_at_first_and_all_but_the_dead_may_be_called():
    made = roster()
    assert {one.state for one in made.standings() if one.capabilities.model_id not in {TITAN, NOVA}} == {
        "live"
    }
    assert standing(made, TITAN).state == "ended"
    assert standing(roster(TITAN), TITAN).state == "legacy"  # whoever names it may have extended access


@pytest.mark.parametrize(
    ("listings", "state", "region"),
    [
        ([listing(TITAN)], "live", "us-west-2"),
        ([listing(TITAN), listing(TITAN, "us-east-1")], "live", "us-east-1"),
        ([listing(TITAN, "us-east-1", granted=False), listing(TITAN)], "live", "us-west-2"),
        ([listing(TITAN, "us-east-1", ends=date(2026, 11, 25)), listing(TITAN)], "live", "us-west-2"),
        ([listing(TITAN, ends=date(2027, 1, 1))], "legacy", "us-west-2"),
        ([listing(TITAN, ends=date(2026, 11, 26))], "legacy", "us-west-2"),
        ([listing(TITAN, ends=date(2026, 11, 25))], "ended", None),
        ([listing(TITAN, granted=False)], "forbidden", "us-west-2"),
        ([listing(TITAN, granted=None)], "live", "us-west-2"),
    ],
)
def test_a_model_is_called_where_it_can_be(listings, state, region):
    made = roster()
    made.heed(surveyed(*listings))
    assert standing(made, TITAN).state == state
    assert region is None or made.region_of(TITAN) == region


def test_a_model_in_no_permitted_region_is_elsewhere():
    made = roster(regions=("us-east-1",))
    made.heed(everything())
    assert standing(made, CORE).state == "elsewhere"
    assert standing(made, TITAN).callable
    assert made.wanted().keys() == {"us-east-1"}
    (fault,) = faults(made.check, "core")
    assert fault == ModelUnavailable("Stable Image Core", "elsewhere", None, ("titan", "nova"))


def test_what_is_not_listed_where_bedrock_was_asked_is_not_there():
    made = roster()
    made.heed(everything(CORE))
    assert standing(made, CORE).state == "elsewhere"
    assert made.first_name() == "Stable Diffusion 3.5 Large"


def test_what_was_listed_and_is_not_any_more_has_ended():
    made = roster()
    ends = date(2026, 11, 25)
    made.heed(surveyed(listing(CORE, ends=ends), listing(ULTRA)))
    made.heed(everything(CORE, ULTRA))
    assert (standing(made, CORE).state, standing(made, CORE).end_of_life) == ("ended", ends)
    assert (standing(made, ULTRA).state, standing(made, ULTRA).end_of_life) == ("ended", None)


# What a call said


@pytest.mark.parametrize(
    ("error", "state", "lasts"),
    [(ModelForbiddenError("no"), "forbidden", FORBIDDEN_FOR), (ModelGoneError("gone"), "ended", GONE_FOR)],
)
def test_a_refusal_is_remembered_for_a_while(error, state, lasts):
    moment = TODAY
    made = roster(now=lambda: moment)
    made.heed(everything())
    made.lose(CORE, error)
    assert standing(made, CORE).state == state
    assert made.first_name() == "Stable Diffusion 3.5 Large"
    moment = TODAY + lasts - timedelta(seconds=1)
    made.heed(everything())  # a list is no proof that a call is answered
    assert standing(made, CORE).state == state
    moment = TODAY + lasts
    assert standing(made, CORE).callable


def test_a_refusal_is_forgotten_by_whoever_says_so_or_by_an_answer():
    made = roster()
    for model_id in (CORE, ULTRA):
        made.lose(model_id, ModelForbiddenError("no"))
    made.found(CORE)
    assert (standing(made, CORE).callable, standing(made, ULTRA).callable) == (True, False)
    made.forget()
    assert standing(made, ULTRA).callable


def test_many_that_find_out_the_same_say_it_once(caplog):
    made = roster()
    for _ in range(5):
        made.lose(CORE, ModelGoneError("gone"))
    assert caplog.text.count("can't be called") == 1


# What ends soon


def test_who_runs_it_is_warned_once_a_day(caplog):
    moment = TODAY
    made = roster(now=lambda: moment)
    ending = surveyed(
        listing(CORE, ends=date(2026, 12, 20)), listing(SD35, ends=date(2027, 1, 5)), listing(ULTRA)
    )
    with caplog.at_level(logging.WARNING):
        made.heed(ending)
        made.heed(ending)
    assert caplog.text.count("Stable Image Core") == 1
    assert "ends on 2026-12-20; then Stable Diffusion 3.5 Large paints" in caplog.text
    (one,) = made.endings()
    assert (one.name, one.last_day, one.instead) == (
        "Stable Image Core",
        date(2026, 12, 20),
        "Stable Diffusion 3.5 Large",
    )
    moment += timedelta(days=1)
    made.heed(ending)
    assert caplog.text.count("Stable Image Core") == 2


@pytest.mark.parametrize(("days", "warned"), [(-1, False), (0, True), (30, True), (31, False)])
def test_thirty_days_before(days, warned):
    made = roster()
    made.heed(surveyed(listing(CORE, ends=(TODAY + timedelta(days=days)).date())))
    assert bool(made.endings()) is warned


LAST = (TODAY + timedelta(days=9)).date()


def ends_as_described(model_id, now, *order):
    """A roster in which somebody has said that the model can be called until `LAST`."""
    table = ImageTable(id=model_id, end_of_life=LAST)
    return Roster(painters(NoClient(), [image_of(table)]), order or (AUTO,), home="us-west-2", now=now)


@pytest.mark.parametrize(
    "found", [everything(), surveyed(unasked=REGIONS)], ids=["listed without an end", "not to be asked"]
)
@pytest.mark.parametrize("order", [(), (CORE,)])
def test_a_last_day_that_was_described_holds_until_bedrock_says_another(found, order):
    moment = TODAY
    made = ends_as_described(CORE, lambda: moment, *order)
    made.heed(found)
    assert [(one.name, one.last_day) for one in made.endings()] == [("Stable Image Core", LAST)]
    moment = TODAY + timedelta(days=9)
    assert standing(made, CORE).callable
    moment = TODAY + timedelta(days=10)
    assert (standing(made, CORE).state, standing(made, CORE).end_of_life) == ("ended", LAST)
    later = (TODAY + timedelta(days=30)).date()
    made.heed(surveyed(listing(CORE, ends=later)))
    assert (standing(made, CORE).state, standing(made, CORE).end_of_life) == ("legacy", later)


def test_what_was_known_when_this_was_written_is_not_what_somebody_described():
    made = roster()
    made.heed(everything())
    assert (standing(made, TITAN).state, standing(made, TITAN).end_of_life) == ("live", None)


def test_a_server_ends_as_it_was_described():
    moment = TODAY
    server = described()
    server = replace(server, capabilities=replace(server.capabilities, end_of_life=LAST))
    made = Roster(
        painters(NoClient(), servers=[server], session=NoClient()), ("ours", AUTO), now=lambda: moment
    )
    assert [(one.name, one.last_day) for one in made.endings()] == [("Our painter", LAST)]
    moment = TODAY + timedelta(days=9)
    assert made.can("ours")
    moment = TODAY + timedelta(days=10)
    assert (standing(made, "ours").state, standing(made, "ours").end_of_life) == ("ended", LAST)


def test_what_ends_earlier_does_not_take_over():
    made = roster()
    made.heed(
        surveyed(
            listing(CORE, ends=date(2026, 12, 20)), listing(SD35, ends=date(2026, 12, 1)), listing(ULTRA)
        )
    )
    assert {one.name: one.instead for one in made.endings()} == {
        "Stable Image Core": "Stable Image Ultra",
        "Stable Diffusion 3.5 Large": "Stable Image Core",
    }


def test_those_that_settings_name_in_vain():
    made = roster(TITAN, CORE, AUTO)
    made.heed(everything(TITAN))
    assert [one.capabilities.model_id for one in made.missing()] == [TITAN]
    made = roster()
    made.heed(everything(TITAN))
    assert made.missing() == ()


# By name


@pytest.mark.parametrize(
    ("name", "model_id"),
    [
        ("core", CORE),
        ("Core", CORE),
        ("Stable Image Core", CORE),
        (CORE, CORE),
        ("stable-image-core", CORE),
        ("SD3.5", SD35),
        ("sd35", SD35),
        ("titan", TITAN),
        (FAST_UPSCALE, None),
        ("fast-upscale", None),
    ],
)
def test_names_that_people_type(name, model_id):
    made = roster(AUTO, TITAN)
    made.heed(everything())
    if model_id is None:
        (fault,) = faults(made.check, name)
        assert isinstance(fault, UnknownModel)
        return
    made.check(name)
    assert made.short_name(name) == KNOWN[model_id].aliases[0]
    assert made.choose(Task.TEXT_TO_IMAGE, name).capabilities.model_id == model_id
    assert made.can(name)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("croe", "core"),
        ("ulta", "ultra"),
        ("Titen", "titan"),
        ("Stable Image Ulra", "ultra"),
        ("ti", "titan"),
        ("xyzzy", None),
    ],
)
def test_the_nearest_name(typed, nearest):
    made = roster()
    made.heed(everything())
    assert faults(made.check, typed) == [
        UnknownModel(typed, nearest, ("core", "sd3.5", "ultra", "titan", "nova"))
    ]


def test_one_that_may_not_paint_from_words_does_what_else_it_can():
    made = roster(CORE)
    made.heed(everything())
    assert made.names() == ("core",)
    assert made.choose(Task.VARIATION, CORE).capabilities.model_id == SD35
    assert faults(made.check, "sd3.5") == [UnknownModel("sd3.5", None, ("core",))]
    assert ULTRA not in [one.capabilities.model_id for one in made.standings()]


def test_no_name_asks_for_none():
    roster().check("")


# Another one does it


@given(st.sampled_from(SPEAK), st.sampled_from(SPEAK), st.builds(PictureOptions, count=st.integers(1, 5)))
def test_another_paints_the_same_at_its_own_price(first, second, options):
    made = painters(NoClient())
    old = planned(made[first], options)
    new = planned_instead(made[second], options, old, None)
    seed = old.seed % (KNOWN[second].seed_limit + 1)
    assert (new.model_id, new.seed, new.count, new.task) == (second, seed, old.count, old.task)
    assert "seed_changed" not in new.notes, "nobody has chosen one"
    assert new.price_each == KNOWN[second].price(
        "standard", new.size.width * new.size.height if new.size else 0
    )


def test_a_size_that_the_other_has_not_becomes_the_nearest_shape():
    made = painters(NoClient())
    options = PictureOptions(size=Size(width=1408, height=768))
    old = planned(made[TITAN], options)
    new = planned_instead(made[CORE], options, old, None)
    assert str(new.ratio) == "16:9"


def test_a_use_that_nobody_has_names_who_was_asked():
    made = roster(CORE)
    made.heed(surveyed(listing(CORE)))
    (fault,) = faults(made.choose, Task.CUT_OUT, CORE)
    assert fault == NotPainted(Use.CUTOUT, "Stable Image Core")
    assert replace(fault, painter="") == NotPainted(Use.CUTOUT, "")
