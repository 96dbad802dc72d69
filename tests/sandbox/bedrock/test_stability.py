"""Every Stability model: its bodies are taken, each limit of its contract is kept, and its answers are right."""

import base64
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from PIL import Image

from sandbox.bedrock.catalogue import find_model
from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families import FAMILIES, family_of
from sandbox.bedrock.families.stability.generators import a_megapixel
from sandbox.bedrock.families.stability.one import STYLE_PRESETS
from sandbox.bedrock.families.stability.services import SERVICES
from sandbox.bedrock.invoke import invoke as serve
from sandbox.bedrock.picture_check import PictureFacts
from sandbox.bedrock.schema_check import check_body
from sandbox.bedrock.studio import Studio
from tests.sandbox.bedrock.bodies import check_response, invoke, opened, png

MODELS = [entry for entry in contract("models.json")["models"] if entry["id"].startswith("stability.")]
IDS = {entry["name"]: entry["invokeIds"][0] for entry in MODELS}
SCHEMAS = {entry["name"]: entry["requestSchema"] for entry in MODELS}
ULTRA, SD35 = "Stable Image Ultra 1.0", "Stable Diffusion 3.5 Large"
MORE: dict[str, dict[str, object]] = {
    "search-replace": {"search_prompt": "the door"},
    "search-recolor": {"select_prompt": "the door"},
    "outpaint": {"left": 16, "down": 8},
}
PICTURES = ("image", "init_image", "style_image", "mask")


def picture(width, height, kind="PNG", mode="1"):
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def body(name, **more):
    """A body of that model with everything it must have, and a mask where it takes one."""
    rules = properties(name)
    given_pictures = {each: png(96, 80) for each in PICTURES if each in rules and name in SERVICES}
    plain = {each: value for each, value in {"prompt": "a kite", "seed": 9}.items() if each in rules}
    return dict(**given_pictures, **plain) | MORE.get(name, {}) | more


def properties(name):
    schema = contract(SCHEMAS[name])
    return schema["properties"] if "properties" in schema else schema["$defs"]["textToImage"]["properties"]


def plan(name, asked):
    check_body(SCHEMAS[name], asked)
    return FAMILIES[SCHEMAS[name]].plan(asked)


def order(name, **more):
    return plan(name, body(name, **more)).orders[0]


def numbers():
    """Every limit on a number of every model, with a value just beyond it."""
    for name in SCHEMAS:
        for field, rule in properties(name).items():
            if "minimum" in rule:
                below = rule["minimum"] - (1 if rule["type"] == "integer" else 0.05)
                yield name, field, below, f"{below} is not greater or equal to {rule['minimum']}"
            if "maximum" in rule:
                above = rule["maximum"] + (1 if rule["type"] == "integer" else 0.05)
                yield name, field, above, f"{above} is not less or equal to {rule['maximum']}"


def pictures(limits):
    """Every limit on a picture, with a picture just beyond it and what is said of it."""
    least, most = limits["minSide"], limits["maxPixels"]
    yield picture(least - 1, least * 2), f"image shortest side {least - 1} is less than {least}"
    side = int(most**0.5)
    pixels = side * (side + 1)
    yield picture(side + 1, side), f"image pixel count {pixels:g} is more than {most}"
    yield picture(96, 80, "GIF"), "image format gif is not one of"
    yield base64.b64encode(b"no picture").decode(), "the image can't be read"
    if limits["maxSide"]:
        yield picture(limits["maxSide"] + 1, least), f"is more than {limits['maxSide']}"
    if limits["maxAspect"]:
        yield picture(251, 100), "image aspect ratio 2.51 is more than 2.5"
        yield picture(100, 251), "is less than 0.4"


def refused(name, asked):
    with pytest.raises(BedrockError) as caught:
        plan(name, asked)
    assert caught.value.name == "ValidationException"
    return caught.value.message


def test_every_stability_model_of_the_contract_is_served():
    assert len(MODELS) == 16
    for entry in MODELS:
        for identity in entry["invokeIds"]:
            assert family_of(find_model(identity, "InvokeModel")) is FAMILIES[entry["requestSchema"]]
    assert {name for name in SCHEMAS if SCHEMAS[name].startswith("stability-services/")} == set(SERVICES)


def test_a_service_is_called_by_its_profile_alone():
    with pytest.raises(BedrockError, match="inference profile"):
        find_model("stability.stable-outpaint-v1:0", "InvokeModel")


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_bodies_with_all_or_little_are_taken(name):
    assert Draft202012Validator(contract(SCHEMAS[name])).is_valid(body(name))
    assert len(plan(name, body(name)).orders) == 1
    rules = properties(name)
    usual = {field: rule["default"] for field, rule in rules.items() if "default" in rule} | {"seed": 9}
    usual = {field: value for field, value in usual.items() if field in rules and field != "strength"}
    assert plan(name, {**usual, **body(name)}) == plan(name, body(name))


