"""A browser without a window: asks Slack's pages, and answers them."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp

from sandbox.constants import CLIENT_ID

BACK = "http://127.0.0.1:9/slack/oauth_redirect"
SCOPES = "chat:write,commands"


def install_url(slack, **changes):
    asked = {"client_id": CLIENT_ID, "scope": SCOPES, "redirect_uri": BACK, "state": "s7"} | changes
    return f"{slack.url}/oauth/v2/authorize?{urlencode(asked)}"


def sign_in_url(slack, **changes):
    asked = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "scope": "openid profile email",
        "redirect_uri": BACK,
        "state": "s7",
        "nonce": "n7",
    } | changes
    return f"{slack.url}/openid/connect/authorize?{urlencode(asked)}"


async def page(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text(), response.headers


async def answer(url, **form):
    """Submit the form at `url`; where it leads to, and what is said there."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=form, allow_redirects=False) as response,
    ):
        assert response.status == 303, await response.text()
        target = urlsplit(response.headers["Location"])
        return target._replace(query="").geturl(), dict(parse_qsl(target.query))


async def code_of(url, user):
    _, said = await answer(url, user=user, answer="allow")
    return said["code"]
