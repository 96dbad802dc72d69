"""Small animals, sitting."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing import portraits
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def _eye(pen: Pen, x: float, y: float, r: float, colour: str = "#1d1718") -> None:
    pen.raw(geo.ellipse(x, y, r), colour)
    pen.raw(geo.ellipse(x + r * 0.3, y - r * 0.35, r * 0.34), "#ffffff")


def cat(pen: Pen) -> None:
    rng = pen.rng
    coat = pen.pick("#d8954f", "#8c8782", "#3a3638", "#e6d9c6", "#9c7350")
    dark = colours.shift(coat, -0.16)
    pale = colours.mix(coat, "#f7efe2", 0.75)
    pen.shadow(0, 0, 42, 6)
    tail = [(-22, -8), (-40, -5), (-49, -18), (-45, -34), (-50, -44)]
    pen.shape(geo.taper(tail, 9, 6, 1), coat, "side", level=-0.15)
    body = geo.smooth([(-26, 0), (-31, -18), (-24, -40), (-8, -60), (12, -62), (18, -44), (17, -20), (20, 0)])
    head = geo.smooth([(-16, -76), (-9, -90), (6, -92), (20, -88), (27, -75), (22, -63), (6, -57), (-9, -61)])
    for far, points in (
        (True, [(12, -86), (22, -104), (27, -80)]),
        (False, [(-15, -80), (-10, -106), (3, -89)]),
    ):
        pen.shape(geo.poly(points), coat, level=-0.4 if far else 0.0)
        (ax, ay), (bx, by), (cx, cy) = points
        mx, my = (ax + bx + cx) / 3, (ay + by + cy) / 3
        inner = [(mx + (x - mx) * 0.5, my + (y - my) * 0.5 + 2) for x, y in points]
        pen.shape(geo.poly(inner), "#d99a8c", level=-0.3, outline=False)
    pen.body([body, head], coat, (-34, -104, 30, 0), "side")
    clip = pen.clip_path(body, head)
    pen.shape(
        geo.smooth([(0, -56), (12, -58), (17, -40), (14, -14), (4, -14), (0, -36)]),
        pale,
        clip=clip,
        outline=False,
        opacity=0.9,
    )
    if rng.random() < 0.6:
        for y in (-50, -42, -33, -24):
            pen.shape(
                geo.taper(geo.bend((-34, y + 3), (-12, y - 3), 3, 4), 3.4, 0.4),
                dark,
                clip=clip,
                outline=False,
            )
        for x in (-2, 4, 10):
            pen.shape(geo.taper([(x, -93), (x + 0.6, -86)], 2.2, 0.4), dark, clip=clip, outline=False)
    pen.shape(geo.ellipse(-14, -9, 13, 10), coat, "round", level=0.05)
    for x in (5, 15):
        pen.shape(geo.taper([(x, -30), (x, -12), (x + 0.6, -2)], 8, 7.4), coat, "side", level=0.12)
        pen.shape(geo.ellipse(x + 2, -2.6, 5.6, 3.2), pale, "side")
    pen.shape(
        geo.smooth([(2, -70), (10, -72), (18, -69), (18, -62), (10, -59), (3, -62)]), pale, outline=False
    )
    for x in (1, 18):
        pen.raw(geo.ellipse(x, -77, 3.6, 3.3), "#2a2120")
        pen.raw(geo.ellipse(x, -77, 3, 2.8), "#a9b84c")
        _eye(pen, x + 0.3, -77, 1.5)
    pen.shape(geo.poly([(8.2, -70.5), (12, -70.5), (10.1, -68)]), "#c2736b", outline=False)
    pen.line([(6.4, -66.6), (8.4, -65.2), (10, -66.4), (11.8, -65.2), (13.8, -66.6)], "#5a403a", 0.6)
    for dy in (-1, 1.4):
        pen.line([(17, -67 + dy), (32, -69 + dy * 2.4)], "#fbf6ec", 0.4, opacity=0.9)
        pen.line([(3, -67 + dy), (-12, -69 + dy * 2.4)], "#fbf6ec", 0.4, opacity=0.9)


def dog(pen: Pen) -> None:
    coat = pen.pick("#b9824e", "#8a5c3a", "#d9bf95", "#57493f", "#c79a63")
    pale = colours.mix(coat, "#f7efe2", 0.7)
    pen.shadow(0, 0, 44, 6)
    pen.shape(geo.taper(geo.bend((-24, -8), (-46, -30), 7, 6), 8, 3.4), coat, "side", level=-0.1)
    body = geo.smooth([(-27, 0), (-30, -20), (-20, -44), (-4, -62), (14, -62), (22, -44), (19, -20), (20, 0)])
    head = geo.smooth([(-14, -78), (-8, -92), (8, -95), (22, -89), (26, -78), (20, -64), (4, -60), (-9, -66)])
    muzzle = geo.smooth([(12, -80), (30, -79), (41, -74), (41, -66), (30, -61), (12, -62)])
    pen.body([body, head, muzzle], coat, (-32, -96, 42, 0), "side")
    pen.shape(
        geo.smooth([(14, -72), (30, -73), (40, -70), (40, -66), (30, -62), (16, -62)]), pale, outline=False
    )
    clip = pen.clip_path(body)
    pen.shape(
        geo.smooth([(4, -58), (16, -58), (21, -40), (16, -16), (6, -18), (2, -38)]),
        pale,
        clip=clip,
        outline=False,
    )
    pen.shape(geo.ellipse(-15, -10, 14, 11), coat, "round", level=0.05)
    for x in (5, 16):
        pen.shape(geo.taper([(x, -34), (x, -14), (x + 0.5, -2)], 9, 7.6), coat, "side", level=0.15)
        pen.shape(geo.ellipse(x + 2.5, -2.8, 6, 3.4), pale, "side")
    pen.shape(
        geo.smooth([(-10, -88), (-2, -91), (3, -82), (1, -66), (-7, -58), (-14, -64), (-15, -78)]),
        coat,
        "side",
        level=-0.5,
    )
    _eye(pen, 16, -80, 2.2)
    pen.shape(geo.ellipse(40, -74, 3.8, 3.1), "#231d1e", "round", outline=False)
    pen.line(geo.bend((39, -66), (24, -66), -2.4, 4), "#4a352c", 0.8)
    pen.shape(geo.smooth([(27, -65), (34, -65), (35, -58), (30, -55), (27, -59)]), "#d9757a", outline=False)
    pen.line(geo.bend((-6, -60), (18, -58), 3.4, 5), pen.rng.choice(("#b8352f", "#2f6f8a", "#d9a53a")), 3.2)


def fox(pen: Pen) -> None:
    coat = pen.pick("#d8702f", "#cf6829", "#dd7f3c")
    white, dark = "#f6ecdc", "#3a2b29"
    pen.shadow(-4, 0, 52, 6)
    spine = [(-16, -8), (-36, -4), (-54, -14), (-56, -34), (-44, -48)]
    pen.shape(geo.taper(spine, 9, 5, 13), coat, "side", level=-0.1)
    pen.shape(
        geo.smooth([(-57, -36), (-50, -37), (-40, -44), (-38, -54), (-46, -52), (-55, -46)]),
        white,
        "side",
        outline=False,
    )
    body = geo.smooth([(-22, 0), (-26, -18), (-18, -42), (-2, -60), (14, -60), (19, -42), (16, -20), (18, 0)])
    pen.shape(geo.poly([(14, -86), (25, -104), (26, -80)]), coat, level=-0.4)
    head = geo.smooth(
        [
            (-15, -72),
            (-8, -88),
            (6, -90),
            (20, -86),
            (27, -76),
            (40, -66),
            (38, -62),
            (22, -59),
            (6, -56),
            (-8, -60),
        ],
        tension=0.85,
    )
    pen.body([body, head], coat, (-30, -100, 40, 0), "side")
    pen.shape(geo.poly([(-12, -80), (-8, -108), (6, -88)]), coat, level=0.1)
    pen.shape(geo.poly([(-8.5, -84), (-7, -100), (1.5, -88)]), dark, outline=False)
    clip = pen.clip_path(body, head)
    pen.shape(
        geo.smooth([(38, -62), (22, -68), (12, -70), (-2, -62), (-12, -56), (8, -48), (30, -52)]),
        white,
        clip=clip,
        outline=False,
    )
    pen.shape(
        geo.smooth([(0, -56), (14, -56), (18, -42), (13, -18), (6, -26), (0, -40)]),
        white,
        clip=clip,
        outline=False,
    )
    pen.shape(geo.ellipse(-11, -9, 13, 10), coat, "round")
    for x in (4, 13):
        pen.shape(geo.taper([(x, -32), (x, -14), (x + 0.4, -2)], 7.4, 6), coat, "side", level=0.1)
        pen.shape(geo.taper([(x, -15), (x + 0.4, -2)], 6.6, 6.2), dark, "side", outline=False)
        pen.shape(geo.ellipse(x + 1.8, -2.4, 4.8, 2.8), dark, outline=False)
    pen.shape(geo.ellipse(39.4, -65.5, 2.6, 2.2), "#1f1818", outline=False)
    pen.shape(geo.taper(geo.bend((9, -75), (19, -73), -1.4, 4), 0.6, 0.6, 3), "#241a18", outline=False)
    pen.raw(geo.ellipse(14.6, -75, 0.9), "#f2b64a")


def rabbit(pen: Pen) -> None:
    coat = pen.pick("#c9b39a", "#a8937e", "#efe7db", "#8f837b")
    pen.shadow(0, 0, 46, 6)
    for x, tip, level in ((16, (6, -112), -0.4), (22, (22, -114), 0.1)):
        pen.shape(geo.taper(geo.bend((x, -76), tip, 3, 6), 6, 3, 6), coat, level=level)
        pen.shape(
            geo.taper(geo.bend((x, -80), (tip[0], tip[1] + 7), 3, 6), 2, 1.4, 3),
            "#e0aca2",
            level=level,
            outline=False,
        )
    pen.shape(geo.ragged(pen.rng, -37, -18, 10, 10, lobes=8, depth=0.12), "#f6f0e6", "round")
    body = geo.smooth([(-36, -2), (-38, -26), (-22, -50), (2, -58), (20, -50), (24, -26), (20, -2)])
    head = geo.smooth([(4, -70), (12, -82), (26, -83), (38, -74), (42, -63), (34, -53), (18, -51), (6, -57)])
    pen.body([body, head], coat, (-40, -84, 44, 0))
    pen.shape(geo.ellipse(-17, -18, 20, 18), coat, "round", level=0.08)
    pen.shape(geo.ellipse(-10, -3, 17, 4.4), coat, "top", level=0.15)
    for x in (12, 20):
        pen.shape(geo.taper([(x, -26), (x + 1, -10), (x + 3, -2)], 7, 6), coat, "side", level=0.2)
        pen.shape(geo.ellipse(x + 5, -2.4, 6, 2.8), coat, "top", level=0.3)
    pen.shape(geo.smooth([(30, -64), (40, -64), (40, -56), (30, -53)]), "#f6efe4", outline=False)
    _eye(pen, 28, -70, 2.9)
    pen.shape(geo.ellipse(41.5, -64, 1.8, 1.4), "#c9837d", outline=False)
    for dy in (-2, 1):
        pen.line([(38, -60 + dy), (52, -61 + dy * 2)], "#fbf6ec", 0.4, opacity=0.8)


def mouse(pen: Pen) -> None:
    coat = pen.pick("#9a8f88", "#b08d6c", "#857c78")
    pen.shadow(0, 0, 58, 7)
    pen.line([(-44, -14), (-66, -4), (-80, -16), (-72, -34), (-84, -46)], "#d9a79a", 3)
    body = geo.smooth([(-48, 0), (-54, -30), (-34, -64), (-2, -74), (24, -58), (36, -24), (30, 0)])
    head = geo.smooth([(6, -72), (18, -88), (38, -84), (58, -66), (72, -54), (66, -46), (40, -42), (16, -50)])
    pen.shape(geo.ellipse(34, -92, 13), coat, level=-0.4)
    pen.body([body, head], coat, (-54, -90, 72, 0))
    pen.shape(geo.ellipse(14, -90, 17), coat, "round")
    pen.shape(geo.ellipse(14.5, -89, 11), "#e3b0a5", "round", outline=False)
    pen.shape(
        geo.smooth([(4, -46), (26, -52), (33, -24), (26, 0), (4, 0), (-2, -24)]),
        "#e9e0d6",
        "side",
        outline=False,
    )
    for x in (20, 36):
        pen.shape(geo.ellipse(x, -30, 5, 3.6), "#e3b0a5")
    pen.shape(geo.ellipse(8, -2.6, 16, 4), "#e3b0a5")
    _eye(pen, 46, -68, 3.6)
    pen.shape(geo.ellipse(70, -53, 3.4, 2.8), "#d98c88", outline=False)


def panda(pen: Pen) -> None:
    white, black = pen.accent or "#f4f0e8", "#2a292d"
    pen.shadow(0, 0, 52, 7)
    pen.shape(geo.smooth([(-40, -2), (-42, -34), (-26, -60), (26, -60), (42, -34), (40, -2)]), white, "round")
    pen.shape(
        geo.smooth([(-38, -52), (-24, -62), (24, -62), (38, -52), (30, -42), (-30, -42)]),
        black,
        "top",
        outline=False,
    )
    for side in (-1, 1):
        pen.shape(geo.taper([(side * 34, -52), (side * 40, -36), (side * 20, -24)], 17, 13), black, "round")
        pen.shape(geo.ellipse(side * 33, -11, 17, 12), black, "round")
        pen.shape(geo.ellipse(side * 35, -9, 8, 6), "#6b6466", outline=False)
        pen.shape(geo.ellipse(side * 25, -93, 8.6), black, "round")
    pen.shape(
        geo.smooth(geo.mirrored([(0, -101), (20, -98), (34, -82), (35, -66), (22, -52), (0, -48)])),
        white,
        "round",
    )
    for side in (-1, 1):
        pen.shape(
            geo.smooth(
                [(side * 9, -80), (side * 18, -83), (side * 24, -72), (side * 19, -65), (side * 11, -69)]
            ),
            black,
            outline=False,
        )
        _eye(pen, side * 16, -74.5, 2.6, "#100d0d")
    pen.shape(geo.ellipse(0, -64, 4.8, 3.4), black, outline=False)
    pen.line([(-7, -60), (-4, -57.4), (0, -58.6), (4, -57.4), (7, -60)], black, 0.9)
    pen.line([(0, -58.6), (0, -62)], black, 0.9)
    pen.shape(geo.taper([(-26, -18), (0, -30), (34, -50)], 4, 3), "#7a9a4c", "side")
    for x, y, turn in ((16, -40, -20), (26, -46, 30), (34, -51, -40)):
        angle = math.radians(turn)
        pen.shape(
            geo.taper(
                geo.bend((x, y), (x + math.cos(angle) * 16, y + math.sin(angle) * 12), 2, 4), 0.5, 0.2, 4
            ),
            "#6f9a4c",
        )


def frog(pen: Pen) -> None:
    green = pen.pick("#6a9c45", "#5a9150", "#83ab45")
    pen.shadow(0, 0, 74, 8)
    for side in (-1, 1):
        pen.shape(
            geo.smooth(
                [(side * 34, -6), (side * 74, -4), (side * 80, -26), (side * 58, -52), (side * 34, -40)]
            ),
            green,
            "round",
            level=-0.15,
        )
        pen.shape(
            geo.smooth([(side * 50, -8), (side * 84, -6), (side * 90, 0), (side * 60, 1)]), green, "top"
        )
    pen.shape(geo.smooth([(-44, -2), (-50, -36), (-34, -66), (34, -66), (50, -36), (44, -2)]), green, "round")
    pen.shape(
        geo.smooth([(-30, -2), (-34, -30), (0, -40), (34, -30), (30, -2)]), "#dfe3b0", "top", outline=False
    )
    for side in (-1, 1):
        pen.shape(geo.ellipse(side * 27, -76, 16), green, "round")
        pen.raw(geo.ellipse(side * 27, -78, 10), "#f0c64a")
        pen.raw(geo.ellipse(side * 27, -78, 6.4, 4.4), "#1c1816")
        pen.raw(geo.ellipse(side * 27 + 2, -80, 1.8), "#ffffff")
        pen.shape(
            geo.taper([(side * 22, -34), (side * 26, -16), (side * 22, -2)], 12, 10),
            green,
            "side",
            level=0.15,
        )
        pen.shape(geo.ellipse(side * 21, -2, 14, 3.6), green, "top", level=0.2)
    pen.line(geo.bend((-38, -54), (38, -54), 9, 8), "#3d5a2a", 1.8)


DRAWN: Final[Mapping[str, Subject]] = {
    "cat": Subject(cat, 0.45, 0.9, setting="room", face=portraits.cat, crest=1.06),
    "dog": Subject(dog, 0.6, 0.9, setting="meadow", face=portraits.dog),
    "fox": Subject(fox, 0.55, 1.0, setting="forest", face=portraits.fox, crest=1.08),
    "rabbit": Subject(rabbit, 0.35, 0.95, setting="meadow", face=portraits.rabbit, crest=1.14),
    "mouse": Subject(mouse, 0.12, 1.6, setting="room"),
    "panda": Subject(panda, 1.1, 0.9, setting="forest", face=portraits.panda),
    "frog": Subject(frog, 0.12, 1.7, setting="lake"),
}
