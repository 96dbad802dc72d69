"""A bot with time to answer: on a machine that does much else, three seconds may pass in which it has no turn."""

import importlib
from functools import cache
from typing import Final

_SHARES: Final = {
    "handlers.promptness": ("ACCEPT_SECONDS", "ANSWER_SECONDS"),
    "handlers.desk": ("ACCEPT_SECONDS", "ANSWER_SECONDS"),
    "handlers.people": ("ANSWER_SECONDS", "_PATIENCE_SECONDS"),
    "services.channels": ("_PATIENCE_SECONDS",),
}
"""Where the bot has shares of those three seconds: module → what they are called there."""


@cache
def be_patient(times: float) -> None:
    """Have this process, a bot, take so many times longer for each share of the time that Slack waits."""
    for name, shares in _SHARES.items():
        module = importlib.import_module(name)
        for share in shares:
            setattr(module, share, getattr(module, share) * times)
    promptness = importlib.import_module("handlers.promptness")
    promptness.left.__defaults__ = (promptness.ACCEPT_SECONDS,)
