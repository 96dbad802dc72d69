"""An event loop whose time passes only while everybody waits: hours take no time, and computing takes none of it."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Impatient(selectors.DefaultSelector):
    """Does not wait: it tells for how long it would have."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("everybody waits for something that does not come")
        if not ready and timeout is not None:
            self.waited += max(0.0, timeout)
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._impatient = _Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        return self._impatient.waited


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives, which must neither use threads nor the network."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
