"""A part of a picture in other colours, its light and shade as they were."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter import vocabulary
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import fill
from sandbox.painter.editing.source import Mask
from sandbox.painter.lexicon import tokens

_LIGHT: Final = 0.75
"""How far a part's mean lightness goes towards the new colour's."""


def recoloured(picture: Array, inside: Mask, brief: Brief, soft: float) -> Array:
    """The inside of the mask in the colours the prompt names, by lightness where it names several.

    A prompt that names none turns the hue, by an angle that hangs on the brief. The colour fades in over
    `soft` pixels from the edge of the mask; outside, every pixel keeps its value.
    """
    if not inside.any():
        return picture
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    box = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
    part, lab = inside[box], colours.to_oklab(picture[box])
    own = lab[part]
    tones = np.array(sorted(colours.oklab(tone) for tone in named(brief.prompt)), dtype=np.float32)
    lab[part] = _toned(own, tones) if len(tones) else _turned(own, brief)
    seam = fill.feathered(inside, max(1.0, min(inside.shape) * 0.002, soft))[..., None]
    mixed = picture[box] + (colours.from_oklab(lab) - picture[box]) * seam[box]
    out = picture.copy()
    out[box] = np.where(part[..., None], mixed, picture[box])
    return out


def named(words: str) -> tuple[str, ...]:
    """``#rrggbb`` of the colours that are named; of "sky blue" not also the blue."""
    names: dict[str, str] = dict(vocabulary.COLOURS)
    for name, synonyms in vocabulary.COLOUR_SYNONYMS.items():
        names |= dict.fromkeys(synonyms, vocabulary.COLOURS[name])
    return tuple(dict.fromkeys(names[name] for name in _longest_first(tokens(words), names)))


def _longest_first(said: list[str], names: dict[str, str]) -> Iterator[str]:
    at = 0
    while at < len(said):
        length = next((n for n in (3, 2, 1) if " ".join(said[at : at + n]) in names), 0)
        if length:
            yield " ".join(said[at : at + length])
        at += length or 1


def _toned(own: Array, tones: Array) -> Array:
    """(n, 3) OKLab in the tones (k, 3), which are sorted by lightness."""
    light = own[:, 0]
    rank = np.argsort(np.argsort(light, kind="stable"), kind="stable") / max(len(light) - 1, 1)
    place = rank * (len(tones) - 1)
    tone = np.stack([np.interp(place, np.arange(len(tones)), tones[:, i]) for i in range(3)], axis=1)
    new = light + (tone[:, 0] - light.mean()) * _LIGHT if len(tones) == 1 else 0.5 * (light + tone[:, 0])
    # Highlights and deep shade carry less colour.
    pale = np.clip(1 - ((new - tone[:, 0]) / 0.55) ** 2, 0.15, 1)[:, None]
    return np.concatenate([np.clip(new, 0, 1)[:, None], tone[:, 1:] * pale], axis=1).astype(np.float32)


def _turned(own: Array, brief: Brief) -> Array:
    angle = np.deg2rad(60 + brief.key % 240)
    a, b = own[:, 1], own[:, 2]
    turned = np.stack([a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)], axis=1)
    return np.concatenate([own[:, :1], turned], axis=1).astype(np.float32)
