"""How a picture was made is kept with it; of pictures from before that was kept, nothing is known."""

import pytest

from services.ask import PictureOptions, ReferenceOptions, Strength, Use
from services.estimates import prospect
from services.jobs import Made, PaintWork, Source
from services.painting.catalogue import KNOWN, painters
from services.painting.frame import frame_for
from services.painting.interface import Steering, Task
from services.painting.nova import Nova
from services.painting.roster import Roster
from services.painting.source_limits import SourceLimits
from services.table import image_from, image_item, item_from_wire, item_to_wire
from tests.galleries import picture
from tests.jobs import paint_work


def kept(image):
    return image_from(item_from_wire(item_to_wire(image_item(image))))


@pytest.mark.parametrize(
    "made",
    [
        Made(),
        Made(where="하늘", masked=True, strength=Strength.STRONG, preset="PIXEL_ART"),
        Made(
            frame=frame_for(
                640, 480, side="left", ratio=None, limits=SourceLimits(least_side=1, most_side=1408)
            )
        ),
    ],
)
def test_it_is_read_as_it_was_written(made):
    image = picture(made=made)
    assert kept(image) == image


def test_a_row_from_before_is_read():
    row = image_item(picture(task=Task.INPAINT))
    del row["made"]
    assert image_from(item_from_wire(item_to_wire(row))).made == Made()


def of_picture(use, **said):
    """The work that makes something of a painted picture."""
    roster = Roster(painters(None))
    reference = ReferenceOptions(use=use, **said)
    made = prospect(roster, paint_work(), picture(), reference)
    return PaintWork(
        keywords="", prompt="a swan", options=made.options, plan=made.plan, steering=made.steering,
        frame=made.frame, sources=(Source(key="pictures/t/0/original.png"),), token="t",
    )  # fmt: skip


def test_the_part_and_how_strongly():
    assert of_picture(Use.CHANGE, where="the boat").made.where == "the boat"
    assert of_picture(Use.VARIATION, strength=Strength.LIGHT).made.strength is Strength.LIGHT
    extended = of_picture(Use.EXTEND, where="left").made.frame
    assert extended is not None
    assert extended.left > 0
    assert extended.left + extended.picture_width == extended.width


def test_a_part_that_was_transparent():
    work = of_picture(Use.CUTOUT)
    assert not work.made.masked
    masked = work.model_copy(update={"sources": (Source(key="k", mask_key="m"),)})
    assert masked.made.masked


def test_a_style_that_the_model_knows_by_name():
    plan = Nova(None).plan(PictureOptions(), 7, style="flat vector illustration")
    work = paint_work().model_copy(update={"plan": plan})
    assert work.made == Made(preset="FLAT_VECTOR_ILLUSTRATION")
    assert Task.TEXT_TO_IMAGE in KNOWN[plan.model_id].tasks
    steering = Steering(width=512, height=512, colours=("#0b3954",))
    coloured = work.model_copy(
        update={"plan": plan.model_copy(update={"task": Task.COLOURS}), "steering": steering}
    )
    assert coloured.made.strength is None
