"""Pictures of nothing but form and colour. `Layer.line` is not used; the colours come from the scene."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene

SCHEMES: Final = (
    ("#f2e8d5", "#d9512c", "#1f3a4d", "#e8a33d", "#5f8a8b"),
    ("#f4efe6", "#27364a", "#c2455a", "#f0b86a", "#7fa39a"),
    ("#ece3d3", "#2f4a3f", "#d98a4a", "#8a3f52", "#a9b58a"),
    ("#e9e4da", "#3f3d6b", "#e0705a", "#f2c94c", "#6fa8a0"),
    ("#1f2430", "#e8c36a", "#c2503f", "#4f8a94", "#e9dfcb"),
    ("#f6ead9", "#7a2f4a", "#e59a86", "#3f6b73", "#d9b25a"),
    ("#dfe8e6", "#1f5a73", "#f08a5a", "#f6d77a", "#2f2f44"),
    ("#f1e3e0", "#5a3f73", "#d9798f", "#8fb5b0", "#f0c27a"),
)


def scheme(pen: Pen, scene: Scene) -> tuple[str, ...]:
    """Five colours: the prompt's own where it names some, the ground first."""
    base = list(pen.rng.choice(SCHEMES))
    for i, colour in enumerate(scene.colours[:4]):
        base[1 + i] = colour
    if scene.colours and scene.atmosphere.night:
        base[0] = colours.mix(base[1], "#12141f", 0.75)
    return tuple(base)


def _ground(pen: Pen, scene: Scene, colour: str) -> None:
    pen.shape(geo.rect(-20, -20, scene.width + 40, scene.height + 40), colour, "side", outline=False)


