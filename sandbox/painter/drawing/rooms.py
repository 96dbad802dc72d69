"""Insides: rooms with a window, table tops, studios."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import WOODS, Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.trees import crown
from sandbox.painter.scene import Layer, Scene

_WALLS: Final = ("#d9c7ae", "#c9b8a8", "#a9b5a3", "#8fa3a8", "#c99f86", "#b5a5b5", "#7d948c", "#d9b58a")


def wall_and_floor(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A room's back wall, skirting and boards."""
    rng = pen.rng
    w, h = scene.width, scene.height
    wall = layer.colour or rng.choice(_WALLS)
    pen.shape(geo.rect(-20, -20, w + 40, layer.bottom + 30), wall, "side", level=0.05)
    if rng.random() < 0.4:
        panel = layer.bottom - h * 0.2
        pen.shape(geo.rect(-20, panel, w + 40, layer.bottom - panel), colours.shift(wall, -0.07), "side")
        pen.shape(geo.rect(-20, panel - 8, w + 40, 10), colours.shift(wall, 0.06), "top")
        x = -10.0
        while x < w:
            pen.line([(x, panel + 14), (x, layer.bottom - 10)], wall, 2, level=-0.5, opacity=0.5, soft=False)
            x += 64
    boards = rng.choice(("#a5764c", "#8a5f3f", "#b58a5c", "#7a5a48"))
    pen.shape(geo.rect(-20, layer.bottom, w + 40, h - layer.bottom + 30), boards, "top", level=0.1)
    middle = w / 2
    for i in range(-12, 13):
        pen.line(
            [(middle + i * w * 0.075, layer.bottom), (middle + i * w * 0.16, h + 20)],
            boards,
            1.6,
            level=-0.7,
            opacity=0.5,
            soft=False,
        )
    for i in range(1, 6):
        y = layer.bottom + (h - layer.bottom) * (i / 6) ** 1.5
        for _ in range(4):
            x = rng.uniform(0, w)
            pen.line([(x, y), (x + 30 + 60 * i / 6, y)], boards, 1.4, level=-0.7, opacity=0.4, soft=False)
    pen.shape(geo.rect(-20, layer.bottom - 16, w + 40, 18), colours.shift(wall, 0.08), "top")


