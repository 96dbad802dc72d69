"""Each service by itself as something to choose."""

import pytest

from sandbox.faults import FaultPlan
from sandbox.service_troubles import SERVICES, WAYS, service_troubles
from sandbox.trouble import ChoiceError

CALLS = {
    "slack_service": "slack:chat.postMessage",
    "bedrock_service": "bedrock:Converse:amazon.nova-lite-v1:0",
    "s3_service": "s3:PUT",
    "dynamodb_service": "dynamodb:PutItem",
    "sqs_service": "sqs:SendMessage",
}


@pytest.fixture
def plans():
    return FaultPlan(), FaultPlan()


@pytest.fixture
def troubles(plans):
    return {trouble.name: trouble for trouble in service_troubles(*plans)}


def test_every_service_works_at_first(troubles):
    assert troubles.keys() == CALLS.keys() == {one.name for one in SERVICES}
    for trouble in troubles.values():
        assert (trouble.on, trouble.choice.value) == (False, "works")
        assert list(trouble.choice.options) == ["works", *WAYS]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("way", WAYS)
async def test_one_service_fails_in_one_way_and_no_other(plans, troubles, name, way):
    troubles[name].choose(way)
    assert (troubles[name].on, troubles[name].choice.value) == (True, way)
    assert sum(trouble.on for trouble in troubles.values()) == 1
    plan = plans[name != "slack_service"]
    call = "slack:deliver:events_api" if (name, way) == ("slack_service", "duplicate") else CALLS[name]
    fault = plan.take(call, WAYS)
    assert fault is not None
    assert fault.kind == way
    for other in CALLS.keys() - {name}:
        assert plans[other != "slack_service"].take(CALLS[other], WAYS) is None
    await troubles[name].switch(on=False)
    assert (troubles[name].on, troubles[name].choice.value) == (False, "works")
    assert plan.listed() == []


def test_nothing_else_can_be_chosen(troubles):
    with pytest.raises(ChoiceError, match="sqs_service takes works, delay"):
        troubles["sqs_service"].choose("behave")


def test_who_ends_all_faults_ends_the_choice(plans, troubles):
    troubles["s3_service"].choose("cut")
    plans[1].clear()
    assert (troubles["s3_service"].on, troubles["s3_service"].choice.value) == (False, "works")
