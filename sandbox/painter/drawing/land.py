"""Mountains, hills, cliffs: land seen from the side, one sheet each."""

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene

Scenery = Callable[[Pen, Layer, Scene], None]

GRASS: Final[Mapping[str, str]] = {
    "spring": "#8fb057",
    "summer": "#79994a",
    "autumn": "#b39a4c",
    "winter": "#dfe6ea",
}
WOODS: Final[Mapping[str, str]] = {
    "spring": "#5f8a52",
    "summer": "#46704a",
    "autumn": "#a3682f",
    "winter": "#6f7f80",
}


def closed(line: geo.Points, bottom: float, *, soft: bool) -> str:
    """The area under a contour down to `bottom`."""
    top = geo.smooth(line, closed=False) if soft else geo.poly(line, closed=False)
    return f"{top}L{geo.num(line[-1][0])} {geo.num(bottom)}L{geo.num(line[0][0])} {geo.num(bottom)}Z"


def veil(pen: Pen, path: str, colour: str, top: float, bottom: float, strength: float) -> None:
    """Haze that lies at the foot of something: clear at `top`, `strength` at `bottom`."""
    if pen.manner.shading == "line" or strength <= 0.02:
        return
    if pen.manner.shading == "flat":
        strength *= 0.35
    ident = pen.define(
        f'<linearGradient id="@" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{top:.1f}" y2="{bottom:.1f}">'
        f'<stop offset="0.1" stop-color="{colour}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="{strength:.2f}"/></linearGradient>'
    )
    pen.parts.append(f'<path d="{path}" fill="url(#{ident})"/>')


def summits(line: geo.Points, gap: float) -> list[int]:
    """Where a contour peaks, at least `gap` apart."""
    found: list[int] = []
    for i in range(1, len(line) - 1):
        if line[i][1] < line[i - 1][1] and line[i][1] <= line[i + 1][1]:
            if found and line[i][0] - line[found[-1]][0] < gap:
                if line[i][1] < line[found[-1]][1]:
                    found[-1] = i
                continue
            found.append(i)
    return found


