"""Each workspace that has installed the bot is asked for: whether its token is good, and whether its scopes are all."""

from datetime import timedelta

import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.slack import SlackChecks, wanted_scopes
from sandbox.slack.testing import serving
from services.departures import Departures
from services.installations import Installations
from services.token_cipher import LocalCipher

KEYS = [Fernet.generate_key().decode() for _ in range(2)]


@pytest.fixture
def store(dynamodb, made):
    def with_key(key):
        departures = Departures(dynamodb, made.imagine_table, timedelta(days=30))
        return Installations(dynamodb, made.imagine_table, LocalCipher([key]), departures)

    return with_key


@pytest.fixture
async def found(store, made):
    """What is found of the workspaces, by name."""

    async def test(request):
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if token.endswith("gone"):
            return web.json_response({"ok": False, "error": "account_inactive"})
        if token.endswith("old"):
            return web.json_response({"ok": False, "error": "token_expired"})
        scopes = wanted_scopes() - ({"reactions:read"} if token.endswith("few") else set())
        return web.json_response({"ok": True}, headers={"X-OAuth-Scopes": ",".join(sorted(scopes))})

    async with serving({"/api/auth.test": test}) as url:

        async def run():
            client = AsyncWebClient(base_url=f"{url}/api/")
            checks = SlackChecks(made, client, store(KEYS[0]))
            return {one.what: one for one in await checks.workspaces()}

        yield run


async def install(store, team, token, **more):
    await store.async_save(Installation(user_id="U1", team_id=team, bot_token=token, **more))


async def test_where_nobody_has_installed_it(found):
    (one,) = (await found()).values()
    assert (one.verdict, one.told) == ("ok", "none has installed the bot yet")


async def test_each_that_something_is_wrong_with_is_named(found, store):
    await install(store(KEYS[0]), "T1", "xoxb-good")
    await install(store(KEYS[0]), None, "xoxb-good", enterprise_id="E1", is_enterprise_install=True)
    await install(store(KEYS[0]), "T2", "xoxb-few")
    await install(store(KEYS[0]), "T3", "xoxb-gone")
    await install(store(KEYS[0]), "T4", "xoxb-old")
    await install(store(KEYS[1]), "T5", "xoxb-good")
    told = await found()
    assert {what: one.verdict for what, one in told.items()} == {
        "workspaces": "ok",
        "workspace T2": "failed",
        "workspace T3": "warning",
        "workspace T4": "warning",
        "workspace T5": "failed",
    }
    assert told["workspaces"].told.startswith("2 ")
    assert "reactions:read" in told["workspace T2"].told
    assert "account_inactive" in told["workspace T3"].told
    assert "IMAGINE_TOKEN_KEY" in told["workspace T5"].fix
    assert all(one.fix for one in told.values() if one.verdict != "ok")


async def test_a_bot_of_one_workspace_has_none_to_ask(made):
    assert await SlackChecks(made, AsyncWebClient()).workspaces() == []
