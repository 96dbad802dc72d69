"""Each service of the outside world by itself, for the workspace's control panel: how it fails, to be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.faults import Fault, FaultPlan, Kind
from sandbox.surroundings import MODELS
from sandbox.trouble import Choice, ChoiceError, Trouble

SLOW_SECONDS: Final = 3
WORKS: Final = "works"
WAYS: Final[Mapping[Kind, str]] = {
    "delay": f"Slow: {SLOW_SECONDS} s more",
    "error": "Answers with errors",
    "cut": "Hangs up",
    "drop_reply": "Answers get lost",
    "duplicate": "Everything twice",
}


@dataclass(frozen=True)
class _Service:
    name: str
    title: str
    about: str
    calls: Sequence[str]
    status: int
    code: str
    repeated: Sequence[str] | None = None
    """What comes twice, where that is not the calls."""


_SLACK_SPARED: Final = (
    "slack:chat.*",
    "slack:views.*",
    "slack:conversations.*",
    "slack:users.*",
    "slack:files.*",
)
"""What an app needs to start and to connect is not among them."""

SERVICES: Final = (
    _Service(
        "slack_service",
        "Slack",
        "What the bot asks of Slack; twice come events, commands and clicks.",
        _SLACK_SPARED,
        500,
        "",
        ("slack:deliver:*",),
    ),
    _Service(
        "bedrock_service",
        "Bedrock",
        "Calls of models, for ideas and for pictures.",
        MODELS,
        429,
        "ThrottlingException",
    ),
    _Service(
        "s3_service",
        "S3",
        "Where pictures are stored. Their host has a switch of its own.",
        ("s3:*",),
        503,
        "SlowDown",
    ),
    _Service(
        "dynamodb_service",
        "DynamoDB",
        "The records of jobs, pictures and budgets.",
        ("dynamodb:*",),
        400,
        "ProvisionedThroughputExceededException",
    ),
    _Service(
        "sqs_service", "SQS", "The queue between those who listen and those who work.", ("sqs:*",), 503, ""
    ),
)


def service_troubles(slack: FaultPlan, cloud: FaultPlan) -> Sequence[Trouble]:
    """One for each service: Slack's faults are in its own plan, all others in that of `sandbox/aws`."""
    return [ServiceTrouble(slack if one.name == "slack_service" else cloud, one) for one in SERVICES]


class ServiceTrouble(Trouble):
    """On while the service fails in one of the ways; every call meets it."""

    def __init__(self, plan: FaultPlan, service: _Service) -> None:
        super().__init__(service.name, "services", service.title, service.about)
        self._plan = plan
        self._service = service
        self._way = WORKS

    @property
    def on(self) -> bool:
        return self._plan.switched(self.name)

    @property
    def choice(self) -> Choice:
        options = {WORKS: "Works", **{str(kind): label for kind, label in WAYS.items()}}
        return Choice(options, self._way if self.on else WORKS)

    def choose(self, value: str) -> None:
        kind = next((kind for kind in WAYS if kind == value), None)
        if kind is None and value != WORKS:
            raise ChoiceError(f"{self.name} takes {', '.join(self.choice.options)}")
        self._way = value
        self._plan.switch(self.name, [] if kind is None else self._faults(kind))

    async def switch(self, *, on: bool) -> None:
        if not on:
            self.choose(WORKS)

    def _faults(self, kind: Kind) -> list[Fault]:
        one = self._service
        calls = one.repeated if kind == "duplicate" and one.repeated else one.calls
        return [
            Fault(operation=call, kind=kind, seconds=SLOW_SECONDS, status=one.status, code=one.code)
            for call in calls
        ]
