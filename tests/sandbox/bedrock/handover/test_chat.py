"""Converse by way of a chat server: what it is asked, and how its answers are told."""

import asyncio
import base64
import json

import aiohttp
import pytest
from botocore.exceptions import ClientError

from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.handover import ChatServer
from sandbox.bedrock.handover.wire import Endpoint
from sandbox.slack.testing import picture, serving
from tests.sandbox.bedrock.handover.conftest import call, completion

MODEL = "us.amazon.nova-2-lite-v1:0"
SCHEMA = {"type": "object", "properties": {"prompts": {"type": "array"}}, "required": ["prompts"]}
TOOL = {"toolSpec": {"name": "offer_prompts", "description": "Offer them", "inputSchema": {"json": SCHEMA}}}


def request(*messages, **more):
    return {
        "modelId": MODEL,
        "messages": list(messages) or [{"role": "user", "content": [{"text": "a boat"}]}],
        **more,
    }


def forced(**more):
    return request(toolConfig={"tools": [TOOL], "toolChoice": {"tool": {"name": "offer_prompts"}}}, **more)


async def error_of(answer):
    with pytest.raises(ClientError) as refused:
        await answer
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


async def test_what_the_server_is_asked(bedrock, stub):
    stub.answers = [completion({"content": "hello"})]
    await bedrock.converse(
        **forced(
            system=[{"text": "You write."}, {"text": "In English."}],
            inferenceConfig={"maxTokens": 100, "temperature": 0.5, "topP": 0.9, "stopSequences": ["END"]},
        )
    )
    assert stub.paths == ["/v1/chat/completions"]
    assert stub.keys == ["Bearer sesame"]
    assert stub.asked == [
        {
            "model": "words",
            "messages": [
                {"role": "system", "content": "You write.\n\nIn English."},
                {"role": "user", "content": "a boat"},
            ],
            "stream": False,
            "max_tokens": 100,
            "temperature": 0.5,
            "top_p": 0.9,
            "stop": ["END"],
            "tools": [
                {
                    "type": "function",
                    "function": {"name": "offer_prompts", "description": "Offer them", "parameters": SCHEMA},
                }
            ],
            "tool_choice": {"type": "function", "function": {"name": "offer_prompts"}},
        }
    ]


@pytest.mark.parametrize(
    ("choice", "said"), [({"any": {}}, "required"), ({"auto": {}}, "auto"), (None, "auto")]
)
async def test_tool_choices(bedrock, stub, choice, said):
    stub.answers = [completion({"content": "hello"})]
    await bedrock.converse(
        **request(toolConfig={"tools": [TOOL], **({"toolChoice": choice} if choice else {})})
    )
    assert stub.asked[0]["tool_choice"] == said


async def test_pictures_go_as_data_urls(bedrock, stub):
    stub.answers = [completion({"content": "a boat"})]
    content = [{"text": "What is this?"}, {"image": {"format": "png", "source": {"bytes": picture()}}}]
    await bedrock.converse(**request({"role": "user", "content": content}))
    text, image = stub.asked[0]["messages"][0]["content"]
    assert text == {"type": "text", "text": "What is this?"}
    kind, _, data = image["image_url"]["url"].partition(",")
    assert (image["type"], kind) == ("image_url", "data:image/png;base64")
    assert base64.b64decode(data) == picture()


async def test_a_conversation_with_tools_goes_both_ways(bedrock, stub):
    """As in a repair: the answer that was given, and what was wrong with it."""
    stub.answers = [
        completion({"content": None, "tool_calls": [call("offer_prompts", '{"prompts": []}')]}, "tool_calls")
    ]
    first = await bedrock.converse(**forced())
    said = first["output"]["message"]
    assert first["stopReason"] == "tool_use"
    assert said["content"] == [
        {"toolUse": {"toolUseId": "call_1", "name": "offer_prompts", "input": {"prompts": []}}}
    ]
    assert first["usage"] == {"inputTokens": 12, "outputTokens": 5, "totalTokens": 17}
    result = {
        "toolUseId": "call_1",
        "content": [{"text": "too few"}, {"json": {"least": 3}}],
        "status": "error",
    }
    turn = {"role": "user", "content": [{"toolResult": result}, {"text": "Again."}]}
    await bedrock.converse(
        **request({"role": "user", "content": [{"text": "a boat"}]}, said, turn, toolConfig={"tools": [TOOL]})
    )
    assert stub.asked[1]["messages"] == [
        {"role": "user", "content": "a boat"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [call("offer_prompts", '{"prompts": []}')],
        },
        {"role": "tool", "tool_call_id": "call_1", "content": 'Error: too few\n{"least": 3}'},
        {"role": "user", "content": "Again."},
    ]


