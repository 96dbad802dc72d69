"""How calls arrive, who may make them, and what goes wrong on the way."""

import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import APP_TOKEN, BOT_TOKEN
from sandbox.slack.server import running_slack

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


@pytest.fixture
def call(slack):
    """POST to a method by hand; returns status, headers and JSON."""

    async def post(method, **request):
        async with (
            aiohttp.ClientSession() as session,
            session.post(slack.api_url + method, **request) as response,
        ):
            return response.status, response.headers, await response.json()

    return post


@pytest.mark.parametrize("way", ["json", "form", "multipart", "query", "get"])
async def test_arguments_come_in_every_shape(slack, channels, way):
    url = slack.api_url + "chat.postMessage"
    blocks = [{"type": "divider"}]
    nested = blocks if way == "json" else json.dumps(blocks)
    arguments = {"channel": channels["design"], "text": "hello", "blocks": nested}
    async with aiohttp.ClientSession(headers=BEARER) as session:
        request = {
            "json": lambda: session.post(url, json=arguments),
            "form": lambda: session.post(url, data=arguments),
            "multipart": lambda: session.post(
                url, data=aiohttp.FormData(arguments, default_to_multipart=True)
            ),
            "query": lambda: session.post(url, params=arguments),
            "get": lambda: session.get(url, params=arguments),
        }[way]()
        async with request as response:
            answer = await response.json()
    assert answer["ok"], answer
    assert answer["message"]["text"] == "hello"
    assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"data": b"{}", "headers": {**BEARER, "Content-Type": "text/csv"}}, "invalid_post_type"),
        (
            {"data": b"text=x", "headers": {**BEARER, "Content-Type": "application/json; charset=utf-16"}},
            "invalid_charset",
        ),
        ({"data": b"{", "headers": {**BEARER, "Content-Type": "application/json"}}, "invalid_arguments"),
        ({"data": b"[]", "headers": {**BEARER, "Content-Type": "application/json"}}, "invalid_arguments"),
        ({"json": {"channel": "x", "text": {}}, "headers": BEARER}, "invalid_arguments"),
        ({"json": {"channel": "x", "mrkdwn": "maybe"}, "headers": BEARER}, "invalid_arguments"),
        ({"json": {"text": "x"}, "headers": BEARER}, "invalid_arguments"),
        ({"json": {"channel": "x", "colour": "red"}, "headers": BEARER}, "invalid_arguments"),
        ({"data": {"channel": "x", "blocks": "{"}, "headers": BEARER}, "invalid_blocks_format"),
        ({"data": {"channel": "x", "metadata": "{"}, "headers": BEARER}, "invalid_metadata_format"),
        ({"data": {"channel": "x", "attachments": "{"}, "headers": BEARER}, "invalid_arguments"),
        ({"data": {"channel": "x", "token": BOT_TOKEN}}, "channel_not_found"),
        ({"json": {"channel": "x"}}, "not_authed"),
        ({"json": {"channel": "x"}, "headers": {"Authorization": "Bearer xoxb-other"}}, "invalid_auth"),
        (
            {"json": {"channel": "x"}, "headers": {"Authorization": f"Bearer {APP_TOKEN}"}},
            "not_allowed_token_type",
        ),
    ],
)
async def test_calls_that_are_refused_at_the_door(call, request_, error):
    _, _, answer = await call("chat.postMessage", **request_)
    assert (answer["ok"], answer["error"]) == (False, error)


async def test_a_body_without_a_type_is_refused(slack):
    async with (
        aiohttp.ClientSession(headers=BEARER, skip_auto_headers=["Content-Type"]) as session,
        session.post(slack.api_url + "auth.test", data=b"x") as response,
    ):
        assert (await response.json())["error"] == "missing_post_type"


async def test_the_fault_is_named(call):
    _, _, answer = await call("chat.postMessage", json={"text": "x", "colour": 1}, headers=BEARER)
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unknown argument: colour",
        "[ERROR] missing required field: channel",
    ]


async def test_a_method_the_workspace_does_not_have(call):
    _, _, answer = await call("chat.sing", json={}, headers=BEARER)
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "chat.sing"}


async def test_the_bot_token_opens_no_connections(call):
    _, _, answer = await call("apps.connections.open", headers=BEARER)
    assert answer["error"] == "not_allowed_token_type"


async def test_the_same_fault_has_a_name_in_every_method(call, channels, users):
    """A method that does not list an error answers the one it lists for the same fault."""
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2500}}] * 6
    body = {"channel": channels["design"], "text": "x", "user": users["mina"], "blocks": long}
    _, _, answer = await call("chat.postEphemeral", json=body, headers=BEARER)
    assert answer["error"] == "msg_too_long"
    body = {"files": [{"id": "F0"}], "blocks": "{"}
    _, _, answer = await call("files.completeUploadExternal", json=body, headers=BEARER)
    assert answer["error"] == "invalid_blocks"


