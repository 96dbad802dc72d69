"""One run of the chaos: the people, the torment, the silence, the checks."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from sandbox.aws.client import AwsControl, ModelCall
from sandbox.chaos.checks import Evidence, Finding, ends, findings, paid_calls_by_job, wasted_calls
from sandbox.chaos.crew import Crew
from sandbox.chaos.people import Diary, Errand, Person, errands
from sandbox.chaos.world import Eyes
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import Stack, running_stack

PAINTING_SECONDS: Final = 0.4
WRITING_SECONDS: Final = 0.3
_THINKING: Final = (0.0, 2.0)
"""Seconds between the errands of one person."""
_CHANNELS: Final = 6
_COLLECT_SECONDS: Final = 2.0


@dataclass(frozen=True)
class Plan:
    """What is to happen.

    Attributes
    ----------
    percent
        of all calls of each service that meet a fault
    pauses
        seconds between two crashes, shortest and longest
    crashes
        how many there are at least: until then people go on asking for more
    at_once
        jobs at once in one worker: a crash interrupts no more of them
    patience
        seconds that people wait for anything
    quiet_seconds
        within which everything must have ended once the faults are over, where the machine is not slow
    """

    seed: int
    jobs: int = 300
    people: int = 30
    listeners: int = 2
    workers: int = 3
    at_once: int = 1
    percent: float = 10
    pauses: tuple[float, float] = (1.0, 4.0)
    lease_seconds: float = 5
    patience: float = 40
    quiet_seconds: float = 150
    longest_seconds: float = 400
    crashes: int = 1


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    plan: Plan
    findings: Sequence[Finding]
    ends: Counter[str]
    jobs: int
    pictures: int
    kills: int
    hangs: int
    failed_starts: int
    faults: int
    repeated: int
    paid: int
    unanswered: int
    refused: int
    dead: int
    seconds: float
    slowness: float
    quiet_after: float
    errors: Sequence[str]
    logs: str


async def chaos(plan: Plan) -> Outcome:
    """Run it; a world of its own, which ends with it."""
    begun = time.monotonic()
    async with in_a_world(plan) as (stack, crew, workspace, aws):
        eyes = Eyes(stack.slack.slack, stack.aws.direct_url)
        calls = Calls(aws)
        chance = random.Random(plan.seed)
        diary = Diary()
        for faults in (stack.slack.slack.faults, stack.aws.faults):
            faults.reseed(plan.seed)
        collecting = asyncio.create_task(calls.collect())
        if plan.percent:
            await workspace.trouble("now_and_then", amount=round(plan.percent))
        torment = asyncio.create_task(crew.torment(chance, plan.pauses, plan.lease_seconds * 2.5))
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(plan.longest_seconds):
                    await _errands(plan, stack, crew, workspace, diary, eyes)
        finally:
            torment.cancel()
            await asyncio.gather(torment, return_exceptions=True)
        faults_met = sum((stack.slack.slack.faults.met + stack.aws.faults.met).values())
        lost = _lost_answers(stack)
        await workspace.end_trouble()
        quiet_since = time.monotonic()
        await crew.settle()
        await quiet(eyes, plan.quiet_seconds * crew.slowness)
        quiet_after = time.monotonic() - quiet_since
        collecting.cancel()
        await calls.fetch()
        world = await eyes.look()
        evidence = Evidence(world, calls.seen, diary, (crew.workers_killed + crew.hangs) * plan.at_once, lost)
        found = [*findings(evidence), *(Finding("process", "crew", one) for one in crew.problems)]
        found += _short(plan, len(world.jobs), crew, faults_met)
        return Outcome(
            plan=plan,
            findings=found,
            ends=ends(world),
            jobs=len(world.jobs),
            pictures=len(world.images),
            kills=crew.kills,
            hangs=crew.hangs,
            failed_starts=crew.failed_starts,
            faults=faults_met,
            repeated=wasted_calls(evidence),
            paid=sum(paid_calls_by_job(evidence).values()),
            unanswered=diary.unanswered,
            refused=len(diary.refused),
            dead=world.dead,
            seconds=time.monotonic() - begun,
            slowness=crew.slowness,
            quiet_after=quiet_after,
            errors=crew.warnings(),
            logs=crew.logs(),
        )


def _short(plan: Plan, jobs: int, crew: Crew, faults_met: int) -> list[Finding]:
    """What did not happen that should have: a run that proves little must not look like one that found nothing."""
    short = []
    if jobs < plan.jobs:
        short.append(f"{jobs} of {plan.jobs} jobs in {plan.longest_seconds:.0f} s")
    if (crashes := crew.kills + crew.hangs) < plan.crashes:
        short.append(f"{crashes} of {plan.crashes} processes were killed or hung")
    if plan.percent and not faults_met:
        short.append("no fault was met")
    return [Finding("too little happened", f"seed {plan.seed}", one) for one in short]


@asynccontextmanager
async def in_a_world(plan: Plan) -> AsyncIterator[tuple[Stack, Crew, WorkspaceClient, AwsControl]]:
    """A sandbox with the crew of `plan` at work, and what steers it."""
    async with (
        running_stack(extended_access=True) as stack,
        WorkspaceClient(stack.slack.url) as workspace,
        AwsControl(stack.aws.url) as aws,
    ):
        await aws.paint_plain()
        await aws.set_latency(invoke_model=PAINTING_SECONDS, converse=WRITING_SECONDS)
        settings = {
            "IMAGINE_LEASE_SECONDS": f"{plan.lease_seconds:g}",
            # Budgets are counted, and in nobody's way.
            "IMAGINE_DAILY_IMAGES": "100000",
            "IMAGINE_MONTHLY_USD": "100000",
            "IMAGINE_CONCURRENCY": f"{plan.at_once}",
        }
        crew = Crew(stack, plan.listeners, plan.workers, settings)
        try:
            await crew.start()
            yield stack, crew, workspace, aws
        finally:
            await crew.end()


async def people(plan: Plan, stack: Stack, workspace: WorkspaceClient, diary: Diary) -> list[Person]:
    """All of them, spread over a few channels."""
    channels = [(await workspace.add_channel(f"chaos-{n}", bot=True))["id"] for n in range(_CHANNELS)]
    found = []
    for number in range(plan.people):
        user = await workspace.add_user(f"person{number}", f"Person {number}")
        channel = channels[number % len(channels)]
        stack.slack.slack.workspace.join(stack.slack.slack.workspace.channels[channel], user["id"])
        found.append(Person(stack.slack.slack, workspace, user["id"], channel, diary, patience=plan.patience))
    return found


async def _errands(
    plan: Plan, stack: Stack, crew: Crew, workspace: WorkspaceClient, diary: Diary, eyes: Eyes
) -> None:
    """Have everybody run errands until there are as many jobs and crashes as planned."""
    # Some come to less than they should, so there are more than needed.
    to_do = errands(plan.seed, 2 * plan.jobs)
    chance = random.Random(plan.seed + 1)
    enough = asyncio.Event()

    async def live(person: Person, own: Sequence[Errand]) -> None:
        for errand in own:
            await asyncio.sleep(chance.uniform(*_THINKING))
            if enough.is_set():
                return
            await person.run(errand)

    async def count() -> None:
        while not enough.is_set():
            if crew.kills + crew.hangs >= plan.crashes and len(await eyes.jobs()) >= plan.jobs:
                enough.set()
            await asyncio.sleep(_COLLECT_SECONDS)

    counting = asyncio.create_task(count())
    everybody = await people(plan, stack, workspace, diary)
    try:
        await asyncio.gather(
            *(live(person, to_do[number :: plan.people]) for number, person in enumerate(everybody))
        )
    finally:
        counting.cancel()


class Calls:
    """The calls of models; the sandbox forgets old ones."""

    def __init__(self, aws: AwsControl) -> None:
        self._aws = aws
        self._seen: dict[int, ModelCall] = {}
        self._complete_to = 0

    @property
    def seen(self) -> list[ModelCall]:
        return list(self._seen.values())

    async def fetch(self) -> None:
        for call in await self._aws.calls(self._complete_to):
            self._seen[call.seq] = call
        # What is under way is asked for again.
        unfinished = [seq for seq, call in self._seen.items() if call.status is None]
        self._complete_to = min([*unfinished, max(self._seen, default=0) + 1]) - 1

    async def collect(self) -> None:
        while True:
            await self.fetch()
            await asyncio.sleep(_COLLECT_SECONDS)


def _lost_answers(stack: Stack) -> int:
    met = stack.aws.faults.met
    return sum(
        count
        for (kind, operation), count in met.items()
        if kind == "drop_reply" and operation.startswith("bedrock:InvokeModel")
    )


async def quiet(eyes: Eyes, seconds: float) -> bool:
    """Wait until no job is open and the queue is empty, at most `seconds`; tells whether it came to that."""
    due = time.monotonic() + seconds
    while time.monotonic() < due:
        if not await eyes.open_jobs() and not await eyes.waiting():
            return True
        await asyncio.sleep(1)
    return False
