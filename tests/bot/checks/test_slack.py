"""What cannot be provoked in the sandbox: a clock that is wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.checks.slack import clock, wanted_scopes

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("off", "verdict", "told"),
    [
        (timedelta(0), "ok", "right"),
        (timedelta(seconds=-20), "ok", "right"),
        (timedelta(minutes=2), "warning", "120 s ahead"),
        (timedelta(minutes=-2), "warning", "120 s behind"),
        (timedelta(minutes=6), "failed", "360 s ahead"),
        (timedelta(hours=-9), "failed", "32400 s behind"),
    ],
)
def test_the_clock(off, verdict, told):
    found = clock({"Date": format_datetime(NOW, usegmt=True)}, NOW + off)
    assert found.verdict == verdict
    assert told in found.told
    assert bool(found.fix) is (verdict != "ok")


def test_where_slack_does_not_say_the_time():
    assert clock({}, NOW).verdict == "warning"


def test_the_scopes_are_those_of_the_manifest():
    assert {"commands", "chat:write", "files:read"} <= wanted_scopes()
