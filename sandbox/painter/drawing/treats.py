"""Cake, bread and ice cream; fires and fireworks."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.objects import flame
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def cake(pen: Pen) -> None:
    rng = pen.rng
    icing = pen.pick("#f2c4cc", "#f6ead6", "#c9e0d5", "#6b4433")
    sponge = "#e3bd82" if icing != "#6b4433" else "#7d5138"
    flat = pen.tilt
    pen.shadow(0, 2, 82, 12)
    pen.shape(geo.ellipse(0, -3, 76, 76 * flat), "#efe9df", "side")
    for half, low, high in ((60, -6, -44), (42, -46, -78)):
        pen.shape(
            f"M{-half} {high}V{low}A{half} {half * flat:.1f} 0 0 0 {half} {low}V{high}Z", sponge, "side"
        )
        y = (low + high) / 2
        pen.line(f"M{-half} {y}A{half} {half * flat:.1f} 0 0 0 {half} {y}", icing, 4, level=-0.1)
        drip: list[geo.Point] = [(-half, high)]
        for i in range(13):
            t = i / 12
            x = -half + 2 * half * t
            base = high + half * flat * math.sqrt(max(0.0, 1 - (2 * t - 1) ** 2))
            drip.append((x, base + (rng.uniform(7, 14) if i % 2 else 3)))
        drip.append((half, high))
        pen.shape(
            geo.smooth(
                [
                    *drip,
                    (half * 0.7, high - half * flat * 0.7),
                    (0, high - half * flat),
                    (-half * 0.7, high - half * flat * 0.7),
                ],
                tension=0.8,
            ),
            icing,
            "side",
        )
        pen.shape(geo.ellipse(0, high, half, half * flat), icing, "side", level=0.3, outline=False)
        for i in range(11):
            angle = math.tau * i / 11
            x, y = math.cos(angle) * half * 0.84, high + math.sin(angle) * half * flat * 0.84
            pen.shape(
                geo.ragged(rng, x, y - 2, 4.6, 4, lobes=6),
                colours.mix(icing, "#ffffff", 0.5),
                "round",
                outline=False,
            )
            if i % 2:
                pen.shape(geo.ellipse(x, y - 6.4, 3), "#c2343f", "round")
    for x in (-16, 0, 16):
        pen.shape(geo.rect(x - 1.5, -98, 3, 20), rng.choice(("#7fb5d1", "#f0c54f", "#d97f9a")), "side")
        flame(pen, x, -98, 10)


def bread(pen: Pen) -> None:
    crust = pen.pick("#c08a4c", "#b57d42", "#cc9a5c")
    pen.shadow(0, 0, 88, 9)
    pen.shape(geo.rect(-98, -9, 196, 9, 2), "#8f6440", "top")
    loaf = geo.smooth([(-80, -10), (-88, -34), (-66, -62), (0, -74), (66, -62), (88, -34), (80, -10)])
    pen.shape(loaf, crust, "round")
    clip = pen.clip_path(loaf)
    for x in (-50.0, -18, 14, 46):
        cut = geo.bend((x - 10, -22), (x + 18, -66), -7, 6)
        pen.shape(geo.taper(cut, 0.5, 0.5, 11), "#ecd2a0", "side", clip=clip, outline=False)
        pen.line(cut, crust, 1.2, level=-0.8, clip=clip)
    for _ in range(26):
        x, y = pen.rng.uniform(-70, 70), pen.rng.uniform(-66, -20)
        pen.shape(
            geo.ellipse(x, y, pen.rng.uniform(0.8, 2.2)), "#f4e6c8", clip=clip, outline=False, opacity=0.6
        )


def ice_cream(pen: Pen) -> None:
    rng = pen.rng
    flavours = ["#f2c4cc", "#f3e6c4", "#a9cfae", "#8a5a42", "#e9a36b"]
    rng.shuffle(flavours)
    pen.shape(geo.poly([(-21, -50), (0, 0), (21, -50)]), "#d9a35a", "side")
    clip = pen.clip_path(geo.poly([(-21, -50), (0, 0), (21, -50)]))
    for i in range(-3, 5):
        pen.line([(i * 9 - 24, -52), (i * 9, 0)], "#b57d3a", 1, clip=clip, soft=False)
        pen.line([(i * 9 + 24, -52), (i * 9, 0)], "#b57d3a", 1, clip=clip, soft=False)
    for (x, y, r), flavour in zip(((-10, -60, 15), (11, -60, 15), (0, -80, 16)), flavours, strict=False):
        colour = pen.accent or flavour
        pen.shape(geo.ragged(rng, x, y, r, r * 0.95, lobes=11, depth=0.05), colour, "round")
        pen.shape(
            geo.ragged(rng, x, y + r * 0.7, r * 1.02, r * 0.28, lobes=8), colour, level=-0.2, outline=False
        )
    pen.shape(geo.ellipse(4, -97, 4.6), "#c2283a", "round")
    pen.line(geo.bend((4, -100), (12, -110), -3, 4), "#5f7f3a", 1)


def campfire(pen: Pen) -> None:
    rng = pen.rng
    pen.glow(0, -30, 120, "#ff9c45", 0.7)
    for _ in range(11):
        angle = rng.uniform(0, math.tau)
        pen.shape(geo.pebble(rng, math.cos(angle) * 52, -2 + math.sin(angle) * 10, 9, 6), "#7d7873", "round")
    for side, level in ((1, -0.2), (-1, 0.2), (1, 0.3)):
        tilt = rng.uniform(6, 12)
        pen.shape(
            geo.taper([(side * -40, -tilt + 6), (side * 38, -tilt - 6)], 11, 9), "#5f4230", "top", level=level
        )
    for reach, colour in ((1.0, "#dd4f26"), (0.76, "#f28a2e"), (0.5, "#f9c24b"), (0.28, "#fff0b4")):
        points: list[geo.Point] = [(-30 * reach, -10)]
        for i in range(5):
            x = -24 + i * 12
            points.append(
                (
                    x * reach * 0.9,
                    -(32 + 46 * math.sin(math.pi * (i + 0.6) / 5.2) + rng.uniform(-5, 9)) * reach - 8,
                )
            )
            if i < 4:
                points.append(
                    ((x + 6) * reach * 0.9, -(24 + 22 * math.sin(math.pi * (i + 1) / 5)) * reach - 8)
                )
        points.append((30 * reach, -10))
        pen.raw(geo.smooth([*points, (0, -2)], tension=1.1), colour, 0.95)
    for _ in range(14):
        pen.raw(geo.ellipse(rng.gauss(0, 24), -rng.uniform(60, 124), rng.uniform(0.6, 1.5)), "#ffc766", 0.9)


def fireworks(pen: Pen) -> None:
    rng = pen.rng
    for _ in range(rng.randint(4, 6)):
        x, y, r = rng.uniform(-78, 78), -rng.uniform(30, 96), rng.uniform(17, 36)
        colour = pen.accent or rng.choice(("#ffd166", "#ff7a6b", "#7fe0d6", "#c79bff", "#fff1c9"))
        pen.glow(x, y, r * 1.25, colour, 0.45)
        for i in range(26):
            angle = math.tau * i / 26
            reach = r * rng.uniform(0.78, 1.0)
            tip = (x + math.cos(angle) * reach, y + math.sin(angle) * reach + reach * 0.12)
            start = (x + math.cos(angle) * r * 0.16, y + math.sin(angle) * r * 0.16)
            pen.raw(geo.taper(geo.bend(start, tip, reach * 0.05, 4), 0.25, 0.9, 0.3), colour, 0.9)
            pen.raw(geo.ellipse(*tip, 0.9), "#ffffff", 0.9)
        pen.raw(geo.taper(geo.bend((x * 0.8, 12), (x, y), 4, 5), 0.1, 0.7), colour, 0.35)


DRAWN: Final[Mapping[str, Subject]] = {
    "cake": Subject(cake, 0.28, 1.5, stands="table", setting="tabletop", still=True),
    "bread": Subject(bread, 0.16, 2.2, stands="table", setting="tabletop"),
    "ice cream": Subject(ice_cream, 0.2, 0.5, stands="table", setting="studio", still=True),
    "campfire": Subject(campfire, 0.9, 1.1, setting="forest", still=True, crest=1.2),
    "fireworks": Subject(fireworks, 60, 1.9, stands="air", setting="city", flock=0, still=True),
}
