"""Pictures in numbers: each number goes where a person would say it goes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from services.measuring import MEASURED_SIDE, measure


def measured(picture):
    return measure(picture, *picture.size)


def plain(colour):
    return measured(Image.new("RGB", (60, 40), colour))


def checks(step, size=240):
    picture = Image.new("RGB", (size, size), "black")
    draw = ImageDraw.Draw(picture)
    for x in range(0, size, 2 * step):
        draw.rectangle((x, 0, x + step - 1, size), fill="white")
    return picture


def test_black_white_and_grey():
    black, grey, white = plain("black"), plain("#777777"), plain("white")
    assert (black.brightness, white.brightness) == (0, 1)
    assert 0.5 < grey.brightness < 0.65
    for measures in (black, grey, white):
        assert (measures.contrast, measures.edge_density, measures.warmth) == (
            0,
            0,
            pytest.approx(0, abs=1e-3),
        )
        assert measures.saturation == pytest.approx(0, abs=1e-3)


def test_half_black_and_half_white_is_all_the_contrast_there_is():
    assert measured(checks(20)).contrast == pytest.approx(0.5, abs=0.001)
    assert measured(checks(20)).brightness == pytest.approx(0.5, abs=0.001)


def test_orange_is_warm_and_blue_is_cool():
    assert plain("#ff8800").warmth == pytest.approx(1, abs=0.01)
    assert plain("#0066ff").warmth == pytest.approx(-1, abs=0.01)
    assert plain("#d92027").warmth > 0.8
    assert plain("#00a0c0").warmth < -0.5
    assert -0.4 < plain("#a0a8b0").warmth < 0


def test_as_much_orange_as_blue_is_neither():
    picture = Image.new("RGB", (60, 40), "#ff8800")
    picture.paste("#0066ff", (30, 0, 60, 40))
    assert abs(measured(picture).warmth) < 0.05


def test_saturation_is_chroma():
    assert plain("#ff0000").saturation > plain("#b06060").saturation > plain("#807878").saturation > 0
    assert plain("#ff00ff").saturation == pytest.approx(0.3225, abs=0.001)


def test_finer_patterns_have_more_edges():
    found = [measured(checks(step)).edge_density for step in (60, 20, 5)]
    assert found == sorted(found)
    assert found[0] == pytest.approx(2 * 3 / 240, abs=0.01)  # three edges, two pixels wide
    assert found[2] > 0.35


def test_a_blurred_picture_has_no_edges():
    assert measured(checks(60).filter(ImageFilter.GaussianBlur(12))).edge_density == 0


def test_a_large_picture_measures_as_its_small_copy():
    picture = checks(MEASURED_SIDE // 8, MEASURED_SIDE)
    large = picture.resize((2048, 2048), Image.Resampling.NEAREST)
    assert measure(large, 1, 1) == measure(picture, 1, 1)


def test_names_are_plain():
    assert [swatch.name for swatch in plain("#14244d").palette] == ["navy"]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 24), st.integers(1, 24), st.randoms(use_true_random=False))
def test_every_number_is_in_its_range(width, height, rng):
    picture = Image.frombytes("RGB", (width, height), rng.randbytes(width * height * 3))
    measures = measured(picture)
    assert (measures.width, measures.height) == (width, height)
    assert 0 <= measures.brightness <= 1
    assert 0 <= measures.contrast <= 0.5
    assert 0 <= measures.saturation <= 0.33
    assert -1 <= measures.warmth <= 1
    assert 0 <= measures.edge_density <= 1
    assert measures == measured(picture)


def test_measuring_is_cheap():
    """Promised are 300 ms of CPU for a picture of 12 megapixels, which is measured in the size painters take."""
    picture = Image.merge("RGB", [Image.effect_noise((1408, 1056), 60) for _ in range(3)])
    seconds = []
    for _ in range(3):
        began = time.process_time()
        measure(picture, 4000, 3000)
        seconds.append(time.process_time() - began)
    assert min(seconds) <= 0.3
