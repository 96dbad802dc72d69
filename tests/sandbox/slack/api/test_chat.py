import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.posting import MAX_METADATA, MAX_SHORT_TEXT, MAX_TEXT
from sandbox.slack.server import running_slack
from sandbox.slack.testing import actions, button, section

METADATA = {"event_type": "job", "event_payload": {"id": "j1"}}


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response


# chat.postMessage


async def test_a_message_as_slack_keeps_it(web_client, people, channels, slack):
    answer = await web_client.chat_postMessage(channel=channels["design"], text="hello", metadata=METADATA)
    bot = slack.slack.workspace.bot
    message = answer["message"]
    assert answer["channel"] == channels["design"]
    assert answer["ts"] == message["ts"]
    assert (message["user"], message["bot_id"], message["app_id"]) == (bot.id, bot.bot_id, bot.app_id)
    assert message["metadata"] == METADATA
    assert message["bot_profile"]["name"] == "Imagine"
    [seen] = await people.messages("mina", "#design")
    assert seen["text"] == "hello"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("random", "not_in_channel"),
        ("launch-plans", "channel_not_found"),
        ("C0NOWHERE00", "channel_not_found"),
    ],
)
async def test_where_the_app_is_not(web_client, channels, channel, error):
    answer = await refused(web_client.chat_postMessage(channel=channels.get(channel, channel), text="hello"))
    assert answer["error"] == error


async def test_chat_write_public_opens_public_channels(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "oauth_config: {scopes: {bot: ['chat:write', 'chat:write.public']}}", encoding="utf-8"
    )
    async with running_slack(manifest=manifest) as slack:
        client = AsyncWebClient(token="xoxb-sandbox", base_url=slack.api_url)
        room = slack.slack.workspace.channel_named
        await client.chat_postMessage(channel=room("random").id, text="x")
        answer = await refused(client.chat_postMessage(channel=room("launch-plans").id, text="x"))
        assert answer["error"] == "channel_not_found"
        # its manifest has no messages tab
        dm = slack.slack.workspace.direct_message([room("design").members[0], slack.slack.workspace.bot.id])
        answer = await refused(client.chat_postMessage(channel=dm.id, text="x"))
        assert answer["error"] == "messages_tab_disabled"


async def test_channels_by_name_and_people_by_id(web_client, channels, users):
    assert (await web_client.chat_postMessage(channel="#design", text="x"))["channel"] == channels["design"]
    assert (await web_client.chat_postMessage(channel=users["mina"], text="x"))["channel"].startswith("D")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": [section("x" * 2500)] * 6}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_format"),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"x": "y" * MAX_METADATA}}},
            "metadata_too_large",
        ),
        ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": "x", "username": "Somebody"}, "missing_scope"),
    ],
)
async def test_content_that_is_refused(web_client, channels, content, error):
    answer = await refused(
        web_client.api_call("chat.postMessage", json={"channel": channels["design"], **content})
    )
    assert answer["error"] == error


async def test_invalid_blocks_are_pointed_at(web_client, people, channels):
    answer = await refused(
        web_client.chat_postMessage(
            channel=channels["design"], text="x", blocks=[{"type": "header", "text": {"type": "mrkdwn"}}]
        )
    )
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0] == "missing required field: text [json-pointer:/blocks/0/text]"
    assert answer["response_metadata"]["messages"][0] == f"[ERROR] {answer['errors'][0]}"
    assert await people.messages("alex", "#design") == []


async def test_blocks_in_attachments_are_checked_and_shown(web_client, channels, people):
    faulty = [{"blocks": [{"type": "teapot"}]}]
    answer = await refused(
        web_client.chat_postMessage(channel=channels["design"], text="x", attachments=faulty)
    )
    assert answer["errors"] == ["unsupported type: teapot [json-pointer:/attachments/0/blocks/0/type]"]
    good = [{"color": "#ff0000", "blocks": [section("inside")]}]
    await web_client.chat_postMessage(channel=channels["design"], text="x", attachments=good)
    [seen] = await people.messages("alex", "#design")
    assert seen["attachments"][0]["blocks"][0]["text"]["text"] == "inside"


async def test_text_beyond_the_limit_is_cut(web_client, channels):
    answer = await web_client.chat_postMessage(channel=channels["design"], text="x" * (MAX_TEXT + 1))
    assert len(answer["message"]["text"]) == MAX_TEXT
    assert answer["warning"] == "message_truncated"


async def test_text_is_worked_out_from_blocks(web_client, channels):
    answer = await web_client.api_call(
        "chat.postMessage", json={"channel": channels["design"], "blocks": [section("only blocks")]}
    )
    assert answer["message"]["text"] == "only blocks"


