"""What is accepted, and what is told about it before anything is paid."""

from datetime import timedelta

import pytest

from services.ask import Ask, PictureOptions, Ratio, ReferenceOptions, Size, Use
from services.bedrock import ModelForbiddenError
from services.estimates import estimate_use
from services.faults import (
    AskError,
    ModelUnavailable,
    NeedsPictures,
    NoPainter,
    NotPainted,
    PictureNotTaken,
    TooLong,
)
from services.intake import BusyError, Intake
from services.jobs import Origin, Reading, Reference, Request, State, now
from services.ledger import NO_CAPS
from services.painting.catalogue import KNOWN, painters
from services.painting.described import one_server
from services.painting.interface import Task
from services.painting.roster import Roster
from services.prompting.writer import Traits
from services.records.acceptance import SlotsTakenError
from tests.jobs import job_of, request_of


class Nobody:
    """Is not called here."""


@pytest.fixture
def intake():
    server = one_server("http://127.0.0.1:9/v1", "flux")
    return Intake(
        Nobody(), Nobody(), Roster(painters(Nobody(), servers=[server], session=Nobody())), Nobody()
    )


def test_who_takes_nothing_to_leave_out_goes_without_and_says_so(intake):
    ask = Ask(text="a boat", model="flux", picture=PictureOptions(negative="people"))
    plan = intake.check(ask)
    assert (plan.negative, plan.notes) == ("", ("negative_ignored",))


def test_too_much_to_leave_out(intake):
    ask = Ask(text="a boat", model="core", picture=PictureOptions(negative="x" * 10_001))
    with pytest.raises(AskError) as caught:
        intake.check(ask)
    assert list(caught.value.faults) == [TooLong("negative", 10_001, 10_000)]


def denied(*model_ids):
    """An intake that may not call these models."""
    roster = Roster(painters(Nobody()))
    for model_id in model_ids:
        roster.lose(model_id, ModelForbiddenError("no"))
    return Intake(Nobody(), Nobody(), roster, Nobody())


def used(use, **more):
    return Ask(text="a boat", reference=ReferenceOptions(use=use), **more)


FROM_WORDS = [one.model_id for one in KNOWN.values() if Task.TEXT_TO_IMAGE in one.tasks]
SERVICES = [one for one in KNOWN if one not in FROM_WORDS]


@pytest.mark.parametrize("use", [Use.CUTOUT, Use.UPSCALE, Use.STYLE, Use.CHANGE, Use.EXTEND, Use.ERASE])
def test_what_is_made_of_a_picture_needs_nobody_who_paints_from_words(use):
    intake = denied(*FROM_WORDS)
    intake.check_use(used(use), 1)
    with pytest.raises(AskError) as caught:
        denied(*KNOWN).check_use(used(use), 1)
    assert [type(fault) for fault in caught.value.faults] == [NotPainted]


def test_what_is_made_of_two_pictures_still_needs_both():
    intake = denied(*FROM_WORDS)
    intake.check_use(used(Use.RESTYLE), 2)
    with pytest.raises(AskError) as caught:
        intake.check_use(used(Use.RESTYLE), 1)
    assert list(caught.value.faults) == [NeedsPictures(Use.RESTYLE, 2)]


def test_new_ideas_need_somebody_to_paint_them_and_it_is_said_what_does_not():
    with pytest.raises(AskError) as caught:
        denied(*FROM_WORDS).check_use(used(Use.SPIRIT), 1)
    (fault,) = caught.value.faults
    assert isinstance(fault, NoPainter)
    assert {Use.CUTOUT, Use.UPSCALE, Use.STYLE} <= set(fault.still)
    assert Use.SPIRIT not in fault.still
    assert Use.RESTYLE not in fault.still  # it takes two
    with pytest.raises(AskError) as caught:
        denied(*KNOWN).check_use(used(Use.SPIRIT), 1)
    assert list(caught.value.faults) == [NoPainter()]


def test_a_model_that_was_asked_for_by_name_is_still_missed():
    with pytest.raises(AskError) as caught:
        denied(*FROM_WORDS).check_use(used(Use.CUTOUT, model="core"), 1)
    assert [type(fault) for fault in caught.value.faults] == [ModelUnavailable]


