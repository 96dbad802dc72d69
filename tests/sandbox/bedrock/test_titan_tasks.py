"""The tasks of Titan that work on given pictures: what they answer, and what they refuse."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from sandbox.bedrock.catalogue import find_model
from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families.titan import TASKS, TitanImage
from sandbox.bedrock.invoke import invoke as serve
from sandbox.bedrock.orders import Order, UnfitMaskError, carry_out
from sandbox.bedrock.schema_check import check_body
from sandbox.bedrock.studio import Studio
from tests.sandbox.bedrock.bodies import TITAN, check_response, invoke, opened, png

SCHEMA = "titan-image-v2.request.schema.json"


def mask(width=64, height=48, *, kind="PNG", mode="L", colour="white"):
    """Black in its left half."""
    sheet = Image.new(mode, (width, height), colour)
    sheet.paste(Image.new(mode, (width // 2, height), "black"), (0, 0))
    out = io.BytesIO()
    sheet.save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def body(task, where, config=None, **params):
    made = {"taskType": task, where: params}
    return made if config is None else {**made, "imageGenerationConfig": config}


def inpainting(config=None, **params):
    return body("INPAINTING", "inPaintingParams", config, image=png(), **params)


def outpainting(config=None, **params):
    return body("OUTPAINTING", "outPaintingParams", config, **{"image": png(), "text": "the sea", **params})


def removal(**params):
    return body("BACKGROUND_REMOVAL", "backgroundRemovalParams", **{"image": png(), **params})


def layout(config=None, **params):
    return body(
        "TEXT_IMAGE", "textToImageParams", config, **{"text": "a fox", "conditionImage": png(), **params}
    )


def guided(config=None, **params):
    params = {"text": "a fox", "colors": ["#0B3954"], "referenceImage": png(), **params}
    return body("COLOR_GUIDED_GENERATION", "colorGuidedGenerationParams", config, **params)


def plan(asked):
    check_body(SCHEMA, asked)
    return TitanImage().plan(asked)


def test_every_task_of_the_contract_is_painted():
    tasks = {entry["$ref"].rpartition("/")[2] for entry in contract(SCHEMA)["oneOf"]}
    assert set(TASKS) == tasks


@pytest.mark.parametrize(
    ("asked", "work"),
    [
        (layout(), "edges"),
        (layout(controlMode="SEGMENTATION"), "areas"),
        (guided(), "resemble"),
        (inpainting(maskImage=mask()), "inpaint"),
        (outpainting(maskPrompt="sky"), "outpaint"),
        (outpainting(maskPrompt="sky", outPaintingMode="PRECISE"), "outpaint exactly"),
        (removal(), "cut out"),
    ],
)
def test_each_setting_has_its_work(asked, work):
    assert {order.work for order in plan(asked).orders} == {work}


def test_the_settings_arrive():
    (order,) = plan(layout(controlStrength=0.35)).orders
    assert order.strength == 0.35
    (order,) = plan(guided()).orders
    assert (order.palette, len(order.pictures)) == (("#0b3954",), 1)
    (order,) = plan(inpainting(maskPrompt="the door", text="a window", negativeText="cat")).orders
    assert (order.mask_words, order.prompt, order.negative) == ("the door", "a window", "cat")


async def test_masked_pictures_are_as_large_as_the_one_given_whatever_the_config_says(bedrock, control):
    await control.paint_plain()
    config = {"width": 1024, "height": 1024, "numberOfImages": 3}
    for asked in (inpainting(config, maskImage=mask()), outpainting(config, maskPrompt="sky")):
        answer = await invoke(bedrock, asked)
        check_response("titan-image-v2.response.schema.json", answer)
        assert [opened(image).size for image in answer["images"]] == [(64, 48)] * 3
    assert opened((await invoke(bedrock, removal()))["images"][0]).size == (64, 48)


async def test_layouts_and_references_come_in_the_config_s_size(bedrock, control):
    await control.paint_plain()
    for asked in (layout({"width": 576, "height": 384}), guided({"width": 576, "height": 384})):
        assert opened((await invoke(bedrock, asked))["images"][0]).size == (576, 384)


async def test_the_mask_is_returned_when_it_is_asked_for(bedrock, control):
    await control.paint_plain()
    answer = await invoke(bedrock, inpainting(maskPrompt="sky", returnMask=True))
    check_response("titan-image-v2.response.schema.json", answer)
    assert set(opened(answer["maskImage"]).convert("L").tobytes()) == {0, 255}
    assert "maskImage" not in await invoke(bedrock, inpainting(maskPrompt="sky"))


def given():
    """A red disc on a plain ground, 96 x 80."""
    rows, columns = np.mgrid[0:80, 0:96]
    sheet = np.full((80, 96, 3), (150, 180, 160), dtype=np.uint8)
    sheet[np.hypot(rows - 40, columns - 48) < 22] = (200, 40, 30)
    out = io.BytesIO()
    Image.fromarray(sheet).save(out, "PNG")
    return out.getvalue()


def values(data, mode="RGB"):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert(mode)).astype(int)


def order(work, **fields):
    return Order(fields.pop("prompt", ""), 96, 80, 1, pictures=(given(),), work=work, **fields)


LEFT = base64.b64decode(mask(96, 80))


def test_black_is_repainted_by_inpainting_and_kept_by_outpainting():
    before = values(given())
    inner = values(carry_out(order("inpaint", mask=LEFT, prompt="a night sky")))
    assert (inner[:, 48:] == before[:, 48:]).all()
    assert (inner[:, :44] != before[:, :44]).mean() > 0.8
    outer = values(carry_out(order("outpaint exactly", mask=LEFT, prompt="a night sky")))
    assert (outer[:, :48] == before[:, :48]).all()
    assert (outer[:, 60:] != before[:, 60:]).mean() > 0.8


def test_the_returned_mask_is_the_one_that_was_used():
    found = values(carry_out(order("mask", mask_words="red disc")), "L") == 0
    before, after = values(given()), values(carry_out(order("inpaint", mask_words="red disc")))
    assert (after == before).all(axis=2)[~found].all()
    assert (after != before).any(axis=2)[found].mean() > 0.5


def test_a_background_becomes_transparent():
    sheet = values(carry_out(order("cut out")), "RGBA")
    assert sheet[:4, :, 3].max() == 0
    assert sheet[36:44, 44:52, 3].min() == 255


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (inpainting(), "#/inPaintingParams: 0 subschemas matched instead of one"),
        (
            inpainting(maskImage=mask(), maskPrompt="sky"),
            "#/inPaintingParams: 2 subschemas matched instead of one",
        ),
        (outpainting(), "#/outPaintingParams: 0 subschemas matched instead of one"),
        (
            inpainting(maskImage=mask(32, 48)),
            "#/inPaintingParams/maskImage: image size 32x48 is not that of the image, 64x48",
        ),
        (
            outpainting(maskImage=mask(mode="RGBA")),
            "#/outPaintingParams/maskImage: image has an alpha channel",
        ),
        (outpainting(maskPrompt="sky", outPaintingMode="LOOSE"), "LOOSE is not a valid enum value"),
        (
            body("OUTPAINTING", "outPaintingParams", image=png(), maskPrompt="sky"),
            "required key [text] not found",
        ),
        (layout(controlMode="DEPTH"), "DEPTH is not a valid enum value"),
        (layout(controlStrength=1.5), "1.5 is not less or equal to 1.0"),
        (
            body("TEXT_IMAGE", "textToImageParams", text="a fox", controlStrength=0.5),
            "#/textToImageParams: property [conditionImage] is required",
        ),
        (guided(colors=[]), "expected minimum item count: 1, found: 0"),
        (removal(image=png(1409, 8)), "image longest side 1409 is more than 1408"),
        (
            {**removal(), "imageGenerationConfig": {"seed": 1}},
            "extraneous key [imageGenerationConfig] is not permitted",
        ),
    ],
)
def test_what_the_contract_rules_out_is_refused(asked, message):
    with pytest.raises(BedrockError) as caught:
        plan(asked)
    assert caught.value.name == "ValidationException"
    assert message in caught.value.message


def test_a_grey_mask_is_told_from_a_broken_painter():
    grey = base64.b64decode(mask(96, 80, colour="gray"))
    with pytest.raises(UnfitMaskError, match="neither pure black nor pure white"):
        carry_out(order("inpaint", mask=grey))


async def test_a_grey_mask_is_refused():
    studio = Studio(workers=1)
    try:
        raw = json.dumps(inpainting(maskImage=mask(colour="gray"))).encode()
        with pytest.raises(BedrockError, match="neither pure black nor pure white") as caught:
            await serve(find_model(TITAN, "InvokeModel"), raw, studio)
        assert caught.value.name == "ValidationException"
    finally:
        await studio.aclose()


def test_words_of_the_mask_are_read_by_the_filter_too():
    assert plan(inpainting(maskPrompt="the door", text="a window")).texts == ("a window", "the door")


@pytest.mark.parametrize(
    ("text", "thing", "work"),
    [
        ("the boat in deep green", "the boat", "recolour"),
        ("the red boat in sky blue", "the red boat", "recolour"),
        ("a green swan", "the boat", "inpaint"),
        ("the boat with a green flag", "the boat", "inpaint"),
        ("the boat", "the boat", "inpaint"),
        ("", "the boat", "inpaint"),
    ],
)
def test_the_same_thing_in_another_colour_keeps_its_form(text, thing, work):
    given = inpainting(maskPrompt=thing, **({"text": text} if text else {}))
    assert [order.work for order in TitanImage().plan(given).orders] == [work]
