"""Gives a bot longer than Slack's three seconds: for tests in which Slack waits longer too, on machines that do much
else. What the bot does once there is no time left is the business of other tests.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import FunctionType, ModuleType
from typing import Any, Final

SECONDS: Final[Mapping[str, Mapping[str, float]]] = {
    "handlers.promptness": {"ACCEPT_SECONDS": 20.0, "ANSWER_SECONDS": 27.0},
    "handlers.people": {"_PATIENCE_SECONDS": 10.0},
    "services.channels": {"_PATIENCE_SECONDS": 10.0},
    "services.records.rows": {"RETRY_SECONDS": 18.0},
    "services.pictures": {"MAX_SECONDS": 100.0},
    "bot.lookout": {"START_SECONDS": 60.0},
    "bot.checks.aws": {"_CDN_SECONDS": 60.0},
    "bot.checks.outside": {"_SECONDS": 60.0},
    "sandbox.slack.delivery.outcome": {"ACK_SECONDS": 30.0},
    "sandbox.slack.delivery.socket": {"PING_SECONDS": 60.0},
    "sandbox.slack.people.responses": {"TRIGGER_SECONDS": 30.0},
    "sandbox.slack.pictures": {"FETCH_SECONDS": 30.0},
}
"""By module and name: what the bot has of the time that Slack waits, how long it works on one picture, and for how long
it listens to others before it starts, or while it is checked; and how long a Slack waits that has a process of its own.
"""

SILENCE: Final[Mapping[str, Mapping[str, float]]] = {
    "services.telling": {"_BEGUN_SECONDS": 600.0},
    "bot.teller": {"_EVERY_SECONDS": 600.0},
}
"""The same for what it says only of jobs that take their time: this long they never take."""


def lengthen(module: ModuleType, longer: Mapping[str, float]) -> None:
    """Put longer times in the place of the module's own.

    Parameters
    ----------
    longer
        by their names

    Raises
    ------
    LookupError
        if it has none by these names any more
    """
    own = vars(module)
    for name, seconds in longer.items():
        if name not in own:
            raise LookupError(f"{module.__name__} has no {name}")
        for function in _functions(module):
            # What a parameter is if it is not given was looked up when the function was made.
            defaults = function.__defaults__ or ()
            function.__defaults__ = tuple(seconds if one is own[name] else one for one in defaults)
        own[name] = seconds


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """Those that are made in a module, methods too."""
    for one in vars(module).values():
        for function in vars(one).values() if isinstance(one, type) else (one,):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                yield function


class _Finder(MetaPathFinder):
    """Finds what others would, and has it changed as soon as it is imported: before anybody takes its names."""

    def __init__(self, longer: Mapping[str, Mapping[str, float]]) -> None:
        self._longer = longer

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in self._longer else None
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            run = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                run(module)
                lengthen(module, self._longer[fullname])

            loader.exec_module = exec_module
        return spec


def install(*, silent: bool) -> None:
    """Have all modules changed that are imported from now on; a `silent` bot never says how far a job is."""
    sys.meta_path.insert(0, _Finder({**SECONDS, **SILENCE} if silent else SECONDS))
