"""Everything fails now and then: each service of the outside world, in each of the ways it can."""

from collections.abc import Mapping, Sequence
from typing import Final

from sandbox.faults import Fault, FaultPlan, Kind
from sandbox.trouble import Amount, Trouble

SLOW_SECONDS: Final = 2.5
"""Longer than a person who clicks is kept waiting for the table."""

Way = tuple[Kind, int, str]
"""Kind of the fault and, of an ``error``, its status and code."""

_LOST: Final[tuple[Way, ...]] = (("cut", 500, ""), ("drop_reply", 500, ""))
_TWICE: Final[tuple[Way, ...]] = (("duplicate", 500, ""),)

CLOUD: Final[Mapping[str, tuple[Way, ...]]] = {
    "bedrock:InvokeModel:*": (("error", 429, "ThrottlingException"), ("error", 500, ""), *_LOST),
    "bedrock:Converse:*": (("error", 429, "ThrottlingException"), ("error", 500, ""), *_LOST),
    "dynamodb:*": (
        ("error", 400, "ProvisionedThroughputExceededException"),
        ("error", 500, ""),
        *_LOST,
        *_TWICE,
    ),
    # So slow that whoever accepts has to say so; everything would crawl if more calls did.
    "dynamodb:TransactWriteItems": (("error", 400, "TransactionConflict"), ("delay", 500, "")),
    "s3:*": (("error", 503, "SlowDown"), ("error", 500, ""), *_LOST, *_TWICE),
    "sqs:[!R]*": (("error", 503, ""), *_LOST, *_TWICE),
    # A second long poll would keep back the answer to the first, and what that has taken.
    "sqs:ReceiveMessage": (("error", 503, ""), *_LOST),
    "cdn:GET": (("error", 503, ""), *_LOST),
}
SLACK: Final[Mapping[str, tuple[Way, ...]]] = {
    "slack:chat.*": (("error", 429, ""), ("error", 500, ""), *_LOST),
    "slack:conversations.*": (("error", 500, ""), *_LOST),
    "slack:users.*": (("error", 500, ""), *_LOST),
    "slack:files.*": (("error", 500, ""), *_LOST),
    "slack:response_url": (("error", 500, ""), *_LOST),
    "slack:image": (("error", 503, ""),),
    "slack:deliver:*": _TWICE,
}
"""What an app needs to start and to connect is spared, or it would never come back."""


def faults_now_and_then(ways: Mapping[str, Sequence[Way]], percent: float) -> list[Fault]:
    """Faults that together meet `percent` of the calls of each service, each of its ways equally often."""
    return [
        Fault(
            operation=operation,
            kind=kind,
            status=status,
            code=code,
            probability=share,
            seconds=SLOW_SECONDS if kind == "delay" else 0,
        )
        for operation, kinds in ways.items()
        for share in [percent / 100 / len(kinds)]
        for kind, status, code in kinds
    ]


class NowAndThen(Trouble):
    """Both plans at once, Slack's and the cloud's."""

    def __init__(self, slack: FaultPlan, cloud: FaultPlan) -> None:
        super().__init__(
            "now_and_then",
            "everything",
            "Everything fails now and then",
            "Slack, the models, the table, the bucket and the queue: errors, lost answers, repetitions.",
            Amount("Of all calls", 1, 50, 10, "percent"),
        )
        self._plans = {slack: SLACK, cloud: CLOUD}

    @property
    def on(self) -> bool:
        return any(plan.switched(self.name) for plan in self._plans)

    async def switch(self, *, on: bool) -> None:
        for plan, ways in self._plans.items():
            plan.switch(self.name, faults_now_and_then(ways, self.chosen) if on else [])
