"""A picture is fitted to what Stability's services take, and what can't be is refused before anything is paid."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from services.ask import SIDES, Ratio
from services.bedrock import RequestRefusedError, SourceUnsuitableError
from services.extending import extend
from services.painting.frame import frame_for
from services.painting.interface import Inputs
from services.painting.source_limits import SourceLimits
from services.painting.stability_services import MODELS, OUTPAINT
from services.painting.stability_source import Source, fit
from services.picture_files import encoded
from tests.contracts import contract

LIMITS = MODELS[OUTPAINT].takes


def png(width, height, colour=(200, 40, 40), mode="RGB"):
    return encoded(Pillow.new(mode, (width, height), colour), "PNG")


def opened(data):
    return Pillow.open(io.BytesIO(data))


def mask_of(width, height, box):
    mask = Pillow.new("L", (width, height), 255)
    mask.paste(0, box)
    return encoded(mask, "PNG")


def test_what_is_within_the_limits_keeps_its_bytes():
    picture = png(160, 64)
    assert fit(Inputs((picture,)), LIMITS) == Source(picture)
    buffer = io.BytesIO()
    opened(picture).save(buffer, "JPEG")
    assert fit(Inputs((buffer.getvalue(),)), LIMITS).data == buffer.getvalue()


@given(st.integers(1, 400), st.integers(1, 400), st.integers(4000, 30_000))
@settings(max_examples=300, deadline=None)
def test_whatever_is_handed_on_is_within_the_limits(width, height, most_pixels):
    limits = SourceLimits(least_side=20, most_pixels=most_pixels, aspects=(0.4, 2.5))
    try:
        source = fit(Inputs((png(width, height),)), limits)
    except SourceUnsuitableError:
        assert not 0.4 <= width / height <= 2.5 or min(width, height) < 2
        return
    fitted = opened(source.data)
    assert min(fitted.size) >= 20
    assert fitted.width * fitted.height <= most_pixels
    assert 0.4 <= fitted.width / fitted.height <= 2.5
    assert fitted.width / fitted.height == pytest.approx(width / height, rel=0.06)


@pytest.mark.parametrize(("width", "height"), [(250, 100), (100, 250)])
@pytest.mark.parametrize("most_pixels", range(4000, 6000, 97))
def test_a_shape_at_the_edge_gets_no_longer_when_it_shrinks(width, height, most_pixels):
    limits = SourceLimits(least_side=20, most_pixels=most_pixels, aspects=(0.4, 2.5))
    fitted = opened(fit(Inputs((png(width, height),)), limits).data)
    assert 0.4 <= fitted.width / fitted.height <= 2.5
    assert fitted.width * fitted.height <= most_pixels


@pytest.mark.parametrize(("width", "height"), [(321, 128), (128, 321), (3, 4)])
def test_too_long_or_too_small_a_picture_is_refused(width, height):
    with pytest.raises(SourceUnsuitableError):
        fit(Inputs((png(width, height),)), LIMITS)


def test_a_small_picture_keeps_its_transparent_parts():
    source = fit(Inputs((png(40, 60, (0, 0, 0, 0), "RGBA"),)), LIMITS)
    assert opened(source.data).size == (64, 96)
    assert opened(source.data).getpixel((32, 48)) == (0, 0, 0, 0)


def test_the_picture_is_cut_out_of_its_canvas():
    canvas = Pillow.new("RGB", (300, 200), (0, 0, 255))
    canvas.paste((255, 0, 0), (40, 30, 200, 150))
    inputs = Inputs((encoded(canvas, "PNG"),), mask_of(300, 200, (40, 30, 200, 150)))
    source = fit(inputs, LIMITS, framed=True)
    assert source.margins == {"left": 40, "right": 100, "up": 30, "down": 50}
    picture = opened(source.data)
    assert picture.size == (160, 120)
    assert picture.getcolors() == [(160 * 120, (255, 0, 0))]


@given(
    st.integers(60, 200),
    st.integers(60, 200),
    st.sampled_from([None, *SIDES]),
    st.none() | st.builds(Ratio, width=st.integers(1, 21), height=st.integers(1, 21)),
)
@settings(max_examples=100, deadline=None)
def test_picture_and_margins_make_the_canvas_that_was_planned(width, height, side, ratio):
    frame = frame_for(width, height, side=side, ratio=ratio, limits=SourceLimits(least_side=1, most_side=400))
    canvas, mask = extend(png(width, height), frame)
    source = fit(Inputs((canvas,), mask), SourceLimits(least_side=1), framed=True)
    picture = opened(source.data)
    assert picture.size == (frame.picture_width, frame.picture_height)
    assert (source.left, source.up) == (frame.left, frame.top)
    assert source.left + picture.width + source.right == frame.width
    assert source.up + picture.height + source.down == frame.height
    assert source.margins


def test_margins_grow_with_a_small_picture():
    inputs = Inputs((png(48, 32),), mask_of(48, 32, (15, 0, 47, 32)))
    source = fit(inputs, LIMITS, framed=True)
    assert opened(source.data).size == (64, 64)
    assert source.margins == {"left": 30, "right": 2}


def test_a_picture_is_not_continued_further_than_the_service_does():
    limit = contract("stability-services/outpaint.request.schema.json")["properties"]["left"]["maximum"]
    inside = Inputs((png(limit + 64, 64),), mask_of(limit + 64, 64, (0, 0, 64, 64)))
    assert fit(inside, LIMITS, framed=True).margins == {"right": limit}
    beyond = Inputs((png(limit + 65, 64),), mask_of(limit + 65, 64, (0, 0, 64, 64)))
    with pytest.raises(SourceUnsuitableError, match="continued"):
        fit(beyond, LIMITS, framed=True)


@pytest.mark.parametrize(
    ("picture", "mask"),
    [
        (b"no picture", None),
        (png(64, 64)[:60], mask_of(64, 64, (0, 0, 60, 64))),
        (png(64, 64), b"no mask"),
        (png(64, 64), mask_of(65, 64, (0, 0, 60, 64))),
        (png(64, 64), mask_of(64, 64, (0, 0, 64, 64))),
        (png(64, 64), mask_of(64, 64, (0, 0, 0, 0))),
    ],
)
def test_what_can_only_be_our_mistake(picture, mask):
    with pytest.raises(RequestRefusedError):
        fit(Inputs((picture,), mask), LIMITS, framed=mask is not None)
