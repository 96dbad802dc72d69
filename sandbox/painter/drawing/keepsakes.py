"""Small things worth keeping."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def crown(pen: Pen) -> None:
    gold = pen.pick("#dba93c", "#cf9f38")
    pen.shadow(0, 0, 60, 9)
    pen.shape(
        geo.poly([(-56, -18), (-66, -78), (-34, -46), (0, -98), (34, -46), (66, -78), (56, -18)]),
        gold,
        "side",
    )
    pen.shape(
        geo.smooth([(-56, -22), (0, -12), (56, -22), (58, -4), (0, 6), (-58, -4)], tension=0.7),
        gold,
        "side",
        level=0.15,
    )
    for x, y in ((-66, -81), (0, -101), (66, -81)):
        pen.shape(geo.ellipse(x, y, 6), "#f0cf6b", "round")
    for x, colour in ((-36, "#3f7fb5"), (0, "#c23a4b"), (36, "#3f9a6b")):
        pen.shape(geo.ellipse(x, -8 + abs(x) * -0.1, 7, 6), colour, "round")


def crystal(pen: Pen) -> None:
    rng = pen.rng
    colour = pen.pick("#9a7fd1", "#7fc4d9", "#e59ab8", "#8fd1b0")
    pen.shadow(0, 0, 60, 8)
    pen.glow(0, -44, 90, colour, 0.45)
    for x, tall, half, lean in (
        (-34, 56, 11, -12),
        (32, 62, 12, 11),
        (-15, 80, 13, -5),
        (14, 74, 12, 5),
        (0, 98, 16, 1),
        (-48, 34, 8, -14),
        (48, 38, 9, 15),
    ):
        tip = (x + lean, -tall)
        shoulder = -tall + half * 1.7
        left, mid, right = x + lean * 0.8 - half, x + lean * 0.8 - half * 0.2, x + lean * 0.8 + half
        pen.shape(
            geo.poly([tip, (left, shoulder), (x - half * 0.86, 0), (x - half * 0.1, 3), (mid, shoulder + 2)]),
            colour,
            level=0.75 if pen.light.side < 0 else -0.5,
            opacity=0.94,
        )
        pen.shape(
            geo.poly(
                [tip, (mid, shoulder + 2), (x - half * 0.1, 3), (x + half * 0.86, 0), (right, shoulder)]
            ),
            colour,
            level=-0.55 if pen.light.side < 0 else 0.7,
            opacity=0.94,
        )
        pen.line([tip, (mid, shoulder + 2), (x - half * 0.1, 3)], "#ffffff", 0.7, opacity=0.7, soft=False)
    for _ in range(5):
        pen.raw(
            geo.star(rng.uniform(-44, 44), rng.uniform(-96, -20), rng.uniform(2, 4.6), 0.6, 4), "#ffffff", 0.9
        )


def heart(pen: Pen) -> None:
    colour = pen.pick("#d0354a", "#e2607a", "#c23a3a")
    pen.shape(
        "M0 -6C-26 -28 -54 -48 -54 -74C-54 -94 -38 -102 -24 -100C-12 -98 -4 -90 "
        "0 -80C4 -90 12 -98 24 -100C38 -102 54 -94 54 -74C54 -48 26 -28 0 -6Z",
        colour,
        "round",
    )
    pen.raw(geo.taper([(-40, -70), (-38, -84), (-26, -92)], 1, 1, 5), "#ffffff", 0.5)


def gift(pen: Pen) -> None:
    paper = pen.pick("#c9453f", "#3f7f86", "#e3b44a", "#7a5a9a")
    ribbon = pen.rng.choice(("#f4e9cf", "#f0c54f")) if colours.lightness(paper) < 0.7 else "#b8402f"
    pen.shadow(0, 0, 56, 8)
    pen.shape(geo.rect(-42, -58, 84, 58, 2), paper, "side")
    pen.shape(geo.rect(-47, -72, 94, 16, 2), paper, "side", level=0.25)
    pen.shape(geo.rect(-8, -72, 16, 72), ribbon, "side")
    for side in (-1, 1):
        pen.shape(
            geo.smooth([(0, -73), (side * 16, -96), (side * 36, -96), (side * 34, -80), (side * 14, -72)]),
            ribbon,
            "round",
        )
        pen.shape(
            geo.smooth([(side * 6, -75), (side * 17, -90), (side * 28, -90), (side * 26, -81)]),
            ribbon,
            level=-0.6,
            outline=False,
        )
    pen.shape(geo.ellipse(0, -75, 7, 6), ribbon, "round")


def guitar(pen: Pen) -> None:
    wood = pen.pick("#b5713a", "#a3582f", "#c98f4a")
    pen.shadow(0, 0, 30, 4)
    pen.open("rotate(9 0 -20)")
    pen.shape(geo.rect(-2.6, -92, 5.2, 54), "#4a3226", "side")
    pen.shape(geo.poly([(-3.6, -92), (-5, -106), (5, -106), (3.6, -92)]), "#6b4630", "side")
    pen.shape(
        geo.smooth(
            geo.mirrored(
                [(0, -51), (11, -50), (14, -41), (10.5, -33), (13, -26), (19, -15), (15, -3), (0, 0)]
            )
        ),
        wood,
        "side",
    )
    pen.shape(geo.ellipse(0, -31, 5.6), "#2d201b", "top")
    pen.line(geo.ellipse(0, -31, 6.6), "#e3c88f", 0.9)
    pen.shape(geo.rect(-7, -14, 14, 2.4, 1), "#4a3226", outline=False)
    for x in (-1.5, -0.5, 0.5, 1.5):
        pen.line([(x, -103), (x, -13)], "#efe9da", 0.3, soft=False)
    for y in range(-88, -44, 6):
        pen.line([(-2.4, y), (2.4, y)], "#cfc6b2", 0.4, soft=False)
    pen.close()


def suitcase(pen: Pen) -> None:
    leather = pen.pick("#9a6238", "#7a4a35", "#4f6b6b", "#b5843f")
    pen.shadow(0, 0, 84, 8)
    pen.line([(-18, -80), (-16, -96), (16, -96), (18, -80)], colours.shift(leather, -0.14), 6)
    pen.shape(geo.rect(-74, -82, 148, 80, 9), leather, "top")
    for x in (-44, 44):
        pen.shape(geo.rect(x - 6, -82, 12, 80), colours.shift(leather, -0.12), "top")
        pen.shape(geo.rect(x - 7, -58, 14, 11, 2), "#d9b75a", "side")
    for x in (-74, 60):
        for y in (-82, -16):
            pen.shape(geo.rect(x, y, 14, 14, 4), colours.shift(leather, -0.16), outline=False)
    pen.shape(geo.ellipse(6, -40, 15), "#e6dcc4", "round")
    pen.shape(geo.star(6, -40, 10, 4.4, 5), "#c9573f", outline=False)


def shell(pen: Pen) -> None:
    colour = pen.pick("#eac3a8", "#e9d2b8", "#d99a8a", "#f0e0d0")
    pen.shadow(0, 0, 58, 8)
    ribs = 9
    for i in range(ribs):
        one, two = math.radians(-172 + i * 164 / ribs), math.radians(-172 + (i + 1) * 164 / ribs)
        mid = (one + two) / 2
        path = geo.smooth(
            [
                (0, -8),
                (math.cos(one) * 62, -8 + math.sin(one) * 90),
                (math.cos(mid) * 67, -8 + math.sin(mid) * 96),
                (math.cos(two) * 62, -8 + math.sin(two) * 90),
            ],
            tension=0.6,
        )
        pen.shape(path, colour, level=0.3 if i % 2 else -0.15)
        pen.line(
            [(0, -8), (math.cos(one) * 62, -8 + math.sin(one) * 90)],
            colour,
            0.9,
            level=-0.7,
            soft=False,
            opacity=0.7,
        )
    for r in (0.45, 0.7, 0.9):
        arc = [
            (math.cos(math.radians(a)) * 64 * r, -8 + math.sin(math.radians(a)) * 92 * r)
            for a in range(-172, -7, 12)
        ]
        pen.line(arc, colours.shift(colour, -0.12), 1.6, opacity=0.5)
    pen.shape(geo.smooth([(-22, -4), (0, -18), (22, -4), (12, 2), (-12, 2)]), colour, "top")


def hat(pen: Pen) -> None:
    straw = pen.pick("#e0c184", "#d3b06f")
    pen.shadow(0, 0, 90, 10)
    pen.shape(geo.ellipse(0, -14, 86, 86 * pen.tilt * 0.7), straw, "side")
    pen.shape("M-42 -20C-44 -60 -34 -78 0 -80C34 -78 44 -60 42 -20Q0 -4 -42 -20Z", straw, "side", level=0.1)
    pen.shape(
        "M-42.4 -36Q0 -20 42.4 -36L42 -20Q0 -4 -42 -20Z",
        pen.rng.choice(("#b8402f", "#2f5a7a", "#3a3434")),
        "side",
    )
    for r in (52, 66, 78):
        pen.line(geo.bend((-r, -13), (r, -13), -r * pen.tilt * 0.7, 10), straw, 0.9, level=-0.6, opacity=0.5)


DRAWN: Final[Mapping[str, Subject]] = {
    "crown": Subject(crown, 0.2, 1.3, stands="table", setting="studio", still=True),
    "crystal": Subject(crystal, 0.25, 1.1, stands="table", setting="studio"),
    "heart": Subject(heart, 0.3, 1.1, stands="air", setting="studio", still=True),
    "gift": Subject(gift, 0.3, 0.95, stands="table", setting="tabletop", still=True),
    "guitar": Subject(guitar, 1.0, 0.4, stands="floor", setting="room"),
    "suitcase": Subject(suitcase, 0.6, 1.5, stands="floor", setting="street", seat=82),
    "shell": Subject(shell, 0.12, 1.3, stands="ground", setting="coast", still=True),
    "hat": Subject(hat, 0.2, 1.8, stands="table", setting="tabletop"),
}
