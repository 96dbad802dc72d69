"""What the life of a model means for calls, and the control plane's answers, over a socket by stock clients."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import boto3
import pytest
from botocore.exceptions import ClientError

from sandbox.aws.client import AwsControl, ControlError
from sandbox.aws.server import running_aws
from sandbox.bedrock.catalogue import models as known
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio
from tests.sandbox.bedrock.bodies import CORE, TITAN, invoke, text_image
from tests.sandbox.bedrock.conftest import client_of

NOVA = "amazon.nova-canvas-v1:0"
ERASE = "stability.stable-image-erase-object-v1:0"
HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
LITE = "us.amazon.nova-2-lite-v1:0"
HELLO = [{"role": "user", "content": [{"text": "hello"}]}]


@pytest.fixture
async def planes(aws):
    """Clients of the control plane by region."""
    async with (
        client_of(aws, "bedrock") as here,
        client_of(aws, "bedrock", "us-east-1") as east,
        client_of(aws, "bedrock", "eu-west-1") as europe,
    ):
        yield {"us-west-2": here, "us-east-1": east, "eu-west-1": europe}


async def listed(client, **filters):
    answer = await client.list_foundation_models(**filters)
    return {summary["modelId"]: summary for summary in answer["modelSummaries"]}


async def code_of(call):
    with pytest.raises(ClientError) as caught:
        await call
    error = caught.value.response
    return error["Error"]["Code"], error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Message"]


async def test_without_extended_access_what_has_ended_is_gone():
    studio = Studio(plain_picture)
    async with running_aws(studio=studio) as aws, AwsControl(aws.url) as control:
        lives = await control.models()
        assert {name for name, life in lives.items() if life.state != "active"} == {TITAN, NOVA}
        assert (lives[TITAN].state, lives[TITAN].end_of_life) == ("end-of-life", "2026-06-30")
        async with client_of(aws, "bedrock-runtime") as client, client_of(aws, "bedrock") as plane:
            with pytest.raises(
                client.exceptions.ResourceNotFoundException, match="reached the end of its life"
            ):
                await invoke(client, text_image("a boat"))
            with pytest.raises(plane.exceptions.ResourceNotFoundException):
                await plane.get_foundation_model(modelIdentifier=TITAN)
            there = await listed(plane)
            assert TITAN not in there
            assert CORE in there
    await studio.aclose()


@pytest.mark.parametrize(
    ("state", "code", "status", "words"),
    [
        (
            "end-of-life",
            "ResourceNotFoundException",
            404,
            "This model version has reached the end of its life.",
        ),
        (
            "denied",
            "AccessDeniedException",
            403,
            "You don't have access to the model with the specified model ID.",
        ),
    ],
)
@pytest.mark.parametrize("model", [TITAN, HAIKU])
async def test_a_state_is_seen_by_the_next_call(bedrock, control, model, state, code, status, words):
    def call():
        if model == HAIKU:
            return bedrock.converse(modelId=HAIKU, messages=HELLO)
        return invoke(bedrock, text_image("a boat"))

    await call()
    assert (await control.set_model(model, state=state)).state == state
    answer = await code_of(call())
    assert answer[:2] == (code, status)
    assert answer[2].startswith(words)
    await control.set_model(model, state="legacy")
    await call()
    await control.set_model(model, state=state)
    await control.reset_models()
    await call()


async def test_an_id_is_invalid_where_it_is_not_served(runtimes, control):
    for client, model in ((runtimes["eu-west-1"], TITAN), (runtimes["eu-west-1"], f"us.{ERASE}")):
        answer = await code_of(invoke(client, text_image("a boat"), model))
        assert answer == ("ValidationException", 400, "The provided model identifier is invalid.")
    await invoke(runtimes["us-east-1"], text_image("a boat"))
    await control.set_model(TITAN, regions=["eu-*"])
    await invoke(runtimes["eu-west-1"], text_image("a boat"))


async def test_the_region_is_that_of_the_signature(aws):
    for headers, status, code in (
        ({}, 403, "MissingAuthenticationTokenException"),
        ({"Authorization": "Basic eDp5"}, 400, "IncompleteSignature"),
        ({"Authorization": "Bearer an-api-key"}, 200, None),
    ):
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                f"{aws.url}/model/{TITAN}/invoke", json=text_image("a boat"), headers=headers
            ) as answer,
        ):
            assert (answer.status, answer.headers.get("x-amzn-errortype")) == (status, code)


async def test_which_models_a_region_tells_of(planes):
    here, east, europe = [await listed(planes[region]) for region in ("us-west-2", "us-east-1", "eu-west-1")]
    assert here.keys() == {model.bare_id for model in known()} - {NOVA}
    assert NOVA in east
    assert not {TITAN, ERASE} & europe.keys()
    assert {NOVA, "amazon.nova-2-lite-v1:0"} <= europe.keys()
    assert europe[NOVA]["modelArn"] == f"arn:aws:bedrock:eu-west-1::foundation-model/{NOVA}"


async def test_how_a_model_is_described(planes, control):
    there = await listed(planes["us-west-2"])
    assert (there[CORE]["providerName"], there[CORE]["modelName"]) == (
        "Stability AI",
        "Stable Image Core 1.0",
    )
    assert there[CORE]["inputModalities"] == ["TEXT"]
    assert there[ERASE]["inputModalities"] == ["IMAGE"]
    assert there[CORE]["outputModalities"] == there[ERASE]["outputModalities"] == ["IMAGE"]
    assert there[CORE]["inferenceTypesSupported"] == ["ON_DEMAND"]
    assert there[ERASE]["inferenceTypesSupported"] == ["INFERENCE_PROFILE"]
    assert there[CORE]["modelLifecycle"] == {"status": "ACTIVE"}
    haiku = there[HAIKU.removeprefix("us.")]
    assert (haiku["inputModalities"], haiku["outputModalities"]) == (["TEXT", "IMAGE"], ["TEXT"])
    for model, summary in there.items():
        got = await planes["us-west-2"].get_foundation_model(modelIdentifier=model)
        assert got["modelDetails"] == summary


async def test_a_legacy_model_tells_its_end(planes, control):
    for ask in ("list", "get"):
        if ask == "list":
            lifecycle = (await listed(planes["us-west-2"]))[TITAN]["modelLifecycle"]
        else:
            got = await planes["us-west-2"].get_foundation_model(modelIdentifier=TITAN)
            lifecycle = got["modelDetails"]["modelLifecycle"]
        assert lifecycle["status"] == "LEGACY"
        now = datetime.now(UTC)
        assert lifecycle["legacyTime"] <= now < lifecycle["endOfLifeTime"] - timedelta(days=60)
    end = (datetime.now(UTC) + timedelta(days=20)).date()
    await control.set_model(CORE, end_of_life=end.isoformat())
    lifecycle = (await listed(planes["us-west-2"]))[CORE]["modelLifecycle"]
    assert (lifecycle["status"], lifecycle["endOfLifeTime"].date()) == ("LEGACY", end)


@pytest.mark.parametrize(
    ("filters", "members"),
    [
        ({"byProvider": "amazon"}, {TITAN, "amazon.nova-2-lite-v1:0"}),
        ({"byProvider": "Stability AI", "byInferenceType": "ON_DEMAND"},
         {CORE, "stability.stable-image-ultra-v1:1", "stability.sd3-5-large-v1:0"}),
        ({"byOutputModality": "TEXT"},
         {"amazon.nova-2-lite-v1:0", HAIKU.removeprefix("us."), "anthropic.claude-sonnet-4-6"}),
        ({"byOutputModality": "EMBEDDING"}, set()),
        ({"byInferenceType": "PROVISIONED"}, set()),
        ({"byCustomizationType": "FINE_TUNING"}, set()),
        ({"byProvider": "Nobody"}, set()),
    ],
)  # fmt: skip
async def test_a_listing_can_be_narrowed(planes, filters, members):
    assert (await listed(planes["us-west-2"], **filters)).keys() == members


async def test_a_filter_without_sense_is_refused(planes):
    code, status, words = await code_of(planes["us-west-2"].list_foundation_models(byOutputModality="SMELL"))
    assert (code, status) == ("ValidationException", 400)
    assert "byOutputModality" in words


async def test_what_is_not_there_can_t_be_got(planes, control):
    client = planes["us-west-2"]
    for model in ("amazon.nova-canvas-v9:0", NOVA, HAIKU):  # unknown, elsewhere, a profile
        assert (await code_of(client.get_foundation_model(modelIdentifier=model)))[
            0
        ] == "ResourceNotFoundException"
    arn = f"arn:aws:bedrock:us-west-2::foundation-model/{CORE}"
    assert (await client.get_foundation_model(modelIdentifier=arn))["modelDetails"]["modelId"] == CORE
    await control.set_model(CORE, state="end-of-life")
    assert (await code_of(client.get_foundation_model(modelIdentifier=arn)))[0] == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("changes", "region", "entitled", "there"),
    [
        ({"state": "active"}, "us-west-2", True, True),
        ({"state": "legacy"}, "us-west-2", True, True),
        ({"state": "denied"}, "us-west-2", False, True),
        ({"state": "end-of-life"}, "us-west-2", True, False),
        ({}, "eu-west-1", True, False),
    ],
)
async def test_whether_the_account_may_call_it(planes, control, changes, region, entitled, there):
    await control.set_model(CORE, **changes)
    answer = await planes[region].get_foundation_model_availability(modelId=CORE)
    answer.pop("ResponseMetadata")
    words = {True: "AVAILABLE", False: "NOT_AVAILABLE"}
    assert answer == {
        "modelId": CORE,
        "agreementAvailability": {"status": words[entitled]},
        "authorizationStatus": "AUTHORIZED",
        "entitlementAvailability": words[entitled],
        "regionAvailability": words[there],
    }


async def test_the_availability_of_an_unknown_model_is_none(planes):
    answer = await code_of(planes["us-west-2"].get_foundation_model_availability(modelId="acme.brush-v1:0"))
    assert answer[:2] == ("ResourceNotFoundException", 404)


async def test_a_blocking_client_reads_it_too(aws, monkeypatch):
    for name, value in aws.environment(direct=True).items():
        monkeypatch.setenv(name, value)
    client = boto3.client("bedrock")
    answer = await asyncio.to_thread(client.get_foundation_model, modelIdentifier=TITAN)
    assert isinstance(answer["modelDetails"]["modelLifecycle"]["endOfLifeTime"], datetime)
    client.close()


async def test_questions_are_kept_in_the_log_and_can_be_troubled(planes, control):
    client = planes["us-west-2"]
    await control.clear_calls()
    await control.add_fault("bedrock:ListFoundationModels", "error", status=429, times=1)
    await control.add_fault(f"bedrock:GetFoundationModel:{CORE}", "error", status=500, times=1)
    assert (await code_of(client.list_foundation_models()))[:2] == ("ThrottlingException", 429)
    assert (await code_of(client.get_foundation_model(modelIdentifier=CORE)))[0] == "InternalServerException"
    await client.get_foundation_model_availability(modelId=CORE)
    seen = [(call.operation, call.model, call.status, call.outcome) for call in await control.calls()]
    assert seen == [
        ("ListFoundationModels", "", 429, "ThrottlingException"),
        ("GetFoundationModel", CORE, 500, "InternalServerException"),
        ("GetFoundationModelAvailability", CORE, 200, "ok"),
    ]


async def test_one_model_can_be_slower_than_the_others(bedrock, control):
    await control.set_latency(invoke_model=0.1)
    await control.set_model(TITAN, latency=0.4)
    await control.set_model(LITE, latency=0.3)
    await control.clear_calls()
    await invoke(bedrock, text_image("a boat"))
    answer = await bedrock.converse(modelId=LITE, messages=HELLO)
    await control.set_model(TITAN, latency=600)
    await invoke(bedrock, {"prompt": "a boat"}, CORE)  # the client would not wait that long
    slow, talk, other = [call.ms for call in await control.calls()]
    assert slow >= 500
    assert other >= 100
    assert min(talk, answer["metrics"]["latencyMs"]) >= 300


async def test_what_the_control_tells_and_takes(control):
    lives = await control.models()
    assert list(lives) == [model.id for model in known()]
    assert (lives[CORE].kind, lives[CORE].regions, lives[CORE].latency) == ("image", ["us-west-2"], 0)
    assert lives[CORE].price == [{"usd": 0.04}]
    assert lives[LITE].price == {"in": 0.33, "out": 2.75}
    changed = await control.set_model(CORE, latency=2, price=[{"usd": 1.5}], regions=["us-*"])
    assert (changed.latency, changed.price, changed.regions) == (2, [{"usd": 1.5}], ["us-*"])
    assert changed.state == "active"
    await control.set_model(f"eu.{LITE.removeprefix('us.')}", price={"in": 1, "out": 2})
    assert (await control.models())[LITE].price == {"in": 1, "out": 2}
    await control.reset_models()
    assert await control.models() == lives


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "asleep"},
        {"state": "legacy", "end_of_life": "2020-01-01"},
        {"state": None},
        {"end_of_life": "soon"},
        {"latency": -1},
        {"regions": "us-west-2"},
        {"price": {"in": 1, "out": 2}},
        {"price": [{"usd": -1}]},
        {"colour": "red"},
    ],
)
async def test_changes_without_sense_are_refused(control, changes):
    before = await control.models()
    with pytest.raises(ControlError):
        await control.set_model(CORE, **changes)
    assert await control.models() == before


async def test_there_is_no_life_for_an_unknown_model(control, aws):
    with pytest.raises(ControlError, match="no model"):
        await control.set_model("acme.brush-v1:0", state="active")
    async with (
        aiohttp.ClientSession() as session,
        session.put(f"{aws.url}/_sandbox/models/{CORE}", data=json.dumps([1])) as answer,
    ):
        assert answer.status == 400
