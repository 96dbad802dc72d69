import asyncio
import base64
import copy
import json
import re

import aiohttp
import boto3
import pytest
from botocore.exceptions import ClientError

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.converse import BEHAVIOURS, CHAT
from sandbox.bedrock.errors import error_kinds

MODEL = "us.amazon.nova-2-lite-v1:0"
OPERATION = f"bedrock:Converse:{MODEL}"
TEXTS = {"type": "object", "properties": {}}
KEYWORDS = (
    "<keywords>lighthouse, storm</keywords>\n<style>watercolour</style>\n"
    "<title_language>English</title_language>\n<longest>512</longest>"
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgaGgAAAGEAQGhLWpkAAAAAElFTkSuQmCC"
)


def tools(*names, choice=None):
    configured = {"tools": [{"toolSpec": {"name": name, "inputSchema": {"json": TEXTS}}} for name in names]}
    return {"toolConfig": {**configured, **({"toolChoice": choice} if choice else {})}}


def forced(name):
    return tools(name, choice={"tool": {"name": name}})


def user(text):
    return {"role": "user", "content": [{"text": text}]}


def request(text=KEYWORDS, name="offer_prompts", **more):
    return {
        "modelId": MODEL,
        "messages": [user(text)],
        "system": [{"text": "You write prompts. " * 100}],
        "inferenceConfig": {"maxTokens": 2000, "temperature": 0.7},
        **forced(name),
        **more,
    }


def tool_use(answer):
    (block,) = answer["output"]["message"]["content"]
    return block["toolUse"]


async def test_a_forced_tool_is_called(bedrock):
    answer = await bedrock.converse(**request())
    assert answer["stopReason"] == "tool_use"
    assert answer["output"]["message"]["role"] == "assistant"
    use = tool_use(answer)
    assert use["name"] == "offer_prompts"
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", use["toolUseId"])
    prompts = use["input"]["prompts"]
    assert len({each["prompt"] for each in prompts}) == 3
    assert all("lighthouse" in each["prompt"] and "storm" in each["prompt"].lower() for each in prompts)
    usage = answer["usage"]
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"]
    assert usage["inputTokens"] > 400
    assert answer["metrics"]["latencyMs"] >= 0


async def test_the_same_request_gives_the_same_answer_and_another_temperature_another(bedrock):
    answers = [tool_use(await bedrock.converse(**request())) for _ in range(2)]
    assert answers[0] == answers[1]
    warm = request(inferenceConfig={"maxTokens": 2000, "temperature": 1.0})
    assert tool_use(await bedrock.converse(**warm))["input"] != answers[0]["input"]


async def test_boto3_is_served_alike(aws, monkeypatch):
    for name, value in aws.environment().items():
        monkeypatch.setenv(name, value)
    client = boto3.client("bedrock-runtime")
    answer = await asyncio.to_thread(client.converse, **request())
    assert len(tool_use(answer)["input"]["prompts"]) == 3
    client.close()


HOMES = {
    "us": "us-east-1",
    "eu": "eu-west-1",
    "au": "ap-southeast-2",
    "jp": "ap-northeast-1",
    "global": "us-west-2",
}
PROFILES = [
    (f"{prefix}.{entry['id'].removeprefix('us.')}", HOMES[prefix])
    for entry in contract("models.json")["models"]
    for prefix in entry.get("crossRegionPrefixes", ())
]


@pytest.mark.parametrize(("model", "region"), PROFILES)
async def test_every_language_model_answers_by_its_profiles(runtimes, model, region):
    answer = await runtimes[region].converse(**{**request(), "modelId": model})
    assert answer["stopReason"] == "tool_use"


async def test_a_tool_may_be_any_or_the_model_s_choice(bedrock):
    choices: list[dict[str, dict[str, str]] | None] = [{"any": {}}, {"auto": {}}, None]
    for choice in choices:
        answer = await bedrock.converse(**{**request(), **tools("offer_prompts", choice=choice)})
        assert tool_use(answer)["name"] == "offer_prompts"


