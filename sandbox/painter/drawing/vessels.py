"""Cups, bowls, bottles: round things turned around an upright axis, and what is in them."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.flowers import (
    Head,
    daisy_head,
    leaf,
    poppy_head,
    rose_head,
    stem,
    sunflower_head,
    tulip_head,
)
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

GLAZES: Final = ("#4f7f94", "#c9704f", "#e6ddcc", "#3f5f6b", "#d9a85a", "#8a9a7a", "#b5524a")


def turned(
    pen: Pen, profile: Sequence[geo.Point], colour: str, *, x: float = 0.0, opacity: float = 1.0
) -> str:
    """A body of revolution. `profile`: (half width, y) from its rim down to its foot. Returns its outline."""
    foot, foot_y = profile[-1]
    left = [(x - half, y) for half, y in profile]
    right = [(x + half, y) for half, y in reversed(profile)]
    sag = foot * pen.tilt
    outline = geo.smooth([*left, (x, foot_y + sag), *right], tension=0.85)
    pen.shape(outline, colour, "side", opacity=opacity)
    return outline


def rim(
    pen: Pen, half: float, y: float, colour: str, inside: str, *, x: float = 0.0, lip: float = 0.92
) -> None:
    """The open top of a vessel: its lip and what one sees inside."""
    pen.shape(geo.ellipse(x, y, half, half * pen.tilt), colour, "side", level=0.35)
    pen.shape(
        geo.ellipse(x, y + half * pen.tilt * 0.06, half * lip, half * pen.tilt * lip),
        inside,
        "side",
        level=-0.2,
        outline=False,
    )


def shine(pen: Pen, x: float, top: float, bottom: float, width: float = 3.0, strength: float = 0.5) -> None:
    """A highlight down the lit side of something glazed."""
    if pen.manner.shading == "line":
        return
    pen.raw(
        geo.taper([(x, top), (x - width * 0.3, (top + bottom) / 2), (x, bottom)], 0.4, 0.4, width),
        "#ffffff",
        strength,
    )


def steam(pen: Pen, x: float, y: float, height: float = 46, count: int = 3) -> None:
    """Wisps rising from (x, y)."""
    rng = pen.rng
    for i in range(count):
        start = x + (i - (count - 1) / 2) * 13
        sway = rng.uniform(5, 9) * rng.choice((-1, 1))
        tall = height * rng.uniform(0.75, 1.1)
        points = [
            (start + math.sin(t * 5.2) * sway * t, y - tall * t)
            for t in (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1)
        ]
        shown = "#ffffff" if colours.lightness(pen.light.haze) < 0.9 else "#c9c3bd"
        pen.raw(geo.taper(points, 0.4, 0.3, 4.2), shown, 0.32)


def saucer(pen: Pen, half: float, colour: str, y: float = 0.0) -> None:
    pen.shape(geo.ellipse(0, y + 2.6, half, half * pen.tilt), colour, level=-0.7)
    pen.shape(geo.ellipse(0, y, half, half * pen.tilt), colour, "side", level=0.25)
    pen.shape(
        geo.ellipse(0, y - 0.6, half * 0.66, half * 0.64 * pen.tilt),
        colour,
        "side",
        level=-0.15,
        outline=False,
    )


def cup(pen: Pen) -> None:
    rng = pen.rng
    glaze = pen.pick(*GLAZES, "#f2ece0")
    pen.shadow(0, 2, 76, 20 * pen.tilt / 0.28)
    saucer(pen, 64, colours.mix(glaze, "#f6f0e4", 0.45))
    handle = geo.smooth([(34, -56), (56, -60), (64, -44), (54, -26), (28, -20)], closed=False)
    pen.line(handle, glaze, 8, level=-0.25)
    pen.line(handle, glaze, 3, level=0.5, opacity=0.6)
    turned(pen, [(42, -72), (41, -56), (36, -30), (24, -8), (20, -4)], glaze)
    rim(pen, 42, -72, glaze, colours.shift(glaze, -0.12))
    drink = rng.choice(("#5a3524", "#6b4029", "#8a5a2e"))
    flat = pen.tilt
    pen.shape(geo.ellipse(0, -70.5, 36, 36 * flat), drink, "side", level=0.1, outline=False)
    if rng.random() < 0.6:  # latte art: a leaf in the foam
        foam = "#ecd9b8"
        pen.shape(geo.ellipse(0, -70.5, 28, 27 * flat), "#c99f6b", outline=False)
        for i in range(4):
            y = -70.5 + (i - 1.5) * 11 * flat
            half = 15 - i * 2.6
            pen.shape(
                geo.smooth([(-half, y), (0, y + 5 * flat), (half, y), (0, y + 11 * flat)]),
                foam,
                outline=False,
            )
    shine(pen, -29 if pen.light.side < 0 else 29, -58, -22, 5)
    steam(pen, 0, -78)


def teapot(pen: Pen) -> None:
    glaze = pen.pick(*GLAZES)
    pen.shadow(4, 0, 66, 9)
    pen.line(
        geo.smooth([(-36, -62), (-66, -66), (-72, -40), (-40, -22)], closed=False), glaze, 7.5, level=-0.1
    )
    spout = [(34, -26), (56, -36), (62, -56), (76, -68)]
    pen.shape(geo.taper(spout, 21, 8), glaze, "side", level=-0.1)
    outline = turned(pen, [(20, -76), (38, -66), (47, -44), (44, -20), (30, -4), (26, -2)], glaze)
    clip = pen.clip_path(outline)
    pen.line(geo.bend((-48, -54), (48, -54), -6, 8), colours.mix(glaze, "#f6efe0", 0.6), 3, clip=clip)
    pen.shape(geo.ellipse(0, -76, 22, 22 * pen.tilt), glaze, "side", level=0.2)
    pen.shape("M-20 -77Q0 -98 20 -77Z", glaze, "side")
    pen.shape(geo.ellipse(0, -91, 5.5), glaze, "round", level=0.2)
    shine(pen, -28 if pen.light.side < 0 else 28, -60, -20, 6)


def vase(pen: Pen) -> None:
    rng = pen.rng
    glaze = pen.pick(*GLAZES)
    pen.shadow(0, 0, 36, 6)
    heads: tuple[Head, tuple[str, ...]] = rng.choice(
        (
            (poppy_head, ("#d6473a", "#e8b04f", "#efe6da")),
            (rose_head, ("#d9717f", "#f0d3c8", "#c2455a")),
            (daisy_head, ("#f4efe6", "#f2cb58", "#e89bb0")),
            (tulip_head, ("#d8433f", "#eeb440", "#8a4a86")),
        )
    )
    for word, kind in (
        ("sunflower", (sunflower_head, ("#efb62c", "#e8a526"))),
        ("rose", (rose_head, ("#d9717f", "#f0d3c8", "#c2455a"))),
        ("tulip", (tulip_head, ("#d8433f", "#eeb440", "#8a4a86"))),
        ("popp", (poppy_head, ("#d6473a",))),
        ("dais", (daisy_head, ("#f4efe6",))),
    ):
        if word in pen.word:
            heads = kind
    if pen.second:
        heads = (heads[0], (pen.second,))
    spots = [(-26, -78), (24, -80), (-9, -92), (11, -70), (-15, -64), (33, -62), (-36, -60), (3, -104)]
    rng.shuffle(spots)
    green = rng.choice(("#5f8a4a", "#4f7f55"))
    for x, y in spots:
        pen.open(f"translate({geo.num(x * 0.2)} -44)")
        stem(pen, 0, y + 44, x * 0.8, width=1.4, colour=green)
        leaf(pen, x * 0.3, (y + 44) * 0.5, 15, -90 + (40 if x > 0 else -40) + rng.uniform(-12, 12), green)
        pen.close()
    for x, y in spots:
        heads[0](pen, x, y, rng.uniform(10, 13), rng.choice(heads[1]))
    shape = rng.choice(
        (
            [(10, -48), (9, -41), (17, -26), (18, -14), (11, -1)],
            [(14, -48), (11, -38), (13, -20), (11, -1)],
            [(9, -48), (7.5, -38), (13, -28), (21, -14), (14, -1)],
        )
    )
    outline = turned(pen, shape, glaze)
    clip = pen.clip_path(outline)
    pen.line(geo.bend((-24, -22), (24, -22), -4, 6), colours.mix(glaze, "#f6efe0", 0.55), 2.2, clip=clip)
    pen.line(geo.bend((-24, -17), (24, -17), -4, 6), colours.mix(glaze, "#f6efe0", 0.55), 0.9, clip=clip)
    shine(pen, -shape[2][0] * 0.55 if pen.light.side < 0 else shape[2][0] * 0.55, -34, -8, 3)


def _chopsticks(pen: Pen) -> None:
    for start, end in (((-12, -78), (74, -104)), ((-6, -74), (82, -94))):
        pen.shape(geo.taper([start, end], 1.8, 3.6), "#8a4a33", "top")


def bowl(pen: Pen) -> None:
    """A bowl of noodles or stew, steaming."""
    rng = pen.rng
    glaze = pen.pick("#2f3a48", "#a33f33", "#3f5f6b", "#e6dccb", "#5f4638")
    pen.shadow(0, 2, 74, 11)
    pen.shape(geo.ellipse(0, -2, 27, 27 * pen.tilt), glaze, "side", level=-0.5)
    turned(pen, [(72, -60), (66, -40), (48, -16), (27, -4)], glaze)
    flat = pen.tilt
    rim(pen, 72, -60, glaze, colours.shift(glaze, -0.1), lip=0.95)
    broth = rng.choice(("#b8622d", "#c2402b", "#c98f45", "#a84a2a"))
    top = -59.0
    pen.shape(geo.ellipse(0, top, 66, 66 * flat), broth, "side", outline=False)
    clip = pen.clip_path(geo.ellipse(0, top, 66, 66 * flat) + geo.rect(-66, top - 60, 132, 60))
    for _ in range(16):
        x, y = rng.uniform(-48, 30), top + rng.uniform(-0.7, 0.8) * 46 * flat
        wave = [(x + i * 7, y + math.sin(i * 1.2 + x) * 8 * flat) for i in range(5)]
        pen.line(wave, "#f0d58e", 3, level=rng.uniform(-0.4, 0.3), clip=clip)
    for x, y in ((-30, -0.15), (-4, 0.42)):
        pen.shape(geo.ellipse(x, top + y * 60 * flat, 15, 15 * max(flat, 0.42)), "#f8f1e2", "side")
        pen.shape(
            geo.ellipse(x, top + y * 60 * flat, 7.6, 7.6 * max(flat, 0.42)), "#eba12f", "round", outline=False
        )
    for i in range(3):
        x = 20 + i * 11
        pen.shape(
            geo.ellipse(x, top - 6 * flat + i * 3, 13, 13 * max(flat, 0.45)), "#b8705a", "side", level=0.1
        )
        pen.line(
            geo.bend((x - 9, top - 6 * flat + i * 3), (x + 9, top - 6 * flat + i * 3), 3, 4), "#efd6c4", 1.6
        )
    pen.shape(geo.poly([(40, top - 2), (46, top - 38), (64, top - 34), (60, top + 4)]), "#27382f", "side")
    onion = [
        geo.ellipse(rng.uniform(-46, 46), top + rng.uniform(-0.6, 0.7) * 48 * flat, 3, 3 * max(flat, 0.45))
        for _ in range(15)
    ]
    pen.many(onion, "#6f9f4a", level=0.2)
    _chopsticks(pen)
    shine(pen, -50 if pen.light.side < 0 else 50, -46, -22, 5)
    steam(pen, 0, top - 14, 52, 4)


def bottle(pen: Pen) -> None:
    rng = pen.rng
    glass = pen.pick("#3f6b4a", "#7a3a34", "#4f86a0", "#8a6a3a")
    pen.shadow(2, 0, 24, 4)
    turned(pen, [(5, -98), (5, -72), (8, -64), (16, -54), (17, -30), (16.5, -2)], glass, opacity=0.93)
    pen.shape(geo.rect(-6, -101, 12, 8, 1.5), "#c9a06a", "side")
    label = geo.rect(-16.6, -42, 33.2, 24)
    pen.shape(label, "#f0e6cf", "side")
    pen.shape(geo.ellipse(0, -33, 5.5), rng.choice(("#b8453a", "#c9973a", "#4f6b8a")), outline=False)
    pen.line([(-9, -24), (9, -24)], "#8a7a62", 1.1, soft=False)
    shine(pen, -10.5 if pen.light.side < 0 else 10.5, -52, -8, 3.4, 0.6)
    shine(pen, -2.6 if pen.light.side < 0 else 2.6, -94, -70, 1.6, 0.6)


def glass(pen: Pen) -> None:
    wine = pen.pick("#8a2036", "#e0b85a", "#c9566b")
    pen.shadow(0, 0, 28, 4)
    pen.shape(geo.ellipse(0, -1, 22, 22 * pen.tilt * 0.8), "#d5e2e4", "side", opacity=0.7)
    pen.line([(0, -2), (0, -42)], "#cfdde0", 2.6, soft=False)
    pen.shape("M-25 -96C-29 -70 -20 -44 0 -42C20 -44 29 -70 25 -96Z", "#dfeaec", "side", opacity=0.5)
    pen.shape("M-26 -76C-24 -56 -14 -45 0 -44C14 -45 24 -56 26 -76Z", wine, "side", opacity=0.95)
    pen.shape(geo.ellipse(0, -76, 26, 26 * pen.tilt * 0.8), wine, level=0.5)
    pen.line(geo.ellipse(0, -96, 25, 25 * pen.tilt * 0.8), "#eef5f5", 1)
    shine(pen, -17 if pen.light.side < 0 else 17, -90, -58, 3, 0.6)


DRAWN: Final[Mapping[str, Subject]] = {
    "cup": Subject(cup, 0.1, 1.4, stands="table", setting="tabletop", crest=1.3),
    "teapot": Subject(teapot, 0.17, 1.5, stands="table", setting="tabletop"),
    "vase": Subject(vase, 0.45, 0.8, stands="table", setting="tabletop"),
    "bowl": Subject(bowl, 0.12, 1.55, stands="table", setting="tabletop", crest=1.3),
    "bottle": Subject(bottle, 0.32, 0.4, stands="table", setting="tabletop", still=True),
    "glass": Subject(glass, 0.2, 0.6, stands="table", setting="tabletop", still=True),
}
