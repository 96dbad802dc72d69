"""Nova Canvas: its limits are the contract's, its requests what was asked for, its answers outcomes of their own."""

import base64
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image as Pillow

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    ModelError,
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    RequestRefusedError,
    SourceRefusedError,
    SourceUnsuitableError,
)
from services.faults import AskError, NeedsWhere, SizeNotPainted
from services.painting import catalogue
from services.painting.interface import MASKED, OF_A_PART, PAIRED, WORDLESS, Inputs, Steering, Task
from services.painting.nova import CAPABILITIES, LIMITS, MODEL_ID, Nova
from services.painting.nova_body import request_body
from services.picture_files import encoded
from tests.contracts import contract, model, validator

LISTED = model(MODEL_ID)
REQUEST = LISTED["requestSchema"]
DEFINITIONS = contract(REQUEST)["$defs"]
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
COLOURS = ("#0b3954", "#ff6663")
STEERING = Steering(width=480, height=320, where="the sky", colours=COLOURS)
TASKS = sorted(CAPABILITIES.tasks)
FROM_PICTURES = [task for task in TASKS if task is not Task.TEXT_TO_IMAGE]


def png(width=480, height=320, colour=(200, 40, 40), mode="RGB"):
    return encoded(Pillow.new(mode, (width, height), colour), "PNG")


def marked(width=480, height=320, box=(120, 80, 360, 240), inside=255):
    mask = Pillow.new("L", (width, height), 255 - inside)
    mask.paste(inside, box)
    return encoded(mask, "PNG")


SOURCE, GARMENT = png(), png(400, 400, (30, 140, 60))


def inputs(task, mask=None):
    if task is Task.TEXT_TO_IMAGE:
        return Inputs()
    return Inputs(
        (SOURCE, GARMENT) if task in PAIRED else (SOURCE,), (mask or marked()) if task in MASKED else None
    )