async def test_without_a_tool_it_chats(bedrock):
    answer = await bedrock.converse(modelId=MODEL, messages=[user("hello")])
    assert answer["stopReason"] == "end_turn"
    assert answer["output"]["message"]["content"] == [{"text": CHAT}]


async def test_pictures_and_documents_may_come_along(bedrock):
    message = {
        "role": "user",
        "content": [{"image": {"format": "png", "source": {"bytes": PIXEL}}}, {"text": KEYWORDS}],
    }
    assert (await bedrock.converse(**{**request(), "messages": [message]}))["stopReason"] == "tool_use"


async def test_a_repair_turn_is_answered_well(bedrock, control):
    await control.add_fault(OPERATION, "behave", code="two_prompts", times=1)
    first = await bedrock.converse(**request())
    use = tool_use(first)
    assert len(use["input"]["prompts"]) == 2
    result = {"toolUseId": use["toolUseId"], "status": "error", "content": [{"text": "Offer exactly 3."}]}
    turns = [
        user(KEYWORDS),
        first["output"]["message"],
        {"role": "user", "content": [{"toolResult": result}]},
    ]
    second = await bedrock.converse(**request(messages=turns))
    prompts = tool_use(second)["input"]["prompts"]
    assert len(prompts) == 3
    assert all("lighthouse" in each["prompt"] for each in prompts)


async def test_the_token_limit_is_honoured(bedrock):
    answer = await bedrock.converse(**request(inferenceConfig={"maxTokens": 40}))
    assert answer["stopReason"] == "max_tokens"
    assert answer["usage"]["outputTokens"] == 40
    assert "prompts" not in tool_use(answer)["input"]
    chat = await bedrock.converse(modelId=MODEL, messages=[user("hello")], inferenceConfig={"maxTokens": 5})
    assert chat["stopReason"] == "max_tokens"
    assert CHAT.startswith(chat["output"]["message"]["content"][0]["text"])


def without(name):
    broken = copy.deepcopy(request())
    del broken[name]
    return broken


SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20270101/us-west-2/bedrock/aws4_request"}


async def send(aws, body, model=MODEL):
    """As no SDK would: their own checks stop most of what is wrong."""
    body = {name: value for name, value in body.items() if name != "modelId"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{aws.url}/model/{model}/converse", data=json.dumps(body), headers=SIGNED) as answer,
    ):
        return answer.status, answer.headers.get("x-amzn-errortype"), (await answer.json()).get("message")


USE = {"toolUse": {"toolUseId": "t1", "name": "offer_prompts", "input": {}}}
RESULT = {"toolResult": {"toolUseId": "t1", "status": "error", "content": [{"text": "no"}]}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"messages": []}, "must start with a user message"),
        (
            {"messages": [{"role": "assistant", "content": [{"text": "hi"}]}]},
            "must start with a user message",
        ),
        ({"messages": [user("a"), user("b")]}, "must alternate"),
        (
            {"messages": [user("a"), {"role": "assistant", "content": [{"text": "b"}]}]},
            "end with a user message",
        ),
        ({"messages": [user(" ")]}, "messages.0.content.0 is blank"),
        ({"messages": [{"role": "user", "content": []}]}, "messages.0 is empty"),
        ({"messages": [{"role": "robot", "content": [{"text": "x"}]}]}, "enum value set: [user, assistant"),
        ({"messages": [{"role": "user"}]}, "content"),
        (
            {"messages": [user("a"), {"role": "assistant", "content": [USE]}, user("b")]},
            "Expected toolResult blocks",
        ),
        ({"messages": [{"role": "user", "content": [RESULT]}]}, "exceeds the number of toolUse blocks"),
        (
            {
                "messages": [
                    user("a"),
                    {"role": "assistant", "content": [USE]},
                    {"role": "user", "content": [{"toolResult": {**RESULT["toolResult"], "content": []}}]},
                ]
            },
            "cannot be empty when status value is error",
        ),
        ({"inferenceConfig": {"maxTokens": 0}}, "maxTokens"),
        ({"inferenceConfig": {"maxTokens": 64001}}, "exceeds the model limit of 64000"),
        ({"inferenceConfig": {"maxTokens": "many"}}, "maxTokens"),
        ({"inferenceConfig": {"temperature": 1.5}}, "Member must have value less than or equal to 1"),
        ({"inferenceConfig": {"warmth": 1}}, "warmth"),
        ({"prompt": "hi"}, "prompt"),
        (tools("offer_prompts", choice={"tool": {"name": "other"}}), "not among the tools"),
        (forced("compose_music"), "no hand for the tool compose_music"),
        ({"toolConfig": {"tools": []}}, "tools"),
    ],
)
async def test_a_broken_request_is_refused(aws, changes, message):
    status, name, said = await send(aws, {**request(), **changes})
    assert (status, name) == (400, "ValidationException")
    assert message in said


