"""A minute of chaos, and a minute of order in which two workers go; `make chaos` takes longer."""

import pytest

from sandbox.chaos.orderly import orderly
from sandbox.chaos.run import Plan, chaos


@pytest.mark.timeout(900)
async def test_every_job_ends_once_whatever_dies_and_fails():
    outcome = await chaos(Plan(seed=20261126, jobs=45, people=12, pauses=(1.5, 3.5), crashes=4))
    assert list(outcome.findings) == [], f"seed {outcome.plan.seed}"
    assert outcome.kills + outcome.hangs >= 4
    assert outcome.faults >= 50
    assert outcome.ends["posted"] >= 20


@pytest.mark.timeout(900)
async def test_two_of_three_workers_go_and_nothing_is_lost_or_late():
    outcome = await orderly(Plan(seed=0, jobs=80, people=10, lease_seconds=20, at_once=16, patience=120))
    assert list(outcome.findings) == []
    assert outcome.jobs >= 80
    assert outcome.interrupted >= 1
