"""Titan's requests keep its contract, and its answers end in their own outcomes."""

import base64
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ask import PictureOptions, Ratio, Size
from services.bedrock import NotAPictureError, PictureRefusedError
from services.faults import AskError, SizeNotPainted
from services.painting.interface import Task
from services.painting.titan import CAPABILITIES, MODEL_ID, Titan, request_body
from tests.contracts import contract, model, validator
from tests.records import picture_options, prompts, seeds

REQUEST = "titan-image-v2.request.schema.json"
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Answers:
    """A client that answers every InvokeModel call with the same body and remembers the calls."""

    def __init__(self, answer) -> None:
        self.answer = answer
        self.calls: list[Any] = []

    async def invoke_model(self, **arguments):
        self.calls.append(arguments)
        data = json.dumps(self.answer).encode()

        class Body:
            async def read(self):
                return data

        return {"body": Body()}


def plan(task=Task.TEXT_TO_IMAGE, **chosen):
    return Titan(None).plan(PictureOptions(**chosen), 11, task)


@given(picture_options, seeds, prompts)
def test_every_request_keeps_the_contract(chosen, seed, prompt):
    validator(REQUEST).validate(request_body(prompt, Titan(None).plan(chosen, seed)))


@given(picture_options, seeds, prompts, st.lists(st.binary(min_size=1), min_size=1, max_size=5))
def test_every_variation_keeps_the_contract(chosen, seed, prompt, sources):
    body = request_body(prompt, Titan(None).plan(chosen, seed, Task.VARIATION), sources)
    validator(REQUEST).validate(body)
    assert body["taskType"] == "IMAGE_VARIATION"
    assert [base64.b64decode(image) for image in body["imageVariationParams"]["images"]] == sources


def test_sizes_and_prices_are_those_of_the_contract():
    pairs = contract(REQUEST)["$defs"]["sizePair"]["oneOf"]
    classes = {
        (pair["properties"]["width"]["const"], pair["properties"]["height"]["const"]): pair["x-priceClass"]
        for pair in pairs
    }
    assert {(size.width, size.height) for size in CAPABILITIES.sizes} == set(classes)
    prices = {
        (price["sizeClass"], price["quality"]): Decimal(str(price["usd"]))
        for price in model(MODEL_ID)["pricePerImage"]
    }
    for (width, height), price_class in classes.items():
        for quality in ("standard", "premium"):
            chosen = plan(size=Size(width=width, height=height), quality=quality)
            assert chosen.price_each == prices[price_class, quality]


def test_limits_are_those_of_the_contract():
    definitions = contract(REQUEST)["$defs"]
    config = definitions["imageGenerationConfig"]["properties"]
    assert CAPABILITIES.prompt_limit == CAPABILITIES.negative_limit == definitions["text"]["maxLength"]
    assert CAPABILITIES.images_per_call == config["numberOfImages"]["maximum"]
    assert CAPABILITIES.seed_limit == config["seed"]["maximum"]
    assert CAPABILITIES.guidance == (config["cfgScale"]["minimum"], config["cfgScale"]["maximum"])
    assert plan().guidance == config["cfgScale"]["default"]
    variation = definitions["IMAGE_VARIATION"]["properties"]["imageVariationParams"]["properties"]
    assert plan(Task.VARIATION).similarity == variation["similarityStrength"]["default"]


@pytest.mark.parametrize(
    ("ratio", "size"),
    [
        ((1, 1), (1024, 1024)),
        ((16, 9), (1152, 640)),
        ((9, 16), (768, 1408)),
        ((3, 2), (1152, 768)),
        ((2, 3), (768, 1152)),
        ((5, 3), (1280, 768)),
        ((11, 5), (1408, 640)),
        ((100, 1), (1408, 640)),
        ((1, 100), (640, 1408)),
    ],
)
def test_a_ratio_becomes_the_nearest_size(ratio, size):
    chosen = plan(ratio=Ratio(width=ratio[0], height=ratio[1]))
    assert (chosen.size.width, chosen.size.height) == size


def test_a_size_it_does_not_paint_is_refused_with_the_nearest():
    with pytest.raises(AskError) as caught:
        plan(size=Size(width=1000, height=1000))
    assert caught.value.faults == (
        SizeNotPainted(Size(width=1000, height=1000), Size(width=1024, height=1024), CAPABILITIES.name),
    )


def test_a_chosen_seed_is_kept_and_another_is_given():
    assert plan(seed=0).seed == 0
    assert plan().seed == 11


def test_a_palette_is_painted_by_colour_guidance():
    body = request_body("a boat", plan(palette=("#0b3954", "#ff6663"), negative="people"))
    assert body["taskType"] == "COLOR_GUIDED_GENERATION"
    assert body["colorGuidedGenerationParams"] == {
        "colors": ["#0b3954", "#ff6663"],
        "text": "a boat",
        "negativeText": "people",
    }


async def test_pictures_arrive_with_their_seed():
    client = Answers({"images": [PICTURE, PICTURE], "error": None})
    painting = await Titan(client).paint("a boat", plan(count=2, seed=5))
    assert [picture.seed for picture in painting.pictures] == [5, 5]
    assert painting.withheld == 0
    assert client.calls[0]["modelId"] == MODEL_ID


async def test_some_pictures_withheld():
    painting = await Titan(Answers({"images": [PICTURE], "error": "1 was flagged"})).paint(
        "a boat", plan(count=3)
    )
    assert len(painting.pictures) == 1
    assert painting.withheld == 2


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"images": [], "error": "flagged"}, PictureRefusedError),
        ({"error": "flagged"}, PictureRefusedError),
        ({"images": []}, NotAPictureError),
        ({}, NotAPictureError),
        ({"images": ["not base64!"]}, NotAPictureError),
        ({"images": [None]}, NotAPictureError),
    ],
)
async def test_no_picture(answer, expected):
    with pytest.raises(expected):
        await Titan(Answers(answer)).paint("a boat", plan())
