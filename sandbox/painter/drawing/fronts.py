"""House fronts seen flat on, pavements and quays."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.buildings import casement
from sandbox.painter.drawing.furniture import window as shuttered
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.town import FRONTS
from sandbox.painter.scene import Layer, Scene


def house_front(pen: Pen, x: float, base: float, width: float, height: float) -> None:
    """A house of a street, seen flat on: shop below, windows above, a roof."""
    rng = pen.rng
    wall = rng.choice(FRONTS)
    roof = rng.choice(("#8a4a3a", "#5f5a60", "#6b4f42"))
    top = base - height
    kind = rng.choice(("gable", "flat", "mansard", "gable"))
    pen.shape(geo.rect(x, top, width, height), wall, "side")
    if kind == "gable":
        pen.shape(
            geo.poly([(x - 4, top + 1), (x + width / 2, top - width * 0.46), (x + width + 4, top + 1)]),
            roof,
            "side",
        )
    elif kind == "mansard":
        pen.shape(
            geo.poly(
                [
                    (x - 4, top + 1),
                    (x + width * 0.1, top - width * 0.3),
                    (x + width * 0.9, top - width * 0.3),
                    (x + width + 4, top + 1),
                ]
            ),
            roof,
            "side",
        )
    else:
        pen.shape(geo.rect(x - 5, top - 8, width + 10, 12), roof, "top")
    floors = max(2, round(height / 105))
    storey = height / floors
    across = max(2, round(width / 74))
    for floor in range(1, floors):
        for column in range(across):
            casement(
                pen,
                x + width * (column + 0.5) / across,
                base - storey * floor - storey * 0.24,
                width / across * 0.42,
                storey * 0.52,
            )
    shop = rng.random() < 0.6
    if shop:
        pen.pane(
            geo.rect(x + width * 0.08, base - storey * 0.72, width * 0.5, storey * 0.58, 2), 1.0, "#4f6470"
        )
        awning = rng.choice(("#b8402f", "#3f6f5a", "#34566b", "#c9973a"))
        stripes = 8
        for i in range(stripes):
            left = x + width * (0.04 + 0.58 * i / stripes)
            pen.shape(
                geo.poly(
                    [
                        (left, base - storey * 0.8),
                        (left + width * 0.0725, base - storey * 0.8),
                        (left + width * 0.0725, base - storey * 0.6),
                        (left, base - storey * 0.6),
                    ]
                ),
                awning if i % 2 else "#f4ecdc",
                "top",
                outline=False,
            )
    else:
        casement(pen, x + width * 0.28, base - storey * 0.26, width * 0.2, storey * 0.46)
    pen.shape(
        geo.rect(x + width * 0.68, base - storey * 0.74, width * 0.2, storey * 0.74),
        rng.choice(("#5a4638", "#34566b", "#7a3a34", "#3f5a48")),
        "side",
    )


def street_fronts(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A street seen across: a row of houses behind a pavement."""
    rng = pen.rng
    x = -rng.uniform(10, 120)
    tall = layer.bottom - layer.top
    while x < scene.width:
        width = rng.uniform(170, 290)
        house_front(pen, x, layer.bottom, width, tall * rng.uniform(0.62, 1.0))
        x += width


