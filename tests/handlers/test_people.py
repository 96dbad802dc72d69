"""What people are in a workspace, from what Slack says of them."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.people import People
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
