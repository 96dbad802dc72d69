"""The bot is killed at every call it makes, one after the other, and every job ends as it should.

Killed after one call and before the next, if these come one after the other, is the same: what is outside does not
differ, and what was inside is gone. So every call that changes something is met after it was carried out, and those
that cost money or post something also before; one that only reads leaves everything as the call before it left it.
"""

import asyncio
import contextlib
import fnmatch
from collections import Counter
from dataclasses import dataclass

import pytest

from sandbox.aws.client import AwsControl
from sandbox.chaos.checks import Evidence, findings
from sandbox.chaos.people import Diary
from sandbox.chaos.run import quiet
from sandbox.chaos.world import Eyes
from sandbox.faults import Fault
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import running_stack
from tests.journeys.person import Person, until

AT_ONCE = 3
"""Worlds side by side, each with a bot of its own."""

LEASE = "1"
REHEARSAL = {"IMAGINE_LEASE_SECONDS": "600", "SILENT_BOT": "1"}
"""No heartbeat, no look of the sweeper, and no word of how far the job is, however slow the machine: only what the job
itself does is rehearsed, and that comes always.
"""

PATIENCE = 240
"""Seconds for one job, killed or not, on a machine that does much else."""

NOISE = (
    "sqs:ReceiveMessage",  # goes on all the time
    "sqs:GetQueue*",
    "dynamodb:Query",  # the sweeper's
    "bedrock:List*",
    "bedrock:Get*",
    "slack:apps.*",
    "slack:auth.test",
    "slack:image",  # Slack's own call
    "slack:users.info",
    "slack:conversations.*",
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "s3:GET",
    "s3:HEAD",
    "slack:deliver:events_api",  # of what the bot itself posted, with which it does nothing
    "cdn:*",
)
ONCE = ("dynamodb:Batch*",)
"""Many writes of one kind, each of which is done again whichever was the last: one end among them stands for all."""

ALSO_BEFORE = ("bedrock:*", "slack:chat.postMessage", "dynamodb:TransactWriteItems")


@dataclass(frozen=True)
class Point:
    operation: str
    nth: int
    kind: str


class Stage:
    """One world with one bot, which is killed and comes back."""

    def __init__(self, stack, workspace, aws):
        self.stack = stack
        self.workspace = workspace
        self.aws = aws
        self.eyes = Eyes(stack.slack.slack, stack.aws.direct_url)
        self.diary = Diary()
        self.kills = 0
        self.plans = {"slack": stack.slack.slack.faults}

    def plan(self, operation):
        return self.plans.get(operation.partition(":")[0], self.stack.aws.faults)

    def heard(self):
        for plan in (self.stack.slack.slack.faults, self.stack.aws.faults):
            yield from plan.heard

    async def start(self, **settings):
        await self.stack.start_bot(**settings)
        channel = await self.workspace.add_channel("points", bot=True)
        self.person = Person(self.workspace, "alex", channel["id"])

    async def start_afresh(self):
        """A process that remembers nothing, while no job is open."""
        await self.stack.kill_bots()
        await self.stack.restart_killed()

    async def do(self, command, words):
        """Type it, let whatever happens happen, bring the bot back, and wait until all is quiet."""
        answer = await self.workspace.command("alex", self.person.channel, command.format(words))
        if answer["ok"]:
            self.diary.taken.append(words)

        async def over():
            rows = await self.eyes.look()
            there = any(request["ask"]["text"] == words for request in rows.requests.values())
            # Something is still done after the row is final; the message goes last.
            return await self.dead() or (there and not rows.open_jobs and not rows.waiting)

        await until(over, PATIENCE, pause=0.5)
        await self.bring_back()
        assert await quiet(self.eyes, PATIENCE), words

    async def dead(self):
        return any(bot.process.poll() is not None for bot in self.stack.bots)

    async def bring_back(self):
        if await self.dead():
            self.kills += 1
            await self.stack.kill_bots()
            await self.stack.restart_killed()

    async def meet(self, point, command, words, more_seconds=0.0):
        """Kill the bot at this call; tells whether the call was made, `more_seconds` after all is done at the latest."""
        plan = self.plan(point.operation)
        before, kills = plan.met.total(), self.kills
        plan.add(Fault(operation=point.operation, kind=point.kind, skip=point.nth - 1, times=1))
        await self.do(command, words)

        async def struck():
            return plan.met.total() > before

        with contextlib.suppress(AssertionError):
            await until(struck, more_seconds)
        plan.clear()
        if await struck() and self.kills == kills:  # by the last calls of all: nobody had seen it yet
            await until(self.dead, PATIENCE)
            await self.bring_back()
            assert await quiet(self.eyes, PATIENCE), words
        return await struck()

    async def findings(self):
        world = await self.eyes.look()
        calls = await self.aws.calls()
        return findings(Evidence(world, calls, self.diary, self.kills, lost_answers=0))


async def calls_of(stage, command):
    """The calls that one job takes in a process that has just started, as points."""
    counts = []
    for number in range(2):
        await stage.start_afresh()
        for plan in (stage.stack.slack.slack.faults, stage.stack.aws.faults):
            plan.heard.clear()
        await stage.do(command, f"rehearsal {number}")
        counts.append(Counter(stage.heard()))
    first, second = counts
    return [
        Point(name, nth, kind)
        # What the process itself still does after its start comes now and then; what the job does comes always.
        for name, count in sorted((first & second).items())
        if not fits(name, NOISE)
        for nth in range(1, (1 if fits(name, ONCE) else count) + 1)
        for kind in (("kill_before", "kill_after") if fits(name, ALSO_BEFORE) else ("kill_after",))
    ]


def fits(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


async def on_a_stage(number, points, command):
    """Meet every point that `points` has left; returns those that were not met, and what is wrong in the end."""
    async with (
        running_stack(extended_access=True) as stack,
        WorkspaceClient(stack.slack.url) as workspace,
        AwsControl(stack.aws.url) as aws,
    ):
        await aws.paint_plain()
        stage = Stage(stack, workspace, aws)
        await stage.start(IMAGINE_LEASE_SECONDS=LEASE)
        missed = []
        while points:
            point = points.pop()
            words = f"boat {number} {len(points)}"
            if await stage.meet(point, command, words):
                continue
            # What is asked only once in the life of a process may have been asked for the job before.
            await stage.start_afresh()
            if not await stage.meet(point, command, f"{words} again", more_seconds=10):
                missed.append(point)
        return missed, await stage.findings()


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("command", "fewest"),
    [("/imagine {} --raw --n 2 --size 512x512", 28), ("/imagine {}", 20)],
    ids=["a picture", "ideas"],
)
async def test_killed_at_every_call(patient_bots, command, fewest):
    """Of those that carry the job on; words of how far it is come when they come."""
    async with (
        running_stack(extended_access=True) as stack,
        WorkspaceClient(stack.slack.url) as workspace,
        AwsControl(stack.aws.url) as aws,
    ):
        await aws.paint_plain()
        stage = Stage(stack, workspace, aws)
        await stage.start(**REHEARSAL)
        points = await calls_of(stage, command)
    assert len(points) >= fewest, points
    left = list(points)
    outcomes = await asyncio.gather(*(on_a_stage(number, left, command) for number in range(AT_ONCE)))
    assert [finding for _, found in outcomes for finding in found] == []
    assert [point for missed, _ in outcomes for point in missed] == []
