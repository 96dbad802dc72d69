"""What is accepted, and what is told about it before anything is paid."""

from datetime import timedelta
from decimal import Decimal

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
    SizeNotPainted,
    TooLong,
)
from services.intake import BusyError, Intake
from services.jobs import Job, Origin, PaintWork, Reading, Reference, Request, State, now
from services.ledger import NO_CAPS
from services.measuring import Swatch
from services.painting.catalogue import KNOWN, painters
from services.painting.described import one_server
from services.painting.interface import Steering, Task
from services.painting.planning import planned, planned_instead
from services.painting.roster import AUTO, Roster
from services.painting.stability_services import CORE, SEARCH_REPLACE
from services.painting.titan import MODEL_ID as TITAN
from services.prompting.writer import Traits
from services.records.acceptance import SlotsTakenError
from tests.jobs import job_of, request_of
from tests.records import images_of
from tests.services.painting.servers import described


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


# What is painted once more


class Accepting:
    """Takes every job on, and sets nothing aside."""

    async def accept(self, *_):
        pass

    async def reserve(self, jobs, _moment):
        return tuple(jobs), NO_CAPS


ORIGIN = Origin(team="T", user="U")
STEERING = Steering(width=1024, height=1024, where="the sky", colours=("#0b3954",))
PRICE_BEFORE = Decimal("9.99")


def counter(*order, without=()):
    """An intake that takes everything on; these models can't be called."""
    server = one_server("http://127.0.0.1:9/v1", "flux", price=Decimal("0.02"))
    known = painters(Nobody(), servers=[server, described()], session=Nobody())
    roster = Roster(known, order or (TITAN, AUTO))
    for model_id in without:
        roster.lose(model_id, ModelForbiddenError("no"))
    return Intake(Accepting(), Nobody(), roster, Accepting())


def painted(intake, model_id, options=None, task=Task.TEXT_TO_IMAGE, **more):
    """A request, its job, and what that painted when everything had another price."""
    options = options or PictureOptions()
    plan = planned(intake.roster.painter(model_id), options, task, STEERING)
    plan = plan.model_copy(update={"price_each": PRICE_BEFORE})
    work = PaintWork(
        keywords="boat", prompt="a boat", options=options, plan=plan, steering=STEERING, token="t", **more
    )
    request = Request(id="request", origin=ORIGIN, ask=Ask(text="boat"), token="t", created_at=now())
    job = Job(
        id="job", request_id="request", origin=ORIGIN, work=work, doing=State.PAINTING, accepted_at=now()
    )
    return request, job, work


EVERY = [CORE, TITAN, "flux"]


@pytest.mark.parametrize("model_id", EVERY)
@pytest.mark.parametrize("seed", [None, 5])
async def test_a_reply_keeps_the_seed_of_its_picture_and_costs_what_it_costs_today(model_id, seed):
    intake = counter()
    options = PictureOptions(count=4, seed=seed)
    request, job, base = painted(intake, model_id, options)
    image = images_of(job, base)[2].model_copy(update={"seed": 77})
    (first,) = (await intake.refine(request, base, image, "at night", "1")).jobs
    (once_more,) = (await intake.retry(request, first, "2")).jobs
    for one in (first.work.base, once_more.work.base):
        assert (one.plan.model_id, one.plan.seed, one.plan.count) == (model_id, 77, 1)
        expected = intake.roster.painter(model_id).plan(PictureOptions(), 1).price_each
        assert one.plan.price_each == expected != PRICE_BEFORE
        # A server that takes no seed leaves nobody's out, unless somebody chose one.
        assert ("seed_ignored" in one.plan.notes) == (model_id == "flux" and seed is not None)
        assert one.instead_of == ""


async def test_a_reply_keeps_the_part_in_the_words_that_the_painter_understands():
    intake = counter()
    request, job, base = painted(intake, SEARCH_REPLACE, task=Task.INPAINT)
    korean = STEERING.model_copy(update={"where": "하늘"})
    base = base.model_copy(update={"steering": korean})
    accepted = await intake.refine(request, base, images_of(job, base)[0], "at night", "1")
    assert accepted.jobs[0].work.base.plan.where == "the sky"


