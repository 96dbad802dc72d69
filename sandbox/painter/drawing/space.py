"""Planets and other things far away. Centred on y = -50, in no need of ground."""

import math
from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

_WORLDS: Final = ("#c97a4a", "#4f86b5", "#7a5aa5", "#5f9a86", "#d9a85a", "#b5586b")


def _globe(pen: Pen, x: float, y: float, r: float, colour: str) -> None:
    """A banded or clouded planet with its night side."""
    rng = pen.rng
    disc = geo.ellipse(x, y, r)
    pen.glow(x, y, r * 1.5, colours.mix(colour, "#ffffff", 0.4), 0.5)
    pen.shape(disc, colour, "round", level=0.15)
    clip = pen.clip_path(disc)
    if rng.random() < 0.55:
        other = colours.shift(colour, rng.choice((-0.12, 0.12)), 1, rng.uniform(-30, 30))
        turn = rng.uniform(-24, 24)
        pen.open(f"rotate({turn:.0f} {geo.num(x)} {geo.num(y)})")
        level = y - r
        while level < y + r:
            tall = rng.uniform(0.07, 0.19) * r
            wave = [(x - r * 1.1 + i * r * 0.22, level + rng.uniform(-0.02, 0.02) * r) for i in range(11)]
            low = [(px, py + tall) for px, py in reversed(wave)]
            pen.shape(
                geo.smooth([*wave, *low], tension=0.6),
                rng.choice((other, colours.shift(colour, 0.08), colours.shift(colour, -0.07))),
                outline=False,
                clip=clip,
                opacity=0.6,
            )
            level += tall + rng.uniform(0.05, 0.2) * r
        pen.close()
        pen.shape(
            geo.ellipse(x + r * 0.3, y + r * 0.22, r * 0.19, r * 0.1),
            other,
            clip=clip,
            outline=False,
            opacity=0.9,
        )
    else:
        land = colours.shift(colour, rng.choice((-0.1, 0.13)), 0.9, rng.choice((60, -50, 90)))
        for _ in range(6):
            px, py = x + rng.uniform(-0.8, 0.8) * r, y + rng.uniform(-0.8, 0.8) * r
            pen.shape(
                geo.ragged(
                    rng, px, py, rng.uniform(0.16, 0.42) * r, rng.uniform(0.1, 0.26) * r, lobes=7, depth=0.3
                ),
                land,
                clip=clip,
                outline=False,
                opacity=0.9,
            )
        for _ in range(5):
            px, py = x + rng.uniform(-0.8, 0.7) * r, y + rng.uniform(-0.8, 0.8) * r
            pen.shape(
                geo.taper(geo.bend((px - r * 0.3, py), (px + r * 0.3, py), r * 0.06, 5), 0.2, 0.2, r * 0.08),
                "#ffffff",
                clip=clip,
                outline=False,
                opacity=0.6,
            )
    if pen.manner.shading == "line":
        return
    side = pen.light.side
    night = (
        f"M{geo.num(x)} {geo.num(y - r * 1.02)}A{geo.num(r * 1.02)} {geo.num(r * 1.02)}"
        f" 0 0 {1 if side < 0 else 0} {geo.num(x)} {geo.num(y + r * 1.02)}"
        f"A{geo.num(r * 0.62)} {geo.num(r * 1.02)} 0 0 {0 if side < 0 else 1}"
        f" {geo.num(x)} {geo.num(y - r * 1.02)}Z"
    )
    pen.parts.append(f'<g clip-path="url(#{clip})">')
    for opacity, nudge in ((0.4, 0.0), (0.25, 0.16)):
        pen.open(f"translate({geo.num(-side * r * nudge)} 0)")
        pen.parts.append(f'<path d="{night}" fill="#0b0e1f" opacity="{opacity}"/>')
        pen.close()
    pen.parts.append("</g>")


def planet(pen: Pen) -> None:
    rng = pen.rng
    _globe(pen, 0, -50, 50, pen.pick(*_WORLDS))
    if rng.random() < 0.6:
        angle = rng.uniform(0, math.tau)
        _globe(
            pen,
            math.cos(angle) * 76,
            -50 + math.sin(angle) * 52,
            rng.uniform(6, 11),
            rng.choice(("#c9c3b8", "#a59c9a", "#d9c29a")),
        )


def ringed_planet(pen: Pen) -> None:
    colour = pen.pick("#d9b27a", "#c99a86", "#a5b5c9", "#b59ad1")
    ring = colours.mix(colour, "#f6ecd6", 0.4)
    turn = pen.rng.uniform(-28, -10) * pen.rng.choice((-1, 1))
    pen.open(f"rotate({turn:.0f} 0 -50)")

    def rings(front: bool) -> None:
        for rx, width, level, opacity in (
            (92, 5, 0.2, 0.75),
            (82, 9, -0.2, 0.85),
            (70, 6, 0.3, 0.7),
            (62, 3, -0.4, 0.6),
        ):
            ry = rx * 0.24
            sweep = f"M{-rx} -50A{rx} {geo.num(ry)} 0 0 {0 if front else 1} {rx} -50"
            pen.line(sweep, ring, width, level=level, opacity=opacity)

    rings(front=False)
    _globe(pen, 0, -50, 42, colour)
    rings(front=True)
    pen.close()


