"""Creatures on the wing."""

import itertools
import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.birds import eye
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def gulls(pen: Pen) -> None:
    """A few birds far off, on the wing."""
    rng = pen.rng
    colour = pen.accent or ("#f4f1ea" if pen.light.night else "#4a5260")
    for _ in range(rng.randint(5, 9)):
        x, y, size = rng.gauss(0, 48), rng.gauss(-50, 22), rng.uniform(5, 11)
        dip, lift = rng.uniform(0.1, 0.5), rng.uniform(0.35, 0.8)
        for side in (-1, 1):
            wing = [
                (x, y),
                (x + side * size * 0.45, y - size * lift),
                (x + side * size * 1.2, y - size * (lift - dip)),
            ]
            pen.shape(geo.taper(wing, size * 0.2, 0.2, size * 0.07), colour, outline=False)


def eagle(pen: Pen) -> None:
    brown = pen.pick("#5d4130", "#6b4a34")
    for side, level in ((1, -0.35), (-1, 0.2)):
        root = (side * 8, -54)
        tips = []
        for i in range(7):
            angle = math.radians(-14 - i * 9 if side > 0 else 194 + i * 9)
            reach = 88 - abs(i - 2) * 6 - (i > 4) * 6
            tips.append((root[0] + math.cos(angle) * reach, root[1] + math.sin(angle) * reach * 0.62))
            tips.append((root[0] + math.cos(angle) * reach * 0.8, root[1] + math.sin(angle) * reach * 0.5))
        pen.shape(
            geo.poly([(side * 2, -40), (side * 34, -42), *tips, (side * 30, -84), (side * 4, -66)]),
            brown,
            level=level,
        )
        cover = [
            (side * 2, -44),
            (side * 30, -50),
            (side * 52, -66),
            (side * 44, -80),
            (side * 20, -78),
            (side * 3, -64),
        ]
        pen.shape(geo.smooth(cover), brown, "top", level=level + 0.35, outline=False)
    pen.shape(
        geo.poly([(-8, -36), (-15, -8), (-5, -11), (0, -4), (5, -11), (15, -8), (8, -36)]), "#efe9dc", "top"
    )
    pen.shape(geo.smooth([(-9, -66), (9, -66), (11, -44), (0, -26), (-11, -44)]), brown, "side")
    pen.shape(
        geo.smooth([(-8, -68), (-4, -80), (8, -80), (13, -70), (8, -62), (-6, -62)]), "#f2ede2", "round"
    )
    pen.shape(geo.smooth([(10, -74), (20, -71), (19, -63), (15, -67), (10, -67)]), "#e0a53a", "top")
    eye(pen, 7, -73, 1.5)


def butterfly(pen: Pen) -> None:
    rng = pen.rng
    main = pen.pick("#e08a2f", "#4f86c4", "#c75b8f", "#efc14a", "#7a63b8")
    edge, spot = colours.mix(main, "#1f1b26", 0.8), colours.mix(main, "#fff6e2", 0.7)
    pen.open(f"rotate({rng.uniform(-16, 16):.1f} 0 -50)")
    for side in (-1, 1):
        level = 0.15 if side * pen.light.side > 0 else -0.25
        upper = [
            (side * 3, -56),
            (side * 20, -86),
            (side * 52, -99),
            (side * 63, -86),
            (side * 52, -60),
            (side * 26, -48),
        ]
        lower = [
            (side * 3, -50),
            (side * 28, -48),
            (side * 46, -38),
            (side * 42, -14),
            (side * 26, -7),
            (side * 9, -26),
        ]
        for wing, middle in ((lower, (side * 24, -32)), (upper, (side * 34, -74))):
            pen.shape(geo.smooth(wing), edge, level=level)
            inner = [
                (middle[0] + (x - middle[0]) * 0.78, middle[1] + (y - middle[1]) * 0.78) for x, y in wing
            ]
            pen.shape(geo.smooth(inner), main, "round", level=level, outline=False)
            core = [(middle[0] + (x - middle[0]) * 0.36, middle[1] + (y - middle[1]) * 0.36) for x, y in wing]
            pen.shape(geo.smooth(core), spot, level=level, outline=False, opacity=0.75)
            for x, y in wing[1:]:
                pen.line([(side * 3, -52), (x * 0.94, y * 0.97)], edge, 0.9, opacity=0.8, soft=False)
            for (x1, y1), (x2, y2) in itertools.pairwise(wing):
                pen.shape(geo.ellipse((x1 + x2) / 2 * 0.96, (y1 + y2) / 2 * 0.985, 1.7), spot, outline=False)
        pen.line([(0, -64), (side * 7, -80), (side * 15, -88)], "#2a2226", 0.9)
        pen.shape(geo.ellipse(side * 15, -88, 1.3), "#2a2226", outline=False)
    pen.shape(geo.taper([(0, -66), (0, -48), (0, -24)], 4, 1.6, 2.4), "#332a2c", "side")
    pen.close()


DRAWN: Final[Mapping[str, Subject]] = {
    "gulls": Subject(gulls, 14, 2.0, stands="air", setting="sea", flock=0),
    "eagle": Subject(eagle, 1.4, 1.7, stands="air", setting="mountains"),
    "butterfly": Subject(butterfly, 0.35, 1.25, stands="air", setting="garden", flock=2),
}