TOOL_CALL = {"content": "", "tool_calls": [call("offer_prompts", '{"prompts": [1]}')]}


@pytest.mark.parametrize(
    ("answer", "stop_reason", "content"),
    [
        (completion({"content": "hi"}), "end_turn", [{"text": "hi"}]),
        (completion({"content": "hi"}, "length"), "max_tokens", [{"text": "hi"}]),
        (completion({"content": ""}, "content_filter"), "content_filtered", []),
        (
            completion({"content": None, "refusal": "I won't."}),
            "content_filtered",
            [{"text": "I won't."}],
        ),
        (
            completion({"content": [{"type": "text", "text": "hi"}]}),
            "end_turn",
            [{"text": "hi"}],
        ),
        (
            completion(TOOL_CALL),  # many servers say "stop" beside a call
            "tool_use",
            [{"toolUse": {"toolUseId": "call_1", "name": "offer_prompts", "input": {"prompts": [1]}}}],
        ),
        (
            completion({"tool_calls": [call("offer_prompts", '{"prom', "a b")]}, "length"),
            "max_tokens",
            [{"toolUse": {"toolUseId": "a_b", "name": "offer_prompts", "input": {}}}],
        ),
        (
            completion({"tool_calls": [call("offer_prompts", "{prompts}")]}, "tool_calls"),
            "malformed_tool_use",
            [{"toolUse": {"toolUseId": "call_1", "name": "offer_prompts", "input": {}}}],
        ),
        (
            completion({"content": '```json\n{"prompts": [1]}\n```'}),  # the forced tool, written out
            "tool_use",
            [{"toolUse": {"toolUseId": "call_0", "name": "offer_prompts", "input": {"prompts": [1]}}}],
        ),
        (completion({"content": "[1]"}), "end_turn", [{"text": "[1]"}]),
    ],
)
async def test_how_an_answer_is_told(bedrock, stub, answer, stop_reason, content):
    stub.answers = [answer]
    told = await bedrock.converse(**forced())
    assert told["stopReason"] == stop_reason
    assert told["output"]["message"] == {"role": "assistant", "content": content}
    assert told["metrics"]["latencyMs"] >= 0


async def test_json_is_only_taken_for_a_tool_that_was_forced(bedrock, stub):
    stub.answers = [completion({"content": '{"prompts": []}'})]
    told = await bedrock.converse(**request(toolConfig={"tools": [TOOL]}))
    assert told["stopReason"] == "end_turn"


async def test_usage_is_guessed_where_the_server_counts_nothing(bedrock, stub):
    stub.answers = [completion({"content": "hello"}, usage=None)]
    usage = (await bedrock.converse(**request()))["usage"]
    assert usage["inputTokens"] > 0
    assert usage["outputTokens"] > 0
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"]


async def test_a_server_that_wants_another_name_for_the_limit(bedrock, stub, servers):
    reason = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    async with serving({"/v1/chat/completions": stub.handle}) as url, aiohttp.ClientSession() as session:
        server = ChatServer(session, Endpoint("X_URL", f"{url}/v1/chat/completions", "m", "", 60))
        stub.answers = [(400, {"error": {"message": reason}}), completion({"content": "hi"})]
        body = request(inferenceConfig={"maxTokens": 9})
        for _ in range(2):
            assert (await server.converse(body, None))["stopReason"] == "end_turn"
    limits = [(one.get("max_tokens"), one.get("max_completion_tokens")) for one in stub.asked]
    assert limits == [(9, None), (None, 9), (None, 9)]


