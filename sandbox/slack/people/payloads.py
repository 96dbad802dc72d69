"""The payloads of commands and interactions, field for field as Slack sends them."""

from typing import Any

from sandbox.slack.api.views import to_slack
from sandbox.slack.blockkit.values import current
from sandbox.slack.core import Slack
from sandbox.slack.state.manifest import Shortcut, SlashCommand
from sandbox.slack.state.model import Channel, Json, Message, View

TOKEN = "sandbox"
"""The deprecated verification token every payload still carries."""


def _trigger(slack: Slack, user: str, view: View | None = None) -> str:
    trigger_id = slack.workspace.ids.trigger(slack.workspace.team_id)
    slack.passes.add_trigger(trigger_id, user, view)
    return trigger_id


def _response_url(slack: Slack, channel: Channel, user: str, original: Message | None) -> str:
    return slack.base_url + slack.passes.new_url(channel, user, original)


def _person(slack: Slack, user: str) -> Json:
    known = slack.workspace.users[user]
    return {"id": user, "username": known.name, "name": known.name, "team_id": slack.workspace.team_id}


def _common(slack: Slack, kind: str, user: str) -> Json:
    return {
        "type": kind,
        "user": _person(slack, user),
        "api_app_id": slack.workspace.app_id,
        "token": TOKEN,
        "team": slack.team(),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(slack: Slack, declared: SlashCommand, user: str, channel: Channel, text: str) -> dict[str, str]:
    """All strings, since it travels as a form."""
    return {
        "token": TOKEN,
        "team_id": slack.workspace.team_id,
        "team_domain": slack.workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": channel.payload_name(),
        "user_id": user,
        "user_name": slack.workspace.users[user].name,
        "command": declared.command,
        "text": text,
        "api_app_id": slack.workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": _response_url(slack, channel, user, None),
        "trigger_id": _trigger(slack, user),
    }


def message_action(slack: Slack, user: str, message: Message, action: Json) -> Json:
    """A click in a message; for an ephemeral one Slack leaves the message itself out."""
    channel = slack.workspace.channels[message.channel]
    ephemeral = message.ephemeral_to is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    values = current(message.body.get("blocks", []), message.state.get(user, {}))
    payload = _common(slack, "block_actions", user) | {
        "container": container,
        "trigger_id": _trigger(slack, user),
        "channel": {"id": channel.id, "name": channel.payload_name()},
        "state": {"values": values},
        "response_url": _response_url(slack, channel, user, message),
        "actions": [action],
    }
    if not ephemeral:
        payload["message"] = message.to_slack(include_metadata=True)
    return payload


def view_action(slack: Slack, view: View, action: Json) -> Json:
    return _common(slack, "block_actions", view.user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": _trigger(slack, view.user, view),
        "view": to_slack(slack, view),
        "actions": [action],
    }


def view_submission(slack: Slack, view: View) -> Json:
    return _common(slack, "view_submission", view.user) | {
        "trigger_id": _trigger(slack, view.user, view),
        "view": to_slack(slack, view),
        "response_urls": _chosen_conversations(slack, view),
    }


def view_closed(slack: Slack, view: View, *, cleared: bool) -> Json:
    return _common(slack, "view_closed", view.user) | {"view": to_slack(slack, view), "is_cleared": cleared}


def message_shortcut(slack: Slack, user: str, shortcut: Shortcut, message: Message) -> Json:
    channel = slack.workspace.channels[message.channel]
    return _common(slack, "message_action", user) | {
        "action_ts": slack.workspace.ids.ts(slack.clock.now()),
        "callback_id": shortcut.callback_id,
        "trigger_id": _trigger(slack, user),
        "channel": {"id": channel.id, "name": channel.payload_name()},
        "response_url": _response_url(slack, channel, user, message),
        "message_ts": message.ts,
        "message": message.to_slack(include_metadata=True),
    }


def global_shortcut(slack: Slack, user: str, shortcut: Shortcut) -> Json:
    return _common(slack, "shortcut", user) | {
        "action_ts": slack.workspace.ids.ts(slack.clock.now()),
        "callback_id": shortcut.callback_id,
        "trigger_id": _trigger(slack, user),
    }


def _chosen_conversations(slack: Slack, view: View) -> list[Json]:
    """Response URLs for the conversations picked where the app asked for them."""
    found: list[Json] = []
    values = current(view.body["blocks"], view.state)
    for block in view.body["blocks"]:
        element: Any = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        state = values[block["block_id"]][element["action_id"]]
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        if chosen in slack.workspace.channels:
            channel = slack.workspace.channels[chosen]
            found.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": chosen,
                    "response_url": _response_url(slack, channel, view.user, None),
                }
            )
    return found
