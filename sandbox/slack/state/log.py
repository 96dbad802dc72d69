"""What passed between the workspace and the app: every envelope and API call, with its latency and outcome."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sandbox.slack.state.clock import Clock
from sandbox.slack.state.feed import Feed
from sandbox.slack.state.model import Json

KEEP: Final = 2_000
"""Entries remembered with their bodies."""

EntryKind = Literal["api", "envelope", "response_url", "upload", "download", "picture", "socket"]


@dataclass
class Entry:
    """One exchange. `ms` is None while it is under way."""

    seq: int
    at: float
    kind: EntryKind
    name: str
    """A method, an envelope's type and what it carries, or a path."""
    request: Any
    transport: str = ""
    attempt: int = 0
    """0 for the first delivery, 1… for redeliveries."""
    response: Any = None
    ok: bool | None = None
    error: str = ""
    ms: float | None = None
    started: float = field(default_factory=time.perf_counter, repr=False)

    def summary(self) -> Json:
        return {
            "log": self.seq,
            "at": self.at,
            "kind": self.kind,
            "name": self.name,
            "transport": self.transport,
            "attempt": self.attempt,
            "ok": self.ok,
            "error": self.error,
            "ms": self.ms,
        }

    def to_json(self) -> Json:
        return {**self.summary(), "seq": self.seq, "request": self.request, "response": self.response}


class Log:
    def __init__(self, feed: Feed, clock: Clock) -> None:
        self._feed = feed
        self._clock = clock
        self._entries: deque[Entry] = deque(maxlen=KEEP)

    def begin(
        self, kind: EntryKind, name: str, request: Any, *, transport: str = "", attempt: int = 0
    ) -> Entry:
        entry = Entry(self._feed.seq + 1, self._clock.now(), kind, name, request, transport, attempt)
        self._entries.append(entry)
        self._feed.publish("log", entry.summary())
        return entry

    def finish(self, entry: Entry, *, ok: bool, error: str = "", response: Any = None) -> None:
        entry.ok, entry.error, entry.response = ok, error, response
        entry.ms = round((time.perf_counter() - entry.started) * 1000, 2)
        self._feed.publish("log", entry.summary())

    def since(self, seq: int) -> Iterator[Entry]:
        return (entry for entry in self._entries if entry.seq > seq)

    def get(self, seq: int) -> Entry | None:
        return next((entry for entry in self._entries if entry.seq == seq), None)
