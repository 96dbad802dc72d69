"""The card of two palettes, pixel by pixel."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from services.measuring import Swatch
from services.oklab import luminance
from services.palette_card import APART, GAP, LEAST, ROW, WIDTH, draw_comparison
from services.palette_match import compare

ASKED = ("#0b3954", "#bfd7ea", "#ff6663", "#ffffff", "#000000")
BORDER = (0x9A, 0x9A, 0x9A)


def swatches(*colours):
    return tuple(Swatch(colour=colour, share=round(1 / len(colours), 4), name="") for colour in colours)


def greys(count):
    """As many colours, no two the same."""
    return tuple(f"#{40 + index * 20:02x}" + f"{40 + index * 20:02x}" * 2 for index in range(count))


def drawn(asked, painted):
    compared = compare(asked, swatches(*painted))
    file = draw_comparison(compared)
    assert file.ending == "png"
    picture = Image.open(io.BytesIO(file.data))
    assert picture.size == (WIDTH, 2 * ROW)
    return compared, picture


def runs(picture, y):
    """What is seen along a row, as (first pixel, last pixel, colour), borders and the page left aside."""
    found: list[tuple[int, int, str]] = []
    for x in range(WIDTH):
        red, green, blue, alpha = picture.getpixel((x, y))
        if not alpha or (red, green, blue) == BORDER:
            continue
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        if found and found[-1][2] == colour and found[-1][1] == x - 1:
            found[-1] = (found[-1][0], x, colour)
        else:
            found.append((x, x, colour))
    return found


ABOVE, BELOW = ROW - 2, ROW + 2
"""Just at the seam, where no code is written."""


@pytest.mark.parametrize(("asked", "painted"), [(1, 1), (3, 3), (2, 10), (5, 10), (9, 10), (10, 10), (10, 2)])
def test_each_painted_colour_is_under_the_asked_one_it_stands_for(asked, painted):
    compared, picture = drawn((*ASKED, *greys(5))[:asked], greys(painted))
    above, below = runs(picture, ABOVE), runs(picture, BELOW)
    assert [colour for *_, colour in above] == [pair.asked for pair in compared.pairs]
    partners = [pair.painted.colour for pair in compared.pairs if pair.painted]
    assert [colour for *_, colour in below] == [*partners, *(one.colour for one in compared.others)]
    columns = {
        pair.asked: (left, right) for pair, (left, right, _) in zip(compared.pairs, above, strict=True)
    }
    for pair, (left, right, _) in zip([pair for pair in compared.pairs if pair.painted], below, strict=False):
        assert columns[pair.asked] == (left, right)


def test_pairs_share_what_the_others_leave():
    _, picture = drawn(ASKED[:3], greys(7))
    above, below = runs(picture, ABOVE), runs(picture, BELOW)
    room = WIDTH - 4 * (LEAST + GAP) + GAP - APART
    widths = [right - left + 1 for left, right, _ in above]
    assert all(width == pytest.approx((room - 2 * GAP) / 3 - 4, abs=1) for width in widths)
    assert [right - left + 1 for left, right, _ in below[3:]] == [LEAST - 4] * 4
    assert below[-1][1] == WIDTH - 3
    assert below[3][0] - below[2][1] >= APART


def test_two_of_a_pair_touch():
    _, picture = drawn(("#ff0000",), ("#0000ff",))
    column = [picture.getpixel((WIDTH // 2, y))[:3] for y in (ROW - 1, ROW)]
    assert column == [(255, 0, 0), (0, 0, 255)]


def test_where_nothing_was_painted_or_asked_the_page_shows_through():
    _, picture = drawn(ASKED[:3], ("#0b3954",))
    middle = (runs(picture, ABOVE)[2][0] + runs(picture, ABOVE)[2][1]) // 2
    assert picture.getpixel((middle, ROW + 20))[3] == 0
    assert picture.getpixel((middle, ROW + ROW // 2)) == (*BORDER, 255)  # a dash
    _, picture = drawn(ASKED[:1], greys(4))
    assert picture.crop((WIDTH - 3 * (LEAST + GAP), 0, WIDTH, ROW)).getextrema()[3] == (0, 0)


@given(
    st.lists(st.sampled_from([*ASKED, *greys(10)]), min_size=1, max_size=10),
    st.integers(1, 10),
)
@settings(max_examples=40, deadline=None)
def test_any_two_palettes_fit(asked, painted):
    _, picture = drawn(asked, greys(painted))
    for row, count in ((ABOVE, len(asked)), (BELOW, painted)):
        found = runs(picture, row)
        assert len(found) == count
        assert min(right - left + 1 for left, right, _ in found) >= LEAST - 4
    assert picture.getchannel("A").getbbox()[2] == WIDTH  # to the edge, not beyond


@pytest.mark.parametrize("others", [0, 9], ids=["wide", "narrow"])
@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#777777", "#ff0000", "#ffff00", "#0000ff"])
def test_codes_are_whole_and_stand_out(colour, others):
    """As large letters have to (WCAG: a contrast of 3), at the outer ends, nothing at the edge of a field."""
    asked = (colour, *greys(9)) if others else (colour,)
    _, picture = drawn(asked, asked)
    left, right, found = runs(picture, ABOVE)[0]
    assert found == colour
    for top, bottom, outer in ((2, ROW - 1, "top"), (ROW, 2 * ROW - 3, "bottom")):
        field = picture.convert("RGB").crop((left, top, right + 1, bottom + 1))
        ground = tuple(bytes.fromhex(colour[1:]))
        ink = ImageChops.difference(field, Image.new("RGB", field.size, ground)).getbbox()
        assert ink is not None
        assert ink[0] >= 3
        assert ink[2] <= field.width - 3
        gap = ink[1] if outer == "top" else field.height - ink[3]
        assert gap == pytest.approx(14, abs=3)
        assert max(ink[2] - ink[0], ink[3] - ink[1]) >= 70
        lights = [luminance(*pixel) for _, pixel in field.getcolors(field.width * field.height)]
        assert (max(lights) + 0.05) / (min(lights) + 0.05) >= 3
