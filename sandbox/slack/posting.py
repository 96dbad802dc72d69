"""Putting the app's messages into the workspace: checked, their pictures fetched, then told to everyone."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.slack.api.errors import SlackError
from sandbox.slack.blockkit.normalise import normalise, plain_summary
from sandbox.slack.blockkit.surfaces import blocks_too_long, message_faults
from sandbox.slack.core import Slack
from sandbox.slack.delivery import events
from sandbox.slack.pictures import resolve
from sandbox.slack.state.model import Channel, Json, Message

MAX_TEXT: Final = 40_000
"""Characters of `text`, beyond which a posted message is cut ("chat.postMessage", truncating content)."""
MAX_SHORT_TEXT: Final = 4_000
"""chat.update and chat.postEphemeral refuse more ("msg_too_long")."""
MAX_ATTACHMENTS: Final = 100
MAX_METADATA: Final = 8_000
"""Characters of metadata as JSON; Slack names the error but not the limit."""


@dataclass(frozen=True)
class Content:
    """What a message shows, checked: blocks with ids, and where copies of its pictures are."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)


async def check_content(slack: Slack, given: Json) -> Content:
    """Hold `text`, `markdown_text`, `blocks` and `attachments` against Slack's rules, and fetch pictures.

    Raises
    ------
    SlackError
        ``no_text``, ``markdown_text_conflict``, ``invalid_blocks``, ``invalid_blocks_format``,
        ``too_many_attachments`` or ``msg_blocks_too_long``.
    """
    text, blocks, attachments = _parts(given)
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    faults = message_faults(blocks)
    for index, attachment in enumerate(attachments):
        faults += message_faults(attachment.get("blocks", []), f"/attachments/{index}/blocks")
    if faults:
        raise SlackError("invalid_blocks", [str(fault) for fault in faults])
    if blocks_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    shown = normalise(blocks, slack.workspace.ids.short)
    attachments = [dict(attachment) for attachment in attachments]
    images: dict[str, str] = {}
    resolved = await resolve(shown, "/blocks", slack.pictures, slack.workspace.files, slack.clock.now())
    faults, images = resolved.faults, resolved.images
    for index, attachment in enumerate(attachments):
        if "blocks" in attachment:
            attachment["blocks"] = normalise(attachment["blocks"], slack.workspace.ids.short)
            within = f"/attachments/{index}/blocks"
            resolved = await resolve(
                attachment["blocks"], within, slack.pictures, slack.workspace.files, slack.clock.now()
            )
            faults, images = faults + resolved.faults, images | resolved.images
    if faults:
        raise SlackError("invalid_blocks", [str(fault) for fault in faults])
    return Content(text or plain_summary(shown), shown, attachments, images)


def _parts(given: Json) -> tuple[str, list[Json], list[Json]]:
    text, markdown = given.get("text") or "", given.get("markdown_text")
    blocks, attachments = given.get("blocks") or [], given.get("attachments") or []
    if not isinstance(text, str):
        raise SlackError("invalid_arguments", ["must provide a string [json-pointer:/text]"])
    if markdown is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        blocks, text = [{"type": "markdown", "text": markdown}], markdown
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise SlackError(
            "invalid_arguments", ["must provide an array of objects [json-pointer:/attachments]"]
        )
    if len(attachments) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return text, blocks, attachments


def check_metadata(metadata: Any) -> Json | None:
    """Message metadata, or None for an empty object, which removes it.

    Raises
    ------
    SlackError
        ``invalid_metadata_format`` or ``metadata_too_large``.
    """
    if metadata in (None, {}):
        return None
    wellformed = (
        isinstance(metadata, dict)
        and set(metadata) == {"event_type", "event_payload"}
        and isinstance(metadata["event_type"], str)
        and metadata["event_type"] != ""
        and isinstance(metadata["event_payload"], dict)
    )
    if not wellformed:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False)) > MAX_METADATA:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def bot_body(slack: Slack, content: Content, ts: str) -> Json:
    """Slack's message object for something the app says."""
    bot = slack.workspace.bot
    body: Json = {
        "user": bot.id,
        "type": "message",
        "ts": ts,
        "bot_id": bot.bot_id,
        "app_id": bot.app_id,
        "text": content.text[:MAX_TEXT],
        "team": slack.workspace.team_id,
        "bot_profile": {
            "id": bot.bot_id,
            "app_id": bot.app_id,
            "user_id": bot.id,
            "name": bot.display_name,
            "icons": {},
            "deleted": False,
            "updated": 1_700_000_000,
            "team_id": slack.workspace.team_id,
        },
    }
    if content.blocks:
        body["blocks"] = content.blocks
    if content.attachments:
        body["attachments"] = content.attachments
    return body


def post_as_bot(
    slack: Slack,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str | None = None,
    broadcast: bool = False,
    ephemeral_to: str | None = None,
    metadata: Json | None = None,
    extra: Json | None = None,
) -> Message:
    ts = slack.workspace.ids.ts(slack.clock.now())
    body = bot_body(slack, content, ts) | (extra or {})
    if thread_ts is not None and ephemeral_to is None:
        parent = slack.workspace.message(channel.id, thread_ts)
        body["parent_user_id"] = parent.author if parent else ""
        if broadcast:
            body["subtype"] = "thread_broadcast"
    message = slack.workspace.post(
        Message(
            channel=channel.id,
            ts=ts,
            author=slack.workspace.bot.id,
            body=body,
            thread_ts=thread_ts,
            ephemeral_to=ephemeral_to,
            broadcast=broadcast,
            metadata=metadata,
            images=content.images,
        )
    )
    events.message_posted(slack, message)
    return message


def edit(slack: Slack, message: Message, changes: Json, images: dict[str, str]) -> None:
    """Replace parts of a message's body in place; earlier pictures stay known while blocks name them."""
    previous = message.to_slack(include_metadata=True)
    message.body = {**message.body, **changes}
    for name in [key for key, value in message.body.items() if value is None]:
        del message.body[name]
    message.images = images
    message.failed_actions = []
    slack.workspace.changed(message)
    events.message_changed(slack, message, previous)


def remove(slack: Slack, message: Message) -> None:
    previous = message.to_slack(include_metadata=True)
    slack.workspace.delete(message)
    events.message_deleted(slack, message, previous)


def slackbot_says(slack: Slack, channel: Channel, user: str, text: str) -> Message:
    """A line only `user` sees, such as Slack's own word that a command failed."""
    ts = slack.workspace.ids.ts(slack.clock.now())
    body = {"type": "message", "user": "USLACKBOT", "username": "Slackbot", "text": text, "ts": ts}
    return slack.workspace.post(
        Message(channel=channel.id, ts=ts, author="USLACKBOT", body=body, ephemeral_to=user)
    )
