"""Stable Image Core's requests keep its contract, and its answers end in their own outcomes."""

import base64
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from services.ask import PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
)
from services.painting.interface import Steering, Task
from services.painting.stable_image_core import CAPABILITIES, MODEL_ID, StableImageCore, request_body
from tests.contracts import contract, model, validator
from tests.records import picture_options, prompts, seeds

REQUEST = "stability-core.request.schema.json"
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Answers:
    """A client that gives its answers in turn."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.bodies: list[Any] = []

    async def invoke_model(self, body, **_):
        self.bodies.append(json.load(body))
        data = json.dumps(self.answers.pop(0)).encode()

        class Body:
            async def read(self):
                return data

        return {"body": Body()}


def good(seed):
    return {"seeds": [seed], "finish_reasons": [None], "images": [PICTURE]}


def plan(**chosen):
    return StableImageCore(None).plan(PictureOptions(**chosen), 11)


@given(picture_options, seeds, prompts)
@settings(deadline=None)  # naming the first colour takes longer than naming the others
def test_every_request_keeps_the_contract(chosen, seed, prompt):
    settled = StableImageCore(None).plan(chosen, seed)
    for index in range(settled.count):
        validator(REQUEST).validate(request_body(prompt, settled, index))


def test_limits_and_price_are_those_of_the_contract():
    properties = contract(REQUEST)["properties"]
    assert {str(ratio) for ratio in CAPABILITIES.ratios} == set(properties["aspect_ratio"]["enum"])
    assert CAPABILITIES.prompt_limit == properties["prompt"]["maxLength"]
    assert CAPABILITIES.negative_limit == properties["negative_prompt"]["maxLength"]
    assert CAPABILITIES.seed_limit == properties["seed"]["maximum"]
    assert CAPABILITIES.images_per_call == model(MODEL_ID)["imagesPerCall"]["max"]
    assert plan().price_each == Decimal(str(model(MODEL_ID)["pricePerImage"][0]["usd"]))


def test_what_it_can_not_do_is_noted():
    settled = plan(palette=("#0b3954",), guidance=8, quality="premium", size=Size(width=1024, height=768))
    assert settled.notes == ("palette_approximate", "guidance_ignored", "quality_ignored", "size_ignored")
    assert str(settled.ratio) == "5:4"
    assert plan(ratio=Ratio(width=4, height=3)).notes == ("ratio_nearest",)
    assert plan(ratio=Ratio(width=32, height=18)).notes == ()
    assert plan().notes == ()


@pytest.mark.parametrize("task", sorted(set(Task) - {Task.TEXT_TO_IMAGE, Task.COLOURS}))
def test_it_works_from_no_picture(task):
    assert task not in CAPABILITIES.tasks
    with pytest.raises(ValueError, match=task):
        StableImageCore(None).plan(
            PictureOptions(), 1, task, Steering(width=1200, height=800, where="the sky")
        )


@pytest.mark.parametrize(
    ("palette", "strength", "notes", "named"),
    [
        ((), Strength.MEDIUM, ("colours_approximate",), "mint green"),
        ((), Strength.LIGHT, ("colours_approximate", "strength_ignored"), "mint green"),
        (("#ff6663",), Strength.MEDIUM, ("palette_approximate",), "coral"),
    ],
)
def test_the_colours_of_a_picture_are_put_into_words(palette, strength, notes, named):
    steering = Steering(width=1200, height=800, strength=strength, colours=("#a8e6cf",))
    settled = StableImageCore(None).plan(PictureOptions(palette=palette), 1, Task.COLOURS, steering)
    body = request_body("a boat", settled)
    validator(REQUEST).validate(body)
    assert body["prompt"] == f"a boat Colour palette: {named}."
    assert settled.notes == notes


@pytest.mark.parametrize("steering", [None, Steering(width=1200, height=800)])
def test_colours_of_a_picture_must_have_been_measured(steering):
    with pytest.raises(ValueError, match="colours"):
        StableImageCore(None).plan(PictureOptions(), 1, Task.COLOURS, steering)


def test_a_picture_means_nothing_to_a_prompt_alone():
    steering = Steering(width=1200, height=800, strength=Strength.STRONG, colours=("#a8e6cf",))
    assert StableImageCore(None).plan(PictureOptions(), 11, steering=steering) == plan()


def test_a_palette_never_makes_the_prompt_too_long():
    settled = plan(palette=("#0b3954",))
    for length in (CAPABILITIES.prompt_limit - 10, CAPABILITIES.prompt_limit):
        validator(REQUEST).validate(request_body("x" * length, settled))


def test_a_palette_is_put_into_words():
    body = request_body("a boat", plan(palette=("#0b3954", "#ff6663")))
    assert body["prompt"] == "a boat Colour palette: deep blue, coral."


def test_seed_zero_would_be_random():
    assert request_body("a boat", plan(seed=0))["seed"] == 1


async def test_several_pictures_are_several_calls_with_their_own_seeds():
    client = Answers(good(5), good("6"), good(7))
    painting = await StableImageCore(client).paint("a boat", plan(count=3, seed=5))
    assert [body["seed"] for body in client.bodies] == [5, 6, 7]
    assert [picture.seed for picture in painting.pictures] == [5, 6, 7]


async def test_one_of_several_filtered():
    client = Answers(good(5), {"finish_reasons": ["Filter reason: output image"]})
    painting = await StableImageCore(client).paint("a boat", plan(count=2))
    assert len(painting.pictures) == 1
    assert painting.withheld == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"finish_reasons": ["Filter reason: prompt"]}, PromptRefusedError),
        ({"finish_reasons": ["Filter reason: output image"]}, PictureRefusedError),
        ({"finish_reasons": ["Filter reason: input image"]}, SourceRefusedError),
        ({"finish_reasons": ["Inference error"]}, ModelFaultError),
        ({"finish_reasons": ["Something new"]}, ModelFaultError),
        ({"finish_reasons": [None]}, NotAPictureError),
        ({"finish_reasons": [None], "images": ["?"]}, NotAPictureError),
    ],
)
async def test_no_picture(answer, expected):
    with pytest.raises(expected):
        await StableImageCore(Answers(answer)).paint("a boat", plan())


def test_every_documented_reason_has_an_outcome():
    from services.painting.stable_image_core import _FILTERED

    documented = contract("stability.response.schema.json")["x-finishReasons"]["filteredOrFailed"]
    assert set(documented) == set(_FILTERED)
