"""Things on wheels and rails, and things that fly."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def _spoked(pen: Pen, x: float, r: float, *, spokes: int = 14) -> None:
    """A bicycle wheel standing on the ground at x."""
    tyre = "#2b2a2e"
    for i in range(spokes):
        angle = math.tau * i / spokes
        pen.line(
            [(x, -r), (x + math.cos(angle) * r * 0.92, -r + math.sin(angle) * r * 0.92)],
            "#b5b8ba",
            0.45,
            soft=False,
            opacity=0.9,
        )
    pen.line(geo.ellipse(x, -r, r * 0.955), tyre, r * 0.085)
    pen.line(geo.ellipse(x, -r, r * 0.88), "#c3c6c7", r * 0.03)
    pen.shape(geo.ellipse(x, -r, r * 0.09), "#8f9496", "round")


def bicycle(pen: Pen) -> None:
    frame = pen.pick("#c0392f", "#2f6f8a", "#3f7a5c", "#d9a53a", "#2d2d33")
    pen.shadow(0, 0, 88, 5)
    r, rear, front = 35.0, -50.0, 52.0
    _spoked(pen, rear, r)
    _spoked(pen, front, r)
    bracket, seat, head = (-6.0, -33.0), (-17.0, -76.0), (36.0, -79.0)
    width = 3.6
    for one, two in (
        ((rear, -r), bracket),
        ((rear, -r), (-15, -68)),
        (bracket, seat),
        (bracket, (37, -69)),
        ((-15.5, -70), (36, -74)),
    ):
        pen.line([one, two], frame, width, soft=False)
        pen.line(
            [(one[0], one[1] - 0.7), (two[0], two[1] - 0.7)],
            frame,
            width * 0.3,
            level=0.9,
            soft=False,
            opacity=0.6,
        )
    pen.line([head, (42, -56), (front, -r)], frame, width * 0.9)
    pen.line([(-17, -70), (-19, -84)], "#9a9ea1", 2.4, soft=False)
    pen.shape(
        geo.smooth([(-34, -90), (-22, -91), (-6, -88), (-8, -85), (-20, -84), (-32, -84)]), "#4a3126", "top"
    )
    pen.line([(36, -79), (35, -92), (44, -97), (54, -92), (52, -86)], "#9a9ea1", 2.4)
    pen.line([(48, -95), (55, -91)], "#4a3126", 4, soft=False)
    pen.line(geo.ellipse(*bracket, 9.5), "#6d7275", 1.8)
    pen.line([(rear, -r + 3), (-6, -24)], "#5b5f62", 1.1, soft=False)
    pen.line([(rear, -r - 3), (-6, -42)], "#5b5f62", 1.1, soft=False)
    for x, y in ((2, -18), (-14, -48)):
        pen.line([bracket, (x, y)], "#4b4f52", 2, soft=False)
        pen.line([(x - 5, y), (x + 5, y)], "#2d2d30", 3, soft=False)
    if pen.rng.random() < 0.5:
        pen.shape(geo.poly([(40, -84), (66, -84), (62, -66), (45, -66)]), "#b58a58", "side")
        for y in (-79, -74, -70):
            pen.line([(42, y), (64, y)], "#8a6540", 0.8, soft=False)
        for i in range(7):
            petal = pen.rng.choice(("#e9c14a", "#d9717f", "#f4efe6"))
            pen.shape(
                geo.ragged(pen.rng, 43 + i * 3.4, -86 - pen.rng.uniform(0, 5), 3, 3, lobes=5),
                petal,
                "round",
                outline=False,
            )


def scooter(pen: Pen) -> None:
    coat = pen.pick("#6fb3a5", "#c9453a", "#e3b23f", "#8fb7d0")
    pen.shadow(0, 0, 88, 6)
    for x in (-52, 56):
        pen.shape(geo.ellipse(x, -17, 17), "#2b2a2d", "round")
        pen.shape(geo.ellipse(x, -17, 8), "#c3c6c7", "round")
    pen.shape(
        geo.smooth(
            [
                (-82, -22),
                (-80, -48),
                (-58, -60),
                (-24, -58),
                (-16, -40),
                (-20, -20),
                (-34, -16),
                (-40, -30),
                (-58, -34),
            ]
        ),
        coat,
        "top",
    )
    pen.shape(geo.poly([(-26, -22), (30, -22), (36, -16), (-26, -14)]), coat, "top")
    pen.shape(geo.smooth([(26, -18), (34, -40), (40, -84), (50, -84), (48, -44), (40, -16)]), coat, "side")
    pen.shape(geo.smooth([(36, -34), (54, -40), (74, -28), (76, -18), (66, -28), (46, -30)]), coat, "top")
    pen.shape(
        geo.smooth([(-72, -62), (-46, -66), (-12, -64), (-10, -57), (-50, -56), (-70, -56)]), "#5a3d2f", "top"
    )
    pen.line([(44, -82), (40, -94), (30, -98)], "#8f9496", 3)
    pen.shape(geo.ellipse(50, -88, 7), "#f4eac4", "round")
    if pen.light.night:
        pen.glow(52, -88, 36)


def _wheel(pen: Pen, x: float, r: float) -> None:
    pen.shape(geo.ellipse(x, -r, r), "#28272b", "round")
    pen.shape(geo.ellipse(x, -r, r * 0.55), "#c9ccce", "round")
    pen.shape(geo.ellipse(x, -r, r * 0.2), "#77797c", outline=False)


def car(pen: Pen) -> None:
    coat = pen.pick("#c0453a", "#3f7f8f", "#e3b44a", "#5f8a6b", "#d8d2c4", "#4a5f8a")
    pen.shadow(0, 0, 142, 9)
    cabin = geo.smooth([(-72, -58), (-54, -92), (-36, -99), (22, -99), (42, -90), (64, -58)], tension=0.7)
    pen.shape(cabin, coat, "top")
    for pane in (
        [(-62, -60), (-48, -87), (-34, -92), (-8, -92), (-8, -60)],
        [(-2, -60), (-2, -92), (20, -92), (36, -85), (54, -60)],
    ):
        pen.shape(geo.smooth(pane, tension=0.35), "#a9c7d3", "top", level=-0.1)
    pen.line([(-50, -64), (-34, -90)], "#ffffff", 2, opacity=0.35, soft=False)
    pen.shape(
        geo.smooth(
            [
                (-132, -24),
                (-130, -48),
                (-110, -58),
                (-60, -61),
                (60, -61),
                (112, -54),
                (132, -42),
                (134, -22),
                (120, -17),
                (-124, -17),
            ],
            tension=0.75,
        ),
        coat,
        "top",
    )
    pen.line([(-128, -38), (130, -36)], coat, 1.6, level=0.9, opacity=0.7)
    for x in (-5, 62):
        pen.line([(x, -59), (x - 2, -22)], coat, 1, level=-0.8, opacity=0.8, soft=False)
    pen.line([(12, -48), (24, -48)], "#d8dadb", 2.2, soft=False)
    pen.shape(geo.rect(-138, -26, 16, 6, 3), "#c9ccce", "top")
    pen.shape(geo.rect(122, -26, 17, 6, 3), "#c9ccce", "top")
    pen.shape(geo.ellipse(126, -42, 6, 7), "#f6eec9", "round")
    pen.shape(geo.ellipse(-129, -42, 4, 6), "#a5312b", "round")
    for x in (-80, 82):
        pen.shape(f"M{x - 27} -17a27 27 0 0 1 54 0Z", "#242327", outline=False)
        _wheel(pen, x, 22)
    if pen.light.night:
        pen.glow(132, -42, 60, strength=0.8)


def van(pen: Pen) -> None:
    coat = pen.pick("#4f9a94", "#d9703f", "#e0b04a", "#7fa3c4")
    cream = "#f2eada"
    pen.shadow(0, 0, 104, 8)
    pen.shape("M-92 -18V-74Q-92 -98 -70 -99H64Q84 -98 92 -60V-18Z", cream, "top")
    pen.shape("M-94 -18V-54H93Q95 -40 95 -18Q95 -14 90 -14H-90Q-94 -14 -94 -18Z", coat, "top")
    for x, w in ((-82, 38), (-38, 38), (6, 34)):
        pen.shape(geo.rect(x, -88, w, 28, 5), "#a9c7d3", "top", level=-0.1)
    pen.shape("M48 -88H66Q78 -86 85 -60H48Z", "#a9c7d3", "top")
    pen.line([(-92, -54), (94, -54)], cream, 2.6, soft=False)
    pen.shape(geo.ellipse(88, -38, 5, 7), "#f6eec9", "round")
    pen.shape(geo.rect(-98, -20, 196, 5, 2), "#d8dadb", "top")
    for x in (-54, 56):
        pen.shape(f"M{x - 20} -15a20 20 0 0 1 40 0Z", "#242327", outline=False)
        _wheel(pen, x, 16)
    pen.shape(geo.rect(-60, -106, 80, 7, 2), "#a5764c", "side")
    if pen.light.night:
        pen.glow(93, -38, 46, strength=0.8)


def _coach(pen: Pen, x: float, width: float, coat: str) -> None:
    pen.shape(geo.rect(x, -62, width, 48, 3), coat, "top")
    pen.shape(geo.rect(x - 2, -67, width + 4, 7, 3), "#4a4644", "top")
    count = int(width // 18)
    for i in range(count):
        pen.pane(geo.rect(x + 7 + i * (width - 8) / count, -52, 11, 16, 1.5), 0.9, "#bcd0d4")
    pen.line([(x + 1, -28), (x + width - 1, -28)], "#e7d7a8", 1.6, soft=False)
    for dx in (14, 26, width - 26, width - 14):
        pen.shape(geo.ellipse(x + dx, -8, 8), "#2c2a2c", "round")


def train(pen: Pen) -> None:
    """A steam locomotive with coaches, on its rails."""
    rng = pen.rng
    coat = pen.pick("#2f4a43", "#7a2f2a", "#2d3b55", "#3a3a40")
    pen.shape(geo.rect(-420, -1.5, 640, 3), "#6d665f", "top")
    for x in range(-420, 220, 9):
        pen.shape(geo.rect(x, 1, 5, 3), "#5b4534", outline=False)
    for i in range(3):
        _coach(pen, -402 + i * 108, 104, colours.mix(coat, "#7d3b30", 0.55))
    pen.shape(geo.rect(-76, -72, 40, 58, 2), coat, "side")
    pen.shape(geo.rect(-82, -79, 52, 8, 3), "#2a2829", "top")
    pen.pane(geo.rect(-70, -64, 11, 16, 1.5), 0.9, "#bcd0d4")
    pen.pane(geo.rect(-54, -64, 11, 16, 1.5), 0.9, "#bcd0d4")
    pen.shape(geo.rect(-38, -62, 108, 38, 8), coat, "top")
    for x in (-18, 10, 38):
        pen.line([(x, -61), (x, -25)], "#c9a24f", 2, soft=False)
    pen.shape(geo.rect(70, -60, 8, 34, 3), "#2a2829", "side")
    pen.shape(geo.poly([(44, -62), (42, -92), (38, -97), (62, -97), (58, -92), (56, -62)]), "#2a2829", "side")
    pen.shape("M8 -62a8 9 0 0 1 16 0Z", "#c9a24f", "round")
    pen.shape(geo.rect(-80, -26, 160, 10), "#332f2f", "top")
    pen.shape(geo.poly([(76, -24), (96, -3), (70, -3)]), "#8a2f27", "side")
    pen.shape(geo.ellipse(79, -54, 6), "#f6e8b4", "round")
    for x, r in ((-56, 16), (-16, 16), (24, 16), (58, 10)):
        pen.shape(geo.ellipse(x, -r + 1, r), "#2a2729", "round")
        pen.line(geo.ellipse(x, -r + 1, r * 0.72), "#a5372c", 1.8)
        for k in range(6):
            angle = math.tau * k / 6
            pen.line(
                [(x, -r + 1), (x + math.cos(angle) * r * 0.7, -r + 1 + math.sin(angle) * r * 0.7)],
                "#a5372c",
                1.2,
                soft=False,
            )
    pen.line([(-56, -13), (24, -13)], "#bfc2c3", 3, soft=False)
    for i in range(11):
        t = i / 10
        puff_x, puff_y = 50 - t * 190, -104 - 44 * t**0.6 + rng.uniform(-5, 5)
        size = 9 + t * 20
        if pen.manner.shading == "soft":
            pen.glow(puff_x, puff_y, size * 1.5, "#f2efe9", 0.62 * (1 - t) + 0.12)
        else:
            pen.shape(
                geo.ragged(rng, puff_x, puff_y, size * 0.8, size * 0.62, lobes=7),
                "#f2efe9",
                "round",
                opacity=1 - t * 0.5,
            )
    if pen.light.night:
        pen.glow(84, -54, 70, strength=0.9)


def tram(pen: Pen) -> None:
    coat = pen.pick("#c9a23a", "#b8402f", "#4f7f6b")
    cream = "#f2eada"
    pen.shape(geo.rect(-140, -1.5, 280, 3), "#6d665f", "top")
    pen.shadow(0, -1, 112, 6)
    pen.line([(0, -92), (34, -112)], "#4a4644", 2, soft=False)
    pen.shape(geo.rect(-98, -86, 196, 72, 12), cream, "top")
    pen.shape(geo.rect(-98, -46, 196, 34, 6), coat, "top")
    pen.shape(geo.rect(-92, -92, 184, 9, 5), coat, "top", level=-0.2)
    for i in range(7):
        pen.pane(geo.rect(-88 + i * 25.6, -78, 20, 26, 3), 0.95, "#a9c3c9")
    for x in (-62, 62):
        pen.shape(geo.rect(x - 26, -13, 52, 7, 3), "#3a3638", "top")
        for dx in (-15, 15):
            pen.shape(geo.ellipse(x + dx, -7, 8), "#2c2a2c", "round")
    pen.shape(geo.ellipse(96, -36, 4.6), "#f6e8b4", "round")
    if pen.light.night:
        pen.glow(98, -36, 40)


DRAWN: Final[Mapping[str, Subject]] = {
    "bicycle": Subject(bicycle, 1.1, 1.75, setting="facade"),
    "scooter": Subject(scooter, 1.2, 1.7, setting="facade"),
    "car": Subject(car, 1.5, 2.8, setting="street"),
    "van": Subject(van, 2.2, 2.0, setting="hills"),
    "train": Subject(train, 4.2, 3.2, setting="hills", crest=1.5),
    "tram": Subject(tram, 3.4, 2.2, setting="street", crest=1.12),
}