@pytest.mark.parametrize(("name", "field", "value", "message"), list(numbers()))
def test_each_limit_on_a_number_is_kept(name, field, value, message):
    assert f"#/{field}: {message}" in refused(name, body(name, **{field: value}))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_limit_on_pictures_is_kept(name):
    for given_picture, message in pictures(contract(SCHEMAS[name])["x-image"]):
        for field in ("image", "init_image", "style_image"):
            if field in properties(name):
                said = refused(name, body(name, **{field: given_picture}))
                assert f"#/{field}: " in said
                assert message in said


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_what_is_missing_strange_or_too_long_is_refused(name):
    assert "extraneous key [cfg_scale]" in refused(name, body(name, cfg_scale=7))
    assert "bmp is not a valid enum value" in refused(name, body(name, output_format="bmp"))
    schema = contract(SCHEMAS[name])
    for field in schema.get("required", ["prompt"]):
        lacking = {key: value for key, value in body(name).items() if key != field}
        assert f"required key [{field}] not found" in refused(name, lacking)
    for field, rule in properties(name).items():
        if "maxLength" in rule:
            long = body(name, **{field: "x" * (rule["maxLength"] + 1)})
            assert f"#/{field}: expected maxLength: {rule['maxLength']}" in refused(name, long)


@pytest.mark.parametrize(
    ("name", "asked", "message"),
    [
        (ULTRA, {"prompt": "x", "strength": 0.5}, "property [image] is required"),
        (ULTRA, {"prompt": "x", "image": png(), "aspect_ratio": "1:1"}, "false schema always fails"),
        (ULTRA, {"prompt": "x", "output_format": "webp"}, "webp is not a valid enum value"),
        (SD35, {"prompt": "x", "image": png(96, 80)}, "required key [strength] not found"),
        (SD35, {"prompt": "x", "strength": 0.5}, "required key [image] not found"),
        (SD35, {"prompt": "x", "mode": "image-to-image"}, "required key [image] not found"),
        (SD35, {"prompt": "x", "mode": "dream"}, "dream is not a valid enum value"),
        (SD35, {"prompt": "x", "image": png(63, 80), "strength": 0.5}, "shortest side 63 is less than 64"),
        (
            SD35,
            {"prompt": "x", "image": png(96, 80), "strength": 0.5, "aspect_ratio": "1:1"},
            "extraneous key [aspect_ratio]",
        ),
        ("outpaint", {"image": png(96, 80)}, "no subschema matched out of the total 4 subschemas"),
        ("outpaint", {"image": png(96, 80), "left": 0}, "no subschema matched"),
        ("erase-object", {"image": png(96, 80)}, "required key [mask] not found"),
        ("inpaint", {"prompt": "x", "image": png(96, 80)}, "required key [mask] not found"),
        ("inpaint", {"prompt": "x", "image": png(96, 80), "style_preset": "pixar"}, "pixar is not a valid"),
    ],
)
def test_rules_between_members_are_kept(name, asked, message):
    assert message in refused(name, asked)


sd35s = st.fixed_dictionaries(
    {},
    optional={
        "prompt": st.sampled_from(["", "x"]),
        "mode": st.sampled_from(["text-to-image", "image-to-image", "dream", None]),
        "image": st.just(png(96, 80)),
        "strength": st.sampled_from([0, 0.5, 1, 1.1, "1"]),
        "aspect_ratio": st.sampled_from(["1:1", "4:3"]),
        "seed": st.sampled_from([0, -1, 4294967294, 4294967295]),
        "stranger": st.integers(),
    },
)


@settings(max_examples=300, deadline=None)
@given(sd35s)
def test_our_verdict_on_a_choice_of_bodies_is_the_schema_s(asked):
    try:
        check_body(SCHEMAS[SD35], asked)
        ours = True
    except BedrockError:
        ours = False
    assert ours == Draft202012Validator(contract(SCHEMAS[SD35])).is_valid(asked)


