"""Painters and the sandbox's models, over a socket: what should change changes, what should stay stays."""

from contextlib import AsyncExitStack

import numpy as np
import pytest
import pytest_asyncio
from aiobotocore.config import AioConfig
from PIL import Image as Pillow
from PIL import ImageDraw

from sandbox.aws.server import running_aws
from sandbox.bedrock.studio import Studio
from services.ask import PictureOptions, Strength
from services.extending import extend
from services.painting.catalogue import KNOWN, painters
from services.painting.frame import frame_for
from services.painting.interface import Inputs, Steering, Task
from services.painting.source_limits import SourceLimits
from services.painting.stability import CAPABILITIES as STABILITY
from services.painting.titan import MODEL_ID as TITAN
from services.picture_files import encoded
from tests.cloud import AWS
from tests.services.painting.given import opened

REGION = "us-west-2"
SIDE = 256
LAMP = (90, 80, 170, 160)
"""Where the one thing of the picture is."""


def scene():
    """A yellow disc on near black above a green ground."""
    picture = Pillow.new("RGB", (SIDE, SIDE), "#12141c")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 210, SIDE, SIDE), fill="#4a8c4f")
    pen.ellipse(LAMP, fill="#f2c93c")
    return picture


def sketch():
    picture = Pillow.new("RGB", (SIDE, SIDE), "white")
    pen = ImageDraw.Draw(picture)
    pen.line((0, 170, SIDE, 170), fill="#222222", width=3)
    pen.ellipse(LAMP, outline="#222222", width=3)
    return picture


def manner():
    """Warm stripes."""
    picture = Pillow.new("RGB", (SIDE, SIDE), "#c8641e")
    pen = ImageDraw.Draw(picture)
    for y in range(0, SIDE, 16):
        pen.rectangle((0, y, SIDE, y + 7), fill="#f0b060")
    return picture


def marked():
    mask = Pillow.new("L", (SIDE, SIDE), 0)
    mask.paste(255, (80, 70, 180, 170))
    return mask


SCENE = encoded(scene(), "PNG")
MASK = encoded(marked(), "PNG")


@pytest_asyncio.fixture(scope="module")
async def client():
    """A stock client of the region in which the models are."""
    async with AsyncExitStack() as stack:
        studio = Studio(workers=1)
        stack.push_async_callback(studio.aclose)
        aws = await stack.enter_async_context(running_aws(studio=studio, extended_access=True))
        with pytest.MonkeyPatch.context() as patch:
            for name, value in aws.environment().items():
                patch.setenv(name, value)
            made = AWS.create_client(
                "bedrock-runtime",
                region_name=REGION,
                config=AioConfig(retries={"max_attempts": 0}, read_timeout=120),
            )
            yield await stack.enter_async_context(made)


async def painted(client, model_id, task, prompt="", *pictures, mask=None, where="", style="", **chosen):
    """The one picture of one call, and its plan."""
    assert REGION in KNOWN[model_id].regions
    painter = painters(client)[model_id]
    given = pictures or (SCENE,)
    width, height = opened(given[0]).size
    steering = Steering(
        width=width, height=height, where=where, strength=chosen.pop("strength", Strength.MEDIUM)
    )
    settled = painter.plan(PictureOptions(seed=7, **chosen), 1, task, steering, style)
    painting = await painter.paint(prompt, settled, Inputs(given, mask))
    assert painting.withheld == 0
    (picture,) = painting.pictures
    return opened(picture.data), settled


def who(task):
    """Stability's model for a task."""
    return next(model_id for model_id, known in STABILITY.items() if task in known.tasks)


def changed(before, after, box=None):
    """Mean difference of two pictures, 0 to 255, in `box` or, without one, outside the mask and its rim."""
    values = np.abs(
        np.asarray(before.convert("RGB"), dtype=float) - np.asarray(after.convert("RGB"), dtype=float)
    ).mean(axis=2)
    if box is not None:
        left, top, right, bottom = box
        return values[top:bottom, left:right].mean()
    outside = np.ones(values.shape, dtype=bool)
    outside[55:185, 65:195] = False
    return values[outside].mean()


LAMP_INSIDE = (110, 100, 150, 140)


@pytest.mark.parametrize("model_id", [TITAN, who(Task.INPAINT_MASKED)], ids=["titan", "stability"])
async def test_what_a_mask_marks_is_repainted_and_the_rest_stays(client, model_id):
    after, _ = await painted(client, model_id, Task.INPAINT_MASKED, "a bright red apple", mask=MASK)
    assert after.size == (SIDE, SIDE)
    assert changed(scene(), after, LAMP_INSIDE) > 20
    assert changed(scene(), after) < 3


