"""Outlines of land against the sky: points from left to right, a little beyond both edges."""

import itertools
import math
from random import Random

from sandbox.painter.scene import Point

Contour = tuple[Point, ...]


def jagged(
    rng: Random, width: float, base: float, rise: float, *, peaks: int = 4, side: float = 0.0
) -> Contour:
    """Mountains: `peaks` summits up to `rise` above `base`, highest towards `side`, broken by smaller ones."""
    main = []
    for i in range(peaks):
        x = (i + 0.5 + rng.uniform(-0.34, 0.34)) / peaks
        lean = 1 - 0.42 * abs((2 * x - 1) - side) / (1 + abs(side))
        main.append((x * width, rise * lean * rng.uniform(0.62, 1.0)))
    spine = [(-0.06 * width, rise * rng.uniform(0.1, 0.45))]
    for (x1, h1), (x2, h2) in itertools.pairwise(main):
        spine.extend(
            (
                (x1, h1),
                ((x1 + x2) / 2 + rng.uniform(-0.02, 0.02) * width, min(h1, h2) * rng.uniform(0.34, 0.62)),
            )
        )
    spine.extend((main[-1], (1.06 * width, rise * rng.uniform(0.1, 0.45))))
    return tuple((x, base - h) for x, h in _rough(rng, spine, 3, 0.085))


def _rough(rng: Random, points: list[Point], depth: int, amount: float) -> list[Point]:
    for _ in range(depth):
        out = [points[0]]
        for (x1, h1), (x2, h2) in itertools.pairwise(points):
            length = math.hypot(x2 - x1, h2 - h1)
            share = rng.uniform(0.38, 0.62)
            out.append(
                (x1 + (x2 - x1) * share, h1 + (h2 - h1) * share + rng.uniform(-1, 1) * amount * length)
            )
            out.append((x2, h2))
        points = out
    return points


def rolling(
    rng: Random, width: float, base: float, rise: float, *, waves: float = 1.6, side: float = 0.0
) -> Contour:
    """Hills: a few long waves."""
    phases = [rng.uniform(0, math.tau) for _ in range(3)]
    points = []
    for i in range(29):
        x = -0.06 + 1.12 * i / 28
        value = (
            0.55 * math.sin(math.tau * waves * 0.5 * x + phases[0])
            + 0.3 * math.sin(math.tau * waves * 1.15 * x + phases[1])
            + 0.12 * math.sin(math.tau * waves * 2.3 * x + phases[2])
        )
        lean = side * (2 * x - 1) * 0.5
        points.append((x * width, base - rise * (0.5 + 0.42 * value + lean)))
    return tuple(points)


def dunes(rng: Random, width: float, base: float, rise: float) -> Contour:
    """Dunes: long windward slopes, sharp crests."""
    points: list[Point] = [(-0.1 * width, base - rise * rng.uniform(0.2, 0.5))]
    x = -0.1
    while x < 1.1:
        long, short = rng.uniform(0.2, 0.42), rng.uniform(0.08, 0.18)
        crest = rng.uniform(0.6, 1.0)
        points.append(((x + long * 0.5) * width, base - rise * crest * 0.5))
        points.append(((x + long) * width, base - rise * crest))
        points.append(((x + long + short) * width, base - rise * rng.uniform(0.12, 0.34)))
        x += long + short
    return tuple(points)


def headland(rng: Random, width: float, base: float, rise: float, reach: float, side: float) -> Contour:
    """A cliff coming in from one side (`side` -1 left, 1 right), flat enough to build on.

    `reach` is its length, a share of the width.
    """
    points: list[Point] = []
    plateau = reach * rng.uniform(0.5, 0.6)
    steps = [
        (-0.06, rise * rng.uniform(0.95, 1.15)),
        (plateau * 0.4, rise * rng.uniform(0.92, 1.06)),
        (plateau * 0.8, rise * rng.uniform(0.97, 1.02)),
        (plateau, rise),
    ]
    fall = reach - plateau
    for share, height in (
        (0.12, 0.93),
        (0.2, 0.66),
        (0.34, 0.6),
        (0.46, 0.36),
        (0.6, 0.3),
        (0.76, 0.12),
        (0.92, 0.05),
        (1.0, -0.04),
    ):
        steps.append(
            (plateau + fall * (share + rng.uniform(-0.03, 0.03)), rise * (height + rng.uniform(-0.03, 0.03)))
        )
    for x, height in steps:
        place = x if side < 0 else 1 - x
        points.append((place * width, base - height))
    return tuple(points if side < 0 else points[::-1])