def test_sizes_are_the_ones_promised():
    assert a_megapixel(PictureFacts("png", 3000, 2000, 1)) == (1280, 832)
    assert a_megapixel(PictureFacts("png", 64, 6400, 1)) == (640, 1536)
    sizes = {name: (order(name).width, order(name).height) for name in SERVICES}
    assert sizes["fast-upscale"] == (384, 320)
    assert sizes["outpaint"] == (112, 88)
    assert sizes["style-guide"] == (1024, 1024)
    assert sizes["control-sketch"] == sizes["control-structure"] == sizes["style-transfer"] == (307, 256)
    for name in ("inpaint", "erase-object", "search-replace", "search-recolor", "remove-background"):
        assert sizes[name] == (96, 80)
    for name in ("conservative-upscale", "creative-upscale"):
        assert sizes[name][0] * sizes[name][1] == pytest.approx(4 << 20, rel=0.01)
        assert sizes[name][0] / sizes[name][1] == pytest.approx(96 / 80, rel=0.01)
    large = order("conservative-upscale", image=picture(3000, 3000))
    assert 9_000_000 < large.width * large.height <= 17_000_000


def test_presets_are_words_for_the_painter_and_none_for_the_filter():
    assert set(STYLE_PRESETS) == set(properties("inpaint")["style_preset"]["enum"])
    planned = plan("inpaint", body("inpaint", style_preset="origami"))
    assert planned.orders[0].prompt == "a kite, origami"
    assert planned.texts == ("a kite",)
    assert order("inpaint", style_preset="enhance").prompt == "a kite"


def test_what_is_searched_for_and_to_be_left_out_is_taken_away():
    (kept,) = plan("search-replace", body("search-replace", negative_prompt="people")).orders
    assert (kept.prompt, kept.mask_words) == ("a kite", "the door")
    (gone,) = plan("search-replace", body("search-replace", negative_prompt="The door, people")).orders
    assert (gone.prompt, gone.mask_words, gone.work) == ("", "the door", "inpaint")


def test_the_filter_reads_words_for_what_to_find():
    assert plan("search-replace", body("search-replace")).texts == ("a kite", "the door")
    assert plan("search-recolor", body("search-recolor")).texts == ("a kite", "the door")


def test_an_image_with_alpha_needs_no_mask():
    clear = base64.b64encode(base64.b64decode(picture(96, 80, mode="RGBA"))).decode()
    asked = {"image": clear, "seed": 1}
    assert plan("erase-object", asked).orders[0].mask == b""


@pytest.mark.parametrize("name", sorted(SCHEMAS))
async def test_each_model_answers_under_its_id(bedrock, control, name):
    await control.paint_plain()
    kinds = properties(name)["output_format"]["enum"]
    for kind in kinds:
        answer = await invoke(bedrock, body(name, output_format=kind), IDS[name])
        check_response("stability.response.schema.json", answer)
        assert answer["finish_reasons"] == [None]
        assert answer["seeds"] == [body(name).get("seed", 0)]
        (image,) = answer["images"]
        assert opened(image).format == kind.upper()
        assert opened(image).size == (order(name).width, order(name).height)


async def test_the_filters_answer_as_finish_reasons(bedrock, control):
    for name in ("outpaint", SD35):
        for code, reason in (
            ("filtered_prompt", "prompt"),
            ("filtered_input", "input image"),
            ("filtered_output", "output image"),
        ):
            await control.add_fault(f"bedrock:InvokeModel:{IDS[name]}", "behave", code=code, times=1)
            answer = await invoke(bedrock, body(name), IDS[name])
            check_response("stability.response.schema.json", answer)
            assert answer["finish_reasons"] == [f"Filter reason: {reason}"]
    answer = await invoke(bedrock, body("search-replace", search_prompt="the gore"), IDS["search-replace"])
    assert answer == {"finish_reasons": ["Filter reason: prompt"]}


async def test_a_seed_of_none_is_told(bedrock, control):
    await control.paint_plain()
    answer = await invoke(bedrock, body("inpaint", seed=0), IDS["inpaint"])
    assert 0 < answer["seeds"][0] <= 4294967294
    assert json.dumps(answer["seeds"]) == f"[{answer['seeds'][0]}]"


async def test_a_request_comes_back_done_and_again_the_same():
    first, second = Studio(workers=1), Studio(workers=1)
    try:
        asked = {"image": png(96, 80), "output_format": "jpeg"}
        answers = [
            await serve(find_model(IDS["fast-upscale"], "InvokeModel"), json.dumps(asked).encode(), studio)
            for studio in (first, second)
        ]
        assert answers[0] == answers[1]
        assert opened(answers[0]["images"][0]).size == (384, 320)
    finally:
        await first.aclose()
        await second.aclose()


async def test_an_image_that_breaks_off_is_told():
    studio = Studio(workers=1)
    whole = base64.b64decode(png(96, 80, kind="JPEG"))
    try:
        asked = {"image": base64.b64encode(whole[:-20]).decode()}
        with pytest.raises(BedrockError, match="can't be decoded") as caught:
            await serve(find_model(IDS["fast-upscale"], "InvokeModel"), json.dumps(asked).encode(), studio)
        assert caught.value.name == "ValidationException"
    finally:
        await studio.aclose()
