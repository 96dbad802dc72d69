"""Nova Canvas: Titan's tasks under its own limits and defaults, its styles, and clothes tried on."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families.nova import STYLES, NovaCanvas
from sandbox.bedrock.families.titan import TASKS
from sandbox.bedrock.orders import Order, carry_out
from sandbox.bedrock.schema_check import check_body
from tests.sandbox.bedrock.bodies import check_response, invoke, opened, png

NOVA = "amazon.nova-canvas-v1:0"
SCHEMA = "nova-canvas.request.schema.json"
SIDES = (352, 480)


def task(name, where, config=None, **params):
    made = {"taskType": name, where: params}
    return made if config is None else {**made, "imageGenerationConfig": config}


def words(config=None, **params):
    return task("TEXT_IMAGE", "textToImageParams", config, **{"text": "a kite", **params})


def try_on(config=None, **params):
    params = {"sourceImage": png(*SIDES), "referenceImage": png(400, 320, "green"), **params}
    if "maskType" not in params:
        params |= {"maskType": "GARMENT", "garmentBasedMask": {"garmentClass": "UPPER_BODY"}}
    return task("VIRTUAL_TRY_ON", "virtualTryOnParams", config, **params)


def plan(asked):
    check_body(SCHEMA, asked)
    return NovaCanvas().plan(asked)


def test_every_task_of_the_contract_is_painted():
    tasks = {entry["$ref"].rpartition("/")[2] for entry in contract(SCHEMA)["oneOf"]}
    assert {*TASKS, "VIRTUAL_TRY_ON"} == tasks


def test_its_defaults_are_not_titan_s():
    (order,) = plan(words()).orders
    assert (order.seed, order.guidance, order.width, order.height) == (12, 6.5, 1024, 1024)
    first, second = plan(
        words({"seed": 3, "cfgScale": 2, "numberOfImages": 2, "width": 320, "height": 1280})
    ).orders
    assert (first.seed, second.seed, first.guidance) == (3, 4, 2)
    assert (first.width, first.height) == (320, 1280)


def test_a_style_is_words_for_the_painter_and_none_for_the_filter():
    params = contract(SCHEMA)["$defs"]["TEXT_IMAGE"]["properties"]["textToImageParams"]
    assert set(STYLES) == set(params["properties"]["style"]["enum"])
    planned = plan(words(style="DESIGN_SKETCH"))
    assert planned.orders[0].prompt == "a kite, pencil sketch"
    assert planned.texts == ("a kite",)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (words(text="x" * 1025), "expected maxLength: 1024"),
        (words({"width": 319}), "319 is not greater or equal to 320"),
        (words({"width": 330}), "330 is not a multiple of 16"),
        (words({"width": 2064, "height": 2048}), "no subschema matched"),
        (words(style="CUBISM"), "CUBISM is not a valid enum value"),
        (words(conditionImage=png(300, 400)), "shortest side 300 is less than 320"),
        (try_on({"width": 512}), "extraneous key [width] is not permitted"),
        (try_on(maskType="PROMPT"), "0 subschemas matched instead of one"),
        (
            try_on(maskType="IMAGE", imageBasedMask={"maskImage": png(320, 320, "black")}),
            "imageBasedMask/maskImage: image size 320x320 is not that of the image, 352x480",
        ),
        (try_on(referenceImage=png(64, 64)), "shortest side 64 is less than 320"),
    ],
)
def test_what_the_contract_rules_out_is_refused(asked, message):
    with pytest.raises(BedrockError) as caught:
        plan(asked)
    assert caught.value.name == "ValidationException"
    assert message in caught.value.message


async def test_it_answers_as_titan_does(runtimes, control):
    bedrock = runtimes["us-east-1"]
    await control.paint_plain()
    config = {"numberOfImages": 2, "seed": 1}
    for asked, size in (
        (words({**config, "width": 1280, "height": 720}), (1280, 720)),
        (try_on(config, returnMask=True), SIDES),
        (task("INPAINTING", "inPaintingParams", config, image=png(*SIDES), maskPrompt="sky"), SIDES),
    ):
        answer = await invoke(bedrock, asked, NOVA)
        check_response("nova-canvas.response.schema.json", answer)
        assert [opened(image).size for image in answer["images"]] == [size] * 2
    with pytest.raises(bedrock.exceptions.ValidationException, match="content filters"):
        await invoke(bedrock, words(text="gore"), NOVA)


def file(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def figure():
    """Somebody in grey on a light ground."""
    sheet = Image.new("RGB", SIDES, (225, 222, 210))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((146, 40, 206, 110), fill=(105, 85, 80))
    pen.rectangle((116, 110, 236, 270), fill=(90, 92, 100))
    pen.rectangle((126, 270, 226, 440), fill=(60, 62, 75))
    return sheet


def garment():
    """A green shirt on white."""
    sheet = Image.new("RGB", (400, 320), (250, 250, 250))
    ImageDraw.Draw(sheet).rectangle((110, 60, 290, 270), fill=(30, 140, 60))
    return sheet


def values(data):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def green(picture):
    return (picture[..., 1] > picture[..., 0] + 30) & (picture[..., 1] > picture[..., 2] + 30)


def wear(**more):
    return Order("", *SIDES, 1, pictures=(file(figure()), file(garment())), work="wear", **more)


def test_clothes_are_tried_on_where_they_are_worn():
    before, after = values(file(figure())), values(carry_out(wear(worn="upper")))
    inside = np.asarray(Image.open(io.BytesIO(carry_out(Order("", *SIDES, 0, pictures=(file(figure()),), worn="upper",
        work="mask"))))) == 0  # fmt: skip
    assert green(after)[150:220, 130:220].mean() > 0.9
    assert not green(after)[300:].any()
    assert (after == before).all(axis=2)[~inside].all()
    assert carry_out(wear(worn="upper")) == carry_out(wear(worn="upper"))


def striped():
    """A green shirt with sleeves and yellow stripes, on white."""
    sheet = Image.new("RGB", (400, 400), (250, 250, 250))
    pen = ImageDraw.Draw(sheet)
    pen.polygon([(120, 60), (280, 60), (370, 150), (330, 190), (280, 150), (280, 350), (120, 350), (120, 150),
                 (70, 190), (30, 150)], fill=(30, 140, 60))  # fmt: skip
    for row in (100, 200, 300):
        pen.rectangle((120, row, 280, row + 24), fill=(240, 220, 40))
    return sheet


def worn_area(picture, part):
    mask = carry_out(Order("", *SIDES, 0, pictures=(file(picture),), worn=part, work="mask"))
    return np.asarray(Image.open(io.BytesIO(mask))) == 0


def cloth(picture):
    """Where it is green or yellow."""
    return (picture[..., 1] > picture[..., 2] + 25) & (picture[..., 1] > 0.8 * picture[..., 0])


def test_clothes_follow_the_figure_and_leave_nothing_bare():
    inside = worn_area(figure(), "upper")
    pictures = (file(figure()), file(striped()))
    after = values(carry_out(Order("", *SIDES, 1, pictures=pictures, work="wear", worn="upper")))
    deep = np.asarray(Image.fromarray(inside).filter(ImageFilter.MinFilter(7)))
    assert cloth(after)[deep].mean() > 0.98
    yellow = after[..., 0] > 150
    assert 0.1 < yellow[deep].mean() < 0.5  # its stripes are there


def bust():
    """Somebody seen to the shoulders, who fills the width."""
    sheet = Image.new("RGB", (320, 360), (225, 222, 210))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((20, 260, 300, 560), fill=(60, 62, 75))
    pen.rectangle((135, 210, 185, 280), fill=(120, 75, 55))
    pen.ellipse((105, 70, 215, 230), fill=(120, 75, 55))
    return sheet


@pytest.mark.parametrize("part", ["upper", "lower", "full", "feet"])
def test_nobody_s_face_is_dressed(part):
    before = values(file(bust()))
    asked = Order("", 320, 360, 1, pictures=(file(bust()), file(striped())), work="wear", worn=part)
    after = values(carry_out(asked))
    assert (after == before)[:200].all()
    assert cloth(after)[345:].mean() > 0.3


def test_a_mask_may_be_given_and_made_a_box():
    sheet = Image.new("L", SIDES, "white")
    ImageDraw.Draw(sheet).ellipse((126, 280, 226, 440), fill="black")
    after = values(carry_out(wear(mask=file(sheet))))
    assert green(after)[330:400, 150:200].mean() > 0.9
    assert not green(after)[:270].any()
    box = Order("", *SIDES, 0, pictures=(file(figure()),), mask=file(sheet), boxed=True, work="mask")
    inside = np.asarray(Image.open(io.BytesIO(carry_out(box)))) == 0
    assert inside[282, 128]
    assert inside.sum() == 101 * 161


@pytest.mark.parametrize(("width", "height"), [(320, 1280), (1664, 416)])
def test_pictures_beyond_what_the_painter_plans_have_their_size_all_the_same(width, height):
    painted = Image.open(io.BytesIO(carry_out(Order("a lighthouse by the sea", width, height, 3))))
    assert painted.size == (width, height)
    assert np.asarray(painted.convert("L")).std() > 5
