"""Everything that floats. The waterline is y = 0; hulls reach a little below it and are cut there."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def _wake(pen: Pen, half: float) -> None:
    """Light ripples where the hull meets the water."""
    marks = []
    for _ in range(7):
        x, y, w = pen.rng.uniform(-half, half), pen.rng.uniform(-1, 4), pen.rng.uniform(6, 18)
        marks.append(geo.taper([(x - w, y), (x, y + 0.5), (x + w, y)], 0.2, 0.2, 1.1))
    pen.many(marks, "#eef4f2", level=0.3, opacity=0.6)


def sailboat(pen: Pen) -> None:
    rng = pen.rng
    hull = rng.choice(("#7d3b2e", "#2f4a63", "#f0ebdf", "#8a5a38", "#3f5f5a"))
    sail = pen.accent or rng.choice(("#f6efdf", "#f2e6cd", "#f6f1e6", "#d9704f", "#e9c46a"))
    lean = rng.uniform(-4, 5)
    pen.open(f"rotate({lean:.1f} 0 0)")
    pen.line([(2, -10), (2, -100)], "#5c4534", 1.5, soft=False)
    main = "M4 -98C20 -72 34 -44 42 -19C28 -15 14 -15 4 -16Z"
    jib = "M0 -92C-10 -66 -24 -38 -38 -15C-24 -12 -12 -13 0 -16Z"
    pen.shape(main, sail, "side")
    pen.shape(jib, colours.mix(sail, "#ffffff", 0.25), "side", level=0.15)
    clip = pen.clip_path(main)
    for y in (-36, -56, -74):
        pen.line(geo.bend((4, y), (36, y + 7), 1.4, 4), sail, 0.7, level=-0.5, opacity=0.6, clip=clip)
    pen.line([(3, -15), (43, -18)], "#5c4534", 1.5, soft=False)
    pen.shape("M-44 -13C-30 -8 20 -8 46 -13C44 -3 38 2 32 3L-28 3C-36 0 -42 -6 -44 -13Z", hull, "top")
    pen.line("M-44 -12.6C-30 -7.6 20 -7.6 46 -12.6", "#f0e7d4", 1.5)
    pen.shape(geo.poly([(2, -100), (16, -97), (2, -94)]), "#c9402f")
    pen.close()
    _wake(pen, 52)


def rowboat(pen: Pen) -> None:
    wood = pen.pick("#8f5f3c", "#a3512f", "#4f7f86", "#c9a063")
    pen.shape("M-96 -46C-60 -32 58 -32 98 -50C92 -16 74 4 56 6L-56 6C-78 2 -92 -20 -96 -46Z", wood, "top")
    pen.shape(
        "M-94 -45C-60 -33 58 -33 96 -49C70 -27 -66 -24 -94 -45Z", colours.shift(wood, -0.16), level=-0.5
    )
    for y in (-18, -6):
        pen.line(geo.bend((-86, y - 8), (88, y - 10), -9, 8), wood, 1.4, level=-0.6, opacity=0.8)
    pen.line("M-96 -46C-60 -32 58 -32 98 -50", wood, 4, level=0.7)
    for x in (-34, 26):
        pen.line([(x - 12, -37), (x + 14, -36)], wood, 6, level=0.2, soft=False)
    pen.line([(-8, -40), (72, 4)], "#c9a877", 3, soft=False)
    pen.shape(geo.poly([(66, -2), (92, 8), (88, 14), (62, 4)]), "#c9a877")
    _wake(pen, 110)


def ship(pen: Pen) -> None:
    rng = pen.rng
    sail, hull = pen.pick("#f1e7cf", "#ece0c6", "#f6efe0"), "#6b452f"
    for x, tall, widths in ((-34, 86, (22, 19, 14)), (2, 98, (25, 21, 16)), (36, 82, (20, 17, 12))):
        pen.line([(x, -14), (x, -tall - 3)], "#4f3a2c", 1.5, soft=False)
        y = -23.0
        for i, half in enumerate(widths):
            rise = (tall - 24) / 3.1
            top = half * 0.82
            belly = 7 - i
            path = (
                f"M{geo.num(x - half)} {geo.num(y)}Q{x} {geo.num(y - 5)} {geo.num(x + half)} {geo.num(y)}"
                f"Q{geo.num(x + half + belly)} {geo.num(y - rise * 0.5)} {geo.num(x + top)} {geo.num(y - rise)}"
                f"Q{x} {geo.num(y - rise - 1.5)} {geo.num(x - top)} {geo.num(y - rise)}"
                f"Q{geo.num(x - half + belly)} {geo.num(y - rise * 0.5)} {geo.num(x - half)} {geo.num(y)}Z"
            )
            pen.shape(path, sail, "side", level=rng.uniform(-0.1, 0.2))
            y -= rise + 1.5
        pen.shape(
            geo.poly(
                [
                    (x, -tall - 3),
                    (x - 15, -tall - 1),
                    (x - 10, -tall + 0.6),
                    (x - 15, -tall + 2),
                    (x, -tall + 2),
                ]
            ),
            "#a5372c",
        )
    pen.shape(geo.poly([(60, -17), (92, -34), (40, -66)]), sail, level=-0.15)
    pen.line([(52, -17), (96, -35)], "#4f3a2c", 1.6, soft=False)
    pen.shape(
        "M-70 -32L-52 -30L-50 -20L46 -18C58 -18 66 -22 72 -25C68 -10 58 2 48 4L-52 4C-64 -4 -70 -18 -70 -32Z",
        hull,
        "top",
    )
    pen.line("M-70 -31L-52 -29L-50 -19.5L46 -17.5C58 -17.5 66 -21.5 72 -24.5", "#c9a15a", 1.6)
    for x in range(-44, 46, 11):
        pen.shape(geo.rect(x, -13, 4.4, 4), "#2d211b", outline=False)
    for x in (-66, -60):
        pen.pane(geo.rect(x, -26, 3.6, 4))
    _wake(pen, 80)


def steamer(pen: Pen) -> None:
    rng = pen.rng
    hull = pen.pick("#2f4257", "#8a3329", "#2f5a55")
    pen.shape(geo.rect(-46, -52, 78, 24), "#f1ece1", "side")
    pen.shape(geo.rect(-34, -68, 46, 17), "#f1ece1", "side")
    pen.shape(geo.rect(-38, -70, 54, 3), "#c9c1b2")
    for x in (-18, 2):
        pen.shape(geo.poly([(x - 6, -68), (x - 5, -96), (x + 6, -96), (x + 7, -68)]), "#c4472f", "side")
        pen.shape(geo.rect(x - 5.4, -98, 12, 6), "#2c2a2e", "side", outline=False)
        if pen.manner.shading == "soft":
            for i in range(7):
                t = i / 6
                pen.glow(
                    x - 4 - t * 42,
                    -104 - t * 22 + rng.uniform(-3, 3),
                    7 + t * 12,
                    "#e9e5df",
                    0.3 * (1 - t) + 0.07,
                )
    for x in range(-40, 30, 11):
        pen.pane(geo.ellipse(x, -40, 3))
    for x in range(-28, 12, 11):
        pen.pane(geo.rect(x, -64, 6, 6.5))
    pen.shape(
        "M-78 -34L74 -30C84 -34 92 -38 96 -40C88 -14 78 2 70 4L-62 4C-72 -4 -78 -18 -78 -34Z", hull, "top"
    )
    pen.line([(-77, -27), (86, -27)], "#efe7d8", 2.2, soft=False)
    pen.line([(-75, -8), (80, -8)], "#a5372c", 5, soft=False, opacity=0.9)
    pen.line([(56, -31), (56, -66)], "#5c5048", 1.5, soft=False)
    _wake(pen, 96)


def submarine(pen: Pen) -> None:
    coat = pen.pick("#e0b03a", "#d9a23a", "#c9553f")
    pen.shape(geo.poly([(-78, -40), (-104, -62), (-108, -18)]), coat, "top", level=-0.4)
    pen.shape(geo.rect(-16, -92, 40, 30, 8), coat, "side")
    pen.line([(8, -92), (8, -112), (22, -112)], "#6b5a3c", 4, soft=False)
    pen.shape(
        "M-84 -40C-80 -72 -40 -76 6 -76C60 -76 92 -60 92 -40C92 -20 60 -6 6 -6C-40 -6 -80 -10 -84 -40Z",
        coat,
        "top",
    )
    for x in (-40, 0, 40):
        pen.shape(geo.ellipse(x, -42, 14), "#8f7442", "round")
        pen.raw(geo.ellipse(x, -42, 10), pen.light.glow if pen.light.night else "#bfe0e6")
        pen.raw(geo.ellipse(x - 3, -46, 3), "#ffffff", 0.7)


DRAWN: Final[Mapping[str, Subject]] = {
    "sailboat": Subject(sailboat, 9, 0.95, stands="water", setting="sea"),
    "boat": Subject(rowboat, 1.9, 2.0, stands="water", setting="lake"),
    "ship": Subject(ship, 34, 1.7, stands="water", setting="sea", crest=1.03),
    "steamer": Subject(steamer, 16, 1.8, stands="water", setting="sea", crest=1.2),
    "submarine": Subject(submarine, 5, 2.0, stands="deep", setting="deep"),
}
