"""Settling what a painter would paint, also where it is not the one that was asked first."""

import secrets
from typing import Final

from services.ask import MAX_SEED, PictureOptions, Ratio
from services.faults import AskError, SizeNotPainted
from services.painting.interface import Note, Painter, Plan, Steering, Task, pictures_taken
from services.painting.suiting import shrunk

_FINEST_RATIO: Final = 100


def planned(
    painter: Painter,
    options: PictureOptions,
    task: Task = Task.TEXT_TO_IMAGE,
    steering: Steering | None = None,
    style: str = "",
    seed: int | None = None,
) -> Plan:
    """What `painter` would paint where no seed was chosen from `seed`, or from one of its own.

    Raises
    ------
    AskError
    """
    if seed is None:
        seed = secrets.randbelow(MAX_SEED) + 1
    plan = painter.plan(options, seed, task, steering, style)
    return _pictures_told(plan, painter, steering)


def planned_instead(
    painter: Painter, options: PictureOptions, old: Plan, steering: Steering | None, style: str = ""
) -> Plan:
    """What `painter` paints in place of the one that `old` was made for, as near to it as it comes.

    Raises
    ------
    AskError
        if it can't at all
    """
    # The seed that was shown stays, where it means anything; only one that the person chose is called theirs.
    return planned_again(painter, options, old.task, steering, style, old.seed)


def planned_again(
    painter: Painter,
    options: PictureOptions,
    task: Task,
    steering: Steering | None,
    style: str = "",
    seed: int | None = None,
) -> Plan:
    """The same as `planned`, but of a size that the painter has not only the shape: it is as near as it comes to
    what another was asked for.

    Raises
    ------
    AskError
        if it can't at all
    """
    try:
        return planned(painter, options, task, steering, style, seed)
    except AskError as error:
        if options.size is None or not all(isinstance(fault, SizeNotPainted) for fault in error.faults):
            raise
        size = options.size
    shape = size.width / size.height
    ratio = (
        Ratio(width=_FINEST_RATIO, height=max(1, round(_FINEST_RATIO / shape)))
        if shape >= 1
        else Ratio(width=max(1, round(_FINEST_RATIO * shape)), height=_FINEST_RATIO)
    )
    options = options.model_copy(update={"size": None, "ratio": ratio})
    return planned(painter, options, task, steering, style, seed)


def _pictures_told(plan: Plan, painter: Painter, steering: Steering | None) -> Plan:
    """The plan, saying so if it does not work from all the pictures that there are, or from a smaller one."""
    if steering is None or plan.task in {Task.TEXT_TO_IMAGE, Task.COLOURS}:
        return plan
    notes: list[Note] = []
    if steering.pictures > pictures_taken(plan.task, painter.capabilities):
        notes.append("pictures_ignored")
    smaller = shrunk(plan, painter.capabilities, steering)
    if smaller is not None:
        notes.append(smaller)
    return plan.model_copy(update={"notes": (*plan.notes, *notes)}) if notes else plan
