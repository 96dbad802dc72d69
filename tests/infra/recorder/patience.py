"""Gives a bot longer than Slack's three seconds: for tests in which Slack waits longer too, on machines that do much else.

What the bot does once there is no time left is the business of other tests.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, Final

SECONDS: Final[Mapping[str, Mapping[str, float]]] = {
    "handlers.promptness": {"ACCEPT_SECONDS": 20.0, "ANSWER_SECONDS": 27.0},
    "handlers.people": {"_PATIENCE_SECONDS": 10.0},
    "services.channels": {"_PATIENCE_SECONDS": 10.0},
    "services.records.rows": {"RETRY_SECONDS": 18.0},
    "bot.lookout": {"START_SECONDS": 30.0},
    "sandbox.slack.delivery.outcome": {"ACK_SECONDS": 30.0},
    "sandbox.slack.people.responses": {"TRIGGER_SECONDS": 30.0},
    "sandbox.slack.pictures": {"FETCH_SECONDS": 12.0},
}
"""By module and name, what the bot has of the time that Slack waits, and how long a Slack waits that has a process of
its own."""


def lengthen(module: ModuleType) -> None:
    """Put the longer times in the place of the module's own.

    Raises
    ------
    LookupError
        if it has none by these names any more
    """
    own = vars(module)
    for name, seconds in SECONDS[module.__name__].items():
        if name not in own:
            raise LookupError(f"{module.__name__} has no {name}")
        parts = [part for one in own.values() if isinstance(one, type) for part in vars(one).values()]
        for function in [*own.values(), *parts]:
            # What a parameter is if it is not given was looked up when the function was made.
            defaults = getattr(function, "__defaults__", None) or ()
            if own[name] in defaults and function.__module__ == module.__name__:
                function.__defaults__ = tuple(seconds if one == own[name] else one for one in defaults)
        own[name] = seconds


class _Finder(MetaPathFinder):
    """Finds what others would, and has it changed as soon as it is imported: before anybody takes its names."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in SECONDS else None
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            run = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                run(module)
                lengthen(module)

            loader.exec_module = exec_module
        return spec


def install() -> None:
    sys.meta_path.insert(0, _Finder())