@pytest.mark.parametrize(
    ("status", "body", "code", "words"),
    [
        (400, {"error": {"message": "too long", "code": "context"}}, "ValidationException", "too long"),
        (401, {"error": "no"}, "AccessDeniedException", "SANDBOX_LLM_KEY"),
        (403, {"error": {"message": "no"}}, "AccessDeniedException", "no"),
        (404, {"error": {"message": "model 'words' not found"}}, "ResourceNotFoundException", "words"),
        (408, {}, "ModelTimeoutException", "408"),
        (422, {"detail": "bad tool"}, "ValidationException", "bad tool"),
        (429, {"error": {"message": "slow down"}}, "ThrottlingException", "slow down"),
        (500, {"error": {"message": "oops"}}, "ModelErrorException", "oops"),
        (503, {"error": {"message": "loading"}}, "ServiceUnavailableException", "loading"),
        (504, {}, "ModelTimeoutException", "504"),
        (200, ["no", "object"], "ModelErrorException", "JSON object"),
        (200, {"choices": []}, "ModelErrorException", "no completion"),
        (
            200,
            {"choices": [{"message": {"tool_calls": [{"id": "x"}]}}]},
            "ModelErrorException",
            "no completion",
        ),
    ],
)
async def test_its_errors_are_bedrocks(bedrock, stub, status, body, code, words):
    stub.answers = [(status, body)]
    name, message = await error_of(bedrock.converse(**request()))
    assert name == code
    assert words in message
    assert "sesame" not in message


async def test_an_answer_that_is_no_json(bedrock, stub):
    stub.answers = ["<html>"]
    assert (await error_of(bedrock.converse(**request())))[0] == "ModelErrorException"


async def test_a_server_that_is_down_is_said_to_be(broken):
    name, message = await error_of(broken.converse(**request()))
    assert name == "ServiceUnavailableException"
    assert "SANDBOX_LLM_URL" in message
    assert "/v1/chat/completions" in message


async def test_a_server_that_takes_too_long(stub):
    stub.silent = True
    async with serving({"/chat": stub.handle}) as url, aiohttp.ClientSession() as session:
        server = ChatServer(session, Endpoint("X_URL", f"{url}/chat", "m", "", 0.05))
        with pytest.raises(BedrockError, match=r"X_URL .* gave no answer within 0\.05 s") as late:
            await server.converse(request(), None)
    assert late.value.name == "ModelTimeoutException"


@pytest.mark.parametrize(
    ("broken_request", "words"),
    [
        (request({"role": "assistant", "content": [{"text": "x"}]}), "start with a user message"),
        (request(inferenceConfig={"maxTokens": 10_000_000}), "exceeds the model limit"),
        (
            request(
                {
                    "role": "user",
                    "content": [
                        {"text": "x"},
                        {"document": {"name": "a", "format": "txt", "source": {"bytes": b"x"}}},
                    ],
                }
            ),
            "can't be given this content: document",
        ),
    ],
)
async def test_bedrocks_rules_stand_in_front(bedrock, stub, broken_request, words):
    name, message = await error_of(bedrock.converse(**broken_request))
    assert name == "ValidationException"
    assert words in message
    assert stub.asked == []


async def test_faults_and_behaviours_stay_in_force(bedrock, stub, control):
    stub.answers = [completion({"content": "hi"})]
    operation = f"bedrock:Converse:{MODEL}"
    await control.add_fault(operation, "error", status=429, times=1)
    assert (await error_of(bedrock.converse(**request())))[0] == "ThrottlingException"
    await control.add_fault(operation, "behave", code="content_filtered", times=1)
    assert (await bedrock.converse(**request()))["stopReason"] == "content_filtered"
    assert stub.asked == []
    assert (await bedrock.converse(**request()))["stopReason"] == "end_turn"


async def test_calls_side_by_side(bedrock, stub):
    stub.answers = [completion({"content": "hi"})]
    answers = await asyncio.gather(*(bedrock.converse(**request()) for _ in range(8)))
    assert {json.dumps(one["output"]) for one in answers} == {json.dumps(answers[0]["output"])}
    assert len(stub.asked) == 8
