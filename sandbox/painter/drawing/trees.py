"""Trees, from a lone oak to the wall of a forest."""

import itertools
import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

_LEAVES: Final[Mapping[str, tuple[str, ...]]] = {
    "spring": ("#86ab4f", "#94b55c", "#7aa457"),
    "summer": ("#5d8a46", "#6b9448", "#4f7f4a"),
    "autumn": ("#d1822f", "#c4612c", "#d9a23b", "#b54a2c"),
    "winter": ("#8b958f", "#7f8a86", "#97a09b"),
}
_BARK: Final = ("#6b4f3c", "#5b4436", "#74563f")


def leaf_colour(pen: Pen) -> str:
    """The colour of leaves in the scene's season."""
    return pen.pick(*_LEAVES[pen.season])


def limbs(
    pen: Pen, colour: str, *, height: float = 62, spread: float = 26, girth: float = 9, forks: int = 3
) -> None:
    """A trunk that divides `forks` times into thinner limbs."""
    rng = pen.rng

    def grow(x: float, y: float, angle: float, length: float, width: float, left: int) -> None:
        end = (x + math.sin(angle) * length, y - math.cos(angle) * length)
        path = geo.bend((x, y), end, rng.uniform(-0.09, 0.09) * length, 4)
        pen.shape(geo.taper(path, width, width * 0.62), colour, "side")
        if left == 0:
            return
        for turn in (-1, 1) if left < forks or rng.random() < 0.6 else (-1, 0, 1):
            grow(
                end[0],
                end[1],
                angle * 0.8 + turn * rng.uniform(0.3, 0.62) * spread / 26,
                length * rng.uniform(0.62, 0.78),
                width * 0.6,
                left - 1,
            )

    foot = [
        (-girth * 0.95, 0),
        (-girth * 0.5, -4),
        (-girth * 0.42, -9),
        (girth * 0.42, -9),
        (girth * 0.5, -4),
        (girth * 0.95, 0),
    ]
    pen.shape(geo.smooth(foot, tension=0.7), colour, "side")
    grow(0, 0, rng.uniform(-0.08, 0.08), height * 0.46, girth, forks)


