"""Plants that are not grown for their flowers."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.flowers import leaf
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def mushroom(pen: Pen) -> None:
    rng = pen.rng
    cap = pen.pick("#c33f2c", "#b86a3a", "#c9a06a", "#8a5a6e")
    pen.shadow(0, 0, 42, 6)
    for x, size in ((0, 1.0), (30, 0.5), (-27, 0.38)):
        pen.open(f"translate({x} {0 if size == 1 else 2}) scale({size})")
        pen.shape(
            geo.smooth([(-9, -58), (-10, -30), (-14, -4), (0, 1), (14, -4), (10, -30), (9, -58)]),
            "#eee3cd",
            "side",
        )
        pen.shape(geo.ellipse(0, -55, 34, 8), "#d9c7a5", "side", level=-0.5)
        pen.shape(
            "M-42 -53C-42 -86 -20 -100 0 -100C20 -100 42 -86 42 -53C24 -60 -24 -60 -42 -53Z", cap, "side"
        )
        spots = ((-20, -72, 6), (4, -86, 6.5), (22, -70, 5), (-4, -66, 4), (-30, -60, 3.4), (33, -60, 3))
        for sx, sy, r in spots:
            pen.shape(geo.ellipse(sx + rng.uniform(-2, 2), sy, r, r * 0.8), "#f6efdf", "side", outline=False)
        pen.shape(
            geo.smooth([(-10, -44), (0, -37), (10, -44), (12, -38), (0, -31), (-12, -38)]), "#eee3cd", "top"
        )
        pen.close()


def cactus(pen: Pen) -> None:
    rng = pen.rng
    green = pen.pick("#5b8a5a", "#4f7f5e", "#6a9360")
    pen.shadow(0, 0, 34, 5)
    arms = [(-1, rng.uniform(-50, -36), rng.uniform(24, 34)), (1, rng.uniform(-62, -48), rng.uniform(18, 30))]
    for side, y, rise in arms:
        x = side * 24
        path = (
            f"M{side * 6} {geo.num(y + 5)}H{geo.num(x - side * 1)}"
            f"Q{geo.num(x + side * 6)} {geo.num(y + 4)} {geo.num(x + side * 6)}"
            f" {geo.num(y - 5)}V{geo.num(y - rise)}"
            f"a5.5 5.5 0 0 {0 if side > 0 else 1} {-side * 11} 0V{geo.num(y - 5)}H{side * 6}Z"
        )
        pen.shape(path, green, "side", level=-0.1)
        pen.line([(x, y - 3), (x, y - rise - 2)], green, 0.8, level=-0.8, opacity=0.7, soft=False)
    pen.shape("M-9.5 0V-88a9.5 9.5 0 0 1 19 0V0Z", green, "side")
    for x in (-5, 0, 5):
        pen.line([(x, -2), (x, -92)], green, 0.8, level=-0.8, opacity=0.7, soft=False)
    for x, y in ((-3, -98), (3, -97)):
        pen.shape(geo.ragged(rng, x, y, 3.4, 2.8, lobes=5), "#e57f8f", "round")


def potted_plant(pen: Pen) -> None:
    rng = pen.rng
    green = pen.pick("#4f7f55", "#5c8a4e", "#3f7560")
    pen.shadow(0, 0, 28, 6)
    for i in range(11):
        angle = -90 + (i - 5) * 15 + rng.uniform(-6, 6)
        reach = rng.uniform(40, 62)
        turn = math.radians(angle)
        tip = (math.cos(turn) * reach, -34 + math.sin(turn) * reach)
        pen.line(geo.bend((0, -30), tip, -math.cos(turn) * 9, 4), green, 1.1, level=-0.3)
        leaf(
            pen,
            tip[0] * 0.55,
            -34 + math.sin(turn) * reach * 0.55,
            28,
            angle + rng.uniform(-12, 12),
            green,
            belly=0.48,
        )
    pot = rng.choice(("#c4714c", "#e4ddcf", "#7f8f94", "#b98a5e"))
    pen.shape(geo.poly([(-17, -32), (-13, 0), (13, 0), (17, -32)]), pot, "side")
    pen.shape(geo.rect(-19, -38, 38, 8, 1.5), pot, "side", level=0.15)


def reeds(pen: Pen) -> None:
    rng = pen.rng
    green = pen.pick("#7d8a4d", "#8f8f55", "#6c7f4c")
    for i in range(26):
        x = rng.uniform(-42, 42)
        tip = (x + rng.uniform(-16, 16), -rng.uniform(45, 100))
        path = geo.bend((x, 0), tip, rng.uniform(-5, 5), 5)
        pen.shape(geo.taper(path, 1.9, 0.3), green, level=rng.uniform(-0.7, 0.5))
        if i % 4 == 0:
            pen.shape(
                geo.taper(
                    [(tip[0], tip[1] + 1), (tip[0] * 1.01, tip[1] - 6), (tip[0] * 1.02, tip[1] - 13)],
                    2.6,
                    2.6,
                    1,
                ),
                "#7a5233",
                "side",
            )


def pumpkin(pen: Pen) -> None:
    orange = pen.pick("#dd7f2c", "#d66f2a", "#e2913c")
    pen.shadow(0, 0, 66, 9)
    for x, rx in ((-34, 22), (34, 22), (-20, 25), (20, 25), (0, 24)):
        level = 0.3 if x * pen.light.side > 0 else (-0.45 if x else 0.0)
        pen.shape(geo.ellipse(x, -38, rx, 38 - abs(x) * 0.09), orange, "round", level=level)
    pen.shape(geo.taper([(0, -72), (-1, -82), (6, -93)], 9, 6), "#7a7a45", "side")
    pen.line(geo.bend((2, -76), (30, -84), 7), "#6d8048", 1.6)
    leaf(pen, 20, -82, 26, -18, "#6d8a48", belly=0.6)


DRAWN: Final[Mapping[str, Subject]] = {
    "mushroom": Subject(mushroom, 0.2, 0.95, setting="forest", still=True),
    "cactus": Subject(cactus, 4, 0.75, setting="desert", flock=3),
    "fern": Subject(potted_plant, 0.7, 0.9, stands="floor", setting="room", still=True),
    "reeds": Subject(reeds, 1.8, 1.0, setting="lake", flock=4, still=True),
    "pumpkin": Subject(pumpkin, 0.4, 1.2, setting="meadow", flock=3),
}
