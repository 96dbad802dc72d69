"""What stands in rooms and on walls."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject


def door(pen: Pen) -> None:
    rng = pen.rng
    paint = pen.pick("#3f6f86", "#8a3a30", "#4f6f52", "#c9953f", "#5a4638")
    frame = "#efe6d6"
    arched = rng.random() < 0.35
    if arched:
        pen.shape(geo.arc_top(0, 0, 56, 106), frame, "side")
        leaf = geo.arc_top(0, 0, 46, 100)
    else:
        pen.shape(geo.rect(-28, -104, 56, 104), frame, "side")
        pen.shape(geo.rect(-31, -108, 62, 6), frame, "top", level=0.2)
        leaf = geo.rect(-23, -99, 46, 99)
    pen.shape(leaf, paint, "side")
    clip = pen.clip_path(leaf)
    if rng.random() < 0.5:
        for x in (-12, 0, 12):
            pen.line([(x, -99), (x, 0)], paint, 0.8, level=-0.9, clip=clip, soft=False)
        for y in (-70, -26):
            pen.shape(geo.rect(-22, y, 34, 3, 1.5), "#3a3230", outline=False)
    else:
        for x in (-18, 3):
            for y, tall in ((-90, 36), (-46, 38)):
                pen.shape(geo.rect(x, y, 15, tall), paint, level=-0.55)
                pen.shape(
                    geo.rect(x + 1.6, y + 1.6, 11.8, tall - 3.2), paint, "side", level=0.1, outline=False
                )
    pen.shape(geo.ellipse(17, -48, 2.4), "#d9b45a", "round")
    pen.shape(geo.rect(-34, -3, 68, 5), "#a9a096", "top")
    if pen.light.night:
        pen.glow(-38, -88, 40)


def window(pen: Pen) -> None:
    rng = pen.rng
    paint = pen.pick("#4f8a8f", "#7a9a6b", "#b5584a", "#5f7fa3", "#efe6d6")
    pen.shape(geo.rect(-30, -100, 60, 84), "#f2ebdd", "side")
    pen.pane(geo.rect(-26, -96, 52, 76), 1.0, "#6f93a8")
    if not pen.light.night:
        pen.raw(geo.poly([(-26, -60), (2, -96), (16, -96), (-26, -42)]), "#ffffff", 0.25)
    for x in (-1.2, -26, 23.6):
        pen.shape(geo.rect(x, -96, 2.4, 76), "#f2ebdd", outline=False)
    pen.shape(geo.rect(-26, -62, 52, 2.4), "#f2ebdd", outline=False)
    for side in (-1, 1):
        x = side * 46 - 14
        pen.shape(geo.rect(x, -101, 28, 86, 1), paint, "side", level=0.1 * side)
        for i in range(13):
            pen.line(
                [(x + 3, -96 + i * 6), (x + 25, -96 + i * 6)], paint, 1, level=-0.8, opacity=0.7, soft=False
            )
    pen.shape(geo.rect(-34, -16, 68, 4), "#e3dac8", "top")
    pen.shape(geo.rect(-28, -12, 56, 10, 2), "#b5704c", "side")
    for i in range(13):
        x = -26 + i * 4.3
        pen.shape(geo.ragged(rng, x, -14, 5, 5), "#5f8a4a", "round", outline=False)
        pen.shape(
            geo.ragged(rng, x + 1, -17 - rng.uniform(0, 4), 3.4, 3.2, lobes=5),
            rng.choice(("#d9456a", "#e9c14a", "#f0e6da", "#d9694a")),
            "round",
            outline=False,
        )


def chair(pen: Pen) -> None:
    wood = pen.pick("#a5713f", "#8a5a38", "#c9a063", "#4f6f73")
    pen.shadow(0, 0, 34, 7)
    for x, level in ((17, -0.6), (-12, -0.5)):
        pen.shape(
            geo.poly([(x - 2, -50), (x - 1.6, -4), (x + 1.6, -4), (x + 2, -50)]), wood, "side", level=level
        )
    for x in (-20, 10):
        pen.shape(geo.poly([(x - 2.4, -100), (x - 2.4, 0), (x + 2.2, 0), (x + 2.4, -100)]), wood, "side")
    for y in (-96, -84, -72):
        pen.shape(
            geo.smooth([(-20, y), (-5, y - 3), (10, y), (10, y + 5), (-5, y + 3), (-20, y + 5)], tension=0.5),
            wood,
            "top",
        )
    pen.shape(geo.poly([(-24, -48), (-16, -55), (26, -55), (18, -48)]), wood, level=0.5)
    pen.shape(geo.rect(-24, -48, 42, 4.6), wood, "side")
    pen.line([(-19, -22), (11, -22)], wood, 2.4, level=-0.3, soft=False)


def armchair(pen: Pen) -> None:
    cloth = pen.pick("#4f7a73", "#b5654a", "#5f6f94", "#c99a4a", "#8a5a6b")
    pen.shadow(0, 0, 72, 9)
    for x in (-44, 44):
        pen.shape(geo.poly([(x - 4, -14), (x - 2, 0), (x + 2, 0), (x + 4, -14)]), "#6b452f", "side")
    pen.shape(
        geo.smooth([(-48, -20), (-50, -78), (-34, -100), (34, -100), (50, -78), (48, -20)], tension=0.8),
        cloth,
        "side",
    )
    for x in (-18, 0, 18):
        for y in (-84, -70):
            pen.shape(geo.ellipse(x + (9 if y == -70 else 0), y, 1.5), cloth, level=-0.9, outline=False)
    pen.shape(geo.rect(-38, -48, 76, 20, 8), cloth, "top", level=0.25)
    pen.shape(geo.rect(-40, -32, 80, 20, 3), cloth, "side", level=-0.25)
    for side in (-1, 1):
        pen.shape(
            geo.smooth(
                [(side * 36, -12), (side * 34, -52), (side * 46, -62), (side * 60, -54), (side * 58, -12)],
                tension=0.7,
            ),
            cloth,
            "side",
            level=0.15 if side * pen.light.side > 0 else -0.2,
        )
    pen.shape(
        geo.smooth([(4, -50), (8, -72), (34, -70), (34, -48)], tension=0.5),
        pen.rng.choice(("#e9d6a8", "#d9704f", "#efe6d6")),
        "round",
    )


def table(pen: Pen) -> None:
    wood = pen.pick("#a5713f", "#8a5a38", "#b98a56")
    pen.shadow(0, 0, 90, 10)
    for x, level in ((-62, -0.5), (62, -0.6)):
        pen.shape(geo.poly([(x - 3, -86), (x - 2, -8), (x + 2, -8), (x + 3, -86)]), wood, "side", level=level)
    pen.shape(geo.poly([(-92, -90), (-74, -102), (74, -102), (92, -90)]), wood, level=0.5)
    pen.shape(geo.rect(-92, -90, 184, 8), wood, "side")
    for x in (-80, 80):
        pen.shape(geo.poly([(x - 5, -82), (x - 3, 0), (x + 3, 0), (x + 5, -82)]), wood, "side")


def bed(pen: Pen) -> None:
    cloth = pen.pick("#6f8fa8", "#c98a6b", "#8a9a7a", "#b5838f")
    pen.shadow(0, 0, 128, 10)
    pen.shape(geo.rect(-122, -100, 16, 100, 5), "#8a5a38", "side")
    pen.shape(geo.rect(108, -58, 12, 58, 4), "#8a5a38", "side")
    pen.shape(geo.rect(-110, -34, 222, 22), "#8a5a38", "top")
    pen.shape(geo.smooth([(-106, -34), (-104, -56), (100, -56), (108, -34)], tension=0.5), "#f0e9dc", "top")
    pen.shape(geo.smooth([(-102, -54), (-98, -74), (-56, -76), (-50, -54)], tension=0.7), "#f6f1e6", "round")
    pen.shape(
        geo.smooth(
            [(-44, -60), (0, -65), (70, -62), (110, -52), (112, -16), (30, -20), (-40, -16)], tension=0.7
        ),
        cloth,
        "top",
    )
    for x in (-20, 20, 60):
        pen.line(geo.bend((x, -60), (x + 8, -20), 4, 5), cloth, 1.2, level=-0.6, opacity=0.6)


def piano(pen: Pen) -> None:
    wood = pen.pick("#3a2f2e", "#5f3f2f", "#2d2d33")
    pen.shadow(0, 0, 92, 9)
    pen.shape(geo.rect(-80, -98, 160, 98, 2), wood, "side")
    pen.shape(geo.rect(-84, -103, 168, 7, 2), wood, "top", level=0.3)
    pen.shape(geo.rect(-66, -88, 132, 28, 2), wood, level=-0.4)
    pen.shape(geo.poly([(-26, -62), (-22, -86), (22, -86), (26, -62)]), "#f4ecd9", "side")
    pen.shape(geo.rect(-86, -54, 172, 9), wood, "top", level=0.2)
    pen.shape(geo.rect(-80, -60, 160, 7), "#f4efe3", "side")
    for i in range(31):
        x = -80 + i * 5.2
        pen.line([(x, -60), (x, -53)], "#8a8378", 0.5, soft=False)
        if i % 7 not in (2, 6):
            pen.shape(geo.rect(x + 3.6, -60, 3, 4.2), "#1e1b1d", outline=False)
    for x in (-78, 70):
        pen.shape(geo.rect(x, -46, 8, 46), wood, "side", level=0.2)
    pen.shape(geo.rect(-30, -24, 60, 8, 3), "#6b3a35", "top")
    for x in (-24, 20):
        pen.shape(geo.rect(x, -17, 4, 17), wood, "side")


def bare_plinth(pen: Pen) -> None:
    """Two round steps to show something on."""
    stone = pen.pick("#e6dccd", "#ddd6cc", "#e9d9c9")
    pen.shadow(0, 0, 62, 13)
    for half, low, high in ((46, 0, -16), (34, -14, -34)):
        bottom = half * pen.tilt
        pen.shape(f"M{-half} {high}V{low}A{half} {bottom:.1f} 0 0 0 {half} {low}V{high}Z", stone, "side")
        pen.shape(geo.ellipse(0, high, half, bottom), stone, "side", level=0.45)


def plinth(pen: Pen) -> None:
    """A product on its plinth: a flacon or jar, plain and well lit."""
    rng = pen.rng
    glass = pen.pick("#c98a6b", "#7fa39a", "#c2607a", "#8f86b5", "#d9b26b")
    pen.accent = None
    bare_plinth(pen)
    pen.open("translate(0 -33) scale(0.68)")
    (flacon if rng.random() < 0.6 else jar)(pen, glass)
    pen.close()


def flacon(pen: Pen, glass: str) -> None:
    """A cut-glass bottle with a stopper, about 95 high."""
    rng = pen.rng
    pen.shadow(0, 0, 30, 6)
    if rng.random() < 0.5:
        pen.shape(geo.rect(-25, -58, 50, 58, 7), glass, "side", opacity=0.95)
        pen.shape(geo.rect(-20, -38, 40, 33, 4), glass, "side", level=-0.5, outline=False)
    else:
        pen.shape(
            geo.smooth(
                [
                    (-9, -60),
                    (-27, -48),
                    (-32, -26),
                    (-22, -4),
                    (0, 0),
                    (22, -4),
                    (32, -26),
                    (27, -48),
                    (9, -60),
                ]
            ),
            glass,
            "round",
            opacity=0.95,
        )
        pen.shape(
            geo.smooth([(-24, -34), (24, -34), (22, -16), (0, -7), (-22, -16)]),
            glass,
            "side",
            level=-0.5,
            outline=False,
        )
    pen.shape(geo.rect(-8, -68, 16, 11), "#d9c08a", "side")
    pen.shape(geo.rect(-12, -93, 24, 26, 3), "#efe8da", "side")
    pen.shape(geo.rect(-11, -44, 22, 15, 1), "#f6f0e4", level=0.1, outline=False, opacity=0.9)
    pen.raw(geo.rect(-20 if pen.light.side < 0 else 16, -52, 4, 44, 2), "#ffffff", 0.5)


def jar(pen: Pen, glass: str) -> None:
    """A squat jar with a lid, about 66 high."""
    pen.shadow(0, 0, 38, 7)
    pen.shape(geo.rect(-34, -46, 68, 46, 9), glass, "side")
    pen.shape(geo.rect(-36, -66, 72, 22, 4), "#efe8da", "side")
    pen.shape(geo.rect(-18, -34, 36, 20, 2), "#f6f0e4", level=0.1, outline=False)
    pen.raw(geo.rect(-28 if pen.light.side < 0 else 23, -41, 5, 34, 2.5), "#ffffff", 0.5)


def perfume(pen: Pen) -> None:
    flacon(pen, pen.pick("#c98a6b", "#7fa39a", "#c2607a", "#8f86b5", "#d9b26b"))


def bench_mirror(pen: Pen) -> None:
    gold = pen.pick("#c9a24f", "#b58a45")
    pen.shape(geo.ellipse(0, -52, 36, 48), gold, "round")
    pen.shape(geo.ellipse(0, -52, 30, 42), "#b9cdd3", "side", level=0.1)
    pen.raw(geo.poly([(-24, -40), (8, -90), (17, -86), (-20, -26)]), "#ffffff", 0.4)
    for x, y in geo.ring(0, -52, 36, 12):
        pen.shape(geo.ellipse(x, -52 + (y + 52) * 1.33, 4), colours.shift(gold, 0.06), "round", outline=False)


def easel(pen: Pen) -> None:
    wood = "#a5764a"
    pen.shadow(0, 0, 44, 7)
    for line in ([(0, -102), (-34, 0)], [(0, -102), (34, 0)], [(0, -98), (6, -8)]):
        pen.line(line, wood, 3.6, soft=False)
    pen.shape(geo.rect(-34, -86, 68, 50), "#f4ecdc", "side")
    ground = pen.pick("#7fa3b5", "#e3b06b")
    pen.shape(geo.rect(-31, -83, 62, 44), ground, "top", outline=False)
    clip = pen.clip_path(geo.rect(-31, -83, 62, 44))
    pen.shape(
        geo.smooth([(-34, -52), (-14, -64), (6, -54), (22, -62), (36, -52), (36, -30), (-34, -30)]),
        "#4f6f6b",
        clip=clip,
        outline=False,
    )
    pen.shape(geo.ellipse(14, -70, 5), "#f6e3b0", clip=clip, outline=False)
    pen.shape(geo.rect(-38, -37, 76, 4.6), wood, "top")


DRAWN: Final[Mapping[str, Subject]] = {
    "door": Subject(door, 2.3, 0.68, stands="wall", setting="facade"),
    "window": Subject(window, 1.7, 1.2, stands="wall", setting="facade", still=True),
    "chair": Subject(chair, 0.95, 0.55, stands="floor", setting="room", seat=52),
    "armchair": Subject(armchair, 1.0, 1.2, stands="floor", setting="room", seat=46),
    "table": Subject(table, 0.8, 1.9, stands="floor", setting="room", seat=96),
    "bed": Subject(bed, 1.1, 2.4, stands="floor", setting="room", seat=56),
    "piano": Subject(piano, 1.3, 1.75, stands="floor", setting="room", seat=102),
    "easel": Subject(easel, 1.7, 0.8, stands="floor", setting="room"),
    "mirror": Subject(bench_mirror, 0.9, 0.8, stands="wall", setting="room", still=True),
    "bare plinth": Subject(bare_plinth, 0.2, 0.95, stands="table", setting="studio", seat=36, still=True),
    "perfume bottle": Subject(perfume, 0.12, 0.65, stands="table", setting="studio", still=True),
    "plinth": Subject(plinth, 0.5, 0.9, stands="table", setting="studio", still=True),
}
