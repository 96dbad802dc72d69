"""Organisations: their one answer installs the bot for all their workspaces, and each may come and go by itself."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.installing import add_install_routes, hear_of_departures, install_flow
from bot.settings import Settings
from bot.workspaces import Authorize, ServingWebClient, Slacks, Workspaces
from sandbox.slack.testing import serving as web_server
from services.departures import Departures
from services.forgetting import Forgetter
from services.installations import Installations
from services.serving import serving
from services.token_cipher import LocalCipher

KEY = Fernet.generate_key().decode()
ANSWER = {
    "ok": True,
    "app_id": "A1",
    "authed_user": {"id": "U1"},
    "scope": "commands,chat:write",
    "token_type": "bot",
    "access_token": "xoxb-of-all",
    "bot_user_id": "U0BOT",
    "team": None,
    "enterprise": {"id": "E1", "name": "Harbour Group"},
    "is_enterprise_install": True,
}
"""Of `oauth.v2.access` where a whole organisation agreed (Slack, "Installing with OAuth")."""


class SlackApi:
    """Answers every call, and keeps with which token and for which workspace it came."""

    def __init__(self):
        self.calls = []

    async def answer(self, request):
        method, form = request.match_info["method"], dict(await request.post()) | dict(request.query)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or form.get("token", "")
        if method == "oauth.v2.access":
            return web.json_response(
                ANSWER if form["code"] == "good" else {"ok": False, "error": "invalid_code"}
            )
        self.calls.append((method, token, form.get("team_id")))
        told = {"ok": True, "bot_id": "B1", "url": "https://harbour.enterprise.slack.com/", "ts": "1.0"}
        return web.json_response(told)


@pytest.fixture
def api():
    return SlackApi()


@pytest.fixture
async def url(api):
    async with web_server({"/api/{method}": api.answer}) as running:
        yield f"{running}/api/"


@pytest.fixture
def departures(dynamodb, made):
    return Departures(dynamodb, made.imagine_table, timedelta(days=30))


@pytest.fixture
def store(dynamodb, made, departures):
    return Installations(dynamodb, made.imagine_table, LocalCipher([KEY]), departures)


@pytest.fixture
def workspaces(store, url):
    rotator = AsyncTokenRotator(client_id="1.2", client_secret="secret", client=AsyncWebClient(base_url=url))
    return Workspaces(store, rotator)


@pytest.fixture
def client(workspaces, url):
    def make(token, team):
        return AsyncWebClient(token, base_url=url, team_id=team)

    return ServingWebClient(Slacks(workspaces, make), base_url=url)


@pytest.fixture
async def browser(made, store, workspaces, dynamodb, url):
    """At the bot's pages."""
    settings = Settings(
        slack_client_id="1.2",
        slack_client_secret="secret",
        slack_app_token="xapp-1",
        slack_api_url=url,
        imagine_token_key=KEY,
        aws_region="us-west-2",
        imagine_table=made.imagine_table,
        imagine_bucket=made.imagine_bucket,
        imagine_cdn_url="https://cdn.example",
    )
    clients = SimpleNamespace(
        workspaces=workspaces, store=store, accepting=dynamodb, app=AsyncWebClient(base_url=url)
    )
    app = web.Application()
    add_install_routes(app, install_flow(settings, clients))
    async with TestClient(TestServer(app), cookie_jar=aiohttp.DummyCookieJar()) as running:
        yield running


@pytest.fixture
def event(store, workspaces, url):
    """Tells the bot an event of the organisation, as Slack does."""
    app = AsyncApp(
        client=AsyncWebClient(base_url=url), authorize=Authorize(workspaces), process_before_response=True
    )
    hear_of_departures(app, store, workspaces)

    async def tell(kind, *teams, enterprise="E1", when=None):
        body = {
            "token": "x",
            "team_id": None,
            "enterprise_id": enterprise,
            "api_app_id": "A1",
            "event": {"type": kind, "team_ids": list(teams)},
            "type": "event_callback",
            "authorizations": [
                {"enterprise_id": enterprise, "team_id": None, "is_bot": True, "is_enterprise_install": True}
            ],
            "event_id": "Ev1",
            "event_time": int((when or datetime.now(UTC)).timestamp()),
        }
        response = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        assert response.status == 200

    return tell


