"""Palettes: what a person would name, the same each time; and drawn so that it can be read."""

import io
import random

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from services.measuring import Swatch
from services.oklab import Lab, luminance, oklab, srgb
from services.palette import MAX_COLOURS, bins_of, palette_of
from services.palette_card import HEIGHT, LEAST, WIDTH, draw_palette

channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels)


def palette(picture):
    return palette_of(bins_of(picture))


def striped(*stripes):
    """A picture of stripes: colour and width of each."""
    picture = Image.new("RGB", (sum(width for _, width in stripes), 100))
    left = 0
    for colour, width in stripes:
        picture.paste(colour, (left, 0, left + width, 100))
        left += width
    return picture


def photograph(seed=1):
    """Soft patches and grain: hundreds of colours, none of them pure."""
    rng = random.Random(seed)
    small = Image.frombytes("RGB", (6, 4), bytes(rng.randrange(40, 200) for _ in range(72)))
    grain = Image.frombytes("L", (240, 160), rng.randbytes(240 * 160)).convert("RGB")
    return Image.blend(small.resize((240, 160), Image.Resampling.BICUBIC), grain, 0.06)


def distance(one, other):
    return Color(one).delta_e(Color(other), method="ok")


@given(colours)
def test_oklab_is_as_another_library_has_it(colour):
    expected = Color("srgb", [value / 255 for value in colour]).convert("oklab")
    assert oklab(*colour) == pytest.approx(tuple(expected[:3]), abs=2e-4)


@given(colours)
def test_oklab_and_back_is_the_same_colour(colour):
    assert srgb(oklab(*colour)) == colour


@given(st.floats(0, 1), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_what_no_screen_shows_is_cut_off(lightness, a, b):
    assert all(0 <= value <= 255 for value in srgb(Lab(lightness, a, b)))


@given(colours)
def test_luminance_is_as_another_library_has_it(colour):
    assert luminance(*colour) == pytest.approx(
        Color("srgb", [value / 255 for value in colour]).luminance(), abs=1e-3
    )


def test_flat_colours_are_exact_and_in_order():
    found = palette(striped(("#d92027", 20), ("#14244d", 50), ("#f3f1ea", 30)))
    assert found == [("#14244d", 0.5), ("#f3f1ea", 0.3), ("#d92027", 0.2)]


def test_one_colour_is_one_colour():
    assert palette(Image.new("RGB", (3, 2), "#336699")) == [("#336699", 1.0)]


def test_colours_that_look_alike_are_one():
    found = palette(striped(("#2266d2", 30), ("#2468d4", 25), ("#2669d0", 20), ("#ffffff", 25)))
    assert [round(share, 2) for _, share in found] == [0.75, 0.25]


def test_two_kinds_of_black_are_one_and_two_kinds_of_grey_are_not():
    assert len(palette(striped(("#030511", 50), ("#151410", 50)))) == 1
    assert len(palette(striped(("#606472", 50), ("#7b7a77", 50)))) == 2


def test_the_blend_along_an_edge_is_no_colour_of_its_own():
    picture = Image.new("RGB", (1200, 1200), "#f3f1ea")
    ImageDraw.Draw(picture).ellipse((200, 200, 1000, 1000), fill="#0b3d70")
    found = palette(picture.resize((256, 256), Image.Resampling.LANCZOS))
    assert [colour for colour, _ in found] == ["#f3f1ea", "#0b3d70"]


@pytest.mark.parametrize("accent", ["#ff2a1a", "#ffe000", "#00d0ff", "#ff00c8"])
def test_a_small_vivid_accent_survives_in_a_photograph(accent):
    picture = photograph()
    picture.paste(accent, (100, 60, 136, 92))  # 3 % of the pixels
    found = palette(picture)
    assert min(distance(colour, accent) for colour, _ in found) < 0.05
    nearest = min(found, key=lambda one: distance(one.colour, accent))
    assert nearest.share == pytest.approx(0.03, abs=0.01)


def test_ten_colours_are_the_most():
    rng = random.Random(3)
    stripes = [(f"#{rng.randrange(1 << 24):06x}", 10) for _ in range(40)]
    assert len(palette(striped(*stripes))) == MAX_COLOURS


def test_ten_different_colours_are_ten():
    ten = [
        "#000000",
        "#ffffff",
        "#d92027",
        "#2f9e44",
        "#2266d2",
        "#fde030",
        "#f03fb5",
        "#36cfc9",
        "#7a4a26",
        "#8a8d91",
    ]
    found = palette(striped(*((colour, 10) for colour in ten)))
    assert {colour for colour, _ in found} == set(ten)


def test_noise_has_a_palette_too():
    noise = Image.frombytes("RGB", (256, 192), random.Random(5).randbytes(256 * 192 * 3))
    found = palette(noise)
    assert 2 <= len(found) <= MAX_COLOURS
    assert sum(share for _, share in found) == pytest.approx(1, abs=0.001)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(colours, st.integers(1, 40)), min_size=1, max_size=14), st.booleans())
