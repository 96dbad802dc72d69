"""`response_url`: five uses in thirty minutes, wherever the command or click came from."""

import secrets
from dataclasses import dataclass
from typing import Final

from sandbox.slack.state.clock import Clock
from sandbox.slack.state.model import Channel, Message, View

USES: Final = 5
SECONDS: Final = 1800.0
"""Both from "Handling user interaction": up to 5 times within 30 minutes."""

TRIGGER_SECONDS: Final = 3.0
"""A `trigger_id` expires 3 s after it was sent ("Opening modals"), and works once."""


@dataclass
class ResponseUrl:
    """Where answers go. `original` is the message that was clicked, None for a command."""

    channel: Channel
    user: str
    due: float
    original: Message | None = None
    uses: int = 0


@dataclass
class Trigger:
    user: str
    due: float
    view: View | None = None
    """The modal it was given in, on which another may be pushed."""
    used: bool = False


class Passes:
    """The short-lived permissions handed out with interactions."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}
        self._triggers: dict[str, Trigger] = {}

    def new_url(self, channel: Channel, user: str, original: Message | None) -> str:
        """The path of a new response URL, which begins with ``/``."""
        key = secrets.token_urlsafe(18)
        self._urls[key] = ResponseUrl(channel, user, self._clock.now() + SECONDS, original)
        return f"/actions/{channel.id}/{key}"

    def use_url(self, key: str) -> ResponseUrl | str:
        """Count one use; a text is why it is refused: ``invalid_url``, ``expired_url`` or ``used_url``."""
        url = self._urls.get(key)
        if url is None:
            return "invalid_url"
        if url.due < self._clock.now():
            return "expired_url"
        if url.uses >= USES:
            return "used_url"
        url.uses += 1
        return url

    def add_trigger(self, trigger_id: str, user: str, view: View | None) -> None:
        self._triggers[trigger_id] = Trigger(user, self._clock.now() + TRIGGER_SECONDS, view)

    def use_trigger(self, trigger_id: str) -> Trigger | str:
        """Exchange it; a text is Slack's error instead."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if trigger.due < self._clock.now():
            return "expired_trigger_id"
        trigger.used = True
        return trigger
