"""Holes in a picture closed with what lies round them."""

import numpy as np

from sandbox.painter.colour import Array
from sandbox.painter.editing.source import Mask
from sandbox.painter.raster import noise

_COARSE = 96
"""Longer side of the copy in which a place to copy from is looked for, pixels."""
_PARTS = 6
_LIGHT = 0.09
"""Largest difference that counts as one of light, sRGB 0..1."""
_CHANCE = 0.5
_STEPS = 12
"""Places copied from, at most; what is then still open is interpolated."""


def interpolated(values: Array, known: Array) -> Array:
    """(height, width, n) `values` spread smoothly over where `known` (height, width; 0..1) is 0.

    The mean of what is known, level by level, from coarse to fine; known places keep their value.
    """
    height, width = known.shape
    if min(height, width) <= 2:
        weight = known[..., None]
        mean = (values * weight).sum(axis=(0, 1)) / max(float(known.sum()), 1e-6)
        return np.asarray(values * weight + mean * (1 - weight), dtype=np.float32)
    half = (max(1, (height + 1) // 2), max(1, (width + 1) // 2))
    weight = noise.reduced(known, *half)
    small = np.stack(
        [
            noise.reduced(np.ascontiguousarray(values[..., i] * known), *half) / np.maximum(weight, 1e-6)
            for i in range(values.shape[2])
        ],
        axis=-1,
    )
    coarse = interpolated(small, np.clip(weight * 4, 0, 1))
    rough = np.stack(
        [
            noise.resize(np.ascontiguousarray(coarse[..., i]), height, width, smooth=True)
            for i in range(values.shape[2])
        ],
        axis=-1,
    )
    return np.asarray(values * known[..., None] + rough * (1 - known[..., None]), dtype=np.float32)


def grown(mask: Mask, radius: float) -> Mask:
    """The mask and all within about `radius` pixels of it."""
    if radius < 1 or not mask.any():
        return mask
    return np.asarray(noise.blur(mask.astype(np.float32), radius * 0.7) > 0.04, dtype=np.bool_) | mask


def closed(
    picture: Array, hole: Mask, keep_off: Mask | None = None, rng: noise.Generator | None = None
) -> Array:
    """`picture` with the hole filled in: its surroundings copied there, their brightness fitted to its rim.

    Nothing outside the hole changes. `keep_off`: nothing is copied from there. `rng`: chance in the choice
    among places that fit about equally well.
    """
    if not hole.any():
        return picture
    taboo = hole | keep_off if keep_off is not None else hole.copy()
    if taboo.mean() > 0.97:
        return interpolated(picture, (~hole).astype(np.float32))
    out = picture.copy()
    for part in _parts(hole):
        out = _closed_part(out, part, taboo, rng)
        taboo &= ~part if keep_off is None else ~(part & ~keep_off)
    return out


def _closed_part(picture: Array, left: Mask, taboo: Mask, rng: noise.Generator | None) -> Array:
    for _ in range(_STEPS):
        shift = _best_shift(picture, left, taboo, rng)
        if shift is None:
            break
        now = left & ~_moved_mask(taboo, shift)
        if now.sum() < max(9, 0.02 * left.sum()):
            break
        picture = _sewn(picture, shift, now, left)
        left = left & ~now
        taboo = taboo & ~now
        if not left.any():
            return picture
    return interpolated(picture, (~left).astype(np.float32))


def _parts(hole: Mask) -> list[Mask]:
    """The hole in pieces that lie apart, at most `_PARTS` of them: the smallest go together."""
    height, width = hole.shape
    scale = min(1.0, _COARSE / max(height, width))
    h, w = max(4, round(height * scale)), max(4, round(width * scale))
    coarse = noise.reduced(hole.astype(np.float32), h, w) > 0
    labels = np.zeros((h, w), dtype=np.int32)
    sizes: list[int] = []
    for start in zip(*np.nonzero(coarse), strict=True):
        if labels[start]:
            continue
        number, queue = len(sizes) + 1, [start]
        labels[start] = number
        size = 0
        while queue:
            y, x = queue.pop()
            size += 1
            for there in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if 0 <= there[0] < h and 0 <= there[1] < w and coarse[there] and not labels[there]:
                    labels[there] = number
                    queue.append(there)
        sizes.append(size)
    order = np.argsort(-np.array(sizes), kind="stable")
    rank = np.zeros(len(sizes) + 1, dtype=np.int32)
    rank[order + 1] = np.minimum(np.arange(len(sizes)), _PARTS - 1)
    rows = np.minimum((np.arange(height) * h) // height, h - 1)
    columns = np.minimum((np.arange(width) * w) // width, w - 1)
    which = rank[labels[rows][:, columns]]
    parts = [hole & (which == i) for i in range(min(len(sizes), _PARTS))]
    return [part for part in parts if part.any()]


def _best_shift(
    picture: Array, hole: Mask, taboo: Mask, rng: noise.Generator | None
) -> tuple[int, int] | None:
    """By how much to move the picture so that it fits round the hole and covers much of it."""
    height, width = hole.shape
    scale = min(1.0, _COARSE / max(height, width))
    h, w = max(4, round(height * scale)), max(4, round(width * scale))
    small = np.stack([noise.reduced(np.ascontiguousarray(picture[..., i]), h, w) for i in range(3)], axis=-1)
    inside = noise.reduced(hole.astype(np.float32), h, w) > 0.3
    if not inside.any():
        return None
    shut = noise.reduced(taboo.astype(np.float32), h, w) > 0.02
    ring = grown(inside, 6.0) & ~(inside | shut)  # beyond what must not be copied
    if not ring.any():
        return None
    ring_y, ring_x = np.nonzero(ring)
    in_y, in_x = np.nonzero(inside)
    pick = slice(None, None, max(1, len(ring_y) // 160))
    ring_y, ring_x = ring_y[pick], ring_x[pick]
    some = slice(None, None, max(1, len(in_y) // 120))
    in_y, in_x = in_y[some], in_x[some]
    step = 2 if h * w > 3000 else 1
    dy, dx = (
        axis.ravel()
        for axis in np.meshgrid(range(-h + 2, h - 1, step), range(-w + 2, w - 1, step), indexing="ij")
    )
    near = np.hypot(dy, dx) >= 2
    dy, dx = dy[near], dx[near]
    best, found = np.inf, None
    for chunk in np.array_split(np.arange(len(dy)), max(1, len(dy) // 512)):
        y, x = ring_y[None] + dy[chunk, None], ring_x[None] + dx[chunk, None]
        valid = (y >= 0) & (y < h) & (x >= 0) & (x < w)
        y, x = np.clip(y, 0, h - 1), np.clip(x, 0, w - 1)
        valid &= ~shut[y, x]
        gap = ((small[y, x] - small[ring_y, ring_x][None]) ** 2).sum(axis=2)
        number = valid.sum(axis=1)
        rim = (gap * valid).sum(axis=1) / np.maximum(number, 1)
        iy, ix = in_y[None] + dy[chunk, None], in_x[None] + dx[chunk, None]
        covers = (iy >= 0) & (iy < h) & (ix >= 0) & (ix < w)
        covers &= ~shut[np.clip(iy, 0, h - 1), np.clip(ix, 0, w - 1)]
        covered = covers.mean(axis=1)
        # A rim that cannot be compared speaks against a place, and so does height: pictures lie in strata.
        doubt = 0.002 + 0.03 * (1 - number / len(ring_y)) + 0.12 * np.abs(dy[chunk]) / h
        cost = (rim + doubt) / np.maximum(covered, 0.02) ** 1.5
        if rng is not None:
            cost *= 1 + _CHANCE * rng.random(len(cost))
        cost[(covered < 0.08) | (number < 0.12 * len(ring_y))] = np.inf
        at = int(np.argmin(cost))
        if cost[at] < best:
            best, found = (
                float(cost[at]),
                (round(dy[chunk][at] / h * height), round(dx[chunk][at] / w * width)),
            )
    return found


def _moved(picture: Array, shift: tuple[int, int]) -> Array:
    """Each place takes the value from `shift` (down, across) further on; the edge is repeated."""
    rows = np.clip(np.arange(picture.shape[0]) + shift[0], 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(picture.shape[1]) + shift[1], 0, picture.shape[1] - 1)
    return picture[rows][:, columns]


def _moved_mask(mask: Mask, shift: tuple[int, int]) -> Mask:
    """As `_moved`; what comes from beyond the picture counts as masked."""
    height, width = mask.shape
    out = np.ones_like(mask)
    dy, dx = shift
    to_y, to_x = slice(max(0, -dy), min(height, height - dy)), slice(max(0, -dx), min(width, width - dx))
    from_y, from_x = slice(max(0, dy), min(height, height + dy)), slice(max(0, dx), min(width, width + dx))
    out[to_y, to_x] = mask[from_y, from_x]
    return out


def _sewn(picture: Array, shift: tuple[int, int], now: Mask, hole: Mask) -> Array:
    """What lies `shift` away laid into `now`, the difference at the hole's rim spread over the inside.

    Where the rim differs much, another thing begins: that difference is no matter of light, and left.
    """
    rows, columns = np.flatnonzero(now.any(axis=1)), np.flatnonzero(now.any(axis=0))
    box = (
        slice(max(0, int(rows[0]) - 8), int(rows[-1]) + 9),
        slice(max(0, int(columns[0]) - 8), int(columns[-1]) + 9),
    )
    source, own, inside = _moved(picture, shift)[box], picture[box], now[box]
    rim = grown(inside, 3.0) & ~hole[box]
    gap = own - source
    weight = rim * np.exp(-(gap**2).sum(axis=2) / (2 * _LIGHT**2)).astype(np.float32)
    difference = interpolated(gap, np.where(weight > 0.05, weight, 0)) if (weight > 0.05).any() else 0.0
    out = picture.copy()
    out[box] = np.where(inside[..., None], np.clip(source + difference, 0, 1), own)
    return out


def feathered(mask: Mask, width: float) -> Array:
    """0 outside the mask and at its edge, rising to 1 over `width` pixels within it."""
    inside = mask.astype(np.float32)
    if width < 1:
        return inside
    soft = noise.blur(inside, width / 2)
    return noise.smoothstep(0.5, 0.97, soft) * inside