def geometric(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """Circles, half circles, bars and triangles in balance on a slanting axis."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    w, h = scene.width, scene.height
    tilt = rng.uniform(-35, 35)
    pen.open(f"rotate({tilt:.1f} {w / 2:.0f} {h / 2:.0f})")
    cx, cy, unit = w * rng.uniform(0.36, 0.64), h * rng.uniform(0.36, 0.64), min(w, h)
    pen.shape(geo.ellipse(cx, cy, unit * 0.3), tones[0], "round")
    pen.shape(geo.ellipse(cx, cy, unit * 0.19), tones[2], "side", outline=False)
    for _ in range(rng.randint(4, 6)):
        x, y, length, wide = (
            rng.uniform(0, w),
            rng.uniform(0.1, 0.9) * h,
            rng.uniform(0.3, 0.95) * unit,
            rng.uniform(0.012, 0.05) * unit,
        )
        pen.shape(geo.rect(x - length / 2, y, length, wide), rng.choice(tones), "side", opacity=0.95)
    for _ in range(rng.randint(3, 5)):
        x, y, r = rng.uniform(0.05, 0.95) * w, rng.uniform(0.05, 0.95) * h, rng.uniform(0.07, 0.17) * unit
        turn = rng.choice((0, 90, 180, 270))
        pen.open(f"rotate({turn} {x:.0f} {y:.0f})")
        pen.shape(
            f"M{geo.num(x - r)} {geo.num(y)}A{geo.num(r)} {geo.num(r)} 0 0 1 {geo.num(x + r)} {geo.num(y)}Z",
            rng.choice(tones),
            "top",
        )
        pen.close()
    for _ in range(rng.randint(3, 4)):
        x, y, r = rng.uniform(0.05, 0.95) * w, rng.uniform(0.05, 0.95) * h, rng.uniform(0.08, 0.22) * unit
        pen.shape(
            geo.poly(geo.ring(x, y, r, 3, rng.uniform(0, 120))), rng.choice(tones), "side", opacity=0.92
        )
    for _ in range(3):
        x, y, step = rng.uniform(0.1, 0.8) * w, rng.uniform(0.1, 0.8) * h, unit * 0.03
        for i in range(4):
            for k in range(4):
                pen.shape(geo.ellipse(x + i * step, y + k * step, step * 0.22), tones[1], outline=False)
    for _ in range(5):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0.04, 0.3) * unit
        pen.line(geo.ellipse(x, y, r), rng.choice(tones), unit * 0.004)
    pen.close()


def circles(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """Discs and rings of many sizes, light through each other."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    w, h, unit = scene.width, scene.height, min(scene.width, scene.height)
    spots: list[tuple[float, float, float]] = []
    for _ in range(500):
        r = unit * rng.choice((0.2, 0.13, 0.09, 0.06, 0.04, 0.025)) * rng.uniform(0.8, 1.2)
        x, y = rng.uniform(-0.05, 1.05) * w, rng.uniform(-0.05, 1.05) * h
        if all(math.hypot(x - px, y - py) > (r + pr) * 0.92 for px, py, pr in spots):
            spots.append((x, y, r))
    for x, y, r in spots:
        tone = rng.choice(tones)
        kind = rng.random()
        pen.shape(geo.ellipse(x, y, r), tone, "round" if kind < 0.7 else "flat")
        inner = r
        while kind > 0.35 and inner > unit * 0.02:
            inner *= 0.7
            pen.shape(geo.ellipse(x, y, inner), rng.choice((*tones, ground)), "round", outline=False)


def swirls(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """Ribbons that follow a slow field, as in marbled paper."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    w, h, unit = scene.width, scene.height, min(scene.width, scene.height)
    knots = [
        (rng.uniform(0, w), rng.uniform(0, h), rng.choice((-1, 1)) * rng.uniform(0.6, 1.4)) for _ in range(5)
    ]
    drift = rng.uniform(0, math.tau)

    def heading(x: float, y: float) -> float:
        dx, dy = math.cos(drift) * 0.6, math.sin(drift) * 0.6
        for kx, ky, power in knots:
            away = math.hypot(x - kx, y - ky) + unit * 0.06
            pull = power * unit * 0.42 / away
            dx += -(y - ky) / away * pull
            dy += (x - kx) / away * pull
        return math.atan2(dy, dx)

    for band in range(150):
        x, y = rng.uniform(-0.1, 1.1) * w, rng.uniform(-0.1, 1.1) * h
        points = []
        for _ in range(26):
            points.append((x, y))
            turn = heading(x, y)
            x, y = x + math.cos(turn) * unit * 0.03, y + math.sin(turn) * unit * 0.03
        wide = unit * rng.uniform(0.006, 0.06) * (1.0 if band < 90 else 0.35)
        pen.shape(
            geo.taper(points, 0.5, 0.5, wide),
            rng.choice(tones),
            level=rng.uniform(-0.5, 0.5),
            opacity=0.93,
            outline=wide > unit * 0.02,
        )


def stripes(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """Horizontal bands of uneven height, edges trembling."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    w, h = scene.width, scene.height
    y = -10.0
    while y < h + 20:
        tall = h * rng.choice((0.012, 0.03, 0.06, 0.11)) * rng.uniform(0.8, 1.3)
        phase, swing = rng.uniform(0, math.tau), h * rng.uniform(0.002, 0.022)
        edge = [(x, y + swing * math.sin(x / w * 5 + phase)) for x in range(-40, int(w) + 90, 60)]
        low = [(px, py + tall + swing * 0.4) for px, py in reversed(edge)]
        pen.shape(geo.smooth([*edge, *low], tension=0.8), rng.choice(tones), level=rng.uniform(-0.3, 0.35))
        y += tall + h * rng.choice((0.0, 0.008, 0.03))


def expressive(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Large soft planes and a few sure gestures: the answer to words without a picture."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    w, h, unit = scene.width, scene.height, min(scene.width, scene.height)
    calm = layer.amount < 0.5
    for _ in range(4 if calm else 7):
        x, y = rng.uniform(0.1, 0.9) * w, rng.uniform(0.1, 0.9) * h
        rx, ry = unit * rng.uniform(0.2, 0.46), unit * rng.uniform(0.14, 0.38)
        tone = rng.choice(tones)
        pen.shape(
            geo.pebble(rng, x, y, rx, ry, corners=rng.choice((5, 7, 9))),
            tone,
            rng.choice(("side", "top", "round")),
            opacity=0.92,
        )
        pen.shape(
            geo.pebble(rng, x + rx * 0.1, y + ry * 0.1, rx * 0.55, ry * 0.5, corners=6),
            colours.shift(tone, rng.choice((-0.1, 0.1))),
            outline=False,
            opacity=0.7,
        )
    for _ in range(3 if calm else 8):
        start = (rng.uniform(-0.1, 1.1) * w, rng.uniform(-0.1, 1.1) * h)
        angle, length = rng.uniform(-0.7, 0.7) + rng.choice((0, math.pi / 2)), unit * rng.uniform(0.4, 1.1)
        end = (start[0] + math.cos(angle) * length, start[1] + math.sin(angle) * length)
        spine = geo.bend(start, end, unit * rng.uniform(-0.24, 0.24), 9)
        pen.shape(
            geo.taper(spine, unit * rng.uniform(0.01, 0.05), unit * 0.006, unit * rng.uniform(0.0, 0.04)),
            rng.choice(tones),
            level=rng.uniform(-0.5, 0.4),
            opacity=0.95,
        )
    for _ in range(5 if calm else 16):
        x, y, r = rng.gauss(0.5, 0.25) * w, rng.gauss(0.5, 0.25) * h, unit * rng.uniform(0.005, 0.03)
        pen.shape(geo.ellipse(x, y, r), rng.choice(tones), "round")
    for _ in range(4):
        x, y = rng.uniform(0.1, 0.8) * w, rng.uniform(0.15, 0.85) * h
        for k in range(5):
            pen.line(
                [(x, y + k * unit * 0.014), (x + unit * 0.16, y + k * unit * 0.014 - unit * 0.01)],
                tones[0],
                unit * 0.003,
            )


def ornament(pen: Pen, _layer: Layer, scene: Scene) -> None:
    """A repeating pattern of tiles, each with the same rosette."""
    rng = pen.rng
    ground, *tones = scheme(pen, scene)
    _ground(pen, scene, ground)
    unit = min(scene.width, scene.height) / rng.choice((3, 4, 5))
    petals, kind, style = rng.choice((4, 6, 8)), rng.choice(("petal", "star", "ring")), rng.random()
    rows, columns = int(scene.height / unit) + 2, int(scene.width / unit) + 2
    for row in range(-1, rows):
        for column in range(-1, columns):
            x = (column + (0.5 if row % 2 and style < 0.5 else 0)) * unit + unit / 2
            y = row * unit + unit / 2
            if (row + column) % 2:
                pen.shape(
                    geo.rect(x - unit / 2, y - unit / 2, unit, unit), tones[3], outline=False, opacity=0.55
                )
            if kind == "ring":
                for i, r in enumerate((0.46, 0.34, 0.22, 0.1)):
                    pen.shape(
                        geo.ellipse(x, y, unit * r),
                        tones[(i + row) % len(tones)] if i % 2 else ground,
                        "flat",
                    )
            elif kind == "star":
                pen.shape(geo.star(x, y, unit * 0.46, unit * 0.2, petals), tones[0], "flat")
                pen.shape(
                    geo.star(x, y, unit * 0.3, unit * 0.13, petals, -90 + 180 / petals), tones[1], "flat"
                )
                pen.shape(geo.ellipse(x, y, unit * 0.09), tones[2])
            for i in range(petals if kind == "petal" else 0):
                pen.open(f"rotate({i * 360 / petals:.1f} {x:.1f} {y:.1f})")
                pen.shape(
                    f"M{geo.num(x)} {geo.num(y)}Q{geo.num(x + unit * 0.2)} {geo.num(y - unit * 0.24)}"
                    f" {geo.num(x)} {geo.num(y - unit * 0.47)}Q{geo.num(x - unit * 0.2)} "
                    f"{geo.num(y - unit * 0.24)} {geo.num(x)} {geo.num(y)}Z",
                    tones[i % 2],
                    "flat",
                )
                pen.close()
            pen.shape(geo.ellipse(x, y, unit * 0.08), tones[2])
            for px, py in geo.ring(x, y, unit * 0.5, 4, 45):
                pen.shape(geo.ellipse(px, py, unit * 0.035), tones[1], outline=False)


SCENERY: Final[Mapping[str, Scenery]] = {
    "geometric": geometric,
    "circles": circles,
    "swirls": swirls,
    "stripes": stripes,
    "expressive": expressive,
    "ornament": ornament,
}
