"""Any size within a rule: shapes are kept, limits too, and nothing gets dearer than it has to."""

from math import gcd

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ask import Size
from services.painting.nova import CAPABILITIES, MODEL_ID
from tests.contracts import contract, model

RULE = CAPABILITIES.any_size
SCHEMA = contract(model(MODEL_ID)["requestSchema"])
PAIRS = {
    pair["properties"]["width"]["const"]: (
        pair["properties"]["height"]["minimum"],
        pair["properties"]["height"]["maximum"],
    )
    for pair in SCHEMA["$defs"]["sizePair"]["anyOf"]
}


def size(width, height):
    return Size(width=width, height=height)


def painted(width, height):
    """By the contract's own list."""
    least, most = PAIRS.get(width, (1, 0))
    return height % 16 == 0 and least <= height <= most


def test_the_rule_is_the_contract_s():
    listed = SCHEMA["$defs"]["imageGenerationConfig"]["x-size"]
    assert (RULE.step, RULE.least_side, RULE.most_side) == (
        listed["multipleOf"],
        listed["minSide"],
        listed["maxSide"],
    )
    assert RULE.most_pixels == listed["maxPixels"]
    assert RULE.aspects == (listed["minAspect"], listed["maxAspect"])


def test_what_is_taken_is_what_the_contract_lists():
    for width in range(304, 4128, 16):
        for height in range(304, 4128, 16):
            assert RULE.takes(size(width, height)) == painted(width, height)
    assert not RULE.takes(size(1024, 1025))
    assert not RULE.takes(size(1000, 1024))


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_the_nearest_size_is_painted_and_nearest(width, height):
    nearest = RULE.nearest(size(width, height))
    assert painted(nearest.width, nearest.height)
    if RULE.takes(size(width, height)):
        assert nearest == size(width, height)
    if min(width, height) >= 320 and max(width, height) <= 2048 and 0.26 < width / height < 3.8:
        assert abs(nearest.width - width) <= 8
        assert abs(nearest.height - height) <= 8


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ((1000, 1000), (1008, 1008)),
        ((1920, 1080), (1920, 1088)),
        ((2049, 2048), (2048, 2048)),
        ((256, 256), (320, 320)),
        ((1, 1), (320, 320)),
    ],
)
def test_nearest_sizes(asked, nearest):
    assert painted(*nearest)
    assert RULE.nearest(size(*asked)) == size(*nearest)


@given(st.integers(1, 100), st.integers(1, 100))
def test_every_ratio_within_the_limits_is_had_exactly(width, height):
    exact = RULE.exactly(width, height)
    if not 1 / 4 <= width / height <= 4:
        assert exact is None
        return
    assert painted(exact.width, exact.height)
    assert exact.width * height == exact.height * width
    common = gcd(width, height)
    larger = size(exact.width + width // common * 16, exact.height + height // common * 16)
    if exact.width * exact.height <= RULE.usual_pixels:
        assert larger.width * larger.height > RULE.usual_pixels
    else:
        smaller = size(
            max(1, exact.width - width // common * 16), max(1, exact.height - height // common * 16)
        )
        assert smaller.width * smaller.height <= RULE.usual_pixels
        assert not RULE.takes(smaller)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_shape_becomes_about_a_megapixel_like_it(width, height):
    shaped = RULE.shaped(width, height)
    assert painted(shaped.width, shaped.height)
    assert 0.75 * RULE.usual_pixels <= shaped.width * shaped.height <= RULE.usual_pixels
    wanted = min(max(width / height, 1 / 4), 4)
    assert shaped.width / shaped.height == pytest.approx(wanted, rel=0.01)
