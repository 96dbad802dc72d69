"""What is accepted, and what is told about it before anything is paid."""

import pytest

from services.ask import Ask, PictureOptions
from services.faults import AskError, TooLong
from services.intake import Intake
from services.painting.catalogue import painters
from services.painting.described import one_server
from services.painting.roster import Roster


class Nobody:
    """Is not called here."""


@pytest.fixture
def intake():
    server = one_server("http://127.0.0.1:9/v1", "flux")
    return Intake(Nobody(), Roster(painters(Nobody(), servers=[server], session=Nobody())), Nobody())


def test_who_takes_nothing_to_leave_out_goes_without_and_says_so(intake):
    ask = Ask(text="a boat", model="flux", picture=PictureOptions(negative="people"))
    plan = intake.check(ask)
    assert (plan.negative, plan.notes) == ("", ("negative_ignored",))


def test_too_much_to_leave_out(intake):
    ask = Ask(text="a boat", model="core", picture=PictureOptions(negative="x" * 10_001))
    with pytest.raises(AskError) as caught:
        intake.check(ask)
    assert list(caught.value.faults) == [TooLong("negative", 10_001, 10_000)]
