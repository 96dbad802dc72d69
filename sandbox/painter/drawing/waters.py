"""Water as shapes: sea floors, swell, breakers, waterfalls, drawn ripples."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def seabed(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Sand, corals and weed on the floor of the sea."""
    rng = pen.rng
    w, h = scene.width, scene.height
    floor = [
        (x, layer.top + 26 * math.sin(x / 190 + layer.seed % 9) + 14 * math.sin(x / 70))
        for x in range(-40, int(w) + 80, 50)
    ]
    pen.shape(
        geo.smooth(floor, closed=False) + f"L{geo.num(w + 60)} {geo.num(h + 30)}L-60 {geo.num(h + 30)}Z",
        "#c9b58a",
        "top",
        level=-0.15,
    )
    corals = ("#d9604f", "#e08a4a", "#c9577f", "#8f6ab5", "#e0b34a")
    spots = sorted((rng.uniform(-0.02, 1.02) * w, rng.uniform(0.1, 1.0)) for _ in range(int(13 * w / 1000)))
    for x, near in sorted(spots, key=lambda spot: spot[1]):
        y, size = layer.top + (h - layer.top) * near, 30 + 110 * near
        tone = layer.colour or rng.choice(corals)
        kind = rng.random()
        inner = pen.part(depth=0.5 - 0.5 * near)
        if kind < 0.35:
            for i in range(7):
                angle = math.radians(-90 + (i - 3) * 17 + rng.uniform(-6, 6))
                tip = (x + math.cos(angle) * size, y + math.sin(angle) * size)
                inner.shape(
                    geo.taper(geo.bend((x, y), tip, rng.uniform(-8, 8), 5), size * 0.1, size * 0.06),
                    tone,
                    "side",
                    level=rng.uniform(-0.3, 0.3),
                )
                inner.shape(geo.ellipse(*tip, size * 0.06), tone, level=0.4, outline=False)
        elif kind < 0.65:
            for i in range(5):
                points = [
                    (x + (i - 2) * size * 0.16 + math.sin(k * 1.1 + i) * size * 0.09, y - k * size * 0.24)
                    for k in range(7)
                ]
                inner.shape(
                    geo.taper(points, size * 0.1, 1, size * 0.05), "#4f8a5f", level=rng.uniform(-0.4, 0.3)
                )
        else:
            inner.shape(geo.ragged(rng, x, y - size * 0.3, size * 0.55, size * 0.45, lobes=11), tone, "round")
            for _ in range(7):
                inner.line(
                    geo.bend(
                        (x + rng.uniform(-0.3, 0.3) * size, y - size * 0.1),
                        (x + rng.uniform(-0.3, 0.3) * size, y - size * 0.6),
                        rng.uniform(-9, 9),
                        4,
                    ),
                    tone,
                    size * 0.03,
                    level=-0.6,
                )
    for _ in range(34):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(1.6, 8)
        pen.raw(geo.ellipse(x, y, r), "#dff4f4", 0.25)
        pen.raw(geo.ellipse(x - r * 0.3, y - r * 0.3, r * 0.3), "#ffffff", 0.6)


