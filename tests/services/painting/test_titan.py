"""Titan's requests keep its contract, and its answers end in their own outcomes."""

import base64
import json
import math
import random
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    MAX_PICTURES_BYTES,
    RequestRefusedError,
)
from services.faults import AskError, NeedsWhere, SizeNotPainted
from services.painting.interface import MASKED, OF_A_PART, Inputs, Steering, Task
from services.painting.masks import turned
from services.painting.titan import CAPABILITIES, MODEL_ID, Titan
from services.painting.titan_body import request_body
from services.picture_files import encoded
from tests.contracts import contract, model, strict, validator
from tests.records import colours, picture_options
from tests.services.painting.given import mask, opened, picture

REQUEST = "titan-image-v2.request.schema.json"
CONTRACT_BYTES = contract(REQUEST)["$defs"]["image"]["x-image"]["maxBytes"]
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


SOURCE = picture(120, 80)
MASK = mask(120, 80)
TASKS = sorted(CAPABILITIES.tasks)
COLOURS = ("#0b3954", "#ff6663")
STEERING = Steering(width=1200, height=800, where="the sky", colours=COLOURS)
FROM_PICTURES = [task for task in TASKS if task is not Task.TEXT_TO_IMAGE]
REPAINTED = OF_A_PART | {Task.INPAINT_MASKED, Task.ERASE_MASKED}

intents = picture_options | st.builds(
    lambda options, size: options.model_copy(update={"ratio": None, "size": size}),
    picture_options,
    st.sampled_from(CAPABILITIES.sizes),
)
sides = st.integers(1, CAPABILITIES.takes.most_side)
steerings = st.builds(
    Steering,
    width=sides,
    height=sides,
    strength=st.sampled_from(Strength),
    where=st.text(min_size=1, max_size=200),
    colours=st.lists(colours, min_size=1, max_size=12).map(tuple),
)
sources = st.lists(st.binary(min_size=1), min_size=1, max_size=5).map(tuple)


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


def plan(task=Task.TEXT_TO_IMAGE, steering=STEERING, **chosen):
    return Titan(None).plan(PictureOptions(**chosen), 11, task, steering)


def inputs(task, pictures=(SOURCE,)):
    return Inputs(pictures, MASK if task in MASKED else None)


def body_of(task, prompt="a boat", steering=STEERING, **chosen):
    """The request for `task`, seen to keep the contract."""
    body = request_body(prompt, plan(task, steering, **chosen), inputs(task))
    validator(REQUEST).validate(body)
    return body


def params_of(task, prompt="a boat", **chosen):
    (params,) = (value for key, value in body_of(task, prompt, **chosen).items() if key.endswith("Params"))
    return params


def plain(data):
    return base64.b64encode(data).decode()


def default(task, name):
    """The contract's default of a parameter of `task`."""
    parameters = contract(REQUEST)["$defs"][task]["properties"]
    return next(
        kind["properties"][name]["default"]
        for kind in parameters.values()
        if name in kind.get("properties", {})
    )


def price(size, quality):
    """By what the contract lists for the smallest class that holds as many pixels."""
    prices = {
        (listed["sizeClass"], listed["quality"]): Decimal(str(listed["usd"]))
        for listed in model(MODEL_ID)["pricePerImage"]
    }
    largest_small = max(width * height for (width, height), kind in size_classes().items() if kind == "S")
    return prices["S" if size.width * size.height <= largest_small else "L", quality]


def size_classes():
    return {
        (pair["properties"]["width"]["const"], pair["properties"]["height"]["const"]): pair["x-priceClass"]
        for pair in contract(REQUEST)["$defs"]["sizePair"]["oneOf"]
    }


