"""Whatever shape and size a picture has come to: what is offered below it can be done, and says what it does to it.

Stability's models alone are alive: they take the fewest shapes.
"""

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from PIL import Image as Pillow

from handlers.blocks import picture_buttons as buttons
from handlers.texts import texts_in
from services.ask import ENLARGING, PictureOptions, Ratio, ReferenceOptions, Strength, Use
from services.estimates import prospect, tasks_on_each
from services.extending import extend
from services.faults import AskError, PictureNotTaken
from services.jobs import Job, Origin, PaintWork, Reference, State, now
from services.painting.catalogue import painters
from services.painting.interface import Inputs, Shrunk, Task
from services.painting.nova import MODEL_ID as NOVA
from services.painting.planning import planned
from services.painting.roster import Roster
from services.painting.stability import CAPABILITIES
from services.painting.stability_services import CORE, OUTPAINT
from services.painting.titan import MODEL_ID as TITAN
from services.painting.uses import task_of
from services.picture_files import encoded
from tests.contracts import model, strict
from tests.records import images_of

USES = {
    buttons.VARY: [ReferenceOptions(use=Use.VARIATION, strength=Strength.STRONG)],
    buttons.VARY_STRONGLY: [ReferenceOptions(use=Use.VARIATION, strength=Strength.LIGHT)],
    buttons.UPSCALE: [ReferenceOptions(use=Use.UPSCALE, where=way) for way in ENLARGING],
    buttons.REMOVE_BACKGROUND: [ReferenceOptions(use=Use.CUTOUT)],
    buttons.EXTEND: [ReferenceOptions(use=Use.EXTEND, where=side) for side in ("around", "left")],
    buttons.CHANGE: [ReferenceOptions(use=Use.CHANGE, where="the sky")],
    buttons.ERASE: [ReferenceOptions(use=Use.ERASE, where="the sky")],
    buttons.RECOLOUR: [ReferenceOptions(use=Use.RECOLOUR, where="the sky")],
    buttons.RESTYLE: [ReferenceOptions(use=Use.RESTYLE)],
}
CHANGES = set(USES) - {buttons.VARY, buttons.VARY_STRONGLY, buttons.UPSCALE}
"""What the image services do that take no long shapes."""


class Keeps:
    """A client that holds every request against the model's contract, its pictures too."""

    def __init__(self) -> None:
        self.calls = 0

    async def invoke_model(self, modelId, body, **_):  # noqa: N803  # botocore's name
        strict(model(modelId)["requestSchema"]).validate(json.load(body))
        self.calls += 1
        answer = {"images": ["iVBORw0KGgo="], "finish_reasons": [None], "seeds": [3]}

        class Body:
            async def read(self):
                return json.dumps(answer).encode()

        return {"body": Body()}


def roster_of(client=None, *others):
    known = painters(client)
    ids = (*CAPABILITIES, *others)
    return Roster({model_id: known[model_id] for model_id in ids}, now=lambda: BEFORE_THEY_ENDED)


BEFORE_THEY_ENDED = datetime(2026, 1, 1, tzinfo=UTC)
"""Amazon's models."""

OPTIONS = PictureOptions()
WORK = PaintWork(
    keywords="",
    prompt="a boat",
    options=OPTIONS,
    plan=planned(painters(None)[CORE], OPTIONS),
    token="t",
)
JOB = Job(
    id="job",
    request_id="request",
    origin=Origin(team="T", user="U"),
    work=WORK,
    doing=State.PAINTING,
    accepted_at=now(),
)


def picture(size):
    return images_of(JOB, WORK)[0].model_copy(update={"width": size[0], "height": size[1]})


def made(roster, size, reference, ratio=None, manner=None):
    return prospect(roster, WORK, picture(size), reference, ratio, manner)


def offered(roster, size):
    image = picture(size)
    said = buttons.Foretold({}, (), texts_in("en"))
    rows = buttons.rows_of_one(JOB, WORK, image, tasks_on_each(roster, [image]), said)
    return {element["action_id"] for row in rows for element in row["elements"]} & set(USES)


def ways(roster, action, size):
    """What a button stands for; of several ways to upscale a form shows those that there are."""
    there = [one for one in USES[action] if task_of(one) in roster.tasks_on(size)]
    assert there == USES[action] or (there and action == buttons.UPSCALE)
    return there


