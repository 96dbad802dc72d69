"""New pictures from given ones."""

import io

import numpy as np
import pytest
from PIL import Image

from sandbox.painter import Brief, paint, vary

BLANK = Brief("", 256, 256, 9)
SOURCE = paint(Brief("a lighthouse on a cliff, sailboat on the sea, sunset", 256, 256, 5))
OTHER = paint(Brief("a cup of coffee on a wooden table", 256, 256, 5))


def pixels(data, size=None):
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB").resize(size or image.size), dtype=np.float32)


def layout_gap(one, two):
    """Difference of the large forms: brightness at 16 x 16."""
    small = [pixels(data, (16, 16)).mean(axis=2) for data in (one, two)]
    return float(np.abs(small[0] - small[1]).mean())


def palette_gap(one, two):
    """Difference of the colour histograms, 0..2."""
    histograms = [
        np.histogramdd(pixels(data, (64, 64)).reshape(-1, 3), bins=4, range=[(0, 256)] * 3)[0] / 4096
        for data in (one, two)
    ]
    return float(np.abs(histograms[0] - histograms[1]).sum())


@pytest.mark.parametrize("similarity", [1.0, 0.7, 0.4, 0.2])
def test_layout_and_palette_stay_nearer_than_another_picture(similarity):
    varied = vary([SOURCE], BLANK, similarity)
    assert varied != SOURCE
    assert layout_gap(varied, SOURCE) < layout_gap(OTHER, SOURCE)
    assert palette_gap(varied, SOURCE) < palette_gap(OTHER, SOURCE)
    assert float(np.abs(pixels(varied) - pixels(SOURCE)).mean()) > 4


def test_less_similarity_leads_further_away():
    gaps = [
        np.mean(
            [layout_gap(vary([SOURCE], Brief("", 256, 256, seed), similarity), SOURCE) for seed in (1, 2, 3)]
        )
        for similarity in (1.0, 0.2)
    ]
    assert gaps[0] < gaps[1]


def test_the_same_request_gives_the_same_bytes_and_another_seed_others():
    assert vary([SOURCE], BLANK, 0.6) == vary([SOURCE], BLANK, 0.6)
    assert vary([SOURCE], BLANK, 0.6) != vary([SOURCE], Brief("", 256, 256, 10), 0.6)


def test_exact_size_from_any_format():
    out = io.BytesIO()
    Image.new("L", (40, 700), 90).save(out, "JPEG")
    with Image.open(io.BytesIO(vary([out.getvalue()], Brief("", 300, 260, 1), 0.5))) as image:
        assert (image.size, image.mode, image.format) == ((300, 260), "RGB", "PNG")


def test_other_pictures_lend_their_colour():
    alone, mixed = vary([SOURCE], BLANK, 0.6), vary([SOURCE, OTHER], BLANK, 0.6)
    assert layout_gap(alone, mixed) < layout_gap(mixed, OTHER)
    assert alone != mixed


def test_a_prompt_s_medium_is_followed():
    grey = pixels(vary([SOURCE], Brief("ink wash", 256, 256, 3), 0.7))
    plain = pixels(vary([SOURCE], Brief("", 256, 256, 3), 0.7))
    assert np.ptp(grey, axis=2).mean() < np.ptp(plain, axis=2).mean() / 2


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"0" * 40])
def test_what_is_not_a_picture_is_refused(data):
    with pytest.raises(ValueError, match="not a PNG or JPEG"):
        vary([data], BLANK, 0.7)


def test_no_picture_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        vary([], BLANK, 0.7)
