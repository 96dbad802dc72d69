"""Parts of pictures: found by words, painted anew, taken away, kept, cut out."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from sandbox.painter import Brief, checked_mask, cut_out, find, inpaint, outpaint, paint, remove

S = 192


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def pixels(data, mode="RGB"):
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert(mode)).astype(np.int16)


def ground(top="#9cc4e8", bottom="#5f8a4a", size=(S, S)):
    """Sky over a meadow, with a little grain as a photograph has."""
    sheet = Image.new("RGB", size, top)
    ImageDraw.Draw(sheet).rectangle((0, size[1] * 0.6, *size), bottom)
    values = np.asarray(sheet) + np.random.default_rng(1).normal(0, 3, (size[1], size[0], 3))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def disc(sheet, box, colour):
    drawn = sheet.copy()
    ImageDraw.Draw(drawn).ellipse(box, colour)
    return drawn.filter(ImageFilter.GaussianBlur(0.6))


def inside(box, size=(S, S)):
    shape = np.zeros(size[::-1], dtype=bool)
    shape[box[1] : box[3], box[0] : box[2]] = True
    return shape


def mask(shape):
    return png(Image.fromarray(np.where(shape, 0, 255).astype(np.uint8)))


def overlap(one, two):
    return (one & two).sum() / (one | two).sum()


EMPTY = ground()
BALL = (60, 70, 130, 140)
SCENE = png(disc(EMPTY, BALL, "#d02818"))
ROUND = np.hypot(*(np.mgrid[0:S, 0:S] - np.array([105, 95])[:, None, None])) <= 35
TWO = png(disc(disc(EMPTY, (15, 90, 65, 140), "#d02818"), (120, 90, 170, 140), "#e8c020"))
AROUND = inside((50, 60, 140, 150))


def test_a_thing_is_taken_away_and_all_else_untouched():
    done = pixels(remove(SCENE, mask(AROUND)))
    assert (done == pixels(SCENE))[~AROUND].all()
    before, after = (np.abs(values - pixels(png(EMPTY)))[AROUND].mean() for values in (pixels(SCENE), done))
    assert after < before / 5


def test_a_thing_is_put_in_its_colour_in_the_hole_only():
    done = pixels(inpaint(png(EMPTY), mask(AROUND), Brief("a red apple", S, S, 3)))
    assert (done == pixels(png(EMPTY)))[~AROUND].all()
    red = (done[..., 0] > 1.6 * done[..., 1]) & (done[..., 0] > 1.6 * done[..., 2])
    assert red[AROUND].mean() > 0.12
    assert not red[~AROUND].any()


def test_a_place_fills_the_hole():
    sky = inside((0, 0, S, 110))
    done = pixels(inpaint(SCENE, mask(sky), Brief("a night sky with stars", S, S, 3)))
    assert (done == pixels(SCENE))[~sky].all()
    assert done[sky].mean() < 0.6 * pixels(SCENE)[sky].mean()


def test_the_words_decide_and_so_does_the_seed():
    asked = [("a red apple", 3), ("a red apple", 4), ("a green bottle", 3), ("", 3)]
    done = {inpaint(SCENE, mask(AROUND), Brief(words, S, S, seed)) for words, seed in asked}
    assert len(done) == len(asked)
    again = inpaint(SCENE, mask(AROUND), Brief("a red apple", S, S, 3))
    assert again in done


def test_a_given_palette_stays_in_the_hole():
    brief = Brief("a boat on the sea", S, S, 3, palette=("#101820", "#f2aa4c"))
    done = pixels(inpaint(SCENE, mask(AROUND), brief))
    assert (done == pixels(SCENE))[~AROUND].all()


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("red ball", inside((15, 90, 65, 140))),
        ("the yellow ball", inside((120, 90, 170, 140))),
        ("the ball on the left", inside((15, 90, 65, 140))),
        ("object on the right", inside((120, 90, 170, 140))),
        ("sky", inside((0, 0, S, 115))),
        ("grass", inside((0, 115, S, S))),
    ],
)
def test_words_find_their_part(words, shape):
    assert overlap(pixels(find(TWO, words), "L") == 0, shape) > 0.55


def test_the_background_is_all_but_the_things():
    found = pixels(find(SCENE, "background"), "L") == 0
    assert overlap(found, ~ROUND) > 0.9


@pytest.mark.parametrize("words", ["", "zzz", "the unicorn", "everything", "배경"])
def test_any_words_give_a_part_of_pure_black_and_white(words):
    values = pixels(find(SCENE, words), "L")
    assert set(np.unique(values)) == {0, 255}


def test_precise_keeps_every_pixel_and_the_default_blends_the_seam():
    exact = pixels(outpaint(SCENE, mask(AROUND), Brief("a desert at sunset", S, S, 1), precise=True))
    loose = pixels(outpaint(SCENE, mask(AROUND), Brief("a desert at sunset", S, S, 1), precise=False))
    given = pixels(SCENE)
    assert (exact == given)[AROUND].all()
    core = inside((60, 70, 130, 140))
    assert (loose == given)[core].all()
    assert (loose != given)[AROUND & ~core].any()
    assert np.abs(exact - given)[~AROUND].mean() > 20


def test_a_kept_picture_goes_on_across_the_seam():
    middle = inside((48, 0, 144, S))
    done = pixels(outpaint(SCENE, mask(middle), Brief("a meadow", S, S, 1), precise=True))
    step = np.abs(done[:, 48] - done[:, 47]).mean()
    assert step < 14


def test_a_kept_thing_gets_another_background():
    found = find(SCENE, "red ball", margin=0.0)
    kept = pixels(found, "L") == 0
    done = pixels(outpaint(SCENE, found, Brief("a night sky with stars", S, S, 1), precise=True))
    assert (done == pixels(SCENE))[kept].all()
    assert done[~kept].mean() < 0.7 * pixels(SCENE)[~kept].mean()


def test_the_background_is_cut_away_with_a_clean_edge():
    sheet = pixels(cut_out(SCENE), "RGBA")
    alpha = sheet[..., 3]
    assert overlap(alpha > 127, ROUND) > 0.9
    assert ((alpha > 8) & (alpha < 247)).mean() < 0.05
    assert alpha[0].max() == alpha[-1].max() == 0
    rim = (alpha > 20) & (alpha < 230)
    assert sheet[rim][:, 0].mean() > 1.6 * sheet[rim][:, 1].mean()  # the ball's red, not the meadow's green


@pytest.mark.parametrize(
    "prompt", ["a perfume bottle on a plinth, minimal studio", "a red apple, studio, plain background"]
)
def test_the_painter_s_own_still_lifes_are_cut_out(prompt):
    alpha = pixels(cut_out(paint(Brief(prompt, 256, 256, 21))), "RGBA")[..., 3]
    assert alpha[:6].max() < 20
    assert 0.01 < (alpha > 127).mean() < 0.6


@pytest.mark.parametrize("size", [(1, 1), (3, 40), (200, 11)])
def test_odd_sizes_are_worked_on(size):
    given = png(ground(size=size))
    half = np.zeros(size[::-1], dtype=bool)
    half[:, : (size[0] + 1) // 2] = True
    for done in (
        cut_out(given),
        remove(given, mask(half)),
        inpaint(given, mask(half), Brief("a fox", 256, 256, 1)),
        inpaint(given, mask(half), Brief("the sea", 256, 256, 1)),
        outpaint(given, mask(half), Brief("the sea", 256, 256, 1), precise=False),
        find(given, "sky"),
    ):
        assert pixels(done).shape[:2] == size[::-1]


@pytest.mark.parametrize("share", [0, 1])
def test_a_mask_of_one_colour_is_no_trouble(share):
    whole = np.full((S, S), bool(share))
    assert pixels(remove(SCENE, mask(whole))).shape == (S, S, 3)
    assert pixels(inpaint(SCENE, mask(whole), Brief("a fox", 256, 256, 1))).shape == (S, S, 3)
    done = pixels(outpaint(SCENE, mask(whole), Brief("a fox", 256, 256, 1), precise=True))
    assert (done == pixels(SCENE)).all() == bool(share)


def test_bad_masks_are_refused():
    with pytest.raises(ValueError, match="neither pure black nor pure white"):
        checked_mask(png(Image.new("L", (8, 8), 128)))
    with pytest.raises(ValueError, match="alpha"):
        checked_mask(png(Image.new("RGBA", (8, 8))))
    with pytest.raises(ValueError, match="as large"):
        remove(SCENE, mask(inside((0, 0, 4, 4), (8, 8))))


def test_a_jpeg_mask_may_be_as_uneven_as_jpeg_is():
    out = io.BytesIO()
    Image.fromarray(np.where(inside((32, 32, 96, 96)), 0, 255).astype(np.uint8)).save(out, "JPEG", quality=95)
    assert overlap(pixels(checked_mask(out.getvalue()), "L") == 0, inside((32, 32, 96, 96))) > 0.98


def test_a_boat_is_not_the_rock_beside_it():
    sheet = ground("#f0a878", "#8f8a8c")
    pen = ImageDraw.Draw(sheet)
    pen.polygon([(20, 140), (50, 100), (80, 105), (110, 140)], "#5c483c")
    pen.rectangle((50, 30, 66, 102), "#c03030")
    pen.polygon([(140, 70), (142, 140), (118, 140)], "#f0d9b8")
    pen.polygon([(146, 70), (172, 140), (146, 140)], "#f0d9b8")
    pen.polygon([(114, 143), (176, 143), (168, 156), (122, 156)], "#22323a")
    boat = pixels(find(png(sheet), "the sailing boat"), "L") < 128
    assert boat[90:136, 130:160].mean() > 0.6  # the sails
    assert boat[:, :105].mean() < 0.02  # neither rock nor tower
    assert boat.mean() < 0.2


def lighthouse(sky="#9cc4e8", red="#b8453a", pale="#e6dccb"):
    """A banded tower with a red-roofed cottage beside it, and where the tower is."""
    sheet = ground(top=sky)
    draw = ImageDraw.Draw(sheet)
    for nth in range(6):
        draw.rectangle((100, 30 + 14 * nth, 118, 43 + 14 * nth), pale if nth % 2 else red)
    draw.rectangle((66, 96, 98, 113), pale)
    draw.rectangle((62, 86, 98, 96), red)
    return sheet.filter(ImageFilter.GaussianBlur(0.6)), inside((100, 30, 119, 114))


@pytest.mark.parametrize(
    "tones",
    [{}, {"sky": "#d99a9a"}, {"sky": "#3c4660", "red": "#603a34", "pale": "#8d8c98"}],
    ids=["by day", "at sunset", "at night"],
)
def test_a_lighthouse_is_found_with_all_its_bands_and_without_the_cottage(tones):
    picture, tower = lighthouse(**tones)
    found = pixels(find(png(picture), "the lighthouse", margin=0.006), "L") < 128
    assert (found & tower).sum() > 0.93 * tower.sum()
    assert (found & ~tower).sum() < 0.45 * tower.sum()
