"""python -m sandbox.chaos [--jobs N] [--seed N] … : exit code 1 if anything is not as it must be."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sandbox.chaos.orderly import OrderlyOutcome, orderly
from sandbox.chaos.run import Outcome, Plan, chaos


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.chaos", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="repeats a run, as far as time does"
    )
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--percent", type=float, default=10, help="of all calls that meet a fault")
    parser.add_argument(
        "--at-once", type=int, help="jobs at once in one worker; 1, and 16 where all is in order, by default"
    )
    parser.add_argument(
        "--orderly", action="store_true", help="no faults; two of three workers go in the middle of it all"
    )
    parser.add_argument("--logs", type=Path, help="write what the processes said into this file")
    given = parser.parse_args(arguments)
    at_once = given.at_once or (16 if given.orderly else 1)
    plan = Plan(seed=given.seed, jobs=given.jobs, people=given.people, percent=given.percent, at_once=at_once)
    print(f"seed {plan.seed}", flush=True)
    if given.orderly:
        done = asyncio.run(orderly(plan))
        print(told_in_order(done))
        return 1 if done.findings else 0
    outcome = asyncio.run(chaos(plan))
    if given.logs:
        given.logs.write_text(outcome.logs)
    print(told(outcome))
    return 1 if outcome.findings else 0


def told(outcome: Outcome) -> str:
    """The outcome as a table, and each finding with the job it is about."""
    rows = {
        "seed": outcome.plan.seed,
        "jobs": outcome.jobs,
        **{f"  {end}": count for end, count in sorted(outcome.ends.items())},
        "pictures delivered": outcome.pictures,
        "processes killed": outcome.kills,
        "processes hung": outcome.hangs,
        "starts that met a fault": outcome.failed_starts,
        "faults met": outcome.faults,
        "paid calls": outcome.paid,
        "  of these repeated": outcome.repeated,
        "commands and clicks without an answer": outcome.unanswered,
        "people told that nothing was started": outcome.refused,
        "messages in the dead-letter queue": outcome.dead,
        "quiet after the faults ended": f"{outcome.quiet_after:.0f} s",
        "in all": f"{outcome.seconds:.0f} s",
        "slower to start than usual": f"{outcome.slowness:.1f} times",
        "findings": len(outcome.findings),
    }
    width = max(map(len, rows))
    lines = [f"{name:<{width}}  {value}" for name, value in rows.items()]
    lines += [f"{one.rule}: {one.about} {one.detail}" for one in outcome.findings]
    return "\n".join(lines)


def told_in_order(outcome: OrderlyOutcome) -> str:
    """The outcome of a run without faults, in the same way."""
    rows = {
        "jobs": outcome.jobs,
        "jobs that were taken over": outcome.interrupted,
        "the last of them was done after": f"{outcome.longest_delay:.1f} s",
        "  allowed": f"{outcome.allowed_delay:.1f} s",
        "in all": f"{outcome.seconds:.0f} s",
        "findings": len(outcome.findings),
    }
    width = max(map(len, rows))
    lines = [f"{name:<{width}}  {value}" for name, value in rows.items()]
    lines += [f"{one.rule}: {one.about} {one.detail}" for one in outcome.findings]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