class Answers:
    """A client that answers every InvokeModel call with the same body and remembers what it was sent."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.calls: list[tuple[str, Any]] = []

    async def invoke_model(self, modelId, body, **_):  # noqa: N803  # botocore's name
        self.calls.append((modelId, json.load(body)))
        if isinstance(self.answer, Exception):
            raise self.answer
        data = json.dumps(self.answer).encode()

        class Body:
            async def read(self):
                return data

        return {"body": Body()}


def good(count=1):
    answer = {"images": [PICTURE] * count, "error": None}
    validator("nova-canvas.response.schema.json").validate(answer)
    return answer


def plan(task=Task.TEXT_TO_IMAGE, steering=STEERING, style="", **chosen):
    return Nova(None).plan(PictureOptions(**chosen), 11, task, steering, style)


def params_of(body):
    return next(value for name, value in body.items() if name.endswith("Params"))


async def sent(task, prompt="a boat", steering=STEERING, given=None, style="", **chosen):
    """The request for `task`, seen to keep the contract."""
    client = Answers(good())
    settled = plan(task, steering, style, **chosen)
    await Nova(client).paint(prompt, settled, given or inputs(task))
    ((called, body),) = client.calls
    assert called == MODEL_ID
    validator(REQUEST).validate(body)
    return body


def picture_in(text):
    return Pillow.open(io.BytesIO(base64.b64decode(text)))


def test_it_is_in_the_catalogue_behind_titan():
    assert list(catalogue.KNOWN)[-1] == MODEL_ID
    assert list(catalogue.KNOWN)[-2].startswith("amazon.titan")
    assert isinstance(catalogue.painters(None)[MODEL_ID], Nova)


def test_limits_are_those_of_the_contract():
    config = DEFINITIONS["imageGenerationConfig"]["properties"]
    assert CAPABILITIES.prompt_limit == CAPABILITIES.negative_limit == DEFINITIONS["text"]["maxLength"]
    assert (
        CAPABILITIES.images_per_call == config["numberOfImages"]["maximum"] == LISTED["imagesPerCall"]["max"]
    )
    assert CAPABILITIES.guidance == (config["cfgScale"]["minimum"], config["cfgScale"]["maximum"])
    assert plan().guidance == config["cfgScale"]["default"]
    # Of the two limits the contract names, the one that is certain.
    assert f"{CAPABILITIES.seed_limit}" in "".join(contract(REQUEST)["x-notes"])
    assert CAPABILITIES.seed_limit < config["seed"]["maximum"]
    variation = DEFINITIONS["IMAGE_VARIATION"]["properties"]["imageVariationParams"]["properties"]
    assert CAPABILITIES.most_sources == variation["images"]["maxItems"]
    text = DEFINITIONS["TEXT_IMAGE"]["properties"]["textToImageParams"]["properties"]
    assert list(CAPABILITIES.presets) == text["style"]["enum"]
    assert list(CAPABILITIES.regions) == LISTED["regions"]
    assert str(CAPABILITIES.end_of_life) == LISTED["endOfLife"]
    pictures = DEFINITIONS["image"]["x-image"]
    assert (LIMITS.least_side, LIMITS.most_side) == (pictures["minSide"], pictures["maxSide"])
    assert LIMITS.most_pixels == pictures["maxPixels"]
    assert LIMITS.aspects == (pictures["minAspect"], pictures["maxAspect"])
    assert LIMITS.opaque
    assert CAPABILITIES.takes.most_pixels == pictures["maxPixels"]
    assert all(CAPABILITIES.any_size.takes(size) for size in CAPABILITIES.sizes)


async def test_every_mode_of_the_contract_is_used():
    used = {(await sent(task))["taskType"] for task in TASKS}
    used |= {(await sent(Task.TEXT_TO_IMAGE, palette=COLOURS))["taskType"]}
    used |= {"TEXT_IMAGE+conditionImage"} if "conditionImage" in params_of(await sent(Task.LAYOUT)) else set()
    used |= (
        {"TEXT_IMAGE+style"}
        if "style" in params_of(await sent(Task.TEXT_TO_IMAGE, style="maximalism"))
        else set()
    )
    assert used == set(LISTED["modes"])


@pytest.mark.parametrize("quality", ["standard", "premium"])
@pytest.mark.parametrize("size", CAPABILITIES.sizes, ids=str)
def test_prices_are_those_of_the_contract(size, quality):
    prices = {(one["upTo"], one["quality"]): Decimal(str(one["usd"])) for one in LISTED["pricePerImage"]}
    small = size.width * size.height <= 1024 * 1024
    assert (
        plan(size=size, quality=quality).price_each == prices["1024x1024" if small else "2048x2048", quality]
    )
    edited = Steering(width=size.width, height=size.height, where="the sky")
    assert (
        plan(Task.INPAINT, edited, quality=quality).price_each == plan(size=size, quality=quality).price_each
    )


@pytest.mark.parametrize(
    ("ratio", "size", "notes"),
    [
        ((1, 1), (1024, 1024), ()),
        ((16, 9), (1280, 720), ()),
        ((9, 16), (720, 1280), ()),
        ((3, 2), (1248, 832), ()),
        ((4, 3), (1152, 864), ()),
        ((21, 9), (1456, 624), ()),
        ((4, 1), (2048, 512), ()),
        ((97, 100), (1552, 1600), ()),
        ((100, 1), (2048, 512), ("ratio_nearest",)),
        ((1, 5), (512, 2048), ("ratio_nearest",)),
    ],
)
def test_a_ratio_is_kept_exactly_as_far_as_it_is_painted(ratio, size, notes):
    settled = plan(ratio=Ratio(width=ratio[0], height=ratio[1]))
    assert (settled.size.width, settled.size.height) == size
    assert settled.notes == notes


def test_any_size_within_the_rule_is_painted_and_the_nearest_named_else():
    assert str(plan(size=Size(width=1936, height=1104)).size) == "1936x1104"
    with pytest.raises(AskError) as caught:
        plan(size=Size(width=1920, height=1080))
    nearest = Size(width=1920, height=1088)
    assert caught.value.faults == (SizeNotPainted(Size(width=1920, height=1080), nearest, "Nova Canvas"),)


@pytest.mark.parametrize("task", [Task.LAYOUT, Task.SKETCH, Task.VARIATION])
@pytest.mark.parametrize(
    ("came", "size"), [((1408, 792), "1280x720"), ((800, 800), "1024x1024"), ((30, 900), "512x2048")]
)
def test_the_shape_of_the_picture_is_kept(task, came, size):
    assert str(plan(task, Steering(width=came[0], height=came[1])).size) == size
    assert (
        str(plan(task, Steering(width=came[0], height=came[1]), ratio=Ratio(width=3, height=2)).size)
        == "1248x832"
    )


def test_a_seed_beyond_the_limit_is_brought_into_the_range_and_told():
    limit = CAPABILITIES.seed_limit
    assert (plan(seed=limit).seed, plan(seed=limit).notes) == (limit, ())
    assert (plan(seed=limit + 8).seed, plan(seed=limit + 8).notes) == (7, ("seed_changed",))
    # One that nobody asked for is no news.
    drawn = Nova(None).plan(PictureOptions(), limit + 8)
    assert (drawn.seed, drawn.notes) == (7, ())


async def test_what_each_task_is_given():
    words = {"text": "a boat", "negativeText": "people"}
    image, mask = base64.b64encode(SOURCE).decode(), "a mask"
    given = {task: params_of(await sent(task, negative="people")) for task in TASKS}
    for task in MASKED:
        assert picture_in(given[task]["maskImage"]).mode == "RGB"
        given[task]["maskImage"] = mask
    laid_out = words | {"conditionImage": image, "controlMode": "CANNY_EDGE", "controlStrength": 0.7}
    assert given == {
        Task.TEXT_TO_IMAGE: words,
        Task.COLOURS: words | {"colors": list(COLOURS), "referenceImage": image},
        Task.LAYOUT: laid_out,
        Task.SKETCH: laid_out,
        Task.VARIATION: words | {"images": [image], "similarityStrength": 0.7},
        Task.INPAINT: words | {"image": image, "maskPrompt": "the sky"},
        Task.INPAINT_MASKED: words | {"image": image, "maskImage": mask},
        Task.ERASE: {"image": image, "maskPrompt": "the sky", "negativeText": "people"},
        Task.ERASE_MASKED: {"image": image, "maskImage": mask, "negativeText": "people"},
        Task.RECOLOUR: words | {"text": "the sky in a boat", "image": image, "maskPrompt": "the sky"},
        Task.OUTPAINT: words | {"image": image, "maskImage": mask, "outPaintingMode": "DEFAULT"},
        Task.CUT_OUT: {"image": image},
        Task.TRY_ON: {
            "sourceImage": image,
            "referenceImage": base64.b64encode(GARMENT).decode(),
            "maskType": "PROMPT",
            "promptBasedMask": {"maskPrompt": "the sky", "maskShape": "BOUNDING_BOX"},
        },
    }


async def test_which_settings_go_along():
    settings = {"quality": "premium", "numberOfImages": 3, "cfgScale": 4.5, "seed": 5}
    for task in TASKS:
        body = await sent(task, count=3, guidance=4.5, quality="premium", seed=5)
        config = body.get("imageGenerationConfig", {})
        if task is Task.CUT_OUT:
            assert config == {}
        elif task in OF_A_PART | MASKED | {Task.TRY_ON}:
            assert config == settings
        else:
            assert {name: config[name] for name in settings} == settings
            assert config.keys() - settings == {"width", "height"}


async def test_medium_is_the_default_of_the_contract():
    layout = DEFINITIONS["TEXT_IMAGE"]["properties"]["textToImageParams"]["properties"]
    body = params_of(await sent(Task.LAYOUT))
    assert body["controlStrength"] == layout["controlStrength"]["default"]
    assert body["controlMode"] == layout["controlMode"]["default"]
    outpainting = DEFINITIONS["OUTPAINTING"]["properties"]["outPaintingParams"]["properties"]
    assert (
        params_of(await sent(Task.OUTPAINT))["outPaintingMode"] == outpainting["outPaintingMode"]["default"]
    )


@pytest.mark.parametrize(
    ("strength", "similarity", "mode", "control", "join"),
    [
        (Strength.LIGHT, 0.4, "SEGMENTATION", 0.4, "DEFAULT"),
        (Strength.MEDIUM, 0.7, "CANNY_EDGE", 0.7, "DEFAULT"),
        (Strength.STRONG, 0.9, "CANNY_EDGE", 1.0, "PRECISE"),
    ],
)
async def test_strengths(strength, similarity, mode, control, join):
    steering = STEERING.model_copy(update={"strength": strength})
    assert params_of(await sent(Task.VARIATION, steering=steering))["similarityStrength"] == similarity
    layout = params_of(await sent(Task.LAYOUT, steering=steering))
    assert (layout["controlMode"], layout["controlStrength"]) == (mode, control)
    sketch = params_of(await sent(Task.SKETCH, steering=steering))
    assert (sketch["controlMode"], sketch["controlStrength"]) == ("CANNY_EDGE", control)
    assert params_of(await sent(Task.OUTPAINT, steering=steering))["outPaintingMode"] == join


@pytest.mark.parametrize(
    "written", ["3D animated family film", "3d_animated_family_film", "3D-Animated Family Film"]
)
async def test_a_style_it_knows_is_asked_for_by_name(written):
    for task in (Task.TEXT_TO_IMAGE, Task.LAYOUT, Task.SKETCH):
        assert params_of(await sent(task, style=written))["style"] == "3D_ANIMATED_FAMILY_FILM"


async def test_a_style_goes_without_its_name_where_there_is_none():
    assert "style" not in params_of(await sent(Task.TEXT_TO_IMAGE, style="cubism"))
    assert "style" not in params_of(await sent(Task.TEXT_TO_IMAGE, style="maximalism", palette=COLOURS))
    for task in set(TASKS) - {Task.TEXT_TO_IMAGE, Task.LAYOUT, Task.SKETCH}:
        assert plan(task, style="maximalism").preset is None


@pytest.mark.parametrize(
    ("where", "kind"),
    [("", "UPPER_BODY"), ("trousers", "LONG_PANTS"), ("원피스", "FULL_BODY"), ("Shoes", "SHOES")],
)
async def test_clothes_named_are_a_class_of_garment(where, kind):
    body = params_of(await sent(Task.TRY_ON, steering=STEERING.model_copy(update={"where": where})))
    assert (body["maskType"], body["garmentBasedMask"]) == ("GARMENT", {"garmentClass": kind})
    assert "promptBasedMask" not in body


async def test_a_palette_is_painted_by_colour_guidance_and_goes_before_a_picture_s_colours():
    body = await sent(Task.TEXT_TO_IMAGE, palette=COLOURS)
    assert body["taskType"] == "COLOR_GUIDED_GENERATION"
    assert params_of(body) == {"text": "a boat", "colors": list(COLOURS)}
    assert params_of(await sent(Task.COLOURS, palette=("#a8e6cf",)))["colors"] == ["#a8e6cf"]
    many = STEERING.model_copy(update={"colours": tuple(f"#{value:06x}" for value in range(12))})
    assert plan(Task.COLOURS, many).palette == many.colours[:MAX_COLOURS]


async def test_a_layout_is_painted_in_a_palette_put_into_words():
    assert plan(Task.LAYOUT, palette=COLOURS).notes == ("palette_approximate",)
    for length, behind in ((6, "deep blue, coral."), (995, "deep blue."), (1024, "")):
        text = params_of(await sent(Task.LAYOUT, "x" * length, palette=COLOURS))["text"]
        assert text == "x" * length + (behind and f" Colour palette: {behind}")


def test_all_that_a_task_can_not_have_is_noted():
    strong = STEERING.model_copy(update={"strength": Strength.STRONG})
    everything = {
        "count": 3, "palette": COLOURS, "negative": "people", "guidance": 4, "quality": "premium",
        "ratio": Ratio(width=1, height=1),
    }  # fmt: skip
    assert plan(Task.CUT_OUT, strong, **everything).notes == (
        "palette_ignored", "count_ignored", "negative_ignored", "guidance_ignored", "quality_ignored",
        "strength_ignored", "ratio_of_picture",
    )  # fmt: skip
    assert plan(Task.TRY_ON, strong, **everything).notes == (
        "palette_ignored", "negative_ignored", "strength_ignored", "ratio_of_picture",
    )  # fmt: skip
    assert plan(Task.RECOLOUR).notes == ("recolour_repaints",)
    assert plan(Task.OUTPAINT, size=Size(width=1024, height=1024)).notes == ("size_ignored",)
    assert [task for task in TASKS if plan(task).notes] == [Task.RECOLOUR]


@pytest.mark.parametrize("task", FROM_PICTURES)
async def test_a_task_that_works_from_a_picture_needs_one(task):
    with pytest.raises(ValueError, match="picture"):
        plan(task, None)
    with pytest.raises(ValueError, match="picture"):
        request_body("a boat", plan(task))
    client = Answers(good())
    with pytest.raises(ValueError, match="picture"):
        await Nova(client).paint("a boat", plan(task))
    assert client.calls == []


@pytest.mark.parametrize("task", sorted(MASKED))
async def test_a_masked_task_needs_a_mask_of_the_picture_s_size(task):
    for mask, expected in ((None, ValueError), (marked(479, 320), RequestRefusedError)):
        with pytest.raises(expected, match="mask"):
            await Nova(Answers(good())).paint("a boat", plan(task), Inputs((SOURCE,), mask))


@pytest.mark.parametrize("task", sorted(OF_A_PART))
def test_a_change_needs_a_part(task):
    with pytest.raises(AskError) as caught:
        plan(task, Steering(width=1200, height=800))
    assert caught.value.faults == (NeedsWhere(),)


@pytest.mark.parametrize("task", sorted(set(Task) - CAPABILITIES.tasks))
def test_what_it_does_not_do_it_does_not_plan(task):
    with pytest.raises(ValueError, match=f"no {task}"):
        plan(task)


@pytest.mark.parametrize("task", TASKS)
async def test_pictures_arrive_with_their_seed(task):
    painting = await Nova(Answers(good(2))).paint("a boat", plan(task, count=2, seed=5), inputs(task))
    assert [picture.seed for picture in painting.pictures] == [5, 5]
    assert [picture.data for picture in painting.pictures] == [base64.b64decode(PICTURE)] * 2
    assert painting.withheld == 0


@pytest.mark.parametrize("task", [task for task in TASKS if task is not Task.CUT_OUT])
@pytest.mark.parametrize(
    "answer",
    [
        {
            "images": [PICTURE],
            "error": "Some of the generated images have been blocked by our content filters.",
        },
        {"images": [PICTURE]},
        {"images": [PICTURE, "?", None], "error": None},
    ],
)
async def test_some_pictures_are_withheld(task, answer):
    painting = await Nova(Answers(answer)).paint("a boat", plan(task, count=3), inputs(task))
    assert (len(painting.pictures), painting.withheld) == (1, 2)


FILTERED = (
    "This request has been blocked by our content filters. Please adjust your {} to submit a new request."
)


def refused(name, message):
    return ClientError({"Error": {"Code": name, "Message": message}}, "InvokeModel")


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"images": [], "error": "All of the generated images have been blocked by our content filters."}, PictureRefusedError),
        ({"error": "All of the generated images have been blocked by our content filters."}, PictureRefusedError),
        ({"images": [], "error": None}, NotAPictureError),
        ({"images": None}, NotAPictureError),
        ({}, NotAPictureError),
        ({"images": ["not base64!"]}, NotAPictureError),
        ({"images": [None]}, NotAPictureError),
        (refused("ValidationException", FILTERED.format("input image")), SourceRefusedError),
        (refused("ValidationException", "#/imageGenerationConfig: nothing is right"), RequestRefusedError),
        (refused("ModelErrorException", "The model failed."), ModelFaultError),
    ],
)  # fmt: skip
async def test_no_picture(task, answer, expected):
    with pytest.raises(ModelError) as caught:
        await Nova(Answers(answer)).paint("a boat", plan(task), inputs(task))
    assert type(caught.value) is expected


@pytest.mark.parametrize(
    ("task", "prompt", "chosen", "where", "expected"),
    [
        *((task, "a boat", {}, "the sky", PromptRefusedError) for task in TASKS if task not in WORDLESS),
        (Task.ERASE, "", {}, "the sky", PromptRefusedError),
        (Task.ERASE_MASKED, "a boat", {}, "", SourceRefusedError),
        (Task.CUT_OUT, "a boat", {}, "", SourceRefusedError),
        (Task.TRY_ON, "a boat", {}, "", SourceRefusedError),
        (Task.TRY_ON, "a boat", {}, "trousers", SourceRefusedError),
        (Task.VARIATION, "", {}, "", SourceRefusedError),
        (Task.VARIATION, "", {"negative": "people"}, "", PromptRefusedError),
        (Task.OUTPAINT, "", {}, "", SourceRefusedError),
        (Task.INPAINT_MASKED, "", {}, "", SourceRefusedError),
    ],
)
async def test_whether_words_or_a_picture_were_stopped(task, prompt, chosen, where, expected):
    client = Answers(refused("ValidationException", FILTERED.format("text prompt")))
    settled = plan(task, STEERING.model_copy(update={"where": where}), **chosen)
    with pytest.raises(ModelError) as caught:
        await Nova(client).paint(prompt, settled, inputs(task))
    assert type(caught.value) is expected


async def test_transparent_parts_become_white():
    image = Pillow.new("RGBA", (480, 320), (0, 0, 0, 0))
    image.paste((10, 60, 200, 255), (0, 0, 240, 320))
    body = await sent(Task.INPAINT, given=Inputs((encoded(image, "PNG"),)))
    given = picture_in(params_of(body)["image"])
    assert (given.mode, given.size, given.has_transparency_data) == ("RGB", (480, 320), False)
    assert (given.getpixel((10, 10)), given.getpixel((400, 10))) == ((10, 60, 200), (255, 255, 255))


async def test_a_mask_grows_with_its_picture_and_stays_black_and_white():
    steering = Steering(width=60, height=40)
    given = Inputs((png(60, 40),), marked(60, 40, (15, 10, 45, 30)))
    body = await sent(Task.INPAINT_MASKED, steering=steering, given=given)
    image, mask = picture_in(params_of(body)["image"]), picture_in(params_of(body)["maskImage"])
    assert image.size == mask.size == (480, 320)
    assert {colour for _, colour in mask.getcolors()} == {(0, 0, 0), (255, 255, 255)}
    # The contract repaints what is black; here that is white.
    assert (mask.getpixel((240, 160)), mask.getpixel((10, 10))) == ((0, 0, 0), (255, 255, 255))
    assert plan(Task.INPAINT_MASKED, steering).size == Size(width=480, height=320)


async def test_the_mask_of_a_continued_picture_is_not_turned():
    body = await sent(Task.OUTPAINT, given=inputs(Task.OUTPAINT, marked(inside=0)))
    mask = picture_in(params_of(body)["maskImage"])
    assert (mask.getpixel((240, 160)), mask.getpixel((10, 10))) == ((0, 0, 0), (255, 255, 255))


@pytest.mark.parametrize("task", FROM_PICTURES)
async def test_what_is_not_taken_is_not_sent(task):
    client = Answers(good())
    for size in ((19, 19), (1301, 325)):
        given = Inputs((png(*size), GARMENT), marked(*size, (2, 2, 9, 9)))
        with pytest.raises(SourceUnsuitableError):
            await Nova(client).paint("a boat", plan(task), given)
    assert client.calls == []


async def test_a_garment_is_fitted_as_well():
    body = await sent(Task.TRY_ON, given=Inputs((SOURCE, png(100, 200, (1, 2, 3, 0), "RGBA"))))
    assert picture_in(params_of(body)["referenceImage"]).size == (320, 640)
    with pytest.raises(SourceUnsuitableError):
        await sent(Task.TRY_ON, given=Inputs((SOURCE, png(2000, 400))))


async def test_every_picture_of_a_variation_is_handed_over_fitted():
    given = Inputs((SOURCE, png(100, 80), GARMENT))
    images = params_of(await sent(Task.VARIATION, given=given))["images"]
    assert [picture_in(image).size for image in images] == [(480, 320), (400, 320), (400, 400)]
