"""Animals that graze: horses, deer, cattle, elephants."""

from collections.abc import Mapping
from typing import Final

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing import portraits
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.quadrupeds import Build, stand, stripes
from sandbox.painter.drawing.subject import Subject


def horse(pen: Pen) -> None:
    coat = pen.pick("#8a5a38", "#6d452f", "#a9764c", "#d8cdbf", "#4a3a33")
    mane = pen.rng.choice(("#2f2522", "#3d2c24", "#e2d2b4"))
    if "zebra" in pen.word or "unicorn" in pen.word:
        coat, mane = pen.accent or "#f2eee6", "#2b2727" if "zebra" in pen.word else "#d9a5c9"
    build = Build(
        length=60, neck=32, neck_angle=-56, neck_width=18, head=8.6, muzzle=19, muzzle_angle=42, ear_size=7
    )
    drawn = stand(pen, build, coat, mane)
    for i, (x, y) in enumerate(drawn.neck[:-1]):
        tip = (x - 13, y + pen.rng.uniform(3, 9))
        pen.shape(
            geo.taper(geo.bend((x - 3 + i, y - 8), tip, -3, 4), 5, 0.8, 2),
            mane,
            level=-0.3 + i * 0.12,
            outline=False,
        )
    x, y = drawn.skull
    pen.shape(geo.taper(geo.bend((x - 5, y - 8), (x + 5, y - 1), -2, 4), 4, 1), mane, outline=False)
    pen.shape(geo.ellipse(drawn.nose[0], drawn.nose[1], 4.6, 4), coat, level=-0.6, outline=False)
    if "zebra" in pen.word:
        stripes(pen, drawn, "#2b2727", build)
    if "unicorn" in pen.word:
        pen.shape(geo.taper([(x + 4, y - 7), (x + 15, y - 30)], 4, 0.4), "#e9c86a", "side")


def deer(pen: Pen) -> None:
    coat = pen.pick("#a8703f", "#96673f", "#b37f4e")
    build = Build(
        back=60,
        length=52,
        girth=23,
        leg=5.4,
        neck=27,
        neck_angle=-66,
        neck_width=12.5,
        head=7,
        muzzle=13,
        muzzle_width=5.6,
        muzzle_angle=22,
        ear_size=9,
        tail="stub",
        hoof="#3a2d27",
    )
    drawn = stand(pen, build, coat, "#efe3cd")
    x, y = drawn.skull
    bone = "#d9c39c"
    for far in (1, 0):
        root = (x - 1 + far * 3, y - 6)
        main = [
            root,
            (root[0] - 9, root[1] - 9),
            (root[0] - 9 + far * 5, root[1] - 21),
            (root[0] + far * 6, root[1] - 29),
        ]
        pen.shape(geo.taper(main, 2.4, 0.8), bone, level=-0.6 * far)
        for i, reach in ((1, 8), (2, 9)):
            bx, by = main[i]
            pen.shape(
                geo.taper(geo.bend((bx, by), (bx + reach, by - 6), 2, 3), 1.8, 0.6), bone, level=-0.6 * far
            )
    pen.shape(geo.ellipse(drawn.nose[0] + 1, drawn.nose[1], 2, 1.8), "#2b2220", outline=False)
    pen.shape(geo.ellipse(drawn.rump[0] + 3, drawn.rump[1] + 8, 4.5, 6), "#efe3cd", outline=False)
    clip = pen.clip_path(drawn.paths[2])
    spots = [geo.ellipse(pen.rng.uniform(-20, 14), pen.rng.uniform(-58, -48), 1.3, 1) for _ in range(13)]
    pen.shape("".join(spots), "#efe3cd", outline=False, clip=clip, opacity=0.8)


def cow(pen: Pen) -> None:
    coat, patch = (
        (pen.accent, "#f3eee4")
        if pen.accent
        else pen.rng.choice((("#f0ebe2", "#3a322f"), ("#efe6d6", "#8f5433")))
    )
    build = Build(
        back=72,
        length=82,
        girth=38,
        leg=9,
        neck=20,
        neck_angle=-22,
        neck_width=22,
        head=11.5,
        muzzle=16,
        muzzle_width=12,
        muzzle_angle=48,
        ear_size=8,
        tail="cow",
    )
    drawn = stand(pen, build, coat, patch)
    clip = pen.clip_path(drawn.paths[2])
    for x, y, r in ((-24.0, -56.0, 15), (6, -64, 13), (-4, -42, 8), (30, -50, 9)):
        pen.shape(
            geo.ragged(pen.rng, x, y, r, r * 0.75, lobes=5, depth=0.12),
            patch,
            "top",
            clip=clip,
            outline=False,
        )
    pen.shape(geo.ellipse(*drawn.nose, 7.5, 6.2), "#e3b3a3", "round")
    pen.shape(geo.ellipse(-14, -34, 8, 5), "#e3b3a3", outline=False)
    x, y = drawn.skull
    for dx in (-3, 5):
        pen.shape(geo.taper(geo.bend((x + dx, y - 9), (x + dx + 4, y - 18), -2, 3), 3, 0.8), "#e6dcc4")


