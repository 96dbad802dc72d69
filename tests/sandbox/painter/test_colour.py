"""OKLab there and back, and the mixing of hex colours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.painter import colour as colours

hexes = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(hexes)
def test_hex_to_oklab_and_back(tone):
    assert colours.from_lab(colours.oklab(tone)) == tone


@pytest.mark.parametrize(
    ("tone", "lab"),
    [
        ("#ffffff", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#ff0000", (0.628, 0.225, 0.126)),
        ("#0000ff", (0.452, -0.032, -0.312)),
    ],
)
def test_known_values(tone, lab):
    assert colours.oklab(tone) == pytest.approx(lab, abs=2e-3)


def test_pictures_and_single_colours_agree():
    tones = ["#c8322f", "#1f7a7d", "#f4e8cd", "#23242a", "#bfd03f"]
    picture = np.array([[colours.rgb(tone) for tone in tones]], dtype=np.float32)
    lab = colours.to_oklab(picture)
    assert lab[0] == pytest.approx(np.array([colours.oklab(tone) for tone in tones]), abs=2e-3)
    assert colours.from_oklab(lab) == pytest.approx(picture, abs=0.006)


@given(hexes, hexes)
def test_mix_ends_at_both_colours(one, two):
    assert (colours.mix(one, two, 0), colours.mix(one, two, 1)) == (one, two)


@given(hexes)
def test_white_light_changes_nothing_and_shift_lightens(tone):
    assert colours.distance(colours.under(tone, "#ffffff"), tone) < 0.01
    assert colours.lightness(colours.shift(tone, 0.1)) >= colours.lightness(tone) - 1e-3