@cache
def plain(size):
    return encoded(Pillow.new("RGB", size, "#3a6ea5"), "PNG")


async def paint(roster, size, prospect):
    inputs = Inputs((plain(size), plain((400, 300))))
    if prospect.frame is not None:
        canvas, mask = extend(plain(size), prospect.frame)
        inputs = Inputs((canvas,), mask)
    painter = roster.painter(prospect.plan.model_id)
    painting = await painter.paint("a boat", prospect.plan, inputs)
    assert painting.pictures


def extended(size, where="", ratio=None):
    """The size that a picture has once it was extended."""
    frame = made(roster_of(), size, ReferenceOptions(use=Use.EXTEND, where=where), ratio).frame
    return frame.width, frame.height


PAINTED = [(1024, 1024), (1344, 768), (832, 1216), (1536, 640)]
"""By Core."""
AFTER = [
    ("all round", extended((1024, 1024), "around")),
    ("wider", extended((1344, 768), "wider")),
    ("taller", extended((832, 1216), "taller")),
    ("as long as it was", extended((1536, 640), "wider")),
    ("to 3:1", extended((640, 640), ratio=Ratio(width=3, height=1))),
    ("upscaled", (1600, 1200)),
]


@pytest.mark.parametrize("size", [size for _, size in AFTER], ids=[how for how, _ in AFTER])
async def test_every_button_that_is_offered_leads_to_a_picture(size):
    client = Keeps()
    roster = roster_of(client)
    there = offered(roster, size)
    assert buttons.VARY in there
    expected = 0
    for action in there:
        for reference in ways(roster, action, size):
            await paint(roster, size, made(roster, size, reference))
            expected += 1
    assert client.calls == expected
    for action in set(USES) - there - {buttons.UPSCALE}:
        with pytest.raises(AskError) as caught:
            made(roster, size, USES[action][0])
        assert list(caught.value.faults) == [PictureNotTaken(USES[action][0].use, *size)]


async def test_what_is_larger_than_is_taken_is_handed_over_smaller():
    size, roster = (3200, 3000), roster_of(Keeps())
    await paint(roster, size, made(roster, size, ReferenceOptions(use=Use.ERASE, where="a bird")))
    await paint(roster, size, made(roster, size, ReferenceOptions(use=Use.UPSCALE, where="fast")))


@pytest.mark.parametrize("size", PAINTED)
@pytest.mark.parametrize("where", ["around", "wider", "taller", "left", "bottom"])
def test_what_was_extended_to_a_side_can_be_worked_on(size, where):
    there = offered(roster_of(), extended(size, where))
    if size == (1536, 640) and where in {"wider", "left"}:
        assert not there & CHANGES  # it was as long as is taken already: what was asked for is done
    else:
        assert there >= CHANGES


def test_what_is_too_long_a_shape_is_offered_less_unless_somebody_else_takes_it():
    size = (1600, 600)
    assert not offered(roster_of(), size) & CHANGES
    both = roster_of(None, TITAN, NOVA)
    there = offered(both, size)
    assert there & CHANGES == CHANGES - {buttons.RESTYLE}
    for action in there:
        for reference in ways(both, action, size):
            made(both, size, reference)
    erased = made(both, size, ReferenceOptions(use=Use.ERASE, where="the sky"))
    assert erased.plan.model_id == TITAN
    # Titan's sides are bounded, and that is told; Nova takes it as it is and is asked for by name.
    assert erased.plan.notes == (Shrunk(was=size, becomes=(1408, 528)),)
    assert both.choose(Task.ERASE, NOVA, pictures=[erased.steering]).capabilities.model_id == NOVA
    assert both.choose(Task.ERASE, CORE, pictures=[erased.steering]).capabilities.model_id == TITAN


def test_whoever_was_asked_for_and_does_not_take_it_is_passed_over():
    both = roster_of(None, TITAN, NOVA)
    work = WORK.model_copy(update={"plan": WORK.plan.model_copy(update={"model_id": NOVA})})
    reference = ReferenceOptions(use=Use.CUTOUT)
    assert prospect(both, work, picture((2000, 480)), reference).plan.model_id == TITAN
    assert prospect(both, work, picture((1900, 480)), reference).plan.model_id == NOVA