async def agreed(browser):
    """From the bot's address to Slack's question and back with the organisation's answer."""
    async with browser.get("/slack/install", allow_redirects=False) as response:
        state = parse_qs(urlsplit(response.headers["Location"]).query)["state"][0]
        cookie = re.match(r"[^;]+", response.headers["Set-Cookie"])
    headers = {"Cookie": cookie.group()}
    async with browser.get(f"/slack/oauth_redirect?code=good&state={state}", headers=headers) as response:
        return response.status, await response.text()


async def test_one_answer_installs_it_in_every_workspace_of_an_organisation(
    browser, store, workspaces, client, api
):
    status, page = await agreed(browser)
    assert status == 200
    assert "Harbour Group" in page
    assert [owner async for owner in store.owners()] == ["E1"]
    found = await Authorize(workspaces)(
        context=SimpleNamespace(is_enterprise_install=True), enterprise_id="E1", team_id="T1", user_id="U1"
    )
    assert (found.bot_token, found.bot_user_id) == ("xoxb-of-all", "U0BOT")
    with serving("T1"):
        await client.users_info(user="U1")
    assert api.calls[-1] == ("users.info", "xoxb-of-all", "T1")


@pytest.fixture
async def installed(browser, store):
    """In an organisation, two of whose workspaces have asked for something."""
    assert (await agreed(browser))[0] == 200
    for team in ("T1", "T2"):
        await store.belongs(team, "E1")


async def forgets(dynamodb, made, departures):
    """Whether somebody is forgotten when the time of grace is over."""
    later = datetime.now(UTC) + timedelta(days=31)
    nothing = SimpleNamespace(forget=_nothing)
    return await Forgetter(
        dynamodb, made.imagine_table, departures, SimpleNamespace(), nothing, lambda: later
    ).sweep()


async def _nothing(*_):
    pass


@pytest.mark.usefixtures("installed")
async def test_a_workspace_that_its_organisation_took_the_bot_out_of_has_left(
    event, store, workspaces, departures, dynamodb, made
):
    assert (await workspaces.installation("T1")).bot_token == "xoxb-of-all"
    await event("team_access_revoked", "T1")
    assert await workspaces.installation("T1") is None
    assert (await workspaces.installation("T2")).bot_token == "xoxb-of-all"
    assert [await departures.has_left(team) for team in ("T1", "T2")] == [True, False]
    assert await forgets(dynamodb, made, departures) == 1
    assert not await departures.has_left("T1")


@pytest.mark.usefixtures("installed")
async def test_one_that_it_is_brought_back_into_is_not_forgotten(
    event, workspaces, departures, dynamodb, made
):
    await event("team_access_revoked", "T1", "T2")
    await event("team_access_granted", "T1", "T3")
    assert [await departures.has_left(team) for team in ("T1", "T2", "T3")] == [False, True, False]
    for team in ("T1", "T3"):
        assert (await workspaces.installation(team)).bot_token == "xoxb-of-all"
    assert await forgets(dynamodb, made, departures) == 1


@pytest.mark.usefixtures("installed")
async def test_one_with_an_installation_of_its_own_or_in_another_organisation_stays(event, store, departures):
    await store.async_save(Installation(user_id="U1", team_id="T1", bot_token="xoxb-own"))
    await store.belongs("T2", "E2")
    await event("team_access_revoked", "T1", "T2")
    assert (await store.of_team("T1")).bot_token == "xoxb-own"
    assert [await departures.has_left(team) for team in ("T1", "T2")] == [False, False]
