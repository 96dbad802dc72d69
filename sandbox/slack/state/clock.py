"""Time in the workspace: the wall clock, plus whatever a test has added to it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Deadline:
    """So many seconds from now on the movable clock, as patiently as that clock waits for others."""

    def __init__(self, clock: "Clock", seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._began = time.time()
        self._moved = clock.moved

    def left(self) -> float:
        """Seconds of real time until it is over, if nobody moves the clock; below 0 once it is."""
        seconds = self._seconds - (self._clock.moved - self._moved)
        return seconds * self._clock.patience - (time.time() - self._began)


class Timer:
    """A callback once nothing is `left` (in seconds of real time); `cancel` is idempotent."""

    def __init__(self, clock: "Clock", left: Callable[[], float], callback: Callable[[], object]) -> None:
        self._left = left
        self._clock = clock
        self._callback = callback
        self._handle: asyncio.TimerHandle | None = None

    def schedule(self) -> None:
        """(Re)arm for what is left."""
        if self._handle is not None:
            self._handle.cancel()
        self._handle = asyncio.get_running_loop().call_later(max(0.0, self._left()), self._fire)

    def cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._clock.forget(self)

    def _fire(self) -> None:
        if self._left() > 0:  # loop and wall clock differ by a hair
            self.schedule()
            return
        self._clock.forget(self)
        self._callback()


class Clock:
    """Everything that expires or is repeated asks this clock, so that a test can move it."""

    def __init__(self) -> None:
        self.moved = 0.0
        """Seconds that were added to the wall clock."""
        self.patience = 1.0
        """How many times longer than said an app may take in real time until a `deadline` or `timeout` ends; time
        that is added counts in full. Slack has none: it is for tests on machines that do much else."""
        self._timers: set[Timer] = set()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.moved

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once; whatever falls due in between runs on the next turn of the loop."""
        self.moved += seconds
        for timer in list(self._timers):
            timer.schedule()

    def after(self, seconds: float, callback: Callable[[], object]) -> Timer:
        due = self.now() + seconds
        return self._started(Timer(self, lambda: due - self.now(), callback))

    def deadline(self, seconds: float) -> Deadline:
        """By when an app has to do something; see `patience`."""
        return Deadline(self, seconds)

    def _started(self, timer: Timer) -> Timer:
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
        """Like `asyncio.timeout`, on this clock and as patient: raises `TimeoutError` inside the block's task."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as limit:
            left = self.deadline(seconds).left
            timer = self._started(Timer(self, left, lambda: limit.reschedule(loop.time())))
            try:
                yield
            finally:
                timer.cancel()
