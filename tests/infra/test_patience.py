"""That bots in journeys have the time that their Slack waits."""

from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

import pytest

from tests.infra.recorder.patience import SECONDS, SILENCE, lengthen

TIMES = {**SECONDS, **SILENCE}


def made_anew(name):
    """A module once more, beside the one that everybody else has."""
    spec = PathFinder.find_spec(name, import_module(name.rpartition(".")[0]).__path__)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", TIMES)
def test_each_time_is_one_that_the_bot_keeps_to_and_gets_longer(name):
    module = made_anew(name)
    before = {one: getattr(module, one) for one in TIMES[name]}
    lengthen(module, TIMES[name])
    assert all(getattr(module, one) > seconds for one, seconds in before.items())


async def test_a_step_may_take_longer_when_its_module_was_not_asked_for_another_time():
    module = made_anew("handlers.promptness")
    with module.handling():
        assert module.left(60.0) <= 2.0
    lengthen(module, SECONDS["handlers.promptness"])
    with module.handling():
        assert 2.7 < module.left(60.0) <= SECONDS["handlers.promptness"]["ACCEPT_SECONDS"]


def test_a_time_that_a_method_has_by_itself_gets_longer_too():
    module = made_anew("bot.lookout")
    lengthen(module, SECONDS["bot.lookout"])
    (seconds,) = module.Lookout.looked.__defaults__
    assert seconds == module.START_SECONDS == 60.0


def test_a_time_that_is_gone_is_missed():
    module = made_anew("services.channels")
    del module._PATIENCE_SECONDS
    with pytest.raises(LookupError, match=r"services\.channels has no _PATIENCE_SECONDS"):
        lengthen(module, SECONDS["services.channels"])
