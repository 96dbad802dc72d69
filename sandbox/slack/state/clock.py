"""Time in the workspace: the wall clock, plus whatever a test has added to it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Timer:
    """A callback due at a moment of the movable clock; `cancel` is idempotent."""

    def __init__(self, clock: "Clock", due: float, callback: Callable[[], object]) -> None:
        self.due = due
        self._clock = clock
        self._callback = callback
        self._handle: asyncio.TimerHandle | None = None

    def schedule(self) -> None:
        """(Re)arm for what is left until `due`."""
        if self._handle is not None:
            self._handle.cancel()
        left = max(0.0, self.due - self._clock.now())
        self._handle = asyncio.get_running_loop().call_later(left / self._clock.pace, self._fire)

    def cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._clock.forget(self)

    def _fire(self) -> None:
        if self._clock.now() < self.due:  # loop and wall clock differ by a hair
            self.schedule()
            return
        self._clock.forget(self)
        self._callback()


class Clock:
    """Everything that expires or is repeated asks this clock, so that a test can move it."""

    def __init__(self) -> None:
        # It was `_then` when the wall clock was `_since`, and goes at `_pace` from there.
        self._then = self._since = time.time()
        self._pace = 1.0
        self._timers: set[Timer] = set()

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._then + (time.time() - self._since) * self._pace

    @property
    def pace(self) -> float:
        """How many of its seconds go by in one of the wall clock, from when it is set. Less than one is for tests
        that move it by themselves: what is late there shall not depend on how busy the machine is.
        """
        return self._pace

    @pace.setter
    def pace(self, pace: float) -> None:
        self._then, self._since = self.now(), time.time()
        self._pace = pace
        self._schedule()

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; whatever falls due in between runs on the next turn of the loop."""
        self._then += seconds
        self._schedule()

    def _schedule(self) -> None:
        for timer in list(self._timers):
            timer.schedule()

    def after(self, seconds: float, callback: Callable[[], object]) -> Timer:
        timer = Timer(self, self.now() + seconds, callback)
        self._timers.add(timer)
        timer.schedule()
        return timer

    def forget(self, timer: Timer) -> None:
        self._timers.discard(timer)

    async def sleep(self, seconds: float) -> None:
        done = asyncio.Event()
        timer = self.after(seconds, done.set)
        try:
            await done.wait()
        finally:
            timer.cancel()

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[None]:
        """Like `asyncio.timeout`, on this clock: raises `TimeoutError` inside the block's task."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as limit:
            timer = self.after(seconds, lambda: limit.reschedule(loop.time()))
            try:
                yield
            finally:
                timer.cancel()
