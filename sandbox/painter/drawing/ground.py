"""The ground one stands on, from the horizon to the lower edge: meadow, snow, sand, fields, paths."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import GRASS, WOODS, Scenery, closed
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene

WILD: Final = ("#f4efe6", "#f2cb58", "#df7f9a", "#8f7fc2", "#ea8a5a", "#7fa8d9")


def plane(pen: Pen, layer: Layer, scene: Scene, near: str, *, bands: int = 4) -> str:
    """Rolling bands from hazy to near; returns the clip id of the whole ground."""
    rng = pen.rng
    whole = closed(layer.line, scene.height + 20, soft=True)
    far = pen.part(depth=min(1.0, layer.depth + 0.35))
    far.shape(whole, near, level=0.1)
    clip = pen.clip_path(whole)
    deep = scene.height - layer.top
    for i in range(1, bands + 1):
        share = (i / (bands + 0.6)) ** 1.5
        y, swell = layer.top + deep * share, deep * 0.045 * (0.5 + share)
        phase = rng.uniform(0, math.tau)
        edge = [
            (x, y + swell * math.sin(x / scene.width * rng.uniform(3, 6) + phase))
            for x in range(-60, int(scene.width) + 140, 80)
        ]
        inner = pen.part(depth=max(0.0, layer.depth + 0.3 * (1 - i / bands) - 0.1))
        tone = colours.shift(near, rng.uniform(-0.018, 0.018) - 0.02 * i, 1, rng.uniform(-5, 5))
        inner.shape(
            closed(edge, scene.height + 20, soft=True),
            tone,
            "top",
            level=0.05 - 0.1 * share,
            clip=clip,
            outline=pen.manner.shading == "line",
        )
    return clip


def tufts(
    pen: Pen, scene: Scene, top: float, colour: str, clip: str | None, *, count: int, tall: float, wind: float
) -> None:
    """Blades of grass, growing towards the viewer."""
    rng = pen.rng
    lean = wind * -scene.atmosphere.side
    for _ in range(count):
        share = rng.random() ** 0.6
        x, y = rng.uniform(-0.02, 1.02) * scene.width, top + (scene.height + 14 - top) * share
        high = tall * (0.12 + 0.88 * share**1.4) * rng.uniform(0.5, 1.0)
        path = geo.taper(
            geo.bend((x, y), (x + (lean * 0.6 + rng.uniform(-0.35, 0.35)) * high, y - high), high * 0.08, 3),
            high * 0.075 + 0.6,
            0.3,
        )
        pen.shape(path, colour, level=rng.uniform(-0.65, 0.6), outline=False, clip=clip)


def blooms(pen: Pen, scene: Scene, top: float, palette: tuple[str, ...], *, count: int, size: float) -> None:
    """Dots of flowers, larger towards the viewer."""
    rng = pen.rng
    spots = sorted((rng.random() ** 0.55, rng.uniform(-0.02, 1.02) * scene.width) for _ in range(count))
    for share, x in spots:
        y = top + (scene.height - top) * share
        r = size * (0.12 + 0.88 * share**1.6) * rng.uniform(0.7, 1.2)
        shade = rng.choice(palette)
        if r < 3.4:
            pen.shape(geo.ellipse(x, y, r, r * 0.7), shade, level=rng.uniform(-0.2, 0.4), outline=False)
            continue
        pen.shape(
            geo.taper([(x + rng.uniform(-3, 3), y + r * 4), (x, y)], r * 0.22, r * 0.18),
            "#5f7f45",
            outline=False,
        )
        for px, py in geo.ring(x, y, r * 0.55, 6, rng.uniform(0, 60), flat=0.75):
            pen.shape(
                geo.ellipse(px, py, r * 0.5, r * 0.4), shade, level=rng.uniform(-0.25, 0.4), outline=False
            )
        pen.shape(
            geo.ellipse(x, y, r * 0.26, r * 0.2),
            "#e3ad3a" if shade != "#f2cb58" else "#8a5a2e",
            outline=False,
        )


def meadow(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Grass with wild flowers."""
    season = scene.atmosphere.season
    grass = layer.colour or GRASS[season]
    clip = plane(pen, layer, scene, grass)
    if pen.manner.shading == "line" and pen.manner.tint < 0.3:
        tufts(pen, scene, layer.top, grass, clip, count=60, tall=60, wind=scene.atmosphere.wind)
        return
    tufts(
        pen,
        scene,
        layer.top,
        grass,
        clip,
        count=int(240 * scene.width / 1000),
        tall=70,
        wind=scene.atmosphere.wind,
    )
    if season in ("spring", "summer") and layer.amount > 0:
        blooms(pen, scene, layer.top + 20, WILD, count=int(90 * layer.amount), size=11)


