"""The Stability services do visibly what they say, on small pictures."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from sandbox.bedrock.orders import Order, carry_out
from sandbox.bedrock.picture_files import UnreadablePictureError, encoded

WIDTH, HEIGHT = 288, 256
DISC = (144, 136, 60)
"""Column and row of its middle, and its radius, pixels."""


def file(image, kind="PNG"):
    out = io.BytesIO()
    image.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
    return out.getvalue()


def values(data, mode="RGB"):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert(mode)).astype(int)


def still():
    """A red disc on grey green, with a little unevenness."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), (150, 170, 155))
    x, y, radius = DISC
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 190, WIDTH, HEIGHT), fill=(110, 120, 115))
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(200, 45, 35))
    pen.ellipse((x - 30, y - 34, x - 8, y - 14), fill=(230, 120, 105))
    return sheet.filter(ImageFilter.GaussianBlur(0.8))


def night():
    sheet = Image.new("RGB", (WIDTH, HEIGHT), (20, 30, 80))
    ImageDraw.Draw(sheet).rectangle((0, 150, WIDTH, HEIGHT), fill=(35, 60, 120))
    return sheet


def drawing():
    """A circle and a line under it, in ink on paper."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), (250, 248, 240))
    x, y, radius = DISC
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(20, 20, 30), width=4)
    pen.line((0, 220, WIDTH, 220), fill=(20, 20, 30), width=4)
    return sheet


def disc(radius=DISC[2]):
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return np.hypot(columns - DISC[0], rows - DISC[1]) < radius


def white_mask(scale=1):
    area = Image.fromarray(np.where(disc(DISC[2] + 4), 255, 0).astype(np.uint8))
    return file(area.resize((WIDTH // scale, HEIGHT // scale)))


GIVEN = file(still())


def order(work, prompt="", size=(WIDTH, HEIGHT), **more):
    return Order(prompt, size[0], size[1], 5, work=work, **{"pictures": (GIVEN,), **more})


def gap(one, other):
    return float(np.abs(one - other).mean())


ORDERS = {
    "rework": order("rework", "a lighthouse at night", strength=0.6),
    "structure": order("edges", "a meadow in spring"),
    "sketch": order("sketch", "a meadow in spring", pictures=(file(drawing()),)),
    "guide": order("resemble", "a fox", size=(256, 256), pictures=(file(night()),), strength=1.0),
    "transfer": order("transfer", pictures=(GIVEN, file(night())), strength=1.0, similarity=1.0),
    "inpaint": order("repaint", "a yellow lemon", mask=white_mask(), grow=2),
    "erase": order("repaint", mask=white_mask(), grow=5),
    "recolour": order("recolour", "a bright blue ball", mask_words="red disc"),
    "outpaint": order("extend", size=(WIDTH + 80, HEIGHT + 40), margins=(80, 0, 0, 40)),
    "outpaint with words": order(
        "extend", "a desert", size=(WIDTH, HEIGHT + 90), margins=(0, 90, 0, 0), strength=0.8
    ),
    "fast": order("enlarge", size=(WIDTH * 4, HEIGHT * 4), strength=0.0),
    "creative": order("enlarge", "a ball", size=(WIDTH * 2, HEIGHT * 2), strength=0.5),
}


@pytest.fixture(scope="module")
def made():
    return {name: carry_out(asked) for name, asked in ORDERS.items()}


BEFORE = values(GIVEN)


def test_every_picture_has_the_size_that_was_planned(made):
    for name, data in made.items():
        assert values(data).shape == (ORDERS[name].height, ORDERS[name].width, 3), name


@pytest.mark.parametrize("name", ["rework", "transfer", "recolour", "outpaint"])
def test_the_same_order_gives_the_same_bytes(made, name):
    assert carry_out(ORDERS[name]) == made[name]


def test_a_picture_is_painted_over_the_more_the_stronger(made):
    gaps = [
        gap(values(carry_out(order("rework", "a lighthouse at night", strength=strength))), BEFORE)
        for strength in (0.0, 0.25)
    ]
    gaps.append(gap(values(made["rework"]), BEFORE))
    gaps.append(gap(values(carry_out(order("rework", "a lighthouse at night", strength=1.0))), BEFORE))
    assert gaps[0] == 0
    assert sorted(gaps) == gaps
    assert gaps[1] > 3


def edge_of(picture):
    """How much brighter or darker the disc's rim is than what lies around it."""
    light = picture.mean(axis=2)
    rim = disc(DISC[2] + 3) & ~disc(DISC[2] - 3)
    near = disc(DISC[2] + 14) & ~disc(DISC[2] + 6)
    return abs(light[rim].mean() - light[near].mean())


def test_a_layout_shows_through(made):
    words_alone = values(carry_out(Order("a meadow in spring", WIDTH, HEIGHT, 5)))
    assert edge_of(values(made["structure"])) > 2 * edge_of(words_alone) + 5


def test_what_a_drawing_encloses_is_filled_and_the_rest_is_the_prompt_s(made):
    words_alone = values(carry_out(Order("a meadow in spring", WIDTH, HEIGHT, 5)))
    after = values(made["sketch"])
    inside, outside = disc(DISC[2] - 6), ~disc(DISC[2] + 6)
    outside[210:230] = False
    assert gap(after[inside], words_alone[inside]) > 2 * gap(after[outside], words_alone[outside]) + 10
    assert after[inside].std(axis=0).max() < words_alone[inside].std(axis=0).max()  # one form, not a scene
    rim = disc(DISC[2]) & ~disc(DISC[2] - 3)
    assert after[rim].mean() < min(after[inside].mean(), words_alone[rim].mean()) - 15


def blue_less_red(picture):
    return float((picture[..., 2] - picture[..., 0]).mean())


