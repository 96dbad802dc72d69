"""Skylines, streets and house fronts."""

import itertools
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject
from sandbox.painter.scene import Layer, Scene

FRONTS: Final = (
    "#e0b48a",
    "#d9907a",
    "#e8d3a8",
    "#a9b8a5",
    "#c9a3a0",
    "#b5c4c9",
    "#d9c07a",
    "#efe3cf",
    "#c27a5a",
)
_GLASS: Final = ("#5f7a94", "#6f8799", "#7d8a9c", "#54708a", "#8a8f9f", "#6b6f86")


def block(pen: Pen, x: float, base: float, width: float, height: float, colour: str) -> None:
    """One tower of a skyline with its windows and its top."""
    rng = pen.rng
    pen.shape(geo.rect(x, base - height, width, height), colour, "side")
    kind = rng.choice(("plain", "step", "mast", "slant", "step", "plain"))
    top = base - height
    if kind == "step":
        for share, tall in ((0.68, 0.09), (0.38, 0.08)):
            pen.shape(
                geo.rect(x + width * (1 - share) / 2, top - height * tall, width * share, height * tall + 1),
                colour,
                "side",
            )
            top -= height * tall
    elif kind == "mast":
        pen.shape(
            geo.poly(
                [(x + width * 0.2, top), (x + width * 0.5, top - height * 0.16), (x + width * 0.8, top)]
            ),
            colour,
            "side",
        )
        pen.line(
            [(x + width * 0.5, top - height * 0.15), (x + width * 0.5, top - height * 0.27)],
            colour,
            width * 0.04,
            level=-0.5,
            soft=False,
        )
        if pen.light.night:
            pen.glow(x + width * 0.5, top - height * 0.27, width * 0.2, "#ff6b5c", 0.9)
    elif kind == "slant":
        pen.shape(
            geo.poly([(x, top + 0.5), (x + width, top - width * 0.5), (x + width, top + 0.5)]), colour, "side"
        )
    columns, rows = max(2, int(width / 13)), max(3, int(height / 17))
    cell_w, cell_h = width / (columns + 0.5), height / (rows + 0.5)
    lit: list[str] = []
    dark: list[str] = []
    for row in range(rows):
        for column in range(columns):
            pane = geo.rect(
                x + cell_w * (column + 0.42),
                base - height + cell_h * (row + 0.4),
                cell_w * 0.62,
                cell_h * 0.52,
            )
            if pen.light.night and rng.random() < 0.44:
                lit.append(pane)
            elif rng.random() < 0.85:
                dark.append(pane)
    pen.many(dark, colour, level=-0.55 if pen.light.night else rng.choice((-0.5, 0.55)), opacity=0.5)
    if lit:
        pen.raw("".join(lit), colours.mix(pen.light.glow, pen.light.haze, 0.45 * pen.depth), 0.95)


