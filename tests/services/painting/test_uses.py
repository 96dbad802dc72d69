"""What a reference picture can be used for with what there is to paint with."""

import pytest

from services.ask import ENLARGING, ReferenceOptions, Use
from services.painting.catalogue import KNOWN
from services.painting.interface import PAIRED, Task
from services.painting.uses import possible, task_of, use_of

ALL = frozenset(Task)


def every_reference():
    for use in Use:
        for where in ENLARGING if use is Use.UPSCALE else ("",):
            for masked in (False, True):
                yield ReferenceOptions(use=use, where=where), masked


def test_every_task_is_reached_and_told_apart():
    reached = {task_of(reference, masked=masked) for reference, masked in every_reference()}
    assert reached == ALL
    for reference, masked in every_reference():
        assert use_of(task_of(reference, masked=masked)) is reference.use


@pytest.mark.parametrize(
    ("reference", "masked", "task"),
    [
        (ReferenceOptions(), True, Task.TEXT_TO_IMAGE),
        (ReferenceOptions(use=Use.CHANGE, where="the sky"), False, Task.INPAINT),
        (ReferenceOptions(use=Use.CHANGE), True, Task.INPAINT_MASKED),
        (ReferenceOptions(use=Use.CHANGE, where="the sky"), True, Task.INPAINT),
        (ReferenceOptions(use=Use.ERASE), True, Task.ERASE_MASKED),
        (ReferenceOptions(use=Use.EXTEND, where="left"), True, Task.OUTPAINT),
        (ReferenceOptions(use=Use.UPSCALE), False, Task.UPSCALE),
        (ReferenceOptions(use=Use.UPSCALE, where="creative"), False, Task.UPSCALE_CREATIVE),
    ],
)
def test_task_of(reference, masked, task):
    assert task_of(reference, masked=masked) is task


def test_all_that_is_known_does_everything():
    tasks = frozenset(task for one in KNOWN.values() for task in one.tasks)
    assert possible(tasks, 2) == tuple(Use)


def test_without_a_painter_for_it_a_use_is_not_possible():
    assert possible(()) == (Use.SPIRIT,)
    for use in set(Use) - {Use.SPIRIT}:
        task = task_of(ReferenceOptions(use=use))
        ways = (
            {task_of(ReferenceOptions(use=use, where=way)) for way in ENLARGING}
            if use is Use.UPSCALE
            else {task}
        )
        assert use not in possible(ALL - ways, 2)
        for way in ways:
            assert possible({way}, 2) == (Use.SPIRIT, use)


def test_what_takes_two_pictures_is_not_possible_with_one():
    assert {task_of(ReferenceOptions(use=use)) for use in set(Use) - set(possible(ALL, 1))} == PAIRED


def test_what_can_be_called_today_does_all_but_try_on_clothes():
    alive = [one for one in KNOWN.values() if one.end_of_life is None]
    tasks = frozenset(task for one in alive for task in one.tasks)
    assert set(Task) - tasks == {Task.TRY_ON}