def isle(rng: Random, middle: float, half: float, base: float, rise: float) -> Contour:
    """An island's outline around `middle`, its top flat enough to build on."""
    shape = (
        (-1.0, -0.03),
        (-0.86, 0.18),
        (-0.66, 0.3),
        (-0.5, 0.62),
        (-0.34, 0.9),
        (-0.12, 1.0),
        (0.14, 1.0),
        (0.36, 0.86),
        (0.5, 0.5),
        (0.7, 0.34),
        (0.88, 0.12),
        (1.0, -0.03),
    )
    return tuple(
        (middle + half * (x + rng.uniform(-0.03, 0.03)), base - rise * (h + rng.uniform(-0.05, 0.05)))
        for x, h in shape
    )


def cone(rng: Random, width: float, base: float, rise: float, middle: float) -> Contour:
    """A volcano: concave flanks, a broken crater."""
    points: list[Point] = []
    for i in range(15):
        t = -1 + i / 14 * 0.9
        points.append(
            (middle + t * rise * 1.7, base - rise * (1 + t) ** 1.9 * 1.1 + rng.uniform(-0.008, 0.008) * rise)
        )
    points.extend(
        [
            (middle - 0.08 * rise, base - rise * 0.94),
            (middle, base - rise * 0.9),
            (middle + 0.08 * rise, base - rise * 0.95),
        ]
    )
    for i in range(15):
        t = 0.1 + i / 14 * 0.9
        points.append(
            (middle + t * rise * 1.7, base - rise * (1 - t) ** 1.9 * 1.1 + rng.uniform(-0.008, 0.008) * rise)
        )
    left, right = (-0.06 * width, base), (1.06 * width, base)
    return tuple(sorted((left, *points, right)))


def mesas(rng: Random, width: float, base: float, rise: float) -> Contour:
    """Table mountains with steep sides."""
    points: list[Point] = [(-0.06 * width, base - rise * 0.12)]
    x = -0.04
    while x < 1.0:
        gap, wide = rng.uniform(0.04, 0.16), rng.uniform(0.07, 0.26)
        tall = rng.uniform(0.45, 1.0)
        foot = rng.uniform(0.08, 0.16)
        points.extend([
            ((x + gap) * width, base - rise * foot), ((x + gap + 0.02) * width, base - rise * tall * 0.42),
            ((x + gap + 0.032) * width, base - rise * tall), ((x + gap + wide * 0.5) * width,
                base - rise * tall * rng.uniform(0.97, 1.03)),
            ((x + gap + wide) * width, base - rise * tall), ((x + gap + wide + 0.014) * width,
                base - rise * tall * 0.45),
            ((x + gap + wide + 0.05) * width, base - rise * foot),
        ])  # fmt: skip
        x += gap + wide + 0.04
    points.append((1.08 * width, base - rise * 0.1))
    return tuple(points)


def softened(contour: Contour, rounds: int = 2) -> Contour:
    """A contour with its corners cut."""
    points = list(contour)
    for _ in range(rounds):
        cut = [points[0]]
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            cut.extend(
                [
                    (x1 * 0.75 + x2 * 0.25, y1 * 0.75 + y2 * 0.25),
                    (x1 * 0.25 + x2 * 0.75, y1 * 0.25 + y2 * 0.75),
                ]
            )
        points = [*cut, points[-1]]
    return tuple(points)