@given(options=intents, task=st.sampled_from(TASKS), steering=steerings)
@settings(max_examples=400, deadline=None)
def test_notes_are_what_was_asked_for_and_is_not_given(options, task, steering):
    settled = Titan(None).plan(options, 1, task, steering)
    body = json.dumps(request_body("a boat", settled, inputs(task)))
    notes = set(settled.notes)
    assert len(notes) == len(settled.notes)
    assert ("palette_ignored" in notes) == bool(
        options.palette and task not in {Task.TEXT_TO_IMAGE, Task.COLOURS, Task.LAYOUT, Task.SKETCH}
    )
    assert ("palette_approximate" in notes) == bool(options.palette and "Colour palette: " in body)
    assert ("count_ignored" in notes) == (settled.count != options.count)
    assert ("negative_ignored" in notes) == (settled.negative != options.negative)
    assert ("guidance_ignored" in notes) == (options.guidance not in {None, settled.guidance})
    assert ("quality_ignored" in notes) == (options.quality == "premium" and settled.quality is None)
    assert ("size_ignored" in notes) == (task is Task.OUTPAINT and options.size not in {None, settled.size})
    steered = task in {Task.LAYOUT, Task.SKETCH, Task.VARIATION, Task.OUTPAINT, Task.TEXT_TO_IMAGE}
    assert ("strength_ignored" in notes) == (steering.strength is not Strength.MEDIUM and not steered)
    if task not in REPAINTED | {Task.CUT_OUT} or options.ratio is options.size is None:
        assert "ratio_of_picture" not in notes
    assert "colours_approximate" not in notes
    if options.ratio is None or options.size is not None or task in REPAINTED | {Task.CUT_OUT}:
        assert "ratio_nearest" not in notes
    elif task is not Task.OUTPAINT:
        shape = options.ratio.width / options.ratio.height
        away = abs(math.log(settled.size.width / settled.size.height / shape))
        assert ("ratio_nearest" in notes) == (away > 0.0202)


@pytest.mark.parametrize(
    ("ratio", "size", "notes"),
    [
        ((16, 9), (1152, 640), ()),
        ((1, 1), (1024, 1024), ()),
        ((3, 2), (1152, 768), ()),
        ((4, 3), (1152, 896), ("ratio_nearest",)),
        ((4, 1), (1408, 640), ("ratio_nearest",)),
        ((1, 3), (640, 1408), ("ratio_nearest",)),
        ((100, 1), (1408, 640), ("ratio_nearest",)),
    ],
)
def test_a_shape_that_is_not_painted_is_told(ratio, size, notes):
    settled = plan(ratio=Ratio(width=ratio[0], height=ratio[1]))
    assert (settled.size.width, settled.size.height) == size
    assert settled.notes == notes


@pytest.mark.parametrize("task", [Task.INPAINT, Task.CUT_OUT])
@pytest.mark.parametrize(
    ("width", "height", "chosen", "noted"),
    [
        (1408, 792, {"ratio": Ratio(width=16, height=9)}, False),
        (1408, 791, {"ratio": Ratio(width=16, height=9)}, False),
        (1408, 790, {"ratio": Ratio(width=16, height=9)}, True),
        (640, 960, {"ratio": Ratio(width=2, height=3)}, False),
        (639, 960, {"ratio": Ratio(width=2, height=3)}, False),
        (960, 640, {"ratio": Ratio(width=2, height=3)}, True),
        (1000, 700, {}, False),
        (1024, 768, {"size": Size(width=1024, height=768)}, False),
        (1024, 768, {"size": Size(width=1024, height=1024)}, True),
    ],
)
def test_another_shape_than_the_picture_has_is_noted(task, width, height, chosen, noted):
    settled = plan(task, Steering(width=width, height=height, where="the sky"), **chosen)
    assert settled.notes == (("ratio_of_picture",) if noted else ())
    assert settled.size == Size(width=width, height=height)


def test_limits_are_those_of_the_contract():
    definitions = contract(REQUEST)["$defs"]
    config = definitions["imageGenerationConfig"]["properties"]
    assert CAPABILITIES.prompt_limit == CAPABILITIES.negative_limit == definitions["text"]["maxLength"]
    assert CAPABILITIES.images_per_call == config["numberOfImages"]["maximum"]
    assert CAPABILITIES.seed_limit == config["seed"]["maximum"]
    assert CAPABILITIES.guidance == (config["cfgScale"]["minimum"], config["cfgScale"]["maximum"])
    assert plan().guidance == config["cfgScale"]["default"]
    assert CAPABILITIES.takes.most_side == definitions["image"]["x-image"]["maxSide"]
    images = definitions["IMAGE_VARIATION"]["properties"]["imageVariationParams"]["properties"]["images"]
    assert CAPABILITIES.most_sources == images["maxItems"]
    assert {kind["$ref"].split("/")[-1] for kind in contract(REQUEST)["oneOf"]} == {
        body_of(task, **({"palette": COLOURS} if task is Task.TEXT_TO_IMAGE else {}))["taskType"]
        for task in TASKS
    } | {body_of(Task.TEXT_TO_IMAGE)["taskType"]}


