"""The drawn chart: bars as high as what was spent, a line at the budget, seen on light and on dark pages."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services.oklab import luminance
from services.usage_chart import BAR, HEIGHT, INK, LINE, WIDTH, Chart, draw_usage

DAYS = 30


def drawn(days, line=0.0):
    padded = tuple(days) + (0.0,) * (DAYS - len(days))
    file = draw_usage(Chart(days=padded, line=line))
    assert file.ending == "png"
    with Image.open(io.BytesIO(file.data)) as picture:
        picture.load()
    assert (picture.size, picture.mode) == ((WIDTH, HEIGHT), "RGBA")
    return picture


def pixels(picture, colour):
    """Columns and rows of a colour."""
    wanted = (*bytes.fromhex(colour[1:]), 255)
    data = (
        list(picture.get_flattened_data())
        if hasattr(picture, "get_flattened_data")
        else list(picture.getdata())
    )
    found = [index for index, pixel in enumerate(data) if pixel == wanted]
    return [(index % WIDTH, index // WIDTH) for index in found]


def heights(picture):
    """Of the bars from left to right, pixels."""
    columns: dict[int, int] = {}
    for x, _ in pixels(picture, BAR):
        columns[x] = columns.get(x, 0) + 1
    bars, before = [], -2
    for x in sorted(columns):
        if x > before + 1:
            bars.append(columns[x])
        before = x
    return bars


def test_bars_are_as_high_as_what_was_spent():
    low, middle, high = heights(drawn([1.0, 0.0, 2.0, 4.0]))
    assert abs(middle - 2 * low) <= 2
    assert abs(high - 4 * low) <= 4


def test_a_cent_among_hundreds_of_dollars_is_still_seen():
    cent, most = heights(drawn([0.01, 480.0]))
    assert cent >= 4
    assert most > HEIGHT / 2


def test_the_line_is_where_the_budget_is():
    picture = drawn([2.0, 4.0], line=4.0)
    rows = {y for _, y in pixels(picture, LINE)}
    top = min(y for _, y in pixels(picture, BAR))
    assert min(rows) - 3 <= top <= max(rows) + 3
    assert len({x for x, _ in pixels(picture, LINE)}) > WIDTH / 4


def test_a_line_far_above_everything_is_left_out():
    assert not Chart(days=(1.0,), line=50.0).shows_line
    assert pixels(drawn([1.0], line=50.0), LINE) == []
    assert not Chart(days=(0.0,), line=1.0).shows_line


@pytest.mark.parametrize("colour", [BAR, LINE, INK])
@pytest.mark.parametrize("page", ["#ffffff", "#1a1d21"])
def test_colours_stand_out_from_both_pages(colour, page):
    light, dark = sorted((luminance(*bytes.fromhex(one[1:])) for one in (colour, page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=28, max_size=31).map(tuple), st.floats(0, 1e6))
def test_any_month_is_drawn_within_the_picture(days, line):
    file = draw_usage(Chart(days=days, line=line))
    assert file.data.startswith(b"\x89PNG")
    assert len(file.data) < 50_000
