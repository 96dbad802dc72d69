"""A bust, and almost-people: astronauts, robots, snowmen."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.people import COATS, HAIR, HE, SHE, SKIN
from sandbox.painter.drawing.subject import Subject


def portrait(pen: Pen) -> None:
    """Head and shoulders, eyes half closed, turned a little to the side."""
    rng = pen.rng
    skin, hair, coat = rng.choice(SKIN), rng.choice(HAIR), pen.pick(*COATS)
    last = pen.word.split()[-1] if pen.word else ""
    long_hair = last in SHE or (rng.random() < 0.55 and last not in HE)
    bearded = last in HE and last != "boy" and ("old" in pen.word or rng.random() < 0.35)
    if "old" in pen.word or "elder" in pen.word:
        hair = rng.choice(("#d9d6d0", "#bdbab5"))
    blush = colours.mix(skin, "#d9705f", 0.4)
    if long_hair:
        pen.shape(
            geo.smooth(
                [
                    (-27, -80),
                    (-22, -98),
                    (0, -106),
                    (23, -98),
                    (29, -78),
                    (32, -46),
                    (36, -22),
                    (-36, -22),
                    (-31, -48),
                ]
            ),
            hair,
            "side",
            level=-0.3,
        )
    pen.shape(
        geo.smooth(
            [(-62, 4), (-54, -14), (-30, -24), (-10, -28), (12, -28), (32, -24), (55, -14), (62, 4)],
            tension=0.8,
        ),
        coat,
        "side",
    )
    pen.shape(
        geo.smooth(
            [(-12, -52), (11, -52), (12, -30), (20, -24), (2, -14), (-19, -24), (-12, -30)], tension=0.7
        ),
        skin,
        "side",
        level=-0.35,
    )
    for side in (-1, 1):
        pen.shape(
            geo.poly([(side * 13, -30), (side * 24, -25), (side * 6, -8), (0, -12)]),
            coat,
            level=0.35 if side * pen.light.side > 0 else -0.5,
        )
    for side in (-1, 1):
        pen.shape(geo.ellipse(side * 22, -64, 3.6, 5.6), skin, level=-0.3 * side)
    face = geo.smooth(
        geo.mirrored([(0, -98), (15, -95), (21.5, -80), (21, -62), (14, -46), (5, -39), (0, -38)])
    )
    pen.shape(face, skin, "side")
    clip = pen.clip_path(face)
    for side in (-1, 1):
        pen.shape(geo.ellipse(side * 12, -57, 6.4, 4.4), blush, clip=clip, outline=False, opacity=0.26)
        lid = [(side * 5, -67), (side * 9.5, -69.2), (side * 15, -66.6)]
        pen.shape(
            geo.smooth([(side * 5, -67), (side * 9.5, -70), (side * 15, -66.8), (side * 9.5, -64)]),
            "#fbf4ea",
            outline=False,
        )
        pen.raw(geo.ellipse(side * 10, -67, 2.7), colours.mix(hair, "#4a6b6b", 0.4))
        pen.raw(geo.ellipse(side * 10, -67, 1.4), "#171314")
        pen.raw(geo.ellipse(side * 10 + 0.8, -68, 0.6), "#ffffff")
        pen.line(lid, hair, 1.5, level=-0.4)
        pen.line([(side * 4, -74.5), (side * 9.5, -77), (side * 16, -74.5)], hair, 2.1)
    pen.line([(1, -67), (3.4, -58), (0, -56)], skin, 1.1, level=-0.9, opacity=0.8)
    pen.shape(
        geo.smooth([(-6, -48.5), (-2, -50.3), (0, -49.5), (2, -50.3), (6, -48.5), (0, -45.2)]),
        colours.mix(skin, "#b0403f", 0.6),
        outline=False,
    )
    pen.line([(-6, -48.5), (0, -48), (6, -48.5)], colours.mix(skin, "#7a2a2a", 0.8), 0.6)
    if bearded:
        beard: list[geo.Point] = [
            (-21, -66),
            (-19, -44),
            (-10, -29),
            (0, -24),
            (10, -29),
            (19, -44),
            (21, -66),
            (15, -54),
            (7, -53),
        ]
        beard += [(0, -51.5), (-7, -53), (-15, -54)]
        pen.shape(geo.smooth(beard, tension=0.8), hair, "side", level=0.1)
        for i in range(9):
            x = -14 + i * 3.5
            pen.line(geo.bend((x, -52), (x * 0.7, -30), x * 0.2, 4), hair, 0.7, level=0.7, opacity=0.45)
        pen.shape(geo.smooth([(-5, -47.4), (0, -48.6), (5, -47.4), (0, -44.6)]), "#8a4a42", outline=False)
    fringe = [
        (-23, -66),
        (-24, -88),
        (-12, -102),
        (4, -105),
        (19, -98),
        (24.5, -84),
        (23, -66),
        (20, -80),
        (10, -90),
        (-4, -88),
        (-16, -82),
        (-20, -74),
    ]
    pen.shape(geo.smooth(fringe, tension=0.8), hair, "top", level=0.1)
    for i in range(6):
        pen.line(
            geo.bend((-2 + i * 2, -103), (-19 + i * 8, -84 - (i % 2) * 5), 3, 5),
            hair,
            0.7,
            level=0.8,
            opacity=0.4,
        )
    if long_hair:
        for side in (-1, 1):
            pen.shape(
                geo.taper([(side * 22, -82), (side * 27, -60), (side * 28, -38), (side * 33, -18)], 6, 9, 3),
                hair,
                "side",
                level=0.1,
            )


def astronaut(pen: Pen) -> None:
    suit = pen.pick("#eef0f0", "#e9e6df", "#f0e9dc")
    orange = "#e0762f"
    pen.shadow(0, 0, 26, 3)
    tilt = pen.rng.uniform(-8, 8)
    pen.open(f"rotate({tilt:.1f} 0 -50)")
    pen.shape(geo.rect(-21, -78, 42, 36, 8), "#c3c8cc", "side", level=-0.2)
    for side in (-1, 1):
        pen.shape(
            geo.taper([(side * 8, -38), (side * 11, -20), (side * 11, -4)], 16, 13),
            suit,
            "side",
            level=-0.1 * side,
        )
        pen.shape(
            geo.smooth(
                [(side * 11 - 8, -6), (side * 11 + 8, -6), (side * 11 + 10, 1), (side * 11 - 9, 1)],
                tension=0.6,
            ),
            "#7d858c",
            "top",
        )
        arm = [(side * 15, -68), (side * 27, -58), (side * 30, -42 if side > 0 else -66)]
        pen.shape(geo.taper(arm, 13, 10), suit, "side", level=-0.15 * side)
        pen.shape(geo.ellipse(*arm[-1], 6), "#7d858c", "round")
        pen.line([(side * 24, -63), (side * 30, -56)], orange, 2, soft=False)
    pen.shape(geo.rect(-17, -74, 34, 40, 11), suit, "side")
    pen.shape(geo.rect(-9, -62, 18, 13, 2), "#b9c0c5", "top")
    for x, colour in ((-5, "#d94f3a"), (0, "#e9b23a"), (5, "#4f9ac4")):
        pen.raw(geo.ellipse(x, -57, 1.7), colour)
    pen.line([(-16, -40), (16, -40)], orange, 2.6, soft=False)
    pen.shape(geo.ellipse(0, -85, 17), suit, "round")
    visor = geo.smooth([(-12, -88), (-6, -96), (6, -96), (12, -88), (9, -77), (-9, -77)])
    pen.shape(visor, "#2a3550", "top")
    clip = pen.clip_path(visor)
    pen.shape(geo.ellipse(-3, -78, 12, 7), "#d98a4a", outline=False, opacity=0.75, clip=clip)
    pen.raw(geo.smooth([(-9, -88), (-4, -94), (-1, -94), (-6, -86)]), "#ffffff", 0.75)
    pen.close()


def robot(pen: Pen) -> None:
    rng = pen.rng
    metal = pen.pick("#8fa9b5", "#c98f4a", "#a8b0a5", "#7f94b0", "#c9705a")
    dark = colours.shift(metal, -0.22)
    glow = rng.choice(("#8df0e0", "#ffe08a", "#ff9d7a"))
    pen.shadow(0, 0, 34, 4)
    for side in (-1, 1):
        pen.shape(geo.rect(side * 11 - 5, -24, 10, 20, 2), dark, "side")
        pen.shape(
            geo.smooth(
                [(side * 12 - 10, -7), (side * 12 + 10, -7), (side * 12 + 12, 0), (side * 12 - 12, 0)],
                tension=0.5,
            ),
            metal,
            "top",
        )
        elbow = (side * 37, -44 + rng.uniform(-3, 3))
        hand = (side * rng.uniform(32, 44), -28 if side < 0 else rng.choice((-28, -66)))
        pen.shape(geo.taper([(side * 25, -60), elbow, hand], 7, 6), dark, "side")
        pen.shape(geo.ellipse(side * 26, -60, 6.4), metal, "round")
        pen.shape(geo.ellipse(*hand, 5.6), metal, "round")
    pen.shape(geo.rect(-25, -68, 50, 46, 8), metal, "side")
    pen.shape(geo.rect(-15, -58, 30, 20, 4), dark, "top")
    pen.raw(geo.ellipse(-6, -48, 4.4), glow)
    pen.raw(geo.rect(2, -52, 9, 2.4, 1), "#f4efe2", 0.8)
    pen.raw(geo.rect(2, -47, 6, 2.4, 1), "#f4efe2", 0.6)
    for x in (-20.0, 20):
        for y in (-63, -27):
            pen.shape(geo.ellipse(x, y, 1.5), dark, outline=False)
    pen.shape(geo.rect(-6, -74, 12, 7), dark, "side")
    pen.shape(geo.rect(-22, -102, 44, 29, 9), metal, "side")
    pen.shape(geo.rect(-16, -96, 32, 16, 7), "#27303d", "top")
    for x in (-7.5, 7.5):
        pen.raw(geo.ellipse(x, -88, 4.2), glow)
        pen.glow(x, -88, 12, glow, 0.7)
        pen.raw(geo.ellipse(x + 1, -89.4, 1.2), "#ffffff")
    pen.line([(0, -102), (0, -111)], dark, 1.8, soft=False)
    pen.raw(geo.ellipse(0, -113, 3), "#e2573f")
    for side in (-1, 1):
        pen.shape(geo.rect(side * 22 - 2 + side * 2, -93, 4, 11, 1.5), dark, "side")


def snowman(pen: Pen) -> None:
    snow = pen.accent or "#f3f6f8"
    pen.shadow(0, 0, 40, 6)
    for y, r in ((-25, 28), (-62, 20)):
        pen.shape(geo.ellipse(0, y, r), snow, "round")
    for side in (-1, 1):
        hand = (side * 44, -74 - pen.rng.uniform(-6, 6))
        pen.line([(side * 17, -62), hand], "#5b4030", 2, soft=False)
        pen.line([(hand[0] - side * 6, hand[1] + 2.4), (hand[0], hand[1] - 6)], "#5b4030", 1.5, soft=False)
    pen.shape(geo.ellipse(0, -90, 14.5), snow, "round")
    for y in (-68, -60, -52):
        pen.raw(geo.ellipse(0, y, 1.9), "#2a282b")
    for x in (-5, 5):
        pen.raw(geo.ellipse(x, -94, 1.8), "#2a282b")
    pen.shape(geo.poly([(-1, -90), (15, -87), (-1, -86)]), "#e5832f", "top")
    for i in range(5):
        angle = math.radians(40 + i * 25)
        pen.raw(geo.ellipse(math.cos(angle) * 7, -90 + math.sin(angle) * 7.4, 0.9), "#2a282b")
    scarf = pen.rng.choice(("#c0392f", "#2f6f8a", "#3f7a52"))
    pen.shape(geo.smooth([(-14, -80), (0, -76), (14, -80), (15, -74), (0, -70), (-15, -74)]), scarf, "top")
    pen.shape(geo.poly([(6, -75), (13, -76), (17, -54), (9, -53)]), scarf, "side")
    pen.shape(geo.rect(-18, -104, 36, 4, 2), "#2f2c33", "top")
    pen.shape(geo.rect(-11, -122, 22, 19, 2), "#2f2c33", "side")
    pen.shape(geo.rect(-11, -108, 22, 4), scarf, outline=False)


DRAWN: Final[Mapping[str, Subject]] = {
    "portrait": Subject(portrait, 0.6, 0.9, setting="studio", face=portrait, still=True),
    "astronaut": Subject(astronaut, 1.9, 0.6, setting="space", stands="space"),
    "robot": Subject(robot, 2.0, 0.85, setting="street", crest=1.16),
    "snowman": Subject(snowman, 1.7, 0.9, setting="snow", crest=1.22),
}