async def test_tool_blocks_need_a_tool_configuration(aws):
    turns = [user("a"), {"role": "assistant", "content": [USE]}, {"role": "user", "content": [RESULT]}]
    status, _, said = await send(aws, {"messages": turns})
    assert status == 400
    assert "toolConfig field must be defined" in said


async def test_a_bare_id_is_refused_with_the_way_out(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match="inference profile"):
        await bedrock.converse(**{**request(), "modelId": "amazon.nova-2-lite-v1:0"})


async def test_image_models_and_strangers_do_not_converse(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match="use InvokeModel"):
        await bedrock.converse(**{**request(), "modelId": "amazon.titan-image-generator-v2:0"})
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException):
        await bedrock.converse(**{**request(), "modelId": "us.acme.talk-v1:0"})


@pytest.mark.parametrize("name", sorted(name for name in error_kinds() if name.endswith("Exception")))
async def test_every_error_is_raised(bedrock, control, name):
    await control.add_fault(OPERATION, "error", code=name, times=1)
    with pytest.raises(ClientError) as caught:
        await bedrock.converse(**request())
    assert caught.value.response["Error"]["Code"] == name
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == error_kinds()[name].status


def test_every_behaviour_is_written_down():
    assert {
        "two_prompts", "four_prompts", "same_prompts", "empty_prompt", "long_prompt", "not_english", "no_tool_call",
        "max_tokens", "content_filtered", "malformed", "empty_trait", "wrong_kind", "unchanged_prompt",
        "no_tags",
    } == BEHAVIOURS  # fmt: skip


async def offered(bedrock, control, code):
    await control.add_fault(OPERATION, "behave", code=code, times=1)
    return tool_use(await bedrock.converse(**request()))["input"]["prompts"]


async def test_behaviours_of_the_offer(bedrock, control):
    assert len(await offered(bedrock, control, "two_prompts")) == 2
    assert len(await offered(bedrock, control, "four_prompts")) == 4
    assert len({each["prompt"] for each in await offered(bedrock, control, "same_prompts")}) == 1
    assert "" in [each["prompt"] for each in await offered(bedrock, control, "empty_prompt")]
    assert max(len(each["prompt"]) for each in await offered(bedrock, control, "long_prompt")) > 512
    assert re.search("[가-힣]", (await offered(bedrock, control, "not_english"))[1]["prompt"])
    assert isinstance(await offered(bedrock, control, "malformed"), str)
    without, empty, wrong = await offered(bedrock, control, "no_tags")
    assert "tags" not in without
    assert (empty["alt"], wrong["tags"]) == (None, {"en": 7})
    good = tool_use(await bedrock.converse(**request()))["input"]["prompts"]  # each met one call only
    assert len({each["prompt"] for each in good}) == 3


