"""Which workspace is being served: known to whatever is done for it, however deep, and to no other task.

Set where something of a workspace begins: a request of Slack's, a job in a worker. What is started from there
inherits it, as tasks inherit their context.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_served: Final[ContextVar[str]] = ContextVar("served", default="")


def served() -> str:
    """The id of the workspace; empty where none is served."""
    return _served.get()


def serve(team: str) -> None:
    """From here on, in this task and what it starts, everything is for `team`."""
    _served.set(team)


@contextmanager
def serving(team: str) -> Iterator[None]:
    """Everything inside the block is for `team`."""
    token = _served.set(team)
    try:
        yield
    finally:
        _served.reset(token)
