"""Edits of pictures larger than is worth working on: made on a copy, brought back, laid into the whole."""

from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image

from sandbox.painter.colour import Array
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

MOST: Final = 2_000_000
"""Pixels worked on; at about 200 bytes each in the fills this bounds the memory of a worker."""
_HALF: Final = 0.5


def edited(picture: Array, inside: Mask, edit: Callable[[Array, Mask], Array]) -> Array:
    """`picture` with `edit` made inside the mask; outside, every pixel keeps its value."""
    height, width = inside.shape
    scale = (MOST / (height * width)) ** 0.5
    if scale >= 1:
        return edit(picture, inside)
    h, w = max(1, round(height * scale)), max(1, round(width * scale))
    small = noise.reduced(inside.astype(np.float32), h, w) > 0
    made = texture.scaled(edit(texture.scaled(picture, h, w), small), height, width)
    return np.where(inside[..., None], made, picture).astype(np.float32)


def marked(picture: Array, mark: Callable[[Array], Mask]) -> Mask:
    """What `mark` finds in `picture`, or in a copy of it where it is large."""
    height, width = picture.shape[:2]
    scale = (MOST / (height * width)) ** 0.5
    if scale >= 1:
        return mark(picture)
    found = mark(texture.scaled(picture, max(1, round(height * scale)), max(1, round(width * scale))))
    return np.asarray(noise.resize(found.astype(np.float32), height, width) > _HALF, dtype=np.bool_)


def as_large_as(picture: Array, width: int, height: int) -> Array:
    """`picture` resampled where it has another size."""
    return picture if picture.shape[:2] == (height, width) else texture.scaled(picture, height, width)


def image_of(picture: Array) -> Image.Image:
    """A picture as Pillow has it, 8 bits a channel."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