@pytest.mark.parametrize(
    ("code", "reason"),
    [("no_tool_call", "end_turn"), ("max_tokens", "max_tokens"), ("content_filtered", "content_filtered")],
)
async def test_behaviours_of_the_whole_answer(bedrock, control, code, reason):
    await control.add_fault(OPERATION, "behave", code=code, times=1)
    answer = await bedrock.converse(**request())
    assert answer["stopReason"] == reason
    for block in answer["output"]["message"]["content"]:
        assert "prompts" not in block.get("toolUse", {}).get("input", {})


@pytest.mark.parametrize(("tool", "field"), [("translate_prompt", "english"), ("shorten_prompt", "prompt")])
async def test_behaviours_of_the_other_tools(bedrock, control, tool, field):
    asked = request("<text>등대, 폭풍</text><longest>100</longest>", tool)
    seen = {}
    for code in ("empty_prompt", "long_prompt", "not_english", "malformed"):
        await control.add_fault(OPERATION, "behave", code=code, times=1)
        seen[code] = tool_use(await bedrock.converse(**asked))["input"].get(field)
    assert seen["empty_prompt"] == ""
    assert len(seen["long_prompt"]) > 100
    assert re.search("[가-힣]", seen["not_english"])
    assert seen["malformed"] is None
    assert "lighthouse" in tool_use(await bedrock.converse(**asked))["input"][field]


async def misbehaved(bedrock, control, code, asked):
    await control.add_fault(OPERATION, "behave", code=code, times=1)
    return tool_use(await bedrock.converse(**asked))["input"]


async def test_behaviours_of_the_reading(bedrock, control):
    message = user(f"{KEYWORDS}\n<use>spirit</use>")
    message["content"].insert(0, {"image": {"format": "png", "source": {"bytes": PIXEL}}})
    asked = request(name="read_pictures", messages=[message])
    assert len((await misbehaved(bedrock, control, "two_prompts", asked))["prompts"]) == 2
    assert (await misbehaved(bedrock, control, "empty_trait", asked))["reading"]["light"] == ""
    assert re.search(
        "[가-힣]", (await misbehaved(bedrock, control, "not_english", asked))["prompts"][1]["prompt"]
    )
    malformed = await misbehaved(bedrock, control, "malformed", asked)
    assert isinstance(malformed["reading"], str)
    assert isinstance(malformed["prompts"], str)
    good = tool_use(await bedrock.converse(**asked))["input"]
    assert all(good["reading"].values())
    assert await misbehaved(bedrock, control, "unchanged_prompt", asked) == good  # it has nothing to change


async def test_behaviours_of_the_refinement(bedrock, control):
    old = "A fox in the snow, clear morning light with long fresh shadows."
    tags = f"<prompt>{old}</prompt><facts>seed: 7</facts><longest>300</longest>"
    asked = request(f"<words>at night</words>{tags}", "refine_picture")
    assert (await misbehaved(bedrock, control, "wrong_kind", asked))["kind"] not in ("edit", "answer")
    assert (await misbehaved(bedrock, control, "unchanged_prompt", asked))["prompt"] == old
    assert (await misbehaved(bedrock, control, "empty_prompt", asked))["prompt"] == ""
    assert len((await misbehaved(bedrock, control, "long_prompt", asked))["prompt"]) > 300
    assert re.search("[가-힣]", (await misbehaved(bedrock, control, "not_english", asked))["prompt"])
    assert await misbehaved(bedrock, control, "malformed", asked) == {}
    question = request(f"<words>what seed?</words>{tags}", "refine_picture")
    assert (await misbehaved(bedrock, control, "empty_prompt", question))["answer"] == ""
    assert (await misbehaved(bedrock, control, "unchanged_prompt", question))["answer"] == "The seed is 7."
    good = tool_use(await bedrock.converse(**asked))["input"]
    assert good["kind"] == "edit"
    assert good["prompt"] != old


async def test_a_behaviour_nobody_knows_is_told(bedrock, control):
    await control.add_fault(OPERATION, "behave", code="sing", times=1)
    with pytest.raises(bedrock.exceptions.ValidationException, match="no behaviour 'sing'"):
        await bedrock.converse(**request())
