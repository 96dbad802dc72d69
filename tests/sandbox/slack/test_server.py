"""What the server shows to browsers, and to whom; how an app is told where it is."""

import asyncio

import aiohttp
import pytest
from yarl import URL

from sandbox.slack import server
from sandbox.slack.server import running_slack


async def get(url, **headers):
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        return response.status, response.headers, await response.text()


async def test_the_environment_an_app_needs(slack):
    assert slack.environment() == {
        "SLACK_API_URL": f"{slack.url}/api/",
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_CLIENT_ID": "17954537831.26011408224",
        "SLACK_CLIENT_SECRET": "sandbox-client-secret",
        "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
        "SLACK_APP_TOKEN": "xapp-sandbox",
    }
    async with running_slack(request_url="http://127.0.0.1:9/slack/events") as other:
        assert "SLACK_APP_TOKEN" not in other.environment()
        assert other.url != slack.url


@pytest.fixture
def page(tmp_path, monkeypatch):
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text("<!DOCTYPE html><title>Workspace</title>", encoding="utf-8")
    (folder / "app.js").write_text("'use strict';", encoding="utf-8")
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(server, "PAGE", folder)


async def test_the_page(page, slack):
    status, headers, text = await get(slack.url)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Workspace" in text
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert f"connect-src 'self' ws://{slack.url.removeprefix('http://')}" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, _ = await get(f"{slack.url}/page/app.js")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, "text/javascript")


@pytest.mark.parametrize("path", ["nothing.js", "__init__.py", "..%2Fsecret.txt", "%2e%2e/secret.txt"])
async def test_what_is_not_of_the_page(page, slack, path):
    status, _, text = await get(URL(f"{slack.url}/page/{path}", encoded=True))
    assert status == 404
    assert "secret" not in text


async def test_without_a_page(tmp_path, monkeypatch, slack):
    monkeypatch.setattr(server, "PAGE", tmp_path)
    status, _, text = await get(slack.url)
    assert status == 200
    assert "not part of this build" in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "same"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "elsewhere.example"}, 403),
        ({"Host": "elsewhere.example:80"}, 403),
        ({"Host": "localhost"}, 200),
        ({"Host": "[::1]:8100"}, 200),
    ],
)
async def test_other_sites_cannot_reach_in(slack, headers, status):
    if headers.get("Origin") == "same":
        headers = {"Origin": slack.url}
    assert (await get(f"{slack.url}/_sandbox/workspace?user=alex", **headers))[0] == status


async def test_it_ends_while_somebody_watches():
    async with aiohttp.ClientSession() as session:
        async with running_slack() as slack:
            ws = await session.ws_connect(f"{slack.url}/_sandbox/live?user=alex")
            assert (await ws.receive_json(timeout=30))["type"] == "hello"
            url = f"{slack.url}/_sandbox/changes?since=999&timeout=60"
            waiting = asyncio.create_task(session.get(url))
            while slack.slack.feed.waiting < 2:  # noqa: ASYNC110 - nobody tells that they begin to wait
                await asyncio.sleep(0)
        assert (await ws.receive(timeout=30)).data == aiohttp.WSCloseCode.GOING_AWAY
        assert (await (await waiting).json())["changes"] == []


async def test_permalinks_lead_into_the_page(slack):
    status, headers, _ = await get(f"{slack.url}/archives/C0/p1700000000123456?thread_ts=1.2&cid=C0")
    assert status == 302
    assert headers["Location"] == "/?channel=C0&message=1700000000.123456&thread=1.2"
