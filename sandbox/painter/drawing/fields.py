"""Fields: crops, rows, flowers."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.ground import WILD, blooms, plane, tufts
from sandbox.painter.drawing.land import GRASS, Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def flower_meadow(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A meadow more flower than grass, in one colour or many."""
    grass = GRASS["summer"]
    clip = plane(pen, layer, scene, grass if layer.colour is None else colours.mix(grass, layer.colour, 0.3))
    tufts(
        pen,
        scene,
        layer.top,
        grass,
        clip,
        count=int(150 * scene.width / 1000),
        tall=60,
        wind=scene.atmosphere.wind,
    )
    tones = (
        WILD
        if layer.colour is None
        else (layer.colour, colours.shift(layer.colour, 0.06), colours.shift(layer.colour, -0.05, 1, 8))
    )
    blooms(pen, scene, layer.top + 8, tones, count=int(460 * scene.width / 1000), size=19)


def tulip_rows(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Rows of tulips, each row its colour."""
    tones = ("#d8433f", "#efb440", "#d9759a", "#8a4a86", "#f0e6da", "#e8743a")
    _rows(
        pen,
        layer,
        scene,
        layer.colour or tones[0],
        "#7f9a52",
        fuzzy=True,
        tones=(layer.colour,) if layer.colour and layer.colour != "#d8433f" else tones,
    )


def lavender(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Rows running to the horizon."""
    _rows(pen, layer, scene, layer.colour or "#7d62a8", "#8f9a5f", fuzzy=True)


def _rows(
    pen: Pen, layer: Layer, scene: Scene, crop: str, soil: str, *, fuzzy: bool, tones: tuple[str, ...] = ()
) -> None:
    clip = plane(pen, layer, scene, soil, bands=2)
    rng = pen.rng
    vanish = (scene.width * (0.5 + 0.3 * layer.side), layer.top - 26)
    count = 15
    for i in range(count):
        spread = (i - (count - 1) / 2) * scene.width * 0.26
        foot = (vanish[0] + spread, scene.height + 40)
        crop = tones[i % len(tones)] if tones else crop
        width = scene.width * 0.15
        body = [
            (vanish[0] - 1, vanish[1]),
            (vanish[0] + 1, vanish[1]),
            (foot[0] + width / 2, foot[1]),
            (foot[0] - width / 2, foot[1]),
        ]
        pen.shape(geo.poly(body), crop, "side", clip=clip, level=-0.2)
        if not fuzzy:
            continue
        for _ in range(26):
            t = rng.random() ** 0.6
            x = vanish[0] + (foot[0] - vanish[0]) * t + rng.uniform(-0.55, 0.55) * width * t
            y = vanish[1] + (foot[1] - vanish[1]) * t
            r = 30 * t**1.3 + 0.8
            pen.shape(
                geo.taper(
                    [(x, y + r * 0.4), (x + rng.uniform(-3, 3) * t, y - r * rng.uniform(0.7, 1.4))],
                    r * 0.16,
                    0.3,
                    r * 0.2,
                ),
                crop,
                level=rng.uniform(-0.5, 0.7),
                clip=clip,
                outline=False,
            )


def crops(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A ripe field: ears in front, rows behind."""
    gold = layer.colour or {"spring": "#a5b85a", "winter": "#c9c3ae"}.get(scene.atmosphere.season, "#dcb258")
    clip = plane(pen, layer, scene, gold, bands=5)
    rng = pen.rng
    for _ in range(int(330 * scene.width / 1000)):
        share = rng.random() ** 0.5
        x, y = rng.uniform(-0.02, 1.02) * scene.width, layer.top + (scene.height + 30 - layer.top) * share
        high = 92 * (0.1 + 0.9 * share**1.5) * rng.uniform(0.6, 1.0)
        lean = (-scene.atmosphere.side * scene.atmosphere.wind * 0.5 + rng.uniform(-0.15, 0.15)) * high
        level = rng.uniform(-0.6, 0.6)
        pen.shape(
            geo.taper(geo.bend((x, y), (x + lean, y - high), high * 0.05, 3), high * 0.03 + 0.4, high * 0.02),
            gold,
            level=level,
            outline=False,
            clip=clip,
        )
        if share > 0.3:
            pen.shape(
                geo.taper(
                    [(x + lean, y - high), (x + lean * 1.2, y - high * 1.2)], high * 0.02, 0.3, high * 0.055
                ),
                gold,
                level=level + 0.2,
                outline=False,
            )


SCENERY: Final[Mapping[str, Scenery]] = {
    "lavender": lavender,
    "blooms": flower_meadow,
    "tulip rows": tulip_rows,
    "crops": crops,
}
