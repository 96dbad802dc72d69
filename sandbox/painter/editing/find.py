"""Which part of a picture a few words name: by colour, place, what such things look like, standing out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter import vocabulary
from sandbox.painter.colour import Array
from sandbox.painter.editing import matte, regions, tower
from sandbox.painter.editing.fill import grown
from sandbox.painter.editing.matte import Chosen
from sandbox.painter.editing.regions import Patches
from sandbox.painter.editing.source import Mask
from sandbox.painter.intent import family_of
from sandbox.painter.lexicon import tokens
from sandbox.painter.raster import noise
from sandbox.painter.reading import read

_PLACES: Final[Mapping[str, tuple[float | None, float | None]]] = MappingProxyType({
    "left": (None, 0.0), "right": (None, 1.0), "top": (0.0, None), "upper": (0.0, None), "above": (0.0, None),
    "bottom": (1.0, None), "lower": (1.0, None), "below": (1.0, None), "foreground": (0.95, None),
    "middle": (0.5, 0.5), "center": (0.5, 0.5), "centre": (0.5, 0.5),
})  # fmt: skip
"""Word -> row and column it speaks of, as shares of the picture."""
_BEHIND: Final = frozenset({"background", "backdrop", "surroundings", "everything"})
_MAIN: Final = frozenset({"subject", "object", "foreground", "product", "thing", "main"})


@dataclass(frozen=True)
class _Look:
    """How a kind of thing is recognised."""

    tones: tuple[str, ...] = ()
    row: tuple[float, float] = (0.5, 9.0)
    """Height in the picture where it is met, 0 top .. 1 bottom, and how far from there."""
    wide: bool = False
    """Reaches from side to side; otherwise it stands out."""
    small: bool = False


_SKY: Final = _Look(("#8fb8de", "#bcd3e6", "#e9eef2", "#243352", "#e8a06a"), (0.0, 0.42), wide=True)
_WATER: Final = _Look(("#3f7a9c", "#5d93ad", "#2b5a73", "#8fb3bd"), (0.85, 0.4), wide=True)
_GROUND: Final = _Look((), (1.0, 0.34), wide=True)
_GREEN: Final = _Look(("#4f7a3c", "#7c9a4e", "#2f5a38", "#9aa85a"), (0.7, 0.6), wide=True)
_BOATS: Final = frozenset({"sailboat", "boat", "ship", "steamer"})
_SAILS_AND_HULL: Final = ("#f0d9b8", "#e2b88c", "#22323a")
_LOOKS: Final[Mapping[str, _Look]] = MappingProxyType({
    "sky": _SKY, "clouds": _Look(("#f4f4f2", "#dfe4ea", "#cfd6de"), (0.1, 0.4), wide=True), "stars": _SKY,
    "sun": _Look(("#fff1c0", "#ffd27a", "#ff9a4a"), (0.2, 0.4), small=True),
    "moon": _Look(("#f6f2dc", "#e8ecf0", "#ffe9b0"), (0.2, 0.4), small=True),
    "sea": _WATER, "lake": _WATER, "river": _WATER, "waves": _WATER, "field": _GREEN, "garden": _GREEN,
    "forest": _GREEN, "tree": _GREEN, "pine tree": _GREEN, "hills": _Look(_GREEN.tones, (0.6, 0.4), wide=True),
    "mountains": _Look(("#7d8a9c", "#5f6b7c", "#a9b3c0", "#6b6f74"), (0.42, 0.25), wide=True),
    "beach": _Look(("#e3cfa0", "#d2b57f"), (0.95, 0.3), wide=True), "street": _GROUND, "path": _GROUND,
    "snowfield": _Look(("#f1f4f8", "#cdd8e6"), (0.9, 0.4), wide=True),
    "desert": _Look(("#d9a566", "#e6c48c"), (0.9, 0.4), wide=True),
    "rocks": _Look(("#77726b", "#57534e"), (0.85, 0.4), wide=True), "wall": _Look((), (0.4, 0.6), wide=True),
    "lighthouse": _Look(("#c8322b", "#efe6d8"), (0.4, 0.4)),
    "fox": _Look(("#d2691e", "#b5541c")), "rose": _Look(("#c22f3f", "#e06a80")), "poppies": _Look(("#d83a2b",)),
    "orange": _Look(("#ee8a1d",)), "lemon": _Look(("#f3d63b",)), "apple": _Look(("#c8322b", "#7fa63a")),
})  # fmt: skip
_GENEROUS: Final = 0.006
_GROUND_WORDS: Final = frozenset({"ground", "floor", "grass"})


def found(picture: Array, words: str, *, generous: float = _GENEROUS) -> Mask:
    """Where in the picture the words point: never nothing, never everything.

    `generous`: how far the area reaches beyond what was found, as a share of the shorter side; the default
    just takes the rim along, so that nothing is left of a thing that is taken away.
    """
    patches = regions.patches(picture)
    said = set(tokens(words))
    intent = read(words)
    stands_out = matte.saliency(patches)
    if said & _BEHIND and not intent.subjects:
        return _area(picture, patches, ~matte.standing_out(patches), generous)
    score = np.ones(len(patches.lab), dtype=np.float32)
    tones = _tones(words)
    if intent.subjects[:1] == ("lighthouse",) and not tones and (rough := tower.banded(picture)) is not None:
        return _outlined(picture, rough, generous)
    subjects = [
        subject
        for subject in intent.subjects
        if subject not in ("orange", "rose") or len(said) == 1 or not tones
    ]
    looks = [_LOOKS[subject] for subject in subjects if subject in _LOOKS]
    if said & _GROUND_WORDS and not looks:
        looks = [_GROUND]
    if tones:
        score *= _like(patches, tones, 0.13)
    elif looks and looks[0].tones:
        likeness = _like(patches, looks[0].tones, 0.06 if looks[0].small else 0.12)
        score *= likeness if looks[0].small else 0.25 + 0.75 * likeness
    if looks:
        row, reach = looks[0].row
        score *= np.exp(-(((patches.place[:, 0] - row) / reach) ** 2)).astype(np.float32)
    wide = any(look.wide for look in looks)
    small = any(look.small for look in looks)
    if small:
        score *= 0.4 + 0.6 * stands_out
    elif wide:
        score *= 1 - 0.5 * stands_out
    elif not tones or subjects:
        score *= 0.12 + 0.88 * stands_out
    place = _at(patches, said)
    kept = _chosen(patches, score * place, wide=wide, single=small or _single(subjects, said))
    if not tones and _BOATS.intersection(subjects):
        kept = _boat(patches, kept, place)
    return _area(picture, patches, kept, generous)


def _boat(patches: Patches, kept: Chosen, place: Array) -> Chosen:
    """What was kept, unless a good deal of what looks like sails and a hull is elsewhere: then that."""
    low = np.exp(-(((patches.place[:, 0] - 0.74) / 0.22) ** 2)).astype(np.float32)
    looks = _like(patches, _SAILS_AND_HULL, 0.06) * low * (0.4 + 0.6 * matte.saliency(patches)) * place
    alike = _chosen(patches, looks, wide=False, single=True)
    here, both, there = (float(patches.share[area].sum()) for area in (kept, kept & alike, alike))
    return alike if both < 0.6 * there and there > 0.3 * here else kept


def _tones(words: str) -> tuple[str, ...]:
    """The colours named, whatever they belong to."""
    names: dict[str, str] = dict(vocabulary.COLOURS)
    for name, synonyms in vocabulary.COLOUR_SYNONYMS.items():
        names |= dict.fromkeys(synonyms, vocabulary.COLOURS[name])
    text = f" {' '.join(tokens(words))} "
    return tuple(dict.fromkeys(tone for name, tone in names.items() if f" {name} " in text))


def _like(patches: Patches, tones: tuple[str, ...], reach: float) -> Array:
    """(n,) 0..1: likeness to the nearest of some colours; hue counts more than lightness."""
    scale = np.array([0.55, 1.25, 1.25], dtype=np.float32)
    wanted = np.stack([colours.as_lab_array(tone) for tone in tones]) * scale
    gap = (((patches.lab * scale)[:, None] - wanted[None]) ** 2).sum(axis=2).min(axis=1)
    return np.asarray(np.exp(-gap / (2 * reach**2)), dtype=np.float32)


def _at(patches: Patches, said: set[str]) -> Array:
    """(n,) 0..1: nearness to where the words of place point."""
    weight = np.ones(len(patches.lab), dtype=np.float32)
    for word, (row, column) in _PLACES.items():
        if word not in said or word in _MAIN:
            continue
        for axis, wanted in ((0, row), (1, column)):
            if wanted is not None:
                weight *= np.exp(-(((patches.place[:, axis] - wanted) / 0.4) ** 4)).astype(np.float32)
    return weight


def _single(subjects: list[str], said: set[str]) -> bool:
    """Whether the words speak of one thing."""
    many = any(word.endswith("s") and not word.endswith("ss") for word in said)
    return bool(subjects) and not many and family_of(subjects[0]) not in ("flora", "sky")


def _chosen(patches: Patches, score: Array, *, wide: bool, single: bool) -> Chosen:
    """The patches with a high score, in pieces worth having."""
    best = float(score.max())
    score = score / max(best, 1e-6)
    level = max(matte.threshold(score, patches.share), 0.3)
    groups = regions.components(patches, score >= level)
    weights = [float((score[group] * patches.share[group]).sum()) for group in groups]
    kept = np.zeros(len(score), dtype=np.bool_)
    least = (0.9 if single else 0.3 if wide else 0.15) * max(weights)
    for group, weight in zip(groups, weights, strict=True):
        if weight >= least:
            kept[group] = True
    if kept.all() and len(kept) > 1:
        kept[int(np.argmin(score))] = False
    return kept


def _area(picture: Array, patches: Patches, kept: Chosen, generous: float) -> Mask:
    """Patches as a mask of the picture's size, its edge along the picture's edges."""
    return _outlined(picture, patches.spread(kept.astype(np.float32)), generous)


def _outlined(picture: Array, rough: Array, generous: float) -> Mask:
    """A rough mask as one of the picture's size."""
    height, width = picture.shape[:2]
    mask = grown(matte.outlined(picture, rough) > 0.5, generous * min(height, width))
    if not mask.any() or mask.all():
        mask = noise.resize(rough, height, width, smooth=False) > 0.5
    return np.asarray(mask, dtype=np.bool_)