def swell(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Crests of waves drawn as shapes, larger towards the viewer."""
    rng = pen.rng
    air = scene.atmosphere
    water = layer.colour or air.water
    rows = 6
    for row in range(rows):
        t = (row + 0.4) / rows
        y = layer.top + (layer.bottom - layer.top) * t**1.5
        tall = 12 + 95 * t**1.4 * layer.amount
        inner = pen.part(depth=max(0.0, 0.7 - t))
        x = -rng.uniform(0, 300)
        edge: list[geo.Point] = []
        crests = []
        while x < scene.width + 200:
            long = (150 + 420 * t) * rng.uniform(0.7, 1.2)
            high = tall * rng.uniform(0.6, 1.0)
            edge.extend([(x, y + tall * 0.2), (x + long * 0.4, y - high * 0.4), (x + long * 0.62, y - high)])
            crests.append((x + long * 0.62, y - high, long, high))
            edge.append((x + long * 0.7, y - high * 0.3))
            x += long
        body = (
            geo.smooth(edge, closed=False, tension=0.85)
            + f"L{geo.num(x)} {geo.num(scene.height + 40)}L{geo.num(edge[0][0])} {geo.num(scene.height + 40)}Z"
        )
        inner.shape(body, colours.shift(water, 0.05 - 0.03 * row), "top", level=0.15)
        for cx, cy, long, high in crests:
            lip = [
                (cx - long * 0.26, cy + high * 0.5),
                (cx - long * 0.13, cy + high * 0.16),
                (cx - long * 0.03, cy - 1),
                (cx + long * 0.05, cy + high * 0.2),
            ]
            inner.shape(
                geo.taper(lip, 0.5, 0.8, high * 0.2), "#f2f7f6", level=0.3, outline=False, opacity=0.92
            )
            for k in range(7):
                x0 = cx - long * 0.22 + long * 0.036 * k
                y0 = cy + high * (0.52 - 0.075 * k)
                inner.shape(
                    geo.taper(
                        [(x0, y0), (x0 - long * 0.025, y0 + high * rng.uniform(0.14, 0.4))], high * 0.07, 0.4
                    ),
                    "#f2f7f6",
                    level=0.2,
                    outline=False,
                    opacity=0.7,
                )
            for _ in range(int(4 + 9 * t)):
                inner.shape(
                    geo.ellipse(
                        cx + rng.gauss(0, long * 0.06),
                        cy - abs(rng.gauss(0, high * 0.2)),
                        rng.uniform(0.8, 1 + 4 * t),
                    ),
                    "#f6faf9",
                    outline=False,
                    opacity=0.85,
                )


def breaker(pen: Pen, layer: Layer, scene: Scene) -> None:
    """One great wave curling over, with fingers of foam; `side` is where it rises from."""
    rng = pen.rng
    water = layer.colour or scene.atmosphere.water
    tall = layer.bottom - layer.top
    flip = -1 if layer.side > 0 else 1
    base_x = 0.0 if flip > 0 else scene.width
    unit = tall / 100

    def at(x: float, y: float) -> geo.Point:
        return base_x + flip * x * unit, layer.bottom - y * unit

    back = [
        (-20, -30),
        (-20, 62),
        (0, 70),
        (22, 84),
        (46, 97),
        (70, 100),
        (92, 94),
        (108, 80),
        (112, 66),
        (104, 58),
        (96, 66),
        (86, 72),
        (74, 68),
        (66, 54),
        (66, 36),
        (78, 18),
        (104, 6),
        (150, 0),
        (190, -6),
        (190, -30),
    ]
    pen.shape(geo.smooth([at(x, y) for x, y in back], tension=0.9), water, "side", level=0.05)
    for k in range(9):
        t = k / 8
        run = [
            (-10 + 20 * t, 8 + 40 * t),
            (18 + 16 * t, 34 + 38 * t),
            (44 + 8 * t, 58 + 30 * t),
            (70, 84 + 10 * t),
            (92 - 4 * (1 - t), 82 + 6 * t),
        ]
        pen.shape(
            geo.taper([at(x, y) for x, y in run], 0.6, 0.8, tall * 0.022),
            colours.shift(water, 0.12 if k % 2 else -0.07),
            level=0.1,
            outline=False,
            opacity=0.75,
        )
    hollow = [
        (66, 38),
        (68, 56),
        (76, 68),
        (88, 72),
        (98, 65),
        (90, 58),
        (82, 44),
        (86, 26),
        (100, 12),
        (84, 16),
    ]
    pen.shape(geo.smooth([at(x, y) for x, y in hollow]), colours.shift(water, -0.08), "top", outline=False)
    foam = "#f4f8f7"
    crest = [
        (14, 80),
        (40, 95),
        (70, 101),
        (94, 96),
        (110, 83),
        (116, 66),
        (107, 55),
        (102, 62),
        (98, 70),
        (88, 78),
        (70, 84),
        (44, 82),
        (24, 74),
    ]
    pen.shape(geo.smooth([at(x, y) for x, y in crest], tension=0.9), foam, level=0.25)
    for i in range(26):
        t = i / 25
        x = 30 + 84 * t
        y = 84 + 12 * math.sin(t * 2.4) - 34 * max(0.0, t - 0.62) / 0.38
        length = rng.uniform(7, 15) * (0.6 + t)
        hook = [(x, y), (x + length * 0.5, y - length * 0.55), (x + length * 0.35, y - length * 1.05)]
        pen.shape(
            geo.taper([at(px, py) for px, py in hook], tall * 0.036, tall * 0.006),
            foam,
            level=rng.uniform(-0.1, 0.4),
            outline=pen.manner.outline > 0,
        )
    for _ in range(90):
        t = rng.random()
        x, y = 40 + 96 * t + rng.gauss(0, 7), 88 - 40 * t * t + rng.gauss(0, 10)
        px, py = at(x, y)
        pen.shape(geo.ellipse(px, py, tall * rng.uniform(0.003, 0.011)), foam, level=0.3, outline=False)
    for _ in range(60):
        px, py = at(rng.uniform(60, 170), rng.uniform(-4, 8))
        pen.shape(
            geo.ellipse(px, py, tall * rng.uniform(0.01, 0.045), tall * rng.uniform(0.006, 0.016)),
            foam,
            level=0.2,
            outline=False,
            opacity=0.85,
        )


def fall(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A waterfall between rocks; `side` is where, `amount` how wide."""
    rng = pen.rng
    x = scene.width * (0.5 + 0.5 * layer.side)
    half = 46 + 40 * layer.amount
    rock = "#6b6a6d"
    for side in (-1, 1):
        drop = layer.bottom - layer.top
        wall = [(x + side * half * 0.7, layer.top - 16)]
        wall.extend((x + side * half * rng.uniform(0.7, 1.1), layer.top + drop * k / 7) for k in range(1, 8))
        far = x + side * half * 6
        wall.extend(
            [
                (far, layer.bottom + 24),
                (far, layer.top + (layer.bottom - layer.top) * 0.4),
                (x + side * half * 3, layer.top - 60 * rng.random()),
                (x + side * half * 1.8, layer.top - 30),
            ]
        )
        pen.shape(geo.poly(wall), rock, "side", level=-0.1)
        clip = pen.clip_path(geo.poly(wall))
        for _ in range(26):
            px, py = x + side * rng.uniform(0.8, 5.4) * half, rng.uniform(layer.top, layer.bottom)
            pen.shape(
                geo.poly([(px, py), (px + 30, py - 8), (px + 44, py + 30), (px + 8, py + 44)]),
                rock,
                level=rng.choice((-0.7, -0.4, 0.5)),
                clip=clip,
                opacity=0.7,
                outline=pen.manner.shading == "line",
            )
        for _ in range(9):
            px = x + side * rng.uniform(0.9, 4) * half
            pen.shape(
                geo.ragged(rng, px, layer.top - rng.uniform(-40, 40), 40, 26, lobes=8),
                "#4f7048",
                "round",
                level=-0.1,
            )
    sheet = [
        (x - half * 0.72, layer.top - 14),
        (x + half * 0.72, layer.top - 14),
        (x + half * 1.05, layer.bottom),
        (x - half * 1.05, layer.bottom),
    ]
    pen.shape(geo.poly(sheet), "#d5e8ec", "side", level=0.2)
    clip = pen.clip_path(geo.poly(sheet))
    for _ in range(34):
        px = x + rng.uniform(-1, 1) * half
        start = layer.top + rng.uniform(-0.1, 0.7) * (layer.bottom - layer.top)
        pen.shape(
            geo.taper(
                [(px, start), (px + rng.uniform(-4, 4), start + 70), (px + rng.uniform(-8, 8), start + 170)],
                1,
                1,
                rng.uniform(3, 9),
            ),
            rng.choice(("#ffffff", "#b5d3dd")),
            clip=clip,
            outline=False,
            opacity=0.8,
        )
    for _ in range(26):
        px, py = x + rng.gauss(0, half), layer.bottom - abs(rng.gauss(0, 26))
        pen.glow(px, py, rng.uniform(24, 60), "#ffffff", 0.32)


def drawn_ripples(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Water where there are only lines: a horizon and strokes that lengthen towards the viewer."""
    rng = pen.rng
    top, bottom = layer.top, max(layer.bottom, layer.top + 10)
    if layer.kind == "drawn ripples" and scene.layer("deep") is None:
        pen.line([(0, top), (scene.width, top)], "#555555", 2, soft=False)
    for _ in range(int(70 * scene.width / 1000)):
        share = rng.random() ** 0.75
        y, long = top + (bottom - top) * share, (18 + 120 * share) * rng.uniform(0.5, 1.1)
        x = rng.uniform(-0.02, 1.0) * scene.width
        lift = (1 + 9 * share) * (0.4 + layer.amount)
        pen.line(
            [
                (x, y),
                (x + long * 0.25, y - lift * 0.5),
                (x + long * 0.5, y),
                (x + long * 0.75, y + lift * 0.4),
                (x + long, y),
            ],
            "#666666",
            2,
        )


SCENERY: Final[Mapping[str, Scenery]] = {
    "drawn ripples": drawn_ripples,
    "seabed": seabed,
    "swell": swell,
    "breaker": breaker,
    "waterfall": fall,
}
