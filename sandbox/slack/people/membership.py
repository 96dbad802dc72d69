"""People bring others, or the app, into a channel."""

from sandbox.slack.core import Slack
from sandbox.slack.delivery import events
from sandbox.slack.posting import slackbot_says
from sandbox.slack.state.model import Channel, Json, Message


def invite(slack: Slack, channel: Channel, user: str, inviter: str) -> Message | None:
    """Add `user`, with the line Slack leaves in the channel; None if they were in already."""
    workspace = slack.workspace
    if not workspace.join(channel, user):
        return None
    ts = workspace.ids.ts(slack.clock.now())
    body: Json = {
        "type": "message",
        "subtype": "channel_join" if channel.kind == "public" else "group_join",
        "user": user,
        "inviter": inviter,
        "text": f"<@{user}> has joined the channel",
        "ts": ts,
    }
    message = workspace.post(Message(channel=channel.id, ts=ts, author=user, body=body))
    if workspace.bot_in(channel):
        joined: Json = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "public" else "G",
            "team": workspace.team_id,
            "inviter": inviter,
            "event_ts": ts,
        }
        events.emit(slack, joined)
        events.message_posted(slack, message)
    return message


def run_invite(slack: Slack, channel: Channel, user: str, text: str) -> Json:
    """Slack's own ``/invite @somebody``; the app never hears of the command itself."""
    workspace = slack.workspace
    name = text.strip().removeprefix("@")
    invited = workspace.user_named(name)
    if channel.kind in ("im", "mpim"):
        shown = "People can't be invited to a direct message."
    elif invited is None or (invited.id == workspace.bot.id and not slack.grants.installed):
        shown = f"There is nobody called {name or '…'} here. Try /invite @{workspace.bot.display_name}"
    elif invite(slack, channel, invited.id, user) is None:
        shown = f"{invited.display_name} is in this channel already."
    else:
        return {"ok": True, "builtin": True}
    return {"ok": True, "builtin": True, "shown": shown, "ts": slackbot_says(slack, channel, user, shown).ts}


def hint_at_absence(slack: Slack, message: Message) -> None:
    """Slack's hint when somebody mentions an app that is not in the channel, and so does not hear it."""
    workspace = slack.workspace
    channel = workspace.channels[message.channel]
    mentioned = f"<@{workspace.bot.id}>" in message.body["text"]
    if mentioned and channel.kind in ("public", "private") and not workspace.bot_in(channel):
        name = workspace.bot.display_name
        text = f"You mentioned @{name}, who is not in this channel. Add them with /invite @{name}"
        slackbot_says(slack, channel, message.author, text)
