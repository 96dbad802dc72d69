"""conversations.*"""

import re
from collections.abc import Mapping
from typing import Final

from sandbox.slack.api.call import Call, Handler, page
from sandbox.slack.api.errors import SlackError, invalid_arguments
from sandbox.slack.delivery import events
from sandbox.slack.state.model import Json, Message

_MAX_PAGE: Final = 999
_DEFAULT_HISTORY: Final = 100
_DEFAULT_REPLIES: Final = 1000
MAX_GROUP: Final = 8
"""People in a group message beside the bot ("conversations.open": between 1 and 8)."""


async def info(call: Call) -> Json:
    channel = call.conversation()
    call.need_kind_scope(channel, "read")
    found = channel.to_slack(call.workspace.bot.id, call.workspace.team_id)
    if call.get("include_num_members"):
        found["num_members"] = len(channel.members)
    if call.get("include_locale"):
        found["locale"] = "en-US"
    return {"channel": found}


async def members(call: Call) -> Json:
    channel = call.conversation()
    call.need_kind_scope(channel, "read")
    limit = call.get("limit", 100)
    if not 1 <= limit <= _MAX_PAGE:
        raise SlackError("invalid_limit")
    items, cursor = page(channel.members, call.get("cursor"), limit)
    return {"members": list(items), "response_metadata": {"next_cursor": cursor}}


async def open_(call: Call) -> Json:
    """A direct message with one person, or a group message with up to eight."""
    workspace, given = call.workspace, call.get("users")
    if given is None and call.get("channel") is None:
        raise SlackError("users_list_not_supplied")
    if given is None:
        channel = call.conversation()
        if channel.kind not in ("im", "mpim"):
            raise SlackError("method_not_supported_for_channel_type")
        return {"channel": channel.to_slack(workspace.bot.id, workspace.team_id)}
    users = [user for user in given.split(",") if user]
    call.need_scope("im:write" if len(users) == 1 else "mpim:write")
    if not users:
        raise SlackError("not_enough_users")
    if len(users) > MAX_GROUP:
        raise SlackError("too_many_users")
    if any(user not in workspace.users or user == workspace.bot.id for user in users):
        raise SlackError("user_not_found")
    everyone = [*users, workspace.bot.id]
    found = workspace.direct_message(everyone)
    if found is None and call.get("prevent_creation"):
        raise SlackError("channel_not_found")
    if found is None:
        names = "--".join(workspace.users[user].name for user in everyone)
        found = workspace.new_channel(f"mpdm-{names}-1", "mpim", everyone, workspace.bot.id)
    if call.get("return_im"):
        return {"channel": found.to_slack(workspace.bot.id, workspace.team_id)}
    return {"channel": {"id": found.id}}


async def join(call: Call) -> Json:
    channel = call.conversation()
    if channel.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    bot = call.workspace.bot
    joined = call.workspace.join(channel, bot.id)
    answer: Json = {"channel": channel.to_slack(bot.id, call.workspace.team_id)}
    if not joined:
        return {
            **answer,
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    event = {"type": "member_joined_channel", "user": bot.id, "channel": channel.id, "team": bot.team_id}
    events.emit(call.slack, event)
    return answer


async def history(call: Call) -> Json:
    """Newest first, without replies that were not sent to the conversation as well."""
    channel = call.joined(call.conversation())
    call.need_kind_scope(channel, "history")
    found = [
        message
        for message in call.workspace.messages(channel.id)
        if message.ephemeral_to is None and (not message.is_reply or message.broadcast)
    ]
    found = _between(call, found)[::-1]
    return _messages(call, found, _DEFAULT_HISTORY) | {"pin_count": 0}


async def replies(call: Call) -> Json:
    """The parent first, then its replies, oldest first; the parent comes whatever the bounds are."""
    # the method's page lists no not_in_channel: a channel the bot is not in is not there
    channel = call.joined(call.conversation(), "channel_not_found")
    call.need_kind_scope(channel, "history")
    asked = call.workspace.message(channel.id, call.arguments["ts"])
    if asked is None or asked.ephemeral_to is not None:
        raise SlackError("thread_not_found")
    parent = call.workspace.message(channel.id, asked.thread_ts) if asked.thread_ts else asked
    if parent is None:
        raise SlackError("thread_not_found")
    return _messages(call, [parent, *_between(call, parent.replies)], _DEFAULT_REPLIES)


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.get("oldest", "0"), call.get("latest", "")
    for name, value in (("invalid_ts_oldest", oldest), ("invalid_ts_latest", latest)):
        if value and value != "now" and not re.fullmatch(r"\d+(\.\d+)?", value):
            raise SlackError(name)
    low = float(oldest or 0)
    high = float(latest) if latest and latest != "now" else float("inf")
    inclusive = call.get("inclusive", False)
    return [
        message
        for message in messages
        if low < float(message.ts) < high or (inclusive and float(message.ts) in (low, high))
    ]


def _messages(call: Call, messages: list[Message], default: int) -> Json:
    limit = call.get("limit", default)
    if not 1 <= limit <= max(_MAX_PAGE, default):
        raise invalid_arguments("must be between 1 and 999 [json-pointer:/limit]")
    items, cursor = page(messages, call.get("cursor"), limit)
    metadata = call.get("include_all_metadata", False)
    answer: Json = {
        "messages": [message.to_slack(include_metadata=metadata) for message in items],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


HANDLERS: Final[Mapping[str, Handler]] = {
    "conversations.info": info,
    "conversations.members": members,
    "conversations.open": open_,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
}
