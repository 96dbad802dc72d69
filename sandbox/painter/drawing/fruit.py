"""Fruit, single and in a bowl."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.flowers import (
    leaf,
)
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Draw, Subject
from sandbox.painter.drawing.vessels import GLAZES, rim, shine


def _fruit(pen: Pen, kind: str, x: float, y: float, r: float) -> None:
    rng = pen.rng
    if kind == "pear":
        colour = rng.choice(("#b9b04a", "#cbb54f", "#a8a848"))
        pen.shape(
            geo.smooth(
                [
                    (x, y - r * 1.7),
                    (x + r * 0.45, y - r * 1.2),
                    (x + r * 0.95, y),
                    (x + r * 0.5, y + r * 0.86),
                    (x - r * 0.5, y + r * 0.86),
                    (x - r * 0.95, y),
                    (x - r * 0.45, y - r * 1.2),
                ]
            ),
            colour,
            "round",
        )
        pen.line(geo.bend((x, y - r * 1.6), (x + r * 0.25, y - r * 2.1), 2, 3), "#5b4030", 1.6)
        return
    if kind == "lemon":
        pen.open(f"rotate({rng.uniform(-30, 30):.0f} {geo.num(x)} {geo.num(y)})")
        pen.shape(
            geo.smooth(
                [
                    (x - r * 1.25, y),
                    (x - r * 0.75, y - r * 0.7),
                    (x, y - r * 0.86),
                    (x + r * 0.75, y - r * 0.7),
                    (x + r * 1.25, y),
                    (x + r * 0.75, y + r * 0.7),
                    (x, y + r * 0.86),
                    (x - r * 0.75, y + r * 0.7),
                ]
            ),
            "#f0c93c",
            "round",
        )
        pen.close()
        return
    if kind == "grapes":
        for row, count in enumerate((5, 4, 4, 3, 2, 1)):
            for i in range(count):
                pen.shape(
                    geo.ellipse(x + (i - (count - 1) / 2) * r * 0.5, y - r * 0.5 + row * r * 0.36, r * 0.29),
                    rng.choice(("#6b3f78", "#7a4a86")),
                    "round",
                )
        return
    skins = {
        "apple": ("#c23a30", "#b9b34a", "#d05a3a"),
        "orange": ("#ea8a2c",),
        "plum": ("#5f3560",),
        "peach": ("#f0a878",),
    }[kind]
    pen.shape(
        geo.smooth(
            [
                (x - r * 0.35, y - r * 0.93),
                (x, y - r * 0.8),
                (x + r * 0.35, y - r * 0.93),
                (x + r * 0.98, y - r * 0.3),
                (x + r * 0.66, y + r * 0.8),
                (x, y + r * 0.93),
                (x - r * 0.66, y + r * 0.8),
                (x - r * 0.98, y - r * 0.3),
            ]
        ),
        rng.choice(skins),
        "round",
    )
    if kind in ("apple", "plum"):
        pen.line(geo.bend((x, y - r * 0.8), (x + r * 0.16, y - r * 1.25), 1, 3), "#5b4030", 1.5)
        leaf(pen, x + r * 0.1, y - r * 1.0, r * 0.75, -24, "#5f8f4a", belly=0.42)
    pen.raw(geo.ellipse(x + pen.light.side * r * 0.42, y - r * 0.45, r * 0.16, r * 0.1), "#ffffff", 0.45)


def fruit_bowl(pen: Pen) -> None:
    rng = pen.rng
    glaze = pen.pick(*GLAZES)
    pen.shadow(0, 1, 80, 11)
    rim(pen, 70, -42, glaze, colours.shift(glaze, -0.16))
    kinds = ["apple", "orange", "pear", "plum", "lemon", "peach", "apple", "orange"]
    rng.shuffle(kinds)
    for kind, (x, y, r) in zip(
        kinds,
        (
            (-36, -52, 19),
            (38, -51, 19),
            (2, -56, 20),
            (-18, -70, 19),
            (22, -72, 19),
            (50, -60, 14),
            (-50, -60, 14),
            (3, -88, 18),
        ),
        strict=True,
    ):
        _fruit(pen, kind, x, y, r)
    _fruit(pen, "grapes", -52, -38, 24)
    front = f"A70 {70 * pen.tilt:.1f} 0 0 1 -70 -42"
    pen.shape(f"M-70 -42C-66 -22 -46 -3 -26 -3H26C46 -3 66 -22 70 -42{front}Z", glaze, "side")
    pen.line(f"M70 -42{front}", glaze, 2.6, level=0.6)
    shine(pen, -44 if pen.light.side < 0 else 44, -30, -12, 5)


def single_fruit(kind: str) -> Draw:
    """A drawing of one piece of fruit."""

    def drawing(pen: Pen) -> None:
        pen.shadow(0, 0, 46, 8)
        _fruit(pen, kind, 0, -42 if kind != "pear" else -34, 44 if kind != "pear" else 37)

    return drawing


DRAWN: Final[Mapping[str, Subject]] = {
    "fruit bowl": Subject(fruit_bowl, 0.22, 1.45, stands="table", setting="tabletop"),
    "apple": Subject(single_fruit("apple"), 0.09, 0.95, stands="table", setting="tabletop", flock=3),
    "pear": Subject(single_fruit("pear"), 0.11, 0.8, stands="table", setting="tabletop", flock=3),
    "lemon": Subject(single_fruit("lemon"), 0.08, 1.1, stands="table", setting="tabletop", flock=3),
    "orange": Subject(single_fruit("orange"), 0.09, 0.95, stands="table", setting="tabletop", flock=3),
}
