"""What would be made of a picture that was painted."""

import pytest

from services.ask import PictureOptions, ReferenceOptions, Use
from services.estimates import prospect
from services.jobs import Job, Origin, PaintWork, State, now
from services.painting.catalogue import painters
from services.painting.planning import planned
from services.painting.roster import Roster
from services.painting.stability_services import CORE
from tests.records import images_of


@pytest.mark.parametrize(
    ("use", "left_out"), [(Use.VARIATION, "people"), (Use.EXTEND, ""), (Use.CUTOUT, ""), (Use.UPSCALE, "")]
)
def test_a_variation_leaves_out_what_its_picture_did(use, left_out):
    roster = Roster(painters(None))
    options = PictureOptions(negative="people")
    plan = planned(roster.choose("text_to_image", CORE), options)
    work = PaintWork(keywords="", prompt="a boat", options=options, plan=plan, token="t")
    job = Job(
        id="job",
        request_id="request",
        origin=Origin(team="T", user="U"),
        work=work,
        doing=State.PAINTING,
        accepted_at=now(),
    )
    made = prospect(roster, work, images_of(job, work)[0], ReferenceOptions(use=use))
    assert (made.options.negative, made.plan.negative, made.plan.notes) == (left_out, left_out, ())
