"""Every documented answer of Titan and of Stability's models ends in an outcome of its own."""

import asyncio
import base64
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.ask import PictureOptions
from services.bedrock import (
    ModelBusyError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    ModelUnreachableError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    QuotaSpentError,
    RequestRefusedError,
    SourceRefusedError,
    SourceUnsuitableError,
)
from services.painting.catalogue import KNOWN, painters
from services.painting.interface import MASKED, WORDLESS, Inputs, Steering, Task
from services.painting.stability import FILTERED
from services.painting.titan import MODEL_ID as TITAN
from tests.contracts import contract, validator
from tests.services.painting.given import inputs_for

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
STABILITY = [model_id for model_id, known in KNOWN.items() if known.family == "stability"]


def cases(*model_ids, without=()):
    return [
        pytest.param(model_id, task, id=f"{KNOWN[model_id].aliases[0]}-{task}")
        for model_id in model_ids
        for task in sorted(KNOWN[model_id].tasks - set(without))
    ]


CASES = cases(TITAN, *STABILITY)
OF_STABILITY = cases(*STABILITY)
OF_TITAN = cases(TITAN)
FULL = "https://bedrock-runtime.us-west-2.amazonaws.com"


def raised(name, message=""):
    return ClientError({"Error": {"Code": name, "Message": message}}, "InvokeModel")


def worded(name, part):
    """An error in the words that the contract reports."""
    (entry,) = (entry for entry in contract("errors.json")["errors"] if entry["name"] == name)
    return raised(name, next(one["text"] for one in entry["messages"] if part in one["text"]))


BLOCKED = raised(
    "ValidationException",
    next(
        entry["message"]
        for entry in contract("errors.json")["contentFilter"]
        if entry["family"] == "amazon-titan-image" and entry["where"] == "ValidationException"
    ),
)

OF_BEDROCK = [
    (raised("AccessDeniedException", "no"), ModelForbiddenError, "model_forbidden"),
    (worded("ResourceNotFoundException", "end of its life"), ModelGoneError, "model_gone"),
    (worded("ResourceNotFoundException", "Legacy"), ModelGoneError, "model_gone"),
    (
        raised("ValidationException", "This model version has reached the end of its life."),
        ModelGoneError,
        "model_gone",
    ),
    (worded("ValidationException", "on-demand throughput"), ModelGoneError, "model_gone"),
    (worded("ValidationException", "maxLength"), RequestRefusedError, "request_refused"),
    (worded("ThrottlingException", "Too many requests"), ModelBusyError, "model_busy"),
    (raised("ServiceUnavailableException"), ModelBusyError, "model_busy"),
    (raised("ModelNotReadyException"), ModelBusyError, "model_busy"),
    (raised("InternalServerException"), ModelFaultError, "model_fault"),
    (raised("ModelTimeoutException"), ModelFaultError, "model_fault"),
    (raised("ModelErrorException"), ModelFaultError, "model_fault"),
    (raised("ServiceQuotaExceededException"), QuotaSpentError, "quota_spent"),
    (EndpointConnectionError(endpoint_url=FULL), ModelUnreachableError, "model_unreachable"),
    (b"<html>a proxy</html>", ModelFaultError, "model_fault"),
    (b"[]", ModelFaultError, "model_fault"),
    (b"", ModelFaultError, "model_fault"),
]