def galaxy(pen: Pen) -> None:
    rng = pen.rng
    warm, cool = pen.pick("#ffd9a0", "#ffc4d6"), rng.choice(("#8fb4ff", "#c79bff", "#7fe0e0"))
    pen.open(f"rotate({rng.uniform(-35, 35):.0f} 0 -50)")
    pen.open("translate(0 -50) scale(1 0.46)")
    pen.glow(0, 0, 112, cool, 0.55)
    for arm in range(2):
        for i in range(230):
            t = i / 230
            angle = arm * math.pi + t * 8.4 + rng.gauss(0, 0.16)
            reach = 8 + 96 * t + rng.gauss(0, 3 + 6 * t)
            x, y = math.cos(angle) * reach, math.sin(angle) * reach
            pen.raw(
                geo.ellipse(x, y, rng.uniform(0.4, 1.5)),
                colours.mix(warm, cool, min(1, t * 1.3)),
                rng.uniform(0.4, 1.0),
            )
            if i % 9 == 0:
                pen.glow(x, y, rng.uniform(9, 17), colours.mix(warm, cool, t), 0.34)
    pen.glow(0, 0, 34, warm, 1.0)
    pen.glow(0, 0, 15, "#fffaf0", 1.0)
    pen.close()
    pen.close()


def satellite(pen: Pen) -> None:
    pen.open(f"rotate({pen.rng.uniform(-30, 30):.0f} 0 -50)")
    for side in (-1, 1):
        pen.line([(side * 14, -50), (side * 30, -50)], "#b9bec4", 3, soft=False)
        pen.shape(geo.rect(30 if side > 0 else -94, -66, 64, 32, 1), pen.accent or "#34548a", "side")
        for i in range(1, 6):
            x = side * 30 + side * i * 64 / 6
            pen.line([(x, -66), (x, -34)], "#9fb6d9", 0.8, soft=False)
        pen.line([(side * 30, -50), (side * 94, -50)], "#9fb6d9", 0.8, soft=False)
    pen.shape(geo.rect(-15, -70, 30, 40, 4), "#d9b25a", "side")
    pen.shape(geo.rect(-11, -64, 22, 12, 2), "#8a8f96", "side", outline=False)
    pen.line([(0, -30), (0, -20)], "#b9bec4", 2, soft=False)
    pen.shape("M-17 -10Q0 -28 17 -10Z", "#e6e6e3", "side")
    pen.close()


def black_hole(pen: Pen) -> None:
    warm = pen.pick("#ffb45c", "#ff8f5c", "#9fc4ff")
    pen.open(f"rotate({pen.rng.uniform(-18, 18):.0f} 0 -50)")
    pen.glow(0, -50, 96, warm, 0.6)
    for rx, ry, width, colour in (
        (96, 17, 5, warm),
        (82, 14, 6, colours.mix(warm, "#fff1d0", 0.4)),
        (68, 11, 6, colours.mix(warm, "#fff1d0", 0.75)),
    ):
        pen.line(geo.ellipse(0, -50, rx, ry), colour, width, opacity=0.85)
    pen.raw(geo.ellipse(0, -50, 38), colours.mix(warm, "#fff1d0", 0.6))
    pen.raw(geo.ellipse(0, -50, 34), "#05060c")
    for rx, ry, width in ((90, 16, 5), (74, 12, 5)):
        pen.line(f"M{-rx} -50A{rx} {ry} 0 0 0 {rx} -50", colours.mix(warm, "#fff6e0", 0.6), width)
    pen.close()


def asteroid(pen: Pen) -> None:
    rng = pen.rng
    rock = pen.pick("#8a8078", "#7a706c", "#96877a")
    body = geo.pebble(rng, 0, -50, 50, 42, corners=11)
    pen.shape(body, rock, "round")
    clip = pen.clip_path(body)
    for _ in range(9):
        x, y, r = rng.uniform(-38, 38), -50 + rng.uniform(-32, 32), rng.uniform(3, 11)
        pen.shape(geo.ellipse(x, y, r, r * 0.86), rock, level=-0.7, clip=clip, outline=False)
        pen.shape(
            geo.ellipse(x - pen.light.side * r * 0.16, y + r * 0.16, r * 0.84, r * 0.7),
            rock,
            level=-0.15,
            clip=clip,
            outline=False,
        )


DRAWN: Final[Mapping[str, Subject]] = {
    "planet": Subject(planet, 40, 1.4, stands="space", setting="space"),
    "ringed planet": Subject(ringed_planet, 40, 1.9, stands="space", setting="space"),
    "galaxy": Subject(galaxy, 60, 2.1, stands="space", setting="space", still=True),
    "satellite": Subject(satellite, 6, 1.9, stands="space", setting="space"),
    "black hole": Subject(black_hole, 50, 1.9, stands="space", setting="space", still=True),
    "asteroid": Subject(asteroid, 20, 1.0, stands="space", setting="space", flock=4),
}
