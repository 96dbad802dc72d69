"""What an app answers with: the body of an acknowledged command, or a POST to a `response_url`."""

from typing import Any, Final

from sandbox.slack.api.errors import SlackError
from sandbox.slack.core import Slack
from sandbox.slack.people.responses import ResponseUrl
from sandbox.slack.posting import check_content, check_metadata, edit, post_as_bot, remove
from sandbox.slack.state.model import Channel, Json, Message

_FIELDS: Final = frozenset(
    [
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "metadata",
        "unfurl_links",
        "unfurl_media",
        "mrkdwn",
        "parse",
        "link_names",
    ]
)
"""Of a message payload; anything else is refused (Slack would pass over it in silence)."""


async def answer_command(slack: Slack, channel: Channel, user: str, body: Any) -> Message | None:
    """Show what came with a command's acknowledgement: nothing, a text, or a message.

    Raises
    ------
    SlackError
        The message is not valid.
    """
    if body is None or body in ("", {}):
        return None
    given = {"text": body} if isinstance(body, str) else body
    if not isinstance(given, dict) or set(given) - _FIELDS:
        raise SlackError("invalid_command_response")
    return await _post(slack, channel, user, given)


async def answer_by_url(slack: Slack, url: ResponseUrl, body: Any) -> Message | None:
    """Carry out one POST to a response URL; None if it deleted the original.

    Raises
    ------
    SlackError
        ``invalid_payload``, ``message_not_found``, or what is wrong with the message.
    """
    if not isinstance(body, dict) or not body or set(body) - _FIELDS:
        raise SlackError("invalid_payload")
    if body.get("delete_original"):
        remove(slack, _original(slack, url))
        return None
    if body.get("replace_original") and url.original is not None:
        return await _replace(slack, url, body)
    message = await _post(slack, url.channel, url.user, body)
    if url.original is None:  # a command's first answer is what later ones replace
        url.original = message
    return message


def _original(slack: Slack, url: ResponseUrl) -> Message:
    """What was clicked, if it is still there and is the app's own."""
    if url.original is None:
        raise SlackError("message_not_found")
    found = slack.workspace.message(url.original.channel, url.original.ts)
    if found is not url.original or found.author != slack.workspace.bot.id:
        raise SlackError("message_not_found")
    return found


async def _replace(slack: Slack, url: ResponseUrl, body: Json) -> Message:
    _original(slack, url)
    content = await check_content(slack, body)
    message = _original(slack, url)
    changes: Json = {
        "text": content.text,
        "blocks": content.blocks or None,
        "attachments": content.attachments or None,
    }
    if "metadata" in body:
        message.metadata = check_metadata(body["metadata"])
    edit(slack, message, changes, content.images)
    return message


async def _post(slack: Slack, channel: Channel, user: str, body: Json) -> Message:
    response_type = body.get("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_payload", ["response_type must be ephemeral or in_channel"])
    thread_ts = body.get("thread_ts")
    parent = slack.workspace.message(channel.id, thread_ts) if thread_ts else None
    if thread_ts and (parent is None or parent.is_reply or parent.ephemeral_to is not None):
        raise SlackError("cannot_reply_to_message")
    content = await check_content(slack, body)
    return post_as_bot(
        slack,
        channel,
        content,
        thread_ts=thread_ts,
        ephemeral_to=user if response_type == "ephemeral" else None,
        metadata=check_metadata(body.get("metadata")),
        extra={} if slack.workspace.bot_in(channel) else {"subtype": "bot_message"},
    )