def mountains(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Rock in light and shadow, snow near the summits, haze at the foot."""
    rng, line = pen.rng, layer.line
    rock = layer.colour or rng.choice(("#6f7789", "#7a7583", "#69788a", "#807a78"))
    snow_share = {"winter": 0.5, "spring": 0.3}.get(scene.atmosphere.season, 0.22) if layer.amount else 0.0
    body = closed(line, layer.bottom, soft=False)
    pen.shape(body, rock, level=0.35)
    clip = pen.clip_path(body)
    toward = 1 if pen.light.side < 0 else -1
    for i in summits(line, scene.width * 0.045):
        x, y = line[i]
        drop = layer.bottom - y
        if drop < 30:
            continue
        ridge = [(x, y)]
        px, py = x, y
        step = drop / 7
        for k in range(9):
            px += toward * rng.uniform(-0.5, 0.75) * step * (0.8 if k % 2 else 0.2)
            py += step * rng.uniform(0.7, 1.2)
            ridge.append((px, py))
        side = [point for point in line if (point[0] - x) * toward > 0]
        side = side if toward > 0 else side[::-1]
        slope = []
        for point in side:
            slope.append(point)
            if abs(point[0] - x) > drop * 0.9:
                break
        end = ((slope[-1][0] if slope else x) + toward * drop * 0.3, layer.bottom + 40)
        pen.shape(
            geo.poly([*ridge, (ridge[-1][0], layer.bottom + 40), end, *reversed(slope)]),
            rock,
            level=-0.6,
            clip=clip,
            outline=False,
        )
        _snow(pen, line, i, snow_share * drop, clip, toward)
        for _ in range(3 if pen.manner.shading != "line" else 5):
            sx, sy = x - toward * rng.uniform(0.04, 0.3) * drop, y + rng.uniform(0.25, 0.7) * drop
            run = [
                (sx, sy),
                (sx - toward * step * 0.3, sy + step * 0.8),
                (sx - toward * step * 0.2, sy + step * 1.5),
            ]
            pen.shape(
                geo.taper(run, step * 0.05, 0.4, step * 0.02),
                rock,
                level=-0.35,
                clip=clip,
                outline=False,
                opacity=0.7,
            )
    veil(
        pen,
        body,
        pen.light.haze,
        layer.top + (layer.bottom - layer.top) * 0.25,
        layer.bottom,
        0.55 + 0.35 * layer.depth,
    )


def _snow(pen: Pen, line: geo.Points, i: int, deep: float, clip: str, toward: int) -> None:
    """A cap on the summit `i`, `deep` at its middle and running out along the ridge; its far side in the shade."""
    if deep < 6:
        return
    rng = pen.rng
    x, y = line[i]
    half, teeth = deep * 1.5, 11
    ridge, edge = [], []
    for k in range(teeth):
        t = k / (teeth - 1) * 2 - 1
        px = x + t * half
        top = height_at(line, px)
        thick = deep * (1 - abs(t)) ** 0.8 * (rng.uniform(1.0, 1.3) if k % 2 else rng.uniform(0.72, 0.9))
        ridge.append((px, top - 4))
        edge.append((px, max(top + thick, top - 3)))
    pen.shape(geo.poly([*ridge, *reversed(edge)]), "#f3f6fa", level=0.35, clip=clip, outline=False)
    middle = teeth // 2
    upper = ridge[middle:] if toward > 0 else ridge[middle::-1]
    lower = edge[middle + 1 :] if toward > 0 else edge[middle - 1 :: -1]
    fold = (x + toward * deep * 0.12, y + deep * 0.5)
    shade = geo.poly([*upper, *reversed(lower), fold])
    pen.shape(shade, "#dfe6f2", level=-0.65, clip=clip, outline=False)


def height_at(line: geo.Points, x: float) -> float:
    """The y of a contour at `x`."""
    for (x1, y1), (x2, y2) in pairwise(line):
        if min(x1, x2) <= x <= max(x1, x2) and x1 != x2:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return line[0][1] if x < line[0][0] else line[-1][1]


def hills(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A soft ridge of grass or woods."""
    season = scene.atmosphere.season
    base = layer.colour or (WOODS if layer.amount > 1 else GRASS)[season]
    tone = colours.shift(base, pen.rng.uniform(-0.03, 0.03), 1, pen.rng.uniform(-6, 6))
    body = closed(layer.line, layer.bottom, soft=True)
    pen.shape(body, tone, "top", level=0.1)
    clip = pen.clip_path(body)
    if layer.depth < 0.75 and pen.manner.shading != "line":
        low = [(x + 30, y + 22 + 16 * math.sin(x / 130 + layer.seed % 7)) for x, y in layer.line]
        pen.shape(
            closed(low, layer.bottom, soft=True), tone, level=-0.4, outline=False, opacity=0.5, clip=clip
        )
    if layer.depth < 0.6 and layer.amount <= 1:
        for _ in range(int(scene.width / 150)):
            x = pen.rng.uniform(0, scene.width)
            y = min((point for point in layer.line), key=lambda point: abs(point[0] - x))[
                1
            ] + pen.rng.uniform(4, 40)
            size = pen.rng.uniform(7, 14) * (1 - layer.depth)
            for k in range(pen.rng.randint(2, 5)):
                pen.shape(
                    geo.ragged(pen.rng, x + k * size * 1.3, y - size * 0.5, size, size * 0.8, lobes=7),
                    WOODS[season],
                    "round",
                    level=-0.2,
                    clip=clip,
                    outline=False,
                )
    veil(pen, body, pen.light.haze, layer.top, layer.bottom, 0.2 + 0.45 * layer.depth)


def bare_hill(pen: Pen, layer: Layer, scene: Scene) -> None:
    """One quiet line of ground."""
    pen.shape(
        closed(layer.line, layer.bottom, soft=True),
        layer.colour or GRASS[scene.atmosphere.season],
        "top",
        level=0.1,
    )


def plain(pen: Pen, layer: Layer, scene: Scene) -> None:
    """One colour over the whole picture."""
    pen.shape(
        geo.rect(-20, -20, scene.width + 40, scene.height + 40), layer.colour or "#e6dccb", outline=False
    )


SCENERY: Final[Mapping[str, Scenery]] = {
    "bare hill": bare_hill,
    "plain": plain,
    "mountains": mountains,
    "hills": hills,
}