def facade(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A plastered wall flat on, with worn patches, ivy and the ground before it."""
    rng = pen.rng
    wall = layer.colour or rng.choice(("#ead9bb", "#e3c7a2", "#d9ccc0", "#e6d3c3", "#cfd3c6"))
    w = scene.width
    pen.shape(geo.rect(-20, -20, w + 40, layer.bottom + 30), wall, "side")
    for _ in range(6):
        x, y = rng.uniform(0, w), rng.uniform(0, layer.bottom)
        pen.shape(
            geo.ragged(rng, x, y, rng.uniform(40, 150), rng.uniform(26, 90), lobes=8, depth=0.25),
            wall,
            level=rng.choice((-0.28, 0.3)),
            outline=False,
            opacity=0.4,
        )
    for _ in range(4):
        x, y = rng.uniform(0, w), rng.uniform(30, layer.bottom - 30)
        for row in range(3):
            for column in range(3):
                if rng.random() < 0.7:
                    pen.shape(
                        geo.rect(x + column * 38 + (row % 2) * 19, y + row * 17, 34, 13, 2),
                        "#b8735a",
                        level=rng.uniform(-0.4, 0.4),
                        opacity=0.8,
                    )
    pen.shape(geo.rect(-20, layer.bottom - 62, w + 40, 64), colours.shift(wall, -0.1), "side")
    side = layer.side or 1.0
    leaves = {"autumn": ("#b5502a", "#c9742c", "#8f3f2a"), "winter": ("#6b5f55",)}.get(
        scene.atmosphere.season, ("#5f8248", "#4f7345", "#73934f")
    )
    for _ in range(200 if layer.amount else 0):
        x = w * (0.5 + side * 0.5) - side * abs(rng.gauss(0, w * 0.09))
        y = rng.uniform(-20, layer.bottom * 0.82) * rng.uniform(0.5, 1.0)
        pen.shape(
            geo.ragged(rng, x, y, rng.uniform(9, 19), rng.uniform(8, 15), lobes=5, depth=0.3),
            rng.choice(leaves),
            level=rng.uniform(-0.6, 0.5),
            outline=False,
        )
    pavement(pen, layer, scene)


def pavement(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Cobbles from the foot of a wall to the lower edge."""
    rng = pen.rng
    w, h = scene.width, scene.height
    ground = "#a79c90"
    pen.shape(geo.rect(-20, layer.bottom, w + 40, h - layer.bottom + 30), ground, "top", level=-0.05)
    rows = 7
    for row in range(rows):
        t = (row + 0.5) / rows
        y = layer.bottom + (h - layer.bottom) * t**1.4
        tall = (h - layer.bottom) * 0.05 * (0.4 + 1.3 * t)
        wide = tall * 2.6
        x = -wide * rng.random()
        while x < w:
            pen.shape(
                geo.rect(x, y - tall * 0.5, wide * 0.92, tall * 0.86, tall * 0.3),
                ground,
                "top",
                level=rng.uniform(-0.45, 0.35),
                outline=False,
                opacity=0.7,
            )
            x += wide * rng.uniform(0.85, 1.15)
    pen.shape(geo.rect(-20, layer.bottom - 3, w + 40, 13), ground, level=-0.7, outline=False, opacity=0.5)


def quay(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A wooden jetty running out from the lower edge."""
    w, h = scene.width, scene.height
    wood = layer.colour or "#9a7c5c"
    foot, far = w * (0.5 + 0.34 * layer.side), w * (0.5 + 0.1 * layer.side)
    top = layer.top
    pen.shape(
        geo.poly([(far - 16, top), (far + 16, top), (foot + w * 0.2, h + 30), (foot - w * 0.2, h + 30)]),
        wood,
        "top",
        level=0.1,
    )
    for i in range(24):
        t = (i / 24) ** 1.7
        y = top + (h + 30 - top) * t
        middle, half = far + (foot - far) * t, 16 + (w * 0.2 - 16) * t
        pen.line(
            [(middle - half, y), (middle + half, y)], wood, 0.8 + 3.4 * t, level=-0.7, opacity=0.6, soft=False
        )
    for i in range(6):
        t = 0.03 + (i / 5.4) ** 1.6 * 0.92
        y = top + (h + 30 - top) * t
        middle, half = far + (foot - far) * t, 16 + (w * 0.2 - 16) * t
        for side in (-1, 1):
            wide, tall = 3 + 20 * t, 14 + 110 * t
            pen.shape(
                geo.rect(middle + side * half - wide / 2, y - tall, wide, tall * 1.7, wide * 0.3),
                colours.shift(wood, -0.1),
                "side",
            )


def windows_in_wall(pen: Pen, layer: Layer, _: Scene) -> None:
    """Shuttered windows on a façade where nothing else is."""
    for x, y in layer.line:
        size = (layer.bottom - layer.top) / 100
        pen.open(f"translate({geo.num(x)} {geo.num(y)}) scale({size:.3f})")
        inner = pen.part(scale=pen.scale * size)
        inner.accent = layer.colour
        shuttered(inner)
        pen.close()


SCENERY: Final[Mapping[str, Scenery]] = {
    "street fronts": street_fronts,
    "facade": facade,
    "pavement": pavement,
    "quay": quay,
    "wall windows": windows_in_wall,
}
