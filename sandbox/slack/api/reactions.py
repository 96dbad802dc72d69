"""reactions.*"""

import re
from collections.abc import Mapping
from typing import Final

from sandbox.slack.api.call import Call, Handler
from sandbox.slack.api.errors import SlackError
from sandbox.slack.state.model import Json, Message

MAX_EMOJI: Final = 23
"""Different reactions one person may leave on one message, as Slack's help pages give it."""


def _target(call: Call) -> Message:
    if not call.get("channel") or not call.get("timestamp"):
        raise SlackError("no_item_specified")
    if not re.fullmatch(r"\d+\.\d+", call.arguments["timestamp"]):
        raise SlackError("bad_timestamp")
    channel = call.joined(call.conversation(), "no_access")
    return call.message(channel, call.arguments["timestamp"])


def _name(call: Call) -> str:
    name = str(call.arguments["name"]).strip(":")
    if not re.fullmatch(r"[\w+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name


async def add(call: Call) -> Json:
    message, name, bot = _target(call), _name(call), call.workspace.bot.id
    users = message.reactions.get(name, [])
    if bot in users:
        raise SlackError("already_reacted")
    if sum(bot in others for others in message.reactions.values()) >= MAX_EMOJI:
        raise SlackError("too_many_emoji")
    message.reactions[name] = [*users, bot]
    call.workspace.changed(message)
    return {}


async def remove(call: Call) -> Json:
    message, name, bot = _target(call), _name(call), call.workspace.bot.id
    if bot not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    call.workspace.changed(message)
    return {}


HANDLERS: Final[Mapping[str, Handler]] = {"reactions.add": add, "reactions.remove": remove}