def test_medium_is_the_default_of_the_contract():
    layout = body_of(Task.LAYOUT)["textToImageParams"]
    assert layout["controlStrength"] == default("TEXT_IMAGE", "controlStrength")
    assert layout["controlMode"] == default("TEXT_IMAGE", "controlMode")
    variation = body_of(Task.VARIATION)["imageVariationParams"]
    assert variation["similarityStrength"] == default("IMAGE_VARIATION", "similarityStrength")
    outpainting = body_of(Task.OUTPAINT)["outPaintingParams"]
    assert outpainting["outPaintingMode"] == default("OUTPAINTING", "outPaintingMode")


@pytest.mark.parametrize(
    ("strength", "similarity", "mode", "control", "join"),
    [
        (Strength.LIGHT, 0.4, "SEGMENTATION", 0.4, "DEFAULT"),
        (Strength.MEDIUM, 0.7, "CANNY_EDGE", 0.7, "DEFAULT"),
        (Strength.STRONG, 0.9, "CANNY_EDGE", 1.0, "PRECISE"),
    ],
)
def test_strengths(strength, similarity, mode, control, join):
    steering = Steering(width=1200, height=800, strength=strength)
    assert (
        body_of(Task.VARIATION, steering=steering)["imageVariationParams"]["similarityStrength"] == similarity
    )
    layout = body_of(Task.LAYOUT, steering=steering)["textToImageParams"]
    assert (layout["controlMode"], layout["controlStrength"]) == (mode, control)
    assert body_of(Task.OUTPAINT, steering=steering)["outPaintingParams"]["outPaintingMode"] == join


def test_what_each_task_is_given():
    words = {"text": "a boat", "negativeText": "people"}
    given = {task: params_of(task, negative="people") for task in TASKS}
    turned_mask = {"maskImage": plain(turned(MASK))}
    assert given == {
        Task.TEXT_TO_IMAGE: words,
        Task.COLOURS: words | {"colors": list(COLOURS), "referenceImage": plain(SOURCE)},
        Task.LAYOUT: words
        | {"conditionImage": plain(SOURCE), "controlMode": "CANNY_EDGE", "controlStrength": 0.7},
        Task.VARIATION: words | {"images": [plain(SOURCE)], "similarityStrength": 0.7},
        Task.SKETCH: words
        | {"conditionImage": plain(SOURCE), "controlMode": "CANNY_EDGE", "controlStrength": 0.7},
        Task.INPAINT: words | {"image": plain(SOURCE), "maskPrompt": "the sky"},
        Task.RECOLOUR: {
            "text": "the sky in a boat",
            "negativeText": "people",
            "image": plain(SOURCE),
            "maskPrompt": "the sky",
        },
        Task.ERASE: {"negativeText": "people", "image": plain(SOURCE), "maskPrompt": "the sky"},
        Task.INPAINT_MASKED: words | {"image": plain(SOURCE)} | turned_mask,
        Task.ERASE_MASKED: {"negativeText": "people", "image": plain(SOURCE)} | turned_mask,
        Task.OUTPAINT: words
        | {"image": plain(SOURCE), "maskImage": plain(MASK), "outPaintingMode": "DEFAULT"},
        Task.CUT_OUT: {"image": plain(SOURCE)},
    }


def test_every_picture_of_a_variation_is_handed_over():
    pictures = (b"one", b"two", b"three")
    body = request_body("a boat", plan(Task.VARIATION), Inputs(pictures))
    assert body["imageVariationParams"]["images"] == [plain(picture) for picture in pictures]