def test_with_somebody_who_paints_from_words_all_limits_are_theirs():
    ask = Ask(text="a boat", model="core", picture=PictureOptions(negative="x" * 10_001))
    with pytest.raises(AskError) as caught:
        denied(*SERVICES).check_use(ask, 1)
    assert list(caught.value.faults) == [TooLong("negative", 10_001, 10_000)]


class Written:
    """Keeps what was accepted; its slots are held by `holder`."""

    def __init__(self, holder=None):
        self.holder = holder
        self.jobs = []
        self.request = None

    async def accept(self, jobs, request, slots=None, freed=None, caps=None):
        if self.holder is not None and not freed:
            raise SlotsTakenError(dict.fromkeys(slots, self.holder.id))
        self.jobs, self.request = list(jobs), request

    async def get(self, _):
        return self.holder

    async def reserve(self, jobs, moment):
        self.moment = moment
        return tuple(jobs), NO_CAPS


def shared_clock(written, ahead):
    """An intake on a machine whose own clock is wrong by `ahead`."""
    clock = now() + ahead
    return Intake(written, written, Roster(painters(Nobody())), written, lambda: clock), clock


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(minutes=-5)])
async def test_what_is_accepted_carries_the_time_that_all_processes_share(ahead):
    written = Written()
    intake, clock = shared_clock(written, ahead)
    accepted = await intake.start(Ask(text="a boat"), request_of().origin, "t1")
    assert [one.accepted_at for one in written.jobs] == [clock]
    assert (written.request.created_at, written.moment) == (clock, clock)
    assert accepted.jobs == tuple(written.jobs)


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(minutes=-5)])
async def test_a_finished_job_frees_its_button_whatever_this_machine_s_clock_says(ahead):
    request = request_of()
    done = job_of(request, "done").model_copy(update={"state": State.POSTED})
    intake, clock = shared_clock(Written(done), ahead)
    for seconds, free in ((1, False), (10, True)):
        accepted_at = clock - timedelta(seconds=seconds)
        intake._jobs.holder = done.model_copy(update={"accepted_at": accepted_at})
        if free:
            assert (await intake.more_ideas(request, "t2")).jobs
        else:
            with pytest.raises(BusyError):
                await intake.more_ideas(request, "t2")


TRAITS = Traits(subject="", medium="", style="", light="", mood="", composition="", texture="")


def with_picture(width, height, use, **picture):
    """A request with a picture of that size that was read, to be used so."""
    reading = Reading(traits=TRAITS, measures=(), palette=(), palette_key="")
    given = Reference(file_id="F1", key="k", width=width, height=height)
    return Request(
        id="r",
        origin=Origin(team="T", user="U"),
        ask=used(use, picture=PictureOptions(**picture)),
        references=(given,),
        reading=reading,
        created_at=now(),
    )


@pytest.mark.parametrize("use", [Use.CUTOUT, Use.EXTEND, Use.LAYOUT, Use.STYLE])
async def test_a_picture_that_nobody_takes_is_told_before_anything_is_set_aside(use):
    intake = denied(*FROM_WORDS)
    request = with_picture(1400, 400, use)
    with pytest.raises(AskError) as caught:
        await intake.use_picture(request, ReferenceOptions(use=use), "a boat", "click")
    assert list(caught.value.faults) == [PictureNotTaken(use, 1400, 400)]
    with pytest.raises(AskError):
        estimate_use(intake.roster, request, ReferenceOptions(use=use))


async def test_a_picture_that_goes_on_keeps_its_pixels_and_says_which_shape_it_gets():
    roster = denied(*FROM_WORDS).roster
    options = {"ratio": Ratio(width=16, height=9)}
    plan = estimate_use(
        roster, with_picture(1408, 1056, Use.EXTEND, **options), ReferenceOptions(use=Use.EXTEND)
    )
    assert (plan.size, plan.notes) == (Size(width=1878, height=1056), ())
    options = {"ratio": Ratio(width=16, height=1)}
    plan = estimate_use(
        roster, with_picture(1408, 1056, Use.EXTEND, **options), ReferenceOptions(use=Use.EXTEND)
    )
    assert plan.notes == ("ratio_nearest",)
