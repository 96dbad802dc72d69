"""Nova Canvas painted by the sandbox: each task once, and what should stay where it is stays there."""

import io
from contextlib import AsyncExitStack

import numpy as np
import pytest
from aiobotocore.config import AioConfig
from PIL import Image as Pillow
from PIL import ImageDraw

from sandbox.aws.server import running_aws
from services.ask import PictureOptions, Size, Strength
from services.bedrock import PromptRefusedError, SourceUnsuitableError
from services.extending import extend
from services.painting.frame import frame_for
from services.painting.interface import MASKED, Inputs, Steering, Task
from services.painting.nova import CAPABILITIES, Nova
from services.picture_files import encoded
from tests.cloud import AWS

SIDES = (448, 352)
HOLE = (160, 120, 288, 240)
"""What is marked: left, top, right, bottom."""


@pytest.fixture(scope="module")
async def nova():
    """A painter that calls a sandbox of its own, in a region where the model is."""
    async with AsyncExitStack() as stack:
        aws = await stack.enter_async_context(running_aws(extended_access=True))
        variables = aws.environment()
        client = AWS.create_client(
            "bedrock-runtime",
            region_name="us-east-1",
            endpoint_url=aws.url,
            aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
            config=AioConfig(retries={"max_attempts": 0}, read_timeout=120),
        )
        yield Nova(await stack.enter_async_context(client))


def opened(data):
    with Pillow.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture


def pixels(data):
    return np.asarray(opened(data).convert("RGB")).astype(int)


def png(picture):
    return encoded(picture, "PNG")


def scene():
    """A sky, a hill, and a red ball in the middle of it."""
    sheet = Pillow.new("RGB", SIDES, (150, 190, 225))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 230, *SIDES), fill=(92, 128, 70))
    pen.ellipse((170, 130, 278, 238), fill=(205, 40, 40))
    return png(sheet)


def person():
    """Somebody in grey on a light ground."""
    sheet = Pillow.new("RGB", (352, 480), (225, 222, 210))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((146, 40, 206, 110), fill=(105, 85, 80))
    pen.rectangle((116, 110, 236, 270), fill=(90, 92, 100))
    pen.rectangle((126, 270, 226, 440), fill=(60, 62, 75))
    return png(sheet)


def garment():
    """A green shirt on white, too small to be handed over as it is."""
    sheet = Pillow.new("RGB", (200, 160), (250, 250, 250))
    ImageDraw.Draw(sheet).rectangle((55, 30, 145, 135), fill=(30, 140, 60))
    return png(sheet)


def hole():
    """White is to be painted."""
    mask = Pillow.new("L", SIDES, 0)
    mask.paste(255, HOLE)
    return png(mask)


def inside(shape, box):
    area = np.zeros(shape[:2], dtype=bool)
    area[box[1] : box[3], box[0] : box[2]] = True
    return area


async def paint(nova, task, prompt="a sailing boat", inputs=None, **steered):
    given = inputs or Inputs((scene(),), hole() if task in MASKED else None)
    first = opened(given.pictures[0]) if given.pictures else None
    steering = Steering(width=first.width, height=first.height, **steered) if first else None
    options = PictureOptions(count=1, seed=7, size=Size(width=512, height=320) if first is None else None)
    settled = nova.plan(options, 1, task, steering)
    painting = await nova.paint(prompt, settled, given)
    (picture,) = painting.pictures
    assert opened(picture.data).size == (settled.size.width, settled.size.height)
    return picture.data


def red(picture):
    return (picture[..., 0] > picture[..., 1] + 70) & (picture[..., 0] > picture[..., 2] + 70)


def green(picture):
    return (picture[..., 1] > picture[..., 0] + 30) & (picture[..., 1] > picture[..., 2] + 30)


@pytest.mark.parametrize("style", ["", "design sketch"])
async def test_a_picture_from_words(nova, style):
    settled = nova.plan(PictureOptions(seed=7, size=Size(width=512, height=320)), 1, style=style)
    (picture,) = (await nova.paint("a lighthouse by the sea", settled)).pictures
    assert opened(picture.data).size == (512, 320)
    assert pixels(picture.data).std() > 5


