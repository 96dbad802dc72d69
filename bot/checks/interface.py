"""What a check finds."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "warning", "failed"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    what
        e.g. ``table imagine``
    told
        what was found
    fix
        what to do about it; empty where nothing is wrong
    """

    what: str
    verdict: Verdict
    told: str
    fix: str = ""


Check = Callable[[], Awaitable[Sequence[Finding]]]


def ok(what: str, told: str) -> Finding:
    return Finding(what, "ok", told)


def failed(what: str, told: str, fix: str) -> Finding:
    return Finding(what, "failed", told, fix)


def warning(what: str, told: str, fix: str) -> Finding:
    return Finding(what, "warning", told, fix)


async def findings_of(checks: Sequence[tuple[str, Check]]) -> AsyncIterator[Finding]:
    """What all find, one after the other; a check that breaks is a finding itself."""
    for name, check in checks:
        try:
            found = await check()
        except Exception as error:  # noqa: BLE001  # whatever it is, the others are to be made too
            found = [failed(name, f"{type(error).__name__}: {error}", "see what it says, and check again")]
        for finding in found:
            yield finding