@pytest.mark.parametrize("model_id", [TITAN, who(Task.ERASE_MASKED)], ids=["titan", "stability"])
async def test_what_a_mask_marks_is_taken_away_and_the_rest_stays(client, model_id):
    after, _ = await painted(client, model_id, Task.ERASE_MASKED, mask=MASK)
    dark = Pillow.new("RGB", (SIDE, SIDE), "#12141c")
    assert changed(dark, after, LAMP_INSIDE) < 25
    assert changed(scene(), after) < 3


@pytest.mark.parametrize("model_id", [TITAN, who(Task.ERASE)], ids=["titan", "stability"])
async def test_a_thing_is_erased_by_its_name(client, model_id):
    after, _ = await painted(client, model_id, Task.ERASE, where="the yellow lamp")
    assert changed(Pillow.new("RGB", (SIDE, SIDE), "#12141c"), after, LAMP_INSIDE) < 40
    assert changed(scene(), after, (0, 225, SIDE, SIDE)) < 10


async def test_a_thing_has_another_colour(client):
    after, settled = await painted(
        client, who(Task.RECOLOUR), Task.RECOLOUR, "bright blue", where="the yellow lamp"
    )
    red, _, blue = np.asarray(after.convert("RGB"), dtype=float)[100:140, 110:150].mean(axis=(0, 1))
    assert blue > red
    assert changed(scene(), after) < 10
    assert settled.notes == ()


async def test_upscaling_makes_the_sides_four_times_as_long(client):
    after, settled = await painted(client, who(Task.UPSCALE), Task.UPSCALE)
    assert after.size == (4 * SIDE, 4 * SIDE) == (settled.size.width, settled.size.height)
    assert changed(scene(), after.resize((SIDE, SIDE))) < 4


@pytest.mark.parametrize("task", [Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE])
async def test_upscaling_with_detail_keeps_the_picture(client, task):
    after, _ = await painted(client, who(task), task)
    assert after.width >= 4 * SIDE
    assert after.width == after.height
    assert changed(scene(), after.resize((SIDE, SIDE))) < 25


async def test_a_sketch_is_finished_along_its_lines(client):
    drawn = encoded(sketch(), "PNG")
    after, _ = await painted(client, who(Task.SKETCH), Task.SKETCH, "a moon over a green hill", drawn)
    assert after.width == after.height
    colours = np.asarray(after.resize((SIDE, SIDE)).convert("HSV"), dtype=float)[..., 1]
    assert colours.mean() > 30  # black lines on white have no colour at all


async def test_a_style_is_taken_over_in_another_shape(client):
    after, settled = await painted(
        client, who(Task.STYLE), Task.STYLE, "a sailing boat", encoded(manner(), "PNG"), style="line art"
    )
    assert settled.preset == "line-art"
    assert str(settled.ratio) == "1:1"
    assert after.size == (1024, 1024)


async def test_a_picture_is_restyled_after_a_second_one(client):
    after, _ = await painted(client, who(Task.RESTYLE), Task.RESTYLE, "", SCENE, encoded(manner(), "PNG"))
    before = np.asarray(scene(), dtype=float).mean(axis=(0, 1))
    wanted = np.asarray(manner(), dtype=float).mean(axis=(0, 1))
    now = np.asarray(after.convert("RGB"), dtype=float).mean(axis=(0, 1))
    assert after.width == after.height
    assert np.abs(now - wanted).sum() < np.abs(before - wanted).sum()


@pytest.mark.parametrize("model_id", [TITAN, who(Task.OUTPAINT)], ids=["titan", "stability"])
async def test_a_picture_is_continued_and_stays_in_its_place(client, model_id):
    frame = frame_for(SIDE, SIDE, side="right", ratio=None, limits=SourceLimits(least_side=1, most_side=1408))
    canvas, mask = extend(SCENE, frame)
    after, _ = await painted(
        client, model_id, Task.OUTPAINT, "a lamp in the dark", canvas, mask=mask, strength=Strength.STRONG
    )
    assert after.size == (frame.width, frame.height)
    assert changed(scene(), after.crop((0, 0, SIDE, SIDE)), (0, 0, SIDE - 40, SIDE)) < 3


async def test_a_background_is_taken_away(client):
    after, settled = await painted(client, who(Task.CUT_OUT), Task.CUT_OUT, count=3)
    assert after.getchannel("A").getextrema()[0] == 0
    assert after.size == (SIDE, SIDE)
    assert settled.notes == ("count_ignored", "seed_ignored")
