"""Dragons and dinosaurs."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def _wing(
    pen: Pen, root: geo.Point, wrist: geo.Point, tips: list[geo.Point], colour: str, level: float
) -> None:
    """A bat-like wing: a membrane scalloped between the fingers."""
    edge = f"M{geo.num(root[0])} {geo.num(root[1])}L{geo.num(wrist[0])} {geo.num(wrist[1])}"
    last = wrist
    for tip in tips:
        edge += (
            f"L{geo.num(tip[0])} {geo.num(tip[1])}"
            if last == wrist
            else (
                f"Q{geo.num((last[0] + tip[0]) / 2 * 0.75 + wrist[0] * 0.25)} "
                f"{geo.num((last[1] + tip[1]) / 2 * 0.75 + wrist[1] * 0.25)} {geo.num(tip[0])} {geo.num(tip[1])}"
            )
        )
        last = tip
    edge += (
        f"Q{geo.num((last[0] + root[0]) / 2)} {geo.num((last[1] + root[1]) / 2 - 8)}"
        f" {geo.num(root[0])} {geo.num(root[1])}Z"
    )
    pen.shape(edge, colour, "side", level=level)
    for tip in tips:
        pen.shape(geo.taper(geo.bend(wrist, tip, -2, 4), 2.4, 0.5), colour, level=level - 0.5, outline=False)
    pen.shape(geo.taper([root, wrist], 5, 3), colour, level=level - 0.35)


def dragon(pen: Pen) -> None:
    coat = pen.pick("#a33b34", "#3f7a5c", "#4a5a8c", "#7a4a86", "#2f6b74")
    belly = colours.mix(coat, "#f0d49a", 0.65)
    skin = colours.mix(colours.shift(coat, -0.03, 1.0, 14), "#e0a060", 0.15)
    _wing(pen, (10, -52), (52, -104), [(104, -96), (98, -66), (76, -46), (44, -36)], skin, -0.5)
    spine: list[geo.Point] = [
        (-118, -40),
        (-98, -20),
        (-70, -18),
        (-44, -34),
        (-14, -46),
        (18, -46),
        (44, -56),
        (56, -74),
        (70, -84),
    ]
    ridge = []
    for i in range(1, len(spine) - 1):
        x, y = spine[i]
        size = 5 + 5 * math.sin(math.pi * i / len(spine))
        ridge.append(
            geo.poly(
                [(x - size, y - size * 0.7), (x - size * 0.2, y - size * 2.4), (x + size, y - size * 0.9)]
            )
        )
    pen.many(ridge, coat, level=-0.6)
    for x, y in ((-30.0, -30.0), (20, -36)):
        pen.shape(geo.taper([(x, y), (x + 2, y + 16), (x - 8, y + 27)], 12, 5), coat, "side", level=-0.3)
        for dx in (-4, 0, 4):
            pen.shape(
                geo.poly([(x - 9 + dx, y + 25), (x - 12 + dx, y + 34), (x - 6 + dx, y + 27)]),
                "#efe4cc",
                outline=False,
            )
    body = geo.taper(spine, 2, 15, 19)
    head = geo.smooth(
        [
            (58, -86),
            (68, -98),
            (82, -98),
            (98, -88),
            (116, -86),
            (118, -79),
            (104, -75),
            (84, -72),
            (66, -74),
        ],
        tension=0.8,
    )
    pen.body([body, head], coat, (-120, -104, 120, -10))
    clip = pen.clip_path(body)
    under = [(x, y + 9 + 7 * math.sin(math.pi * i / 8)) for i, (x, y) in enumerate(spine)]
    pen.shape(geo.taper(under, 2, 9, 10), belly, "top", clip=clip, outline=False)
    for i in range(3, 26):
        t = i / 26 * (len(spine) - 1)
        k = int(t)
        x = spine[k][0] + (spine[min(k + 1, 8)][0] - spine[k][0]) * (t - k)
        y = spine[k][1] + (spine[min(k + 1, 8)][1] - spine[k][1]) * (t - k)
        pen.line(
            [(x - 1, y + 4), (x + 1, y + 17)], belly, 0.7, level=-0.7, opacity=0.7, clip=clip, soft=False
        )
    pen.shape(geo.poly([(-112, -42), (-134, -46), (-124, -30), (-130, -18), (-112, -30)]), coat, level=0.2)
    for dx, level in ((0, -0.4), (-6, 0.1)):
        pen.shape(
            geo.taper(geo.bend((72 + dx, -95), (52 + dx, -112), -4, 4), 4.4, 0.6), "#e9dcc0", level=level
        )
    pen.raw(geo.ellipse(88, -89, 3.2, 2.6), "#f3c944")
    pen.raw(geo.ellipse(88.6, -89, 0.9, 2.4), "#17110f")
    pen.raw(geo.ellipse(112, -83.5, 1.1), "#1d1514")
    pen.line([(116, -79), (98, -79.5), (84, -76)], coat, 1, level=-0.9)
    _wing(pen, (2, -48), (-14, -112), [(-78, -118), (-84, -84), (-66, -60), (-30, -44)], skin, 0.1)
    if pen.rng.random() < 0.6:
        for length, colour, width in ((70, "#e2572b", 15), (54, "#f39a35", 10), (34, "#fbdf7a", 6)):
            flame = [(119, -80), (119 + length * 0.5, -78), (119 + length, -68)]
            pen.flame(geo.taper(flame, 2, 0.6, width), colour, 0.9)
        pen.glow(150, -76, 46, "#f6a23c", 0.5)


def dinosaur(pen: Pen) -> None:
    coat = pen.pick("#6f8f5a", "#7f8a63", "#5f8a7a", "#a5805a")
    pale = colours.mix(coat, "#f1e6c4", 0.55)
    pen.shadow(0, 0, 80, 6)
    for x in (-20.0, 26):
        pen.shape(geo.taper([(x + 8, -34), (x + 9, -14), (x + 8, 0)], 15, 12), coat, "side", level=-0.7)
    spine = [(-112, -12), (-84, -24), (-50, -40), (-10, -48), (24, -46), (46, -62), (56, -84), (66, -96)]
    body = geo.taper(spine, 1, 9, 27)
    torso = geo.ellipse(4, -40, 42, 20)
    head = geo.smooth([(58, -100), (70, -106), (86, -100), (92, -92), (78, -88), (62, -88)])
    legs = [geo.taper([(x, -38), (x, -16), (x, 0)], 18, 14) for x in (-22, 22)]
    pen.body([body, torso, head, *legs], coat, (-112, -106, 92, 0))
    clip = pen.clip_path(body, torso)
    pen.shape(
        geo.smooth([(-90, -14), (-30, -26), (34, -26), (30, -12), (-40, -12)]),
        pale,
        clip=clip,
        outline=False,
        opacity=0.8,
    )
    for _ in range(14):
        x = pen.rng.uniform(-60, 34)
        pen.shape(
            geo.ellipse(x, -54 + abs(x) * 0.12 + pen.rng.uniform(-3, 5), pen.rng.uniform(2, 4), 2),
            coat,
            level=-0.5,
            clip=clip,
            outline=False,
        )
    pen.raw(geo.ellipse(76, -98, 2.2), "#1c1a17")
    pen.raw(geo.ellipse(76.6, -98.7, 0.8), "#ffffff")
    pen.line([(91, -92), (80, -92), (74, -94)], coat, 0.9, level=-0.8)


DRAWN: Final[Mapping[str, Subject]] = {
    "dragon": Subject(dragon, 9, 2.7, stands="air", setting="mountains", crest=1.2),
    "dinosaur": Subject(dinosaur, 9, 1.9, setting="forest"),
}