async def test_missing_scopes_are_named(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: [commands, 'im:write']}}", encoding="utf-8")
    async with running_slack(manifest=manifest) as slack:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
        channel = slack.slack.workspace.channel_named("design").id
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=channel, text="x")
        assert refused.value.response.data == {
            "ok": False,
            "error": "missing_scope",
            "needed": "chat:write",
            "provided": "commands,im:write",
        }
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel=channel)
        assert refused.value.response["needed"] == "channels:history,groups:history,mpim:history,im:history"


async def test_a_scope_for_one_kind_of_channel_is_not_one_for_another(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: ['channels:history']}}", encoding="utf-8")
    async with running_slack(manifest=manifest) as slack:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
        room = slack.slack.workspace.channel_named
        await client.conversations_history(channel=room("design").id)
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel=room("brand-team").id)
        assert refused.value.response["needed"] == "groups:history"


async def test_scopes_are_told_in_headers(call):
    _, headers, _ = await call("users.info", data={"user": "U0"}, headers=BEARER)
    assert "X-Accepted-OAuth-Scopes" not in headers  # only successful answers carry them
    _, headers, _ = await call("auth.test", headers=BEARER)
    assert "chat:write" in headers["X-OAuth-Scopes"].split(",")


# Trouble on purpose


async def test_a_delay_is_carried_out_afterwards(people, web_client, channels):
    await people.add_fault("slack:chat.postMessage", "delay", seconds=0.01, times=1)
    await web_client.chat_postMessage(channel=channels["design"], text="late")
    assert [m["text"] for m in await people.messages("alex", "#design")] == ["late"]


async def test_429_carries_retry_after(people, call, channels):
    await people.add_fault("slack:chat.*", "error", status=429, retry_after=3, times=1)
    arguments = {"channel": channels["design"], "text": "x"}
    status, headers, answer = await call("chat.postMessage", json=arguments, headers=BEARER)
    assert (status, headers["Retry-After"], answer["error"]) == (429, "3", "ratelimited")
    status, _, answer = await call("chat.postMessage", json=arguments, headers=BEARER)
    assert (status, answer["ok"]) == (200, True)


async def test_an_error_in_slacks_words(people, web_client, channels):
    await people.add_fault(
        "slack:chat.update", "error", status=200, code="cant_update_message", message="because"
    )
    with pytest.raises(SlackApiError) as refused:
        await web_client.chat_update(channel=channels["design"], ts="1.0", text="x")
    assert refused.value.response["error"] == "cant_update_message"
    assert refused.value.response["response_metadata"]["messages"] == ["because"]


@pytest.mark.parametrize(("kind", "posted"), [("cut", 0), ("drop_reply", 1)])
async def test_a_broken_connection_before_and_after(people, web_client, channels, kind, posted):
    await people.add_fault("slack:chat.postMessage", kind, times=1)
    web_client.retry_handlers.clear()
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await web_client.chat_postMessage(channel=channels["design"], text="x")
    assert len(await people.messages("alex", "#design")) == posted


async def test_a_server_error(people, call):
    await people.add_fault("slack:auth.test", "error", status=503, code="service_unavailable")
    status, _, answer = await call("auth.test", headers=BEARER)
    assert (status, answer["error"]) == (503, "service_unavailable")


# Rate limits


async def test_rate_limits_are_off_at_first(web_client, channels):
    for _ in range(5):
        await web_client.chat_postMessage(channel=channels["design"], text="x")


async def test_one_message_a_second_in_each_channel(people, web_client, channels):
    await people.rate_limits(on=True)
    await web_client.chat_postMessage(channel=channels["design"], text="1")
    await web_client.chat_postMessage(channel=channels["general"], text="elsewhere")
    with pytest.raises(SlackApiError) as refused:
        await web_client.chat_postMessage(channel=channels["design"], text="2")
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "1"
    await people.advance(1)
    await web_client.chat_postMessage(channel=channels["design"], text="3")
    await people.rate_limits(on=False)
    await web_client.chat_postMessage(channel=channels["design"], text="4")


async def test_fifty_updates_a_minute(people, web_client, channels):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="0")
    await people.rate_limits(on=True)
    for number in range(50):
        await web_client.chat_update(channel=channels["design"], ts=posted["ts"], text=str(number))
    with pytest.raises(SlackApiError) as refused:
        await web_client.chat_update(channel=channels["design"], ts=posted["ts"], text="51")
    assert 1 <= int(refused.value.response.headers["Retry-After"]) <= 60
    await people.advance(60)
    await web_client.chat_update(channel=channels["design"], ts=posted["ts"], text="51")
