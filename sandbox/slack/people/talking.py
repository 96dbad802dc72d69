"""People write messages and run commands."""

from typing import Any

from sandbox.slack.api.errors import SlackError
from sandbox.slack.core import Slack
from sandbox.slack.delivery import events
from sandbox.slack.people import payloads
from sandbox.slack.people.answering import answer_command
from sandbox.slack.people.membership import hint_at_absence, run_invite
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.people.typing import typed_command, typed_message
from sandbox.slack.posting import slackbot_says
from sandbox.slack.state.files import file_json
from sandbox.slack.state.model import Channel, File, Json, Message


def known_user(slack: Slack, user: str) -> str:
    """The id of a person given by id or by name."""
    found = slack.workspace.users.get(user) or slack.workspace.user_named(user)
    if found is None or found.is_bot:
        raise RefusalError("unknown_user", f"there is nobody called {user}")
    return found.id


def known_channel(slack: Slack, user: str, channel: str) -> Channel:
    """A conversation given by id, by ``#name``, or ``@app`` for one's direct message with the app."""
    workspace = slack.workspace
    found = workspace.channels.get(channel) or workspace.channel_named(channel.lstrip("#"))
    if channel == "@app":
        found = workspace.direct_message([user, workspace.bot.id])
    if found is None or not workspace.can_see(user, found):
        raise RefusalError("channel_not_found", f"{user} sees no conversation {channel}")
    return found


def say(
    slack: Slack, user: str, channel: Channel, text: str, *, thread_ts: str | None, files: list[str]
) -> Message:
    """Post a message as a person, with files they uploaded before."""
    workspace = slack.workspace
    if user not in channel.members:
        raise RefusalError("not_in_channel", "join the channel first")
    with_app = channel.kind == "im" and workspace.bot_in(channel)
    if with_app and (not slack.manifest.messages_tab or slack.manifest.messages_tab_read_only):
        raise RefusalError("read_only", "the app's messages tab does not take messages")
    shared = [_own_file(slack, user, file) for file in files]
    if not text.strip() and not shared:
        raise RefusalError("no_text", "an empty message is not sent")
    parent = workspace.message(channel.id, thread_ts) if thread_ts else None
    if thread_ts and (parent is None or parent.is_reply or parent.ephemeral_to is not None):
        raise RefusalError("thread_not_found", f"there is no thread {thread_ts}")
    ts = workspace.ids.ts(slack.clock.now())
    body: Json = {
        "user": user,
        "type": "message",
        "ts": ts,
        "client_msg_id": workspace.ids.new("M"),
        "text": typed_message(workspace, user, text),
        "team": workspace.team_id,
    }
    if parent is not None:
        body["parent_user_id"] = parent.author
    if shared:
        for file in shared:
            file.channels.append(channel.id)
            file.shares.setdefault(channel.id, []).append(ts)
        body |= {
            "subtype": "file_share",
            "files": [file_json(file, slack.base_url, workspace) for file in shared],
            "upload": False,
            "display_as_bot": False,
        }
    message = workspace.post(Message(channel=channel.id, ts=ts, author=user, body=body, thread_ts=thread_ts))
    events.message_posted(slack, message)
    hint_at_absence(slack, message)
    if workspace.bot_in(channel):
        for file in shared:
            _file_shared(slack, file, message)
    return message


def _own_file(slack: Slack, user: str, file_id: str) -> File:
    file = slack.workspace.files.get(file_id)
    if file is None or file.user != user or file.deleted:
        raise RefusalError("file_not_found", f"{user} has no file {file_id}")
    return file


def _file_shared(slack: Slack, file: File, message: Message) -> None:
    event: Json = {
        "type": "file_shared",
        "channel_id": message.channel,
        "file_id": file.id,
        "user_id": message.author,
        "file": {"id": file.id},
        "event_ts": message.ts,
    }
    events.emit(slack, event)


async def run_command(slack: Slack, user: str, channel: Channel, line: str) -> Json:
    """``/name text``: returns once the app has acknowledged, or Slack would have given up.

    ``/invite`` is Slack's own; every other command is one of the manifest's.
    """
    name, _, text = line.strip().partition(" ")
    if name == "/invite" and user in channel.members:
        return run_invite(slack, channel, user, text)
    declared = slack.manifest.command(name) if slack.grants.installed else None
    if declared is None:
        raise RefusalError("unknown_command", f"{name} is not a valid command")
    if user not in channel.members:
        raise RefusalError("not_in_channel", "join the channel first")
    escaped = typed_command(slack.workspace, user, text.strip(), should_escape=declared.should_escape)
    payload = payloads.command(slack, declared, user, channel, escaped)
    outcome = await slack.courier.deliver("slash_commands", payload, accepts_response=True)
    error, answered = outcome.error, None
    if not error:
        try:
            answered = await answer_command(slack, channel, user, outcome.body)
        except SlackError as fault:
            error = "invalid_command_response"
            entry = slack.log.begin("envelope", f"answer to {name}", outcome.body)
            slack.log.finish(entry, ok=False, error=str(fault))
    result: Json = {"ok": not error, "ack_ms": outcome.ms, "response": outcome.body}
    if answered is not None:
        result["ts"] = answered.ts
    if error:
        shown = f'{name} failed with the error "{error}"'
        result |= {"error": error, "shown": shown, "ts": slackbot_says(slack, channel, user, shown).ts}
    return result


def react(slack: Slack, user: str, message: Message, name: str) -> None:
    """Add a reaction, or take it back."""
    users: list[Any] = message.reactions.setdefault(name, [])
    added = user not in users
    if added:
        users.append(user)
    else:
        users.remove(user)
        if not users:
            del message.reactions[name]
    slack.workspace.changed(message)
    if slack.workspace.bot_in(slack.workspace.channels[message.channel]):
        events.emit(
            slack,
            {
                "type": "reaction_added" if added else "reaction_removed",
                "user": user,
                "reaction": name,
                "item": {"type": "message", "channel": message.channel, "ts": message.ts},
                "item_user": message.author,
                "event_ts": slack.workspace.ids.ts(slack.clock.now()),
            },
        )
