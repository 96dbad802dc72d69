"""Rate limits per method tier, off until a test or a person switches them on."""

import math
from collections import deque

from sandbox.slack.api.methods import Method, Tier
from sandbox.slack.state.clock import Clock

_WINDOW = 60.0
"""Seconds over which a tier's calls are counted ("Rate limits": windows are per minute)."""


class RateLimits:
    def __init__(self, clock: Clock) -> None:
        self.on = False
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}

    def switch(self, *, on: bool) -> None:
        self.on = on
        self._calls.clear()

    def take(self, method: Method, channel: str) -> int | None:
        """Count one call. None if it may go ahead, else the seconds to wait (at least 1)."""
        if not self.on:
            return None
        if method.tier is Tier.PER_CHANNEL:
            return self._count(f"{method.name}/{channel}", 1, 1.0)
        return self._count(method.name, method.tier.value, _WINDOW)

    def _count(self, key: str, allowed: int, window: float) -> int | None:
        now = self._clock.now()
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - window:
            calls.popleft()
        if len(calls) >= allowed:
            return max(1, math.ceil(calls[0] + window - now))
        calls.append(now)
        return None
