"""The colours of a picture, and their names among those the painter knows. Imports numpy."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sandbox.painter.colour import from_oklab, rgb, to_hex, to_oklab
from sandbox.painter.vocabulary import COLOURS

Grid = NDArray[np.floating[Any]]

_MOST: Final = 6
_ROUNDS: Final = 8
_POINTS: Final = 9000
_LEAST_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour by name and as ``#rrggbb``, and its share of the pixels, 0 to 1."""

    name: str
    colour: str
    share: float


def palette_of(lab: Grid) -> tuple[Swatch, ...]:
    """Up to six colours of a picture in OKLab, each name once, largest share first."""
    points = lab.reshape(-1, 3)
    points = points[:: max(1, len(points) // _POINTS)].astype(np.float64)
    centres = _spread_out(points)
    nearest = np.zeros(len(points), dtype=np.intp)
    for _ in range(_ROUNDS):
        nearest = np.square(points[:, None] - centres).sum(axis=-1).argmin(axis=1)
        centres = np.array(
            [
                points[nearest == number].mean(axis=0) if (nearest == number).any() else centre
                for number, centre in enumerate(centres)
            ]
        )
    shares = np.bincount(nearest, minlength=len(centres)) / len(points)
    found: dict[str, Swatch] = {}
    for number in np.argsort(-shares, kind="stable"):
        name, share = name_of(centres[number]), float(shares[number])
        if name in found:
            old = found[name]
            found[name] = Swatch(name, old.colour, old.share + share)
        elif share >= _LEAST_SHARE or not found:
            found[name] = Swatch(name, _hex(centres[number]), share)
    return tuple(sorted(found.values(), key=lambda swatch: -swatch.share))


def colour_name(colour: str) -> str:
    """The name nearest to ``#rrggbb``."""
    return name_of(to_oklab(np.array([[rgb(colour.lower())]], dtype=np.float32))[0, 0])


def _spread_out(points: Grid) -> Grid:
    """Starting points as far from each other as they can be, the first nearest to the mean."""
    centres = [points[np.square(points - points.mean(axis=0)).sum(axis=1).argmin()]]
    distance = np.square(points - centres[0]).sum(axis=1)
    while len(centres) < _MOST and float(distance.max()) > 0.0025:
        centres.append(points[int(distance.argmax())])
        distance = np.minimum(distance, np.square(points - centres[-1]).sum(axis=1))
    return np.array(centres)


@cache
def _samples() -> tuple[tuple[str, ...], Grid]:
    values = np.array([[rgb(colour) for colour in COLOURS.values()]], dtype=np.float32)
    return tuple(COLOURS), to_oklab(values)[0]


def name_of(lab: Grid) -> str:
    """The name nearest to a colour in OKLab."""
    names, samples = _samples()
    return names[int(np.square(samples - lab).sum(axis=1).argmin())]


def _hex(lab: Grid) -> str:
    red, green, blue = (float(value) for value in from_oklab(lab.astype(np.float32)[None, None])[0, 0])
    return to_hex((red, green, blue))
