"""A thing put on somebody: laid where something else is worn, in the light of its surroundings."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

import numpy as np

from sandbox.painter.colour import Array
from sandbox.painter.editing import cutout, drape, fill, matte
from sandbox.painter.editing.inpaint import lit_like, removed
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import texture

Part = Literal["upper", "lower", "full", "feet"]
_BANDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"upper": (0.18, 0.52), "lower": (0.48, 0.9), "full": (0.18, 0.9), "feet": (0.9, 1.0)}
)
"""From where to where it is worn, as shares of the height of a standing figure."""
_SLIM: Final = 3.0
"""Height of a standing figure, as a multiple of its width."""
_CUT: Final = 0.97
"""A figure that reaches further down than this share of the picture is cut off there."""
_LOWEST: Final = 0.8
"""Where at the latest something is worn, as a share of what is seen of a figure."""
_CLOTH: Final = 0.45
"""What fills less of the box around it was not found well: then the whole picture is cloth."""
_SOLID: Final = 0.5


def worn(picture: Array, part: Part) -> Mask:
    """The part of what stands out in the picture, taken for a figure; never nothing.

    A figure that runs out of the picture at the bottom is seen to the waist or the shoulders alone, by how
    wide it is; whatever is worn further down is then taken to be as far down as there is something.
    """
    figure = matte.foreground(picture) > _SOLID
    if not figure.any():
        figure = np.ones(picture.shape[:2], dtype=np.bool_)
    rows = np.flatnonzero(figure.any(axis=1))
    top, tall = int(rows[0]), int(rows[-1]) + 1 - int(rows[0])
    first, last = (share / _seen(figure) for share in _BANDS[part])
    if first > _LOWEST:
        first, last = _LOWEST, 1.0
    band = np.zeros_like(figure)
    band[top + int(tall * first) : max(top + int(tall * last), top + int(tall * first) + 1)] = True
    return figure & band if (figure & band).any() else figure


def _seen(figure: Mask) -> float:
    """How much of somebody's height is in the picture."""
    rows, columns = np.flatnonzero(figure.any(axis=1)), np.flatnonzero(figure.any(axis=0))
    tall, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    if rows[-1] < figure.shape[0] * _CUT:
        return 1.0
    return float(np.clip(tall / wide / _SLIM, 0.28, 1.0))


def boxed(inside: Mask) -> Mask:
    """The box around a mask."""
    out = np.zeros_like(inside)
    if inside.any():
        out[_box(inside)] = True
    return out


def dressed(picture: Array, garment: Array, inside: Mask, *, draped: bool = False) -> Array:
    """What stands out in `garment` laid over the inside of the mask; outside, every pixel keeps its value.

    `draped`: it follows the outline of the inside; otherwise it keeps its own, and what is inside and not
    under it continues the surroundings.
    """
    if not inside.any():
        return picture
    sheet = cutout.cut_out(garment)
    seen = sheet[..., 3] > _SOLID
    thing = sheet[_box(seen)] if seen.any() else sheet
    box = _box(inside)
    if draped:
        if (thing[..., 3] > _SOLID).mean() < _CLOTH:
            thing = np.concatenate([garment, np.ones_like(garment[..., :1])], axis=2)
        out = picture.copy()
        out[box] = drape.draped(thing, inside[box], picture[box])
        return _joined(picture, out, inside)
    height, width = inside[box].shape
    # What is cut out has nothing, not its own colour, where it ends: scaled with its share, then parted again.
    share = texture.scaled(np.repeat(thing[..., 3:], 3, axis=2), height, width)
    laid = texture.scaled(thing[..., :3] * thing[..., 3:], height, width) / np.maximum(share, 1e-3)
    out = removed(picture, inside)
    lit = lit_like(np.clip(laid, 0, 1), share[..., 0], out[box])
    out[box] = out[box] * (1 - share) + lit * share
    return _joined(picture, out, inside)


def _joined(picture: Array, out: Array, inside: Mask) -> Array:
    """`out` within the mask, fading in from its edge."""
    seam = fill.feathered(inside, max(1.5, min(inside.shape) * 0.004))[..., None]
    return np.where(inside[..., None], picture + (out - picture) * seam, picture).astype(np.float32)


def _box(mask: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
