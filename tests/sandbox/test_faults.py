"""The faults in force: which calls they meet."""

import pytest
from pydantic import ValidationError

from sandbox.faults import Fault, FaultPlan
from sandbox.now_and_then import CLOUD, SLACK, NowAndThen, faults_now_and_then


def met(plan, count=400):
    return [plan.take("s3:PUT", ["error"]) is not None for _ in range(count)]


def test_chance_can_be_repeated_by_its_seed():
    plan = FaultPlan(seed=5)
    plan.add(Fault(operation="s3:*", kind="error", probability=0.1))
    first = met(plan)
    assert plan.met["error", "s3:PUT"] == sum(first)
    assert 20 < sum(first) < 65
    plan.reseed(5)
    assert met(plan) == first
    plan.reseed(6)
    assert met(plan) != first


def test_calls_that_pass_first():
    plan = FaultPlan()
    plan.add(Fault(operation="s3:PUT", kind="error", skip=2, times=1))
    assert met(plan, 5) == [False, False, True, False, False]
    assert plan.listed() == []


def test_chance_lets_the_next_fault_have_its_turn():
    plan = FaultPlan(seed=1)
    plan.add(Fault(operation="*", kind="error", probability=0.5, code="first"))
    plan.add(Fault(operation="*", kind="error", code="second"))
    codes = [plan.take("s3:PUT", ["error"]).code for _ in range(100)]
    assert 30 < codes.count("first") < 70
    assert codes.count("first") + codes.count("second") == 100


@pytest.mark.parametrize("probability", [0, -0.1, 1.1])
def test_a_chance_is_more_than_none(probability):
    with pytest.raises(ValidationError):
        Fault(operation="*", kind="cut", probability=probability)


def test_a_kill_happens_at_its_call():
    plan, killed = FaultPlan(), []
    plan.kill = lambda: killed.append(True)
    plan.add(Fault(operation="s3:PUT", kind="kill_after", skip=1, times=1))
    assert [plan.strike("s3:PUT", kind) for kind in ("kill_before", "kill_after")] == [False, False]
    assert [plan.strike("s3:PUT", kind) for kind in ("kill_before", "kill_after")] == [False, True]
    assert killed == [True]


@pytest.mark.parametrize("ways", [CLOUD, SLACK])
def test_the_ways_of_a_service_add_up(ways):
    for operation in ways:
        faults = [fault for fault in faults_now_and_then(ways, 10) if fault.operation == operation]
        assert sum(fault.probability for fault in faults) == pytest.approx(0.1)


async def test_now_and_then_is_one_switch_for_all_services():
    slack, cloud = FaultPlan(), FaultPlan()
    trouble = NowAndThen(slack, cloud)
    await trouble.switch(on=True)
    assert trouble.on
    met = {fault.operation.partition(":")[0] for plan in (slack, cloud) for fault in plan.listed()}
    assert met == {"slack", "bedrock", "dynamodb", "s3", "sqs", "cdn"}
    await trouble.switch(on=False)
    assert slack.listed() == cloud.listed() == []
