"""Rain, snow, blown leaves and petals: many small marks over the whole picture."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def rain(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Slanting streaks, longer the nearer."""
    rng = pen.rng
    slant = -scene.atmosphere.side * (0.12 + 0.3 * scene.atmosphere.wind)
    tone = colours.mix(scene.atmosphere.haze, "#ffffff", 0.4)
    for opacity, length, width, share in ((0.22, 46, 1.1, 0.6), (0.38, 92, 1.8, 0.4)):
        streaks = []
        for _ in range(int(330 * share * layer.amount * scene.width / 1000)):
            x, y, long = (
                rng.uniform(-0.1, 1.1) * scene.width,
                rng.uniform(-0.05, 1) * scene.height,
                length * rng.uniform(0.6, 1.3),
            )
            streaks.append(
                geo.poly(
                    [
                        (x, y),
                        (x + slant * long, y + long),
                        (x + slant * long + width, y + long),
                        (x + width * 0.3, y),
                    ]
                )
            )
        pen.raw("".join(streaks), tone, opacity)
    rings = []
    for _ in range(int(26 * layer.amount)):
        x, y = rng.uniform(0, scene.width), scene.height * rng.uniform(0.86, 1.0)
        rings.append(geo.ellipse(x, y, rng.uniform(5, 14), rng.uniform(1, 2.6)))
    pen.raw("".join(rings), tone, 0.18)


def snowfall(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Flakes of three distances."""
    rng = pen.rng
    for radius, opacity, count in ((1.7, 0.75, 200), (3.2, 0.85, 110), (7.5, 0.55, 22)):
        flakes = []
        for _ in range(int(count * layer.amount * scene.width * scene.height / 1e6)):
            r = radius * rng.uniform(0.6, 1.3)
            flakes.append(geo.ellipse(rng.uniform(0, scene.width), rng.uniform(0, scene.height), r))
        pen.raw("".join(flakes), "#ffffff", opacity)


def falling_leaves(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Leaves or petals on the wind."""
    rng = pen.rng
    tones = (layer.colour,) if layer.colour else ("#c9742c", "#d99a35", "#a3502a", "#e0b04a")
    for _ in range(int(34 * layer.amount * scene.width / 1000)):
        x, y, r = rng.uniform(0, scene.width), rng.uniform(0, scene.height), rng.uniform(3, 9)
        pen.open(f"rotate({rng.uniform(0, 360):.0f} {x:.0f} {y:.0f})")
        pen.shape(
            geo.ellipse(x, y, r, r * 0.42), rng.choice(tones), level=rng.uniform(-0.3, 0.5), outline=False
        )
        pen.close()


def fireflies(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Floating lights."""
    rng = pen.rng
    for _ in range(int(40 * layer.amount)):
        x, y = rng.uniform(0, scene.width), scene.height * rng.uniform(0.3, 1.0)
        tone = layer.colour or "#ffe08a"
        pen.glow(x, y, rng.uniform(14, 34), tone, 0.6)
        pen.raw(geo.ellipse(x, y, rng.uniform(1.4, 3)), "#fffbe6")


SCENERY: Final[Mapping[str, Scenery]] = {
    "rain": rain,
    "snowfall": snowfall,
    "falling leaves": falling_leaves,
    "fireflies": fireflies,
}
