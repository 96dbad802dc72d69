"""Sign in with Slack, checked as an app checks it: with the keys that the workspace publishes."""

import aiohttp
import jwt
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN, CLIENT_ID, CLIENT_SECRET
from tests.sandbox.slack.oauth.asking import BACK, answer, code_of, install_url, page, sign_in_url

CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


async def fetched(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.json()


async def test_one_click_as_any_member_says_who_they_are(slack, users):
    _, text, _ = await page(sign_in_url(slack))
    assert all(f'value="{users[name]}"' in text for name in ("alex", "mina", "sam"))
    assert slack.slack.workspace.bot.id not in text
    code = await code_of(sign_in_url(slack), users["mina"])
    known = await fetched(f"{slack.url}/.well-known/openid-configuration")
    app = AsyncWebClient(base_url=slack.api_url)
    got = await app.openid_connect_token(**CLIENT, code=code, redirect_uri=BACK)
    assert got["token_type"] == "Bearer"

    key = jwt.PyJWKSet.from_dict(await fetched(known["jwks_uri"]))[
        jwt.get_unverified_header(got["id_token"])["kid"]
    ]
    claims = jwt.decode(
        got["id_token"], key, algorithms=["RS256"], audience=CLIENT_ID, issuer=known["issuer"]
    )
    assert claims["sub"] == claims["https://slack.com/user_id"] == users["mina"]
    assert claims["https://slack.com/team_id"] == slack.slack.workspace.team_id
    assert (claims["nonce"], claims["name"], claims["locale"]) == ("n7", "김민아", "ko-KR")
    assert claims["exp"] - claims["iat"] == 300

    person = AsyncWebClient(token=got["access_token"], base_url=slack.api_url)
    said = await person.openid_connect_userInfo()
    assert (said["sub"], said["email"]) == (users["mina"], "mina@harbour-studio.example")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await person.chat_postMessage(channel="#design", text="hello")


async def test_a_stranger_to_the_workspace_cannot_sign_in(slack):
    async with (
        aiohttp.ClientSession() as session,
        session.post(sign_in_url(slack), data={"user": "U0NOBODY"}) as response,
    ):
        assert (response.status, "invalid_user" in await response.text()) == (400, True)


async def test_what_was_not_asked_for_is_not_said(slack, users):
    code = await code_of(sign_in_url(slack, scope="openid"), users["sam"])
    got = await AsyncWebClient(base_url=slack.api_url).openid_connect_token(
        **CLIENT, code=code, redirect_uri=BACK
    )
    claims = jwt.decode(got["id_token"], options={"verify_signature": False})
    assert not {"name", "email", "locale"} & set(claims)


async def test_the_code_of_an_installation_is_none_for_signing_in(slack, users):
    code = await code_of(install_url(slack), users["alex"])
    with pytest.raises(SlackApiError, match="invalid_code"):
        await AsyncWebClient(base_url=slack.api_url).openid_connect_token(
            **CLIENT, code=code, redirect_uri=BACK
        )


async def test_the_bots_token_is_no_persons(slack):
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url).openid_connect_userInfo()


async def test_who_cancels_stays_unknown(slack):
    target, said = await answer(sign_in_url(slack), answer="cancel")
    assert (target, said) == (BACK, {"error": "access_denied", "state": "s7"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"response_type": "token"}, "unsupported_response_type"), ({"scope": "profile"}, "invalid_scope")],
)
async def test_a_request_that_is_wrong_is_explained(slack, changes, code):
    status, text, _ = await page(sign_in_url(slack, **changes))
    assert (status, code in text) == (400, True)
