"""What Stability's models can't do as asked."""

from typing import Final

from services.ask import PictureOptions, Ratio, Size, Strength
from services.painting.interface import WORDLESS, Note, Plan, Steering, Task, has_shape, on_canvas
from services.painting.stability_body import COLOURED

_STRENGTHLESS: Final = WORDLESS | {Task.COLOURS, Task.INPAINT, Task.INPAINT_MASKED, Task.RECOLOUR}
_LARGER: Final = frozenset({Task.UPSCALE, Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE})


def notes_on(plan: Plan, options: PictureOptions, steering: Steering | None) -> tuple[Note, ...]:
    """What of `options` and `steering` the otherwise finished `plan` does not keep to."""
    notes: list[Note] = []
    if options.palette:
        notes.append("palette_approximate" if plan.task in COLOURED else "palette_ignored")
    elif plan.task is Task.COLOURS:
        notes.append("colours_approximate")
    if options.count > plan.count:
        notes.append("count_ignored")
    if options.negative != plan.negative:
        notes.append("negative_ignored")
    if options.guidance is not None:
        notes.append("guidance_ignored")
    if options.quality == "premium":
        notes.append("quality_ignored")
    if steering is not None and steering.strength is not Strength.MEDIUM and plan.task in _STRENGTHLESS:
        notes.append("strength_ignored")
    shape = _on_shape(plan, options, steering)
    return tuple(notes) if shape is None else (*notes, shape)


def on_seed(options: PictureOptions, seed_limit: int) -> tuple[Note, ...]:
    """What a model whose largest seed is `seed_limit`, 0 for none, makes of the seed that was asked for."""
    if options.seed is not None and not seed_limit:
        return ("seed_ignored",)
    return ("seed_changed",) if options.seed == 0 else ()


def _on_shape(plan: Plan, options: PictureOptions, steering: Steering | None) -> Note | None:
    if plan.task is Task.OUTPAINT:
        return None if steering is None else on_canvas(plan, options, steering)
    if steering is None or plan.task in {Task.COLOURS, Task.STYLE}:
        if options.size is not None:
            return "size_ignored"
        return "ratio_nearest" if _differs(options.ratio, plan.ratio) else None
    if plan.task in _LARGER:
        # How large it gets is the service's business, not what was chosen for another picture.
        return None if has_shape(steering, options) else "ratio_of_picture"
    if plan.size is None and options.size is not None and _shaped_like(steering, options.size):
        return "size_ignored"
    return None if has_shape(steering, options) else "ratio_of_picture"


def _shaped_like(picture: Steering, size: Size) -> bool:
    difference = picture.width * size.height - picture.height * size.width
    return abs(difference) <= max(size.width, size.height)


def _differs(asked: Ratio | None, painted: Ratio | None) -> bool:
    if asked is None or painted is None:
        return False
    return asked.width * painted.height != asked.height * painted.width
