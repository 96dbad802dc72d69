"""What a reference picture can be used for, given what there is to paint with."""

from collections.abc import Collection, Mapping
from typing import Final

from services.ask import ReferenceOptions, Use
from services.painting.interface import PAIRED, Task

_TASKS: Final[Mapping[Use, Task]] = {
    # The spirit is in the prompt: the language model has seen the picture, the painter need not.
    Use.SPIRIT: Task.TEXT_TO_IMAGE,
    Use.COLOURS: Task.COLOURS,
    Use.STYLE: Task.STYLE,
    Use.LAYOUT: Task.LAYOUT,
    Use.SKETCH: Task.SKETCH,
    Use.VARIATION: Task.VARIATION,
    Use.CHANGE: Task.INPAINT,
    Use.ERASE: Task.ERASE,
    Use.RECOLOUR: Task.RECOLOUR,
    Use.EXTEND: Task.OUTPAINT,
    Use.CUTOUT: Task.CUT_OUT,
    Use.UPSCALE: Task.UPSCALE,
    Use.RESTYLE: Task.RESTYLE,
    Use.TRY_ON: Task.TRY_ON,
}
_MASKED: Final[Mapping[Use, Task]] = {Use.CHANGE: Task.INPAINT_MASKED, Use.ERASE: Task.ERASE_MASKED}
WITHOUT_IDEAS: Final = frozenset({Use.ERASE, Use.RECOLOUR, Use.CUTOUT, Use.UPSCALE, Use.RESTYLE, Use.TRY_ON})
"""Uses that make something of the picture itself: a prompt for something new has nothing to say in them."""

_ENLARGING: Final[Mapping[str, Task]] = {
    "": Task.UPSCALE,
    "fast": Task.UPSCALE,
    "faithful": Task.UPSCALE_FAITHFUL,
    "creative": Task.UPSCALE_CREATIVE,
}


def task_of(reference: ReferenceOptions, *, masked: bool = False) -> Task:
    """What a painter has to do for a picture that is used so.

    Parameters
    ----------
    masked
        whether the picture itself shows which part is meant; words say it better
    """
    if masked and not reference.where and reference.use in _MASKED:
        return _MASKED[reference.use]
    if reference.use is Use.UPSCALE:
        return _ENLARGING[reference.where]
    return _TASKS[reference.use]


def lacks(reference: ReferenceOptions, words: str, *, masked: bool = False) -> bool:
    """Whether something has to be said before a picture can be used so.

    Parameters
    ----------
    words
        what the person said beside it
    masked
        whether the picture itself shows which part is meant
    """
    match reference.use:
        case Use.CHANGE | Use.ERASE:
            return not reference.where and not masked
        case Use.RECOLOUR:
            return not reference.where or not words
        case Use.UPSCALE:
            # They differ twentyfold in price.
            return not reference.where
        case _:
            return False


def use_of(task: Task) -> Use:
    """What a picture was used for in a `task`; `Use.SPIRIT` where the painter was given none."""
    for uses in (_TASKS, _MASKED):
        for use, done in uses.items():
            if done is task:
                return use
    return Use.UPSCALE


def possible(tasks: Collection[Task], pictures: int = 1) -> tuple[Use, ...]:
    """The uses of `pictures` that these tasks allow, in the order of `Use`; `Use.SPIRIT` is always among them."""
    return tuple(
        use
        for use, task in _TASKS.items()
        if use is Use.SPIRIT
        or (use is Use.UPSCALE and any(one in tasks for one in _ENLARGING.values()))
        or (task in tasks and (pictures > 1 or task not in PAIRED))
    )
