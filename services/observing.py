"""How long the parts of a job take and what writing costs, told to whoever watches; where nobody does, to nobody.

Passed on as `services.serving` passes on the workspace: what does the work need not know who watches.
"""

import time
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from services.prompting.voices import Tokens

T = TypeVar("T")

Stage = Literal["writing", "painting", "storing", "showing"]
"""A call of a language model, of a painting one, of the bucket, of Slack with a result; with what repeats it."""

_MILLION: Final = 1_000_000


class Observer(Protocol):
    """Who watches."""

    def took(self, stage: Stage, kind: str, seconds: float) -> None:
        """A part of a job of this kind is over, well or not."""

    def wrote(self, model_id: str, usd: float) -> None:
        """A language model has answered, at this price."""


@dataclass
class _Watched:
    kind: str
    observer: Observer
    model_id: str = ""
    price: "Tokens | None" = None


_watched: Final[ContextVar[_Watched | None]] = ContextVar("watched", default=None)


def watch(kind: str, observer: Observer) -> None:
    """From here on, in this task and what it starts, everything is a job of `kind`, and watched."""
    _watched.set(_Watched(kind, observer))


async def timed(stage: Stage, work: Awaitable[T]) -> T:
    """What `work` gives."""
    begun = time.perf_counter()
    try:
        return await work
    finally:
        if (watched := _watched.get()) is not None:
            watched.observer.took(stage, watched.kind, time.perf_counter() - begun)


def asking(model_id: str, price: "Tokens | None") -> None:
    """A language model is about to be asked; `price` is None where it is not known."""
    if (watched := _watched.get()) is not None:
        watched.model_id, watched.price = model_id, price


def answered(tokens_read: int, tokens_written: int) -> None:
    """It has answered."""
    watched = _watched.get()
    if watched is not None and watched.price is not None:
        price = watched.price
        usd = (tokens_read * price.read + tokens_written * price.written) / _MILLION
        watched.observer.wrote(watched.model_id, usd)


def asked() -> str:
    """The id of the language model that was asked last for the job; empty where none was."""
    watched = _watched.get()
    return watched.model_id if watched is not None else ""