def sheep(pen: Pen) -> None:
    rng = pen.rng
    wool, face = pen.pick("#f1ebde", "#e9e0cf"), "#3b3533"
    pen.shadow(0, 0, 52, 7)
    for x in (-24.0, -14, 16, 26):
        pen.shape(
            geo.taper([(x, -34), (x, -15), (x + 0.5, 0)], 7, 5),
            face,
            "side",
            level=-0.3 if x in (-14, 26) else 0,
        )
    pen.shape(geo.ragged(rng, -1, -56, 46, 32, lobes=13, depth=0.12), wool, "top")
    for _ in range(16):
        x, y = rng.uniform(-30, 28), rng.uniform(-74, -40)
        pen.line(geo.bend((x - 4, y), (x + 4, y), 3.4, 4), wool, 1.2, level=-0.5, opacity=0.5)
    pen.shape(geo.smooth([(38, -84), (54, -78), (63, -60), (56, -52), (45, -56), (36, -70)]), face, "side")
    pen.shape(geo.smooth([(38, -78), (27, -77), (24, -70), (37, -70)]), face, level=0.2)
    pen.shape(geo.ragged(rng, 43, -86, 12, 8, lobes=7), wool, "round")
    pen.raw(geo.ellipse(51, -70, 1.7), "#f6f1e6")
    pen.raw(geo.ellipse(51.4, -70, 0.9), "#15110f")


def elephant(pen: Pen) -> None:
    grey = pen.pick("#8d8f96", "#979189", "#84878f")
    pen.shadow(0, 0, 78, 8)
    for x in (-30, 30):
        pen.shape(geo.taper([(x + 12, -44), (x + 12, -20), (x + 12, 0)], 20, 17), grey, "side", level=-0.75)
    body = geo.smooth(
        [
            (46, -84),
            (20, -96),
            (-20, -97),
            (-52, -80),
            (-58, -52),
            (-48, -34),
            (-10, -30),
            (26, -32),
            (48, -44),
        ]
    )
    legs = [geo.taper([(x, -48), (x, -22), (x, 0)], 23, 19) for x in (-38, 24)]
    head = geo.smooth([(44, -98), (62, -92), (72, -74), (68, -58), (50, -50), (38, -62), (36, -84)])
    trunk = geo.taper([(62, -68), (75, -52), (78, -32), (74, -14), (80, -5), (88, -8)], 19, 6)
    pen.shape(geo.taper(geo.bend((-55, -70), (-64, -34), 5, 5), 4, 2), grey, level=-0.3)
    pen.shape(geo.taper(geo.bend((64, -52), (86, -46), 7, 5), 5, 1.4), "#efe6d2", "top")
    pen.body([body, *legs, trunk, head], grey, (-60, -98, 84, 0))
    pen.shape(
        geo.smooth([(46, -92), (30, -99), (12, -88), (10, -62), (24, -46), (40, -54), (46, -72)]),
        grey,
        "side",
        level=-0.15,
    )
    pen.raw(geo.ellipse(59, -77, 2), "#221e20")
    for x in (-38, 24):
        for dx in (-6, 0, 6):
            pen.shape(geo.ellipse(x + dx, -2, 2.6, 2.2), "#d9d2c6", outline=False)
    for y in (-48, -40, -32):
        pen.line(geo.bend((72, y - 3), (80, y - 3), 1.5, 3), grey, 0.9, level=-0.7, opacity=0.7)


def giraffe(pen: Pen) -> None:
    coat = pen.pick("#e3b565", "#dcae68")
    build = Build(
        back=54,
        length=34,
        girth=18,
        leg=4.6,
        neck=44,
        neck_angle=-72,
        neck_width=9,
        head=5.2,
        muzzle=10,
        muzzle_width=4.6,
        muzzle_angle=26,
        ear_size=5,
        tail="cow",
    )
    drawn = stand(pen, build, coat, "#4a3326")
    clip = pen.clip_path(*drawn.paths[:4])
    for _ in range(60):
        share = pen.rng.random()
        if share < 0.45:
            x, y = pen.rng.choice(drawn.neck)
            x, y = x + pen.rng.uniform(-5, 5), y + pen.rng.uniform(-4, 4)
        else:
            x, y = pen.rng.uniform(-20, 20), pen.rng.uniform(-55, -24)
        pen.shape(geo.pebble(pen.rng, x, y, 2.7, 2.5, corners=5), "#a3622e", outline=False, clip=clip)
    x, y = drawn.skull
    for dx in (-2, 1.5):
        pen.line([(x + dx, y - 3), (x + dx - 0.5, y - 9)], "#7a5230", 1.3, soft=False)
        pen.shape(geo.ellipse(x + dx - 0.5, y - 9.5, 1.1), "#4a3326", outline=False)


DRAWN: Final[Mapping[str, Subject]] = {
    "horse": Subject(horse, 2.0, 1.1, setting="meadow"),
    "deer": Subject(deer, 1.8, 0.85, setting="forest", face=portraits.deer, crest=1.12),
    "cow": Subject(cow, 1.6, 1.3, setting="meadow", flock=2),
    "sheep": Subject(sheep, 1.0, 1.2, setting="hills", flock=4),
    "elephant": Subject(elephant, 3.0, 1.5, setting="desert"),
    "giraffe": Subject(giraffe, 5.0, 0.8, setting="desert", crest=1.05),
}
