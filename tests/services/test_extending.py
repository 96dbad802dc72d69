"""A picture on a larger canvas: itself to the pixel, a soft ground around it, and a mask of nothing but the two."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.ask import SIDES
from services.extending import extend
from services.painting.frame import frame_for
from services.painting.source_limits import SourceLimits
from services.picture_files import UnreadablePictureError
from tests.services.oddity_bytes import RED, plain, quarters, saved


def extended(picture, frame, kind="PNG"):
    canvas, mask = (Image.open(io.BytesIO(data)) for data in extend(saved(picture, kind), frame))
    assert canvas.format == mask.format == "PNG"
    assert (canvas.mode, mask.mode) == ("RGB", "L")
    assert canvas.size == mask.size == (frame.width, frame.height)
    return canvas, mask


def inside(frame):
    return frame.left, frame.top, frame.left + frame.picture_width, frame.top + frame.picture_height


@pytest.mark.parametrize("side", SIDES)
def test_the_picture_stays_and_the_rest_is_to_be_painted(side):
    noise = Image.effect_noise((301, 200), 90).convert("RGB")
    frame = frame_for(301, 200, side=side, ratio=None, limits=SourceLimits(least_side=1, most_side=1408))
    canvas, mask = extended(noise, frame)
    assert canvas.crop(inside(frame)).tobytes() == noise.tobytes()
    picture = frame.picture_width * frame.picture_height
    assert sorted(mask.getcolors()) == sorted([(picture, 0), (frame.width * frame.height - picture, 255)])
    assert mask.crop(inside(frame)).getextrema() == (0, 0)


def test_the_ground_goes_on_as_the_edges_end():
    frame = frame_for(400, 300, side="around", ratio=None, limits=SourceLimits(least_side=1, most_side=1408))
    canvas, _ = extended(quarters(400, 300), frame)
    for corner, colour in {(2, 2): 0, (597, 2): 1, (2, 447): 2, (597, 447): 3}.items():
        expected = quarters().getpixel(((colour % 2) * 90, (colour // 2) * 60))
        assert max(abs(a - b) for a, b in zip(canvas.getpixel(corner), expected, strict=True)) <= 3


def test_the_ground_is_soft():
    """Stripes that end at the edge do not go on as stripes."""
    picture = plain("white", size=(400, 400))
    for y in range(0, 400, 8):
        picture.paste("black", (0, y, 400, y + 4))
    canvas, _ = extended(
        picture,
        frame_for(400, 400, side="wider", ratio=None, limits=SourceLimits(least_side=1, most_side=1408)),
    )
    low, high = canvas.convert("L").crop((20, 100, 60, 300)).getextrema()
    assert high - low < 40


def test_a_picture_too_large_for_the_canvas_becomes_smaller():
    frame = frame_for(1408, 1056, side="wider", ratio=None, limits=SourceLimits(least_side=1, most_side=1408))
    canvas, _ = extended(quarters(1408, 1056), frame)
    assert canvas.crop(inside(frame)).getpixel((10, 10)) == RED


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 120), st.integers(1, 120), st.sampled_from([None, *SIDES]), st.integers(4, 200))
def test_every_frame_can_be_filled(width, height, side, longest):
    frame = frame_for(
        width, height, side=side, ratio=None, limits=SourceLimits(least_side=1, most_side=longest)
    )
    _, mask = extended(plain(RED, size=(width, height)), frame)
    assert {value for _, value in mask.getcolors()} == {0, 255}


def test_the_same_gives_the_same():
    frame = frame_for(96, 64, side=None, ratio=None, limits=SourceLimits(least_side=1, most_side=1408))
    assert extend(saved(quarters(), "JPEG"), frame) == extend(saved(quarters(), "JPEG"), frame)


def test_what_is_no_picture_is_refused():
    with pytest.raises(UnreadablePictureError):
        extend(
            b"no picture",
            frame_for(5, 5, side=None, ratio=None, limits=SourceLimits(least_side=1, most_side=10)),
        )
