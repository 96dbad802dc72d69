"""What an image server can't do as asked."""

from typing import Final

from services.ask import PictureOptions, Strength
from services.painting.image_server_words import COLOURED
from services.painting.interface import (
    MASKED,
    OF_A_PART,
    Capabilities,
    Note,
    Plan,
    Steering,
    Task,
    has_shape,
    on_canvas,
    shape_differs,
)

_STRENGTHLESS: Final = OF_A_PART | MASKED | {Task.COLOURS}
KEEPS_SHAPE: Final = OF_A_PART | MASKED | {Task.RESTYLE}
"""What comes in the shape of the picture that is worked on."""


def notes_on(
    plan: Plan, options: PictureOptions, steering: Steering | None, limits: Capabilities
) -> tuple[Note, ...]:
    """What of `options` and `steering` the otherwise finished `plan` does not keep to."""
    notes: list[Note] = []
    if options.palette:
        notes.append("palette_approximate" if plan.task in COLOURED else "palette_ignored")
    elif plan.task is Task.COLOURS:
        notes.append("colours_approximate")
    if options.negative != plan.negative:
        notes.append("negative_cut" if plan.negative else "negative_ignored")
    if options.guidance is not None:
        notes.append("guidance_ignored")
    if options.quality == "premium" and not limits.qualities:
        notes.append("quality_ignored")
    if options.seed is not None and not limits.seed_limit:
        notes.append("seed_ignored")
    if steering is not None and steering.strength is not Strength.MEDIUM and plan.task in _STRENGTHLESS:
        notes.append("strength_ignored")
    shape = _on_shape(plan, options, steering)
    return tuple(notes) if shape is None else (*notes, shape)


def _on_shape(plan: Plan, options: PictureOptions, steering: Steering | None) -> Note | None:
    if steering is not None and plan.task in KEEPS_SHAPE:
        if plan.task is Task.OUTPAINT and (canvas := on_canvas(plan, options, steering)):
            return canvas
        if plan.task is not Task.OUTPAINT and not has_shape(steering, options):
            return "ratio_of_picture"
        # None of the server's sizes has the picture's shape: it is painted into the nearest.
        return "ratio_nearest" if _stretched(plan, steering.width, steering.height) else None
    if options.size is not None:
        return "size_ignored" if plan.size is None else None
    if options.ratio is None:
        return None
    # Without sizes the shape is asked for in words, and may come or not.
    nearest = plan.size is None or _stretched(plan, options.ratio.width, options.ratio.height)
    return "ratio_nearest" if nearest else None


def _stretched(plan: Plan, width: int, height: int) -> bool:
    """Whether the plan's size has another shape than width to height."""
    return plan.size is not None and shape_differs(width, height, plan.size)
