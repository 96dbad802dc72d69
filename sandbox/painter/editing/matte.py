"""What stands out in a picture, and where exactly it ends."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.editing import regions
from sandbox.painter.editing.regions import Patches
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

FINE = 640
"""Longer side of the copy that outlines are found in, pixels; finer ones are interpolated along its edges."""
_FREE = 0.022
_SHOULDERS = 0.72
_ROUNDS = 3
_FRAMED = 0.6
_COMPANION = 0.2
"""Smallest part beside the main one, as a share of it."""
Chosen = NDArray[np.bool_]
"""(n,), a yes or no for each patch."""


def saliency(found: Patches) -> Array:
    """(n,) 0..1: how much a patch stands out from the picture's border, by colour and by what lies between."""
    border = found.edge
    tones, home = regions.clusters(found.lab[border], 6, found.share[border])
    # What touches the border low down alone may be somebody's shoulders.
    mass = found.share[border] * np.where(found.place[border, 0] < _SHOULDERS, 1.0, 0.12)
    weight = np.bincount(home, weights=mass, minlength=len(tones))
    common = weight > 0.05 * weight.sum()  # an object that runs out of the picture is no background
    seeds = border.copy()
    seeds[np.flatnonzero(border)[~common[home]]] = False
    away = regions.distances(found, seeds, _FREE)
    strange = np.sqrt(((found.lab[:, None] - tones[common][None]) ** 2).sum(axis=2)).min(axis=1)
    middle = np.exp(-(((found.place[:, 0] - 0.54) / 0.42) ** 2) - ((found.place[:, 1] - 0.5) / 0.4) ** 2)
    return _stretched(_stretched(away) * 0.75 + _stretched(strange) * 0.25) * (0.35 + 0.65 * middle)


def _stretched(values: Array) -> Array:
    low, high = np.percentile(values, (4, 97))
    return np.asarray(np.clip((values - low) / max(float(high - low), 1e-4), 0, 1), dtype=np.float32)


def threshold(values: Array, weights: Array) -> float:
    """The level that parts values into two kinds with least spread within each (Otsu)."""
    order = np.argsort(values)
    ordered, mass = values[order].astype(np.float64), weights[order].astype(np.float64)
    below = np.cumsum(mass)
    total, sums = below[-1], np.cumsum(ordered * mass)
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below / total - sums) ** 2 / (below * above)
    return (
        float(ordered[int(np.nanargmax(np.nan_to_num(between[:-1], posinf=0.0)))]) if len(values) > 1 else 0.0
    )


def foreground(picture: Array) -> Array:
    """(height, width) 0..1: how much each pixel belongs to the main thing, with a clean edge."""
    found = regions.patches(picture)
    kept = standing_out(found)
    if found.share[kept].sum() > _FRAMED:  # the border is a margin of paper: look within it
        within = replace(found, edge=_grown(found, ~kept))
        inner = standing_out(within)
        kept = inner if inner.any() else kept
    return outlined(picture, found.spread(kept.astype(np.float32)))


def standing_out(found: Patches) -> Chosen:
    """The patches of the main thing."""
    belief = saliency(found)
    level = threshold(belief, found.share)
    for _ in range(_ROUNDS):
        belief = _relearnt(found, belief, level)
        level = 0.5
    groups = regions.components(found, belief > level)
    kept = np.zeros(len(found.lab), dtype=np.bool_)
    for group in groups:
        if found.share[group].sum() >= _COMPANION * found.share[groups[0]].sum():
            kept[group] = True
    return _without_holes(found, kept)


def _grown(found: Patches, chosen: Chosen) -> Chosen:
    """The chosen patches and all that touch them."""
    more = chosen.copy()
    one, two = found.links[:, 0], found.links[:, 1]
    more[one[chosen[two]]] = True
    more[two[chosen[one]]] = True
    return more


