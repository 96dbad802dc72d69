"""Pictures made larger: firm edges where resampling alone would leave them soft, and detail if it is wished."""

from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import bounded
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

_STRIP: Final = 512
"""Rows worked on at once: the whole may have 17 million pixels."""
_PULL: Final = 0.45
"""How far towards an edge its slope is pulled, as a share of one pixel of the small picture."""
_TILE: Final = 512
"""Side of the repeating texture that detail is made of, pixels."""


def enlarged(picture: Array, width: int, height: int, brief: Brief, detail: float) -> Image.Image:
    """`picture` as width x height, at least as large as it is; `detail` 0..0.5 is how much is invented.

    Edges are narrowed by moving pixels away from them on both sides, which unlike sharpening leaves no halo.
    Invented detail is finer than a pixel of the given picture, and lies where it has forms, not in plain areas.
    """
    large = bounded.image_of(picture).resize((width, height), Image.Resampling.BICUBIC)
    factor = (width / picture.shape[1] + height / picture.shape[0]) / 2
    values = np.asarray(large)
    rng = np.random.default_rng(brief.key)
    grainy = noise.tile(rng, _TILE, cells=max(2, round(_TILE / (3 * factor))), octaves=3, gain=0.6) - 0.5
    reach = int(4 * factor) + 8
    strips = []
    for top in range(0, height, _STRIP):
        start, end = max(0, top - reach), min(height, top + _STRIP + reach)
        part = values[start:end].astype(np.float32) / 255
        made = _firm(part, factor)
        if detail > 0:
            made = _detailed(made, grainy, start, factor, detail)
        inner = made[top - start : min(top + _STRIP, height) - start]
        strips.append((np.clip(inner, 0, 1) * 255 + 0.5).astype(np.uint8))
    firm = Image.fromarray(np.concatenate(strips))
    return firm.filter(ImageFilter.UnsharpMask(radius=max(0.8, 0.45 * factor), percent=60, threshold=2))


def _firm(picture: Array, factor: float) -> Array:
    """Each pixel takes its value from further down the slope of the edges around it."""
    slope_y, slope_x = texture.slope(noise.blur(texture.luma(picture), 0.35 * factor))
    steep = np.minimum(np.hypot(slope_y, slope_x) * factor * 3, 1.0).astype(np.float32)
    pull_y, pull_x = texture.slope(noise.blur(steep, 0.6 * factor))
    length = np.hypot(pull_y, pull_x) + 1e-6
    by = _PULL * factor * np.minimum(length * factor * 4, 1.0) / length
    height, width = steep.shape
    rows, columns = noise.grid(height, width)
    rows = np.clip(rows - pull_y * by, 0, height - 1.001)
    columns = np.clip(columns - pull_x * by, 0, width - 1.001)
    return noise.sample(picture, rows, columns)


def _detailed(picture: Array, grainy: Array, start: int, factor: float, detail: float) -> Array:
    """Fine relief that follows the forms; `start` is the strip's first row, so that strips fit together."""
    height, width = picture.shape[:2]
    rows = (np.arange(height) + start) % _TILE
    relief = np.tile(grainy[rows], (1, width // _TILE + 1))[:, :width]
    light = texture.luma(picture)
    forms = noise.blur(np.abs(light - noise.blur(light, 2 * factor)), 2 * factor)
    where = 0.15 + 0.85 * noise.smoothstep(0.004, 0.05, forms)
    crisp = light - noise.blur(light, 0.8 * factor)
    more = relief * where * detail * 0.35 + crisp * detail
    return np.asarray(picture + more[..., None], dtype=np.float32)