def test_large_pictures_are_not_upscaled_any_more():
    assert buttons.UPSCALE in offered(roster_of(), (4095, 3000))
    assert buttons.UPSCALE not in offered(roster_of(), (4096, 3000))
    assert buttons.UPSCALE not in offered(roster_of(), (2000, 4608))


@pytest.mark.parametrize(
    ("size", "reference", "becomes", "result"),
    [
        ((1024, 1024), ReferenceOptions(use=Use.EXTEND), None, (1536, 1536)),
        ((4096, 4096), ReferenceOptions(use=Use.EXTEND), (2048, 2048), (3072, 3072)),
        ((4096, 4096), ReferenceOptions(use=Use.ERASE, where="a bird"), (3072, 3072), (3072, 3072)),
        ((4096, 4096), ReferenceOptions(use=Use.CUTOUT), (3072, 3072), (3072, 3072)),
        ((1024, 1024), ReferenceOptions(use=Use.UPSCALE, where="fast"), None, (4096, 4096)),
        ((2048, 2048), ReferenceOptions(use=Use.UPSCALE, where="fast"), (1024, 1024), (4096, 4096)),
        ((2048, 2048), ReferenceOptions(use=Use.UPSCALE, where="creative"), (1024, 1024), None),
        ((2048, 2048), ReferenceOptions(use=Use.UPSCALE, where="faithful"), None, None),
        ((4096, 4096), ReferenceOptions(use=Use.VARIATION), None, None),
    ],
)
def test_a_picture_that_is_made_smaller_is_told_with_its_sizes(size, reference, becomes, result):
    plan = made(roster_of(), size, reference).plan
    assert plan.notes == (() if becomes is None else (Shrunk(was=size, becomes=becomes),))
    assert (plan.size and (plan.size.width, plan.size.height)) == result


def test_the_second_picture_is_looked_at_as_well():
    restyle = ReferenceOptions(use=Use.RESTYLE)
    made(roster_of(), (1024, 1024), restyle, manner=Reference(image_id="a.0", key="k", width=900, height=900))
    long = Reference(image_id="a.0", key="k", width=1600, height=600)
    with pytest.raises(AskError) as caught:
        made(roster_of(), (1024, 1024), restyle, manner=long)
    assert list(caught.value.faults) == [PictureNotTaken(Use.RESTYLE, 1600, 600)]
    made(roster_of(), (1024, 1024), restyle, manner=Reference(file_id="F1"))  # not looked at yet


def test_a_canvas_that_was_planned_for_one_is_not_given_to_who_does_not_take_it():
    both = roster_of(None, TITAN, NOVA)
    wide = made(roster_of(), (1024, 512), ReferenceOptions(use=Use.EXTEND), Ratio(width=5, height=1)).steering
    assert both.choose(Task.OUTPAINT, NOVA, pictures=[wide]).capabilities.model_id == TITAN
    without = both.choose(Task.OUTPAINT, NOVA, without=[TITAN], pictures=[wide])
    assert without.capabilities.model_id == OUTPAINT


def test_what_was_planned_before_its_place_was_remembered_can_be_painted_again():
    wide = made(roster_of(), (1024, 512), ReferenceOptions(use=Use.EXTEND), Ratio(width=5, height=1))
    old = WORK.model_copy(update={"steering": wide.steering, "frame": wide.frame}).model_dump(mode="json")
    for name in ("picture", "placed"):
        del old["steering"][name]
    work = PaintWork.model_validate(old)
    assert work.steering.placed == (1024, 512)
    assert roster_of().choose(Task.OUTPAINT, pictures=[work.steering])


def test_a_shape_that_is_not_had_is_told():
    nova = Roster({NOVA: painters(None)[NOVA]}, now=lambda: BEFORE_THEY_ENDED)
    wanted = Ratio(width=6, height=1)
    assert made(nova, (1024, 1024), ReferenceOptions(use=Use.EXTEND), wanted).plan.notes == ("ratio_nearest",)
    assert made(roster_of(), (1024, 1024), ReferenceOptions(use=Use.EXTEND), wanted).plan.notes == (
        "ratio_nearest",
    )
    assert made(roster_of(), (768, 768), ReferenceOptions(use=Use.EXTEND), wanted).plan.notes == ()
