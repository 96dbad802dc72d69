"""A kept part of a picture, and a new picture round it."""

import numpy as np

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import fill, fresh
from sandbox.painter.editing.reference import moved_towards
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import palette
from sandbox.painter.raster import noise

_REACH = 0.16
"""How far the kept part's colours reach into the new picture, as a share of the longer side."""
_BAND = 0.02
"""Width of what may change inside the seam, as a share of the shorter side."""
_SOLID = 0.93
"""A kept part that fills this share of its bounding box is a picture to be continued, not a thing."""


def outpainted(picture: Array, kept: Mask, brief: Brief, *, precise: bool, likeness: float = 0.0) -> Array:
    """What is not kept painted from the brief's prompt.

    A kept rectangle is continued: the new scene takes on its colours at the seam and is moved so that it
    fits there. A kept thing gets a new background. `precise` leaves every kept pixel as it is; otherwise
    a narrow band inside the seam is blended. `likeness` 0..1 is how far the new scene's colours go towards
    those of the kept part. `brief.width` and `brief.height` do not count.
    """
    if kept.all():
        return picture
    new = fresh.scene(brief, *kept.shape)
    if likeness > 0 and kept.any():
        new = moved_towards(new, _boxed(picture, kept), likeness)
    if brief.palette:
        new = palette.keep_to(new, brief.palette)
    share, core = kept.astype(np.float32), kept
    if not precise:
        band = max(2.0, min(kept.shape) * _BAND)
        share = fill.feathered(kept, band)
        core = ~fill.grown(~kept, band)
    if core.any() and is_solid(kept):
        new = _continued(picture, core, new)
    mixed = new + (picture - new) * share[..., None]
    return np.where((share >= 1)[..., None], picture, mixed).astype(np.float32)


def is_solid(kept: Mask) -> bool:
    """Whether the kept part is about a rectangle."""
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    box = (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1)
    return bool(kept.sum() > _SOLID * box)


def _boxed(picture: Array, kept: Mask) -> Array:
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _continued(picture: Array, kept: Mask, new: Array) -> Array:
    """The new scene moved to fit the seam, its colours there those of the kept part and fading from it."""
    new = _aligned(picture, kept, new)
    rim = kept & fill.grown(~kept, 3.0)
    gap = fill.interpolated((picture - new) * rim[..., None], rim.astype(np.float32))
    away = _distance(kept) / (_REACH * max(kept.shape))
    return np.asarray(np.clip(new + gap * np.exp(-(away**2))[..., None], 0, 1), dtype=np.float32)


def _aligned(picture: Array, kept: Mask, new: Array) -> Array:
    """`new` shifted up or down (its edge rows repeated) to where it is most like the kept part's seam."""
    height = kept.shape[0]
    rim = kept & fill.grown(~kept, 3.0)
    y, x = np.nonzero(rim)
    pick = slice(None, None, max(1, len(y) // 600))
    y, x = y[pick], x[pick]
    costs = []
    shifts = [round(height * share / 40) for share in range(-10, 11)]
    for shift in shifts:
        rows = np.clip(y - shift, 0, height - 1)
        costs.append(
            float(((new[rows, x] - picture[y, x]) ** 2).sum(axis=1).mean()) + 0.02 * abs(shift) / height
        )
    best = shifts[int(np.argmin(costs))]
    rows = np.abs(np.arange(height) - best)
    rows = (height - 1) - np.abs((height - 1) - rows)
    return np.asarray(new[np.clip(rows, 0, height - 1)], dtype=np.float32)


def _distance(kept: Mask) -> Array:
    """Pixels to the kept part's bounding box."""
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    y, x = noise.grid(*kept.shape)
    down = np.maximum(np.maximum(rows[0] - y, y - rows[-1]), 0)
    across = np.maximum(np.maximum(columns[0] - x, x - columns[-1]), 0)
    return np.asarray(np.hypot(down, across), dtype=np.float32)
