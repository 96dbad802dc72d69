"""Who people are to Slack, also when it does not say."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers.people import People
from services.budgets import Payer
from services.serving import serving


class Slack:
    """Says who people are, or nothing."""

    def __init__(self) -> None:
        self.silent = False
        self.asked = 0

    async def users_info(self, *, user: str, **_: Any) -> Any:
        self.asked += 1
        if self.silent:
            raise SlackApiError("", {"ok": False, "error": "internal_error"})
        return {"user": {"id": user, "tz_offset": 50_400, "is_admin": True, "locale": "ko-KR"}}


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def people(slack):
    return People(slack)


async def test_what_was_heard_counts_when_slack_is_silent(slack, people):
    known = Payer(utc_offset=50_400, is_admin=True)
    assert await people.payer("U1") == known
    slack.silent = True
    people._remembered.cache_clear()  # ten minutes later
    assert await people.payer("U1") == known
    assert await people.language("U1") == "ko"
    assert slack.asked == 3
    # Whether they may do what admins may is another matter: that is asked.
    assert not await people.is_admin("U1")


async def test_of_whom_nothing_was_heard_nothing_is_known(slack, people):
    with serving("T1"):
        await people.payer("U1")
    people._remembered.cache_clear()
    slack.silent = True
    assert await people.payer("U2") == Payer(utc_offset=None)
    with serving("T2"):
        assert await people.payer("U1") == Payer(utc_offset=None)
