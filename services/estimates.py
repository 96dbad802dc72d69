"""What would be made of a picture, and what it would cost: known before anything is said or paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from services.ask import PictureOptions, Ratio, ReferenceOptions, Side, Use
from services.jobs import Image, PaintWork, Reference, Request
from services.painting.frame import Frame, frame_for
from services.painting.interface import MASKED, OF_A_PART, Capabilities, Plan, Steering, Task
from services.painting.planning import planned
from services.painting.roster import Roster
from services.painting.source_limits import SourceLimits
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
    roster: Roster,
    painted: PaintWork,
    image: Image,
    reference: ReferenceOptions,
    ratio: Ratio | None = None,
    manner: Reference | None = None,
) -> Prospect:
    """What whoever can do it would make of `image`, which `painted` came to.

    Parameters
    ----------
    ratio
        of a picture that is continued
    manner
        the second picture, for what takes two

    Raises
    ------
    AskError
        if nobody can, nobody takes a picture of its shape and size, or it is not said which part is meant
    """
    task = task_of(reference)
    # The source decides size and colours; a new seed makes the difference. What is painted anew from the words of
    # the first must leave out what that did.
    left_out = painted.options.negative if task is Task.VARIATION else ""
    options = PictureOptions(ratio=ratio, quality=painted.options.quality, negative=left_out)
    size = image.width, image.height
    given = [Steering(width=size[0], height=size[1])]
    if manner is not None:
        given.append(Steering(width=manner.width, height=manner.height))
    painter = roster.choose(task, painted.plan.model_id, pictures=given)
    steering, frame = steered(task, painter.capabilities, reference, size, ratio)
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
    painter = roster.choose(task, request.ask.model, pictures=pictures_of(request.references))
    size = given.width, given.height
    steering, _ = steered(task, painter.capabilities, reference, size, options.ratio)
    steering = steering.model_copy(update={"pictures": len(request.references)})
    if request.reading is not None:
        colours = tuple(swatch.colour for swatch in request.reading.palette)
        steering = steering.model_copy(update={"colours": colours})
    return planned(painter, options, task, steering, request.ask.style)


def tasks_on_each(roster: Roster, images: Iterable[Image]) -> frozenset[Task]:
    """What can be done with each of these pictures: they are of one message, and nearly always of one size."""
    sizes = {(one.width, one.height) for one in images}
    return frozenset.intersection(*(roster.tasks_on(size) for size in sizes)) if sizes else frozenset()


def pictures_of(references: Sequence[Reference]) -> list[Steering]:
    """The sizes of pictures that are worked from."""
    return [Steering(width=one.width, height=one.height) for one in references]


def steered(
    task: Task,
    painter: Capabilities,
    reference: ReferenceOptions,
    size: tuple[int, int],
    ratio: Ratio | None,
) -> tuple[Steering, Frame | None]:
    """How a picture of this size steers what `painter` makes of it; one that is continued, with its canvas.

    Parameters
    ----------
    size
        pixels
    ratio
        of the canvas
    """
    frame = None
    if task is Task.OUTPAINT:
        side = cast("Side | None", reference.where or None)
        limits = painter.takes or SourceLimits(least_side=1)
        frame = frame_for(*size, side=side, ratio=ratio, limits=limits)
    steering = Steering(
        width=frame.width if frame else size[0],
        height=frame.height if frame else size[1],
        strength=reference.strength,
        where=reference.where if task in OF_A_PART or task is Task.TRY_ON else "",
        picture=size if frame else None,
        placed=(frame.picture_width, frame.picture_height) if frame else None,
    )
    return steering, frame


def _as_if_said(reference: ReferenceOptions) -> ReferenceOptions:
    named = reference.use in _NAMED and not reference.where
    return reference.model_copy(update={"where": "…"}) if named else reference
