"""What a reference picture can be used for, given what a painter can do."""

from collections.abc import Mapping
from typing import Final

from services.ask import Use
from services.painting.interface import Capabilities, Task

_TASKS: Final[Mapping[Use, Task]] = {
    # The spirit is in the prompt: the language model has seen the picture, the painter need not.
    Use.SPIRIT: Task.TEXT_TO_IMAGE,
    Use.COLOURS: Task.COLOURS,
    Use.LAYOUT: Task.LAYOUT,
    Use.VARIATION: Task.VARIATION,
    Use.CHANGE: Task.INPAINT,
    Use.EXTEND: Task.OUTPAINT,
    Use.CUTOUT: Task.CUT_OUT,
}


def task_of(use: Use) -> Task:
    """What a painter has to do for `use`."""
    return _TASKS[use]


def use_of(task: Task) -> Use:
    """What a picture was used for in a `task`; `Use.SPIRIT` where the painter was given none."""
    return next(use for use, done in _TASKS.items() if done is task)


def possible(capabilities: Capabilities) -> tuple[Use, ...]:
    """The uses that a painter is capable of, in the order of `Use`; `Use.SPIRIT` is always among them."""
    return tuple(use for use in Use if use is Use.SPIRIT or task_of(use) in capabilities.tasks)
