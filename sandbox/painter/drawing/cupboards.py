"""What stands along the wall of a library, a kitchen, a café."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene

_SPINES: Final = (
    "#8a3f35",
    "#34566b",
    "#5f6b45",
    "#b5843f",
    "#5a4468",
    "#a5653f",
    "#3f5f5a",
    "#c9b08a",
    "#6b4a3a",
    "#2f4257",
)


def shelves(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Bookshelves along the wall; `side` -1..1 leaves the other part free, 0 fills the wall."""
    rng = pen.rng
    w = scene.width
    left, right = (
        (-20.0, w + 20) if layer.side == 0 else ((-20.0, w * 0.42) if layer.side < 0 else (w * 0.58, w + 20))
    )
    wood = layer.colour or "#7a5138"
    pen.shape(
        geo.rect(left, layer.top, right - left, layer.bottom - layer.top), colours.shift(wood, -0.14), "side"
    )
    rows = max(3, round((layer.bottom - layer.top) / 128))
    tall = (layer.bottom - layer.top) / rows
    for row in range(rows):
        floor = layer.top + tall * (row + 1)
        x = left + 14
        while x < right - 12:
            if rng.random() < 0.06:
                pot = rng.uniform(24, 34)
                pen.shape(
                    geo.smooth(
                        [
                            (x + pot * 0.2, floor - pot),
                            (x, floor - pot * 0.5),
                            (x + pot * 0.25, floor - 8),
                            (x + pot * 0.85, floor - 8),
                            (x + pot * 1.1, floor - pot * 0.5),
                            (x + pot * 0.9, floor - pot),
                        ]
                    ),
                    rng.choice(("#c9704f", "#4f7f94", "#e6ddcc")),
                    "round",
                )
                x += pot * 1.5
                continue
            wide, high = rng.uniform(9, 24), tall * rng.uniform(0.55, 0.82)
            lean = 6 if rng.random() < 0.08 else 0
            spine = rng.choice(_SPINES)
            pen.shape(
                geo.poly(
                    [
                        (x, floor - 8),
                        (x + lean, floor - 8 - high),
                        (x + wide + lean, floor - 8 - high),
                        (x + wide, floor - 8),
                    ]
                ),
                spine,
                "side",
                level=rng.uniform(-0.15, 0.15),
                outline=pen.manner.outline > 0,
            )
            if wide > 13:
                pen.shape(
                    geo.rect(x + 2 + lean * 0.8, floor - 8 - high * 0.8, wide - 4, 3),
                    "#e3cf9a",
                    outline=False,
                    opacity=0.8,
                )
            x += wide + rng.uniform(0.5, 2) + lean
        pen.shape(geo.rect(left, floor - 9, right - left, 11), wood, "top", level=0.1)
    x = left
    while x < right:
        pen.shape(geo.rect(x, layer.top, 12, layer.bottom - layer.top), wood, "side")
        x += 260
    pen.shape(geo.rect(left - 6, layer.top - 16, right - left + 12, 18), wood, "top", level=0.2)


def kitchen_wall(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Cupboards, a worktop, pans on hooks."""
    rng = pen.rng
    w = scene.width
    front = layer.colour or rng.choice(("#7f9a8c", "#8fa3b0", "#e3d8c3", "#b5806a"))
    for column in range(-20, int(w) + 80, 46):
        for y in range(int(layer.top), int(layer.bottom - 150), 46):
            pen.shape(geo.rect(column, y, 43, 43, 2), "#ece4d4", level=rng.uniform(-0.25, 0.3), outline=False)
    counter = layer.bottom - 190
    pen.line([(0, layer.top + 34), (w, layer.top + 34)], "#5b5049", 6, soft=False)
    x = rng.uniform(30, 90)
    while x < w:
        r = rng.uniform(26, 40)
        pen.line([(x, layer.top + 34), (x, layer.top + 74)], "#4a4340", 4, soft=False)
        pen.shape(
            geo.ellipse(x, layer.top + 74 + r, r), rng.choice(("#b8693f", "#4a4a50", "#9a9ea1")), "round"
        )
        x += rng.uniform(120, 230)
    pen.shape(geo.rect(-20, counter, w + 40, 22), "#b58a5c", "top", level=0.2)
    x = -10.0
    while x < w:
        pen.shape(geo.rect(x, counter + 22, 150, layer.bottom - counter - 34), front, "side")
        pen.line(geo.rect(x + 14, counter + 38, 122, layer.bottom - counter - 66), front, 3, level=-0.6)
        pen.shape(geo.ellipse(x + 128, counter + 90, 6), "#c9a55a", "round")
        x += 154


def counter(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A café's bar: panelled front, bottles and hanging lamps."""
    rng = pen.rng
    w = scene.width
    wood = layer.colour or "#7a5138"
    for row in (0, 1):
        y = layer.top + (layer.bottom - layer.top) * (0.22 + 0.22 * row)
        pen.shape(geo.rect(w * 0.08, y, w * 0.84, 10), wood, "top", level=0.2)
        x = w * 0.1
        while x < w * 0.9:
            tall, wide = rng.uniform(46, 78), rng.uniform(14, 24)
            pen.shape(
                geo.smooth(
                    [
                        (x, y),
                        (x, y - tall * 0.6),
                        (x + wide * 0.35, y - tall * 0.72),
                        (x + wide * 0.35, y - tall),
                        (x + wide * 0.65, y - tall),
                        (x + wide * 0.65, y - tall * 0.72),
                        (x + wide, y - tall * 0.6),
                        (x + wide, y),
                    ],
                    tension=0.6,
                ),
                rng.choice(("#4f6b4a", "#8a4a34", "#c9a25a", "#5f7f8f", "#e6ddcc")),
                "side",
            )
            x += wide + rng.uniform(5, 18)
    top = layer.bottom - (layer.bottom - layer.top) * 0.3
    pen.shape(geo.rect(-20, top, w + 40, layer.bottom - top), wood, "side")
    pen.shape(geo.rect(-20, top - 14, w + 40, 18), "#a5764c", "top", level=0.3)
    for x in range(10, int(w), 130):
        pen.line(geo.rect(x, top + 26, 106, layer.bottom - top - 46), wood, 4, level=-0.6)
    lamps = max(2, int(w / 330))
    for i in range(lamps):
        x = w * (i + 0.5) / lamps
        y = layer.top + (layer.bottom - layer.top) * 0.06
        pen.line([(x, -20), (x, y)], "#3a3230", 4, soft=False)
        pen.glow(x, y + 34, 190, "#ffcf86", 0.6)
        pen.shape(
            geo.poly([(x - 42, y + 34), (x - 14, y), (x + 14, y), (x + 42, y + 34)]),
            rng.choice(("#3f5f5a", "#8a3f35", "#d9a94a")),
            "side",
        )
        pen.raw(geo.ellipse(x, y + 34, 15, 9), "#fff0c4")


SCENERY: Final[Mapping[str, Scenery]] = {
    "shelves": shelves,
    "kitchen": kitchen_wall,
    "bar": counter,
}
