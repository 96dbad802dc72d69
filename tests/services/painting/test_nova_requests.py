"""Whatever is asked of Nova Canvas: what is sent keeps its contract, pictures and all, and costs what was said."""

import asyncio
import base64
import io
import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from sandbox.bedrock.picture_check import facts_of, faults_of
from services.ask import Size, Strength
from services.bedrock import SourceUnsuitableError
from services.painting import amazon, amazon_body
from services.painting.interface import MASKED, OF_A_PART, PAIRED, Inputs, Plan, Steering, Task
from services.painting.masks import turned
from services.painting.nova import CAPABILITIES, MODEL_ID, Nova
from services.picture_files import encoded
from tests.contracts import contract, model, strict
from tests.records import colours, picture_options, seeds

REQUEST = model(MODEL_ID)["requestSchema"]
LIMITS = contract(REQUEST)["$defs"]["mask"]["x-image"]
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
OF_THE_PICTURE_S_SIZE = OF_A_PART | MASKED | {Task.CUT_OUT, Task.TRY_ON}

SIDES = (
    (1, 1), (19, 19), (20, 20), (20, 80), (20, 81), (321, 80), (320, 320), (320, 1280), (319, 1276), (1281, 320),
    (480, 320), (333, 1000), (1408, 792), (2048, 2048), (2049, 2048), (2048, 512), (4096, 1024), (5000, 1250),
)  # fmt: skip
KINDS = (("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "L"), ("JPEG", "RGB"))
LARGE = 400_000
GARMENT_WORDS = ("", "trousers", "원피스", "the hat")

any_sizes = st.builds(
    lambda width, height: CAPABILITIES.any_size.nearest(Size(width=width, height=height)),
    st.integers(200, 4200),
    st.integers(200, 4200),
)
intents = picture_options | st.builds(
    lambda options, size: options.model_copy(update={"ratio": None, "size": size}), picture_options, any_sizes
)
styles = st.sampled_from(["", "Photorealism", "flat vector illustration", "DESIGN_SKETCH", "watercolour"])
steerings = st.builds(
    lambda size, **more: Steering(width=size[0], height=size[1], **more),
    st.sampled_from(SIDES),
    strength=st.sampled_from(Strength),
    where=st.text(min_size=1, max_size=200),
    colours=st.lists(colours, min_size=1, max_size=12).map(tuple),
)


@cache
def picture(width, height, kind="PNG", mode="RGB"):
    drawn = Pillow.new("RGBA", (width, height), (200, 40, 40, 90))
    return encoded(drawn.convert(mode), kind)


@cache
def mask(width, height):
    drawn = Pillow.new("L", (width, height), 0)
    drawn.paste(255, (width // 4, height // 4, width // 4 + width // 2 + 1, height))
    return encoded(drawn, "PNG")


def inputs_for(task, width, height, kind, count):
    if task is Task.TEXT_TO_IMAGE:
        return Inputs()
    more = [picture(640 - index, 480) for index in range(count)]
    # What a large one is made of takes long to change, and changes nothing about its size.
    kind = kind if width * height <= LARGE else KINDS[width % 2]
    given = (picture(width, height, *kind), *more)
    return Inputs(
        given[:2] if task in PAIRED else given if task is Task.VARIATION else given[:1],
        mask(width, height) if task in MASKED else None,
    )


@pytest.fixture(scope="module", autouse=True)
def fitted_once():
    """The same few pictures would be fitted hundreds of times: in truth each is once."""
    known: dict[Any, Any] = {}

    def once(function):
        def remembering(*args, **kwargs):
            key = function.__name__, args, *kwargs.items()
            if key not in known:
                try:
                    known[key] = function(*args, **kwargs)
                except SourceUnsuitableError as error:
                    known[key] = error
            result = known[key]
            if isinstance(result, SourceUnsuitableError):
                raise result
            return result

        return remembering

    async def here(function, *args, **kwargs):
        return function(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        # What is remembered needs no thread, and handing over to one takes longer than all the rest.
        patch.setattr(asyncio, "to_thread", here)
        for name in ("fit", "fit_mask"):
            patch.setattr(amazon, name, once(getattr(amazon, name)))
        patch.setattr(amazon_body, "turned", once(turned))
        yield


@cache
def seen(text):
    """The size of a picture in a request, which is within `x-image` and has no transparency."""
    data = base64.b64decode(text, validate=True)
    assert not list(faults_of(facts_of(data), LIMITS))
    with Pillow.open(io.BytesIO(data)) as opened:
        assert opened.mode == "RGB"
        assert not opened.has_transparency_data
        return opened.size


@cache
def colours_of(text):
    """The colours of a mask in a request, which are few."""
    with Pillow.open(io.BytesIO(base64.b64decode(text))) as opened:
        return {colour for _, colour in opened.getcolors()}


def pictures_in(value, name=""):
    """Every picture of a body by the name of its field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from pictures_in(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from pictures_in(inner, name)
    elif isinstance(value, str) and name.lower().endswith(("image", "images")):
        yield name, value


class Paints:
    """A client that gives as many pictures as are asked for, and remembers what it was sent."""

    def __init__(self):
        self.bodies = []

    async def invoke_model(self, body, **_):
        sent = json.load(body)
        self.bodies.append(sent)
        count = sent.get("imageGenerationConfig", {}).get("numberOfImages", 1)

        class Body:
            async def read(self):
                return json.dumps({"images": [PICTURE] * count, "error": None}).encode()

        return {"body": Body()}


@pytest.mark.parametrize("task", sorted(CAPABILITIES.tasks))
@given(
    options=intents,
    seed=seeds,
    prompt=st.text(min_size=1, max_size=1024),
    silent=st.booleans(),
    steering=steerings,
    garment=st.none() | st.sampled_from(GARMENT_WORDS),
    style=styles,
    kind=st.sampled_from(KINDS),
    count=st.integers(1, 4),
)
@settings(max_examples=500, deadline=None)
async def test_every_request_keeps_the_contract(
    task, options, seed, prompt, silent, steering, garment, style, kind, count
):
    if task is Task.TRY_ON and garment is not None:
        steering = steering.model_copy(update={"where": garment})
    if silent and task is not Task.TEXT_TO_IMAGE:
        prompt = ""
    client = Paints()
    painter = Nova(client)
    settled = painter.plan(options, seed, task, steering, style)
    assert Plan.model_validate_json(settled.model_dump_json()) == settled
    try:
        painting = await painter.paint(
            prompt, settled, inputs_for(task, steering.width, steering.height, kind, count)
        )
    except SourceUnsuitableError:
        assert client.bodies == []
        assert unsuitable(steering.width, steering.height)
        return
    assert task is Task.TEXT_TO_IMAGE or not unsuitable(steering.width, steering.height)
    (body,) = client.bodies
    strict(REQUEST, body["taskType"]).validate(body)

    given_pictures = dict(pictures_in(body))
    sizes = {name: seen(text) for name, text in given_pictures.items()}
    if "maskImage" in sizes:
        assert sizes["maskImage"] == sizes["image"]
        assert colours_of(given_pictures["maskImage"]) == {(0, 0, 0), (255, 255, 255)}
    for _, text in pictures_in(body):
        seen(text)

    config = body.get("imageGenerationConfig", {})
    worked_on = sizes.get("image") or sizes.get("sourceImage")
    painted = worked_on if task in OF_THE_PICTURE_S_SIZE else (config["width"], config["height"])
    assert (settled.size.width, settled.size.height) == painted
    if task not in OF_THE_PICTURE_S_SIZE:
        assert options.size in {None, settled.size}
        if options.ratio and 1 / 4 <= options.ratio.width / options.ratio.height <= 4:
            assert painted[0] * options.ratio.height == painted[1] * options.ratio.width
    assert settled.count == len(painting.pictures) == (1 if task is Task.CUT_OUT else options.count)
    assert settled.price_each == price(settled)
    assert settled.seed <= CAPABILITIES.seed_limit
    assert {picture.seed for picture in painting.pictures} == {config.get("seed", settled.seed)}
    wanted = seed if options.seed is None else options.seed
    assert settled.seed == wanted or wanted > CAPABILITIES.seed_limit
    told(options, settled, body, steering)


def unsuitable(width, height):
    """By the contract, and what is enlarged by more than 16 is nothing to work from."""
    return not LIMITS["minAspect"] <= width / height <= LIMITS["maxAspect"] or min(width, height) < 20


def price(settled):
    small = settled.size.width * settled.size.height <= 1024 * 1024
    return next(
        Decimal(str(one["usd"]))
        for one in model(MODEL_ID)["pricePerImage"]
        if (one["upTo"], one["quality"])
        == ("1024x1024" if small else "2048x2048", settled.quality or "standard")
    )


def told(options, settled, body, steering):
    """What was asked for is in the request, or a note says that it is not."""
    (params,) = (value for name, value in body.items() if name.endswith("Params"))
    config = body.get("imageGenerationConfig", {})
    notes = set(settled.notes)
    assert len(notes) == len(settled.notes)
    assert ("negative_ignored" in notes) == (options.negative != params.get("negativeText", ""))
    assert ("count_ignored" in notes) == (options.count != config.get("numberOfImages", 1))
    assert ("guidance_ignored" in notes) == (options.guidance not in {None, config.get("cfgScale")})
    assert ("quality_ignored" in notes) == (options.quality != config.get("quality", "standard"))
    assert ("seed_changed" in notes) == (options.seed not in {None, settled.seed})
    unseen = bool(options.palette) and params.get("colors") != list(options.palette)
    assert bool(notes & {"palette_ignored", "palette_approximate"}) == unseen
    assert ("recolour_repaints" in notes) == (settled.task is Task.RECOLOUR)
    if options.size is options.ratio is None or settled.task is Task.TEXT_TO_IMAGE:
        assert "ratio_of_picture" not in notes
    steered = {Task.TEXT_TO_IMAGE, Task.LAYOUT, Task.SKETCH, Task.VARIATION, Task.OUTPAINT}
    unsteered = steering.strength is not Strength.MEDIUM and settled.task not in steered
    assert ("strength_ignored" in notes) == unsteered
