"""What comes of each use of a picture, as a person sees it: really painted, and measured."""

import io

import aiohttp
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from services.ask import Ratio
from services.measuring import measure
from services.oklab import oklab
from services.painting.frame import frame_for
from services.painting.source_limits import SourceLimits
from tests.journeys.person import pictures
from tests.journeys.test_references import ORANGE, poster, posts, with_action

pytestmark = pytest.mark.usefixtures("bot")

SIZE = (480, 320)


@pytest.fixture(autouse=True)
async def painter(aws):
    await aws.paint_plain(False)


async def made(person, stack, options):
    """The original of what is painted first from the poster."""
    root = await posts(person, f"@Imagine paper kite {options}", ("poster.png", poster(*SIZE)))
    action = "reference.make" if "--use cutout" in options else "idea.paint"
    await person.clicks(await with_action(person, root, action), action)
    (painted,) = await person.painted(root, patience=150)
    (picture,) = pictures(painted)
    url = picture["image_url"].rpartition("/")[0] + "/original.png"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 200
        return Image.open(io.BytesIO(await response.read()))


def reference():
    return Image.open(io.BytesIO(poster(*SIZE))).convert("RGB")


def edges(picture):
    """Where its edges are, 0 to 255, softened so that near is near."""
    grey = picture.convert("L").resize((96, 64), Image.Resampling.BOX)
    return grey.filter(ImageFilter.FIND_EDGES).crop((2, 2, 94, 62)).filter(ImageFilter.GaussianBlur(1))


def overlap(one, other):
    """Correlation of the edges of two pictures, -1 to 1."""
    first, second = list(edges(one).get_flattened_data()), list(edges(other).get_flattened_data())
    mean = [sum(values) / len(values) for values in (first, second)]
    pairs = [(a - mean[0], b - mean[1]) for a, b in zip(first, second, strict=True)]
    spread = (sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs)) ** 0.5
    return sum(a * b for a, b in pairs) / spread


def palette_gap(picture):
    """How far the colours of `picture` are from the poster's: mean OKLab distance to the nearest, by share."""
    wanted = [swatch.colour for swatch in measure(reference(), *SIZE).palette]
    labs = [oklab(*bytes.fromhex(colour[1:])) for colour in wanted]

    def nearest(colour):
        lab = oklab(*bytes.fromhex(colour[1:]))
        return min(sum((a - b) ** 2 for a, b in zip(lab, one, strict=True)) ** 0.5 for one in labs)

    found = measure(picture.convert("RGB"), *picture.size).palette
    return sum(swatch.share * nearest(swatch.colour) for swatch in found)


@pytest.mark.timeout(600)
async def test_colours_and_layout_are_the_pictures(alex, stack):
    free = await made(alex, stack, "--size 512x512 --seed 5")
    coloured = await made(alex, stack, "--use colours --size 512x512 --seed 5")
    assert palette_gap(coloured) < 0.08
    assert palette_gap(coloured) < palette_gap(free) / 2
    laid_out = await made(alex, stack, "--use layout --strength strong --size 576x384 --seed 5")
    assert overlap(laid_out, reference()) > 0.4
    assert overlap(laid_out, reference()) > overlap(free.resize(SIZE), reference()) + 0.2


async def test_a_variation_is_close_and_not_the_same(alex, stack):
    varied = (await made(alex, stack, "--use variation --strength strong --size 576x384")).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(varied.resize(SIZE), reference())).mean
    assert 1 < sum(difference) / 3 < 60
    assert palette_gap(varied) < 0.15


async def test_only_the_named_part_changes(alex, stack):
    changed = (await made(alex, stack, "--use change --where the orange sun")).convert("RGB")
    assert changed.size == SIZE
    touched = ImageChops.difference(changed, reference()).convert("L").point(lambda value: 255 * (value > 0))
    share = touched.histogram()[255] / (SIZE[0] * SIZE[1])
    assert 0.01 < share < 0.3
    # The sun's middle is another now; the sea, far from it, is as it was to the pixel.
    middle = (round(SIZE[0] * 0.6 + SIZE[1] * 0.15), round(SIZE[1] * 0.35))
    assert touched.getpixel(middle) == 255
    assert touched.crop((0, round(SIZE[1] * 0.75), *SIZE)).getbbox() is None


async def test_the_picture_goes_on_beyond_its_edges(alex, stack):
    wider = (await made(alex, stack, "--use extend --strength strong --ar 21:9")).convert("RGB")
    frame = frame_for(
        *SIZE, side=None, ratio=Ratio(width=21, height=9), limits=SourceLimits(least_side=1, most_side=1408)
    )
    assert wider.size == (frame.width, frame.height)
    box = (frame.left, frame.top, frame.left + frame.picture_width, frame.top + frame.picture_height)
    assert ImageChops.difference(wider.crop(box), reference()).getbbox() is None
    beyond = wider.crop((0, 0, frame.left, frame.height))
    assert sum(ImageStat.Stat(beyond).stddev) > 3  # something is there, not one flat colour


async def test_the_background_is_gone_and_the_subject_is_not(alex, stack):
    cut = await made(alex, stack, "--use cutout")
    assert cut.mode == "RGBA"
    assert cut.size == SIZE
    alpha = cut.getchannel("A")
    assert alpha.getpixel((4, 4)) == 0
    middle = (round(SIZE[0] * 0.6 + SIZE[1] * 0.15), round(SIZE[1] * 0.35))
    assert alpha.getpixel(middle) == 255
    red, green, blue = bytes.fromhex(ORANGE[1:])
    assert all(abs(a - b) < 12 for a, b in zip(cut.getpixel(middle)[:3], (red, green, blue), strict=True))