@pytest.mark.parametrize("task", [Task.VARIATION, Task.INPAINT])
def test_a_variation_and_a_change_need_no_prompt(task):
    assert "text" not in next(
        value for key, value in body_of(task, prompt="").items() if key.endswith("Params")
    )


def test_a_palette_goes_before_the_colours_of_the_picture():
    body = body_of(Task.COLOURS, palette=("#a8e6cf",))
    assert body["colorGuidedGenerationParams"]["colors"] == ["#a8e6cf"]
    many = Steering(width=1200, height=800, colours=tuple(f"#{value:06x}" for value in range(12)))
    assert plan(Task.COLOURS, many).palette == many.colours[:MAX_COLOURS]


def test_a_layout_is_painted_in_a_palette_put_into_words():
    settled = plan(Task.LAYOUT, palette=COLOURS)
    assert settled.notes == ("palette_approximate",)
    for length, behind in ((6, "deep blue, coral."), (480, "deep blue."), (512, "")):
        text = request_body("x" * length, settled, inputs(Task.LAYOUT))["textToImageParams"]["text"]
        assert text == "x" * length + (behind and f" Colour palette: {behind}")


def test_all_that_a_cut_out_can_not_have_is_noted():
    settled = plan(
        Task.CUT_OUT,
        Steering(width=1200, height=800, strength=Strength.STRONG),
        count=3,
        palette=COLOURS,
        negative="people",
        guidance=4,
        quality="premium",
        ratio=Ratio(width=1, height=1),
    )
    assert settled.notes == (
        "palette_ignored",
        "count_ignored",
        "negative_ignored",
        "guidance_ignored",
        "quality_ignored",
        "strength_ignored",
        "ratio_of_picture",
    )
    assert plan(Task.CUT_OUT).notes == ()


@pytest.mark.parametrize("task", FROM_PICTURES)
def test_a_task_that_works_from_a_picture_needs_one(task):
    with pytest.raises(ValueError, match="picture"):
        plan(task, None)


def test_colours_of_a_picture_must_have_been_measured():
    with pytest.raises(ValueError, match="colours"):
        plan(Task.COLOURS, Steering(width=1200, height=800))


def test_a_change_needs_a_part():
    with pytest.raises(AskError) as caught:
        plan(Task.INPAINT, Steering(width=1200, height=800))
    assert caught.value.faults == (NeedsWhere(),)


def test_a_picture_is_continued_up_to_a_mask():
    with pytest.raises(ValueError, match="mask"):
        request_body("a boat", plan(Task.OUTPAINT), Inputs((SOURCE,)))


@pytest.mark.parametrize("task", [Task.LAYOUT, Task.VARIATION])
@pytest.mark.parametrize(
    ("came", "painted"),
    [
        ((1408, 792), "1152x640"),
        ((800, 800), "1024x1024"),
        ((30, 900), "640x1408"),
        ((600, 900), "768x1152"),
    ],
)
def test_a_layout_and_a_variation_keep_the_shape_of_the_picture(task, came, painted):
    assert str(plan(task, Steering(width=came[0], height=came[1])).size) == painted
    assert (
        str(plan(task, Steering(width=came[0], height=came[1]), ratio=Ratio(width=5, height=3)).size)
        == "1280x768"
    )


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
    validator(REQUEST).validate(json.load(client.calls[0]["body"]))
    assert [picture.seed for picture in painting.pictures] == [5, 5]
    assert painting.withheld == 0
    assert client.calls[0]["modelId"] == MODEL_ID


@pytest.mark.parametrize("task", TASKS)
async def test_one_picture_of_every_task(task):
    answer = {"images": [PICTURE], "error": None, "maskImage": PICTURE}
    painting = await Titan(Answers(answer)).paint("a boat", plan(task), inputs(task))
    assert [picture.data for picture in painting.pictures] == [base64.b64decode(PICTURE)]
    assert painting.withheld == 0


class Blocks:
    """A client whose content filter stops every request, in the words of the contract."""

    async def invoke_model(self, **_):
        blocked = next(
            entry
            for entry in contract("errors.json")["contentFilter"]
            if entry["family"] == "amazon-titan-image" and entry["where"] == "ValidationException"
        )
        raise ClientError(
            {"Error": {"Code": "ValidationException", "Message": blocked["message"]}}, "InvokeModel"
        )


