"""Towers, temples, bridges: the buildings that carry a whole picture."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def lighthouse(pen: Pen) -> None:
    rng = pen.rng
    white, band = "#f3ede0", pen.pick("#b8352c", "#b8352c", "#2f4a63", "#a63d33")
    if pen.accent and colours.lightness(pen.accent) > 0.85:
        white, band = pen.accent, "#8d9aa3"
    plain = rng.random() < 0.25 and pen.accent is None
    pen.shadow(2, 0, 30, 5)
    # the keeper's house leans on the foot of the tower
    pen.shape(geo.rect(9, -17, 26, 17), white, "side")
    pen.shape(geo.poly([(7, -17), (13, -27), (33, -27), (38, -17)]), "#8f4a3c", "top")
    pen.pane(geo.rect(17, -12, 4.5, 5.5))
    pen.pane(geo.rect(26, -12, 4.5, 5.5))

    def half(y: float) -> float:
        return 10.5 - 4.6 * float((-y / 74) ** 0.8)

    body = geo.mirrored([(-half(0), 0), (-half(-20), -20), (-half(-45), -45), (-half(-74), -74)])
    pen.shape(geo.poly(body), white, "side")
    if not plain:
        bands = rng.choice((2, 3))
        step = 74 / (bands * 2 + 1)
        for i in range(bands):
            low, high = -step * (2 * i + 1), -step * (2 * i + 2)
            pen.shape(
                geo.poly([(-half(low), low), (half(low), low), (half(high), high), (-half(high), high)]),
                band,
                "side",
                outline=False,
            )
    for y in (-14, -36, -58):
        pen.pane(geo.arc_top(-0.5, y, 3, 5.5))
    pen.shape(geo.arc_top(-1, 0, 6, 10.5), "#4c3a30", "side")
    pen.shape(geo.rect(-8.5, -77, 17, 3), "#d9d2c4", "side")
    lit = pen.light.night
    pen.shape(geo.rect(-4.6, -87, 9.2, 10), "#3f5560", "side")
    if lit:
        pen.raw(geo.rect(-4, -86.4, 8, 8.8), colours.shift(pen.light.glow, 0.07))
    else:
        pen.shape(geo.rect(-3.6, -86, 5.2, 8.2), "#d7e6e2", level=0.5, outline=False)
    for x in (-4.6, -1.5, 1.5, 4.6):
        pen.line([(x, -77), (x, -87)], "#38302e", 0.7, soft=False)
    for x in range(-8, 9, 2):
        pen.line([(x, -77), (x, -81)], "#38302e", 0.45, soft=False)
    pen.line([(-8.5, -81), (8.5, -81)], "#38302e", 0.7, soft=False)
    pen.shape("M-6 -87Q-5 -95 0 -96Q5 -95 6 -87Z", "#8f3a31" if plain else band, "side")
    pen.line([(0, -96), (0, -101)], "#38302e", 0.8, soft=False)
    if lit:
        pen.glow(0, -82, 34, strength=0.95)
        _beam(pen, rng.choice((-1, 1)))


def _beam(pen: Pen, side: int) -> None:
    if pen.manner.shading == "line" and pen.manner.tint < 0.5:
        return
    shown = colours.shift(pen.light.glow, 0.05)
    body = (
        f'<linearGradient id="@" x1="{0 if side > 0 else 1}" x2="{1 if side > 0 else 0}" y1="0" y2="0">'
        f'<stop offset="0" stop-color="{shown}" stop-opacity="0.55"/>'
        f'<stop offset="1" stop-color="{shown}" stop-opacity="0"/></linearGradient>'
    )
    pen.defs.append(body.replace("@", f"{pen.name}beam"))
    reach = side * 190
    path = geo.poly([(side * 2, -84), (reach, -118), (reach, -82), (side * 2, -80.5)])
    pen.parts.append(f'<path d="{path}" fill="url(#{pen.name}beam)"/>')


def tower(pen: Pen) -> None:
    stone, roof = pen.pick("#b5a892", "#a59c8e", "#c2a98a"), pen.rng.choice(("#5f5a78", "#7d4437", "#4a5c66"))
    pen.shadow(0, 0, 26, 4)
    pen.shape(geo.poly([(-15, 0), (-12.5, -14), (-12, -68), (12, -68), (12.5, -14), (15, 0)]), stone, "side")
    stones(pen, -11, -66, 22, 62, stone)
    pen.shape(geo.rect(-15, -74, 30, 7), stone, "side")
    pen.shape(geo.poly([(-17, -74), (0, -104), (17, -74)]), roof, "side")
    pen.line([(0, -104), (0, -112)], "#4a4038", 0.8, soft=False)
    pen.shape(geo.poly([(0, -112), (9, -110), (0, -107.5)]), "#b8443a")
    for y in (-18, -40):
        pen.pane(geo.arc_top(0, y, 4.5, 9))
    pen.shape(geo.ellipse(0, -60, 5), "#f1e6c8", outline=True)
    pen.line([(0, -60), (0, -63.6)], "#3a332e", 0.7, soft=False)
    pen.line([(0, -60), (2.4, -58.6)], "#3a332e", 0.7, soft=False)
    pen.shape(geo.arc_top(0, 0, 9, 14), "#543d2d", "side")


def stones(pen: Pen, x: float, y: float, width: float, height: float, colour: str) -> None:
    """A few stones of a wall: enough to say what it is made of."""
    if pen.detail < 110 or pen.manner.shading == "line":
        return
    light: list[str] = []
    dark: list[str] = []
    for _ in range(int(width * height / 38)):
        w, h = pen.rng.uniform(2.4, 4.2), pen.rng.uniform(1.3, 2.0)
        path = geo.rect(x + pen.rng.random() * (width - w), y + pen.rng.random() * (height - h), w, h, 0.5)
        (light if pen.rng.random() < 0.5 else dark).append(path)
    pen.many(light, colour, level=0.5, opacity=0.4)
    pen.many(dark, colour, level=-0.8, opacity=0.35)


def _turret(pen: Pen, x: float, width: float, height: float, stone: str, roof: str | None) -> None:
    half = width / 2
    pen.shape(geo.rect(x - half, -height, width, height), stone, "side")
    stones(pen, x - half, -height + 2, width, height - 4, stone)
    pen.shape(geo.rect(x - half - 1.6, -height - 4, width + 3.2, 5), stone, "side")
    if roof:
        pen.shape(
            geo.poly(
                [(x - half - 3, -height - 4), (x, -height - 4 - width * 1.5), (x + half + 3, -height - 4)]
            ),
            roof,
            "side",
        )
        tip = -height - 4 - width * 1.5
        pen.line([(x, tip), (x, tip - 7)], "#4a4038", 0.6, soft=False)
        pen.shape(geo.poly([(x, tip - 7), (x + 7, tip - 5), (x, tip - 3)]), "#c9a13f")
    else:
        for i in range(3):
            pen.shape(
                geo.rect(x - half - 1.6 + i * (width + 3.2) * 0.38, -height - 8, width * 0.24, 4.5),
                stone,
                "side",
            )
    pen.pane(geo.arc_top(x, -height * 0.62, width * 0.2, width * 0.42))


def castle(pen: Pen) -> None:
    stone = pen.pick("#b9ae9c", "#a9a59c", "#c6ae8c", "#b3a3a0")
    roof = pen.rng.choice(("#4f6079", "#7d4238", "#5c567a", "#3f6468"))
    roofed = pen.rng.random() < 0.75
    pen.shadow(0, 0, 84, 8)
    for x, width, height in ((-24, 17, 74), (22, 19, 66), (0, 22, 82)):
        _turret(pen, x, width, height, stone, roof if roofed or x == 0 else None)
    pen.shape(geo.rect(-52, -38, 104, 38), stone, "side")
    stones(pen, -50, -34, 100, 32, stone)
    for i in range(13):
        pen.shape(geo.rect(-52 + i * 8.25, -42.5, 4.6, 5), stone, "side")
    for x in (-52, 52):
        _turret(pen, x, 19, 52, stone, roof if roofed else None)
    pen.shape(geo.arc_top(0, 0, 20, 28), stone, level=-0.7)
    pen.shape(geo.arc_top(0, 0, 15, 24), "#43322a", "side")
    for x in (-34, -22, 22, 34):
        pen.pane(geo.arc_top(x, -16, 3.4, 8.5))


def temple(pen: Pen) -> None:
    marble = pen.pick("#ece3d0", "#e5dac6", "#dcd3c4")
    pen.shadow(0, 0, 92, 8)
    for i in range(3):
        pen.shape(geo.rect(-80 + i * 4, -4.5 * (i + 1), 160 - i * 8, 4.6), marble, "side")
    pen.shape(geo.rect(-66, -64, 132, 51), "#8d8378", level=-0.7, outline=False)
    for i in range(6):
        x = -64 + i * 25.6
        pen.shape(
            geo.poly([(x - 5.4, -13.5), (x - 4.4, -62), (x + 4.4, -62), (x + 5.4, -13.5)]), marble, "side"
        )
        for dx in (-2, 0, 2):
            pen.line([(x + dx, -16), (x + dx * 0.85, -60)], marble, 0.5, level=-0.7, opacity=0.6, soft=False)
        pen.shape(geo.rect(x - 6.6, -65, 13.2, 3.4), marble, "top")
        pen.shape(geo.rect(x - 6.6, -16, 13.2, 3), marble, "top")
    pen.shape(geo.rect(-74, -73, 148, 8.5), marble, "side")
    pen.shape(geo.poly([(-80, -73), (0, -100), (80, -73)]), marble, "side")
    pen.shape(geo.poly([(-62, -75.5), (0, -96), (62, -75.5)]), marble, level=-0.5, outline=False)


def _eaves(pen: Pen, y: float, half: float, height: float, roof: str) -> None:
    """One curved roof of a pagoda, its corners swept up."""
    lift = half * 0.13
    path = (
        f"M{geo.num(-half)} {geo.num(y - lift)}Q{geo.num(-half * 0.55)} {geo.num(y - height * 0.35)} "
        f"{geo.num(-half * 0.42)} {geo.num(y - height)}L{geo.num(half * 0.42)} {geo.num(y - height)}"
        f"Q{geo.num(half * 0.55)} {geo.num(y - height * 0.35)} {geo.num(half)} {geo.num(y - lift)}"
        f"Q{geo.num(half * 0.6)} {geo.num(y + 1.6)} 0 {geo.num(y + 1.8)}"
        f"Q{geo.num(-half * 0.6)} {geo.num(y + 1.6)} {geo.num(-half)} {geo.num(y - lift)}Z"
    )
    pen.shape(path, roof, "top")


def pagoda(pen: Pen) -> None:
    rng = pen.rng
    wall, roof = pen.pick("#b5432f", "#a84632", "#c25a3a"), rng.choice(("#3b4a50", "#4a4048", "#35504c"))
    pen.shadow(0, 0, 44, 5)
    pen.shape(geo.rect(-34, -5, 68, 5), "#a79c8d", "side")
    tiers = 5
    y, half = -5.0, 24.0
    for tier in range(tiers):
        tall = 11.5 - tier * 0.6
        pen.shape(geo.rect(-half * 0.78, y - tall, half * 1.56, tall), wall, "side")
        for i in range(-1, 2):
            x = i * half * 0.45
            pen.pane(geo.rect(x - half * 0.14, y - tall * 0.72, half * 0.28, tall * 0.5), 0.9, "#f0dfbc")
        pen.shape(geo.rect(-half * 0.95, y - 2.2, half * 1.9, 2.2), "#6a3529", outline=False)
        y -= tall
        _eaves(pen, y, half * 1.5, 6.2, roof)
        y -= 5.0
        half *= 0.86
    pen.shape(geo.poly([(-2, y), (-0.8, y - 12), (0.8, y - 12), (2, y)]), "#b58a3c", "side")
    for i in range(3):
        pen.shape(geo.ellipse(0, y - 4 - i * 3, 2.6 - i * 0.5, 0.9), "#c79a45", outline=False)


def torii(pen: Pen) -> None:
    red = pen.pick("#c63f2b", "#bb3a2a")
    pen.shadow(0, 0, 56, 5)
    for side in (-1, 1):
        pen.shape(
            geo.poly(
                [(side * 36 - 4, 0), (side * 32 - 3.4, -82), (side * 32 + 3.4, -82), (side * 36 + 4, 0)]
            ),
            red,
            "side",
        )
        pen.shape(geo.rect(side * 36 - 5.4, -9, 10.8, 9), "#3a3233", "side")
    pen.shape(geo.rect(-45, -68, 90, 6.5), red, "top")
    pen.shape(geo.rect(-4.5, -82, 9, 15), red, level=-0.2)
    pen.shape("M-56 -92Q0 -80 56 -92L53 -82Q0 -73 -53 -82Z", red, "top")
    pen.shape("M-60 -99Q0 -86 60 -99L57 -91Q0 -80 -57 -91Z", "#37302f", "top")


def windmill(pen: Pen) -> None:
    rng = pen.rng
    wall, cap = pen.pick("#ece2cc", "#d9c7a6", "#c7b291"), "#6b4a3a"
    pen.shadow(0, 0, 34, 5)
    pen.shape(geo.poly([(-21, 0), (-12, -58), (12, -58), (21, 0)]), wall, "side")
    pen.shape(geo.rect(-24, -20, 48, 3), "#7a5a42", "top")
    for x in range(-22, 24, 6):
        pen.line([(x, -20), (x, -25)], "#7a5a42", 0.8, soft=False)
    pen.line([(-24, -25), (24, -25)], "#7a5a42", 1, soft=False)
    pen.shape("M-14 -58Q-13 -74 0 -75Q13 -74 14 -58Z", cap, "side")
    pen.shape(geo.arc_top(0, 0, 9, 15), "#5a3f2e", "side")
    pen.pane(geo.rect(-3, -36, 6, 7))
    pen.pane(geo.rect(-2.5, -51, 5, 6))
    turn = rng.uniform(0, 90)
    for i in range(4):
        pen.open(f"translate(0 -63) rotate({turn + i * 90:.1f})")
        pen.shape(geo.rect(-0.8, -44, 1.6, 44), "#5a4032", "side")
        pen.shape(geo.rect(0.8, -43, 9, 34), "#f2ead8", level=rng.uniform(-0.3, 0.4))
        for k in range(1, 7):
            pen.line([(0.8, -43 + k * 4.9), (9.8, -43 + k * 4.9)], "#8a6a4c", 0.6, soft=False)
        pen.line([(5.3, -43), (5.3, -9)], "#8a6a4c", 0.6, soft=False)
        pen.close()
    pen.shape(geo.ellipse(0, -63, 2.6), "#4a382c", "round")


def wind_turbine(pen: Pen) -> None:
    white = pen.pick("#f0f2f0")
    pen.shadow(0, 0, 10, 2)
    pen.shape(geo.poly([(-1.7, 0), (-0.8, -66), (0.8, -66), (1.7, 0)]), white, "side")
    turn = pen.rng.uniform(0, 120)
    for i in range(3):
        pen.open(f"translate(0 -66) rotate({turn + i * 120:.1f})")
        pen.shape("M-0.7 0C-2.4 -8 -1 -24 0 -35C0.6 -22 1 -8 0.7 0Z", white, "side")
        pen.close()
    pen.shape(geo.ellipse(0, -66, 1.7), white, "round")


def pyramid(pen: Pen) -> None:
    stone = pen.pick("#d9b878", "#cda968")
    pen.shadow(0, 0, 110, 6)
    pen.shape(geo.poly([(-86, 0), (-6, -100), (24, 0)]), stone, level=0.4 if pen.light.side < 0 else -0.7)
    pen.shape(geo.poly([(24, 0), (-6, -100), (84, 0)]), stone, level=-0.8 if pen.light.side < 0 else 0.4)
    for i in range(1, 14):
        t = i / 14
        pen.line(
            [(-6 - 80 * t, -100 + 100 * t), (-6 + 30 * t, -100 + 100 * t), (-6 + 90 * t, -100 + 100 * t)],
            stone,
            0.6,
            level=-0.8,
            opacity=0.35,
            soft=False,
        )


def bridge(pen: Pen) -> None:
    stone = pen.pick("#b9a88f", "#a89c8c", "#c0a07c")
    pen.shadow(0, 0, 180, 6)
    hump = 16
    deck = [(x, -66 - hump * math.cos(x / 200 * math.pi / 2)) for x in range(-200, 201, 20)]
    body = geo.poly([*deck, (200, 0), (-200, 0)])
    arches = "".join(geo.arc_top(x, 0.0, 76, height) for x, height in ((-110, 50), (0, 62), (110, 50)))
    pen.shape(body + arches, stone, "top")
    pen.parts[-1] = pen.parts[-1].replace("<path ", '<path fill-rule="evenodd" ', 1)
    for x, height in ((-110, 50), (0, 62), (110, 50)):
        pen.line(f"M{x - 38} 0v{-(height - 38)}a38 38 0 0 1 76 0v{height - 38}", stone, 4, level=-0.55)
    stones(pen, -196, -62, 392, 16, stone)
    pen.line(deck, stone, 5, level=0.5)
    pen.line([(x, y - 8) for x, y in deck], stone, 3.2, level=0.2)
    for x, y in deck:
        pen.line([(x, y), (x, y - 8)], stone, 2.6, level=-0.3, soft=False)


def suspension_bridge(pen: Pen) -> None:
    red = pen.pick("#c2452d", "#8f9aa3", "#b5523a")
    for x in (-95, 95):
        for dx in (-7, 7):
            pen.shape(geo.rect(x + dx - 2.4, -100, 4.8, 100), red, "side")
        for y in (-96.0, -74, -52):
            pen.shape(geo.rect(x - 9, y, 18, 4), red, "side")
        pen.shape(geo.rect(x - 14, -7, 28, 7), "#8d8880", "side")
    for x in range(-270, 271, 9):
        y = _cable(x)
        pen.line([(x, y), (x, -28)], red, 0.5, opacity=0.75, soft=False)
    pen.line([(x, _cable(x)) for x in range(-280, 281, 5)], red, 1.8, level=0.2, soft=False)
    pen.shape(geo.rect(-300, -30, 600, 5), red, "top")
    pen.shape(geo.rect(-300, -25, 600, 3), red, level=-0.7, outline=False)


def _cable(x: float) -> float:
    if abs(x) <= 95:
        return -36 - 62 * (x / 95) ** 2
    return -30 - 68 * float((1 - min((abs(x) - 95) / 185, 1)) ** 1.6)


DRAWN: Final[Mapping[str, Subject]] = {
    "lighthouse": Subject(lighthouse, 30, 0.6, setting="coast"),
    "tower": Subject(tower, 35, 0.36, setting="hills", crest=1.12),
    "castle": Subject(castle, 45, 1.25, setting="hills", crest=1.27),
    "temple": Subject(temple, 15, 1.6, setting="hills", still=True),
    "pagoda": Subject(pagoda, 32, 0.75, setting="mountains", still=True),
    "torii": Subject(torii, 9, 1.2, setting="lake", still=True),
    "windmill": Subject(windmill, 22, 0.8, setting="meadow", crest=1.12),
    "wind turbine": Subject(wind_turbine, 90, 0.7, setting="hills", flock=3),
    "pyramid": Subject(pyramid, 130, 1.7, setting="desert"),
    "bridge": Subject(bridge, 14, 4.0, stands="water", setting="river", seat=83, still=True),
    "suspension bridge": Subject(
        suspension_bridge, 120, 5.0, stands="water", setting="sea", seat=31, still=True
    ),
}
