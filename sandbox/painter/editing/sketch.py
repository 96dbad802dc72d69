"""A drawing in lines made a picture: what its lines enclose is filled, the rest is the prompt's scene."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sandbox.painter import colour as colours
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import regions
from sandbox.painter.editing.reference import tones_of
from sandbox.painter.finish import finish, texture
from sandbox.painter.planning import plan
from sandbox.painter.raster import noise
from sandbox.painter.render import render
from sandbox.painter.rendition import RENDITIONS

_COARSE: Final = 180
"""Longer side of the copy in which the areas are told apart, pixels."""
_INK: Final = 0.16
"""OKLab distance from the paper that is a line."""
_LEAST: Final = 0.002
"""Share of the picture below which an area is but a gap between strokes."""
_DARK: Final = 0.28
"""How much darker a line is drawn, OKLab L."""

Labels = NDArray[np.int32]


def finished_sketch(drawing: Array, brief: Brief, strength: float) -> Array:
    """The brief's picture with the forms of `drawing` (brief.height, brief.width, 3) in it.

    What is open to the border stays the prompt's scene; each enclosed area takes one of its tones, another
    than lies there and than the last one took; the lines are drawn on. `strength` 0..1 is how firmly.
    """
    scene = plan(brief)
    painted = render(scene, RENDITIONS[scene.medium], brief.width, brief.height)
    if strength <= 0:
        return finish(painted, scene, brief)
    ink = _ink(drawing)
    lab = colours.to_oklab(painted.rgb)
    palette = [colours.as_lab_array(tone) for tone in tones_of(painted.rgb)]
    height, width = ink.shape
    left: list[Array] = []
    for area in _enclosed(ink):
        soft = noise.smoothstep(0.3, 0.7, noise.resize(noise.blur(area, 0.6), height, width))[..., None]
        mean = (lab * soft).sum(axis=(0, 1)) / max(float(soft.sum()), 1e-3)
        left = left or list(palette)
        tone = max(left, key=lambda each: float(((each - mean) ** 2).sum()), default=mean)
        left = [each for each in left if each is not tone]
        light = np.ascontiguousarray(lab[..., 0])
        relief = (light - noise.blur(light, 8 * texture.unit(painted.rgb)))[..., None] * np.array([1, 0, 0])
        shade = (np.linspace(0.05, -0.05, height, dtype=np.float32)[:, None, None]) * np.array([1, 0, 0])
        lab += soft * min(1.0, 1.6 * strength) * (tone + relief + shade - lab)
    line = noise.smoothstep(0.15, 0.6, noise.blur(ink, 0.6)) * min(1.0, 0.3 + strength)
    lab[..., 0] = np.clip(lab[..., 0] - line * _DARK, 0.06, 1)
    rgb = colours.from_oklab(lab.astype(np.float32))
    return finish(replace(painted, rgb=np.clip(rgb, 0, 1).astype(np.float32)), scene, brief)


def _ink(drawing: Array) -> Array:
    """0..1, (height, width): how much of a line each pixel is, on paper of whatever colour there is most of."""
    lab = colours.to_oklab(drawing)
    paper = np.median(lab[::4, ::4].reshape(-1, 3), axis=0)
    apart = np.sqrt(((lab - paper) ** 2).sum(axis=2))
    return np.asarray(np.clip(apart / (2 * _INK), 0, 1), dtype=np.float32)


def _enclosed(ink: Array) -> list[Array]:
    """Areas that lines shut off from the border, each as a small picture of 0 and 1; the largest first."""
    small = regions.small(np.repeat(ink[..., None], 3, axis=2), _COARSE)[..., 0]
    free = small < 0.3
    labels, sizes = _labelled(free)
    outer = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])).tolist())
    inner = [i for i in range(1, len(sizes)) if i not in outer and sizes[i] > _LEAST * free.size]
    return [(labels == i).astype(np.float32) for i in sorted(inner, key=lambda i: (-sizes[i], i))]


def _labelled(free: NDArray[np.bool_]) -> tuple[Labels, list[int]]:
    """Numbers from 1 for what hangs together, 0 elsewhere; and how many pixels have each."""
    height, width = free.shape
    labels = np.zeros((height, width), dtype=np.int32)
    sizes = [0]
    for start in zip(*(axis.tolist() for axis in np.nonzero(free)), strict=True):
        if labels[start]:
            continue
        number, queue, size = len(sizes), [start], 0
        labels[start] = number
        while queue:
            y, x = queue.pop()
            size += 1
            for there in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                inside = 0 <= there[0] < height and 0 <= there[1] < width
                if inside and free[there] and not labels[there]:
                    labels[there] = number
                    queue.append(there)
        sizes.append(size)
    return labels, sizes
