"""Woods as a backdrop, and the leaves and grasses a picture is framed with."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import flowers, plants
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.ground import WILD
from sandbox.painter.drawing.land import GRASS, WOODS, Scenery, height_at
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def _simple_pine(pen: Pen, x: float, y: float, tall: float, colour: str, level: float) -> None:
    half, rng = tall * 0.2, pen.rng
    points: list[geo.Point] = [(x, y - tall)]
    right = []
    for i in range(1, 6):
        t = i / 5
        reach = half * t * rng.uniform(0.85, 1.1)
        points.append((x - reach, y - tall * (1 - t * 0.94)))
        points.append((x - reach * 0.5, y - tall * (1 - t * 0.94) - tall * 0.03))
        right.append((x + reach, y - tall * (1 - t * 0.94)))
        right.append((x + reach * 0.5, y - tall * (1 - t * 0.94) - tall * 0.03))
    pen.shape(geo.poly([*points, *reversed(right)]), colour, level=level)


def treeline(pen: Pen, layer: Layer, scene: Scene) -> None:
    """The edge of a wood along a contour: conifers (`amount` above 0.5) or broadleaves."""
    rng = pen.rng
    season = scene.atmosphere.season
    conifers = layer.amount > 0.5
    colour = layer.colour or ("#3f5f4c" if conifers else WOODS[season])
    tall = layer.bottom - layer.top
    step = tall * (0.24 if conifers else 0.5)
    x = -tall * 0.3
    while x < scene.width + tall * 0.3:
        y = height_at(layer.line, x) + rng.uniform(0, tall * 0.1)
        size = tall * rng.uniform(0.55, 1.05)
        if conifers:
            _simple_pine(pen, x, y + 6, size, colour, rng.uniform(-0.55, 0.25))
        else:
            tone = (
                rng.choice(("#c9742c", "#d99a35", "#a3502a", "#b5843a"))
                if season == "autumn" and not layer.colour
                else colour
            )
            pen.shape(
                geo.ragged(rng, x, y - size * 0.4, size * 0.42, size * 0.46, lobes=9),
                tone,
                "round",
                level=rng.uniform(-0.45, 0.05),
            )
        x += step * rng.uniform(0.6, 1.2)
    under = [(px, py - 4) for px, py in layer.line]
    path = (
        geo.smooth(under, closed=False)
        + f"L{geo.num(scene.width + 80)} {geo.num(scene.height + 40)}L-80 {geo.num(scene.height + 40)}Z"
    )
    pen.shape(path, colour, level=-0.35, outline=False)


def trunks(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Standing inside the wood: a rank of trunks, the near ones leaving the view to `line[0]` free."""
    rng = pen.rng
    near = 1 - layer.depth
    bark = layer.colour or rng.choice(("#5f4a3d", "#54483f", "#6b5140"))
    birch = layer.side > 0.5
    count = int((5 + 13 * layer.depth) * scene.width / 1000)
    for i in range(count):
        x = (i + rng.uniform(0.05, 0.95)) / count * scene.width * 1.1 - scene.width * 0.05
        if near > 0.6 and abs(x - layer.line[0][0]) < 0.27 * scene.width:
            continue
        wide = (14 + 62 * near**1.6) * rng.uniform(0.7, 1.2)
        foot = layer.bottom + rng.uniform(-0.4, 1) * 40 * near
        lean = rng.uniform(-34, 34)
        trunk = geo.poly(
            [
                (x - wide * 0.8, foot),
                (x - wide * 0.48, foot - wide * 0.8),
                (x - wide * 0.34 + lean, -20),
                (x + wide * 0.34 + lean, -20),
                (x + wide * 0.48, foot - wide * 0.8),
                (x + wide * 0.9, foot),
            ]
        )
        pen.shape(trunk, "#e6e2d8" if birch else bark, "side", level=-0.1)
        clip = pen.clip_path(trunk)
        for _ in range(int(5 + 12 * near)):
            y, t = rng.uniform(0, foot), rng.random()
            px = x + lean * (1 - y / max(foot, 1)) + wide * (t - 0.5) * 0.8
            if birch:
                pen.shape(
                    geo.taper(
                        [(px - wide * 0.2, y), (px, y + 1), (px + wide * 0.2, y)], 0.4, 0.4, wide * 0.09
                    ),
                    "#3d3a38",
                    clip=clip,
                    outline=False,
                )
            else:
                pen.line(
                    [(px, y), (px + rng.uniform(-2, 2), y + wide * 0.9)],
                    bark,
                    wide * 0.035,
                    level=rng.choice((-0.9, 0.6)),
                    opacity=0.6,
                    clip=clip,
                )
        for _ in range(rng.randint(0, 2)):
            y = rng.uniform(0.05, 0.45) * foot
            side = rng.choice((-1, 1))
            tip = (x + side * wide * rng.uniform(1.6, 3.2), y - wide * rng.uniform(0.6, 1.6))
            pen.shape(
                geo.taper(geo.bend((x + lean * 0.5, y), tip, side * wide * 0.2, 5), wide * 0.26, wide * 0.05),
                bark,
                level=-0.25,
            )
            _spray(pen, tip, wide * rng.uniform(0.8, 1.3), scene, level=0.1)
    crown = pen.part()
    for _ in range(int(24 * scene.width / 1000)):
        _spray(
            crown,
            (rng.uniform(0, scene.width), rng.uniform(-40, 120 + 90 * layer.depth)),
            40 + 60 * near,
            scene,
            level=rng.uniform(-0.5, 0.35),
        )


