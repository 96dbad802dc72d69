"""Whatever is done for a workspace is done with its token, and with no other's."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspaces import Authorize, ServingWebClient, Slacks, Workspaces
from handlers.people import People
from handlers.slack_errors import error_code
from sandbox.slack.testing import serving as web_server
from services.departures import Departures
from services.installations import Installations
from services.jobs import now
from services.serving import serve, served, serving
from services.token_cipher import LocalCipher

KEY = Fernet.generate_key().decode()


class SlackApi:
    """Answers every call, and notes with which token and for which workspace it came."""

    def __init__(self):
        self.calls = []
        self.ended = set()
        self.refreshes = 0

    async def answer(self, request):
        method, form = request.match_info["method"], dict(await request.post()) | dict(request.query)
        if method == "oauth.v2.access":
            self.refreshes += 1
            token = f"xoxe.xoxb-fresh-{self.refreshes}"
            return web.json_response(
                {
                    "ok": True,
                    "access_token": token,
                    "token_type": "bot",
                    "refresh_token": f"xoxe-{self.refreshes}",
                    "expires_in": 43_200,
                }
            )
        token = request.headers["Authorization"].removeprefix("Bearer ")
        self.calls.append((method, token, form.get("team_id")))
        if token in self.ended:
            return web.json_response({"ok": False, "error": "account_inactive"})
        user = {"id": form.get("user"), "locale": "ko-KR" if token.endswith("2") else "en-US"}
        return web.json_response({"ok": True, "user": user, "ts": "1.0"})


@pytest.fixture
def api():
    return SlackApi()


@pytest.fixture
async def url(api):
    async with web_server({"/api/{method}": api.answer}) as running:
        yield f"{running}/api/"


@pytest.fixture
def store(dynamodb, made):
    departures = Departures(dynamodb, made.imagine_table, timedelta(days=30))
    return Installations(dynamodb, made.imagine_table, LocalCipher([KEY]), departures)


@pytest.fixture
def another(store, url):
    """Another process: it remembers nothing of what this one knows."""

    def start():
        rotator = AsyncTokenRotator(
            client_id="1.2", client_secret="secret", client=AsyncWebClient(base_url=url)
        )
        return Workspaces(store, rotator)

    return start


@pytest.fixture
def workspaces(another):
    return another()


@pytest.fixture
def client(workspaces, url):
    def make(token, team):
        return AsyncWebClient(token, base_url=url, team_id=team)

    return ServingWebClient(Slacks(workspaces, make), base_url=url)


def installation(team="T1", token="xoxb-1", **more):
    fields = {"team_id": team, "bot_token": token, "bot_id": "B1", "bot_user_id": "U0BOT", "user_id": "U1"}
    return Installation(**(fields | more))


async def test_two_workspaces_at_once_never_share_a_token(store, client, api):
    await store.async_save(installation("T1", "xoxb-1"))
    await store.async_save(installation("T2", "xoxb-2"))

    async def work(team):
        serve(team)
        for _ in range(5):
            await client.chat_postMessage(channel=f"C-{team}", text="hello")
            await asyncio.sleep(0)
            assert served() == team

    await asyncio.gather(*(work(team) for team in ("T1", "T2") for _ in range(5)))
    assert sorted(token for _, token, _ in api.calls) == ["xoxb-1"] * 25 + ["xoxb-2"] * 25
    with serving("T2"):
        assert await client.bearer() == "xoxb-2"


async def test_without_a_workspace_nothing_is_called(client, api):
    with pytest.raises(LookupError):
        await client.chat_postMessage(channel="C1", text="hello")
    assert api.calls == []


async def test_the_same_id_is_another_person_elsewhere(store, client, monkeypatch):
    monkeypatch.setattr("handlers.people._PATIENCE_SECONDS", 60.0)
    await store.async_save(installation("T1", "xoxb-1"))
    await store.async_save(installation("T2", "xoxb-2"))
    people = People(client)
    with serving("T1"):
        assert await people.language("U7") == "en"
    with serving("T2"):
        assert await people.language("U7") == "ko"


async def test_where_it_is_not_installed_a_call_fails_as_slacks_own_would(client, api):
    with serving("T9"), pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel="C1", text="hello")
    assert error_code(error.value) == "account_inactive"
    assert api.calls == []


async def test_a_token_that_slack_ended_is_forgotten_and_the_new_one_used(store, client, api):
    await store.async_save(installation(token="xoxb-1"))
    with serving("T1"):
        await client.auth_test()
        api.ended.add("xoxb-1")
        with pytest.raises(SlackApiError):
            await client.auth_test()
        await store.async_save(installation(token="xoxb-new"))
        await client.auth_test()
    assert [token for _, token, _ in api.calls] == ["xoxb-1", "xoxb-1", "xoxb-new"]


async def test_a_workspace_that_slack_knows_no_more_has_left(store, client, api, dynamodb, made):
    departures = Departures(dynamodb, made.imagine_table, timedelta(days=30))
    for team in ("T1", "T2"):
        await store.async_save(installation(team, f"xoxb-{team}"))
    api.ended = {"xoxb-T1"}
    with serving("T2"):
        await client.chat_postMessage(channel="C1", text="hello")
    with serving("T1"), pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C1", text="hello")
    assert [await departures.has_left(team) for team in ("T1", "T2")] == [True, False]
    assert await store.of_team("T1") is None
    assert await store.of_team("T2") is not None


async def test_an_old_token_that_slack_knows_no_more_says_nothing_of_the_new_one(
    store, client, api, dynamodb, made
):
    departures = Departures(dynamodb, made.imagine_table, timedelta(days=30))
    await store.async_save(installation("T1", "xoxb-old"))
    with serving("T1"):
        await client.chat_postMessage(channel="C1", text="hello")
        # Installed anew, which this process does not know yet.
        await store.async_save(installation("T1", "xoxb-new"))
        api.ended = {"xoxb-old"}
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C1", text="hello")
        assert not await departures.has_left("T1")
        await client.chat_postMessage(channel="C1", text="hello")
    assert api.calls[-1][1] == "xoxb-new"


async def test_one_workspace_of_an_organisation_does_not_speak_for_it(store, client, api):
    await store.async_save(
        installation(None, "xoxb-org", enterprise_id="E1", is_enterprise_install=True, installed_at=1.0)
    )
    await store.belongs("T1", "E1")
    api.ended = {"xoxb-org"}
    with serving("T1"), pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C1", text="hello")
    assert await store.of_team("T1") is not None


async def test_a_token_is_decrypted_once_for_a_while(store, workspaces, monkeypatch):
    asked = []
    of_team = store.of_team

    async def counted(team):
        asked.append(team)
        return await of_team(team)

    monkeypatch.setattr(store, "of_team", counted)
    await store.async_save(installation())
    for _ in range(3):
        assert (await workspaces.installation("T1")).bot_token == "xoxb-1"
    assert asked == ["T1"]
    workspaces.forget("T1")
    await workspaces.installation("T1")
    assert asked == ["T1", "T1"]
    # That it is missing is not remembered: it may be installed the next moment.
    assert await workspaces.installation("T2") is None
    await store.async_save(installation("T2", "xoxb-2"))
    assert (await workspaces.installation("T2")).bot_token == "xoxb-2"


async def test_a_token_near_its_end_is_replaced_once_by_whichever_process_is_first(store, another, api):
    await store.async_save(
        installation(token="xoxe.xoxb-old", bot_refresh_token="xoxe-0", bot_token_expires_in=3600)
    )
    found = await asyncio.gather(*(another().installation("T1") for _ in range(4)))
    assert api.refreshes == 1
    assert {one.bot_token for one in found} <= {"xoxe.xoxb-old", "xoxe.xoxb-fresh-1"}
    later = await another().installation("T1")
    assert (later.bot_token, later.bot_refresh_token) == ("xoxe.xoxb-fresh-1", "xoxe-1")


async def test_where_replacing_fails_the_old_token_goes_on(store, workspaces, monkeypatch):
    async def refused(*_, **__):
        raise SlackTokenRotationError("no")

    monkeypatch.setattr(AsyncTokenRotator, "perform_token_rotation", refused)
    await store.async_save(
        installation(token="xoxe.xoxb-old", bot_refresh_token="xoxe-0", bot_token_expires_in=3600)
    )
    assert (await workspaces.installation("T1")).bot_token == "xoxe.xoxb-old"


async def test_requests_of_slacks_find_their_token(store, workspaces, client, api):
    await store.async_save(installation())
    authorize = Authorize(workspaces)
    context = AsyncBoltContext({})
    found = await authorize(context=context, enterprise_id=None, team_id="T1", user_id="U7")
    assert (found.bot_token, found.bot_user_id, found.user_id) == ("xoxb-1", "U0BOT", "U7")
    assert await authorize(context=context, enterprise_id=None, team_id="T2", user_id="U7") is None
    assert await authorize(context=context, enterprise_id=None, team_id=None, user_id="U7") is None
    await store.left("T1", now())
    workspaces.forget_all()
    assert await authorize(context=context, enterprise_id=None, team_id="T1", user_id="U7") is None
    assert api.calls == []


async def test_a_workspace_of_an_organisation_uses_its_token_and_says_which_it_is(
    store, workspaces, client, api
):
    org = installation(None, "xoxb-org", enterprise_id="E1", is_enterprise_install=True)
    await store.async_save(org)
    with serving("T7"), pytest.raises(SlackApiError):
        await client.auth_test()
    context = AsyncBoltContext({"is_enterprise_install": True})
    found = await Authorize(workspaces)(context=context, enterprise_id="E1", team_id="T7", user_id="U7")
    assert found.bot_token == "xoxb-org"
    # A worker knows the workspace alone.
    with serving("T7"):
        await client.auth_test()
    assert api.calls == [("auth.test", "xoxb-org", "T7")]