async def test_markdown_text(web_client, channels):
    answer = await web_client.chat_postMessage(channel=channels["design"], markdown_text="**bold**")
    assert answer["message"]["blocks"][0]["type"] == "markdown"


async def test_threads(web_client, people, channels):
    parent = await web_client.chat_postMessage(channel=channels["design"], text="parent")
    reply = await web_client.chat_postMessage(
        channel=channels["design"], text="reply", thread_ts=parent["ts"]
    )
    assert reply["message"]["thread_ts"] == parent["ts"]
    assert reply["message"]["parent_user_id"] == parent["message"]["user"]
    [shown] = await people.messages("alex", "#design")
    assert (shown["reply_count"], shown["latest_reply"]) == (1, reply["ts"])
    answer = await refused(
        web_client.chat_postMessage(channel=channels["design"], text="x", thread_ts=reply["ts"])
    )
    assert answer["error"] == "cannot_reply_to_message"


async def test_a_reply_can_be_sent_to_the_channel_too(web_client, people, channels):
    parent = await web_client.chat_postMessage(channel=channels["design"], text="parent")
    await web_client.chat_postMessage(
        channel=channels["design"], text="both", thread_ts=parent["ts"], reply_broadcast=True
    )
    shown = await people.messages("alex", "#design")
    assert [message["text"] for message in shown] == ["parent", "both"]
    assert shown[1]["subtype"] == "thread_broadcast"


# chat.postEphemeral


async def test_an_ephemeral_message_is_one_persons(web_client, people, channels, users):
    answer = await web_client.chat_postEphemeral(channel=channels["design"], user=users["mina"], text="psst")
    [seen] = await people.messages("mina", "#design")
    assert seen["ts"] == answer["message_ts"]
    assert seen["_sandbox"]["ephemeral"]
    assert await people.messages("alex", "#design") == []
    # and the app never finds it again
    update = web_client.chat_update(channel=channels["design"], ts=answer["message_ts"], text="x")
    assert (await refused(update))["error"] == "message_not_found"
    history = await web_client.conversations_history(channel=channels["design"])
    assert history["messages"] == []


async def test_ephemeral_needs_both_in_the_channel(web_client, channels, users, people):
    room = await people.add_channel("duo", members=["alex"], bot=True)
    answer = await refused(web_client.chat_postEphemeral(channel=room["id"], user=users["mina"], text="x"))
    assert answer["error"] == "user_not_in_channel"
    answer = await refused(
        web_client.chat_postEphemeral(channel=channels["random"], user=users["mina"], text="x")
    )
    assert answer["error"] == "not_in_channel"


async def test_ephemeral_text_has_a_limit(web_client, channels, users):
    answer = await refused(
        web_client.chat_postEphemeral(
            channel=channels["design"], user=users["mina"], text="x" * (MAX_SHORT_TEXT + 1)
        )
    )
    assert answer["error"] == "msg_too_long"


# chat.update


async def test_update_replaces_what_is_given(web_client, channels, people):
    posted = await web_client.chat_postMessage(
        channel=channels["design"], text="one", blocks=actions(button("go")), metadata=METADATA
    )
    where = {"channel": channels["design"], "ts": posted["ts"]}
    answer = await web_client.chat_update(**where, text="two")
    assert answer["message"]["text"] == "two"
    assert answer["message"]["blocks"] == posted["message"]["blocks"]
    assert answer["message"]["metadata"] == METADATA
    assert answer["message"]["edited"]["user"] == posted["message"]["user"]
    answer = await web_client.chat_update(**where, text="three", blocks=[], metadata={})
    assert "blocks" not in answer["message"]
    assert "metadata" not in answer["message"]
    [seen] = await people.messages("alex", "#design")
    assert seen["text"] == "three"


async def test_update_is_for_ones_own_messages(web_client, people, channels):
    ts = await people.say("alex", "#design", "mine")
    where = {"channel": channels["design"], "ts": ts}
    assert (await refused(web_client.chat_update(**where, text="x")))["error"] == "cant_update_message"
    assert (await refused(web_client.chat_delete(**where)))["error"] == "cant_delete_message"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * (MAX_SHORT_TEXT + 1)}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x" * 2500)] * 6}, "msg_too_long"),
        ({"text": "x", "blocks": [{"type": "teapot"}]}, "invalid_blocks"),
    ],
)
async def test_updates_that_are_refused_change_nothing(web_client, people, channels, content, error):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="before")
    arguments = {"channel": channels["design"], "ts": posted["ts"], **content}
    answer = await refused(web_client.api_call("chat.update", json=arguments))
    assert answer["error"] == error
    [seen] = await people.messages("alex", "#design")
    assert seen["text"] == "before"


