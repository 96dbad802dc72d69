"""Grounds for still lifes and portraits: table tops, plain walls, leaves out of focus."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import flowers
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.land import WOODS, Scenery
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.scene import Layer, Scene


def table_top(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A table filling the lower part, cloth or wood, before a plain wall."""
    rng = pen.rng
    w, h = scene.width, scene.height
    wood = layer.colour or rng.choice(("#a5764c", "#8a5f42", "#c29a6b", "#6f5446", "#d9cbb5"))
    pen.shape(geo.rect(-20, layer.top, w + 40, h - layer.top + 30), wood, "top", level=0.15)
    rows = 6
    for row in range(rows):
        y = layer.top + (h - layer.top) * ((row + 1) / rows) ** 1.35
        pen.line([(-20, y), (w + 20, y)], wood, 2.2, level=-0.7, opacity=0.55, soft=False)
        for _ in range(7):
            x = rng.uniform(0, w)
            pen.line(
                [(x, y - rng.uniform(6, 34)), (x + rng.uniform(60, 200), y - rng.uniform(6, 34))],
                wood,
                1.2,
                level=rng.choice((-0.5, 0.4)),
                opacity=0.35,
            )
    if layer.amount > 0.5:
        cloth = rng.choice(("#efe6d6", "#c9d3d1", "#e3c7b0", "#d9b0a0"))
        drape = [
            (w * -0.05, layer.top + (h - layer.top) * 0.3),
            (w * 0.4, layer.top + (h - layer.top) * 0.16),
            (w * 0.86, layer.top + (h - layer.top) * 0.34),
            (w * 0.98, layer.top + (h - layer.top) * 0.62),
            (w * 0.7, layer.top + (h - layer.top) * 0.8),
            (w * 0.2, layer.top + (h - layer.top) * 0.72),
            (-w * 0.06, layer.top + (h - layer.top) * 0.86),
        ]
        path = geo.smooth(drape, tension=0.7)
        pen.shape(path, cloth, "top", level=0.2)
        clip = pen.clip_path(path)
        for k in range(6):
            x = w * (0.05 + 0.17 * k)
            pen.line(
                [(x, layer.top), (x + 50, layer.top + (h - layer.top) * 0.5), (x + 20, h)],
                cloth,
                7,
                level=-0.55,
                opacity=0.35,
                clip=clip,
            )
    pen.shape(geo.rect(-20, layer.top - 3, w + 40, 6), wood, level=0.7, outline=False, opacity=0.6)


def backdrop(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A plain ground behind a still life or portrait, lit from one side."""
    rng = pen.rng
    colour = layer.colour or rng.choice(
        ("#c9b8a5", "#8fa3a5", "#b59f8a", "#7d8a94", "#c98f7a", "#a5ae9a", "#5f6b73", "#d9c9a8")
    )
    w, h = scene.width, scene.height
    if pen.manner.shading == "line":
        pen.shape(geo.rect(-20, -20, w + 40, h + 40), colour, outline=False)
        return
    pen.shape(geo.rect(-20, -20, w + 40, h + 40), colour, level=-0.3, outline=False)
    at = (w * (0.5 + 0.26 * pen.light.side), h * 0.36)
    steps = ((1.0, 0.0), (0.72, 0.22), (0.44, 0.45)) if pen.manner.shading == "flat" else ()
    for reach, level in steps:
        pen.shape(geo.ellipse(*at, w * reach * 0.75, h * reach * 0.75), colour, level=level, outline=False)
    if not steps:
        bright = pen.lit(colour, 0.9)
        ident = pen.define(
            f'<radialGradient id="@" gradientUnits="userSpaceOnUse" '
            f'cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="{max(w, h) * 0.75:.0f}">'
            f'<stop offset="0" stop-color="{bright}"/>'
            f'<stop offset="1" stop-color="{bright}" stop-opacity="0"/></radialGradient>'
        )
        pen.parts.append(f'<path d="{geo.rect(-20, -20, w + 40, h + 40)}" fill="url(#{ident})"/>')


def foliage_blur(pen: Pen, layer: Layer, scene: Scene) -> None:
    """Leaves and lights out of focus, for portraits outdoors."""
    rng = pen.rng
    base = layer.colour or WOODS[scene.atmosphere.season]
    w, h = scene.width, scene.height
    for _ in range(46):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(40, 150)
        tone = colours.shift(base, rng.uniform(-0.12, 0.14), 1, rng.uniform(-26, 26))
        if pen.manner.shading == "soft":
            pen.glow(x, y, r * 1.6, pen.lit(tone, rng.uniform(-0.7, 0.7)), 0.6)
        else:
            pen.shape(
                geo.ragged(rng, x, y, r, r * 0.7, lobes=8),
                tone,
                level=rng.uniform(-0.6, 0.4),
                outline=pen.manner.shading == "line",
            )
    if pen.manner.shading != "line":
        for _ in range(16):
            pen.raw(
                geo.ellipse(rng.uniform(0, w), rng.uniform(0, h * 0.7), rng.uniform(12, 36)),
                colours.mix(scene.atmosphere.glow, "#ffffff", 0.3),
                rng.uniform(0.08, 0.22),
            )


def leafy_corner(pen: Pen, layer: Layer, scene: Scene) -> None:
    """A few leaves reaching in from a corner, near and dark."""
    colour = layer.colour or colours.shift(WOODS[scene.atmosphere.season], -0.12)
    x = scene.width * (0.5 + 0.5 * layer.side)
    for k in range(9):
        angle = -90 - layer.side * (8 + k * 13) + pen.rng.uniform(-8, 8)
        flowers.leaf(
            pen,
            x + pen.rng.uniform(-60, 60),
            scene.height + 30,
            pen.rng.uniform(170, 320),
            angle,
            colour,
            belly=0.26,
        )


def sweep(pen: Pen, layer: Layer, scene: Scene) -> None:
    """The floor of a studio: lighter than the wall, with no edge between them."""
    colour = layer.colour or "#d9cbb9"
    w = scene.width
    if pen.manner.shading == "line":
        pen.line([(0, layer.top), (w, layer.top)], colour, 2, soft=False)
        return
    if pen.manner.shading == "flat":
        pen.shape(
            geo.rect(-20, layer.top, w + 40, layer.bottom - layer.top + 40), colour, level=0.3, outline=False
        )
        return
    tone = pen.lit(colour, 0.6)
    ident = pen.define(
        f'<linearGradient id="@" x1="0" x2="0" y1="0" y2="1">'
        f'<stop offset="0" stop-color="{tone}" stop-opacity="0"/>'
        f'<stop offset="0.3" stop-color="{tone}" stop-opacity="0.8"/>'
        f'<stop offset="1" stop-color="{tone}"/></linearGradient>'
    )
    high = layer.bottom - layer.top
    pen.parts.append(
        f'<path d="{geo.rect(-20, layer.top - high * 0.16, w + 40, high * 1.16 + 40)}" fill="url(#{ident})"/>'
    )


SCENERY: Final[Mapping[str, Scenery]] = {
    "table top": table_top,
    "backdrop": backdrop,
    "foliage": foliage_blur,
    "sweep": sweep,
    "leafy corner": leafy_corner,
}
