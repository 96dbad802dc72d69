"""The table's own time. Machines' clocks differ, by minutes where nobody looks; leases are told by one clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from services.jobs import now

_TOLERATED: Final = timedelta(seconds=2)
"""Closer than this nothing is corrected: HTTP's dates are in whole seconds, and an answer takes a moment."""


class Clock:
    """The clock of this machine, set right by the dates on the answers of the table.

    Parameters
    ----------
    local
        this machine's time
    """

    def __init__(self, local: Callable[[], datetime] = now) -> None:
        self._local = local
        self._offset = timedelta()
        self._last = timedelta()

    def now(self) -> datetime:
        """The time to the millisecond, in UTC."""
        return self._local() + self._offset

    def hear(self, http_response: Any, **_: Any) -> None:
        """Take note of an answer; stands behind any call as botocore's ``after-call``."""
        date = http_response.headers.get("date")
        if date is None:
            return
        # On average half a second has gone since a whole one.
        heard = parsedate_to_datetime(date) + timedelta(milliseconds=500)
        difference = heard - self._local()
        # An answer that lay about while the process stood still says nothing, so two must agree.
        if abs(difference - self._last) <= _TOLERATED and abs(difference - self._offset) > _TOLERATED:
            self._offset = difference if abs(difference) > _TOLERATED else timedelta()
        self._last = difference
