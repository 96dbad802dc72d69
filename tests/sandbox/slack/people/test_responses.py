"""`response_url`, through the SDK's webhook client."""

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.slack.testing import actions, button, section


@pytest.fixture
async def urls(bolt, connect, people):
    """Runs a command, or clicks on a message; returns a client of the URL the app was given."""
    given = []

    async def take(ack, body):
        await ack()
        given.append(body["response_url"])

    bolt.command("/imagine")(take)
    bolt.action("go")(take)
    await connect(bolt)

    async def url(message=None, channel="#launch-plans"):
        if message is None:
            await people.command("alex", channel, "/imagine boat")
        else:
            await people.click("alex", message, "go")
        return AsyncWebhookClient(given[-1])

    return url


async def test_it_works_where_the_app_is_not(urls, people):
    hook = await urls()
    assert (await hook.send(text="only you")).body == "ok"
    assert (await hook.send(text="everyone", response_type="in_channel")).body == "ok"
    assert [m["text"] for m in await people.messages("alex", "#launch-plans")] == ["only you", "everyone"]
    [seen] = await people.messages("mina", "#launch-plans")
    assert (seen["text"], seen["subtype"]) == ("everyone", "bot_message")


async def test_five_uses(urls):
    hook = await urls()
    for number in range(5):
        assert (await hook.send(text=str(number))).status_code == 200
    answer = await hook.send(text="once more")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "used_url"}')


async def test_thirty_minutes(urls, people):
    hook = await urls()
    await people.advance(1799)
    assert (await hook.send(text="just in time")).status_code == 200
    await people.advance(2)
    answer = await hook.send(text="too late")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_made_up_url(slack):
    answer = await AsyncWebhookClient(f"{slack.url}/actions/C0/nothing").send(text="x")
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "invalid_url"}')


async def test_replace_and_delete_the_message_that_was_clicked(urls, people, web_client, channels):
    await web_client.chat_postMessage(channel=channels["design"], text="one", blocks=actions(button("go")))
    [message] = await people.messages("alex", "#design")
    hook = await urls(message)
    await hook.send(text="two", replace_original=True, blocks=[section("two")])
    [seen] = await people.messages("mina", "#design")
    assert (seen["ts"], seen["text"]) == (message["ts"], "two")
    assert seen["blocks"][0]["type"] == "section"
    await hook.send(text="beside it")
    assert [m["text"] for m in await people.messages("alex", "#design")] == ["two", "beside it"]
    await hook.send(delete_original=True)
    assert [m["text"] for m in await people.messages("alex", "#design")] == ["beside it"]
    answer = await hook.send(text="x", replace_original=True)
    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "message_not_found"}')


async def test_an_ephemeral_original(urls, people, web_client, channels, users):
    await web_client.chat_postEphemeral(
        channel=channels["design"], user=users["alex"], text="one", blocks=actions(button("go"))
    )
    [message] = await people.messages("alex", "#design")
    hook = await urls(message)
    await hook.send(text="two", replace_original=True)
    [seen] = await people.messages("alex", "#design")
    assert (seen["text"], seen["_sandbox"]["ephemeral"]) == ("two", True)
    assert "blocks" not in seen
    await hook.send(delete_original=True)
    assert await people.messages("alex", "#design") == []


async def test_a_commands_first_answer_can_be_replaced(urls, people):
    hook = await urls()
    await hook.send(text="working")
    await hook.send(text="done", replace_original=True)
    assert [m["text"] for m in await people.messages("alex", "#launch-plans")] == ["done"]


async def test_in_a_thread(urls, people):
    parent = await people.say("alex", "#launch-plans", "parent")
    hook = await urls()
    await hook.send_dict({"text": "inside", "response_type": "in_channel", "thread_ts": parent})
    thread = await people.thread("mina", "#launch-plans", parent)
    assert [message["text"] for message in thread] == ["parent", "inside"]
    answer = await hook.send_dict({"text": "x", "thread_ts": "1.000001"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": ""}, "no_text"),
        ({}, "invalid_payload"),
        ({"text": "x", "blocks": [{"type": "teapot"}]}, "invalid_blocks"),
        ({"text": "x", "response_type": "aloud"}, "invalid_payload"),
        ({"text": "x", "colour": "red"}, "invalid_payload"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
async def test_what_is_refused(urls, people, body, error):
    answer = await (await urls()).send_dict(body)
    assert answer.status_code in (400, 404)
    assert answer.body == f'{{"ok": false, "error": "{error}"}}'
    assert await people.messages("alex", "#launch-plans") == []


async def test_faults(urls, people):
    hook = await urls()
    hook.retry_handlers.clear()
    await people.add_fault("slack:response_url", "error", status=429, retry_after=2, times=1)
    answer = await hook.send(text="x")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    await people.add_fault("slack:response_url", "drop_reply", times=1)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await hook.send(text="sent, but not confirmed")
    [seen] = await people.messages("alex", "#launch-plans")
    assert seen["text"] == "sent, but not confirmed"
