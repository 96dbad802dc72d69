"""What lives in the water."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def _eye(pen: Pen, x: float, y: float, r: float) -> None:
    pen.raw(geo.ellipse(x, y, r), "#f7f3e8")
    pen.raw(geo.ellipse(x + r * 0.2, y, r * 0.64), "#17131a")
    pen.raw(geo.ellipse(x + r * 0.4, y - r * 0.3, r * 0.22), "#ffffff")


def fish(pen: Pen) -> None:
    rng = pen.rng
    coat = pen.pick("#e2702f", "#e9b23a", "#d9534a", "#4f93b5", "#f0e6d8")
    fin = colours.shift(coat, -0.07, 1.1)
    pale = colours.mix(coat, "#fff3dc", 0.7)
    pen.shape(
        geo.smooth([(-46, -50), (-82, -88), (-92, -80), (-76, -52), (-90, -22), (-80, -16)]),
        fin,
        "side",
        level=0.1,
    )
    pen.shape(geo.smooth([(-24, -76), (-6, -104), (26, -98), (34, -78)]), fin, "top")
    pen.shape(geo.smooth([(-14, -22), (-20, 0), (2, -6), (14, -22)]), fin, level=-0.4)
    body = geo.smooth(
        [(-56, -50), (-34, -74), (8, -86), (48, -76), (72, -52), (52, -28), (10, -16), (-34, -30)]
    )
    pen.shape(body, coat, "top")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(-56, -44), (0, -34), (72, -44), (60, -10), (-40, -10)]),
        pale,
        clip=clip,
        outline=False,
        opacity=0.8,
    )
    if rng.random() < 0.5:
        for x in (-24.0, 12):
            pen.shape(
                geo.taper(geo.bend((x, -92), (x - 2, -8), -7, 6), 9, 8, 3),
                "#fbf5e8",
                clip=clip,
                outline=False,
            )
    for row in range(5):
        for i in range(6):
            x, y = -38 + i * 13 + (row % 2) * 6.5, -74 + row * 11
            pen.line([(x, y - 4.5), (x + 4, y), (x, y + 4.5)], coat, 0.9, level=-0.6, opacity=0.5, clip=clip)
    pen.line(geo.bend((42, -76), (42, -28), -7, 6), fin, 1.4, level=-0.6)
    pen.shape(geo.smooth([(30, -46), (10, -54), (2, -40), (16, -34)]), fin, "side", level=0.25)
    _eye(pen, 55, -58, 6)
    pen.line(geo.bend((70, -48), (62, -43), -1, 3), fin, 1.2, level=-0.8)


def whale(pen: Pen) -> None:
    coat = pen.pick("#4a6b8a", "#3f5a75", "#5a7a92")
    pale = colours.mix(coat, "#eef2f0", 0.75)
    pen.shape(
        geo.smooth([(-104, -62), (-124, -92), (-146, -98), (-136, -76), (-150, -58), (-128, -58)]),
        coat,
        "top",
        level=-0.1,
    )
    body = geo.smooth(
        [
            (-116, -62),
            (-90, -62),
            (-50, -82),
            (10, -96),
            (62, -88),
            (92, -60),
            (88, -30),
            (50, -10),
            (-10, -12),
            (-60, -34),
            (-96, -54),
        ]
    )
    pen.shape(body, coat, "top")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(98, -42), (50, -36), (0, -24), (-40, -26), (-20, 6), (60, 8), (100, -16)]),
        pale,
        "top",
        clip=clip,
        outline=False,
    )
    for i in range(7):
        pen.line(
            geo.bend((90 - i * 2, -34 + i * 4), (8 - i * 3, -20 + i * 2), -6, 6),
            coat,
            0.9,
            level=0.2,
            opacity=0.55,
            clip=clip,
        )
    pen.line(geo.bend((95, -48), (50, -40), -6, 6), coat, 1.3, level=-0.7)
    pen.shape(geo.smooth([(30, -28), (20, 4), (-2, 18), (-4, 6), (10, -22)]), coat, "side", level=-0.1)
    pen.shape(geo.smooth([(-22, -88), (-38, -102), (-46, -98), (-44, -82)]), coat, level=-0.2)
    pen.raw(geo.ellipse(58, -48, 3), "#141821")
    pen.raw(geo.ellipse(59, -49, 1), "#ffffff")
    for _ in range(14):
        x, y = pen.rng.uniform(-40, 70), pen.rng.uniform(-90, -66)
        pen.shape(geo.ellipse(x, y, pen.rng.uniform(0.6, 1.6)), pale, clip=clip, outline=False, opacity=0.6)


def breaching_whale(pen: Pen) -> None:
    """A tail over the water, and the back beside it."""
    coat = pen.pick("#3f5a75", "#46627c")
    pen.shape(geo.smooth([(28, 2), (44, -14), (78, -20), (112, -10), (124, 2)]), coat, "top")
    pen.shape(geo.smooth([(84, -17), (94, -28), (104, -26), (102, -13)]), coat, level=-0.2)
    stem = geo.smooth([(-20, 2), (-15, -30), (-8, -66), (8, -66), (14, -30), (22, 2)])
    left = geo.smooth([(2, -60), (-20, -84), (-52, -92), (-66, -84), (-44, -76), (-24, -62), (-4, -54)])
    right = geo.smooth([(-2, -60), (20, -86), (50, -96), (66, -90), (46, -78), (24, -62), (4, -54)])
    pen.body([stem, left, right], coat, (-66, -98, 66, 2))
    for _ in range(26):
        x = pen.rng.gauss(0, 20)
        pen.shape(
            geo.ellipse(x, -abs(pen.rng.gauss(0, 7)), pen.rng.uniform(0.8, 2.6)),
            "#eef5f5",
            outline=False,
            opacity=0.85,
        )


def dolphin(pen: Pen) -> None:
    coat = pen.pick("#6b8aa0", "#5f7f99", "#7c95a3")
    pen.open("rotate(-16 0 -50)")
    pen.shape(
        geo.smooth([(-62, -44), (-86, -60), (-96, -54), (-86, -40), (-94, -24), (-84, -22)]), coat, level=-0.2
    )
    pen.shape(geo.smooth([(-4, -76), (-22, -100), (-30, -98), (-28, -74)]), coat, "top", level=-0.1)
    body = geo.smooth(
        [
            (-72, -40),
            (-40, -64),
            (4, -80),
            (44, -74),
            (62, -60),
            (82, -54),
            (84, -48),
            (62, -44),
            (40, -34),
            (0, -30),
            (-40, -34),
        ]
    )
    pen.shape(body, coat, "top")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(90, -50), (50, -48), (0, -42), (-50, -34), (0, -20), (60, -28)]),
        "#e8ecec",
        clip=clip,
        outline=False,
    )
    pen.shape(geo.smooth([(26, -42), (12, -14), (2, -16), (8, -40)]), coat, level=-0.3)
    pen.raw(geo.ellipse(50, -60, 2.4), "#15181f")
    pen.line(geo.bend((83, -51), (56, -50), -3, 4), coat, 1, level=-0.7)
    pen.close()


def jellyfish(pen: Pen) -> None:
    rng = pen.rng
    colour = pen.pick("#d99ac4", "#8fb7e0", "#e8a58f", "#a59be0")
    if pen.manner.shading != "line":
        pen.glow(0, -70, 62, colour, 0.5)
    for i in range(9):
        x = -28 + i * 7
        sway = [x * (1 - k * 0.05) + math.sin(k * 1.3 + i) * 5 for k in range(7)]
        points = [(px, -56 + k * rng.uniform(8, 10)) for k, px in enumerate(sway)]
        pen.raw(geo.taper(points, 2.6 if i % 2 else 4.4, 0.4), colours.shift(colour, 0.05), 0.6)
    dome = (
        "M-36 -56C-38 -84 -20 -100 0 -100C20 -100 38 -84 36 -56Q30 -61 24 -56Q18 "
        "-51 12 -56Q6 -61 0 -56Q-6 -51 -12 -56Q-18 -61 -24 -56Q-30 -51 -36 -56Z"
    )
    pen.shape(dome, colour, "round", opacity=0.5)
    pen.raw(dome, colour, 0.6)
    for x, y, r in ((-12, -78, 6), (9, -82, 7), (2, -68, 5)):
        pen.raw(geo.ellipse(x, y, r, r * 0.7), colours.shift(colour, 0.14), 0.7)


def octopus(pen: Pen) -> None:
    rng = pen.rng
    coat = pen.pick("#c25a4a", "#a3527a", "#d9784f")
    for i in range(8):
        side = -1 if i % 2 else 1
        reach = 18 + (i // 2) * 17
        points: list[geo.Point] = [(side * (4 + i * 1.8), -42)]
        for k in range(1, 7):
            t = k / 6
            points.append(
                (
                    side * (6 + reach * t + math.sin(k * 1.1 + i) * 4),
                    -42 + 40 * math.sin(t * 1.7) - (t**3) * (12 + 3 * i),
                )
            )
        pen.shape(geo.taper(points, 13, 2), coat, "top", level=-0.3 if i > 3 else 0.1)
        for x, y in points[2:6]:
            pen.shape(geo.ellipse(x, y + 1, 1.7), colours.mix(coat, "#f6d9c8", 0.7), outline=False)
    pen.shape(
        geo.smooth(geo.mirrored([(0, -102), (24, -98), (36, -78), (30, -54), (22, -38), (0, -34)])),
        coat,
        "round",
    )
    for side in (-1, 1):
        pen.raw(geo.ellipse(side * 13, -54, 7, 7.4), "#f3e6c4")
        pen.raw(geo.ellipse(side * 13, -54, 5, 2.6), "#1d1718")
    for _ in range(9):
        pen.shape(
            geo.ellipse(rng.uniform(-18, 18), rng.uniform(-94, -70), rng.uniform(1.2, 2.8)),
            coat,
            level=0.7,
            outline=False,
        )


def turtle(pen: Pen) -> None:
    shell, skin = pen.pick("#7a7f45", "#6b6f4a", "#8a7345"), "#8ba05c"
    pen.shadow(0, 0, 92, 7)
    for x in (-42, 36):
        pen.shape(geo.taper([(x, -30), (x + 8, -12), (x + 6, 0)], 22, 17), skin, "side", level=-0.1)
    pen.shape(geo.taper([(-62, -24), (-86, -12)], 12, 2), skin)
    pen.shape(geo.taper([(56, -30), (78, -44), (94, -56)], 20, 16), skin, "side")
    pen.shape(geo.smooth([(84, -62), (98, -70), (114, -62), (114, -50), (100, -44), (86, -48)]), skin, "top")
    pen.raw(geo.ellipse(104, -60, 2.6), "#1d1a18")
    pen.raw(geo.ellipse(105, -61, 0.9), "#ffffff")
    dome = "M-74 -24C-70 -84 -30 -100 4 -100C40 -100 68 -78 72 -24Z"
    pen.shape(dome, shell, "top")
    clip = pen.clip_path(dome)
    for x, y in (
        (-44, -44),
        (-14, -52),
        (18, -52),
        (48, -44),
        (-28, -78),
        (4, -84),
        (34, -76),
        (-64, -34),
        (66, -34),
    ):
        pen.shape(geo.poly(geo.ring(x, y, 15, 6, 30, flat=0.86)), shell, "round", level=-0.25, clip=clip)
    pen.shape(geo.rect(-80, -28, 158, 8, 4), shell, level=0.3)


DRAWN: Final[Mapping[str, Subject]] = {
    "fish": Subject(fish, 0.5, 1.6, stands="deep", setting="deep", flock=5),
    "whale tail": Subject(breaching_whale, 4, 1.9, stands="water", setting="sea"),
    "whale": Subject(whale, 5, 2.4, stands="deep", setting="deep", face=whale),
    "dolphin": Subject(dolphin, 1.6, 1.7, stands="air", setting="sea", flock=2),
    "jellyfish": Subject(jellyfish, 0.8, 0.75, stands="deep", setting="deep", flock=3, still=True),
    "octopus": Subject(octopus, 1.2, 1.2, stands="deep", setting="deep", still=True),
    "turtle": Subject(turtle, 0.6, 2.0, stands="ground", setting="coast"),
}