def window_view(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A large window on the back wall and what is outside; `side` is where along the wall."""
    rng = pen.rng
    air = scene.atmosphere
    tall = layer.bottom - layer.top
    wide = tall * rng.uniform(0.72, 1.0) * layer.amount
    x = scene.width * (0.5 + 0.5 * layer.side) - wide / 2
    pane = geo.rect(x, layer.top, wide, tall)
    clip = pen.clip_path(pane)
    stops = "".join(
        f'<stop offset="{i / (len(air.sky) - 1):.2f}" stop-color="{tone}"/>' for i, tone in enumerate(air.sky)
    )
    ident = pen.define(f'<linearGradient id="@" x1="0" x2="0" y1="0" y2="1">{stops}</linearGradient>')
    if pen.manner.shading == "line":
        pen.shape(pane, "#ffffff")
    else:
        pen.parts.append(f'<path d="{pane}" fill="url(#{ident})"/>')
    pen.parts.append(f'<g clip-path="url(#{clip})">')
    if air.body != "none" and pen.manner.shading != "line":
        sx, sy = x + wide * rng.uniform(0.25, 0.75), layer.top + tall * (0.75 - 0.6 * air.height)
        pen.glow(sx, sy, tall * 0.5, air.glow, 0.8)
        pen.raw(geo.ellipse(sx, sy, tall * 0.045), air.sun)
    far = pen.part(depth=0.75)
    far.shape(
        geo.smooth(
            [
                (x - 20, layer.bottom - tall * 0.3),
                (x + wide * 0.3, layer.bottom - tall * 0.42),
                (x + wide * 0.6, layer.bottom - tall * 0.3),
                (x + wide + 20, layer.bottom - tall * 0.38),
                (x + wide + 20, layer.bottom + 20),
                (x - 20, layer.bottom + 20),
            ]
        ),
        WOODS[air.season],
    )
    for _ in range(3):
        cx = x + wide * rng.uniform(0, 1)
        crown(
            pen.part(depth=0.45, scale=0.5),
            cx,
            layer.bottom - tall * 0.12,
            tall * 0.2,
            tall * 0.2,
            WOODS[air.season],
            clumps=7,
        )
    pen.parts.append("</g>")
    if "rain" in scene.layers[0].kind or any(sheet.kind == "rain" for sheet in scene.layers):
        for _ in range(60):
            px, py = x + rng.random() * wide, layer.top + rng.random() * tall
            pen.raw(geo.taper([(px, py), (px - 2, py + rng.uniform(10, 34))], 1.4, 0.4), "#ffffff", 0.5)
    frame = rng.choice(("#f2ebdd", "#7a5a42", "#e3d8c5"))
    for bar in (
        geo.rect(x - 14, layer.top - 14, wide + 28, 15),
        geo.rect(x - 14, layer.bottom, wide + 28, 15),
        geo.rect(x - 14, layer.top - 14, 15, tall + 28),
        geo.rect(x + wide - 1, layer.top - 14, 15, tall + 28),
    ):
        pen.shape(bar, frame, "side")
    for k in (1, 2):
        pen.shape(geo.rect(x + wide * k / 3 - 4, layer.top, 8, tall), frame, "side", outline=False)
    pen.shape(geo.rect(x, layer.top + tall * 0.36, wide, 8), frame, "top", outline=False)
    pen.shape(geo.rect(x - 30, layer.bottom + 13, wide + 60, 14, 3), frame, "top", level=0.2)
    cloth = rng.choice(("#e9dcc5", "#b5654a", "#8a9a7a", "#c9a25a", "#7f8fa5"))
    for side in (-1, 1):
        edge = x - 34 if side < 0 else x + wide + 34
        folds = geo.smooth(
            [
                (edge, layer.top - 40),
                (edge - side * wide * 0.26, layer.top - 40),
                (edge - side * wide * 0.2, layer.top + tall * 0.5),
                (edge - side * wide * 0.1, layer.top + tall * 0.62),
                (edge - side * wide * 0.2, layer.bottom + 60),
                (edge + side * wide * 0.06, layer.bottom + 64),
                (edge + side * 8, layer.top + tall * 0.6),
            ],
            tension=0.7,
        )
        pen.shape(folds, cloth, "side", level=0.1)
        inner = pen.clip_path(folds)
        for k in range(4):
            fx = edge - side * wide * (0.03 + 0.05 * k)
            pen.line(
                [
                    (fx, layer.top - 40),
                    (fx + side * wide * 0.03, layer.top + tall * 0.6),
                    (fx - side * 6, layer.bottom + 60),
                ],
                cloth,
                5,
                level=-0.6,
                opacity=0.5,
                clip=inner,
            )
    pen.shape(geo.rect(x - wide * 0.16, layer.top - 50, wide * 1.32, 9, 4), "#6b4f3a", "top")


def sunlight(pen: Pen, layer: Layer, scene: Scene) -> None:
    """The window's light on the floor."""
    if pen.manner.shading == "line" or pen.light.night:
        return
    x = scene.width * (0.5 + 0.5 * layer.side)
    half, floor = scene.width * 0.11, layer.top
    drift = -pen.light.side * scene.width * 0.2
    for k in range(3):
        left = x - half + k * half * 0.72
        patch = [
            (left, floor),
            (left + half * 0.6, floor),
            (left + half * 0.9 + drift, layer.bottom),
            (left - half * 0.02 + drift, layer.bottom),
        ]
        pen.raw(geo.poly(patch), colours.mix(pen.light.key, "#ffffff", 0.3), 0.26)


SCENERY: Final[Mapping[str, Scenery]] = {
    "room": wall_and_floor,
    "window view": window_view,
    "sunlight": sunlight,
}
