"""People (small, without features, as in a painted landscape), busts, and almost-people."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

COATS: Final = ("#b8402f", "#2f5a7a", "#d9a53a", "#3f6b52", "#7a4a6b", "#c97a4a", "#4a4f5c")
SKIN: Final = ("#e8bd98", "#c68e66", "#8d5a3c", "#f0cdb0")
HAIR: Final = ("#2b2220", "#4f3524", "#7a4f2c", "#a8763f", "#3a3436")


SHE: Final = (
    "woman",
    "girl",
    "lady",
    "witch",
    "dancer",
    "ballerina",
    "queen",
    "princess",
    "grandmother",
    "women",
    "girls",
)
HE: Final = (
    "man",
    "sailor",
    "fisherman",
    "grandfather",
    "boy",
    "gentleman",
    "monk",
    "knight",
    "wizard",
    "king",
    "pirate",
    "guy",
    "samurai",
    "farmer",
    "men",
    "boys",
)


def figure(
    pen: Pen,
    x: float,
    *,
    coat: str,
    walking: bool,
    size: float = 1.0,
    skirt: bool = False,
    hat: str | None = None,
) -> None:
    """One person, about 100 units tall times `size`, seen from behind or far away."""
    rng = pen.rng
    hair, skin, legs = rng.choice(HAIR), rng.choice(SKIN), rng.choice(("#33384a", "#3f3a38", "#55504b"))
    stride = rng.uniform(7, 10) if walking else 3.4
    pen.open(f"translate({geo.num(x)} 0) scale({size:.3f})")
    for side, level in ((1, -0.5), (-1, 0.0)):
        foot = side * stride
        pen.shape(
            geo.taper([(side * 3, -47), (side * 3.4 + foot * 0.4, -24), (foot, -2)], 9, 6),
            legs,
            "side",
            level=level,
        )
        pen.shape(
            geo.smooth([(foot - 3.4, -3), (foot + 6, -3), (foot + 7.4, 0), (foot - 3.6, 0)], tension=0.6),
            "#2c2626",
        )
    swing = 9 if walking else 2
    pen.shape(
        geo.taper([(10, -77), (13 + swing * 0.4, -62), (12 + swing, -48)], 6.6, 4.6),
        coat,
        "side",
        level=-0.45,
    )
    if skirt:
        trunk = geo.smooth([(-9, -82), (9, -82), (12, -60), (18, -30), (-18, -30), (-12, -60)], tension=0.6)
    else:
        trunk = geo.smooth(
            [(-10, -80), (-6, -84), (6, -84), (10, -80), (12, -62), (12, -42), (-12, -42), (-12, -62)],
            tension=0.6,
        )
    pen.shape(trunk, coat, "side")
    pen.shape(
        geo.taper([(-10, -77), (-13 - swing * 0.4, -62), (-11 - swing, -48)], 6.6, 4.6),
        coat,
        "side",
        level=0.2,
    )
    pen.shape(geo.ellipse(-11 - swing, -46.5, 2.4), skin)
    pen.shape(geo.rect(-2.6, -87, 5.2, 6), skin, level=-0.4, outline=False)
    pen.shape(geo.ellipse(0, -93, 6.6, 7.4), skin, "round")
    if skirt:
        pen.shape(
            geo.smooth(
                [(-7, -93), (-5, -100), (3, -101), (7.4, -95), (8, -84), (5, -78), (-5, -79), (-8, -84)]
            ),
            hair,
            "top",
        )
    else:
        pen.shape(
            geo.smooth([(-7, -92), (-6, -99), (0, -101.6), (6.6, -98), (7, -90), (3, -88), (-5, -88)]),
            hair,
            "top",
        )
    if hat:
        pen.shape(geo.ellipse(0, -97, 13, 3.2), hat, "top")
        pen.shape(
            geo.smooth([(-7, -97), (-6, -105), (0, -107), (6, -105), (7, -97)], tension=0.7), hat, "side"
        )
    pen.close()


def person(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0, 20, 3)
    coat = pen.pick(*COATS)
    umbrella = rng.random() < 0.12
    skirt = rng.random() < 0.5
    if pen.word:
        last = pen.word.split()[-1]
        skirt = last in SHE or (skirt and last not in HE)
    figure(
        pen,
        0,
        coat=coat,
        walking=rng.random() < 0.55,
        skirt=skirt,
        hat=rng.choice(("#c9a063", "#3a3434")) if not umbrella and rng.random() < 0.35 else None,
    )
    if umbrella:
        canopy(pen, 13, -118, 29, rng.choice(COATS))
        pen.line([(13, -112), (13, -50)], "#3a3434", 1.2, soft=False)


def canopy(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    """An open umbrella's canopy, its lowest edge a little under (x, y)."""
    scallops = "".join(f"q{geo.num(-r / 5)} {geo.num(-r * 0.16)} {geo.num(-r * 0.4)} 0" for _ in range(5))
    path = (
        f"M{geo.num(x - r)} {geo.num(y + r * 0.3)}C{geo.num(x - r)} {geo.num(y - r * 0.6)} {geo.num(x + r)}"
        f" {geo.num(y - r * 0.6)} {geo.num(x + r)} {geo.num(y + r * 0.3)}{scallops}Z"
    )
    pen.shape(path, colour, "side")
    for dx in (-0.6, -0.2, 0.2, 0.6):
        pen.line(
            geo.bend((x, y - r * 0.36), (x + dx * r, y + r * 0.3), -dx * r * 0.16, 4),
            colour,
            r * 0.03,
            level=-0.7,
            opacity=0.6,
        )
    pen.line([(x, y - r * 0.36), (x, y - r * 0.52)], "#3a3434", r * 0.05, soft=False)


def couple(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0, 36, 4)
    walking = rng.random() < 0.6
    second = pen.accent or rng.choice(COATS)
    figure(pen, -14, coat=rng.choice(COATS), walking=walking)
    figure(pen, 14, coat=second, walking=walking, size=0.93, skirt=True)
    if rng.random() < 0.3:
        canopy(pen, 0, -116, 38, rng.choice(COATS))
        pen.line([(0, -110), (-2, -50)], "#3a3434", 1.2, soft=False)


def crowd(pen: Pen) -> None:
    rng = pen.rng
    for row in range(3):
        y = -10 + row * 5
        inner = pen.part(depth=min(1.0, pen.depth + 0.12 * (2 - row)))
        pen.open(f"translate(0 {y})")
        pen.shadow(0, 0, 104, 4)
        for i in range(6):
            x = (i - 2.5) * 37 + rng.uniform(-11, 11) + (row % 2) * 16
            figure(
                inner,
                x,
                coat=pen.accent or rng.choice(COATS),
                walking=rng.random() < 0.6,
                size=rng.uniform(0.78, 0.98),
                skirt=rng.random() < 0.5,
                hat="#4a3f3a" if rng.random() < 0.15 else None,
            )
        pen.close()


DRAWN: Final[Mapping[str, Subject]] = {
    "person": Subject(person, 1.75, 0.4, setting="hills", crest=1.0),
    "couple": Subject(couple, 1.75, 0.65, setting="hills", crest=1.0),
    "crowd": Subject(crowd, 1.9, 2.0, setting="street", flock=0),
}
