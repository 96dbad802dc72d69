"""The canvas around a picture: large enough, within its limit, and the picture on it undistorted."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.ask import SIDES, Ratio
from services.painting.frame import Frame, frame_for
from services.painting.nova import CAPABILITIES as NOVA
from services.painting.source_limits import SourceLimits
from services.painting.stability import CAPABILITIES
from services.painting.stability_services import OUTPAINT


def framed(*numbers):
    """A frame by its numbers, in the order of its fields."""
    return Frame(**dict(zip(Frame.model_fields, numbers, strict=True)))


LONGEST = 1408
LIMITS = SourceLimits(least_side=1, most_side=LONGEST)

pictures = st.integers(1, 2000)
sides = st.sampled_from([None, *SIDES])
ratios = st.none() | st.builds(Ratio, width=st.integers(1, 100), height=st.integers(1, 100))
limits = st.integers(4, 2048)

CONTINUES: Any = CAPABILITIES[OUTPAINT].takes
CANVAS: Any = NOVA.takes


@pytest.mark.parametrize(
    ("side", "frame"),
    [
        ("left", framed(900, 400, 300, 0, 600, 400)),
        ("right", framed(900, 400, 0, 0, 600, 400)),
        ("top", framed(600, 600, 0, 200, 600, 400)),
        ("bottom", framed(600, 600, 0, 0, 600, 400)),
        ("wider", framed(900, 400, 150, 0, 600, 400)),
        ("taller", framed(600, 600, 0, 100, 600, 400)),
        ("around", framed(900, 600, 150, 100, 600, 400)),
        (None, framed(900, 600, 150, 100, 600, 400)),
    ],
)
def test_it_grows_by_half_where_it_is_told(side, frame):
    assert frame_for(600, 400, side=side, ratio=None, limits=LIMITS) == frame


@pytest.mark.parametrize(
    ("ratio", "side", "frame"),
    [
        ((16, 9), None, framed(1280, 720, 280, 0, 720, 720)),
        ((9, 16), None, framed(720, 1280, 0, 280, 720, 720)),
        ((16, 9), "left", framed(1280, 720, 560, 0, 720, 720)),
        ((9, 16), "bottom", framed(720, 1280, 0, 0, 720, 720)),
        ((1, 1), None, framed(1080, 1080, 180, 180, 720, 720)),
    ],
)
def test_a_ratio_grows_what_is_too_short(ratio, side, frame):
    wanted = Ratio(width=ratio[0], height=ratio[1])
    assert frame_for(720, 720, side=side, ratio=wanted, limits=LIMITS) == frame


@pytest.mark.parametrize("size", [(1408, 792), (1408, 791), (1366, 768), (1280, 720), (1184, 666)])
def test_a_picture_that_has_the_ratio_already_grows_all_round(size):
    frame = frame_for(*size, side=None, ratio=Ratio(width=16, height=9), limits=LIMITS)
    assert frame.picture_width < 0.7 * frame.width
    assert frame.width / frame.height == pytest.approx(16 / 9, rel=0.02)


def test_a_large_picture_becomes_smaller_rather_than_its_canvas_larger():
    assert frame_for(1408, 1056, side="wider", ratio=None, limits=LIMITS) == framed(
        1408, 704, 234, 0, 939, 704
    )


@pytest.mark.parametrize(
    ("size", "side", "ratio", "frame"),
    [
        # A picture keeps its own pixels as long as what comes of it can be worked on.
        ((1024, 1024), "around", None, framed(1536, 1536, 256, 256, 1024, 1024)),
        ((2048, 2048), "around", None, framed(3072, 3072, 512, 512, 2048, 2048)),
        ((4096, 4096), "around", None, framed(3072, 3072, 512, 512, 2048, 2048)),
        # No longer a shape than is taken, where that leaves anything worth painting …
        ((1344, 768), "wider", None, framed(1920, 768, 288, 0, 1344, 768)),
        ((768, 1344), "bottom", None, framed(768, 1920, 0, 0, 768, 1344)),
        # … and nobody asked for it.
        ((1536, 640), "wider", None, framed(2304, 640, 384, 0, 1536, 640)),
        ((1024, 1024), None, (3, 1), framed(3072, 1024, 1024, 0, 1024, 1024)),
        # Nowhere further than a picture is continued.
        ((1024, 512), None, (1, 9), framed(1024, 4508, 0, 1998, 1024, 512)),
    ],
)
def test_a_picture_that_is_handed_over_alone(size, side, ratio, frame):
    wanted = ratio and Ratio(width=ratio[0], height=ratio[1])
    assert frame_for(*size, side=side, ratio=wanted, limits=CONTINUES) == frame


@pytest.mark.parametrize(
    ("size", "side", "ratio", "frame"),
    [
        ((4096, 4096), "around", None, framed(2048, 2048, 341, 341, 1365, 1365)),
        ((1024, 1024), None, (100, 1), framed(4096, 1024, 1536, 0, 1024, 1024)),
        ((1500, 500), "wider", None, framed(2000, 500, 250, 0, 1500, 500)),
        # It is as long as it may be already: the other side grows with it.
        ((1600, 400), "left", None, framed(2400, 600, 800, 100, 1600, 400)),
    ],
)
def test_a_canvas_that_is_handed_over_whole(size, side, ratio, frame):
    wanted = ratio and Ratio(width=ratio[0], height=ratio[1])
    assert frame_for(*size, side=side, ratio=wanted, limits=CANVAS) == frame


@given(st.integers(64, 6000), st.integers(64, 6000), sides, ratios)
@settings(max_examples=500)
def test_what_is_handed_over_is_taken_as_it_is(width, height, side, ratio):
    frame = frame_for(width, height, side=side, ratio=ratio, limits=CANVAS)
    assume(min(frame.width, frame.height) >= CANVAS.least_side)
    assert CANVAS.fitted(frame.width, frame.height) == (frame.width, frame.height)
    assume(CONTINUES.takes(width, height))
    frame = frame_for(width, height, side=side, ratio=ratio, limits=CONTINUES)
    placed = CONTINUES.fitted(frame.picture_width, frame.picture_height)
    enlarged = max(placed) / max(frame.picture_width, frame.picture_height)
    beyond = (
        frame.left,
        frame.top,
        frame.width - frame.left - frame.picture_width,
        frame.height - frame.top - frame.picture_height,
    )
    assert max(beyond) * enlarged <= CONTINUES.furthest
    assert any(beyond)
    assert frame.width * frame.height <= CONTINUES.most_pixels
    if ratio is None and 1.1 * max(width, height) / min(width, height) < 2.5:
        assert CONTINUES.takes(frame.width, frame.height)


@pytest.mark.parametrize("size", [(601, 401), (1001, 667), (333, 500)])
def test_what_need_not_shrink_keeps_every_pixel(size):
    frame = frame_for(*size, side="wider", ratio=None, limits=LIMITS)
    scaled = size[0] * 1.5 > LONGEST
    assert ((frame.picture_width, frame.picture_height) == size) is not scaled


@given(pictures, pictures, sides, ratios, limits)
def test_the_picture_stands_on_its_canvas_with_room_to_paint(width, height, side, ratio, longest):
    frame = frame_for(
        width, height, side=side, ratio=ratio, limits=SourceLimits(least_side=1, most_side=longest)
    )
    assert frame.width % 2 == frame.height % 2 == 0
    assert 2 <= min(frame.width, frame.height) <= max(frame.width, frame.height) <= longest
    assert frame.picture_width >= 1
    assert frame.picture_height >= 1
    assert 0 <= frame.left <= frame.width - frame.picture_width
    assert 0 <= frame.top <= frame.height - frame.picture_height
    assert frame.picture_width * frame.picture_height < frame.width * frame.height
    assert frame.picture_width <= width
    assert frame.picture_height <= height


@given(pictures, pictures, sides, ratios)
def test_shapes_are_kept_as_far_as_whole_pixels_can(width, height, side, ratio):
    frame = frame_for(width, height, side=side, ratio=ratio, limits=LIMITS)
    assume(min(frame.picture_width, frame.picture_height) >= 50)
    assert frame.picture_width / frame.picture_height == pytest.approx(width / height, rel=0.025)
    if ratio is not None and side is None:
        assert frame.width / frame.height == pytest.approx(ratio.width / ratio.height, rel=0.06)


@given(pictures, pictures, ratios, st.sampled_from(["left", "right", "top", "bottom"]))
def test_what_grows_to_one_side_touches_the_other(width, height, ratio, side):
    frame = frame_for(width, height, side=side, ratio=ratio, limits=LIMITS)
    assert {
        "left": frame.left + frame.picture_width == frame.width,
        "right": frame.left == 0,
        "top": frame.top + frame.picture_height == frame.height,
        "bottom": frame.top == 0,
    }[side]
