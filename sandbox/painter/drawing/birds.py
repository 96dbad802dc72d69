"""Birds, and the smaller things that fly."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def eye(pen: Pen, x: float, y: float, r: float) -> None:
    pen.raw(geo.ellipse(x, y, r), "#1a1516")
    pen.raw(geo.ellipse(x + r * 0.3, y - r * 0.35, r * 0.35), "#ffffff")


def _branch(pen: Pen, y: float) -> None:
    wood = "#6a4d39"
    pen.shape(geo.taper([(-72, y + 9), (-30, y + 3), (20, y + 4), (78, y - 6)], 9, 5), wood, "top")
    for x, tip in ((-46, (-60, y - 14)), (50, (66, y - 24))):
        pen.shape(geo.taper([(x, y + 4), tip], 4, 1.4), wood, "top")
        for t in (0.5, 1.0):
            lx, ly = x + (tip[0] - x) * t, y + 4 + (tip[1] - y - 4) * t
            pen.shape(
                geo.taper(geo.bend((lx, ly), (lx + 13, ly - 8), 2, 4), 0.5, 0.2, 7), "#6f9350", level=0.2
            )


def owl(pen: Pen) -> None:
    rng = pen.rng
    coat = pen.pick("#8a6a4c", "#a5835c", "#77695e", "#e6ded0")
    dark, pale = colours.shift(coat, -0.14), colours.mix(coat, "#f6ecd9", 0.7)
    body = geo.smooth(
        geo.mirrored([(0, -98), (20, -97), (33, -88), (33, -60), (37, -40), (26, -14), (0, -6)])
    )
    pen.shape(geo.poly([(-8, -14), (-11, 12), (11, 12), (8, -14)]), dark, "side")
    _branch(pen, -8)
    for side in (-1, 1):
        pen.shape(
            geo.poly([(side * 12, -94), (side * 33, -106), (side * 33, -82)]),
            coat,
            level=0.1 if side < 0 else -0.3,
        )
    pen.shape(body, coat, "side")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(-20, -58), (20, -58), (24, -30), (0, -6), (-24, -30)]),
        pale,
        "side",
        clip=clip,
        outline=False,
    )
    for row in range(6):
        for i in range(-3, 4):
            x, y = i * 6.5 + (row % 2) * 3.2, -52 + row * 7.4
            pen.line([(x - 2.2, y), (x, y + 2.4), (x + 2.2, y)], dark, 1.1, clip=clip, opacity=0.8)
    for side in (-1, 1):
        wing = geo.smooth(
            [(side * 24, -66), (side * 37, -58), (side * 40, -34), (side * 24, -8), (side * 20, -34)]
        )
        pen.shape(wing, coat, "side", level=-0.35)
        for y in (-50, -40, -30, -21):
            pen.line(geo.bend((side * 24, y), (side * 36, y - 3), side * 2.5, 4), dark, 1, opacity=0.8)
        disc = geo.ellipse(side * 14.5, -76, 15.5)
        pen.shape(disc, pale, "round")
        for k in range(10):
            angle = math.tau * k / 10 + rng.uniform(-0.1, 0.1)
            pen.line(
                [
                    (side * 14.5 + math.cos(angle) * 9.5, -76 + math.sin(angle) * 9.5),
                    (side * 14.5 + math.cos(angle) * 14, -76 + math.sin(angle) * 14),
                ],
                coat,
                0.8,
                opacity=0.7,
            )
        pen.raw(geo.ellipse(side * 13.5, -76, 9), "#2b211f")
        pen.raw(geo.ellipse(side * 13.5, -76, 8), "#eda92f")
        pen.raw(geo.ellipse(side * 13, -76, 4.8), "#171214")
        pen.raw(geo.ellipse(side * 13 + 1.8, -78.4, 1.8), "#ffffff")
        for x in (6, 11):
            pen.shape(geo.ellipse(side * x, -7, 2.6, 3.6), "#d9a441", "round")
    pen.shape(geo.smooth([(-3.6, -71), (3.6, -71), (1.6, -62), (0, -59), (-1.6, -62)]), "#d9a441", "side")


def songbird(pen: Pen) -> None:
    coat = pen.pick("#4f7fa8", "#c4663a", "#7f8a4d", "#5f6a78", "#d9a63a", "#b8453a")
    belly = colours.mix(pen.rng.choice(("#f1e4cb", "#e9a06a", "#f4ecdf")), coat, 0.1)
    _branch(pen, -6)
    pen.shape(geo.smooth([(-30, -34), (-62, -12), (-68, -16), (-64, -26), (-34, -48)]), coat, level=-0.4)
    body = geo.smooth(
        [
            (-38, -36),
            (-22, -62),
            (0, -74),
            (10, -90),
            (26, -94),
            (39, -84),
            (38, -66),
            (34, -42),
            (14, -20),
            (-16, -20),
        ]
    )
    pen.shape(geo.poly([(37, -83), (53, -77), (37, -74)]), "#d9973a", "top")
    pen.shape(body, coat, "top")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(40, -72), (26, -72), (10, -48), (-16, -24), (14, -14), (40, -40)]),
        belly,
        "top",
        clip=clip,
        outline=False,
    )
    wing = geo.smooth([(2, -62), (8, -48), (-8, -34), (-38, -26), (-58, -22), (-34, -42), (-18, -58)])
    pen.shape(wing, coat, "top", level=-0.35)
    for i in range(4):
        pen.line(
            geo.bend((-2 - i * 4, -50 + i * 3), (-40 + i * 2, -27 - i * 1.6), -2, 5),
            coat,
            1.1,
            level=0.6,
            opacity=0.7,
        )
    eye(pen, 27, -82, 3.2)
    for x in (2, 12):
        pen.line([(x, -20), (x + 1, -5)], "#8a5f3a", 1.8, soft=False)
        pen.line([(x - 4, -3), (x + 1, -6), (x + 6, -3)], "#8a5f3a", 1.6)


def crow(pen: Pen) -> None:
    black = pen.pick("#2c2d36", "#31343f")
    pen.shadow(0, 0, 42, 5)
    pen.shape(geo.smooth([(-30, -36), (-64, -14), (-70, -18), (-38, -52)]), black, level=-0.4)
    body = geo.smooth(
        [
            (-40, -34),
            (-22, -60),
            (4, -70),
            (14, -88),
            (30, -92),
            (40, -84),
            (40, -68),
            (32, -44),
            (10, -24),
            (-18, -22),
        ]
    )
    pen.shape(geo.smooth([(36, -86), (50, -84), (62, -75), (50, -74), (37, -74)]), "#3f3d40", "top")
    pen.shape(body, black, "top", level=0.2)
    pen.shape(
        geo.smooth([(2, -60), (6, -46), (-10, -32), (-46, -22), (-60, -20), (-34, -42), (-18, -56)]),
        black,
        "top",
        level=0.6,
    )
    for i in range(5):
        pen.line(
            geo.bend((0 - i * 4, -50 + i * 3), (-44 + i * 3, -25 - i * 2), -2, 5), "#5d6688", 1, opacity=0.7
        )
    pen.raw(geo.ellipse(30, -82, 2.4), "#e6e2d6")
    pen.raw(geo.ellipse(30.3, -82, 1.5), "#0f0d10")
    for x in (0, 10):
        pen.line([(x, -24), (x + 1, -1)], "#3a3634", 1.8, soft=False)
        pen.line([(x - 5, 0), (x + 1, -2), (x + 7, 0)], "#3a3634", 1.6)


def heron(pen: Pen) -> None:
    coat = pen.pick("#eef0ee", "#9aabb8", "#e9a3a5")
    wing_colour = "#4a545f" if pen.accent is None else colours.shift(coat, -0.2)
    pen.shadow(2, 0, 20, 3)
    for x, bend in ((-3, -4), (5, -2)):
        pen.line([(x, -36), (x + bend, -19), (x + 1, 0)], "#4f4a48", 1.1, soft=False)
        pen.line([(x - 1, 0), (x + 6, 0)], "#4f4a48", 1, soft=False)
    body = geo.smooth([(-30, -40), (-14, -56), (8, -54), (16, -46), (6, -36), (-12, -34)])
    neck = geo.taper([(8, -48), (19, -58), (12, -74), (10, -86), (17, -95)], 8, 3.4)
    pen.shape(geo.smooth([(-22, -46), (-44, -30), (-46, -26), (-18, -36)]), wing_colour, level=-0.2)
    pen.body([body, neck, geo.ellipse(18, -95, 4.2, 3.4)], coat, (-40, -100, 30, -30))
    pen.shape(
        geo.smooth([(6, -52), (-12, -53), (-34, -38), (-14, -38), (4, -42)]), wing_colour, "top", level=0.1
    )
    pen.shape(geo.poly([(20.5, -96.6), (43, -91), (20.5, -93)]), "#d99a3c", "top")
    pen.shape(geo.taper(geo.bend((15, -97), (3, -93), -2, 4), 1.8, 0.3), "#2d2f36", outline=False)
    pen.shape(geo.ellipse(18, -98, 3, 1.3), "#c9402f" if coat == "#eef0ee" else "#2d2f36", outline=False)
    eye(pen, 19, -95.6, 0.9)


def duck(pen: Pen) -> None:
    rng = pen.rng
    swan = "swan" in pen.word or (
        "duck" not in pen.word and "mallard" not in pen.word and pen.accent is None and rng.random() < 0.5
    )
    coat = pen.accent or ("#f4f1ea" if swan else "#8b6f57")
    if swan:
        neck = geo.taper([(30, -22), (44, -36), (36, -58), (34, -78), (46, -90)], 15, 8)
        head, beak = (
            geo.smooth([(36, -90), (44, -98), (56, -92), (60, -84), (50, -82), (40, -82)]),
            [(57, -90), (70, -80), (56, -82)],
        )
        pupil = (51, -90)
    else:
        neck = geo.taper([(30, -22), (38, -36), (38, -50)], 18, 14)
        head, beak = geo.ellipse(41, -58, 14, 13), [(52, -61), (70, -54), (52, -50)]
        pupil = (46, -61)
    body = geo.smooth(
        [(-62, -34), (-48, -28), (-20, -40), (10, -40), (36, -32), (44, -14), (30, 2), (-30, 2), (-52, -12)]
    )
    pen.body([body, neck], coat, (-64, -92, 60, 4))
    green = coat if swan or pen.accent else "#2f6b4a"
    pen.shape(geo.poly(beak), "#e5912f", "top")
    pen.shape(head, green, "round")
    if not swan:
        pen.shape(geo.taper([(29, -44), (40, -42), (49, -45)], 4, 4), "#f2ede2", outline=False)
    pen.shape(
        geo.smooth([(16, -30), (20, -16), (-8, -6), (-42, -20), (-58, -34), (-20, -36)]),
        coat,
        "top",
        level=0.25,
    )
    for i in range(3):
        pen.line(
            geo.bend((8 - i * 8, -15 + i * 1.5), (-36 - i * 5, -22 - i * 2), -3, 5),
            coat,
            1.2,
            level=-0.7,
            opacity=0.7,
        )
    eye(pen, *pupil, 2)


def penguin(pen: Pen) -> None:
    black, white = pen.pick("#2b303c", "#31394a"), "#f4f1e8"
    pen.shadow(0, 0, 34, 5)
    for side in (-1, 1):
        pen.shape(
            geo.smooth([(side * 4, -4), (side * 20, -4), (side * 22, 1), (side * 4, 1)]), "#e59a35", "top"
        )
    body = geo.smooth(
        geo.mirrored([(0, -100), (15, -97), (21, -82), (28, -60), (31, -32), (22, -6), (0, -2)])
    )
    pen.shape(body, black, "side")
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth(geo.mirrored([(0, -74), (16, -68), (21, -40), (15, -10), (0, -5)])),
        white,
        "side",
        clip=clip,
        outline=False,
    )
    for side in (-1, 1):
        pen.shape(
            geo.taper(geo.bend((side * 23, -64), (side * 38, -26), side * 5, 6), 5, 1.5, 6),
            black,
            level=-0.2 * side,
        )
        pen.shape(geo.ellipse(side * 8, -83, 8.5, 9), white, "round", outline=False)
        eye(pen, side * 7, -85, 2.7)
    pen.shape(geo.smooth([(-5, -80), (5, -80), (0, -71)]), "#e59a35", "side")
    pen.shape(
        geo.smooth([(-18, -70), (-8, -65), (8, -65), (18, -70), (10, -60), (-10, -60)]),
        "#efc45a",
        outline=False,
        clip=clip,
        opacity=0.8,
    )


DRAWN: Final[Mapping[str, Subject]] = {
    "owl": Subject(owl, 0.5, 0.9, setting="forest", still=True),
    "bird": Subject(songbird, 0.2, 1.3, setting="garden"),
    "crow": Subject(crow, 0.45, 1.3, setting="meadow"),
    "heron": Subject(heron, 1.2, 0.8, setting="lake"),
    "duck": Subject(duck, 0.5, 1.3, stands="water", setting="lake", flock=2),
    "penguin": Subject(penguin, 0.9, 0.7, setting="snow", flock=2, still=True),
}
