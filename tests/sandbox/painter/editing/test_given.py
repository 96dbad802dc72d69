"""Layout, palette and hand taken from a given picture."""

import io

import numpy as np
import pytest
from PIL import Image

from sandbox.painter import Brief, condition, paint, resemble
from sandbox.painter import colour as colours
from sandbox.painter.editing import matte, reference

S = 256
CASTLE = paint(Brief("a castle on a hill, paper cut", S, S, 7))
AURORA = paint(Brief("a cabin in snow under green northern lights at night", S, S, 22))
EMBER = paint(Brief("a red desert canyon at sunset, warm orange", S, S, 4))
TIGER = Brief("a tiger in a jungle", S, S, 3)


def picture(data):
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.float32) / 255


def likeness(one, two):
    """Correlation of the edge maps of two pictures, -1..1."""
    first, second = (matte.edge_strength(picture(data), 2.0).ravel() for data in (one, two))
    return float(np.corrcoef(first, second)[0, 1])


def tone_gap(one, two):
    """Distance in OKLab between the mean colours of ten steps of lightness."""
    means = []
    for data in (one, two):
        lab = colours.to_oklab(picture(data)).reshape(-1, 3)
        parts = np.array_split(lab[np.argsort(lab[:, 0], kind="stable")], 10)
        means.append(np.stack([part.mean(axis=0) for part in parts]))
    return float(np.linalg.norm(means[0] - means[1], axis=1).mean())


@pytest.mark.parametrize("mode", ["edges", "areas"])
def test_the_layout_is_kept_the_more_the_stronger(mode):
    alike = [likeness(condition(CASTLE, TIGER, mode, strength), CASTLE) for strength in (0.0, 0.35, 0.7, 1.0)]
    assert alike[0] < 0.15
    assert alike[1] > alike[0] + 0.1
    assert alike[2] > alike[1]
    assert alike[3] > alike[2] - 0.02
    assert alike[3] > 0.45


def test_no_strength_is_the_prompt_s_own_picture():
    assert condition(CASTLE, TIGER, "edges", 0.0) == paint(TIGER)


def test_edges_keep_more_of_the_drawing_than_areas():
    edges, areas = (likeness(condition(CASTLE, TIGER, mode, 1.0), CASTLE) for mode in ("edges", "areas"))
    assert edges > areas


def test_colours_are_the_prompt_s():
    night = Brief("a city at night, blue", S, S, 3)
    done = condition(EMBER, night, "edges", 1.0)
    assert tone_gap(done, paint(night)) < tone_gap(done, EMBER)


def test_the_seed_and_the_words_change_a_conditioned_picture():
    briefs = [TIGER, Brief(TIGER.prompt, S, S, 4), Brief("a harbour at noon", S, S, 3)]
    assert len({condition(CASTLE, brief, "areas", 0.7) for brief in briefs}) == 3
    assert condition(CASTLE, TIGER, "areas", 0.7) == condition(CASTLE, TIGER, "areas", 0.7)


def test_a_reference_is_cropped_to_the_picture_s_shape():
    brief = Brief("a tiger", 320, 256, 3)
    assert picture(condition(CASTLE, brief, "edges", 0.7)).shape == (256, 320, 3)


@pytest.mark.parametrize("given", [AURORA, EMBER])
def test_tones_come_nearer_to_the_reference(given):
    brief = Brief("a lighthouse on a cliff", S, S, 3)
    assert tone_gap(resemble(given, brief), given) < 0.6 * tone_gap(paint(brief), given)


def test_given_colours_are_obeyed_beside_the_reference_s():
    chosen = ("#0b3954", "#ff6663")
    brief = Brief("a lighthouse on a cliff", S, S, 3, palette=chosen)
    done = resemble(AURORA, brief)
    lab = colours.to_oklab(picture(done)).reshape(-1, 3)
    for tone in chosen:
        assert (np.linalg.norm(lab - colours.as_lab_array(tone), axis=1) < 0.08).mean() > 0.015
    assert tone_gap(done, AURORA) < tone_gap(paint(brief), AURORA)


def test_main_tones_are_apart_and_real():
    tones = reference.tones_of(picture(AURORA), ("#000000",))
    assert 2 <= len(tones) <= 6
    lab = colours.to_oklab(picture(AURORA)).reshape(-1, 3)
    for i, tone in enumerate(tones):
        assert all(colours.distance(tone, other) > 0.09 for other in tones[:i])
        assert (np.linalg.norm(lab - colours.as_lab_array(tone), axis=1) < 0.12).mean() > 0.01


def test_the_style_vector_tells_hands_apart():
    vectors = [reference.style_vector(picture(data)) for data in (CASTLE, AURORA, CASTLE)]
    assert vectors[0] is not None
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.allclose(vectors[0], vectors[1])


def test_without_the_networks_the_palette_is_still_taken(monkeypatch):
    monkeypatch.setattr(reference, "_networks", lambda: None)
    brief = Brief("a lighthouse on a cliff", S, S, 3)
    assert tone_gap(resemble(EMBER, brief), EMBER) < tone_gap(paint(brief), EMBER)