def test_a_hand_is_taken_over(made):
    alone = values(carry_out(Order("a fox", 256, 256, 5)))
    assert blue_less_red(values(made["guide"])) > blue_less_red(alone) + 20
    assert blue_less_red(values(made["transfer"])) > blue_less_red(BEFORE) + 30
    assert edge_of(values(made["transfer"])) > 5
    light = carry_out(order("transfer", pictures=(GIVEN, file(night())), strength=0.2, similarity=1.0))
    assert gap(values(light), BEFORE) < gap(values(made["transfer"]), BEFORE) / 2


def red(picture):
    return (picture[..., 0] > 150) & (picture[..., 1] < 90) & (picture[..., 2] < 90)


def test_white_is_painted_anew_and_black_kept(made):
    after = values(made["inpaint"])
    outside = ~disc(DISC[2] + 14)
    assert (after == BEFORE)[outside].all()
    assert red(after).sum() < 0.1 * red(BEFORE).sum()
    yellow = (after[..., 0] > 180) & (after[..., 1] > 130) & (after[..., 2] < 120)
    assert yellow.sum() > 500


def test_what_is_erased_is_gone_and_its_surroundings_continued(made):
    after = values(made["erase"])
    assert (after == BEFORE)[~disc(DISC[2] + 18)].all()
    assert red(after).sum() < 0.02 * red(BEFORE).sum()
    assert gap(after[disc()], np.array([150, 170, 155])) < 35


def test_a_mask_may_be_smaller_or_the_transparent_part(made):
    smaller = values(carry_out(order("repaint", mask=white_mask(2), grow=5)))
    assert red(smaller).sum() < 0.05 * red(BEFORE).sum()
    clear = still().convert("RGBA")
    clear.putalpha(Image.fromarray(np.where(disc(DISC[2] + 4), 0, 255).astype(np.uint8)))
    by_alpha = values(carry_out(order("repaint", pictures=(file(clear),), grow=5)))
    assert gap(by_alpha, values(made["erase"])) < 12


def test_the_hue_of_the_thing_found_changes_and_nothing_else(made):
    after = values(made["recolour"])
    blue = (after[..., 2] > after[..., 0] + 40) & (after[..., 2] > after[..., 1] + 20)
    assert blue[disc(DISC[2] - 8)].mean() > 0.9
    assert (after == BEFORE)[~disc(DISC[2] + 10)].mean() > 0.98
    light = after.mean(axis=2)
    assert light[DISC[1] - 24, DISC[0] - 19] > light[DISC[1] + 20, DISC[0]] + 15  # the highlight is still one


def test_the_picture_stays_as_it_is_within_more_canvas(made):
    after = values(made["outpaint"])
    assert (after[:HEIGHT, 80:] == BEFORE).all()
    assert gap(after[:150, :70], np.array([150, 170, 155])) < 12  # the wall goes on
    assert gap(after[HEIGHT:, 100:], np.array([110, 120, 115])) < 12  # and so does the table
    assert not red(after[:, :80]).any()  # but there is one disc
    worded = values(made["outpaint with words"])
    assert (worded[90:] == BEFORE).all()
    assert worded[:80].std(axis=(0, 1)).max() > 4


def slope(picture):
    """The steepest step from one pixel to the next in the row through the disc's middle."""
    row = picture[picture.shape[0] * DISC[1] // HEIGHT].mean(axis=1)
    return float(np.abs(np.diff(row)).max())


def fine(picture):
    light = Image.fromarray(picture.astype(np.uint8)).convert("L")
    soft = light.filter(ImageFilter.GaussianBlur(1.5))
    return float(np.abs(np.asarray(light).astype(int) - np.asarray(soft).astype(int)).mean())


@pytest.mark.parametrize("name", ["fast", "creative"])
def test_upscaling_is_sharper_than_resampling_and_the_same_picture(made, name):
    after = values(made[name])
    size = (ORDERS[name].width, ORDERS[name].height)
    resampled = np.asarray(still().resize(size, Image.Resampling.BICUBIC)).astype(int)
    assert slope(after) > 1.3 * slope(resampled)
    back = Image.fromarray(after.astype(np.uint8)).resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    assert gap(np.asarray(back).astype(int), BEFORE) < 5


def test_the_more_creative_the_more_detail(made):
    size = (WIDTH * 2, HEIGHT * 2)
    plain = values(carry_out(order("enlarge", "a ball", size=size, strength=0.1)))
    assert fine(values(made["creative"])) > 1.3 * fine(plain)


def test_strips_of_an_upscale_fit_together():
    tall = file(still().resize((120, 360)))
    after = values(carry_out(order("enlarge", size=(480, 1440), pictures=(tall,), strength=0.0))).mean(axis=2)
    steps = np.abs(np.diff(after, axis=0)).mean(axis=1)
    for seam in (512, 1024):
        assert steps[seam - 1] < 3 * np.median(steps[seam - 20 : seam + 20]) + 0.5


def test_pictures_may_be_webp_and_broken_ones_are_told():
    webp = file(still(), "WEBP")
    asked = {"mask": file(Image.open(io.BytesIO(white_mask())), "WEBP"), "grow": 5}
    after = values(carry_out(order("repaint", pictures=(webp,), **asked)))
    assert red(after).sum() < 0.05 * red(BEFORE).sum()
    with pytest.raises(UnreadablePictureError):
        carry_out(order("repaint", pictures=(webp[:-200],), **asked))


def test_formats_are_the_ones_asked_for():
    cut = carry_out(order("cut out"))
    assert values(cut, "RGBA")[0, 0, 3] == 0
    assert values(encoded(cut, "webp"), "RGBA")[0, 0, 3] == 0
    assert values(encoded(cut, "jpeg"))[0, 0].min() > 250  # nothing is white, where there is no nothing