def test_any_picture_has_one_to_ten_colours_that_add_up(stripes, soft):
    picture = striped(*stripes)
    if soft:
        picture = picture.resize((90, 60), Image.Resampling.BICUBIC)
    found = palette(picture)
    assert 1 <= len(found) <= MAX_COLOURS
    assert sum(share for _, share in found) == pytest.approx(1, abs=0.001)
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)
    assert len({colour for colour, _ in found}) == len(found)
    assert found == palette(picture.copy())


@settings(max_examples=30, deadline=None)
@given(st.lists(colours, min_size=1, max_size=12))
def test_how_a_picture_is_turned_does_not_matter(stripes):
    picture = striped(*((colour, 8) for colour in stripes))
    assert palette(picture) == palette(picture.transpose(Image.Transpose.ROTATE_90))


def swatches(*shares, colours=()):
    own = colours or [f"#{(index * 0x37519B) % (1 << 24):06x}" for index in range(len(shares))]
    return [Swatch(colour=colour, share=share, name="") for colour, share in zip(own, shares, strict=True)]


def drawn(palette):
    file = draw_palette(palette)
    assert file.ending == "png"
    return Image.open(io.BytesIO(file.data))


def fields(picture, palette):
    """How wide the field of each swatch is in the row below the border, where no code is written."""
    wanted = [tuple(bytes.fromhex(swatch.colour[1:])) for swatch in palette]
    row = [picture.getpixel((x, 4)) for x in range(1, WIDTH - 1)]
    return [row.count(colour) for colour in wanted]


@pytest.mark.parametrize("count", range(1, 11))
def test_every_colour_has_a_field(count):
    palette = swatches(*[round(1 / count, 4)] * count)
    picture = drawn(palette)
    assert picture.size == (WIDTH, HEIGHT)
    assert all(abs(width - WIDTH / count) <= 2 for width in fields(picture, palette))


def test_fields_are_as_wide_as_their_shares():
    palette = swatches(0.5, 0.3, 0.2)
    assert fields(drawn(palette), palette) == pytest.approx([480, 288, 192], abs=2)


def test_small_shares_are_wide_enough_to_be_read():
    palette = swatches(0.91, *[0.01] * 9)
    widths = fields(drawn(palette), palette)
    assert min(widths) >= LEAST - 1
    assert widths[0] > 400


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
@settings(max_examples=40, deadline=None)
def test_any_shares_can_be_drawn(shares):
    palette = swatches(*sorted(shares, reverse=True))
    assert min(fields(drawn(palette), palette)) >= LEAST - 1


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#777777", "#ff0000", "#ffff00", "#0000ff", "#2f9e44"]
)
@pytest.mark.parametrize("share", [1.0, 0.02], ids=["wide", "narrow"])
def test_the_code_is_whole_and_stands_out(colour, share):
    """Nothing of it is at the edge of its field, and its contrast is enough for large letters (WCAG: 3)."""
    palette = swatches(share, 1 - share, colours=(colour, "#123456"))
    picture = drawn(palette)
    width = fields(picture, palette)[0]
    field = picture.crop((1, 1, width, HEIGHT - 1))
    ground = tuple(bytes.fromhex(colour[1:]))
    box = ImageChops.difference(field, Image.new("RGB", field.size, ground)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left >= 3
    assert top >= 3
    assert right <= field.width - 3
    assert bottom <= field.height - 3
    assert max(right - left, bottom - top) >= 70
    used = {found for _, found in field.getcolors(field.width * field.height)}
    inks = [luminance(*end) for end in ((0, 0, 0), (255, 255, 255)) if end in used - {ground}]
    light = luminance(*ground)
    assert max((max(light, one) + 0.05) / (min(light, one) + 0.05) for one in inks) >= 4.5
