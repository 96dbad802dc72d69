"""Things people own."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.people import canopy
from sandbox.painter.drawing.subject import Subject


def flame(pen: Pen, x: float, y: float, height: float) -> None:
    """A candle's flame with its light."""
    pen.glow(x, y - height * 0.5, height * 3.6, "#ffc769", 0.75)
    for share, colour in ((1.0, "#f39a35"), (0.72, "#fbd56b"), (0.4, "#fff6d8")):
        tall, wide = height * share, height * 0.26 * share
        tip, foot = f"{geo.num(x)} {geo.num(y - tall)}", f"{geo.num(x)} {geo.num(y)}"
        low, middle = geo.num(y), geo.num(y - tall * 0.5)
        right = f"C{geo.num(x + wide * 1.5)} {middle} {geo.num(x + wide * 1.3)} {low} {foot}"
        left = f"C{geo.num(x - wide * 1.3)} {low} {geo.num(x - wide * 1.5)} {middle} {tip}"
        pen.raw(f"M{tip}{right}{left}Z", colour)


def candle(pen: Pen) -> None:
    wax = pen.pick("#f2e8d2", "#e9dcc0", "#d9c3b0")
    pen.shadow(0, 0, 34, 6)
    pen.shape(geo.ellipse(0, -3, 31, 31 * pen.tilt), "#b08a4a", "side", level=0.1)
    pen.line(geo.ellipse(36, -7, 7, 6), "#b08a4a", 3)
    pen.shape(geo.ellipse(0, -5, 16, 16 * pen.tilt), "#8f6e38", outline=False)
    pen.shape(geo.rect(-9, -72, 18, 68, 2), wax, "side")
    pen.shape(geo.ellipse(0, -72, 9, 9 * pen.tilt), wax, level=0.6)
    pen.shape(
        geo.smooth([(-9.4, -72), (-9.6, -58), (-7.6, -54), (-6, -60), (-4, -70)]),
        wax,
        level=0.4,
        outline=False,
    )
    pen.line([(0, -72), (0.5, -79)], "#2f2723", 1.4, soft=False)
    flame(pen, 0.4, -75, 25)


def book(pen: Pen) -> None:
    """A stack of books, the uppermost open."""
    rng = pen.rng
    covers = ["#7d3b33", "#34566b", "#5f6b45", "#b5843f", "#5a4468"]
    rng.shuffle(covers)
    pen.shadow(0, 0, 84, 8)
    y = 0.0
    for i in range(3):
        half, tall, shiftx = rng.uniform(56, 68), rng.uniform(13, 17), rng.uniform(-7, 7)
        cover = pen.accent or covers[i]
        pen.shape(geo.rect(shiftx - half, y - tall, half * 2, tall, 2), cover, "side")
        pen.shape(
            geo.rect(shiftx - half + 5, y - tall + 2.4, half * 2 - 3, tall - 4.8),
            "#efe5cf",
            "side",
            outline=False,
        )
        for k in range(1, 4):
            pen.line(
                [
                    (shiftx - half + 6, y - tall + 2.4 + k * (tall - 4.8) / 4),
                    (shiftx + half, y - tall + 2.4 + k * (tall - 4.8) / 4),
                ],
                "#cbbd9e",
                0.5,
                soft=False,
            )
        pen.shape(geo.rect(shiftx - half, y - tall, 9, tall, 2), cover, level=0.1, outline=False)
        y -= tall
    for side in (-1, 1):
        page = [
            (0, y - 4),
            (side * 20, y - 15),
            (side * 52, y - 17),
            (side * 68, y - 7),
            (side * 60, y - 1),
            (side * 30, y - 4),
        ]
        pen.shape(
            geo.smooth(page, tension=0.7),
            "#f6eedc",
            "side",
            level=0.25 if side * pen.light.side > 0 else -0.2,
        )
        for k in range(3):
            pen.line(
                geo.bend((side * (12 + k), y - 7.4 - k * 1.9), (side * 54, y - 9 - k * 2.2), side * -1.6, 4),
                "#b3a58c",
                0.6,
                opacity=0.7,
            )


