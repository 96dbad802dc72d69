import asyncio
import base64
import hashlib
import json

import aiohttp
import pytest

from sandbox.aws.client import AwsControl, ControlError
from sandbox.aws.server import running_aws
from sandbox.bedrock.calls import MOST_BYTES, MOST_CALLS, CallLog, shortened
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio

TITAN = "amazon.titan-image-generator-v2:0"
BODY = {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "a kite"}}
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20270101/us-west-2/bedrock/aws4_request"}
HELLO = [{"role": "user", "content": [{"text": "hello"}]}]


async def paint(client, body=None):
    response = await client.invoke_model(modelId=TITAN, body=json.dumps(body or BODY))
    return json.loads(await response["body"].read())


async def test_calls_are_kept_with_what_became_of_them(bedrock, control):
    await control.clear_calls()
    await paint(bedrock)
    await bedrock.converse(modelId="us.amazon.nova-2-lite-v1:0", messages=HELLO)
    with pytest.raises(bedrock.exceptions.ValidationException):
        await paint(bedrock, {"taskType": "DOODLE"})
    painted, conversed, refused = await control.calls()
    assert (painted.operation, painted.model, painted.body, painted.status) == (
        "InvokeModel",
        TITAN,
        BODY,
        200,
    )
    assert (conversed.operation, conversed.body["messages"]) == ("Converse", HELLO)
    assert (refused.status, refused.outcome) == (400, "ValidationException")
    assert [call.seq for call in await control.calls(since=conversed.seq)] == [refused.seq]
    assert painted.ms is not None
    assert painted.ms >= 0


async def test_the_log_shortens_pictures_and_keeps_them_whole(bedrock, control):
    picture = (await paint(bedrock))["images"][0]
    body = {"taskType": "IMAGE_VARIATION", "imageVariationParams": {"images": [picture]}}
    await control.clear_calls()
    await paint(bedrock, body)
    (call,) = await control.calls()
    digest = hashlib.sha256(picture.encode()).hexdigest()
    assert call.body["imageVariationParams"]["images"] == [{"characters": len(picture), "sha256": digest}]
    assert (await control.call(call.seq)).body == body


async def test_a_call_is_in_the_log_while_it_is_under_way(bedrock, control):
    await control.clear_calls()
    await control.set_latency(invoke_model=30)
    call = asyncio.create_task(paint(bedrock))
    while not (under_way := await control.calls()):
        continue
    assert (under_way[0].status, under_way[0].outcome) == (None, None)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)


async def test_a_model_finishes_for_a_caller_that_hung_up(bedrock, control):
    await control.clear_calls()
    await control.set_latency(invoke_model=0.5)
    call = asyncio.create_task(paint(bedrock))
    while not await control.calls():
        continue
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    while (await control.calls())[0].status is None:
        continue
    assert (await control.calls())[0].status == 200


async def test_what_is_slow_on_purpose_is_over_when_nobody_wants_it_slow_any_more(bedrock, control):
    await control.clear_calls()
    await control.set_latency(invoke_model=600, converse=5)
    call = asyncio.create_task(paint(bedrock))
    while not await control.calls():
        continue
    await control.set_latency(invoke_model=0)
    assert (await control.calls())[0].status is None  # it was begun when it was still wanted
    await control.end_latency()
    assert (await call)["images"]
    assert await control.latency() == {"InvokeModel": 0.0, "Converse": 0.0, "images": 0.0}


async def test_latency_is_set_operation_by_operation(control):
    await control.set_latency(converse=0.25)
    await control.set_latency(invoke_model=1.5)
    assert await control.latency() == {"InvokeModel": 1.5, "Converse": 0.25, "images": 0.0}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "latency", {"Paint": 1}),
        ("PUT", "latency", {"Converse": -1}),
        ("PUT", "latency", [1]),
        ("PUT", "pictures", {"plain": "very"}),
        ("GET", "calls?since=yesterday", None),
        ("GET", "calls/999999", None),
    ],
)
async def test_nonsense_is_refused_with_a_reason(aws, method, path, body):
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{aws.url}/_sandbox/{path}", json=body) as answer,
    ):
        assert answer.status in (400, 404)
        assert (await answer.json())["error"]


async def test_the_control_client_raises_the_reason(control):
    with pytest.raises(ControlError, match="no such call"):
        await control.call(999999)
    with pytest.raises(RuntimeError, match="async with"):
        await AwsControl("http://127.0.0.1:1").calls()


async def test_plain_pictures_can_be_switched_on_for_good(bedrock, control):
    await control.paint_plain()
    await control.add_fault(f"bedrock:InvokeModel:{TITAN}", "behave", code="filtered_prompt", times=1)
    with pytest.raises(bedrock.exceptions.ValidationException):
        await paint(bedrock)
    picture = base64.b64decode((await paint(bedrock))["images"][0])
    assert len(picture) < 2000


async def test_other_operations_are_unknown(aws):
    async with aiohttp.ClientSession() as session:
        for path in ("invoke-with-response-stream", "converse-stream", "paint"):
            async with session.post(f"{aws.url}/model/{TITAN}/{path}", json={}) as answer:
                assert answer.status == 404
                assert answer.headers["x-amzn-errortype"] == "UnknownOperationException"


def test_the_log_is_bounded_by_calls_and_by_bytes():
    log = CallLog()
    for _ in range(MOST_CALLS + 10):
        log.begin("InvokeModel", TITAN, b"{}")
    assert [call.seq for call in log.since(0)] == list(range(11, MOST_CALLS + 11))
    log.clear()
    for _ in range(5):
        log.begin("InvokeModel", TITAN, bytes(MOST_BYTES // 4))
    assert len(log.since(0)) == 4


def test_text_is_never_shortened():
    prompt = "a lighthouse, " * 200
    assert shortened({"prompt": prompt, "list": [1, None, "aGVsbG8="]}) == {
        "prompt": prompt,
        "list": [1, None, "aGVsbG8="],
    }


async def test_a_failure_of_our_own_is_told_as_the_service_s(bedrock, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("sandbox.bedrock.server.converse", broken)
    with pytest.raises(bedrock.exceptions.InternalServerException, match="oops"):
        await bedrock.converse(modelId="us.amazon.nova-2-lite-v1:0", messages=HELLO)
    assert "ZeroDivisionError" in caplog.text


def working():
    return {task for task in asyncio.all_tasks() if "through_trouble" in repr(task)}


async def test_a_server_that_ends_gives_up_the_calls_nobody_waits_for():
    others = working()
    studio = Studio(plain_picture)
    async with running_aws(studio=studio) as aws, AwsControl(aws.url) as control:
        await control.set_latency(converse=60)
        async with aiohttp.ClientSession() as session:
            url = f"{aws.url}/model/us.amazon.nova-2-lite-v1:0/converse"
            call = asyncio.create_task(session.post(url, json={"messages": HELLO}, headers=SIGNED))
            while not await control.calls():
                continue
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
        assert working() - others
    await studio.aclose()
    assert not working() - others
