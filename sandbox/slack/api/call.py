"""One call of a Web API method, and what many methods ask of it."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.slack.api.errors import SlackError
from sandbox.slack.api.methods import Method
from sandbox.slack.core import Slack
from sandbox.slack.delivery.events import MESSAGE_EVENTS
from sandbox.slack.oauth.grants import Token
from sandbox.slack.state.model import Channel, Json, Message
from sandbox.slack.state.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    slack: Slack
    method: Method
    arguments: Mapping[str, Any]
    token: Token | None = None
    """With which it is made; None for the app's own, and where none is needed."""

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace

    def get(self, name: str, default: Any = None) -> Any:
        return self.arguments.get(name, default)

    def conversation(self, name: str = "channel") -> Channel:
        """The conversation an argument names by id, and for posting also by name or person.

        A conversation the bot may not know of does not exist for it.
        """
        given = str(self.arguments[name])
        channel = self.workspace.channels.get(given) or self.workspace.channel_named(given.lstrip("#"))
        if channel is None and given in self.workspace.users:
            channel = self.workspace.direct_message([given, self.workspace.bot.id])
        if channel is None or not self.workspace.can_see(self.workspace.bot.id, channel):
            raise SlackError("channel_not_found")
        return channel

    def joined(self, channel: Channel, otherwise: str = "not_in_channel") -> Channel:
        if not self.workspace.bot_in(channel):
            raise SlackError(otherwise)
        return channel

    def need_scope(self, *alternatives: str) -> None:
        need_scope(self.slack, alternatives)

    def need_kind_scope(self, channel: Channel, right: str) -> None:
        """`right` is ``read`` or ``history``; each kind of conversation has a scope of its own."""
        _, history_scope, _ = MESSAGE_EVENTS[channel.kind]
        self.need_scope(history_scope.replace("history", right))

    def message(self, channel: Channel, ts: str) -> Message:
        """A message the bot can see by its ``ts``; ephemeral ones are never found again."""
        message = self.workspace.message(channel.id, ts)
        if message is None or message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        return message

    def thread(self, channel: Channel, name: str = "thread_ts") -> str | None:
        """The thread to post in. Stricter than Slack, which takes a reply's ``ts`` and misplaces the message."""
        ts = self.get(name)
        if ts is None:
            return None
        parent = self.workspace.message(channel.id, ts)
        if parent is None or parent.is_reply or parent.ephemeral_to is not None:
            raise SlackError("cannot_reply_to_message")
        return str(ts)


Handler = Callable[[Call], Awaitable[Json]]


def need_scope(slack: Slack, alternatives: Sequence[str]) -> None:
    """Refuse a call for which the bot was granted none of these scopes."""
    provided = slack.grants.scopes
    if alternatives and not provided.intersection(alternatives):
        raise SlackError("missing_scope", needed=",".join(alternatives), provided=",".join(sorted(provided)))


def page(items: Sequence[T], cursor: str | None, limit: int) -> tuple[Sequence[T], str]:
    """One page of `items` and the cursor of the next, empty at the end.

    Raises
    ------
    SlackError
        ``invalid_cursor``.
    """
    start = 0
    if cursor:
        try:
            start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
        except (binascii.Error, ValueError) as error:
            raise SlackError("invalid_cursor") from error
    end = start + limit
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], following
