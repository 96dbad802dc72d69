"""A picture as a few hundred patches of even colour and how they touch each other."""

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

Labels = NDArray[np.int32]
LONGEST = 240
"""Longer side of the picture the patches are found in, pixels."""
PATCHES = 420
_NEARNESS = 0.07
"""OKLab distance that weighs as much as one step of the grid of patches."""
_ROUNDS = 4


@dataclass(frozen=True)
class Patches:
    """Even patches of a small copy of a picture.

    Attributes
    ----------
    labels : (h, w), the number of each pixel's patch
    lab : (n, 3), mean OKLab
    place : (n, 2), centre as share of height and width, 0..1
    share : (n,), share of the area
    edge : (n,), whether it touches the border
    links : touching pairs, (m, 2)
    """

    labels: Labels
    lab: Array
    place: Array
    share: Array
    edge: NDArray[np.bool_]
    links: NDArray[np.int32]

    def spread(self, values: Array) -> Array:
        """A value for each patch as a picture (h, w)."""
        return np.asarray(values.astype(np.float32)[self.labels])

    def neighbours(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(len(self.lab))]
        for one, two in self.links.tolist():
            found[one].append(two)
            found[two].append(one)
        return found


def small(picture: Array, longest: int = LONGEST) -> Array:
    """A copy with no side longer than `longest`."""
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    return texture.scaled(picture, max(4, round(height * scale)), max(4, round(width * scale)))


def patches(picture: Array) -> Patches:
    """Patches of a small copy: pixels gathered round the centres of a grid, by colour and place (SLIC)."""
    lab = colours.to_oklab(small(picture))
    height, width = lab.shape[:2]
    step = max(2.0, (height * width / PATCHES) ** 0.5)
    rows, columns = max(1, round(height / step)), max(1, round(width / step))
    at_y, at_x = noise.grid(height, width)
    calm = noise.blur_picture(lab, 0.8)
    own = np.concatenate(
        [calm / _NEARNESS, (at_y / height * rows)[..., None], (at_x / width * columns)[..., None]], axis=-1
    ).reshape(-1, 5)
    home_row = np.clip((at_y / height * rows).astype(np.int32), 0, rows - 1).ravel()
    home_column = np.clip((at_x / width * columns).astype(np.int32), 0, columns - 1).ravel()
    labels = (home_row * columns + home_column).astype(np.int32)
    for _ in range(_ROUNDS):
        centres = _means(own, labels, rows * columns)
        best = np.full(len(own), np.inf, dtype=np.float32)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                row, column = home_row + dy, home_column + dx
                there = np.clip(row, 0, rows - 1) * columns + np.clip(column, 0, columns - 1)
                off = own - centres[there]
                gap = np.einsum("ij,ij->i", off, off)
                nearer = gap < best
                best = np.where(nearer, gap, best)
                labels = np.where(nearer, there, labels).astype(np.int32)
    _, labels = np.unique(labels, return_inverse=True)
    return _described(labels.reshape(height, width).astype(np.int32), lab)


def _means(values: Array, labels: Labels, count: int) -> Array:
    total = np.stack(
        [np.bincount(labels, weights=values[:, i], minlength=count) for i in range(values.shape[1])], axis=1
    )
    number = np.bincount(labels, minlength=count)[:, None]
    return np.asarray(np.where(number > 0, total / np.maximum(number, 1), 1e6), dtype=np.float32)


def _described(labels: Labels, lab: Array) -> Patches:
    height, width = labels.shape
    count = int(labels.max()) + 1
    at_y, at_x = noise.grid(height, width)
    flat = labels.ravel()
    place = _means(
        np.stack([(at_y.ravel() + 0.5) / height, (at_x.ravel() + 0.5) / width], axis=1), flat, count
    )
    edge = np.zeros(count, dtype=np.bool_)
    for line in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        edge[line] = True
    pairs = np.concatenate(
        [
            np.stack([labels[:, :-1].ravel(), labels[:, 1:].ravel()], axis=1),
            np.stack([labels[:-1].ravel(), labels[1:].ravel()], axis=1),
        ]
    )
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0).astype(np.int32)
    share = (np.bincount(flat, minlength=count) / flat.size).astype(np.float32)
    return Patches(labels, _means(lab.reshape(-1, 3), flat, count), place, share, edge, pairs)


def distances(found: Patches, seeds: NDArray[np.bool_], free: float) -> Array:
    """(n,) how much colour lies between each patch and the nearest seed, along the cheapest way.

    Steps in colour of less than `free` (OKLab) cost nothing: soft gradients are no barrier.
    """
    around: list[list[tuple[int, float]]] = [[] for _ in found.lab]
    for (one, two), gap in zip(found.links.tolist(), _gaps(found), strict=True):
        cost = max(gap - free, 0.0)
        around[one].append((two, cost))
        around[two].append((one, cost))
    best = [0.0 if seed else float("inf") for seed in seeds.tolist()]
    queue = [(0.0, i) for i, seed in enumerate(seeds.tolist()) if seed]
    heapq.heapify(queue)
    while queue:
        so_far, at = heapq.heappop(queue)
        if so_far > best[at]:
            continue
        for there, cost in around[at]:
            if so_far + cost < best[there]:
                best[there] = so_far + cost
                heapq.heappush(queue, (best[there], there))
    return np.nan_to_num(np.array(best, dtype=np.float32), posinf=0.0)


def _gaps(found: Patches) -> list[float]:
    one, two = found.lab[found.links[:, 0]], found.lab[found.links[:, 1]]
    gaps: list[float] = np.sqrt(((one - two) ** 2).sum(axis=1)).tolist()
    return gaps


def components(found: Patches, chosen: NDArray[np.bool_]) -> list[NDArray[np.int32]]:
    """The chosen patches in groups that hang together, the largest area first."""
    around = found.neighbours()
    left = set(np.flatnonzero(chosen).tolist())
    groups = []
    while left:
        group, queue = [], [left.pop()]
        while queue:
            at = queue.pop()
            group.append(at)
            fresh = [there for there in around[at] if there in left]
            left.difference_update(fresh)
            queue.extend(fresh)
        groups.append(np.array(sorted(group), dtype=np.int32))
    return sorted(groups, key=lambda group: (-float(found.share[group].sum()), int(group[0])))


def clusters(values: Array, count: int, weights: Array | None = None) -> tuple[Array, Labels]:
    """k-means from starting points that lie far apart: centres (k, d) and the number of each value's centre."""
    mass = np.ones(len(values), dtype=np.float32) if weights is None else weights
    first = int(np.argmin(((values - np.average(values, axis=0, weights=mass)) ** 2).sum(axis=1)))
    chosen = [first]
    far = ((values - values[first]) ** 2).sum(axis=1)
    for _ in range(min(count, len(values)) - 1):
        chosen.append(int(np.argmax(far * np.sqrt(mass))))
        far = np.minimum(far, ((values - values[chosen[-1]]) ** 2).sum(axis=1))
    centres = values[chosen].astype(np.float32)
    home = np.zeros(len(values), dtype=np.int32)
    for _ in range(12):
        home = np.argmin(((values[:, None] - centres[None]) ** 2).sum(axis=2), axis=1).astype(np.int32)
        for i in range(len(centres)):
            own = home == i
            if own.any():
                centres[i] = np.average(values[own], axis=0, weights=mass[own])
    return centres, home
