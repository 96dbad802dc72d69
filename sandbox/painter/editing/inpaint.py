"""Part of a picture painted anew, or what is there taken away."""

import numpy as np
from numpy.typing import NDArray

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import fill, fresh
from sandbox.painter.editing.source import Mask
from sandbox.painter.finish import palette
from sandbox.painter.raster import noise


def removed(picture: Array, hole: Mask, seed: int | None = None) -> Array:
    """What is in the hole gone, its surroundings continued. Pixels outside the hole keep their value.

    A `seed` brings chance in; without one, what fits best is taken.
    """
    rng = np.random.default_rng(seed) if seed is not None else None
    keep_off = fill.grown(hole, max(2.0, min(hole.shape) * 0.006))
    out = fill.closed(picture, hole, keep_off, rng)
    return np.where(hole[..., None], out, picture)


def inpainted(picture: Array, hole: Mask, brief: Brief) -> Array:
    """The hole painted from the brief's prompt; without a prompt, `removed`.

    Things are set into the continued surroundings; places and skies fill the hole. `brief.width` and
    `brief.height` do not count. Pixels outside the hole keep their value.
    """
    if not hole.any():
        return picture
    if not brief.prompt.strip():
        return removed(picture, hole, brief.seed)
    intent, members = fresh.things_of(brief)
    (top, bottom), (left, right) = _bulk(hole.sum(axis=1)), _bulk(hole.sum(axis=0))
    box = (slice(top, bottom), slice(left, right))
    out = picture.copy()
    if members and hole.mean() < 0.85 and min(bottom - top, right - left) >= 8:
        out = removed(picture, hole, brief.seed)
        sheet = fresh.stickers(brief, intent, members, bottom - top, right - left)
        alpha = sheet[..., 3:]
        laid = lit_like(sheet[..., :3], alpha[..., 0], out[box])
        mixed = out[box] * (1 - alpha) + laid * alpha
        out[box] = fresh.finished(mixed, brief, intent)
    elif members:
        out = fill.closed(picture, hole)
        out[box] = fresh.scene(brief, bottom - top, right - left)
    else:
        out = fresh.scene(brief, *hole.shape)
    if brief.palette:
        out = palette.keep_to(out, brief.palette)
    seam = fill.feathered(hole, max(1.5, min(hole.shape) * 0.004))[..., None]
    return np.where(hole[..., None], picture + (out - picture) * seam, picture).astype(np.float32)


def _bulk(mass: NDArray[np.int_]) -> tuple[int, int]:
    """From where to where nearly all of a mask lies, along one axis: thin ends do not count."""
    total = np.cumsum(mass)
    return int(np.searchsorted(total, total[-1] * 0.02)), int(np.searchsorted(total, total[-1] * 0.98)) + 1


def lit_like(things: Array, alpha: Array, around: Array) -> Array:
    """Things a little in the light of what lies behind them, so that they do not look stuck on."""
    weight = (1 - alpha)[..., None] + 0.02
    there = (around * weight).sum(axis=(0, 1)) / weight.sum(axis=(0, 1))
    mine = (things * alpha[..., None]).sum(axis=(0, 1)) / max(float(alpha.sum()), 1e-3)
    factor = np.clip((there + 0.25) / (mine + 0.25), 0.75, 1.25) ** 0.35
    shade = 1 - 0.06 * (noise.blur(alpha, 0.03 * max(alpha.shape)) < 0.8)
    return np.asarray(np.clip(things * factor * shade[..., None], 0, 1), dtype=np.float32)
