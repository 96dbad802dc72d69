"""What Bedrock says about its models, over the wire."""

import logging
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from aiobotocore.config import AioConfig
from hypothesis import given
from hypothesis import strategies as st

from services.bedrock import (
    ModelBusyError,
    ModelError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    PromptRefusedError,
    QuotaSpentError,
)
from services.survey import Survey, foundation_id, uncallable
from tests.cloud import AWS
from tests.ports import refusing_port
from tests.services.control_plane import GRANTED, running_control_plane, summary

NOVA = "amazon.nova-2-lite-v1:0"
CORE = "stability.stable-image-core-v1:1"


@pytest.fixture
async def plane():
    async with running_control_plane() as plane:
        yield plane


class Clients:
    """Makes a client for a region; `urls` can send a region elsewhere."""

    def __init__(self, stack, url) -> None:
        self._stack = stack
        self._url = url
        self._made: dict[str, Any] = {}
        self.urls: dict[str, str] = {}

    async def __call__(self, region):
        if region not in self._made:
            client: Any = AWS.create_client(
                "bedrock",
                region_name=region,
                endpoint_url=self.urls.get(region, self._url),
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=AioConfig(retries={"max_attempts": 0}, connect_timeout=30, read_timeout=30),
            )
            self._made[region] = await self._stack.enter_async_context(client)
        return self._made[region]


@pytest.fixture
async def clients(plane):
    async with AsyncExitStack() as stack:
        yield Clients(stack, plane.url)


async def test_what_is_there(plane, clients):
    plane.models = [
        summary(NOVA, inputs=("TEXT", "IMAGE")),
        summary(CORE, "LEGACY", endOfLifeTime="2027-01-31T00:00:00Z"),
        summary("meta.llama-of-no-interest-v1:0"),
    ]
    plane.availability = {NOVA: GRANTED, CORE: GRANTED}
    surveyed = await Survey(clients).look({"us-west-2": [NOVA, CORE, "amazon.not-there-v1:0"]})
    assert surveyed.unasked == {}
    assert set(surveyed.listings) == {(NOVA, "us-west-2"), (CORE, "us-west-2")}
    nova, core = surveyed.listings[NOVA, "us-west-2"], surveyed.listings[CORE, "us-west-2"]
    assert (nova.legacy, nova.end_of_life, nova.granted) == (False, None, True)
    assert nova.inputs == {"TEXT", "IMAGE"}
    assert (core.legacy, core.end_of_life) == (True, datetime(2027, 1, 31, tzinfo=UTC))
    assert core.end_of_life.tzinfo is UTC
    assert sorted(plane.asked) == sorted(["us-west-2", NOVA, CORE])


async def test_each_region_is_asked_once_with_its_own_name(plane, clients):
    await Survey(clients).look({"us-west-2": [NOVA], "eu-west-1": [NOVA]})
    assert sorted(plane.asked) == ["eu-west-1", "us-west-2"]


@pytest.mark.parametrize(
    ("answer", "granted"),
    [
        (GRANTED, True),
        (GRANTED | {"authorizationStatus": "NOT_AUTHORIZED"}, False),
        (GRANTED | {"entitlementAvailability": "NOT_AVAILABLE"}, False),
        (GRANTED | {"regionAvailability": "NOT_AVAILABLE"}, False),
        (GRANTED | {"agreementAvailability": {"status": "NOT_AVAILABLE"}}, None),
        (GRANTED | {"agreementAvailability": {"status": "PENDING"}}, None),
        ({}, None),
        ((403, "AccessDeniedException"), None),
        ((404, "UnknownOperationException"), None),
        ((500, "InternalServerException"), None),
        ("<html>a proxy in between</html>", None),
    ],
)
async def test_whether_it_is_granted(plane, clients, answer, granted):
    plane.models = [summary(NOVA)]
    plane.availability = {NOVA: answer}
    surveyed = await Survey(clients).look({"us-west-2": [NOVA]})
    assert surveyed.listings[NOVA, "us-west-2"].granted is granted


async def test_few_questions_at_once(plane, clients):
    ids = [f"maker.model-{number}-v1:0" for number in range(24)]
    plane.models = [summary(one) for one in ids]
    plane.availability = dict.fromkeys(ids, GRANTED)
    plane.awaited = 2
    surveyed = await Survey(clients).look({"us-west-2": ids})
    assert len(surveyed.listings) == 24
    assert 1 < plane.most_at_once <= 4


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((403, "AccessDeniedException"), "lacks the permission bedrock:ListFoundationModels"),
        ((404, "UnknownOperationException"), "UnknownOperationException"),
        ((500, "InternalServerException"), "InternalServerException"),
        (["not a model"], "not what it should be"),
    ],
)
async def test_a_region_that_cannot_be_asked_is_told_once(plane, clients, caplog, answer, why):
    plane.models = answer
    survey = Survey(clients)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            surveyed = await survey.look({"us-west-2": [NOVA]})
            assert why in surveyed.unasked["us-west-2"]
    assert [why in record.getMessage() for record in caplog.records] == [True]
    plane.models = []
    await survey.look({"us-west-2": [NOVA]})
    plane.models = answer
    await survey.look({"us-west-2": [NOVA]})
    assert len(caplog.records) == 2


async def test_one_region_out_of_reach_leaves_the_others(plane, clients):
    plane.models = [summary(NOVA)]
    with refusing_port() as port:
        clients.urls["eu-west-1"] = f"http://127.0.0.1:{port}"
        surveyed = await Survey(clients).look({"us-west-2": [NOVA], "eu-west-1": [NOVA]})
    assert set(surveyed.listings) == {(NOVA, "us-west-2")}
    assert set(surveyed.unasked) == {"eu-west-1"}


@given(
    st.sampled_from(["us.", "eu.", "jp.", "au.", "apac.", "global.", "us-gov."]),
    st.from_regex(r"(amazon|anthropic|stability|usher|europa)\.[a-z0-9-]{1,20}(:[0-9])?", fullmatch=True),
)
def test_a_prefix_is_taken_off_once_and_nothing_else(prefix, model_id):
    assert foundation_id(prefix + model_id) == foundation_id(model_id) == model_id
    assert foundation_id(prefix + "us." + model_id) == "us." + model_id


@pytest.mark.parametrize(
    ("kind", "another"),
    [
        (ModelGoneError, True),
        (ModelForbiddenError, True),
        (ModelBusyError, False),
        (ModelFaultError, False),
        (QuotaSpentError, False),
        (PromptRefusedError, False),
        (ModelError, False),
    ],
)
def test_which_errors_mean_that_another_model_may_do(kind, another):
    assert uncallable(kind("no")) is another
