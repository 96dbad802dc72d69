"""New pictures from given ones: the layout bent, the light turned, the colours mixed, all painted anew."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter import studio
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing.source import covering
from sandbox.painter.finish import FINISHES, grade, palette, texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.planning import plan
from sandbox.painter.raster import noise
from sandbox.painter.reading import read

MOST = 5
"""Reference pictures a variation takes (Titan Image Generator, IMAGE_VARIATION)."""


def vary(pictures: Sequence[bytes], brief: Brief, similarity: float) -> bytes:
    """See `sandbox.painter.vary`."""
    if not pictures:
        raise ValueError("a variation needs at least one picture")
    sources = [covering(data, brief.width, brief.height) for data in pictures[:MOST]]
    free = 1 - min(max(similarity, 0.0), 1.0)
    rng = np.random.default_rng([brief.key, round(free * 1000), len(sources)])
    base = bent(sources[0], rng, free)
    base = relit(base, rng, free)
    if len(sources) > 1:
        base = tinted_by(base, sources[1:], 0.3 + 0.4 * free)
    return studio.png(repainted(base, brief, rng, free))


def bent(picture: Array, rng: noise.Generator, free: float) -> Array:
    """The same layout seen anew: a little nearer, from aside, its forms swaying. More so the freer."""
    height, width = picture.shape[:2]
    rows, columns = noise.grid(height, width)
    zoom = 1 / (1.05 + 0.22 * free * float(rng.uniform(0.5, 1.0)))
    turn = math.radians(float(rng.uniform(-1, 1)) * (1.0 + 4.5 * free))
    room = (1 - zoom) / 2 * 0.8
    middle_y, middle_x = (
        height * (0.5 + float(rng.uniform(-room, room))),
        width * (0.5 + float(rng.uniform(-room, room))),
    )
    y, x = (rows - height / 2) * zoom, (columns - width / 2) * zoom
    source_y = middle_y + y * math.cos(turn) + x * math.sin(turn)
    source_x = middle_x + x * math.cos(turn) - y * math.sin(turn)
    reach = min(height, width) * (0.012 + 0.06 * free)
    for size, share in ((0.6, 1.0), (0.24, 0.2)):
        source_y += (
            (noise.fbm(rng, height, width, cell=min(height, width) * size, octaves=2) - 0.5)
            * 2.4
            * reach
            * share
        )
        source_x += (
            (noise.fbm(rng, height, width, cell=min(height, width) * size, octaves=2) - 0.5)
            * 2.4
            * reach
            * share
        )
    source_y = np.abs(source_y)
    source_x = np.abs(source_x)
    source_y = height - 1.001 - np.abs(height - 1.001 - source_y)
    source_x = width - 1.001 - np.abs(width - 1.001 - source_x)
    return noise.sample(picture, np.clip(source_y, 0, height - 1.001), np.clip(source_x, 0, width - 1.001))


def relit(picture: Array, rng: noise.Generator, free: float) -> Array:
    """Light from another side, hues turned slightly, clouds of warmth and coolness."""
    height, width = picture.shape[:2]
    lab = colours.to_oklab(picture)
    rows, columns = noise.grid(height, width)
    angle = float(rng.uniform(0, 2 * math.pi))
    slope = (rows / height - 0.5) * math.sin(angle) + (columns / width - 0.5) * math.cos(angle)
    lab[..., 0] = np.clip(lab[..., 0] + slope * (0.04 + 0.14 * free), 0, 1)
    turn = math.radians(float(rng.uniform(-1, 1)) * (3 + 15 * free))
    a, b = lab[..., 1].copy(), lab[..., 2].copy()
    lab[..., 1], lab[..., 2] = (
        a * math.cos(turn) - b * math.sin(turn),
        a * math.sin(turn) + b * math.cos(turn),
    )
    warmth = noise.fbm(rng, height, width, cell=min(height, width) * 0.7, octaves=3) - 0.5
    lab[..., 2] += warmth * (0.02 + 0.06 * free)
    lab[..., 1:] *= 1 + float(rng.uniform(-0.12, 0.16)) * (0.4 + free)
    return colours.from_oklab(lab)


def tinted_by(picture: Array, others: Sequence[Array], strength: float) -> Array:
    """Colour moved towards that of other pictures: mean and spread of a and b in OKLab."""
    lab = colours.to_oklab(picture)
    samples = np.concatenate([colours.to_oklab(other[::8, ::8]).reshape(-1, 3) for other in others])
    for i in (1, 2):
        own = lab[..., i]
        moved = (own - own.mean()) * float(
            np.clip(samples[:, i].std() / max(float(own.std()), 1e-3), 0.5, 2.0)
        ) + samples[:, i].mean()
        lab[..., i] = own + (moved - own) * strength
    return colours.from_oklab(lab)


def repainted(picture: Array, brief: Brief, rng: noise.Generator, free: float) -> Array:
    """Painted over in the prompt's medium, or in strokes that loosen as the variation grows freer."""
    intent = read(brief.prompt, brief.negative)
    scene = replace(plan(brief, intent), layers=(), colours=intent.colours)
    medium = intent.medium or ("oil painting" if free > 0.55 and rng.random() < 0.5 else "gouache")
    height, width = picture.shape[:2]
    rows, _ = noise.grid(height, width)
    depth = np.clip(1.0 - 0.85 * rows / height, 0, 1).astype(np.float32)
    graded = grade.grade(picture, scene, depth)
    loose = float(np.clip(0.15 + 0.85 * free + (8.0 - brief.guidance) / 20, 0, 1))
    painted = FINISHES[medium](Sheet(graded, depth, scene, rng, loose, brief.quality == "premium"))
    if intent.medium is None:
        fresh = np.ascontiguousarray(texture.luma(painted))
        painted = np.clip(
            painted * (1 + 0.25 * (fresh - noise.blur(fresh, 6 * texture.unit(painted))))[..., None], 0, 1
        ).astype(np.float32)
    if brief.palette:
        painted = palette.keep_to(painted, brief.palette)
    return painted