def lamp(pen: Pen) -> None:
    shade = pen.pick("#e9c98f", "#d9784f", "#4f7f7a", "#e6dcc8")
    pen.shadow(0, 0, 34, 6)
    pen.shape(geo.ellipse(0, -4, 22, 22 * pen.tilt), "#8a6a45", "side")
    pen.shape(geo.smooth([(-6, -6), (-11, -24), (-4, -42), (4, -42), (11, -24), (6, -6)]), "#a57f50", "side")
    pen.shape(geo.rect(-1.5, -52, 3, 12), "#6b5238", "side")
    pen.glow(0, -70, 96, "#ffcf86", 0.75)
    pen.shape(geo.poly([(-36, -50), (-21, -96), (21, -96), (36, -50)]), shade, "top", level=0.55)
    if pen.manner.shading == "soft":
        pen.raw(geo.poly([(-22, -51), (-12, -95), (12, -95), (22, -51)]), "#fff3cf", 0.4)
    pen.line([(-36, -50), (36, -50)], colours.shift(shade, -0.12), 1.6, soft=False)


def lantern(pen: Pen) -> None:
    paper = pen.pick("#e2573a", "#e9a03a", "#f0dfb6")
    pen.glow(0, -52, 92, "#ffb45c", 0.65)
    pen.line([(0, -96), (0, -112)], "#3a2d2a", 1.4, soft=False)
    body = "M-16 -92C-44 -84 -44 -22 -16 -14H16C44 -22 44 -84 16 -92Z"
    pen.shape(body, paper, "round", level=0.35)
    pen.raw(geo.ellipse(0, -50, 20, 28), "#ffe6a8", 0.42)
    clip = pen.clip_path(body)
    for y in range(-84, -16, 9):
        pen.line(geo.bend((-42, y), (42, y), -3, 6), paper, 0.9, level=-0.6, opacity=0.6, clip=clip)
    for y in (-97, -15):
        pen.shape(geo.rect(-17, y, 34, 6, 1.5), "#37292a", "side")
    pen.line([(0, -9), (0, 4)], "#b8402f", 2.2, soft=False)
    pen.shape(geo.poly([(-3.4, 2), (3.4, 2), (2.4, 16), (-2.4, 16)]), "#b8402f", "side")


def clock(pen: Pen) -> None:
    coat = pen.pick("#c9573f", "#4f7f86", "#d9a94a", "#5a4638")
    pen.shadow(0, 0, 48, 7)
    for side in (-1, 1):
        pen.line([(side * 26, -14), (side * 36, -1)], "#8f7a55", 6, soft=False)
        pen.shape(geo.ellipse(side * 24, -90, 13, 10), "#c9a55a", "round")
    pen.line([(0, -88), (0, -99)], "#8f7a55", 4, soft=False)
    pen.shape(geo.ellipse(0, -48, 44), coat, "round")
    pen.shape(geo.ellipse(0, -48, 36), "#f6f0e2", "round", level=0.2)
    for i in range(12):
        angle = math.tau * i / 12
        inner = 27 if i % 3 == 0 else 30
        pen.line(
            [
                (math.cos(angle) * inner, -48 + math.sin(angle) * inner),
                (math.cos(angle) * 33, -48 + math.sin(angle) * 33),
            ],
            "#3a322e",
            2 if i % 3 == 0 else 1.1,
            soft=False,
        )
    turn = pen.rng.uniform(0, math.tau)
    for reach, width, speed in ((18, 3.2, 1), (27, 2, 12)):
        pen.line(
            [(0, -48), (math.sin(turn * speed) * reach, -48 - math.cos(turn * speed) * reach)],
            "#3a322e",
            width,
            soft=False,
        )
    pen.shape(geo.ellipse(0, -48, 3), "#b8402f", outline=False)


def umbrella(pen: Pen) -> None:
    colour = pen.pick("#c9402f", "#e3b23f", "#2f6f8a", "#5a8a6b")
    pen.shadow(0, 0, 30, 4)
    pen.line([(0, -66), (0, -12), (5, -3), (12, -6)], "#5b4434", 2.6)
    canopy(pen, 0, -70, 58, colour)


DRAWN: Final[Mapping[str, Subject]] = {
    "candle": Subject(candle, 0.22, 0.7, stands="table", setting="tabletop"),
    "book": Subject(book, 0.2, 1.4, stands="table", setting="tabletop", seat=58),
    "lamp": Subject(lamp, 0.5, 0.75, stands="table", setting="tabletop", still=True),
    "lantern": Subject(lantern, 0.45, 0.8, stands="air", setting="street", flock=4, still=True, crest=1.12),
    "clock": Subject(clock, 0.2, 1.0, stands="table", setting="tabletop", still=True),
    "umbrella": Subject(umbrella, 0.9, 1.2, stands="ground", setting="street"),
}