def crown(pen: Pen, x: float, y: float, rx: float, ry: float, colour: str, *, clumps: int = 12) -> None:
    """Foliage in clumps: dark ones below and behind, each lit on the side of the light, edges ragged."""
    rng = pen.rng
    side = pen.light.side
    if pen.detail < 60:
        clumps = max(5, clumps // 2)
    for i in range(clumps):
        angle = math.tau * (i + rng.uniform(-0.3, 0.3)) / clumps
        out = rng.uniform(0.5, 0.66)
        path = geo.ragged(
            rng, x + rx * out * math.cos(angle), y + ry * out * math.sin(angle), rx * 0.4, ry * 0.4
        )
        pen.shape(path, colour, level=-0.75 if math.sin(angle) > 0 else -0.5)
    inner = []
    for i in range(clumps):
        angle, out = i * 2.39996 + rng.uniform(-0.3, 0.3), 0.72 * math.sqrt((i + 0.4) / clumps)
        inner.append((rx * out * math.cos(angle), ry * out * math.sin(angle)))
    for dx, dy in sorted(inner, key=lambda spot: spot[0] * side * 0.5 - spot[1]):
        toward = (dx * side / rx * 0.7 - dy / ry) * 0.5
        size = rng.uniform(0.27, 0.36)
        for step, (level, shrink) in enumerate(((-0.32, 1.0), (0.12, 0.72), (0.6, 0.4))):
            cx, cy = x + dx + side * step * rx * 0.045, y + dy - step * ry * 0.06
            pen.shape(
                geo.ragged(rng, cx, cy, rx * size * shrink, ry * size * shrink, lobes=7, depth=0.2),
                colour,
                level=level + toward * 0.7,
                outline=False,
            )


def tree(pen: Pen) -> None:
    rng = pen.rng
    leaves = leaf_colour(pen)
    pen.shadow(0, 0, 36, 6)
    limbs(pen, rng.choice(_BARK), height=74, girth=8)
    if pen.season == "winter" and pen.accent is None:
        return
    crown(pen, rng.uniform(-2, 2), -66, rng.uniform(36, 44), rng.uniform(30, 36), leaves)


def bare_tree(pen: Pen) -> None:
    pen.shadow(0, 0, 26, 4)
    limbs(pen, pen.pick("#4b3a31", "#584539", "#3f3531"), height=98, spread=31, girth=8.5, forks=5)


def pine(pen: Pen) -> None:
    rng = pen.rng
    green = pen.pick("#2f5a45", "#3a6448", "#2b5149", "#456b4a")
    pen.shadow(0, 0, 24, 4)
    pen.shape(geo.poly([(-2.6, 0), (-1, -60), (1, -60), (2.6, 0)]), "#5c4534", "side")
    tiers = 8 if pen.detail > 60 else 5
    width = rng.uniform(23, 29)
    for tier in range(tiers):
        low = -9 - 76 * tier / tiers
        half = width * (1 - tier / tiers) ** 0.86 + 2.5
        top = low - 150 / tiers * 0.95
        fringe = []
        teeth = 7 if pen.detail > 60 else 4
        for i in range(teeth * 2 + 1):
            t = i / (teeth * 2)
            x = half * (1 - 2 * t)
            droop = 3.4 * (abs(x) / half) ** 1.4
            fringe.append((x * rng.uniform(0.94, 1.05), low + droop + (0 if i % 2 == 0 else -4.2)))
        outline = [(-half * 0.1, top), *reversed(fringe), (half * 0.1, top)]
        pen.shape(geo.poly(outline), green, "side", level=-0.35 + 0.5 * tier / tiers)
        if tier < tiers - 1 and pen.detail > 60:
            inner = [(-half * 0.1, top), *[(x * 0.8, y - 5) for x, y in reversed(fringe)], (half * 0.1, top)]
            pen.shape(geo.poly(inner), green, "side", level=-0.1 + 0.5 * tier / tiers, outline=False)
        if pen.season == "winter" and pen.accent is None:
            snow = [
                (-half * 0.1, top),
                *[(x * 0.82, y - 5.5) for x, y in reversed(fringe)],
                (half * 0.1, top),
            ]
            pen.shape(geo.poly(snow), "#eef3f6", "side", outline=False)


def palm(pen: Pen) -> None:
    rng = pen.rng
    lean = rng.choice((-1, 1)) * rng.uniform(8, 20)
    top = (lean, -74.0)
    pen.shadow(0, 0, 30, 4)
    trunk = geo.bend((0, 0), top, -lean * 0.3, 9)
    pen.shape(geo.taper(trunk, 6.4, 3.6), "#8d6e4e", "side")
    for (x, y), (x2, y2) in itertools.pairwise(trunk):
        for t in (0.2, 0.6):
            cx, cy = x + (x2 - x) * t, y + (y2 - y) * t
            pen.line([(cx - 2.4, cy), (cx, cy + 1.1), (cx + 2.4, cy)], "#6d5139", 0.7, opacity=0.7)
    green = pen.pick("#4d8346", "#5a8d4a", "#3f7650")
    fronds = [
        (-176, 34),
        (-150, 40),
        (-120, 35),
        (-62, 35),
        (-32, 41),
        (-6, 35),
        (20, 27),
        (158, 27),
        (-92, 30),
    ]
    rng.shuffle(fronds)
    for index, (angle, length) in enumerate(fronds):
        level = -0.5 + 1.1 * index / len(fronds)
        turn = math.radians(angle + rng.uniform(-7, 7))
        reach = length * rng.uniform(0.92, 1.08)
        end = (top[0] + math.cos(turn) * reach, top[1] + math.sin(turn) * reach * 0.62 + 13)
        side = 1 if end[0] > top[0] else -1
        spine = geo.bend(top, end, -side * reach * 0.24, 9)
        blade = []
        for i, (x, y) in enumerate(spine):
            t = i / (len(spine) - 1)
            blade.append((x + side * 1.5, y + (7.5 * math.sin(math.pi * min(t * 1.15 + 0.1, 1)))))
            blade.append((x + side * 3.2, y + 1.5))
        pen.shape(geo.poly([*spine, *reversed(blade)]), green, level=level)
        pen.line(spine, green, 0.9, level=level + 0.4)
    for dx, dy in ((-2.4, 2), (2.2, 2.6), (0, 4)):
        pen.shape(geo.ellipse(top[0] + dx, top[1] + dy, 2.3), "#7a5334", "round")


def birch(pen: Pen) -> None:
    rng = pen.rng
    leaves = pen.pick(
        *{"autumn": ("#e0b13f", "#d99a35"), "winter": ("#9aa39c",)}.get(
            pen.season, ("#8fb35a", "#7fa653", "#9cba62")
        )
    )
    pen.shadow(0, 0, 22, 3.5)
    lean = rng.uniform(-5, 5)
    for x0, size in ((rng.uniform(-9, -5), 0.78), (rng.uniform(3, 7), 1.0)):
        top = (x0 + lean * size, -90 * size)
        trunk = geo.bend((x0, 0), top, rng.uniform(-2, 2), 6)
        pen.shape(geo.taper(trunk, 4.4 * size, 1.2), "#eeeae2", "side")
        for i in range(9):
            t = (i + rng.random()) / 10
            cx, cy = x0 + lean * size * t, -90 * size * t
            wide = 2.0 * size * (1 - t * 0.6)
            pen.shape(
                geo.poly(
                    [(cx - wide, cy), (cx + wide * rng.uniform(-0.4, 0.5), cy + 0.5), (cx - wide, cy + 1.1)]
                ),
                "#3d3a38",
                outline=False,
            )
    for _ in range(24):
        y = -rng.uniform(38, 96)
        reach = 21 * math.sin(math.pi * min(1.0, (-y - 22) / 82))
        x = rng.uniform(-reach, reach)
        pen.shape(
            geo.ragged(rng, x, y, 8.5, 6.5, lobes=8, depth=0.25),
            leaves,
            level=-0.4 + 0.5 * (x * pen.light.side > 0) + rng.uniform(-0.2, 0.3),
            opacity=0.92,
        )


def cherry(pen: Pen) -> None:
    rng = pen.rng
    petals = pen.pick("#eeaabb", "#f2b9c6", "#e89bb0", "#f6cdd5")
    pen.shadow(0, 0, 40, 5)
    limbs(pen, "#5a4240", height=72, spread=34, girth=8, forks=4)
    crown(pen, 0, -66, 44, 30, petals, clumps=11)
    dots = [geo.ellipse(rng.gauss(0, 24), -66 + rng.gauss(0, 15), rng.uniform(0.7, 1.5)) for _ in range(60)]
    pen.many(dots[:30], "#fdf0ee", level=0.6, opacity=0.85)
    pen.many(dots[30:], petals, level=-0.5, opacity=0.7)
    fallen = [
        geo.ellipse(rng.gauss(0, 26), rng.uniform(-2, 5), rng.uniform(0.7, 1.3), 0.5) for _ in range(26)
    ]
    pen.many(fallen, petals, level=0.3)


def bamboo(pen: Pen) -> None:
    rng = pen.rng
    green = pen.pick("#7a9a4c", "#6b8f4c", "#89a552")
    pen.shadow(0, 0, 46, 5)
    for x in sorted((rng.uniform(-46, 46) for _ in range(9)), key=lambda x: math.sin(x * 7)):
        level = rng.uniform(-0.6, 0.4)
        lean, tall, wide = rng.uniform(-5, 5), rng.uniform(86, 112), rng.uniform(2.2, 3.8)
        pieces = 7
        for i in range(pieces):
            low, high = i / pieces, (i + 1) / pieces
            pen.shape(
                geo.poly(
                    [
                        (x + lean * low - wide / 2, -tall * low),
                        (x + lean * high - wide / 2, -tall * high + 0.8),
                        (x + lean * high + wide / 2, -tall * high + 0.8),
                        (x + lean * low + wide / 2, -tall * low),
                    ]
                ),
                green,
                "side",
                level=level,
            )
        for _ in range(7):
            t = rng.uniform(0.4, 1)
            side = rng.choice((-1, 1))
            bx, by = x + lean * t, -tall * t
            tip = (bx + side * rng.uniform(8, 15), by + rng.uniform(-3, 8))
            pen.shape(
                geo.taper(geo.bend((bx, by), tip, side * -2, 4), 0.3, 0.1, 2.4), green, level=level + 0.3
            )


DRAWN: Final[Mapping[str, Subject]] = {
    "tree": Subject(tree, 12, 0.9, setting="meadow", still=True),
    "bare tree": Subject(bare_tree, 11, 0.95, setting="meadow", still=True, crest=1.12),
    "pine tree": Subject(pine, 15, 0.55, setting="mountains", flock=3, still=True),
    "palm tree": Subject(palm, 10, 0.8, setting="coast", still=True),
    "birch": Subject(birch, 13, 0.5, setting="meadow", flock=3, still=True),
    "cherry tree": Subject(cherry, 7, 1.0, setting="garden", still=True),
    "bamboo": Subject(bamboo, 9, 1.0, setting="garden", flock=3, still=True),
}
