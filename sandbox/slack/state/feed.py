"""One ordered stream of everything that happens, for whoever watches: tests, the command line, the page."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Final

from sandbox.slack.state.model import Json

KEEP: Final = 20_000
"""Changes remembered; who asks for older ones is told to start over."""


@dataclass(frozen=True, slots=True)
class Change:
    """`channel` and `user` say who may see it: that conversation's audience, that person, or everyone."""

    seq: int
    kind: str
    data: Json
    channel: str | None = None
    user: str | None = None

    def to_json(self) -> Json:
        return {"seq": self.seq, "type": self.kind, **self.data}


class Feed:
    def __init__(self, keep: int = KEEP) -> None:
        self._changes: deque[Change] = deque(maxlen=keep)
        self._seq = 0
        self._arrived = asyncio.Event()
        self.closed = False
        self.waiting = 0
        """How many are waiting for the next change."""

    @property
    def seq(self) -> int:
        """The number of the latest change; 0 before the first."""
        return self._seq

    def publish(self, kind: str, data: Json, *, channel: str | None = None, user: str | None = None) -> int:
        self._seq += 1
        self._changes.append(Change(self._seq, kind, data, channel, user))
        self._arrived.set()
        self._arrived = asyncio.Event()
        return self._seq

    def since(self, seq: int) -> list[Change] | None:
        """The changes after `seq`, oldest first; None when some of them are forgotten already."""
        missing = self._seq - seq
        if missing <= 0:
            return []
        if missing > len(self._changes):
            return None
        return [self._changes[index] for index in range(len(self._changes) - missing, len(self._changes))]

    async def wait(self, seq: int, seconds: float) -> bool:
        """True once there is something after `seq`; False when nothing came within `seconds` of real time."""
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while self._seq <= seq and not self.closed:
                    await self._arrived.wait()
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1
        return self._seq > seq

    def close(self) -> None:
        """Let nobody wait any longer."""
        self.closed = True
        self._arrived.set()