async def test_update_of_nothing(web_client, channels):
    answer = await refused(web_client.chat_update(channel=channels["design"], ts="1.000001", text="x"))
    assert answer["error"] == "message_not_found"


async def test_deleted_while_its_picture_was_fetched(web_client, people, channels, picture_host):
    """An update that comes too late brings nothing back, whether the message is gone or a tombstone."""
    for replies in (0, 1):
        posted = await web_client.chat_postMessage(channel=channels["design"], text="painting")
        where = {"channel": channels["design"], "ts": posted["ts"]}
        for _ in range(replies):
            await people.say("alex", "#design", "nice", thread_ts=posted["ts"])
        await people.add_fault("slack:image", "delay", seconds=0.2, times=1)
        image = {"type": "image", "alt_text": "x", "image_url": f"{picture_host}/png"}
        seq = (await people.changes(0))["seq"]
        updating = asyncio.create_task(refused(web_client.chat_update(**where, text="x", blocks=[image])))

        async def fetching(client, since=seq):
            return any(entry["kind"] == "picture" for entry in await client.log(since))

        await people.wait_for(fetching)
        await web_client.chat_delete(**where)
        assert (await updating)["error"] == "message_not_found"
    [left] = await people.messages("alex", "#design")
    assert left["subtype"] == "tombstone"


# chat.delete


async def test_delete(web_client, people, channels):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="x")
    await web_client.chat_delete(channel=channels["design"], ts=posted["ts"])
    assert await people.messages("alex", "#design") == []
    answer = await refused(web_client.chat_delete(channel=channels["design"], ts=posted["ts"]))
    assert answer["error"] == "message_not_found"


async def test_deleting_a_parent_leaves_a_tombstone(web_client, people, channels):
    parent = await web_client.chat_postMessage(channel=channels["design"], text="parent")
    reply = await web_client.chat_postMessage(channel=channels["design"], text="r", thread_ts=parent["ts"])
    await web_client.chat_delete(channel=channels["design"], ts=parent["ts"])
    [seen] = await people.messages("alex", "#design")
    assert (seen["subtype"], seen["reply_count"]) == ("tombstone", 1)
    await web_client.chat_delete(channel=channels["design"], ts=reply["ts"])
    [seen] = await people.messages("alex", "#design")
    assert "reply_count" not in seen


# the rest


async def test_permalinks_lead_to_the_message(web_client, channels, slack):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="x")
    reply = await web_client.chat_postMessage(channel=channels["design"], text="y", thread_ts=posted["ts"])
    links = []
    for message in (posted, reply):
        answer = await web_client.chat_getPermalink(channel=channels["design"], message_ts=message["ts"])
        links.append(answer["permalink"])
        assert f"/archives/{channels['design']}/p{message['ts'].replace('.', '')}" in links[-1]
    assert f"thread_ts={posted['ts']}" in links[1]
    answer = await refused(web_client.chat_getPermalink(channel=channels["design"], message_ts="1.000001"))
    assert answer["error"] == "message_not_found"


async def test_a_status_lasts_until_a_reply_or_two_minutes(web_client, people, slack, channels):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="x")
    thread = {"channel_id": channels["design"], "thread_ts": posted["ts"]}
    statuses = slack.slack.workspace.statuses

    await web_client.assistant_threads_setStatus(**thread, status="is painting")
    assert [one["status"] for one in statuses.values()] == ["is painting"]
    await web_client.chat_postMessage(channel=channels["design"], text="done", thread_ts=posted["ts"])
    assert statuses == {}

    await web_client.assistant_threads_setStatus(**thread, status="is painting")
    await people.advance(60)
    await web_client.assistant_threads_setStatus(**thread, status="is still painting")
    await people.advance(61)  # the first one's two minutes, not the second's

    async def gone(_):
        return statuses == {}

    assert [one["status"] for one in statuses.values()] == ["is still painting"]
    await people.advance(60)
    await people.wait_for(gone)

    await web_client.assistant_threads_setStatus(**thread, status="again")
    await web_client.assistant_threads_setStatus(**thread, status="")
    assert statuses == {}


async def test_a_status_needs_its_thread(web_client, channels):
    answer = await refused(
        web_client.assistant_threads_setStatus(
            channel_id=channels["design"], thread_ts="1.000001", status="x"
        )
    )
    assert answer["error"] == "invalid_thread_ts"
