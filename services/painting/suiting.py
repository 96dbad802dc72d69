"""Whether a painter takes a picture, and what becomes of it on the way: known before anything is said or paid."""

from collections.abc import Sequence
from typing import Final

from services.painting.frame import frame_for
from services.painting.interface import (
    MASKED,
    OF_A_PART,
    Capabilities,
    Plan,
    Shrunk,
    Steering,
    Task,
    pictures_taken,
)

_ENLARGED: Final = frozenset({Task.UPSCALE, Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE})
_KEEPING_SIZE: Final = OF_A_PART | MASKED | {Task.CUT_OUT, Task.TRY_ON}
"""Tasks whose result is as large as the picture that is worked on."""


def suits(limits: Capabilities, task: Task, pictures: Sequence[Steering]) -> bool:
    """Whether a painter takes these pictures for `task`, as many of them as it works from.

    Parameters
    ----------
    pictures
        each with its size, 0 where that is not known; one that is continued and stands on its canvas already, with
        both
    """
    return all(_suits(limits, task, one) for one in pictures[: pictures_taken(task, limits)])


def _suits(limits: Capabilities, task: Task, picture: Steering) -> bool:
    takes = limits.takes
    if takes is None or task is Task.TEXT_TO_IMAGE or not (picture.width and picture.height):
        return True
    size = picture.width, picture.height
    if task is Task.OUTPAINT:
        if picture.placed is not None:
            size = size if takes.furthest is None else picture.placed
        elif takes.furthest is None:
            frame = frame_for(*size, side=None, ratio=None, limits=takes)
            size = frame.width, frame.height
    return takes.takes(*size)


def shrunk(plan: Plan, limits: Capabilities, steering: Steering) -> Shrunk | None:
    """How much smaller a picture has to be made for `plan`, where the result is smaller for it."""
    takes, given = limits.takes, (steering.width, steering.height)
    if takes is None:
        return None
    was = becomes = given
    if plan.task is Task.OUTPAINT:
        if steering.picture is None or steering.placed is None:
            return None
        was, becomes = steering.picture, steering.placed
        if plan.size is not None:
            scale = min(1.0, plan.size.width / given[0], plan.size.height / given[1])
            becomes = round(becomes[0] * scale), round(becomes[1] * scale)
    elif plan.task in _KEEPING_SIZE and plan.size is not None:
        becomes = plan.size.width, plan.size.height
    elif plan.task in _KEEPING_SIZE | _ENLARGED and takes.takes(*given):
        becomes = takes.fitted(*given)
    smaller = becomes[0] < was[0] and becomes[1] < was[1]
    return Shrunk(was=was, becomes=becomes) if smaller else None
