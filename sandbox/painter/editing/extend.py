"""A picture with more canvas round it: what is new continues it, or is painted from a prompt."""

from typing import Final

import numpy as np
from PIL import Image

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import bounded, fill, matte
from sandbox.painter.editing.inpaint import removed
from sandbox.painter.editing.outpaint import outpainted
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

Margins = tuple[int, int, int, int]
"""Left, up, right, down, in pixels."""

_WIDEST: Final = 0.5
"""A main thing of more than this share of the picture is a place, and mirrored with the rest."""
_SOFTENING: Final = 0.06
"""How far from the picture its mirror image has lost its detail, as a share of the longer side."""


def extended(picture: Array, margins: Margins, brief: Brief, creativity: float) -> Image.Image:
    """`picture` within its margins, every pixel of it as it was.

    Without a prompt its surroundings are continued. With one they are painted from it; `creativity` 0.1..1
    is how far their colours may leave those of the picture. Worked on at `bounded.MOST` pixels at most.
    """
    left, up, right, down = margins
    height, width = picture.shape[:2]
    whole_h, whole_w = height + up + down, width + left + right
    scale = min(1.0, (bounded.MOST / (whole_h * whole_w)) ** 0.5)
    h, w = max(4, round(height * scale)), max(4, round(width * scale))
    small = picture if scale >= 1 else texture.scaled(picture, h, w)
    around = (round(up * scale), round(down * scale)), (round(left * scale), round(right * scale))
    kept = np.pad(np.ones((h, w), dtype=np.bool_), around)
    canvas = _continued(small, around, kept)
    if brief.prompt.strip():
        likeness = 0.8 * (1 - creativity)
        canvas = outpainted(canvas, kept, brief, precise=True, likeness=likeness)
    out = bounded.image_of(bounded.as_large_as(canvas, whole_w, whole_h))
    out.paste(bounded.image_of(picture), (left, up))
    return out


def _continued(picture: Array, around: tuple[tuple[int, int], tuple[int, int]], kept: Mask) -> Array:
    """The picture mirrored outwards without its main thing, softer the further from it."""
    thing = matte.foreground(picture) > 0.3
    bare = picture
    if 0 < thing.mean() < _WIDEST:
        bare = removed(picture, fill.grown(thing, max(2.0, 0.012 * min(thing.shape))))
    mirrored = np.pad(bare, (*around, (0, 0)), mode="symmetric")
    longest = max(kept.shape)
    soft = noise.blur_picture(mirrored, 0.012 * longest)
    (up, down), (left, right) = around
    rows, columns = noise.grid(*kept.shape)
    away_y = np.maximum(np.maximum(up - rows, rows - (kept.shape[0] - down - 1)), 0)
    away_x = np.maximum(np.maximum(left - columns, columns - (kept.shape[1] - right - 1)), 0)
    far = noise.smoothstep(0.0, _SOFTENING * longest, np.hypot(away_y, away_x))[..., None] * 0.6
    out = mirrored + (soft - mirrored) * far
    rng = np.random.default_rng(len(out))
    out = out + noise.grain(rng, *kept.shape)[..., None] * 0.006 * far
    inner = np.pad(picture, (*around, (0, 0)))
    return np.where(kept[..., None], inner, np.clip(out, 0, 1)).astype(np.float32)
