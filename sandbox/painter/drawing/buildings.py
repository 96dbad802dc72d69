"""Houses and other small buildings."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

_WALLS: Final = ("#efe6d3", "#e8d9be", "#d9c4a3", "#f2ede2", "#c98f6b", "#d8b48a", "#b9c4bf")
_ROOFS: Final = ("#a8503a", "#8c4a3c", "#5b5f6b", "#7a3f35", "#6a5248", "#4f5a66")


def gable(
    pen: Pen,
    x: float,
    width: float,
    wall: float,
    roof: float,
    colour: str,
    roof_colour: str,
    *,
    eaves: float = 3,
) -> None:
    """A gable end: walls `wall` high at x, a pointed roof `roof` higher, boards along its edges."""
    half = width / 2
    pen.shape(
        geo.poly([(x - half, 0), (x - half, -wall), (x, -wall - roof), (x + half, -wall), (x + half, 0)]),
        colour,
        "side",
    )
    for side in (-1, 1):
        edge = [
            (x, -wall - roof - 3),
            (x + side * (half + eaves), -wall + eaves * 0.6),
            (x + side * (half + eaves), -wall + eaves * 0.6 + 3),
            (x, -wall - roof + 2.5),
        ]
        pen.shape(geo.poly(edge), roof_colour, level=0.4 if side * pen.light.side > 0 else -0.4)


def long_house(
    pen: Pen,
    x: float,
    width: float,
    wall: float,
    roof: float,
    colour: str,
    roof_colour: str,
    *,
    slant: float = 0.12,
) -> None:
    """The long side of a house: wall, roof plane, shadow under the eaves."""
    half = width / 2
    pen.shape(geo.rect(x - half, -wall, width, wall), colour, "side")
    pen.shape(geo.rect(x - half, -wall, width, wall * 0.12), colour, level=-0.8, outline=False)
    lean = width * slant
    pen.shape(
        geo.poly(
            [
                (x - half - 3, -wall + 1.5),
                (x - half + lean, -wall - roof),
                (x + half - lean, -wall - roof),
                (x + half + 3, -wall + 1.5),
            ]
        ),
        roof_colour,
        "top",
    )
    if pen.detail > 90:
        for row in range(1, 4):
            y = -wall - roof + roof * row / 4
            inset = lean * (1 - row / 4) - 3 * row / 4
            pen.line(
                [(x - half + inset, y), (x + half - inset, y)],
                roof_colour,
                0.7,
                level=-0.5,
                opacity=0.5,
                soft=False,
            )


def casement(pen: Pen, x: float, y: float, width: float, height: float, frame: str = "#f4efe4") -> None:
    """A window with a frame and a cross; (x, y) is the middle of its sill."""
    pen.shape(geo.rect(x - width / 2 - 1, y - height - 1, width + 2, height + 2), frame, level=0.1)
    pen.pane(geo.rect(x - width / 2, y - height, width, height))
    if pen.detail > 120:
        pen.shape(geo.rect(x - 0.4, y - height, 0.8, height), frame, outline=False)
        pen.shape(geo.rect(x - width / 2, y - height * 0.55, width, 0.8), frame, outline=False)
    pen.shape(geo.rect(x - width / 2 - 1.6, y + 0.6, width + 3.2, 1.5), frame, level=-0.25, outline=False)


def chimney(pen: Pen, x: float, top: float, height: float, *, smoke: bool = True) -> None:
    pen.shape(geo.rect(x - 3, -top, 6, height), "#8f5b48", "side")
    pen.shape(geo.rect(x - 3.8, -top - 1.5, 7.6, 2.5), "#7b4c3c", level=-0.1)
    if smoke and pen.manner.shading == "soft":
        drift = -pen.light.side * 6
        for i in range(6):
            t = i / 5
            pen.glow(
                x + drift * t * t * 2 + pen.rng.uniform(-1, 1),
                -top - 5 - t * 22,
                4 + t * 7,
                "#f0ece6",
                0.32 * (1 - t) + 0.06,
            )


def house(pen: Pen) -> None:
    rng = pen.rng
    wall, roof = pen.pick(*_WALLS), rng.choice(_ROOFS)
    pen.shadow(4, 0, 62, 7)
    chimney(pen, 26, 92, 26)
    long_house(pen, 14, 78, 42, 34, wall, roof)
    gable(pen, -22, 38, 44, 36, wall, roof)
    casement(pen, -22, -52, 9, 12)
    casement(pen, -22, -16, 14, 14)
    for x in (14.0, 42):
        casement(pen, x, -18, 10, 13)
    door = colours.mix(rng.choice(("#35616b", "#a23d32", "#3f5a43", "#5a4632")), wall, 0.05)
    pen.shape(geo.rect(23.5, -25, 10, 25), door, "side")
    for _ in range(7):
        x = rng.choice((rng.uniform(-44, 18), rng.uniform(38, 56)))
        pen.shape(
            geo.ragged(rng, x, -2.5, rng.uniform(4, 7), rng.uniform(3.5, 6)), "#5f7f45", "round", outline=True
        )


def cabin(pen: Pen) -> None:
    rng = pen.rng
    wood, roof = pen.pick("#8a5d3b", "#7a5236", "#94694a"), rng.choice(("#4d5348", "#5a4a40", "#6b4035"))
    pen.shadow(0, 0, 66, 8)
    chimney(pen, 30, 96, 34)
    half, wall = 46.0, 40.0
    pen.shape(geo.poly([(-half, 0), (-half, -wall), (0, -wall - 42), (half, -wall), (half, 0)]), wood, "side")
    for i in range(1, 12):
        y = -i * 6.6
        reach = half if y > -wall else half * (1 - (-y - wall) / 42)
        pen.line([(-reach + 1, y), (reach - 1, y)], wood, 0.9, level=-0.9, opacity=0.6, soft=False)
    for side in (-1, 1):
        pen.shape(
            geo.poly([(0, -wall - 49), (side * 58, -wall + 7), (side * 58, -wall + 12), (0, -wall - 41)]),
            roof,
            level=0.5 if side * pen.light.side > 0 else -0.4,
        )
    casement(pen, -24, -12, 15, 15, "#d8c3a0")
    casement(pen, 24, -12, 15, 15, "#d8c3a0")
    pen.pane(geo.ellipse(0, -52, 6))
    pen.shape(geo.rect(-8, -28, 16, 28), "#5b3826", "side")
    pen.raw(geo.ellipse(5, -14, 1), "#e7c77a")
    pen.shape(geo.rect(-56, -3, 112, 3.5), "#6d4a32", "top")


def cottage_row(pen: Pen) -> None:
    """A village: a hillside of small houses around a church."""
    rng = pen.rng
    knoll = [
        (-170, 3),
        (-120, -12),
        (-50, -30),
        (10, -36),
        (70, -26),
        (130, -10),
        (170, 3),
        (60, 9),
        (-60, 9),
    ]
    grass = {"spring": "#8fb057", "summer": "#79994a", "autumn": "#b39a4c", "winter": "#e3e9ec"}[pen.season]
    pen.shape(geo.smooth(knoll), grass, "top", level=-0.1, outline=False)
    accent = pen.accent
    spots = sorted(
        ((rng.uniform(-120, 120), rng.uniform(0.0, 1.0)) for _ in range(15)), key=lambda spot: -spot[1]
    )
    steeple = rng.uniform(-40, 40)
    drawn = False
    for x, back in [*spots[:7], (steeple, 0.5), *spots[7:]]:
        size = rng.uniform(0.3, 0.44) * (1 - 0.2 * back)
        y = -back * 30 * (1 - (x / 150) ** 2)
        pen.open(f"translate({geo.num(x)} {geo.num(y)}) scale({size:.3f})")
        inner = pen.part(depth=min(1.0, pen.depth + back * 0.12), scale=pen.scale * size)
        inner.accent = None
        if x == steeple and not drawn:
            drawn = True
            inner.open("scale(1.55)")
            church(inner)
            inner.close()
        else:
            roof = accent or rng.choice(_ROOFS[:4])
            wall = rng.choice(_WALLS)
            if rng.random() < 0.5:
                long_house(inner, 0, rng.uniform(60, 84), 40, 32, wall, roof)
                for at in (-22, 0, 22):
                    casement(inner, at, -14, 10, 13)
            else:
                gable(inner, 0, rng.uniform(46, 58), rng.uniform(44, 62), 34, wall, roof)
                casement(inner, -10, -14, 10, 12)
                casement(inner, 10, -14, 10, 12)
                casement(inner, 0, -44, 9, 11)
        pen.close()
        if rng.random() < 0.6:
            tree_x = x + rng.uniform(-16, 16)
            pen.shape(geo.ragged(rng, tree_x, y - 5, 5, 8), "#4f7048", "round")


def church(pen: Pen) -> None:
    wall, roof = pen.pick("#ece4d4", "#e2d6bf", "#d8cfc2"), pen.rng.choice(("#565d6b", "#7a4a3d", "#4b5660"))
    pen.shadow(6, 0, 44, 5)
    long_house(pen, 16, 56, 30, 22, wall, roof, slant=0.04)
    for x in (4, 18, 32):
        pen.pane(geo.arc_top(x, -6, 6, 17))
    pen.shape(geo.rect(-26, -60, 22, 60), wall, "side")
    pen.shape(geo.poly([(-28, -60), (-15, -98), (-2, -60)]), roof, "side")
    pen.line([(-15, -98), (-15, -106)], "#4a4038", 0.9, soft=False)
    pen.line([(-17.5, -103), (-12.5, -103)], "#4a4038", 0.9, soft=False)
    pen.pane(geo.arc_top(-15, -42, 7, 13))
    pen.shape(geo.ellipse(-15, -33, 3.6), "#f3ead0", outline=False)
    pen.shape(geo.arc_top(-15, 0, 9, 17), "#5a3f2c", "side")


def barn(pen: Pen) -> None:
    red = pen.pick("#a33a2c", "#96382e", "#8f3f30")
    pen.shadow(4, 0, 70, 8)
    pen.shape(geo.rect(36, -90, 24, 90), "#c3c4bd", "side")
    pen.shape("M36 -90a12 12 0 0 1 24 0Z", "#8e979b", "side")
    pen.shape(
        geo.poly([(-44, 0), (-44, -46), (-32, -70), (0, -86), (32, -70), (44, -46), (44, 0)]), red, "side"
    )
    for x in range(-40, 42, 8):
        top = -46 - max(0.0, 38 - abs(x) * 0.85)
        pen.line([(x, -1), (x, max(top, -82))], red, 0.7, level=-0.8, opacity=0.5, soft=False)
    white = "#f2ede2"
    for side in (-1, 1):
        edge = [(0, -90), (side * 34, -73), (side * 48, -45), (side * 45, -43), (side * 31, -68), (0, -84)]
        pen.shape(geo.poly(edge), "#5c4b45", level=0.4 if side * pen.light.side > 0 else -0.4)
    pen.shape(geo.rect(-16, -34, 32, 34), white)
    pen.shape(geo.rect(-14, -32, 28, 32), red, level=-0.3, outline=False)
    for line in (
        [(-14, -32), (0, 0)],
        [(0, -32), (-14, 0)],
        [(14, -32), (0, 0)],
        [(0, -32), (14, 0)],
        [(0, -32), (0, 0)],
    ):
        pen.line(line, white, 1.6, soft=False)
    pen.pane(geo.rect(-6, -62, 12, 13))
    pen.line(geo.rect(-6, -62, 12, 13), white, 1.4)


def tent(pen: Pen) -> None:
    cloth = pen.pick("#d98b3a", "#c9622f", "#5f7f86", "#b9a04a")
    pen.shadow(0, 0, 80, 9)
    if pen.light.night:
        pen.glow(0, -30, 95, strength=0.55)
    pen.shape(geo.poly([(-8, -88), (64, 0), (-70, 0)]), cloth, "side")
    pen.shape(geo.poly([(-8, -88), (-70, 0), (-30, 0)]), cloth, level=0.5 if pen.light.side < 0 else -0.6)
    inside = pen.light.glow if pen.light.night else "#4a3a30"
    opening = geo.smooth([(-8, -80), (-4, -40), (16, 0), (-18, 0), (-14, -40)], tension=0.8)
    if pen.light.night:
        pen.raw(opening, inside)
    else:
        pen.shape(opening, inside, "top", level=-0.3)
    pen.shape(geo.poly([(-8, -84), (-16, -40), (-26, 0), (-15, 0)]), cloth, level=0.3, outline=False)
    for x in (-88, 84):
        pen.line([(-8 + (6 if x > 0 else -6), -80), (x, 0)], "#d9cdb4", 0.8, soft=False, opacity=0.8)


def greenhouse(pen: Pen) -> None:
    glass, frame = pen.pick("#bcd8d2"), "#e9efe8"
    pen.shadow(0, 0, 70, 8)
    pen.shape(geo.poly([(-60, 0), (-60, -48), (0, -92), (60, -48), (60, 0)]), glass, "side", opacity=0.85)
    for _ in range(16):
        x = pen.rng.uniform(-50, 50)
        pen.shape(
            geo.ragged(pen.rng, x, -pen.rng.uniform(6, 26), 9, 11),
            "#4f7d4a",
            "round",
            opacity=0.8,
            outline=False,
        )
    if pen.light.night:
        pen.glow(0, -40, 90, strength=0.8)
    for i in range(-4, 5):
        x = i * 15
        pen.line([(x, 0), (x, -48 - (60 - abs(x)) * 0.733)], frame, 1.4, soft=False)
    for y in (-24, -48):
        pen.line([(-60, y), (60, y)], frame, 1.6, soft=False)
    pen.line([(-62, -47), (0, -93), (62, -47)], frame, 3, soft=False)
    pen.shape(geo.rect(-62, -6, 124, 6), "#a8745a", "side")


def fence(pen: Pen) -> None:
    wood = pen.pick("#efe8d8", "#a98b68")
    for y in (-62, -28):
        pen.shape(geo.rect(-250, y, 500, 9), wood, "top")
    for i in range(-10, 11):
        x, lean = i * 24.0, pen.rng.uniform(-1.5, 1.5)
        pen.shape(
            geo.poly([(x - 7, 0), (x - 7 + lean, -84), (x + lean, -97), (x + 7 + lean, -84), (x + 7, 0)]),
            wood,
            "side",
        )


def street_lamp(pen: Pen) -> None:
    iron = pen.pick("#2f3a3f", "#343036")
    pen.shadow(0, 0, 14, 3)
    pen.shape(
        geo.poly([(-4.5, 0), (-3, -8), (-1.3, -12), (-1, -80), (1, -80), (1.3, -12), (3, -8), (4.5, 0)]),
        iron,
        "side",
    )
    pen.line([(-7, -74), (7, -74)], iron, 1.4, soft=False)
    lit = pen.light.night
    if lit:
        pen.glow(0, -87, 46, strength=0.9)
    pane = geo.poly([(-4, -81), (-6.5, -93), (6.5, -93), (4, -81)])
    if lit:
        pen.raw(pane, colours.shift(pen.light.glow, 0.06))
    else:
        pen.shape(pane, "#dfe5dc", "side")
    pen.shape(geo.poly([(-8, -93), (0, -100), (8, -93)]), iron, "side")
    pen.shape(geo.rect(-4.6, -82, 9.2, 2.2), iron)


DRAWN: Final[Mapping[str, Subject]] = {
    "house": Subject(house, 8, 1.15, setting="meadow", crest=1.2),
    "cabin": Subject(cabin, 6, 1.2, setting="forest", crest=1.05),
    "village": Subject(cottage_row, 16, 3.0, setting="hills", flock=0, crest=0.9),
    "church": Subject(church, 22, 0.85, setting="hills", crest=1.07),
    "barn": Subject(barn, 11, 1.3, setting="meadow"),
    "tent": Subject(tent, 2.4, 1.7, setting="mountains"),
    "greenhouse": Subject(greenhouse, 5, 1.3, setting="garden"),
    "fence": Subject(fence, 1.3, 5.0, setting="meadow", flock=0),
    "street lamp": Subject(street_lamp, 4, 0.3, setting="street", still=True),
}
