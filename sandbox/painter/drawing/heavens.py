"""What the sky and the deep hold, drawn in shapes: flat clouds, lightning, sea floors, light rays."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def _cloud(pen: Pen, x: float, y: float, width: float, lit: str, shade: str) -> None:
    """A cumulus with a flat foot."""
    rng = pen.rng
    path = f"M{geo.num(x - width / 2)} {geo.num(y)}"
    at, lumps = -width / 2, rng.randint(4, 6)
    for i in range(lumps):
        step = width / lumps * rng.uniform(0.8, 1.2) if i < lumps - 1 else width / 2 - at
        rise = math.sin(math.pi * (i + 0.5) / lumps)
        r = max(step * (0.52 + 0.12 * rise), step / 2 * 1.02)
        path += f"a{geo.num(r)} {geo.num(r * (0.8 + 0.5 * rise))} 0 0 1 {geo.num(step)} 0"
        at += step
    path += (
        f"Q{geo.num(x + width / 2 + 6)} {geo.num(y + width * 0.07)} {geo.num(x + width * 0.36)}"
        f" {geo.num(y + width * 0.07)}H{geo.num(x - width * 0.4)}Q{geo.num(x - width / 2 - 6)}"
        f" {geo.num(y + width * 0.06)} {geo.num(x - width / 2)} {geo.num(y)}Z"
    )
    outlined = pen.manner.outline > 0
    if pen.manner.shading == "line":
        pen.shape(path, "#ffffff")
        return
    stroke = (
        f' stroke="{pen.ink(shade)}" stroke-width="{geo.num(pen.manner.outline * 0.7)}"' if outlined else ""
    )
    pen.parts.append(f'<path d="{path}" fill="{lit}"{stroke}/>')
    clip = pen.clip_path(path)
    low = path.replace(
        f"M{geo.num(x - width / 2)}", f"M{geo.num(x - width / 2 - pen.light.side * width * 0.08)}", 1
    )
    pen.parts.append(
        f'<g clip-path="url(#{clip})"><path transform="translate(0 {geo.num(width * 0.1)})" d="{low}" '
        f'fill="{shade}" opacity="0.55"/></g>'
    )


def clouds(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Cut-out clouds, smaller towards the horizon."""
    air = scene.atmosphere
    rng = pen.rng
    count = round(3 + 9 * layer.amount)
    for share in sorted(rng.random() for _ in range(count)):
        y = layer.top + (layer.bottom - layer.top) * (1 - share) ** 1.1 * 0.92
        width = scene.width * (0.12 + 0.34 * share) * rng.uniform(0.6, 1.15)
        _cloud(pen, rng.uniform(-0.1, 1.1) * scene.width, y, width, air.cloud, air.cloud_shade)


def disc(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Sun or moon as a plain disc, with rays of rings in the flat manners."""
    if scene.sun is None:
        return
    air = scene.atmosphere
    x, y = scene.sun
    r = layer.amount
    if pen.manner.shading == "line":
        pen.shape(geo.ellipse(x, y, r), "#ffffff")
        if air.body == "sun":
            for i in range(24):
                angle = math.tau * i / 24
                pen.line(
                    [
                        (x + math.cos(angle) * r * 1.3, y + math.sin(angle) * r * 1.3),
                        (
                            x + math.cos(angle) * r * (1.7 if i % 2 else 2.1),
                            y + math.sin(angle) * r * (1.7 if i % 2 else 2.1),
                        ),
                    ],
                    "#333333",
                    2,
                    soft=False,
                )
        return
    for reach, opacity in ((3.4, 0.12), (2.4, 0.16), (1.6, 0.25)):
        pen.raw(geo.ellipse(x, y, r * reach), colours.mix(air.glow, air.sun, 0.3), opacity)
    if scene.crescent and air.body == "moon":
        horns = (x + r * 0.42, y - r * 0.9), (x + r * 0.9, y + r * 0.44)
        (x0, y0), (x1, y1) = horns
        far, near = geo.num(r), geo.num(r * 0.88)
        pen.raw(
            f"M{geo.num(x0)} {geo.num(y0)}A{far} {far} 0 1 0 {geo.num(x1)} {geo.num(y1)}"
            f"A{near} {near} 0 0 1 {geo.num(x0)} {geo.num(y0)}Z",
            air.sun,
        )
        return
    pen.raw(geo.ellipse(x, y, r), air.sun)
    if air.body == "moon":
        for dx, dy, size in ((-0.3, -0.2, 0.2), (0.25, 0.25, 0.26), (0.2, -0.4, 0.12), (-0.35, 0.4, 0.13)):
            pen.raw(geo.ellipse(x + dx * r, y + dy * r, size * r), colours.shift(air.sun, -0.07), 0.6)


def stars(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Stars as points and small crosses."""
    rng = pen.rng
    for _ in range(int(130 * layer.amount)):
        x, y = rng.uniform(0, scene.width), rng.uniform(layer.top, layer.bottom) * rng.random() ** 0.3
        size = rng.choice((1.2, 1.2, 1.8, 2.6, 4.5))
        path = geo.star(x, y, size * 1.7, size * 0.4, 4) if size > 2 else geo.ellipse(x, y, size)
        pen.raw(path, "#fdf6df", rng.uniform(0.5, 1))


def bolts(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Forked lightning down to the horizon."""
    rng = pen.rng
    for _ in range(1 if layer.amount < 0.7 else 2):
        x, y = rng.uniform(0.15, 0.85) * scene.width, layer.top
        run = [(x, y)]
        while y < layer.bottom:
            x, y = x + rng.uniform(-58, 58), y + rng.uniform(24, 62)
            run.append((x, y))
        pen.glow(run[0][0], run[len(run) // 3][1], scene.width * 0.34, "#cfd8ff", 0.55)
        pen.line(run, "#f4f2ff", 13, opacity=0.25, soft=False)
        pen.raw(geo.taper(run, 7, 2.4), "#ffffff")
        for _ in range(4):
            i = rng.randint(1, len(run) - 2)
            bx, by = run[i]
            fork = [(bx, by)]
            for _ in range(rng.randint(3, 5)):
                bx, by = bx + rng.choice((-1, 1)) * rng.uniform(16, 62), by + rng.uniform(16, 50)
                fork.append((bx, by))
            pen.raw(geo.taper(fork, 3.4, 0.8), "#f6f4ff", 0.9)


def drawn_stars(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """Stars where there are only lines."""
    rng = pen.rng
    for _ in range(60):
        x, y, size = rng.uniform(0, scene.width), rng.uniform(0, scene.height), rng.uniform(2, 9)
        pen.line([(x - size, y), (x + size, y)], "#555555", 1.5, soft=False)
        pen.line([(x, y - size), (x, y + size)], "#555555", 1.5, soft=False)


SCENERY: Final[Mapping[str, Scenery]] = {
    "drawn stars": drawn_stars,
    "flat clouds": clouds,
    "disc": disc,
    "flat stars": stars,
    "bolts": bolts,
}
