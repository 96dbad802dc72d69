"""A small world on a block, seen at an angle from above: the isometric picture's ground."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import GRASS, Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene

_TOPS: Final[Mapping[str, str]] = MappingProxyType({
    "sand": "#e5c98f", "snow": "#f0f4f7", "street": "#a9a39b", "wood": "#b5865a", "dust": "#a5a2a8",
    "water": "#4f9ab5", "forest": "#6f8f4c",
})  # fmt: skip
_SOILS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "water": ("#3f86a5", "#2f6f93"), "wood": ("#8f6540", "#7a5636"), "snow": ("#c9d6e0", "#9a8f88"),
    "sand": ("#d0ad72", "#b08a58"),
})  # fmt: skip
SLANT: Final = 0.5
"""Height over width of the block's top."""


def corner(layer: Layer, width: float, u: float, v: float) -> geo.Point:
    """A place on the block's top in a picture `width` wide: u and v -1..1 along its two edges."""
    half = layer.amount
    middle = (width / 2, layer.top)
    return middle[0] + (u - v) * half / 2, middle[1] + (u + v) * half * SLANT / 2


def _patch(layer: Layer, scene: Scene, left: float, right: float, near: float, far: float) -> list[geo.Point]:
    return [
        corner(layer, scene.width, left, near),
        corner(layer, scene.width, right, near),
        corner(layer, scene.width, right, far),
        corner(layer, scene.width, left, far),
    ]


def block(pen: Pen, layer: Layer, scene: Scene) -> None:
    """The block. `colour` is what its top is covered with: a word of the land, ``wood`` or a hex colour."""
    kind = layer.colour or "grass"
    top = GRASS[scene.atmosphere.season] if kind == "grass" else _TOPS.get(kind, kind)
    thick = layer.bottom - layer.top
    y = layer.top + thick + layer.amount * 0.3
    pen.shadow(scene.width / 2, y, layer.amount * 1.05, layer.amount * 0.34, 0.4)
    _walls(pen, layer, scene, kind, top)
    whole = geo.poly(_patch(layer, scene, -1, 1, -1, 1))
    pen.shape(whole, top, "side", level=0.2)
    clip = pen.clip_path(whole)
    if kind in ("grass", "forest", "snow", "sand", "dust"):
        _patches(pen, layer, scene, top, clip)
    if kind in ("grass", "forest"):
        _blades(pen, layer, scene, top)
    if kind == "water":
        _ripples(pen, layer, scene, (-0.9, 0.9), clip, count=34)
    if layer.side > 0.5:
        _shore(pen, layer, scene, clip)
    elif kind == "street":
        _road(pen, layer, scene, clip)
    elif kind in ("grass", "forest", "snow") and pen.rng.random() < 0.6:
        path = [
            corner(layer, scene.width, 0.2 + 0.14 * pen.rng.uniform(-1, 1), 1 - i * 0.24) for i in range(6)
        ]
        pen.line(path, colours.mix(top, "#d9c29a", 0.8), layer.amount * 0.07, clip=clip)


def _walls(pen: Pen, layer: Layer, scene: Scene, kind: str, top: str) -> None:
    """The two sides one sees: a rim of what is on top, then two soils."""
    thick = layer.bottom - layer.top
    upper, lower = _SOILS.get(kind, ("#9a7350", "#7a5a42"))
    left, front, right = (corner(layer, scene.width, u, v) for u, v in ((-1, 1), (1, 1), (1, -1)))
    bright, dark = (0.25, -0.55) if pen.light.side < 0 else (-0.55, 0.25)
    for one, two, level in ((left, front, bright), (front, right, dark)):
        for share, tone in ((0.0, top), (0.16, upper), (0.55, lower)):
            y1, y2 = one[1] + thick * share, two[1] + thick * share
            tremble = 3 if share else 0
            edge = [
                (
                    one[0] + (two[0] - one[0]) * i / 8,
                    y1 + (y2 - y1) * i / 8 + pen.rng.uniform(-1, 1) * tremble,
                )
                for i in range(9)
            ]
            wall = [*edge, (two[0], two[1] + thick), (one[0], one[1] + thick)]
            pen.shape(geo.poly(wall), tone, level=level, outline=share == 0)


def _patches(pen: Pen, layer: Layer, scene: Scene, top: str, clip: str) -> None:
    for _ in range(40):
        x, y = corner(layer, scene.width, pen.rng.uniform(-1, 1), pen.rng.uniform(-1, 1))
        spot = geo.ellipse(x, y, pen.rng.uniform(8, 34), pen.rng.uniform(4, 14))
        pen.shape(spot, top, level=pen.rng.choice((-0.25, 0.3)), outline=False, clip=clip, opacity=0.5)


def _blades(pen: Pen, layer: Layer, scene: Scene, top: str) -> None:
    rng = pen.rng
    for _ in range(150):
        x, y = corner(layer, scene.width, rng.uniform(-0.97, 0.97), rng.uniform(-0.97, 0.97))
        blade = geo.taper([(x, y), (x + rng.uniform(-3, 3), y - rng.uniform(5, 12))], 3, 0.4)
        pen.shape(blade, top, level=rng.uniform(-0.5, 0.5), outline=False)


def _ripples(
    pen: Pen, layer: Layer, scene: Scene, depth: tuple[float, float], clip: str, *, count: int
) -> None:
    for _ in range(count):
        x, y = corner(layer, scene.width, pen.rng.uniform(-0.9, 0.9), pen.rng.uniform(*depth))
        wave = geo.taper([(x - 26, y), (x, y + 3), (x + 26, y)], 0.4, 0.4, 4)
        pen.shape(wave, "#d9f0f2", level=0.3, outline=False, opacity=0.7, clip=clip)


def _shore(pen: Pen, layer: Layer, scene: Scene, clip: str) -> None:
    """Sand and water over the nearer corner."""
    for near, tone in ((0.28, "#e8d3a0"), (0.42, "#4f9fb8")):
        patch = _patch(layer, scene, -1, 1, near, 1.0)
        area = geo.poly([*_trembling(pen, patch[0], patch[1]), patch[2], patch[3]])
        pen.shape(area, tone, "side", clip=clip, outline=False)
    _ripples(pen, layer, scene, (0.5, 0.95), clip, count=14)
    half = (layer.bottom - layer.top) / 2
    (x1, y1), (x2, y2) = corner(layer, scene.width, -1, 1), corner(layer, scene.width, 1, 1)
    wall = [(x1, y1), (x2, y2), (x2, y2 + half), (x1, y1 + half)]
    pen.shape(geo.poly(wall), "#4f9fb8", level=0.1, opacity=0.85, outline=False)


def _road(pen: Pen, layer: Layer, scene: Scene, clip: str) -> None:
    pen.shape(geo.poly(_patch(layer, scene, -1, 1, -0.1, 0.34)), "#6f6d70", "side", clip=clip)
    for i in range(7):
        dash = _patch(layer, scene, -0.94 + i * 0.28, -0.8 + i * 0.28, 0.1, 0.14)
        pen.shape(geo.poly(dash), "#f0e6c8", clip=clip, outline=False)


def _trembling(pen: Pen, one: geo.Point, two: geo.Point) -> list[geo.Point]:
    return [
        (one[0] + (two[0] - one[0]) * i / 12, one[1] + (two[1] - one[1]) * i / 12 + pen.rng.uniform(-9, 9))
        for i in range(13)
    ]


SCENERY: Final[Mapping[str, Scenery]] = {"block": block}
