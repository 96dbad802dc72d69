"""What Amazon's image models can't do as asked."""

from typing import Final

from services.ask import PictureOptions, Strength
from services.painting.interface import (
    OF_A_PART,
    Note,
    Plan,
    Steering,
    Task,
    has_shape,
    on_canvas,
    shape_differs,
)

_REPAINTED: Final = OF_A_PART | {Task.INPAINT_MASKED, Task.ERASE_MASKED, Task.TRY_ON}
WITHOUT_PALETTE: Final = _REPAINTED | {Task.VARIATION, Task.OUTPAINT, Task.CUT_OUT}
WITHOUT_NEGATIVE: Final = frozenset({Task.CUT_OUT, Task.TRY_ON})
_WITHOUT_STRENGTH: Final = _REPAINTED | {Task.COLOURS, Task.CUT_OUT}


def notes_on(plan: Plan, options: PictureOptions, steering: Steering) -> tuple[Note, ...]:
    """What of `options` and `steering` the otherwise finished `plan` does not keep to."""
    task = plan.task
    notes: list[Note] = []
    if options.palette and task in {Task.LAYOUT, Task.SKETCH}:
        # A sketch painted in given colours is worth having in words, if it can't be had in numbers.
        notes.append("palette_approximate")
    if options.palette and task in WITHOUT_PALETTE:
        notes.append("palette_ignored")
    if options.count > plan.count:
        notes.append("count_ignored")
    if options.negative != plan.negative:
        notes.append("negative_cut" if plan.negative else "negative_ignored")
    if task is Task.CUT_OUT and options.guidance is not None:
        notes.append("guidance_ignored")
    if task is Task.CUT_OUT and options.quality != "standard":
        notes.append("quality_ignored")
    if steering.strength is not Strength.MEDIUM and task in _WITHOUT_STRENGTH:
        notes.append("strength_ignored")
    if options.seed not in {None, plan.seed}:
        notes.append("seed_changed")
    if task is Task.RECOLOUR:
        notes.append("recolour_repaints")
    shape = _on_shape(plan, options, steering)
    return tuple(notes) if shape is None else (*notes, shape)


def _on_shape(plan: Plan, options: PictureOptions, steering: Steering) -> Note | None:
    if plan.task is Task.OUTPAINT:
        return on_canvas(plan, options, steering)
    if plan.task in _REPAINTED or plan.task is Task.CUT_OUT:
        return None if has_shape(steering, options) else "ratio_of_picture"
    if options.ratio is None or plan.size is None:
        return None
    differs = shape_differs(options.ratio.width, options.ratio.height, plan.size)
    return "ratio_nearest" if differs else None
