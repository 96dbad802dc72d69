"""A given palette is kept to, whatever was painted."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.painter import colour as colours
from sandbox.painter.brief import Brief
from sandbox.painter.finish import palette
from sandbox.painter.studio import picture

NEAR = 0.08
PAINTED = picture(Brief("a red bicycle leaning on a blue door", 256, 256, 3))
tones = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def apart(chosen):
    """Whether the colours differ enough for a count by the nearest one to mean something."""
    return all(colours.distance(one, two) > 0.1 for i, one in enumerate(chosen) for two in chosen[:i])


def measure(rgb, chosen):
    """Share of pixels on or near the chain of `chosen`, and each colour's share of near pixels."""
    lab = colours.to_oklab(np.round(rgb * 255) / 255).reshape(-1, 3)
    chain = np.array(sorted(colours.oklab(tone) for tone in chosen))
    gap = np.linalg.norm(lab[:, None] - chain[None], axis=2)
    nearest = gap.min(axis=1)
    for one, two in pairwise(chain):
        along = np.clip((lab - one) @ (two - one) / max(float(((two - one) ** 2).sum()), 1e-9), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(lab - (one + along[:, None] * (two - one)), axis=1))
    shares = [float(((gap.argmin(axis=1) == i) & (gap.min(axis=1) < NEAR)).mean()) for i in range(len(chain))]
    return float((nearest < NEAR).mean()), shares


@given(st.lists(tones, min_size=2, max_size=5, unique=True).filter(apart))
@settings(max_examples=25, deadline=None)
def test_random_palettes_are_obeyed(chosen):
    on_chain, shares = measure(palette.keep_to(PAINTED, tuple(chosen)), chosen)
    assert on_chain >= 0.85
    assert min(shares) >= 0.015


@pytest.mark.parametrize(
    "medium", ["watercolour", "ink wash", "neon", "pixel art", "line art", "stained glass"]
)
def test_a_palette_is_obeyed_in_every_kind_of_medium(medium):
    chosen = ("#0b3954", "#bfd7ea", "#ff6663")
    brief = Brief(f"mountains and a lake at sunset, {medium}", 256, 256, 5, palette=chosen)
    on_chain, shares = measure(picture(brief), chosen)
    assert on_chain >= 0.85
    assert min(shares) >= 0.015


def test_one_colour_is_enough():
    on_chain, _ = measure(palette.keep_to(PAINTED, ("#3d5a80",)), ["#3d5a80"])
    assert on_chain >= 0.85


def test_ten_colours_are_mostly_used():
    chosen = [
        "#222831",
        "#393e46",
        "#00adb5",
        "#eeeeee",
        "#f96d00",
        "#ffd460",
        "#a3de83",
        "#5c2a9d",
        "#b83b5e",
        "#3f72af",
    ]
    on_chain, shares = measure(palette.keep_to(PAINTED, tuple(chosen)), chosen)
    assert on_chain >= 0.85
    assert sum(share >= 0.01 for share in shares) >= 8


def test_light_and_shade_survive():
    kept = palette.keep_to(PAINTED, ("#0b3954", "#bfd7ea"))
    own, new = (colours.to_oklab(rgb)[..., 0].ravel() for rgb in (PAINTED, kept))
    assert np.corrcoef(own, new)[0, 1] > 0.7