async def test_pictures_too_large_for_one_request_are_not_sent():
    largest = SOURCE.ljust(CONTRACT_BYTES)
    client = Answers({"images": [PICTURE]})
    with pytest.raises(RequestRefusedError, match=str(5 * CONTRACT_BYTES)):
        await Titan(client).paint("a boat", plan(Task.VARIATION), Inputs((largest,) * 5))
    assert client.calls == []


async def test_pictures_just_small_enough_are_sent_with_the_longest_words():
    pictures = (SOURCE.ljust(MAX_PICTURES_BYTES // 4),) * 4
    client = Answers({"images": [PICTURE]})
    longest = "\N{TIGER}" * 512
    await Titan(client).paint(longest, plan(Task.VARIATION, negative=longest), Inputs(pictures))
    assert len(client.calls) == 1


@pytest.mark.parametrize("alpha", [False, True])
async def test_a_file_that_is_too_large_becomes_a_jpeg(alpha):
    noise = Pillow.frombytes("RGBA", (1400, 1400), random.Random(7).randbytes(4 * 1400 * 1400))
    given = encoded(noise if alpha else noise.convert("RGB"), "PNG")
    assert len(given) > CONTRACT_BYTES
    client = Answers({"images": [PICTURE]})
    await Titan(client).paint("", plan(Task.CUT_OUT, Steering(width=1400, height=1400)), Inputs((given,)))
    body = json.load(client.calls[0]["body"])
    strict(REQUEST, "BACKGROUND_REMOVAL").validate(body)
    sent = opened(base64.b64decode(body["backgroundRemovalParams"]["image"]))
    assert (sent.format, sent.size) == ("JPEG", (1400, 1400))


async def test_a_mask_shrinks_with_its_picture():
    client = Answers({"images": [PICTURE]})
    steering = Steering(width=2816, height=1000)
    settled = plan(Task.INPAINT_MASKED, steering)
    await Titan(client).paint("a boat", settled, Inputs((picture(2816, 1000, "JPEG"),), mask(2816, 1000)))
    params = json.load(client.calls[0]["body"])["inPaintingParams"]
    sizes = {opened(base64.b64decode(params[name])).size for name in ("image", "maskImage")}
    assert sizes == {(1408, 500)}
    assert settled.size == Size(width=1408, height=500)


async def test_a_mask_of_another_size_is_not_sent():
    client = Answers({"images": [PICTURE]})
    with pytest.raises(RequestRefusedError, match="mask"):
        await Titan(client).paint("a boat", plan(Task.ERASE_MASKED), Inputs((SOURCE,), mask(121, 80)))
    assert client.calls == []


def test_what_is_repainted_is_black_and_what_is_continued_is_white():
    marks = {
        task: opened(base64.b64decode(params_of(task)["maskImage"]))
        for task in (Task.INPAINT_MASKED, Task.ERASE_MASKED, Task.OUTPAINT)
    }
    assert {task: (mark.getpixel((60, 40)), mark.getpixel((0, 0))) for task, mark in marks.items()} == {
        Task.INPAINT_MASKED: (0, 255),
        Task.ERASE_MASKED: (0, 255),
        Task.OUTPAINT: (255, 0),  # the same mask: handed on as it is
    }
    turned_mark = marks[Task.INPAINT_MASKED]
    assert {colour for _, colour in turned_mark.getcolors()} == {0, 255}


def test_the_colour_is_never_cut_off():
    steering = Steering(width=1200, height=800, where="x" * 600)
    text = body_of(Task.RECOLOUR, "deep red", steering)["inPaintingParams"]["text"]
    assert text.endswith("x in deep red")
    assert len(text) == 512
    assert body_of(Task.RECOLOUR, "")["inPaintingParams"]["text"] == "the sky in another colour"


@pytest.mark.parametrize("task", [Task.LAYOUT, Task.SKETCH, Task.COLOURS, Task.OUTPAINT])
def test_where_the_contract_wants_words_some_are_said(task):
    assert params_of(task, "")["text"].startswith("the ")
