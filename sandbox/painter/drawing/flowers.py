"""Flowers and other small plants, seen from nearby."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

_GREEN: Final = ("#5f8a4a", "#52804c", "#6f9850")

Head = Callable[[Pen, float, float, float, str], None]


def stem(
    pen: Pen, x: float, top: float, top_x: float, *, width: float = 1.8, colour: str = "#5d8a4a"
) -> None:
    pen.shape(
        geo.taper(geo.bend((x, 0), (top_x, top), (top_x - x) * 0.25, 5), width, width * 0.7), colour, "side"
    )


def leaf(
    pen: Pen, x: float, y: float, length: float, angle: float, colour: str, *, belly: float = 0.3
) -> None:
    """A pointed leaf from (x, y) at `angle` degrees (0 right, -90 up)."""
    turn = math.radians(angle)
    tip = (x + math.cos(turn) * length, y + math.sin(turn) * length)
    spine = geo.bend((x, y), tip, length * 0.12 * (1 if math.cos(turn) < 0 else -1), 5)
    pen.shape(geo.taper(spine, 0.4, 0.1, length * belly), colour, "top", level=pen.rng.uniform(-0.3, 0.3))
    if pen.detail > 120:
        pen.line(spine[:-1], colour, 0.5, level=0.7, opacity=0.7)


def daisy_head(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    rng = pen.rng
    count = rng.choice((9, 11, 13))
    turn = rng.uniform(0, 360)
    for i in range(count):
        pen.open(f"translate({geo.num(x)} {geo.num(y)}) rotate({turn + i * 360 / count:.1f})")
        pen.shape(geo.ellipse(0, -r * 0.62, r * 0.2, r * 0.42), colour, level=rng.uniform(-0.35, 0.4))
        pen.close()
    pen.shape(geo.ellipse(x, y, r * 0.3), "#e3ad3a", "round")


def sunflower_head(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    rng = pen.rng
    for ring, (count, reach, level) in enumerate(((17, 1.0, -0.35), (15, 0.86, 0.25))):
        for i in range(count):
            angle = math.radians(i * 360 / count + ring * 11 + rng.uniform(-5, 5))
            tip = (x + math.cos(angle) * r * reach, y + math.sin(angle) * r * reach)
            root = (x + math.cos(angle) * r * 0.35, y + math.sin(angle) * r * 0.35)
            pen.shape(
                geo.taper(geo.bend(root, tip, 0, 3), r * 0.1, 0.2, r * 0.17),
                colour,
                level=level + rng.uniform(-0.2, 0.2),
            )
    pen.shape(geo.ellipse(x, y, r * 0.47), "#5a3a22", "round")
    seeds = []
    for i in range(70):
        angle, reach = i * 2.39996, r * 0.44 * math.sqrt(i / 70)
        seeds.append(geo.ellipse(x + math.cos(angle) * reach, y + math.sin(angle) * reach, r * 0.022))
    pen.many(seeds, "#b98543", level=0.2)


def poppy_head(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    rng = pen.rng
    for dx, dy, level, size in (
        (-0.42, -0.1, -0.3, 0.72),
        (0.42, -0.1, -0.1, 0.72),
        (0, -0.36, -0.45, 0.74),
        (0, 0.22, 0.35, 0.72),
    ):
        pen.shape(
            geo.ragged(rng, x + dx * r, y + dy * r, r * size, r * size * 0.72, lobes=6, depth=0.07),
            colour,
            level=level,
        )
    pen.shape(geo.ellipse(x, y - r * 0.08, r * 0.22, r * 0.17), "#2d2430", "round")
    pen.many(
        [geo.ellipse(px, py, r * 0.035) for px, py in geo.ring(x, y - r * 0.08, r * 0.32, 12, flat=0.7)],
        "#2d2430",
    )


def tulip_head(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    def petal(left: float, right: float, top: float) -> str:
        return (
            f"M{geo.num(x)} {geo.num(y + r * 0.9)}C{geo.num(x + left * 1.15)} {geo.num(y + r * 0.8)} "
            f"{geo.num(x + left)} {geo.num(y - r * 0.2)} {geo.num(x + (left + right) / 2)} {geo.num(y + top)}"
            f"C{geo.num(x + right)} {geo.num(y - r * 0.2)} {geo.num(x + right * 1.15)} {geo.num(y + r * 0.8)} "
            f"{geo.num(x)} {geo.num(y + r * 0.9)}Z"
        )

    pen.shape(petal(-r * 0.45, r * 0.45, -r * 1.05), colour, level=-0.55)
    pen.shape(petal(-r * 0.85, r * 0.1, -r), colour, "side", level=0.1)
    pen.shape(petal(-r * 0.1, r * 0.85, -r), colour, "side", level=-0.2)


def rose_head(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    rng = pen.rng
    for ring, (count, reach) in enumerate(((6, 0.62), (5, 0.44), (4, 0.26), (3, 0.12))):
        for i in range(count):
            angle = math.tau * i / count + ring * 0.6 + rng.uniform(-0.15, 0.15)
            cx, cy = x + math.cos(angle) * r * reach, y + math.sin(angle) * r * reach * 0.9
            toward = -math.sin(angle) * 0.35 + (0.3 if math.cos(angle) * pen.light.side > 0 else -0.25)
            pen.shape(
                geo.pebble(rng, cx, cy, r * (0.5 - ring * 0.08), r * (0.42 - ring * 0.07)),
                colour,
                level=toward - ring * 0.14,
            )
    swirl = [(x + math.cos(i * 0.9) * r * 0.03 * i, y + math.sin(i * 0.9) * r * 0.028 * i) for i in range(9)]
    pen.line(swirl, colour, r * 0.06, level=-0.9)


def _bunch(
    head: Head, petals: tuple[str, ...], *, size: float, tall: float, broad: bool
) -> Callable[[Pen], None]:
    """A drawing of seven or so flowers of one kind, on stems with leaves."""

    def drawing(pen: Pen) -> None:
        rng = pen.rng
        pen.shadow(0, 0, 44, 5)
        green = rng.choice(_GREEN)
        spots = [((i - 3) * 11.5 + rng.uniform(-4, 4), rng.uniform(0.62, 1.0)) for i in range(7)]
        rng.shuffle(spots)
        spots.sort(key=lambda spot: -spot[1])
        for x, height in spots:
            y, top_x = -tall * height, x * 1.16 + rng.uniform(-3, 3)
            stem(pen, x * 0.75, y, top_x, colour=green)
            for side in (-1, 1):
                if broad:
                    leaf(
                        pen,
                        x * 0.75,
                        -2,
                        tall * height * rng.uniform(0.5, 0.75),
                        -90 + side * rng.uniform(9, 26),
                        green,
                        belly=0.14,
                    )
                else:
                    leaf(
                        pen, x * 0.86, y * rng.uniform(0.3, 0.6), 15, -90 + side * rng.uniform(35, 65), green
                    )
        for x, height in spots:
            shade = pen.accent or rng.choice(petals)
            head(pen, x * 1.16 + rng.uniform(-1, 1), -tall * height, size * rng.uniform(0.85, 1.12), shade)

    return drawing


def _single(head: Head, petals: tuple[str, ...], *, size: float, leaves: int = 3) -> Callable[[Pen], None]:
    """A drawing of one large bloom on its stem: the close view."""

    def drawing(pen: Pen) -> None:
        rng = pen.rng
        green = rng.choice(_GREEN)
        lean = rng.uniform(-8, 8)
        stem(pen, -lean * 0.4, -100 + size, lean, width=3.4, colour=green)
        for i in range(leaves):
            side = 1 if i % 2 else -1
            leaf(
                pen,
                lean * 0.2,
                -14 - i * 15,
                rng.uniform(30, 40),
                -90 + side * rng.uniform(38, 66),
                green,
                belly=0.36,
            )
        head(pen, lean, -100 + size, size, pen.pick(*petals))

    return drawing


def lotus(pen: Pen) -> None:
    rng = pen.rng
    for x, y, rx in ((-34, 3, 24), (30, 5, 28), (4, 9, 22)):
        pad = geo.ellipse(x, y, rx, rx * pen.tilt)
        pen.shape(pad, "#4f8457", "side", level=rng.uniform(-0.3, 0.2))
        pen.line([(x, y), (x + rx * 0.9, y - rx * pen.tilt * 0.3)], "#4f8457", 0.9, level=-0.8, soft=False)
    petals = pen.pick("#eda9bd", "#f2c4cf", "#f4e6e2")
    for reach, tall, count, level in ((36, 44, 7, -0.35), (26, 58, 5, 0.0), (13, 66, 3, 0.35)):
        for i in range(count):
            t = (i / (count - 1) - 0.5) * 2
            tip = (t * reach, -tall * (1 - 0.42 * t * t))
            pen.shape(
                geo.taper(geo.bend((t * 4, 0), tip, t * -6, 6), 3, 0.4, 15),
                petals,
                "top",
                level=level + rng.uniform(-0.1, 0.1),
            )


_WILD: Final = ("#f4efe6", "#f2cb58", "#df7f9a", "#8f7fc2", "#ea8a5a", "#7fa8d9")

DRAWN: Final[Mapping[str, Subject]] = {
    "flowers": Subject(
        _bunch(daisy_head, _WILD, size=15, tall=76, broad=False),
        0.7,
        1.1,
        setting="meadow",
        face=_single(daisy_head, _WILD, size=38),
        flock=0,
        still=True,
    ),
    "rose": Subject(
        _single(rose_head, ("#b83a4b", "#d9717f", "#efd3c6"), size=27, leaves=4),
        0.7,
        0.7,
        setting="garden",
        still=True,
    ),
    "tulips": Subject(
        _bunch(
            tulip_head, ("#d8433f", "#eeb440", "#d9759a", "#f0e6da", "#8a4a86"), size=12, tall=80, broad=True
        ),
        0.5,
        1.1,
        setting="garden",
        face=_single(tulip_head, ("#d8433f", "#eeb440", "#d9759a"), size=30, leaves=2),
        flock=0,
        still=True,
    ),
    "sunflower": Subject(
        _bunch(sunflower_head, ("#efb62c", "#e8a526"), size=21, tall=78, broad=False),
        1.8,
        1.2,
        setting="meadow",
        face=_single(sunflower_head, ("#efb62c",), size=42),
        flock=0,
        still=True,
    ),
    "poppies": Subject(
        _bunch(poppy_head, ("#d63a2b", "#c9332c", "#e2503a"), size=15, tall=76, broad=False),
        0.6,
        1.1,
        setting="meadow",
        face=_single(poppy_head, ("#d63a2b",), size=36),
        flock=0,
        still=True,
    ),
    "lotus": Subject(lotus, 0.4, 1.3, stands="water", setting="lake", flock=3, still=True),
}