def skyline(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Rows of towers; `amount` is how dense."""
    rng = pen.rng
    tall = layer.bottom - layer.top
    for rank, (back, share) in enumerate(((0.3, 1.0), (0.12, 0.78), (0.0, 0.5))):
        inner = pen.part(depth=min(1.0, pen.depth + back))
        x = -20.0
        while x < scene.width + 20:
            width = rng.uniform(0.05, 0.1) * min(scene.width, 1500) * (0.9 + 0.2 * rank)
            middle = abs((x + width / 2) / scene.width - 0.5 - 0.25 * layer.side)
            height = tall * share * rng.uniform(0.4, 1.0) * (1.12 - 0.9 * middle)
            if rng.random() < 0.9:
                block(inner, x, layer.bottom, width, height, layer.colour or rng.choice(_GLASS))
            x += width * rng.uniform(0.8, 1.25)


def skyscraper(pen: Pen) -> None:
    block(pen, -19, 0, 38, 92, pen.pick(*_GLASS))


def street(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A street running away from us between houses."""
    rng = pen.rng
    w, h = scene.width, scene.height
    vanish = (w * (0.5 + 0.16 * layer.side), scene.horizon)
    road = rng.choice(("#8a8683", "#938a80", "#7d7f86"))
    pen.shape(
        geo.poly(
            [(vanish[0] - 6, vanish[1]), (vanish[0] + 6, vanish[1]), (w * 1.25, h + 20), (-w * 0.25, h + 20)]
        ),
        road,
        "top",
        level=-0.1,
    )
    for side in (-1, 1):
        kerb = [
            (vanish[0] + side * 5, vanish[1]),
            (w * 0.5 + side * w * 0.46, h + 20),
            (w * 0.5 + side * w * 2.2, h + 20),
            (vanish[0] + side * 9, vanish[1]),
        ]
        pen.shape(geo.poly(kerb), "#b5aca0", "top", level=0.1)
    for i in range(15):
        t = ((i + 0.3) / 15) ** 2.2
        y = vanish[1] + (h - vanish[1]) * t
        pen.line(
            [(vanish[0] - w * 0.5 * t, y), (vanish[0] + w * 0.5 * t, y)],
            road,
            1 + 3 * t,
            level=-0.4,
            opacity=0.3,
            soft=False,
        )
    steps = [0.035, 0.065, 0.11, 0.18, 0.3, 0.5, 0.85, 1.6]
    height = h * 1.05
    for side in (-1, 1):
        for far, near in itertools.pairwise(steps):
            wall = rng.choice(FRONTS)
            depth = max(0.0, 0.72 - near * 0.85)
            inner = pen.part(depth=depth)
            rise = rng.uniform(0.72, 1.1)
            x1, x2 = vanish[0] + side * w * 0.5 * far, vanish[0] + side * w * 0.5 * near
            foot = [vanish[1] + (h - vanish[1]) * far * 0.96, vanish[1] + (h - vanish[1]) * near * 0.96]
            top = [vanish[1] - height * far * rise * 0.9, vanish[1] - height * near * rise * 0.9]
            face = [(x1, foot[0]), (x1, top[0]), (x2, top[1]), (x2, foot[1])]
            inner.shape(geo.poly(face), wall, level=0.4 if side * pen.light.side < 0 else -0.5)
            roof = [
                (x1, top[0]),
                (x2, top[1]),
                (x2 + side * w * 0.05 * near, top[1] - 0.16 * (foot[1] - top[1])),
                (x1 + side * w * 0.05 * far, top[0] - 0.16 * (foot[0] - top[0])),
            ]
            inner.shape(geo.poly(roof), rng.choice(("#8a4a3a", "#5f5a60", "#6b4f42")), level=-0.1)
            _street_windows(inner, (x1, x2), foot, top)
    for side in (-1, 1):
        for t in (0.12, 0.24, 0.46, 0.9):
            x, y = vanish[0] + side * w * 0.4 * t, vanish[1] + (h - vanish[1]) * t * 0.97
            _post(pen.part(depth=max(0.0, 0.6 - t)), x, y, h * 0.42 * t)


def _street_windows(pen: Pen, xs: tuple[float, float], foot: list[float], top: list[float]) -> None:
    rng = pen.rng
    floors, across = 4, 3
    for floor in range(floors):
        for column in range(across):
            corners = []
            for a, b in ((0.2, 0.26), (0.2, 0.74), (0.8, 0.74), (0.8, 0.26)):
                t = (column + a) / across
                u = (floor + b) / floors
                x = xs[0] + (xs[1] - xs[0]) * t
                low, high = foot[0] + (foot[1] - foot[0]) * t, top[0] + (top[1] - top[0]) * t
                corners.append((x, low + (high - low) * u))
            if floor == 0 and rng.random() < 0.4:
                pen.shape(geo.poly(corners), rng.choice(("#7a3a34", "#34566b", "#3f5a48")), outline=False)
            else:
                pen.pane(geo.poly(corners), 0.6, "#4a5a68")


def _post(pen: Pen, x: float, y: float, tall: float) -> None:
    pen.line([(x, y), (x, y - tall)], "#2f3338", max(tall * 0.022, 0.8), soft=False)
    pen.shape(
        geo.poly(
            [
                (x - tall * 0.05, y - tall),
                (x + tall * 0.05, y - tall),
                (x + tall * 0.032, y - tall * 0.88),
                (x - tall * 0.032, y - tall * 0.88),
            ]
        ),
        "#f3e6b8",
        outline=False,
    )
    if pen.light.night:
        pen.raw(geo.ellipse(x, y - tall * 0.94, tall * 0.03), colours.shift(pen.light.glow, 0.05))
        pen.glow(x, y - tall * 0.94, tall * 0.5, strength=0.8)


DRAWN: Final[Mapping[str, Subject]] = {
    "skyscraper": Subject(skyscraper, 90, 0.42, setting="city", flock=3, crest=1.3),
}
SCENERY: Final[Mapping[str, Scenery]] = {
    "skyline": skyline,
    "street": street,
}
