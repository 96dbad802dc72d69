"""Slack, looked at: the clock, the scopes, the signing secret and the app's credentials."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.slack import SlackChecks, clock, wanted_scopes
from bot.settings import Settings
from sandbox.constants import CLIENT_ID, CLIENT_SECRET
from sandbox.slack.server import running_slack

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


def checks(**more):
    given = Settings(
        slack_bot_token="xoxb-1",
        aws_region="us-west-2",
        imagine_bucket="pictures",
        imagine_cdn_url="https://cdn.example",
        **more,
    )
    return SlackChecks(given, AsyncWebClient(base_url=str(given.slack_api_url)))


async def test_a_signing_secret_can_only_be_looked_at():
    (found,) = await checks(slack_signing_secret="s" * 32).signing_secret()
    assert (found.verdict, bool(found.fix)) == ("warning", True)


async def test_socket_mode_needs_no_signing_secret():
    assert await checks(slack_signing_secret="s" * 32, slack_app_token="xapp-1").signing_secret() == []


async def test_without_a_client_there_are_no_credentials_to_look_at():
    assert await checks(slack_app_token="xapp-1").credentials() == []


async def test_a_bot_of_one_workspace_has_its_credentials_for_the_gallery_looked_at():
    async with running_slack() as slack:
        given = {
            "slack_app_token": "xapp-1",
            "slack_api_url": slack.environment()["SLACK_API_URL"],
            "slack_client_id": CLIENT_ID,
        }
        (right,) = await checks(**given, slack_client_secret=CLIENT_SECRET).credentials()
        (wrong,) = await checks(**given, slack_client_secret="another").credentials()
    assert (right.verdict, right.told) == ("ok", "people can sign in to the gallery")
    assert (wrong.verdict, wrong.told) == ("failed", "Slack says bad_client_secret")