def snow(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Snow with blue hollows and drifting crests."""
    clip = plane(pen, layer, scene, layer.colour or "#eef2f6", bands=5)
    rng = pen.rng
    for _ in range(16):
        share = rng.random() ** 0.7
        x, y = rng.uniform(0, 1) * scene.width, layer.top + (scene.height - layer.top) * share
        long = rng.uniform(60, 240) * (0.3 + share)
        pen.shape(
            geo.taper(
                geo.bend((x - long, y), (x + long, y + 8 * share), -12 * share, 6), 0.4, 0.4, 12 * share + 2
            ),
            "#c3d1e3",
            level=-0.25,
            clip=clip,
            outline=False,
            opacity=0.55,
        )
    for _ in range(24):
        x, share = rng.uniform(0, scene.width), rng.random() ** 0.6
        pen.raw(
            geo.ellipse(x, layer.top + (scene.height - layer.top) * share, 1 + 1.6 * share), "#ffffff", 0.8
        )


def sand(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A beach or desert floor: ripples and a few shells."""
    clip = plane(pen, layer, scene, layer.colour or "#e5cd9c", bands=3)
    rng = pen.rng
    for _ in range(26):
        share = rng.random() ** 0.7
        x, y = rng.uniform(-0.1, 1) * scene.width, layer.top + (scene.height - layer.top) * share
        wave = [(x + k * 26 * (0.4 + share), y + math.sin(k * 1.1 + x) * 3 * share) for k in range(7)]
        pen.shape(
            geo.taper(wave, 0.3, 0.3, 4 * share + 0.8),
            "#b8935f",
            level=-0.1,
            clip=clip,
            outline=False,
            opacity=0.4,
        )
    for _ in range(16):
        share = rng.random() ** 0.5
        x, y = rng.uniform(0, 1) * scene.width, layer.top + (scene.height - layer.top) * (0.25 + 0.75 * share)
        r = 2 + 6 * share
        pen.shape(
            geo.pebble(rng, x, y, r, r * 0.6),
            rng.choice(("#b5a58c", "#efe6d6", "#c98f7a", "#9aa09f")),
            "round",
            outline=False,
        )


def shore(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A beach with the last wave running out on it."""
    rng = pen.rng
    for i, (gap, colour, opacity) in enumerate(
        ((30, "#d9efe9", 0.5), (16, "#f6fbf9", 0.9), (6, "#cdb78d", 0.8))
    ):
        edge = [(x, y - gap + rng.uniform(-3, 3)) for x, y in layer.line]
        pen.shape(
            closed(edge, scene.height + 20, soft=True), colour, level=0.2, opacity=opacity, outline=i == 1
        )
    sand(pen, layer, scene)


def floor_of_forest(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Moss, ferns and fallen leaves."""
    season = scene.atmosphere.season
    base = {"autumn": "#a5753f", "winter": "#d5dde0"}.get(season, "#6f7d45")
    clip = plane(pen, layer, scene, layer.colour or base, bands=4)
    rng = pen.rng
    leaves = {"autumn": ("#c9742c", "#d99a35", "#a3502a"), "winter": ("#eef3f5", "#c5d1d9")}.get(
        season, ("#8a9a4f", "#5f7a45", "#a59a5a")
    )
    for _ in range(150):
        share = rng.random() ** 0.7
        x, y = rng.uniform(0, 1) * scene.width, layer.top + (scene.height - layer.top) * share
        r = 2 + 8 * share
        pen.shape(
            geo.ellipse(x, y, r, r * 0.4),
            rng.choice(leaves),
            level=rng.uniform(-0.5, 0.5),
            clip=clip,
            outline=False,
        )
    tufts(pen, scene, layer.top + 30, WOODS[season], clip, count=90, tall=64, wind=0.1)


def path(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A winding path from the lower edge to the horizon, or to the door at `line[0]`."""
    rng = pen.rng
    earth = layer.colour or "#cdb187"
    left, right = [], []
    middle = scene.width * (0.5 + 0.22 * layer.side)
    goal = layer.line[0][0] if layer.line else None
    phase = rng.uniform(0, math.tau)
    for i in range(13):
        t = i / 12
        y = scene.height + 20 - (scene.height + 20 - layer.top) * (1 - (1 - t) ** 1.9)
        near = (scene.height + 20 - y) / (scene.height + 20 - layer.top)
        x = middle + math.sin(near * 7 + phase) * scene.width * 0.17 * (1 - near) ** 0.8
        if goal is not None:
            x += (goal - x) * near**0.8
        half = 2 + 105 * (1 - near) ** 1.7
        left.append((x - half, y))
        right.append((x + half, y))
    pen.shape(geo.smooth([*left, *reversed(right)], tension=0.9), earth, "top", level=0.1)
    for (x1, y), (x2, _) in list(zip(left, right, strict=True))[:-2]:
        for _ in range(3):
            r = (x2 - x1) * 0.02 + 0.5
            pen.shape(
                geo.ellipse(rng.uniform(x1, x2), y + rng.uniform(-12, 6), r * 1.6, r * 0.7),
                earth,
                level=rng.choice((-0.6, 0.5)),
                outline=False,
                opacity=0.7,
            )
        for x in (x1, x2):
            pen.shape(
                geo.taper(
                    [(x, y + 3), (x + rng.uniform(-4, 4), y - (x2 - x1) * 0.12)], (x2 - x1) * 0.03, 0.3
                ),
                GRASS[scene.atmosphere.season],
                level=-0.3,
                outline=False,
            )


def moondust(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Grey dust and craters."""
    clip = plane(pen, layer, scene, layer.colour or "#9a979c", bands=3)
    rng = pen.rng
    for share in sorted(rng.random() ** 0.7 for _ in range(17)):
        x, y = rng.uniform(0, 1) * scene.width, layer.top + (scene.height - layer.top) * (0.04 + share)
        r = 9 + 105 * share**1.5 * rng.uniform(0.4, 1)
        pen.shape(geo.ellipse(x, y, r, r * 0.3), "#9a979c", level=0.6, clip=clip)
        pen.shape(
            geo.ellipse(x - pen.light.side * r * 0.06, y + r * 0.03, r * 0.88, r * 0.24),
            "#8a878e",
            level=-0.75,
            clip=clip,
            outline=False,
        )
        pen.shape(
            geo.ellipse(x - pen.light.side * r * 0.2, y + r * 0.08, r * 0.6, r * 0.14),
            "#9a979c",
            level=-0.1,
            clip=clip,
            outline=False,
        )


SCENERY: Final[Mapping[str, Scenery]] = {
    "meadow": meadow,
    "snowfield": snow,
    "sand": sand,
    "shore": shore,
    "forest floor": floor_of_forest,
    "path": path,
    "moondust": moondust,
}
