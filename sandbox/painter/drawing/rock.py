"""Sand, table mountains, volcanoes and cliffs."""

import itertools
import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import GRASS, Scenery, closed, height_at, summits, veil
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def dunes(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Sand with sharp crests: a lit windward side, a lee side in the shade."""
    rng, line = pen.rng, layer.line
    sand = layer.colour or rng.choice(("#dfb578", "#e2bd86", "#d8a56a"))
    body = closed(line, layer.bottom, soft=False)
    top = geo.smooth(line, closed=False, tension=0.8)
    body = (
        f"{top}L{geo.num(line[-1][0])} {geo.num(layer.bottom)}L{geo.num(line[0][0])} {geo.num(layer.bottom)}Z"
    )
    pen.shape(body, sand, "top", level=0.3)
    clip = pen.clip_path(body)
    for i in summits(line, scene.width * 0.06):
        x, y = line[i]
        after = line[min(i + 1, len(line) - 1)]
        drop = layer.bottom - y
        wander = [(x + math.sin(k * 1.25 + i) * 34 + k * 9, y + drop * k / 5) for k in range(1, 6)]
        lee = [(x, y), *wander, (after[0] + 160, layer.bottom), (after[0] + 30, after[1] + 30), after]
        pen.shape(geo.smooth(lee, tension=0.7), sand, level=-0.55, outline=False, clip=clip, opacity=0.85)
    if layer.depth < 0.5:
        for _ in range(12):
            x, y = rng.uniform(0, scene.width), rng.uniform(layer.top + 20, layer.bottom)
            wave = [(x + k * 22, y + math.sin(k * 0.9) * 4) for k in range(7)]
            pen.shape(geo.taper(wave, 0.4, 0.4, 2.6), sand, level=-0.4, outline=False, opacity=0.5, clip=clip)
    veil(pen, body, pen.light.haze, layer.top, layer.bottom, 0.15 + 0.45 * layer.depth)


def mesa(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Red table mountains in layers of rock."""
    rng, line = pen.rng, layer.line
    rock = layer.colour or rng.choice(("#b5603c", "#a85a3f", "#c07048"))
    body = closed(line, layer.bottom, soft=False)
    pen.shape(body, rock, level=0.15)
    clip = pen.clip_path(body)
    y = layer.top
    while y < layer.bottom:
        tall = rng.uniform(6, 22)
        wave = [(x, y + rng.uniform(-3, 3)) for x in range(-60, int(scene.width) + 120, 90)]
        pen.shape(
            geo.smooth([*wave, *[(px, py + tall) for px, py in reversed(wave)]], tension=0.7),
            colours.shift(rock, rng.uniform(-0.05, 0.06)),
            clip=clip,
            outline=False,
            opacity=0.7,
        )
        y += tall + rng.uniform(6, 24)
    toward = 1 if pen.light.side < 0 else -1
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        if (y2 - y1) * toward > (layer.bottom - layer.top) * 0.16:
            edge = (x1, y1) if toward > 0 else (x2, y2)
            pen.shape(
                geo.poly(
                    [
                        (edge[0] - toward * 34, edge[1]),
                        (edge[0] + toward * 70, edge[1]),
                        (edge[0] + toward * 110, layer.bottom),
                        (edge[0] - toward * 16, layer.bottom),
                    ]
                ),
                rock,
                level=-0.7,
                clip=clip,
                outline=False,
                opacity=0.75,
            )
    veil(pen, body, pen.light.haze, layer.top, layer.bottom, 0.2 + 0.5 * layer.depth)


def volcano(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A cone with fire in its crater and a plume."""
    rng, line = pen.rng, layer.line
    rock = layer.colour or "#5b5560"
    peak = min(line, key=lambda point: point[1])
    x, y = scene.width * (0.5 + 0.5 * layer.side), peak[1]
    drop = layer.bottom - y
    pen.glow(x, y + drop * 0.05, drop * 0.62, "#ff8a3c", 0.75)
    if pen.manner.shading == "soft":
        for i in range(16):
            t = i / 15
            drift = -pen.light.side * t * t * drop * 0.5
            pen.glow(
                x + drift + rng.uniform(-14, 14),
                y - t * drop * 0.75,
                drop * (0.08 + 0.2 * t),
                colours.mix("#6b5a60", pen.light.haze, t * 0.7),
                0.5 * (1 - t * 0.6),
            )
    else:
        for i in range(7):
            t = i / 6
            pen.shape(
                geo.ragged(
                    rng,
                    x - pen.light.side * t * t * drop * 0.4,
                    y - t * drop * 0.6,
                    drop * (0.06 + 0.13 * t),
                    drop * (0.05 + 0.1 * t),
                ),
                "#7d6f74",
                level=0.3 - t * 0.2,
            )
    body = closed(line, layer.bottom, soft=False)
    pen.shape(body, rock, "side")
    clip = pen.clip_path(body)
    toward = 1 if pen.light.side < 0 else -1
    pen.shape(
        geo.poly(
            [
                (x, y),
                (x + toward * drop * 0.12, y + drop * 0.4),
                (x + toward * drop * 0.05, layer.bottom),
                (x + toward * drop * 3, layer.bottom),
                (x + toward * drop * 0.1, y),
            ]
        ),
        rock,
        level=-0.6,
        clip=clip,
        outline=False,
        opacity=0.8,
    )
    pen.glow(x, y + drop * 0.06, drop * 0.2, "#ffb04a", 0.9)
    for k in range(5):
        run = [(x + (k - 2) * drop * 0.03, y + drop * 0.02)]
        for step in range(1, 7):
            run.append(
                (
                    run[-1][0] + (k - 2) * drop * 0.035 + rng.uniform(-0.03, 0.03) * drop,
                    y + drop * 0.115 * step,
                )
            )
        run = run[: rng.randint(4, 7)]
        pen.shape(geo.taper(run, drop * 0.022, drop * 0.005), "#d9481f", clip=clip, outline=False)
        pen.raw(geo.taper(run, drop * 0.011, drop * 0.002), "#ffbf55", 0.95)
    veil(pen, body, pen.light.haze, y + drop * 0.4, layer.bottom, 0.5)


def cliff(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A headland or island of rock with turf on top and surf at its foot."""
    rng, line = pen.rng, layer.line
    rock = layer.colour or rng.choice(("#6f6863", "#75706f", "#655f63"))
    turf = GRASS[scene.atmosphere.season]
    body = closed(line, layer.bottom, soft=False)
    pen.shape(body, rock, "side", level=0.05)
    clip = pen.clip_path(body)
    left, right = min(x for x, _ in line), max(x for x, _ in line)
    tall = layer.bottom - layer.top
    for _ in range(int((right - left) / 15)):
        x = rng.uniform(left, right)
        y = height_at(line, x) + rng.uniform(-0.04, 0.7) * tall
        wide, high = rng.uniform(26, 90), rng.uniform(50, 150)
        facet = [
            (x, y),
            (x + wide * rng.uniform(0.4, 0.8), y - high * 0.1),
            (x + wide, y + high * rng.uniform(0.2, 0.5)),
            (x + wide * rng.uniform(0.5, 0.8), y + high),
            (x + wide * rng.uniform(-0.1, 0.2), y + high * rng.uniform(0.6, 0.9)),
        ]
        pen.shape(
            geo.poly(facet),
            rock,
            level=rng.choice((-0.6, -0.4, -0.2, 0.25, 0.45)),
            clip=clip,
            outline=False,
            opacity=0.0 if pen.manner.shading == "line" else 0.5,
        )
    for _ in range(int((right - left) / 24)):
        x = rng.uniform(left, right)
        y = height_at(line, x) + rng.uniform(0, 0.5) * tall
        crack = [(x, y)]
        for _ in range(4):
            crack.append((crack[-1][0] + rng.uniform(-10, 16), crack[-1][1] + rng.uniform(10, 34)))
        pen.shape(
            geo.taper(crack, rng.uniform(1.5, 5), 0.4),
            rock,
            level=-0.9,
            clip=clip,
            outline=False,
            opacity=0.75,
        )
    crest = [(x, y) for x, y in line if y < layer.top + tall * 0.5]
    if len(crest) > 1:
        under = [(x, y + rng.uniform(8, 20) + tall * 0.03) for x, y in reversed(crest)]
        pen.shape(
            geo.poly([(crest[0][0], crest[0][1] - 3), *[(x, y - 2) for x, y in crest], *under]),
            turf,
            "top",
            clip=clip,
            outline=False,
        )
        for _ in range(int((right - left) / 6)):
            x = rng.uniform(crest[0][0], crest[-1][0])
            y = height_at(crest, x)
            pen.shape(
                geo.taper([(x, y + 5), (x + rng.uniform(-3, 3), y - rng.uniform(2, 8))], 2.6, 0.3),
                turf,
                level=rng.uniform(-0.4, 0.5),
                outline=False,
            )
    if layer.amount > 0:
        foam = []
        for _ in range(int((right - left) / 9)):
            x = rng.uniform(left - 18, right + 18)
            foam.append(
                geo.ellipse(
                    x,
                    layer.bottom - rng.uniform(0, 6) * layer.amount * 2,
                    rng.uniform(6, 22),
                    rng.uniform(1.6, 5) * (0.6 + layer.amount),
                )
            )
        pen.many(foam, "#f1f6f4", level=0.3, opacity=0.75)
        if layer.amount > 0.6:
            for _ in range(5):
                x = rng.uniform(left + (right - left) * 0.2, right)
                for _ in range(22):
                    pen.shape(
                        geo.ellipse(
                            x + rng.gauss(0, 16), layer.bottom - abs(rng.gauss(0, 26)), rng.uniform(1.2, 4.6)
                        ),
                        "#f4f8f6",
                        outline=False,
                        opacity=0.75,
                    )


def boulders(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Stones along the lower edge."""
    rng = pen.rng
    rock = layer.colour or "#78726d"
    spots = []
    for _ in range(int(7 + 8 * layer.amount)):
        x = rng.uniform(-0.05, 1.05) * scene.width
        if layer.side:
            x = scene.width * (0.5 + layer.side * 0.5) + rng.gauss(0, scene.width * 0.22)
        spots.append((x, rng.uniform(layer.top, layer.bottom), rng.uniform(18, 66)))
    for x, y, r in sorted(spots, key=lambda spot: spot[1]):
        pen.shadow(x, y + r * 0.3, r * 1.1, r * 0.22)
        stone = geo.pebble(rng, x, y, r, r * rng.uniform(0.5, 0.72))
        pen.shape(stone, rock, "round", level=rng.uniform(-0.2, 0.15))
        clip = pen.clip_path(stone)
        pen.shape(
            geo.pebble(rng, x + pen.light.side * r * 0.3, y - r * 0.3, r * 0.5, r * 0.22),
            rock,
            level=0.6,
            clip=clip,
            outline=False,
            opacity=0.6,
        )


SCENERY: Final[Mapping[str, Scenery]] = {
    "dunes": dunes,
    "mesa": mesa,
    "volcano": volcano,
    "cliff": cliff,
    "boulders": boulders,
}