async def test_a_palette(nova):
    palette = ("#0b3954", "#ff6663", "#f4f1de")
    settled = nova.plan(PictureOptions(seed=7, size=Size(width=512, height=320), palette=palette), 1)
    (picture,) = (await nova.paint("a lighthouse by the sea", settled)).pictures
    wanted = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in palette])
    far = np.abs(pixels(picture.data).reshape(-1, 1, 3) - wanted).sum(axis=2).min(axis=1)
    assert np.median(far) < 90


@pytest.mark.parametrize("task", [Task.COLOURS, Task.LAYOUT, Task.SKETCH, Task.VARIATION])
async def test_a_new_picture_after_another(nova, task):
    painted = pixels(await paint(nova, task, colours=("#96bee1", "#5c8046", "#cd2828")))
    assert painted.std() > 5


async def test_what_is_white_in_the_mask_is_repainted_and_nothing_else(nova):
    before, after = pixels(scene()), pixels(await paint(nova, Task.INPAINT_MASKED))
    marked = inside(before.shape, HOLE)
    changed = (before != after).any(axis=2)
    assert not changed[~marked].any()
    assert changed[marked].mean() > 0.5


async def test_what_is_white_in_the_mask_is_erased_and_nothing_else(nova):
    before, after = pixels(scene()), pixels(await paint(nova, Task.ERASE_MASKED))
    marked = inside(before.shape, HOLE)
    assert not (before != after).any(axis=2)[~marked].any()
    assert red(before)[marked].mean() > 0.5
    assert red(after)[marked].mean() < 0.05


@pytest.mark.parametrize("strength", [Strength.MEDIUM, Strength.STRONG])
async def test_what_is_black_in_the_mask_of_a_canvas_stays(nova, strength):
    frame = frame_for(*SIDES, side="wider", ratio=None, limits=CAPABILITIES.takes)
    canvas, mask = extend(scene(), frame)
    painted = await paint(nova, Task.OUTPAINT, "hills and clouds", Inputs((canvas,), mask), strength=strength)
    before, after = pixels(canvas), pixels(painted)
    kept = np.asarray(opened(mask)) == 0
    away = np.abs(before - after).max(axis=2)
    if strength is Strength.STRONG:
        assert away[kept].max() == 0
    # A seam may be blended, the middle is as it was.
    middle = inside(before.shape, (frame.left + 60, 60, frame.left + SIDES[0] - 60, SIDES[1] - 60))
    assert away[middle].max() <= 2
    assert (away[~kept] > 8).mean() > 0.5


async def test_a_part_named_in_words(nova):
    before = pixels(scene())
    for task, prompt in ((Task.INPAINT, "a yellow balloon"), (Task.ERASE, ""), (Task.RECOLOUR, "blue")):
        after = pixels(await paint(nova, task, prompt, where="the red ball"))
        changed = (before != after).any(axis=2)
        assert red(after).sum() < red(before).sum() / 2, task
        assert not changed[:, :120].any(), task
        assert not changed[:, 340:].any(), task


async def test_a_cut_out(nova):
    cut = opened(await paint(nova, Task.CUT_OUT, ""))
    alpha = np.asarray(cut.convert("RGBA"))[..., 3]
    assert alpha[184, 224] == 255
    assert alpha[:20].max() == 0


async def test_clothes_are_tried_on(nova):
    given = Inputs((person(), garment()))
    before = pixels(person())
    upper = pixels(await paint(nova, Task.TRY_ON, "", given))
    assert green(upper)[150:220, 130:220].mean() > 0.8
    assert not green(upper)[300:].any()
    lower = pixels(await paint(nova, Task.TRY_ON, "", given, where="바지"))
    assert green(lower)[320:400, 140:210].mean() > 0.5
    assert not green(lower)[:200].any()
    assert (upper[:30] == before[:30]).all()


async def test_a_small_picture_is_handed_over_larger(nova):
    small = png(opened(scene()).resize((112, 88)))
    mask = png(opened(hole()).resize((112, 88)))
    painted = opened(await paint(nova, Task.ERASE_MASKED, "", Inputs((small,), mask)))
    assert painted.size == (407, 320)
    assert not red(np.asarray(painted.convert("RGB")).astype(int))[150:190, 180:220].any()


async def test_what_is_refused(nova):
    with pytest.raises(PromptRefusedError):
        await paint(nova, Task.INPAINT_MASKED, "gore")
    with pytest.raises(SourceUnsuitableError):
        await paint(nova, Task.CUT_OUT, "", Inputs((png(Pillow.new("RGB", (900, 200))),)))