async def test_a_reply_to_whom_nobody_can_be_called_any_more_says_who_takes_over():
    intake = counter(without=[TITAN])
    request, job, base = painted(intake, TITAN, PictureOptions(size=Size(width=1408, height=768)))
    accepted = await intake.refine(request, base, images_of(job, base)[0], "at night", "1")
    made = accepted.jobs[0].work.base
    assert (made.plan.model_id, str(made.plan.ratio)) == (CORE, "16:9")
    assert made.instead_of == "Titan Image Generator v2"


async def test_a_reply_is_painted_by_whoever_painted_that_picture():
    intake = counter()
    request, job, base = painted(intake, TITAN, PictureOptions(count=2))
    image = images_of(job, base)[1].model_copy(update={"model_id": CORE, "seed": 78})
    (first,) = (await intake.refine(request, base, image, "at night", "1")).jobs
    made = first.work.base
    assert (made.plan.model_id, made.plan.seed, made.instead_of) == (CORE, 78, "")


async def test_what_another_took_over_is_painted_again_by_that_one():
    intake = counter()
    request, job, work = painted(intake, TITAN, PictureOptions(size=Size(width=1408, height=768)))
    plan = planned_instead(intake.roster.painter("ours"), work.options, work.plan, None)
    work = work.model_copy(update={"plan": plan})
    (again,) = (await intake.again(request, job.model_copy(update={"work": work}), "1")).jobs
    assert (again.work.plan.model_id, str(again.work.plan.size)) == ("ours", "1536x1024")
    (reply,) = (await intake.refine(request, work, images_of(job, work)[0], "at night", "2")).jobs
    assert (reply.work.base.plan.model_id, str(reply.work.base.plan.size)) == ("ours", "1536x1024")


@pytest.mark.parametrize("without", [(), FROM_WORDS])
async def test_only_whoever_paints_an_edited_prompt_has_a_say_in_it(without):
    intake = counter(without=[*without, *(["flux", "ours"] if without else [])])
    request, _, base = painted(intake, SEARCH_REPLACE, task=Task.INPAINT)
    assert intake.painter_of_edit(request, base).model_id == SEARCH_REPLACE
    words = "x" * 600  # Titan, which paints from words, takes 512
    options = PictureOptions(negative="y" * 600, seed=7)
    (job,) = (await intake.paint_prompt(request, words, options, "1", base)).jobs
    assert (job.work.prompt, job.work.plan.model_id, job.work.plan.seed) == (words, SEARCH_REPLACE, 7)
    assert job.work.plan.price_each == KNOWN[SEARCH_REPLACE].price()
    with pytest.raises(AskError) as caught:
        await intake.paint_prompt(request, "x" * 10_001, options, "2", base)
    assert list(caught.value.faults) == [TooLong("prompt", 10_001, 10_000)]


async def test_all_that_is_wrong_with_an_edited_prompt_is_said_at_once():
    intake = counter()
    request, _, base = painted(intake, TITAN)
    options = PictureOptions(size=Size(width=1000, height=900), negative="y" * 513)
    with pytest.raises(AskError) as caught:
        await intake.paint_prompt(request, "x" * 513, options, "1", base)
    assert [type(fault) for fault in caught.value.faults] == [TooLong, TooLong, SizeNotPainted]


async def test_an_edited_idea_is_checked_by_whoever_uses_the_picture():
    intake = counter(without=[*FROM_WORDS, "flux", "ours"])
    reading = Reading(
        traits=Traits(**dict.fromkeys(Traits.model_fields, "soft")),
        measures=(),
        palette=(Swatch(colour="#0b3954", share=1, name="deep blue"),),
        palette_key="k",
    )
    request, *_ = painted(intake, SEARCH_REPLACE, task=Task.INPAINT)
    request = request.model_copy(
        update={
            "ask": Ask(text="boat", reference=ReferenceOptions(use=Use.STYLE)),
            "reading": reading,
            "references": (Reference(file_id="F", key="k", width=800, height=600),),
        }
    )
    assert Task.STYLE in intake.painter_of_edit(request).tasks
    (job,) = (await intake.paint_prompt(request, "x" * 600, PictureOptions(), "1")).jobs
    assert job.work.plan.task is Task.STYLE
