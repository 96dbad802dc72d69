"""chat.* and assistant.threads.setStatus"""

from collections.abc import Mapping
from typing import Final

from sandbox.slack.api.call import Call, Handler
from sandbox.slack.api.errors import SlackError, invalid_arguments
from sandbox.slack.core import Slack
from sandbox.slack.posting import (
    MAX_SHORT_TEXT,
    MAX_TEXT,
    check_content,
    check_metadata,
    edit,
    post_as_bot,
    remove,
)
from sandbox.slack.state.model import Channel, Json, Message

STATUS_SECONDS: Final = 120.0
"""After which a status goes away by itself ("assistant.threads.setStatus")."""
MAX_LOADING_MESSAGES: Final = 10


def _postable(call: Call) -> Channel:
    """Where the app may post: where it is a member, or any public channel with chat:write.public."""
    channel = call.conversation()
    if not call.workspace.bot_in(channel) and "chat:write.public" not in call.slack.grants.scopes:
        raise SlackError("not_in_channel")
    if channel.kind == "im" and not call.slack.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def _disguise(call: Call) -> Json:
    """Another name or icon for one message, which has its own scope."""
    chosen = {name: call.get(name) for name in ("username", "icon_url", "icon_emoji") if call.get(name)}
    if not chosen:
        return {}
    call.need_scope("chat:write.customize")
    icons = {name.removeprefix("icon_"): value for name, value in chosen.items() if name != "username"}
    return {"subtype": "bot_message", "icons": icons} | (
        {"username": chosen["username"]} if "username" in chosen else {}
    )


def _own(call: Call, channel: Channel, otherwise: str) -> Message:
    """The message the call names, if it is the app's; a tombstone is nobody's."""
    message = call.message(channel, call.arguments["ts"])
    if message.author != call.workspace.bot.id:
        raise SlackError(otherwise)
    return message


async def post_message(call: Call) -> Json:
    channel = _postable(call)
    thread_ts = call.thread(channel)
    disguise = _disguise(call)
    metadata = check_metadata(call.get("metadata"))
    content = await check_content(call.slack, dict(call.arguments))
    message = post_as_bot(
        call.slack,
        channel,
        content,
        thread_ts=call.thread(channel) if thread_ts else None,  # it may be gone after the fetches
        broadcast=bool(thread_ts and call.get("reply_broadcast")),
        metadata=metadata,
        extra=disguise,
    )
    if thread_ts is not None:
        show_status(call.slack, channel, thread_ts, "", [])
    answer: Json = {
        "channel": channel.id,
        "ts": message.ts,
        "message": message.to_slack(include_metadata=True),
    }
    if len(content.text) > MAX_TEXT:
        answer |= {
            "warning": "message_truncated",
            "response_metadata": {"warnings": ["message_truncated"]},
        }
    return answer


async def post_ephemeral(call: Call) -> Json:
    channel = _postable(call)
    user = call.arguments["user"]
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    if len(call.get("text", "")) > MAX_SHORT_TEXT:
        raise SlackError("msg_too_long")
    thread_ts = call.thread(channel)
    extra = _disguise(call)
    content = await check_content(call.slack, dict(call.arguments))
    message = post_as_bot(call.slack, channel, content, thread_ts=thread_ts, ephemeral_to=user, extra=extra)
    return {"message_ts": message.ts}


async def update(call: Call) -> Json:
    """Blocks, attachments and metadata that are not given stay; empty ones remove them."""
    channel = call.conversation()
    message = _own(call, channel, "cant_update_message")
    if len(call.get("text", "")) > MAX_SHORT_TEXT:
        raise SlackError("msg_too_long")
    given = dict(call.arguments)
    metadata = check_metadata(given["metadata"]) if "metadata" in given else message.metadata
    content = await check_content(call.slack, given)
    _own(call, channel, "message_not_found")  # it may have been deleted while its pictures were fetched
    message.metadata = metadata
    changes: Json = {
        "text": content.text,
        "edited": {"user": call.workspace.bot.id, "ts": call.workspace.ids.ts(call.slack.clock.now())},
    }
    if "blocks" in given or "markdown_text" in given:
        changes["blocks"] = content.blocks or None
    if "attachments" in given:
        changes["attachments"] = content.attachments or None
    edit(call.slack, message, changes, message.images | content.images)
    shown = message.to_slack(include_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": content.text, "message": shown}


async def delete(call: Call) -> Json:
    channel = call.conversation()
    message = _own(call, channel, "cant_delete_message")
    remove(call.slack, message)
    return {"channel": channel.id, "ts": message.ts}


async def get_permalink(call: Call) -> Json:
    channel = call.conversation()
    message = call.message(channel, call.arguments["message_ts"])
    return {"channel": channel.id, "permalink": call.slack.permalink(message)}


async def set_status(call: Call) -> Json:
    """A line such as "Imagine is painting …" under a thread; gone after a reply or two minutes."""
    channel = call.joined(call.conversation("channel_id"), "channel_not_found")
    thread_ts = call.arguments["thread_ts"]
    parent = call.workspace.message(channel.id, thread_ts)
    if parent is None or parent.is_reply:
        raise SlackError("invalid_thread_ts")
    loading = call.get("loading_messages", [])
    if not isinstance(loading, list) or len(loading) > MAX_LOADING_MESSAGES:
        raise invalid_arguments("no more than 10 items allowed [json-pointer:/loading_messages]")
    show_status(call.slack, channel, thread_ts, call.arguments["status"], loading)
    return {}


def show_status(slack: Slack, channel: Channel, thread_ts: str, status: str, loading: list[str]) -> None:
    """Show, replace or (when empty) take away the status of a thread."""
    statuses = slack.workspace.statuses
    key = (channel.id, thread_ts)
    if not status and key not in statuses:
        return
    data = {"channel": channel.id, "thread_ts": thread_ts, "status": status, "loading_messages": loading}
    slack.feed.publish("status", data, channel=channel.id)
    if not status:
        del statuses[key]
        return
    statuses[key] = data

    def expire() -> None:
        if statuses.get(key) is data:
            show_status(slack, channel, thread_ts, "", [])

    slack.later(STATUS_SECONDS, expire)


HANDLERS: Final[Mapping[str, Handler]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "assistant.threads.setStatus": set_status,
}
