"""Cloth laid over a figure: a garment stretched to its outline, with its folds' light and shade."""

from typing import Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

_SOLID: Final = 0.5
_FOLDS: Final = 0.5
"""How much of the light and shade of what was worn before is kept."""


def draped(garment: Array, inside: Mask, below: Array) -> Array:
    """(height, width, 3): every row of the garment (…, 4) drawn over the inside's part of that row.

    Where a row of the inside is in several parts, such as legs, so is the cloth. What is outside of the
    mask has no meaning. `below` is the picture, for its light and shade.
    """
    height, width = inside.shape
    columns = garment.shape[1]
    share = texture.scaled(np.repeat(garment[..., 3:], 3, axis=2), height, columns)[..., :1]
    cloth = texture.scaled(garment[..., :3] * garment[..., 3:], height, columns) / np.maximum(share, 1e-3)
    solid = share[..., 0] > _SOLID
    woven = np.flatnonzero(solid.any(axis=1))
    out = np.zeros((height, width, 3), dtype=np.float32)
    if not len(woven):
        return out
    for row in np.flatnonzero(inside.any(axis=1)):
        source = int(woven[np.abs(woven - row).argmin()])
        threads, place = np.flatnonzero(solid[source]), np.flatnonzero(inside[row])
        at = (np.arange(len(place)) + 0.5) / len(place) * len(threads) - 0.5
        for channel in range(3):
            out[row, place, channel] = np.interp(at, np.arange(len(threads)), cloth[source, threads, channel])
    return np.asarray(np.clip(out * _folds(below)[..., None], 0, 1), dtype=np.float32)


def _folds(picture: Array) -> Array:
    """How much lighter or darker each place is than what surrounds it, about 1."""
    light = np.ascontiguousarray(colours.to_oklab(picture)[..., 0])
    reach = max(2.0, 0.08 * min(light.shape))
    fold = (noise.blur(light, reach / 6) + 0.3) / (noise.blur(light, reach) + 0.3)
    return np.asarray(np.clip(fold, 0.75, 1.25) ** _FOLDS, dtype=np.float32)
