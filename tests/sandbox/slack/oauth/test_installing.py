"""Installation as an app and a person go through it: consent, code, token, rotation, and the way out."""

import asyncio
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN, CLIENT_ID, CLIENT_SECRET
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.oauth.grants import challenge_of
from sandbox.slack.server import running_slack
from tests.sandbox.slack.oauth.asking import BACK, answer, code_of, install_url, page

EVERYTHING = Path(__file__).parent.parent / "everything.yml"
CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@pytest.fixture
async def empty():
    """A workspace without the app."""
    async with running_slack(manifest=EVERYTHING, installed=False) as running:
        yield running


@pytest.fixture
def app(empty):
    return AsyncWebClient(base_url=empty.api_url)


@pytest.fixture
def alex(empty):
    return empty.slack.workspace.user_named("alex").id


def refused(error):
    return error.value.response["error"]


async def installed(slack, app, user, **asked):
    code = await code_of(install_url(slack, **asked), user)
    return await app.oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK)


async def test_the_consent_page_says_what_the_app_may_do(empty):
    status, text, headers = await page(install_url(empty))
    assert status == 200
    assert "Post messages as itself" in text
    assert "Add slash commands" in text
    assert "127.0.0.1:9" in text
    assert "form-action 'self' http://127.0.0.1:9;" in headers["Content-Security-Policy"]


async def test_who_allows_it_sends_a_code_back_and_the_app_gets_a_token_for_it(empty, app, alex):
    target, said = await answer(install_url(empty), user=alex, answer="allow")
    assert (target, said["state"]) == (BACK, "s7")
    got = await app.oauth_v2_access(**CLIENT, code=said["code"], redirect_uri=BACK)
    assert got["scope"] == "chat:write,commands"
    assert got["token_type"] == "bot"
    assert got["authed_user"] == {"id": alex}
    assert got["team"] == {"id": empty.slack.workspace.team_id, "name": "Harbour Studio"}
    assert (got["enterprise"], got["is_enterprise_install"]) == (None, False)
    assert got["bot_user_id"] == empty.slack.workspace.bot.id
    assert got["app_id"] == empty.slack.workspace.app_id
    assert "refresh_token" not in got.data
    who = await AsyncWebClient(token=got["access_token"], base_url=empty.api_url).auth_test()
    assert who["user_id"] == got["bot_user_id"]


async def test_a_token_may_do_what_was_granted_and_no_more(empty, app, alex):
    got = await installed(empty, app, alex)
    bot = AsyncWebClient(token=got["access_token"], base_url=empty.api_url)
    with pytest.raises(SlackApiError) as error:
        await bot.users_info(user=alex)
    assert refused(error) == "missing_scope"
    more = await installed(empty, app, alex, scope="users:read")
    assert more["access_token"] == got["access_token"]
    assert (await bot.users_info(user=alex))["user"]["name"] == "alex"


async def test_who_cancels_sends_access_denied_back(empty, alex):
    target, said = await answer(install_url(empty), user=alex, answer="cancel")
    assert (target, said) == (BACK, {"error": "access_denied", "state": "s7"})
    assert not empty.slack.grants.installed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://elsewhere.example/x"}, "bad_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
        ({"scope": ""}, "no_scopes"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"team": "T0OTHER"}, "invalid_team"),
        ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_code_challenge_method"),
    ],
)
async def test_a_request_that_is_wrong_is_explained_and_leads_nowhere(empty, changes, code):
    status, text, _ = await page(install_url(empty, **changes))
    assert (status, code in text) == (400, True)


async def test_a_code_works_once_for_ten_minutes_and_for_its_own_address(empty, app, alex):
    code = await code_of(install_url(empty), alex)
    with pytest.raises(SlackApiError) as error:
        await app.oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK + "/else")
    assert refused(error) == "bad_redirect_uri"
    with pytest.raises(SlackApiError) as error:
        await app.oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK)
    assert refused(error) == "invalid_code"
    late = await code_of(install_url(empty), alex)
    empty.slack.clock.advance(601)
    with pytest.raises(SlackApiError) as error:
        await app.oauth_v2_access(**CLIENT, code=late, redirect_uri=BACK)
    assert refused(error) == "invalid_code"
    assert not empty.slack.grants.installed


