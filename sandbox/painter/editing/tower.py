"""A banded lighthouse: red and pale in turn, one above the other, between two straight sides."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.editing import regions
from sandbox.painter.editing.source import Mask
from sandbox.painter.raster import noise

Rows = NDArray[np.intp]
_RED: Final = 0.026
"""Least OKLab a of a band's paint; at night it is as dull as that."""
_REDDEST: Final = 0.58
"""And as a share of the reddest there is: a sky at sunset is red, too."""
_BANDS: Final = 2
_LEAST_ROWS: Final = 6
_LEAN: Final = 0.35
"""Columns with this share of the reddest one's red belong to the tower."""


def banded(picture: Array) -> Array | None:
    """(h, w) 0 or 1 of a small copy: the tower from its lantern to its foot; None where there is none."""
    lab = noise.blur_picture(colours.to_oklab(regions.small(picture)), 1.0)
    height, width = lab.shape[:2]
    a, b = lab[..., 1], lab[..., 2]
    red = (a > max(_RED, _REDDEST * float(np.percentile(a, 99.5)))) & (b > 0.25 * a) & (b < 1.3 * a)
    starts = red & ~np.roll(red, 1, axis=0)
    starts[0] = red[0]
    reach = max(2, round(0.03 * width))
    box = np.ones(2 * reach + 1) / (2 * reach + 1)
    runs = np.convolve(starts.sum(axis=0), box, mode="same")
    mass = np.convolve(red.sum(axis=0), box, mode="same")
    middle = int(np.argmax(np.where(runs >= _BANDS, runs * np.sqrt(mass), 0)))
    if runs[middle] < _BANDS:
        return None
    inner = red[:, max(0, middle - reach) : middle + reach + 1]
    rows = np.flatnonzero(inner.mean(axis=1) > _LEAN)
    if len(rows) < _LEAST_ROWS or rows[-1] - rows[0] < 0.15 * height:
        return None
    return _between(red, rows, middle, reach)


def _between(red: Mask, rows: Rows, middle: int, reach: int) -> Array:
    """The area between the two lines through the ends of the bands."""
    height, width = red.shape
    ends = np.array([_ends(red[row], middle, 2 * reach) for row in rows], dtype=np.float32)
    gaps = np.diff(rows)
    band = round(float(np.median(gaps[gaps > 2]))) if (gaps > 2).any() else 0
    top, foot = max(0, int(rows[0]) - 1), min(height - 1, int(rows[-1]) + band)
    down = np.arange(height)
    left, right = (_line(rows, side, down) for side in ends.T)
    across = np.arange(width)[None]
    inside = (across >= left[:, None] - 2) & (across <= right[:, None] + 2)
    inside &= ((down >= top) & (down <= foot))[:, None]
    return inside.astype(np.float32)


def _line(rows: Rows, side: Array, down: Rows) -> Array:
    """The straight line along one side, for each row of `down`; what lies off it is something else that is red."""
    line = np.polyfit(rows, side, 1)
    off = np.abs(np.polyval(line, rows) - side)
    near = off <= np.median(off) + 1
    return np.asarray(np.polyval(np.polyfit(rows[near], side[near], 1), down))


def _ends(row: Mask, middle: int, most: int) -> tuple[int, int]:
    """The first and the last red pixel around the middle, no further away than `most`."""
    low = max(0, middle - most)
    found = np.flatnonzero(row[low : middle + most + 1]) + low
    return (int(found[0]), int(found[-1])) if len(found) else (middle, middle)
