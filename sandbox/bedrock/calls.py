"""The log of what was asked of the models: bounded, in memory, for tests and for curious people."""

import hashlib
import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final

MOST_CALLS: Final = 1000
MOST_BYTES: Final = 64 << 20
"""Of bodies in all; the oldest calls go first."""

_LONG_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{256,}={0,2}")


@dataclass(slots=True)
class Call:
    """One request, entered when it arrives and completed when it is answered.

    Attributes
    ----------
    status : HTTP status of the answer; 0 where the connection was closed without one; None while under way
    outcome : ``ok``, ``cut``, or the name of the error
    ms : from arrival to answer
    """

    seq: int
    operation: str
    model: str
    raw: bytes
    status: int | None = None
    outcome: str | None = None
    ms: float | None = None
    begun: float = field(default_factory=time.perf_counter)

    def finish(self, status: int, outcome: str) -> None:
        self.status, self.outcome = status, outcome
        self.ms = self.so_far()

    def so_far(self) -> float:
        """Milliseconds since its arrival."""
        return round((time.perf_counter() - self.begun) * 1000, 1)

    def finish_cut(self) -> None:
        """Finish a call that was not answered, if that is what it was."""
        if self.status is None:
            self.finish(0, "cut")

    def view(self, *, whole: bool = False) -> dict[str, Any]:
        """As JSON data; pictures in the body are cut down to their length and digest unless `whole`."""
        try:
            body = json.loads(self.raw)
        except ValueError:
            body = self.raw.decode("utf-8", "replace")
        return {
            "seq": self.seq,
            "operation": self.operation,
            "model": self.model,
            "body": body if whole else shortened(body),
            "status": self.status,
            "outcome": self.outcome,
            "ms": self.ms,
        }


def shortened(value: Any) -> Any:
    """`value` with each long base64 string replaced by its length and the digest of its characters."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shortened(part) for part in value]
    if isinstance(value, str) and _LONG_BASE64.fullmatch(value):
        return {"characters": len(value), "sha256": hashlib.sha256(value.encode()).hexdigest()}
    return value


class CallLog:
    """The last calls, numbered from 1 without gaps for as long as the server runs."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque()
        self._bytes = 0
        self._last = 0

    def begin(self, operation: str, model: str, raw: bytes) -> Call:
        self._last += 1
        call = Call(self._last, operation, model, raw)
        self._calls.append(call)
        self._bytes += len(raw)
        while len(self._calls) > MOST_CALLS or (self._bytes > MOST_BYTES and len(self._calls) > 1):
            self._bytes -= len(self._calls.popleft().raw)
        return call

    def since(self, seq: int) -> list[Call]:
        """The calls after number `seq`, oldest first."""
        return [call for call in self._calls if call.seq > seq]

    def find(self, seq: int) -> Call | None:
        return next((call for call in self._calls if call.seq == seq), None)

    def clear(self) -> None:
        self._calls.clear()
        self._bytes = 0
