"""The Events API: which events the app gets, and their envelopes."""

from collections.abc import Mapping
from typing import Final

from sandbox.slack.core import Slack
from sandbox.slack.state.model import Channel, ChannelKind, Json, Message

MESSAGE_EVENTS: Final[Mapping[ChannelKind, tuple[str, str, str]]] = {
    "public": ("message.channels", "channels:history", "channel"),
    "private": ("message.groups", "groups:history", "group"),
    "im": ("message.im", "im:history", "im"),
    "mpim": ("message.mpim", "mpim:history", "mpim"),
}
"""Kind of conversation -> subscription, the scope it needs, and ``channel_type`` in the payload."""

EVENT_SCOPES: Final[Mapping[str, str]] = {
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
}


def emit(slack: Slack, event: Json, *, subscription: str | None = None, scope: str | None = None) -> bool:
    """Send `event` if the manifest subscribes to it and has the scope for it; tells whether it did."""
    name = subscription or event["type"]
    needed = scope or EVENT_SCOPES.get(name)
    if name not in slack.manifest.events or (needed and needed not in slack.grants.scopes):
        return False
    if not slack.grants.installed:
        return False
    slack.courier.event(envelope(slack, event))
    return True


def tell(slack: Slack, event: Json) -> None:
    """Send an event about the app itself, which it gets even when it is gone, if the manifest subscribes to it."""
    if event["type"] in slack.manifest.events:
        event = event | {"event_ts": slack.workspace.ids.ts(slack.clock.now())}
        slack.courier.event(envelope(slack, event) | {"authorizations": []})


def envelope(slack: Slack, event: Json) -> Json:
    workspace = slack.workspace
    return {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.new("Ev"),
        "event_time": int(slack.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.ids.new('E')}",
    }


def message_posted(slack: Slack, message: Message) -> None:
    """Tell the app of a message in a conversation it is in; ephemeral ones are never told."""
    channel = slack.workspace.channels[message.channel]
    if message.ephemeral_to is not None or not slack.workspace.bot_in(channel):
        return
    body = _with_stubs(slack, message.to_slack(include_metadata=True))
    _message_event(slack, channel, {**body, "event_ts": message.ts})
    mentioned = f"<@{slack.workspace.bot.id}>" in message.body.get("text", "")
    if mentioned and channel.kind != "im" and message.author != slack.workspace.bot.id:
        plain = {key: value for key, value in body.items() if key != "subtype"}
        emit(slack, {**plain, "type": "app_mention", "channel": channel.id, "event_ts": message.ts})


def message_changed(slack: Slack, message: Message, previous: Json) -> None:
    channel = slack.workspace.channels[message.channel]
    if message.ephemeral_to is not None or not slack.workspace.bot_in(channel):
        return
    ts = slack.workspace.ids.ts(slack.clock.now())
    _message_event(
        slack,
        channel,
        {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "message": message.to_slack(include_metadata=True),
            "previous_message": previous,
            "ts": ts,
            "event_ts": ts,
        },
    )


def message_deleted(slack: Slack, message: Message, previous: Json) -> None:
    channel = slack.workspace.channels[message.channel]
    if message.ephemeral_to is not None or not slack.workspace.bot_in(channel):
        return
    ts = slack.workspace.ids.ts(slack.clock.now())
    event: Json = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": previous,
        "ts": ts,
        "event_ts": ts,
    }
    _message_event(slack, channel, event)


def _message_event(slack: Slack, channel: Channel, event: Json) -> None:
    subscription, scope, channel_type = MESSAGE_EVENTS[channel.kind]
    event = {**event, "channel": channel.id, "channel_type": channel_type}
    emit(slack, event, subscription=subscription, scope=scope)


def _with_stubs(slack: Slack, body: Json) -> Json:
    """Files that came over Slack Connect are announced by id alone ("file_access": "check_file_info")."""
    if "files" not in body:
        return body
    files = []
    for file in body["files"]:
        known = slack.workspace.files.get(file["id"])
        if known is not None and known.connect_stub:
            file = {"id": file["id"], "created": file["created"], "file_access": "check_file_info"}  # noqa: PLW2901
        files.append(file)
    return {**body, "files": files}