class Answers:
    """A client that gives its answers in turn, the last for ever; raises those that are errors."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls = 0
        self.at_once = self.most_at_once = 0

    async def invoke_model(self, body: Any, **_: Any) -> Any:
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(0)
        self.at_once -= 1
        if isinstance(answer, Exception):
            raise answer
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()

        class Body:
            async def read(self) -> bytes:
                return data

        return {"body": Body()}


async def painted(client, model_id, task, *, said="a boat", where="the sky", **chosen):
    painter = painters(client)[model_id]
    steering = Steering(width=120, height=80, where=where, colours=("#0b3954",))
    settled = painter.plan(PictureOptions(seed=5, **chosen), 1, task, steering)
    return await painter.paint(said, settled, inputs_for(task, 120, 80))


async def ends_in(expected, code, client, model_id, task, **asked):
    with pytest.raises(expected) as caught:
        await painted(client, model_id, task, **asked)
    assert type(caught.value) is expected
    assert caught.value.code == code


def good(seed, picture=PICTURE):
    answer = {"seeds": [seed], "finish_reasons": [None], "images": [picture]}
    validator("stability.response.schema.json").validate(answer)
    return answer


@pytest.mark.parametrize(("model_id", "task"), CASES)
@pytest.mark.parametrize(("answer", "expected", "code"), OF_BEDROCK)
async def test_errors_of_bedrock(model_id, task, answer, expected, code):
    await ends_in(expected, code, Answers(answer), model_id, task)


@pytest.mark.parametrize(("model_id", "task"), OF_STABILITY)
@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        ({"finish_reasons": ["Filter reason: prompt"]}, PromptRefusedError, "prompt_refused"),
        (
            {"finish_reasons": ["Filter reason: output image"], "images": [], "seeds": [3]},
            PictureRefusedError,
            "picture_refused",
        ),
        ({"finish_reasons": ["Filter reason: input image"]}, SourceRefusedError, "source_refused"),
        ({"finish_reasons": ["Inference error"]}, ModelFaultError, "model_fault"),
        ({"finish_reasons": ["Something new"]}, ModelFaultError, "model_fault"),
        ({"finish_reasons": [None]}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": [None], "images": []}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": [None], "images": ["?"]}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": [None], "images": [""]}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": [None], "images": [None]}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": [None], "images": PICTURE}, NotAPictureError, "not_a_picture"),
        ({"finish_reasons": 3, "images": 3}, NotAPictureError, "not_a_picture"),
        ({}, NotAPictureError, "not_a_picture"),
    ],
)
async def test_answers_of_stability(model_id, task, answer, expected, code):
    await ends_in(expected, code, Answers(answer), model_id, task)


def test_every_documented_reason_has_an_outcome_of_its_own():
    documented = contract("stability.response.schema.json")["x-finishReasons"]["filteredOrFailed"]
    assert set(documented) == set(FILTERED)
    assert len(set(FILTERED.values())) == len(FILTERED)


@pytest.mark.parametrize("seeds", [[], None, ["?"], [None], [5.5], [-1], "?"])
async def test_a_picture_whose_seed_is_not_told_is_kept_with_the_planned_one(seeds):
    answer = {"finish_reasons": [None], "images": [PICTURE], "seeds": seeds}
    painting = await painted(Answers(answer), STABILITY[0], Task.TEXT_TO_IMAGE)
    assert [picture.seed for picture in painting.pictures] == [5]


@pytest.mark.parametrize("seeds", [[77], ["77"]])
async def test_a_seed_comes_as_a_number_or_in_writing(seeds):
    answer = {"finish_reasons": [None], "images": [PICTURE], "seeds": seeds}
    painting = await painted(Answers(answer), STABILITY[0], Task.TEXT_TO_IMAGE)
    assert [picture.seed for picture in painting.pictures] == [77]


@pytest.mark.parametrize(("model_id", "task"), cases(*(one for one in STABILITY if KNOWN[one].seed_limit)))
@pytest.mark.parametrize(
    "failure",
    [
        {"finish_reasons": ["Filter reason: output image"]},
        {"finish_reasons": ["Inference error"]},
        raised("ThrottlingException", "Too many requests"),
        {"finish_reasons": [None], "images": ["?"]},
    ],
)
async def test_three_of_four_are_delivered(model_id, task, failure):
    client = Answers(good(5), failure, good("7"), good(8))
    painting = await painted(client, model_id, task, count=4)
    assert [picture.seed for picture in painting.pictures] == [5, 7, 8]
    assert (painting.withheld, client.calls) == (1, 4)
    assert client.most_at_once == 3


@pytest.mark.parametrize(("model_id", "task"), OF_TITAN)
@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        ({"images": [], "error": "One or more were flagged."}, PictureRefusedError, "picture_refused"),
        ({"images": None, "error": "flagged"}, PictureRefusedError, "picture_refused"),
        ({"error": "flagged"}, PictureRefusedError, "picture_refused"),
        ({"images": [], "error": None}, NotAPictureError, "not_a_picture"),
        ({}, NotAPictureError, "not_a_picture"),
        ({"images": 5}, NotAPictureError, "not_a_picture"),
        ({"images": ["not base64!"]}, NotAPictureError, "not_a_picture"),
        ({"images": [None, ""]}, NotAPictureError, "not_a_picture"),
    ],
)
async def test_answers_of_titan(model_id, task, answer, expected, code):
    await ends_in(expected, code, Answers(answer), model_id, task)


@pytest.mark.parametrize(("model_id", "task"), OF_TITAN)
async def test_one_sentence_of_titan_is_told_apart_by_what_was_said(model_id, task):
    named = task in {Task.INPAINT, Task.ERASE, Task.RECOLOUR}

    async def stopped(of_words, **asked):
        expected = (
            (PromptRefusedError, "prompt_refused") if of_words else (SourceRefusedError, "source_refused")
        )
        await ends_in(expected[0], expected[1], Answers(BLOCKED), model_id, task, **asked)

    await stopped(task not in WORDLESS or named)
    await stopped(named or task is Task.TEXT_TO_IMAGE, said="")
    await stopped(task is not Task.CUT_OUT, said="", negative="people")


@pytest.mark.parametrize(("model_id", "task"), cases(TITAN, without={Task.CUT_OUT}))
@pytest.mark.parametrize("images", [[PICTURE] * 3, [PICTURE, "?", PICTURE, PICTURE], [PICTURE] * 3 + [None]])
async def test_titan_delivers_three_of_four(model_id, task, images):
    client = Answers({"images": images, "error": "Some of the images were flagged."})
    painting = await painted(client, model_id, task, count=4)
    assert len(painting.pictures) == 3
    assert (painting.withheld, client.calls) == (1, 1)


@pytest.mark.parametrize(("model_id", "task"), CASES)
async def test_a_task_without_what_it_works_from_is_never_paid(model_id, task):
    if task is Task.TEXT_TO_IMAGE or (task is Task.COLOURS and model_id != TITAN):
        return
    client = Answers(good(5))
    painter = painters(client)[model_id]
    steering = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
    settled = painter.plan(PictureOptions(), 1, task, steering)
    whole = inputs_for(task, 120, 80)
    with pytest.raises(ValueError, match=r"picture|mask"):
        await painter.paint("a boat", settled, Inputs(mask=whole.mask))
    if task in MASKED:
        with pytest.raises(ValueError, match="mask"):
            await painter.paint("a boat", settled, Inputs(whole.pictures))
    if task is Task.RESTYLE:
        with pytest.raises(ValueError, match="picture"):
            await painter.paint("a boat", settled, Inputs(whole.pictures[:1]))
    assert client.calls == 0


@pytest.mark.parametrize(("model_id", "task"), OF_STABILITY)
async def test_what_is_not_taken_is_not_sent(model_id, task):
    if task in {Task.TEXT_TO_IMAGE, Task.COLOURS}:
        return
    client = Answers(good(5))
    painter = painters(client)[model_id]
    steering = Steering(width=20, height=1, where="the sky", colours=("#0b3954",))
    settled = painter.plan(PictureOptions(), 1, task, steering)
    with pytest.raises(SourceUnsuitableError):
        await painter.paint("a boat", settled, inputs_for(task, 20, 1))
    assert client.calls == 0
