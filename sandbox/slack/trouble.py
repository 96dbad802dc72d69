"""What can go wrong in Slack itself, as switches."""

from collections.abc import Sequence
from typing import Final

from sandbox.faults import Fault, FaultPlan, Kind
from sandbox.slack.api.limits import RateLimits
from sandbox.trouble import Amount, FaultTrouble, Trouble

SHOWING: Final = ("slack:chat.*", "slack:views.*")
"""What an app shows people with. Other methods go on, so that an app can still start and connect."""


def own_troubles(faults: FaultPlan, limits: RateLimits) -> Sequence[Trouble]:
    def everywhere(kind: Kind) -> list[Fault]:
        return [Fault(operation=operation, kind=kind) for operation in SHOWING]

    return [
        FaultTrouble(
            faults,
            lambda seconds: [
                Fault(operation=operation, kind="error", status=429, code="ratelimited", retry_after=seconds)
                for operation in SHOWING
            ],
            "slack_429",
            "slack",
            "Slack answers 429",
            "Messages and forms are refused with “ratelimited” and a Retry-After; nothing is posted.",
            Amount("Retry-After", 1, 60, 2),
        ),
        _RateLimitTrouble(limits),
        FaultTrouble(
            faults,
            lambda _: everywhere("cut"),
            "slack_cut",
            "slack",
            "Slack hangs up",
            "Calls that show something get no answer, and nothing is done.",
        ),
        FaultTrouble(
            faults,
            lambda _: everywhere("drop_reply"),
            "slack_drop",
            "slack",
            "Slack’s answers get lost",
            "Messages are posted, but the bot never hears that they were.",
        ),
    ]


class _RateLimitTrouble(Trouble):
    def __init__(self, limits: RateLimits) -> None:
        super().__init__(
            "rate_limits",
            "slack",
            "Rate limits per method",
            "Calls are counted by Slack’s tiers: one message a second in a channel, 50 updates a minute.",
        )
        self._limits = limits

    @property
    def on(self) -> bool:
        return self._limits.on

    async def switch(self, *, on: bool) -> None:
        if on != self._limits.on:
            self._limits.switch(on=on)
