"""How long Slack still waits for the answer to what is being handled: one deadline for all of its steps."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from typing import Final

ACCEPT_SECONDS: Final = 2.0
"""Within which the row must be written, counted from when Slack's request came: Slack gives up on an answer after
three (Slack, "Acknowledgement")."""

ANSWER_SECONDS: Final = 2.7
"""After which nothing more may be waited for."""

_came: ContextVar[float | None] = ContextVar("came", default=None)
"""When what is being handled came, by the event loop's clock."""


@contextmanager
def handling() -> Iterator[None]:
    """Around the answering of one request of Slack's."""
    token = _came.set(asyncio.get_running_loop().time())
    try:
        yield
    finally:
        _came.reset(token)


def left(most: float, until: float = ACCEPT_SECONDS) -> float:
    """How many seconds a step may take that ends `until` seconds after the request came, and takes at most `most`;
    `most` for what nobody waits for.
    """
    came = _came.get()
    if came is None:
        return most
    return max(0.0, min(most, came + until - asyncio.get_running_loop().time()))


def unhurried() -> Context:
    """A context for what goes on after Slack has its answer."""
    context = copy_context()
    context.run(_came.set, None)
    return context