def _relearnt(found: Patches, belief: Array, level: float) -> Array:
    """The belief that a patch is foreground, from the colours of both kinds, its place and its neighbours."""
    inside = np.clip((belief - level) * 4 + 0.5, 0, 1) * found.share
    outside = found.share - inside
    if inside.sum() < 1e-4 or outside.sum() < 1e-4:
        return belief
    gaps = ((found.lab[:, None] - found.lab[None]) ** 2).sum(axis=2)
    spots = ((found.place[:, None] - found.place[None]) ** 2).sum(axis=2)
    alike = np.exp(-gaps / (2 * 0.05**2)) * np.exp(-spots / (2 * 0.3**2))
    ours = alike @ inside / inside.sum() ** 0.7
    theirs = alike @ outside / outside.sum() ** 0.7
    by_colour = ours / (ours + theirs + 1e-9)
    near = np.exp(-gaps / (2 * 0.04**2))
    touching = np.zeros_like(gaps)
    touching[found.links[:, 0], found.links[:, 1]] = 1
    touching = (touching + touching.T) * near
    around = touching @ belief / np.maximum(touching.sum(axis=1), 1e-6)
    mixed = 0.55 * by_colour + 0.2 * belief + 0.25 * around
    return np.asarray(np.where(found.edge, mixed * 0.8, mixed), dtype=np.float32)


def _without_holes(found: Patches, kept: Chosen) -> Chosen:
    """Islands of background within the foreground belong to it, unless they have the border's colours."""
    full = kept.copy()
    border = found.lab[found.edge & ~kept]
    for group in regions.components(found, ~kept):
        if found.edge[group].any() or not len(border):
            continue
        gap = np.sqrt(((found.lab[group][:, None] - border[None]) ** 2).sum(axis=2)).min(axis=1).mean()
        if found.share[group].sum() < (0.1 if gap > 0.06 else 0.004):
            full[group] = True
    return full


def outlined(picture: Array, rough: Array) -> Array:
    """A rough mask (any size, 0..1) brought to the picture's size, its edge laid along the picture's edges."""
    height, width = picture.shape[:2]
    fine = regions.small(picture, FINE)
    h, w = fine.shape[:2]
    matte = noise.resize(rough.astype(np.float32), h, w)
    guide = colours.to_oklab(fine)
    for radius in (7.0, 3.0):
        matte = guided(guide, np.clip(matte, 0, 1), radius * max(h, w) / FINE)
        matte = noise.smoothstep(0.22, 0.78, matte)
    if (h, w) == (height, width):
        return matte
    big = noise.resize(matte, height, width)
    return noise.smoothstep(0.12, 0.88, big)


def guided(guide: Array, field: Array, radius: float, smooth: float = 4e-4) -> Array:
    """`field` smoothed, but not across edges of `guide` (the guided filter, a window for each channel's mean)."""
    mean = noise.blur(field, radius)
    means = [noise.blur(np.ascontiguousarray(guide[..., i]), radius) for i in range(3)]
    slopes = []
    covariance = np.empty((*field.shape, 3, 3), dtype=np.float32)
    for i in range(3):
        slopes.append(noise.blur(guide[..., i] * field, radius) - means[i] * mean)
        for j in range(i, 3):
            both = noise.blur(guide[..., i] * guide[..., j], radius) - means[i] * means[j]
            covariance[..., i, j] = covariance[..., j, i] = both
        covariance[..., i, i] += smooth
    a = np.linalg.solve(covariance, np.stack(slopes, axis=-1)[..., None])[..., 0]
    b = mean - sum(a[..., i] * means[i] for i in range(3))
    out = noise.blur(np.ascontiguousarray(b), radius)
    for i in range(3):
        out = out + noise.blur(np.ascontiguousarray(a[..., i]), radius) * guide[..., i]
    return np.asarray(np.clip(out, 0, 1), dtype=np.float32)


def edge_strength(picture: Array, radius: float) -> Array:
    """Edges 0..1 by lightness and by hue, at a scale of `radius` pixels."""
    lab = colours.to_oklab(picture)
    total = np.zeros(picture.shape[:2], dtype=np.float32)
    for i, weight in ((0, 1.0), (1, 1.4), (2, 1.4)):
        dy, dx = texture.slope(noise.blur(np.ascontiguousarray(lab[..., i]), radius))
        total += weight * (dy * dy + dx * dx)
    return np.asarray(np.clip(np.sqrt(total) * 9 * max(radius, 0.7), 0, 1), dtype=np.float32)
