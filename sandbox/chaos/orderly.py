"""No faults: everybody asks again and again on two listeners and three workers, two of which go in the middle."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sandbox.chaos.checks import Evidence, Finding, findings
from sandbox.chaos.people import Diary, Errand, Person
from sandbox.chaos.run import PAINTING_SECONDS, Calls, Plan, in_a_world, people, quiet
from sandbox.chaos.world import FINAL, Eyes, World
from sandbox.slack.state.model import Json

GOING: Final = 2
"""Workers that go, the first by SIGKILL, the second in order."""

_LOOK_SECONDS: Final = 0.5

_LONG_PAINTING_SECONDS: Final = 200.0
"""Of what is painted until the first is killed, so that it is in the middle of something."""

_SPARE_SECONDS: Final = 4.0


@dataclass(frozen=True)
class OrderlyOutcome:
    """What came of it.

    Attributes
    ----------
    jobs
        that were done; more than planned where somebody lost patience and typed again
    interrupted
        jobs that a worker had when it was killed
    longest_delay
        seconds from that moment until the last of them was done
    allowed_delay
        seconds for a message to come back, for the longest of the other jobs, and some besides, more where the
        machine is slow; without the message it would be two leases until the job was found
    """

    plan: Plan
    findings: Sequence[Finding]
    jobs: int
    interrupted: int
    longest_delay: float
    allowed_delay: float
    seconds: float


async def orderly(plan: Plan) -> OrderlyOutcome:
    """`plan.jobs` finished prompts, each typed when the one before is painted; `plan.percent` is of no account."""
    begun = time.monotonic()
    async with in_a_world(plan) as (stack, crew, workspace, aws):
        eyes, diary, calls = Eyes(stack.slack.slack, stack.aws.direct_url), Diary(), Calls(aws)
        collecting = asyncio.create_task(calls.collect())
        typing = asyncio.create_task(_type(plan, await people(plan, stack, workspace, diary)))
        await _done(eyes, plan.jobs // 3, plan.longest_seconds)
        await aws.set_latency(invoke_model=_LONG_PAINTING_SECONDS)
        held = await _begun(eyes, datetime.now(UTC), plan.longest_seconds)
        gone_at = datetime.now(UTC)

        async def go_on() -> None:
            await aws.end_latency()
            await aws.set_latency(invoke_model=PAINTING_SECONDS)

        await crew.dismiss(GOING, having=held, between=go_on)
        await typing
        await quiet(eyes, plan.longest_seconds)
        collecting.cancel()
        await calls.fetch()
        world = await eyes.look()
        found = findings(Evidence(world, calls.seen, diary, crew.workers_killed * plan.at_once, 0))
        found += _all_there(plan, world)
        delays = {job_id: _finished(world, job_id) - gone_at.timestamp() for job_id in held}
        # One that was done in time by a worker that stayed, or that went in order, was not interrupted.
        interrupted = {job_id: seconds for job_id, seconds in delays.items() if _attempts(world, job_id) > 1}
        longest = max(interrupted.values(), default=0.0)
        lease = plan.lease_seconds
        spare = (_SPARE_SECONDS + lease / 4) * crew.slowness
        allowed = lease + max(1.0, lease / 6) + _longest_work(world) + spare
        if longest > allowed:
            found.append(
                Finding("delayed", max(interrupted, key=interrupted.__getitem__), f"{longest:.1f} s")
            )
        return OrderlyOutcome(
            plan, found, _posted(world), len(interrupted), longest, allowed, time.monotonic() - begun
        )


async def _type(plan: Plan, everybody: Sequence[Person]) -> None:
    async def all_of(person: Person, number: int) -> None:
        for which in range(number, plan.jobs, plan.people):
            await person.run(Errand("raw", f"kite number {which + 1000}", 1))

    await asyncio.gather(*(all_of(person, number) for number, person in enumerate(everybody)))


async def _done(eyes: Eyes, count: int, seconds: float) -> None:
    """Wait until so many jobs are over.

    Raises
    ------
    TimeoutError
    """
    async with asyncio.timeout(seconds):
        while True:
            if sum(job["state"] in FINAL for job in await eyes.jobs()) >= count:
                return
            await asyncio.sleep(_LOOK_SECONDS)


async def _begun(eyes: Eyes, since: datetime, seconds: float) -> list[str]:
    """The jobs in the hands of a worker, the latest first, once that was begun after `since`.

    Raises
    ------
    TimeoutError
    """
    async with asyncio.timeout(seconds):
        while True:
            held = [job for job in await eyes.jobs() if "lease_until" in job and job["state"] not in FINAL]
            held.sort(key=_started, reverse=True)
            if held and _started(held[0]) > since:
                return [str(job["pk"]).removeprefix("JOB#") for job in held]
            await asyncio.sleep(_LOOK_SECONDS)


def _started(job: Json) -> datetime:
    return datetime.fromisoformat(str(job["started_at"]))


def _posted(world: World) -> int:
    return sum(job["state"] == "posted" for job in world.jobs.values())


def _all_there(plan: Plan, world: World) -> list[Finding]:
    posted = _posted(world)
    return [] if posted >= plan.jobs else [Finding("all of them", f"{posted} of {plan.jobs} posted")]


def _finished(world: World, job_id: str) -> float:
    return datetime.fromisoformat(str(world.jobs[job_id]["finished_at"])).timestamp()


def _attempts(world: World, job_id: str) -> int:
    return int(world.jobs[job_id].get("attempt", 0))


def _longest_work(world: World) -> float:
    """Seconds that a worker had a job at the most, of those that were taken once."""
    return max(
        (
            _finished(world, job_id) - _started(job).timestamp()
            for job_id, job in world.jobs.items()
            if _attempts(world, job_id) == 1 and "finished_at" in job
        ),
        default=0.0,
    )
