"""The main thing of a picture without its background."""

import io

import numpy as np
from PIL import Image

from sandbox.painter.colour import Array
from sandbox.painter.editing import fill, matte


def cut_out(picture: Array) -> Array:
    """(height, width, 4), straight alpha: what stands out, its rim cleaned of the background's colour."""
    alpha = matte.foreground(picture)
    sure = alpha > 0.97
    if not sure.any():
        return np.concatenate([picture, alpha[..., None]], axis=-1).astype(np.float32)
    inner = fill.interpolated(picture * sure[..., None], sure.astype(np.float32))
    partly = np.clip((0.97 - alpha) / 0.5, 0, 1)[..., None]
    own = picture + (inner - picture) * partly
    own = np.where((alpha > 0)[..., None], own, 0)
    return np.concatenate([own, alpha[..., None]], axis=-1).astype(np.float32)


def rgba_png(sheet: Array) -> bytes:
    """PNG with alpha, without metadata."""
    out = io.BytesIO()
    Image.fromarray((np.clip(sheet, 0, 1) * 255 + 0.5).astype(np.uint8)).save(out, "PNG", compress_level=3)
    return out.getvalue()
