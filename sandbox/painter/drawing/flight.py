"""Things that fly."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def balloon(pen: Pen) -> None:
    rng = pen.rng
    main = pen.pick("#d94f3a", "#3f86b5", "#e9a92f", "#8a5aa5", "#3f9a86")
    other = rng.choice(("#f4e7c8", "#f2c84b", "#f6f0e4"))
    outline = (
        "M-36 -62C-36 -84 -20 -100 0 -100C20 -100 36 -84 36 -62C36 "
        "-44 16 -30 8 -20L-8 -20C-16 -30 -36 -44 -36 -62Z"
    )
    pen.shape(outline, main, "round")
    clip = pen.clip_path(outline)
    style = rng.choice(("gores", "bands", "zigzag"))
    if style == "gores":
        for x, w in ((-28.0, 9), (-10, 11), (10, 11), (28, 9)):
            pen.shape(
                geo.taper(geo.bend((x * 0.2, -101), (x * 0.25, -18), -x * 0.93, 9), 1, 1.5, w),
                other,
                "side",
                clip=clip,
                outline=False,
                level=0.1,
            )
    elif style == "bands":
        for y, colour in ((-78, other), (-60, colours.shift(main, -0.1, 1, 30)), (-44, other)):
            band = geo.bend((-38, y), (38, y), -6, 8)
            pen.line(band, colour, 8, clip=clip)
    else:
        zig = [(-40 + i * 8, -64 + (8 if i % 2 else -4)) for i in range(11)]
        pen.line(zig, other, 7, clip=clip, soft=False)
        pen.line([(x, y + 15) for x, y in zig], colours.shift(main, 0.1, 1, 40), 4, clip=clip, soft=False)
    shade = "M10 -18C36 -30 38 -60 38 -66C38 -90 20 -100 4 -101C30 -90 26 -44 10 -18Z"
    if pen.light.side < 0 and pen.manner.shading != "line":
        pen.shape(shade, main, level=-0.9, opacity=0.4, clip=clip, outline=False)
    for x in (-7, -2.5, 2.5, 7):
        pen.line([(x, -20), (x * 0.8, -9)], "#6b5440", 0.5, soft=False)
    if pen.light.night:
        pen.glow(0, -34, 30, "#ffb54d", 0.8)
    pen.shape(geo.rect(-6, -9, 12, 9, 1.5), "#9a6b3f", "side")
    pen.line([(-6.4, -8.6), (6.4, -8.6)], "#6b4526", 1.4, soft=False)


def aeroplane(pen: Pen) -> None:
    coat = pen.pick("#e9e4d8", "#c9473a", "#4f86a8", "#e3b44a")
    stripe = "#b8402f" if coat != "#c9473a" else "#f2eada"
    pen.open("rotate(-9 0 -50)")
    pen.shape(geo.poly([(-84, -58), (-108, -92), (-92, -92), (-66, -60)]), coat, level=-0.1)
    pen.shape(geo.smooth([(-20, -62), (-6, -92), (6, -92), (18, -62)], tension=0.4), coat, level=-0.5)
    pen.shape(
        geo.smooth(
            [(-100, -56), (-60, -68), (40, -74), (84, -62), (94, -50), (80, -38), (20, -32), (-60, -46)]
        ),
        coat,
        "top",
    )
    pen.line(geo.bend((-92, -54), (88, -48), 2, 6), stripe, 3.4)
    for x in range(-30, 44, 13):
        pen.pane(geo.ellipse(x, -59, 3.4, 4), 0.9)
    pen.shape(geo.smooth([(56, -70), (66, -69), (80, -61), (62, -58)], tension=0.6), "#5f7f92", "top")
    pen.shape(
        geo.smooth([(26, -48), (8, -44), (-44, -4), (-30, -2), (36, -38)], tension=0.5),
        coat,
        "top",
        level=0.2,
    )
    pen.shape(geo.smooth([(-80, -54), (-106, -44), (-98, -40), (-70, -50)], tension=0.5), coat, level=0.1)
    if pen.manner.shading == "line":
        pen.line(geo.ellipse(95, -50, 2, 22), "#8a8d90", 1)
    else:
        pen.shape(geo.ellipse(96, -50, 2.6, 24), "#d9dcdd", opacity=0.55, outline=False)
    pen.shape(geo.ellipse(94, -50, 4.6), "#5b5350", "round")
    pen.close()


def rocket(pen: Pen) -> None:
    coat = pen.pick("#f0ece2", "#e6e1d6", "#d8dde0")
    red = "#c9402f" if pen.accent is None else colours.shift(coat, -0.2)
    for length, colour, width in ((62, "#e2572b", 17), (46, "#f39a35", 12), (28, "#fbe08a", 7)):
        pen.flame(
            geo.taper(
                [(0, -18), (pen.rng.uniform(-1, 1), length * 0.4), (0, length)], width * 0.7, 0.6, width * 0.5
            ),
            colour,
            0.92,
        )
    pen.glow(0, 6, 54, "#f8a94a", 0.7)
    for side in (-1, 1):
        pen.shape(
            f"M{side * 11} -46C{side * 26} -38 {side * 27} -22 {side * 25} -8L{side * 10} -20Z",
            red,
            level=0.15 if side * pen.light.side > 0 else -0.5,
        )
    pen.shape("M0 -104C15 -88 17 -58 12 -18H-12C-17 -58 -15 -88 0 -104Z", coat, "side")
    pen.shape("M0 -104C8 -96 12 -86 13.6 -76H-13.6C-12 -86 -8 -96 0 -104Z", red, "side")
    pen.shape(geo.ellipse(0, -62, 6.6), "#8a9196", "round")
    pen.shape(geo.ellipse(0, -62, 4.8), "#7fc4dd", "round", level=0.2)
    pen.shape(geo.rect(-12.6, -36, 25.2, 3.4), red, "side", outline=False)
    pen.shape(geo.poly([(-9, -18), (-11, -11), (11, -11), (9, -18)]), "#5b5d62", "side")
    pen.shape("M0 -48C4 -36 4 -20 0 -8C-4 -20 -4 -36 0 -48Z", red, level=-0.2)


def spaceship(pen: Pen) -> None:
    coat = pen.pick("#aeb8c4", "#9aa7b8", "#c2bfc9")
    if pen.rng.random() < 0.6 and pen.manner.shading != "line":
        shown = "#bff0d8"
        pen.defs.append(
            f'<linearGradient id="{pen.name}ray" x1="0" y1="0" x2="0" y2="1">'
            f'<stop offset="0" stop-color="{shown}" '
            f'stop-opacity="0.6"/><stop offset="1" stop-color="{shown}" stop-opacity="0"/></linearGradient>'
        )
        pen.parts.append(f'<path d="M-20 -38L-58 80H58L20 -38Z" fill="url(#{pen.name}ray)"/>')
    pen.shape("M-30 -62C-30 -88 -16 -98 0 -98C16 -98 30 -88 30 -62Z", "#a9dbe3", "round", opacity=0.9)
    pen.raw("M-20 -66C-20 -82 -12 -90 -6 -91C-12 -84 -13 -74 -12 -66Z", "#ffffff", 0.5)
    pen.shape("M-88 -50C-60 -68 60 -68 88 -50C64 -34 -64 -34 -88 -50Z", coat, "top")
    pen.shape("M-88 -50C-56 -42 56 -42 88 -50C64 -34 -64 -34 -88 -50Z", coat, level=-0.7, outline=False)
    for i in range(7):
        x = -60 + i * 20
        y = -51 + 4 * (1 - (x / 66) ** 2)
        pen.raw(geo.ellipse(x, y, 3.4), "#ffe28a" if i % 2 else "#ff9d6b")
        pen.glow(x, y, 11, "#ffe28a", 0.5)


DRAWN: Final[Mapping[str, Subject]] = {
    "hot air balloon": Subject(balloon, 22, 0.76, stands="air", setting="sky", still=True),
    "aeroplane": Subject(aeroplane, 5, 2.1, stands="air", setting="sky"),
    "rocket": Subject(rocket, 40, 0.55, stands="air", setting="space", still=True),
    "spaceship": Subject(spaceship, 12, 1.8, stands="air", setting="space", still=True),
}
