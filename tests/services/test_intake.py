"""What is accepted, and what is told about it before anything is paid."""

import pytest

from services.ask import Ask, PictureOptions, ReferenceOptions, Use
from services.bedrock import ModelForbiddenError
from services.faults import AskError, ModelUnavailable, NeedsPictures, NoPainter, NotPainted, TooLong
from services.intake import Intake
from services.painting.catalogue import KNOWN, painters
from services.painting.described import one_server
from services.painting.interface import Task
from services.painting.roster import Roster


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
