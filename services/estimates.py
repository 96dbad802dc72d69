"""What would be made of a picture, and what it would cost: known before anything is said or paid."""

from dataclasses import dataclass
from typing import Final, cast

from services.ask import PictureOptions, Ratio, ReferenceOptions, Side, Use
from services.jobs import Image, PaintWork, Request
from services.painting.frame import Frame, frame_for
from services.painting.interface import MASKED, OF_A_PART, Capabilities, Plan, Steering, Task
from services.painting.planning import planned
from services.painting.roster import Roster
from services.painting.uses import task_of

LARGE: Final = 4096
"""Longest side, pixels, from which a picture is as large as enlarging makes it."""

_NAMED: Final = frozenset({Use.CHANGE, Use.ERASE, Use.RECOLOUR})


@dataclass(frozen=True)
class Prospect:
    """What would be made of a stored picture."""

    options: PictureOptions
    steering: Steering
    frame: Frame | None
    plan: Plan


def prospect(
    roster: Roster, painted: PaintWork, image: Image, reference: ReferenceOptions, ratio: Ratio | None = None
) -> Prospect:
    """What whoever can do it would make of `image`, which `painted` came to.

    Parameters
    ----------
    ratio
        of a picture that is continued

    Raises
    ------
    AskError
        if nobody can, or it is not said which part is meant
    """
    task = task_of(reference)
    # The source decides size and colours; a new seed makes the difference. What is painted anew from the words of
    # the first must leave out what that did.
    left_out = painted.options.negative if task is Task.VARIATION else ""
    options = PictureOptions(ratio=ratio, quality=painted.options.quality, negative=left_out)
    painter = roster.choose(task, painted.plan.model_id)
    steering, frame = _steering(task, painter.capabilities, reference, (image.width, image.height), ratio)
    return Prospect(options, steering, frame, planned(painter, options, task, steering))


def estimate(
    roster: Roster, painted: PaintWork, image: Image, reference: ReferenceOptions, ratio: Ratio | None = None
) -> Plan:
    """The plan of `prospect`, before it is said which part is meant.

    Raises
    ------
    AskError
        if nobody can do it
    """
    return prospect(roster, painted, image, _as_if_said(reference), ratio).plan


def estimate_use(roster: Roster, request: Request, reference: ReferenceOptions) -> Plan:
    """The same for a picture that `request` was made with, and that was read.

    Raises
    ------
    AskError
        if nobody can do it
    """
    reference = _as_if_said(reference)
    return _of_given(roster, request, reference, task_of(reference))


def estimate_request(roster: Roster, request: Request) -> Plan:
    """What is painted for `request`, its pictures used as it says: each idea or, where ideas have nothing to say,
    what is made of the pictures.

    Raises
    ------
    AskError
        if nobody can do it
    """
    ask, task = request.ask, Task.TEXT_TO_IMAGE
    if request.references and request.reading is not None:
        task = task_of(ask.reference, masked=bool(request.references[0].mask_key))
    if task is Task.TEXT_TO_IMAGE:
        return planned(roster.choose(task, ask.model), ask.picture, style=ask.style)
    reference = ask.reference if task in MASKED else _as_if_said(ask.reference)
    return _of_given(roster, request, reference, task)


def estimate_again(roster: Roster, painted: PaintWork) -> Plan:
    """What `painted` comes to when it is painted once more, with another seed.

    Raises
    ------
    AskError
        if nobody can do it
    """
    options = painted.options.model_copy(update={"seed": None})
    painter = roster.choose(painted.plan.task, painted.plan.model_id)
    return planned(painter, options, painted.plan.task, painted.steering, painted.style)


def _of_given(roster: Roster, request: Request, reference: ReferenceOptions, task: Task) -> Plan:
    """What `task` comes to with the pictures that `request` was made with."""
    options, given = request.ask.picture, request.references[0]
    painter = roster.choose(task, request.ask.model)
    size = given.width, given.height
    steering, _ = _steering(task, painter.capabilities, reference, size, options.ratio)
    steering = steering.model_copy(update={"pictures": len(request.references)})
    if request.reading is not None:
        colours = tuple(swatch.colour for swatch in request.reading.palette)
        steering = steering.model_copy(update={"colours": colours})
    return planned(painter, options, task, steering, request.ask.style)


def _steering(
    task: Task,
    painter: Capabilities,
    reference: ReferenceOptions,
    size: tuple[int, int],
    ratio: Ratio | None,
) -> tuple[Steering, Frame | None]:
    frame = None
    if task is Task.OUTPAINT:
        side = cast("Side | None", reference.where or None)
        frame = frame_for(*size, side=side, ratio=ratio, longest=painter.source_side)
    steering = Steering(
        width=frame.width if frame else size[0],
        height=frame.height if frame else size[1],
        strength=reference.strength,
        where=reference.where if task in OF_A_PART or task is Task.TRY_ON else "",
    )
    return steering, frame


def _as_if_said(reference: ReferenceOptions) -> ReferenceOptions:
    named = reference.use in _NAMED and not reference.where
    return reference.model_copy(update={"where": "…"}) if named else reference
