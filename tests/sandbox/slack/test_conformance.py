"""Stock slack_sdk and slack_bolt, the synchronous ones too, talk to the workspace unmodified."""

import asyncio

import pytest
from aiohttp import web
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from sandbox.constants import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.testing import actions, button, picture, plain, serving

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


async def test_the_synchronous_web_client(sync_client, slack, channels, users):
    """Each call in its own shape: query, form, JSON, and a file."""

    def calls():
        assert sync_client.auth_test()["ok"]
        posted = sync_client.chat_postMessage(
            channel=channels["design"],
            text="hello",
            blocks=actions(button("go")),
            metadata={"event_type": "job", "event_payload": {"id": "1"}},
        )
        where = {"channel": channels["design"], "ts": posted["ts"]}
        assert sync_client.chat_update(**where, text="changed")["text"] == "changed"
        history = sync_client.conversations_history(
            channel=channels["design"], include_all_metadata=True, limit=5
        )
        assert history["messages"][0]["metadata"]["event_payload"] == {"id": "1"}
        assert sync_client.conversations_replies(**where)["messages"][0]["text"] == "changed"
        assert sync_client.users_info(user=users["mina"], include_locale=True)["user"]["locale"] == "ko-KR"
        assert sync_client.conversations_open(users=[users["mina"]])["channel"]["id"].startswith("D")
        file = sync_client.files_upload_v2(
            channel=channels["design"], content=picture(), filename="boat.png", title="Boat"
        )["file"]
        assert sync_client.files_info(file=file["id"])["file"]["mimetype"] == "image/png"
        sync_client.reactions_add(channel=channels["design"], timestamp=posted["ts"], name="eyes")
        assert sync_client.chat_getPermalink(channel=channels["design"], message_ts=posted["ts"])["ok"]
        pages = [
            len(page["channels"]) for page in sync_client.users_conversations(types="public_channel", limit=2)
        ]
        assert pages == [2, 1]
        with pytest.raises(SlackApiError) as refused:
            sync_client.chat_delete(channel=channels["design"], ts="1.000001")
        assert refused.value.response["error"] == "message_not_found"

    await asyncio.to_thread(calls)


async def test_retry_handlers_honour_retry_after(people, web_client, channels):
    """The SDK's handler waits as long as it is told, then succeeds."""
    web_client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await people.add_fault("slack:chat.postMessage", "error", status=429, retry_after=0, times=1)
    answer = await web_client.chat_postMessage(channel=channels["design"], text="x")
    assert answer["ok"]
    entries = [entry["ok"] for entry in await people.log() if entry["name"] == "chat.postMessage"]
    assert entries == [False, True]


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
