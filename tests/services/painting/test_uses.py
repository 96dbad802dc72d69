"""What a reference picture can be used for with each painter."""

from dataclasses import replace

import pytest

from services.ask import Use
from services.painting import stability, titan
from services.painting.interface import Task
from services.painting.uses import possible, task_of


def test_every_use_has_a_task_of_its_own():
    assert {task_of(use) for use in Use} == set(Task)
    assert len({task_of(use) for use in Use}) == len(Use)


@pytest.mark.parametrize(
    ("use", "task"),
    [(Use.SPIRIT, Task.TEXT_TO_IMAGE), (Use.CHANGE, Task.INPAINT), (Use.EXTEND, Task.OUTPAINT)],
)
def test_task_of(use, task):
    assert task_of(use) is task


def test_titan_can_do_everything():
    assert possible(titan.CAPABILITIES) == tuple(Use)


@pytest.mark.parametrize("model_id", stability.CAPABILITIES)
def test_stability_can_do_everything(model_id):
    assert possible(stability.CAPABILITIES[model_id]) == tuple(Use)


@pytest.mark.parametrize("use", Use)
def test_a_use_stands_and_falls_with_its_task(use):
    without = replace(titan.CAPABILITIES, tasks=frozenset(Task) - {task_of(use)})
    assert possible(without) == tuple(other for other in Use if other is not use or use is Use.SPIRIT)
    alone = replace(titan.CAPABILITIES, tasks=frozenset({task_of(use)}))
    assert set(possible(alone)) == {Use.SPIRIT, use}
