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
SHORTEST, LONGEST = 256, 1536
"""Sides the painter plans a scene for, pixels."""


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


def scene_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of about that shape which the painter can plan for."""
    scale = min(max(1.0, SHORTEST / min(width, height)), LONGEST / max(width, height))
    return (
        min(max(round(width * scale), SHORTEST), LONGEST),
        min(max(round(height * scale), SHORTEST), LONGEST),
    )


def as_large_as(picture: Array, width: int, height: int) -> Array:
    """`picture` resampled where it has another size."""
    return picture if picture.shape[:2] == (height, width) else texture.scaled(picture, height, width)


def image_of(picture: Array) -> Image.Image:
    """A picture as Pillow has it, 8 bits a channel."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