def _spray(pen: Pen, at: geo.Point, r: float, scene: Scene, *, level: float) -> None:
    colour = WOODS[scene.atmosphere.season]
    for _ in range(4):
        pen.shape(
            geo.ragged(
                pen.rng,
                at[0] + pen.rng.gauss(0, r * 0.6),
                at[1] + pen.rng.gauss(0, r * 0.35),
                r,
                r * 0.6,
                lobes=9,
                depth=0.22,
            ),
            colour,
            level=level + pen.rng.uniform(-0.2, 0.2),
            outline=False,
            opacity=0.95,
        )


def branches(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Boughs hanging in from the upper corners: a frame."""
    rng = pen.rng
    season = scene.atmosphere.season
    blossom = layer.colour
    leaf = blossom or {"autumn": "#c06a2c", "winter": "#5b5350"}.get(season, "#3f6240")
    sides = (-1, 1) if layer.side == 0 else (int(math.copysign(1, layer.side)),)
    for side in sides:
        edge = 0.0 if side < 0 else scene.width
        for _ in range(3):
            start = (edge + side * 30, rng.uniform(-30, scene.height * 0.24))
            reach = scene.width * rng.uniform(0.2, 0.42) * layer.amount
            end = (edge - side * reach, start[1] + rng.uniform(-20, 120))
            spine = geo.bend(start, end, side * reach * 0.12, 9)
            pen.shape(geo.taper(spine, 19, 2.5), "#43352d", "top", level=-0.3)
            if season == "winter" and not blossom:
                continue
            for k in range(34):
                t = rng.uniform(0.12, 1)
                i = min(int(t * 8), 7)
                x, y = spine[i][0] + rng.gauss(0, 22), spine[i][1] + rng.gauss(6, 20)
                if blossom:
                    for px, py in geo.ring(x, y, 6, 5, k * 31):
                        pen.shape(geo.ellipse(px, py, 5.4), leaf, level=rng.uniform(-0.2, 0.5), outline=False)
                    pen.shape(geo.ellipse(x, y, 2.4), "#c2506b", outline=False)
                else:
                    flowers.leaf(pen, x, y, rng.uniform(22, 38), rng.uniform(20, 160), leaf, belly=0.42)


def grasses(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Tall grass, reeds or flowers along the lower edge, dark against the light."""
    rng = pen.rng
    season = scene.atmosphere.season
    grass = layer.colour or colours.shift(GRASS[season], -0.14 if season != "winter" else -0.3)
    lean = -scene.atmosphere.side * scene.atmosphere.wind
    high = layer.bottom - layer.top
    for _ in range(int(120 * layer.amount * scene.width / 1000)):
        x = rng.uniform(-0.03, 1.03) * scene.width
        if layer.side and rng.random() < 0.7:
            x = scene.width * (0.5 + layer.side * 0.5) - layer.side * abs(rng.gauss(0, scene.width * 0.2))
        tall = high * rng.uniform(0.35, 1.0)
        tip = (x + (lean * 0.5 + rng.uniform(-0.28, 0.28)) * tall, layer.bottom + 20 - tall)
        pen.shape(
            geo.taper(geo.bend((x, layer.bottom + 20), tip, tall * 0.08, 5), rng.uniform(4, 9), 0.4),
            grass,
            level=rng.uniform(-0.7, 0.4),
            outline=False,
        )
    if layer.amount > 0.8 and season in ("spring", "summer"):
        for _ in range(int(11 * scene.width / 1000)):
            x = rng.uniform(0, scene.width)
            top = layer.bottom - high * rng.uniform(0.4, 0.95)
            pen.line(geo.bend((x, layer.bottom + 20), (x + lean * 30, top), 8, 4), grass, 3)
            flowers.daisy_head(pen, x + lean * 30, top, rng.uniform(12, 20), rng.choice(WILD))


def reeds(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Clumps of reeds at the water's edge."""
    rng = pen.rng
    for i in range(int(3 + 3 * layer.amount)):
        x = scene.width * (rng.uniform(0, 0.3) if i % 2 else rng.uniform(0.7, 1.0))
        if layer.side:
            x = scene.width * (0.5 + 0.5 * layer.side) - layer.side * rng.uniform(0, 0.25) * scene.width
        size = (layer.bottom - layer.top) / 100 * rng.uniform(0.6, 1.0)
        pen.open(f"translate({geo.num(x)} {geo.num(layer.bottom + rng.uniform(0, 20))}) scale({size:.3f})")
        inner = pen.part(scale=pen.scale * size)
        inner.accent = layer.colour
        plants.reeds(inner)
        pen.close()


SCENERY: Final[Mapping[str, Scenery]] = {
    "treeline": treeline,
    "trunks": trunks,
    "branches": branches,
    "grasses": grasses,
    "reed bed": reeds,
}
