"""Which workspace is being served: known to whatever is done for it, however deep, and to no other task.

Set where something of a workspace begins: a request of Slack's, a job in a worker. What is started from there
inherits it, as tasks inherit their context. What the lines of the log are about is passed on in the same way.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from structlog.contextvars import bind_contextvars, bound_contextvars

from services.jobs import Job

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


def about(**ids: str) -> None:
    """Name what the log's lines of the running task, and of what it starts, are about from now on.

    Parameters
    ----------
    ids
        ``job``, ``team`` and ``user``, as far as they are known
    """
    bind_contextvars(**_known(ids))


@contextmanager
def speaking_of(**ids: str) -> Iterator[None]:
    """The same for the lines inside the block."""
    with bound_contextvars(**_known(ids)):
        yield


def ids_of(job: Job) -> dict[str, str]:
    """What lines about `job` name."""
    return {"job": job.id, "team": job.origin.team, "user": job.origin.user}


def _known(ids: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in ids.items() if value}