async def test_a_code_with_a_challenge_needs_its_verifier(empty, app, alex):
    asked = {"code_challenge": challenge_of("v" * 43), "code_challenge_method": "S256"}
    code = await code_of(install_url(empty, **asked), alex)
    with pytest.raises(SlackApiError) as error:
        await app.oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK, code_verifier="w" * 43)
    assert refused(error) == "invalid_code_verifier"
    code = await code_of(install_url(empty, **asked), alex)
    got = await app.oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK, code_verifier="v" * 43)
    assert got["ok"]


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"client_secret": "guess"}, "bad_client_secret"), ({"client_id": "guess"}, "invalid_client_id")],
)
async def test_nobody_but_the_app_exchanges_a_code(empty, app, alex, changed, word):
    code = await code_of(install_url(empty), alex)
    with pytest.raises(SlackApiError) as error:
        await app.oauth_v2_access(**(CLIENT | changed), code=code, redirect_uri=BACK)
    assert refused(error) == word


async def test_the_app_is_nowhere_until_it_is_installed(empty, app, alex):
    async with WorkspaceClient(empty.url) as people:
        seen = await people.workspace("alex")
        assert not seen["app"]["installed"]
        assert [one["command"] for one in seen["commands"]] == ["/invite"]
        with pytest.raises(ControlError, match="unknown_command"):
            await people.command("alex", "#design", "/imagine boat")
        with pytest.raises(SlackApiError) as error:
            await AsyncWebClient(token=BOT_TOKEN, base_url=empty.api_url).auth_test()
        assert refused(error) == "invalid_auth"
        await installed(empty, app, alex)
        assert (await people.workspace("alex"))["app"]["installed"]
        assert not empty.slack.workspace.bot_in(empty.slack.workspace.channel_named("design"))


async def test_tokens_that_rotate(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(EVERYTHING.read_text().rstrip() + "\n  token_rotation_enabled: true\n")
    async with running_slack(manifest=manifest, installed=False) as slack:
        app = AsyncWebClient(base_url=slack.api_url)
        got = await installed(slack, app, slack.slack.workspace.user_named("alex").id)
        assert got["access_token"].startswith("xoxe.xoxb-")
        assert got["refresh_token"].startswith("xoxe-")
        assert got["expires_in"] == 43_200
        bot = AsyncWebClient(token=got["access_token"], base_url=slack.api_url)
        slack.slack.clock.advance(43_000)
        rotate = {**CLIENT, "grant_type": "refresh_token"}
        new = await app.oauth_v2_access(**rotate, refresh_token=got["refresh_token"])
        assert new["access_token"] != got["access_token"]
        assert (await bot.auth_test())["ok"]
        slack.slack.clock.advance(201)
        with pytest.raises(SlackApiError) as error:
            await bot.auth_test()
        assert refused(error) == "token_expired"
        assert (await AsyncWebClient(token=new["access_token"], base_url=slack.api_url).auth_test())["ok"]
        with pytest.raises(SlackApiError) as error:
            await app.oauth_v2_access(**rotate, refresh_token=got["refresh_token"])
        assert refused(error) == "invalid_refresh_token"


@pytest.mark.parametrize("way", ["person", "app", "token", "switch"])
async def test_whoever_takes_it_out_ends_its_tokens_and_it_is_told(
    slack, people, bolt, connect, web_client, way
):
    seen = []

    async def heard(event):
        seen.append(event)

    for kind in ("app_uninstalled", "tokens_revoked"):
        bolt.event(kind)(heard)
    await connect(bolt)
    match way:
        case "person":
            await people.uninstall()
        case "app":
            await web_client.apps_uninstall(**CLIENT)
        case "token":
            assert (await web_client.auth_revoke(test=True))["revoked"] is False
            assert (await web_client.auth_revoke())["revoked"] is True
        case "switch":
            assert (await people.trouble("uninstalled"))["uninstalled"]["on"]
    async with asyncio.timeout(30):
        while len(seen) < 2:
            await slack.slack.feed.wait(slack.slack.feed.seq, 0.2)
    by_type = {event["type"]: event for event in seen}
    assert set(by_type) == {"app_uninstalled", "tokens_revoked"}
    assert by_type["tokens_revoked"]["tokens"] == {"oauth": [], "bot": [slack.slack.workspace.bot.id]}
    with pytest.raises(SlackApiError) as error:
        await web_client.auth_test()
    assert refused(error) == "account_inactive"
    assert not slack.slack.workspace.bot_in(slack.slack.workspace.channel_named("design"))
    assert (await people.command("alex", "#design", "/invite @sandbox-nobody"))["builtin"]
    await people.trouble("uninstalled", on=False)
    assert (await web_client.auth_test())["ok"]
    assert not (await people.troubles())["uninstalled"]["on"]
