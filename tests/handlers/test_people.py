"""Who people are to Slack and in a workspace, also when it does not say."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers.people import People
from services.budgets import Payer
from services.serving import serving
from services.visibility import Viewer


class Client:
    def __init__(self, said):
        self.said = said
        self.asked = 0

    async def users_info(self, *, user, include_locale):
        self.asked += 1
        if isinstance(self.said, Exception):
            raise self.said
        return {"user": {"id": user} | self.said}


def refused(code):
    return SlackApiError("no", {"ok": False, "error": code})


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({}, "member"),
        ({"team_id": "T1"}, "member"),
        ({"team_id": "T1", "is_restricted": True}, "guest"),
        ({"team_id": "T1", "is_restricted": True, "is_ultra_restricted": True}, "guest"),
        ({"team_id": "T1", "is_restricted": False, "is_ultra_restricted": False}, "member"),
        ({"team_id": "T1", "deleted": True}, "outsider"),
        ({"team_id": "T1", "is_bot": True}, "outsider"),
        ({"team_id": "T1", "is_stranger": True}, "outsider"),
        # Of a company with which a channel is shared.
        ({"team_id": "T9"}, "outsider"),
        ({"team_id": "T9", "is_stranger": False, "is_restricted": True}, "outsider"),
        # In an organisation: of several workspaces, or of this one no more.
        ({"team_id": "T9", "enterprise_user": {"teams": ["T9", "T1"]}}, "member"),
        ({"team_id": "T1", "enterprise_user": {"teams": ["T9"]}}, "outsider"),
        ({"team_id": "T1", "enterprise_user": {}}, "member"),
        (refused("user_not_found"), "outsider"),
        (refused("user_not_visible"), "outsider"),
    ],
)
async def test_what_people_are(said, standing):
    client = Client(said)
    people = People(client)
    assert await people.standing("T1", "U1") == standing
    assert await people.viewer("T1", "U1", "C1") == Viewer("T1", "U1", "C1", standing)
    assert await people.viewer("T1", "U1", "") == Viewer("T1", "U1", None, standing)
    if not isinstance(said, Exception):
        assert client.asked == 1, "it is remembered"


@pytest.mark.parametrize("trouble", [TimeoutError(), refused("internal_error")])
async def test_who_is_not_known_sees_least_in_slack_and_nothing_on_the_web(trouble):
    people = People(Client(trouble))
    assert (await people.viewer("T1", "U1")).standing == "guest"
    with pytest.raises(type(trouble)):
        await people.standing("T1", "U1")


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


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Who answers at once is heard, though this machine may do much else in between."""
    monkeypatch.setattr("handlers.people._PATIENCE_SECONDS", 60.0)


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
