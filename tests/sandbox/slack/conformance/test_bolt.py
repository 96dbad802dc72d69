"""Stock slack_sdk and slack_bolt, the synchronous ones too, talk to the workspace unmodified."""

import asyncio
import json
import time
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.app.async_app import AsyncApp
from slack_sdk import WebClient

from sandbox.bot_process import free_port
from sandbox.constants import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.delivery.http import sign
from sandbox.slack.testing import actions, button, plain, serving

FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Imagine"),
    "submit": plain("Paint"),
    "blocks": [
        {
            "type": "input",
            "block_id": "prompt",
            "label": plain("Prompt"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


async def journey(people):
    """A command, a click, a form; what a small bot of each kind below answers to them."""
    assert (await people.command("alex", "#design", "/imagine a boat"))["ok"]
    [asked] = await people.wait_for(lambda client: client.messages("mina", "#design"))
    assert asked["text"] == "a boat?"
    assert (await people.click("alex", asked, "go"))["ok"]

    async def painted(client):
        thread = await client.thread("alex", "#design", asked["ts"])
        return len(thread) == 2 and thread[1]["text"] == "painted" and thread

    await people.wait_for(painted)
    assert (await people.shortcut("alex", "paint"))["ok"]
    [view] = await people.wait_for(lambda client: client.modals("alex"))
    result = await people.submit("alex", view["id"], {"prompt": {"text": "no"}})
    assert result["errors"] == {"prompt": "Longer, please"}
    assert (await people.submit("alex", view["id"], {"prompt": {"text": "a lighthouse"}}))["ok"]
    await people.say("mina", "#design", "@Imagine hello")

    async def greeted(client):
        return [m for m in await client.messages("mina", "#design") if m["text"] == "hello yourself"]

    await people.wait_for(greeted)


def sync_bot(client):
    app = App(client=client, signing_secret=SIGNING_SECRET)

    @app.command("/imagine")
    def imagine(ack, command, client):
        ack()
        text = f"{command['text']}?"
        client.chat_postMessage(channel=command["channel_id"], text=text, blocks=actions(button("go")))

    @app.action("go")
    def go(ack, body, client):
        ack()
        where = {"channel": body["channel"]["id"], "thread_ts": body["message"]["ts"]}
        posted = client.chat_postMessage(**where, text="painting")
        client.chat_update(channel=where["channel"], ts=posted["ts"], text="painted")

    @app.shortcut("paint")
    def paint(ack, shortcut, client):
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    @app.view("form")
    def form(ack, view):
        if len(view["state"]["values"]["prompt"]["text"]["value"]) < 5:
            ack(response_action="errors", errors={"prompt": "Longer, please"})
        else:
            ack()

    @app.event("app_mention")
    def mention(say):
        say("hello yourself")

    @app.event("message")
    def message():
        pass

    return app


def async_bot(client):
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

    @app.command("/imagine")
    async def imagine(ack, command, client):
        await ack()
        text = f"{command['text']}?"
        await client.chat_postMessage(channel=command["channel_id"], text=text, blocks=actions(button("go")))

    @app.action("go")
    async def go(ack, body, client):
        await ack()
        where = {"channel": body["channel"]["id"], "thread_ts": body["message"]["ts"]}
        posted = await client.chat_postMessage(**where, text="painting")
        await client.chat_update(channel=where["channel"], ts=posted["ts"], text="painted")

    @app.shortcut("paint")
    async def paint(ack, shortcut, client):
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    @app.view("form")
    async def form(ack, view):
        if len(view["state"]["values"]["prompt"]["text"]["value"]) < 5:
            await ack(response_action="errors", errors={"prompt": "Longer, please"})
        else:
            await ack()

    @app.event("app_mention")
    async def mention(say):
        await say("hello yourself")

    @app.event("message")
    async def message():
        pass

    return app


@pytest.fixture
def sync_client(slack):
    return WebClient(token=BOT_TOKEN, base_url=slack.api_url)


async def test_bolt_async_in_socket_mode(people, web_client, connect):
    await connect(async_bot(web_client))
    await journey(people)


async def test_bolt_async_over_http(people, web_client):
    app = async_bot(web_client)
    server = app.server(port=0, path="/slack/events")
    async with serving({"/slack/events": server.handle_post_requests}) as url:
        await people.deliver_by_http(f"{url}/slack/events")
        await journey(people)


async def test_bolt_sync_in_socket_mode(people, sync_client, slack):
    app = await asyncio.to_thread(sync_bot, sync_client)
    handler = SocketModeHandler(app, APP_TOKEN)
    await asyncio.to_thread(handler.connect)
    try:
        await journey(people)
    finally:
        await asyncio.to_thread(handler.close)


async def test_bolt_sync_over_http(people, sync_client):
    app = await asyncio.to_thread(sync_bot, sync_client)

    async def handle(request):
        body = (await request.read()).decode()
        answer = await asyncio.to_thread(app.dispatch, BoltRequest(body=body, headers=dict(request.headers)))
        return web.Response(
            status=answer.status,
            body=answer.body,
            headers={name: values[0] for name, values in answer.headers.items()},
        )

    async with serving({"/slack/events": handle}) as url:
        await people.deliver_by_http(f"{url}/slack/events")
        await journey(people)


async def test_bolt_refuses_what_is_not_signed_by_us(people, web_client):
    app = AsyncApp(client=web_client, signing_secret="another secret")
    server = app.server(port=0, path="/slack/events")
    async with serving({"/slack/events": server.handle_post_requests}) as url:
        await people.deliver_by_http(f"{url}/slack/events", verify=False)
        assert (await people.command("alex", "#design", "/imagine"))["error"] == "http_client_error"


@asynccontextmanager
async def development_server(app):
    """Bolt's own server of the synchronous kind, in a thread."""
    server = SlackAppDevelopmentServer(free_port(), "/slack/events", app, http_server_logger_enabled=False)
    serving_it = asyncio.create_task(asyncio.to_thread(server.start))
    try:
        yield f"http://127.0.0.1:{server._port}/slack/events"
    finally:
        await asyncio.to_thread(server._server.shutdown)
        await serving_it


async def test_bolt_sync_behind_its_own_server(people, sync_client):
    app = await asyncio.to_thread(sync_bot, sync_client)
    async with development_server(app) as url:
        await people.deliver_by_http(url)
        await journey(people)


@pytest.fixture(params=["sync", "async"])
async def request_url(request, sync_client, web_client):
    if request.param == "sync":
        app = await asyncio.to_thread(sync_bot, sync_client)
        async with development_server(app) as url:
            yield url
    else:
        server = async_bot(web_client).server(port=0, path="/slack/events")
        async with serving({"/slack/events": server.handle_post_requests}) as url:
            yield f"{url}/slack/events"


@pytest.mark.parametrize(
    ("age", "body", "status"),
    [
        (0, b"as signed", 200),
        (240, b"as signed", 200),  # not closer to the edge than a slow machine may take
        (310, b"as signed", 401),
        (-400, b"as signed", 401),
        (0, b"altered", 401),
    ],
)
async def test_both_ends_agree_on_signatures_and_the_five_minutes(request_url, age, body, status):
    """What the workspace signs is accepted for five minutes, and only as it was signed."""
    payload = json.dumps({"type": "event_callback", "event": {"type": "message", "text": "x"}}).encode()
    timestamp = str(int(time.time()) - age)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(SIGNING_SECRET, timestamp, payload),
    }
    sent = payload if body == b"as signed" else payload.replace(b"x", b"y")
    async with (
        aiohttp.ClientSession() as session,
        session.post(request_url, data=sent, headers=headers) as response,
    ):
        assert response.status == status


async def test_a_request_url_repeats_its_challenge(people, request_url):
    assert (await people.deliver_by_http(request_url))["mode"] == "http"


async def test_retries_over_http_say_what_they_are(people, request_url, slack):
    """The real time-out is three seconds of the workspace's clock, and Bolt answers the retry."""
    await people.deliver_by_http(request_url)
    await people.add_fault("slack:deliver:events_api", "drop_reply", times=1)
    await people.say("mina", "#design", "@Imagine hello")

    async def again(client):
        entries = [e for e in await client.log() if e["kind"] == "envelope" and "app_mention" in e["name"]]
        everything = [e for e in await client.log() if e["kind"] == "envelope"]
        return entries and [e["attempt"] for e in everything if e["attempt"] and e["ok"]]

    assert await people.wait_for(again) == [1]


async def test_a_bolt_app_comes_back_after_a_refresh(people, web_client, connect, slack):
    await connect(async_bot(web_client))
    hub = slack.slack.courier.hub
    await people.disconnect("refresh_requested")

    async def answered(client):
        return (await client.command("alex", "#design", "/imagine a boat"))["ok"]

    async def back(client):
        log = [e for e in await client.log() if e["kind"] == "socket"]
        return len(log) == 2 and hub.connected == 1

    await people.wait_for(back)
    assert await answered(people)
