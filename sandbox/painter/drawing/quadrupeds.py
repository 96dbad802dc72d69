"""Four-legged animals standing or walking, built from one set of proportions each.

All face right. Lengths are in the drawing's units (the animal is about 100 high).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing import portraits
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Subject

Tail = Literal["horse", "tuft", "brush", "stub", "curl", "cow"]
Ear = Literal["point", "round", "leaf", "flop"]


@dataclass(frozen=True)
class Build:
    """Proportions of a standing animal."""

    back: float = 66
    """Height of the withers."""
    length: float = 62
    """Chest to rump."""
    girth: float = 27
    """Depth of the chest."""
    leg: float = 7.5
    """Width of a leg at its top."""
    neck: float = 30
    neck_angle: float = -58
    """Degrees; 0 points ahead, -90 up."""
    neck_width: float = 17
    head: float = 10
    """Radius of the skull."""
    muzzle: float = 18
    muzzle_width: float = 8.5
    muzzle_angle: float = 34
    ear: Ear = "leaf"
    ear_size: float = 8
    tail: Tail = "horse"
    hoof: str | None = "#2f2826"


def _leg(x: float, top: float, width: float, swing: float, *, hind: bool) -> str:
    """One leg from the body down to the ground; hind legs have a hock."""
    knee = (x + (swing * 0.4 - (2.2 if hind else -1.0)), top * 0.46)
    foot = (x + swing, 0.0)
    thigh = width * (1.45 if hind else 1.15)
    left = [
        (x - thigh, top - 4),
        (knee[0] - width * 0.44, knee[1]),
        (foot[0] - width * 0.34, -4),
        (foot[0] - width * 0.4, 0),
    ]
    right = [
        (foot[0] + width * 0.52, 0),
        (foot[0] + width * 0.3, -4),
        (knee[0] + width * 0.42, knee[1]),
        (x + thigh * 0.9, top - 4),
    ]
    return geo.smooth([*left, *right], tension=0.75)


def _head(build: Build, at: geo.Point) -> tuple[list[str], geo.Point]:
    """Skull and muzzle around the end of the neck; returns paths and the tip of the nose."""
    turn = math.radians(build.muzzle_angle)
    tip = (at[0] + math.cos(turn) * build.muzzle, at[1] + math.sin(turn) * build.muzzle)
    muzzle = geo.taper(
        [at, ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2 - 0.5), tip], build.head * 1.65, build.muzzle_width
    )
    return [
        geo.ellipse(*at, build.head, build.head * 0.92),
        muzzle,
        geo.ellipse(*tip, build.muzzle_width * 0.52),
    ], tip


def _ear(pen: Pen, build: Build, at: geo.Point, colour: str, *, far: bool) -> None:
    x = at[0] - build.head * (0.35 if not far else 0.0)
    y = at[1] - build.head * 0.72
    size, level = build.ear_size, (-0.6 if far else 0.1)
    if build.ear == "round":
        pen.shape(geo.ellipse(x, y, size * 0.62), colour, level=level)
        if not far:
            pen.shape(geo.ellipse(x + 0.5, y + 0.6, size * 0.32), colour, level=-0.8, outline=False)
    elif build.ear == "flop":
        pen.shape(
            geo.smooth(
                [
                    (x - 2, y),
                    (x - size * 0.9, y + size * 0.5),
                    (x - size * 0.8, y + size * 1.5),
                    (x + 1.5, y + size * 0.8),
                ]
            ),
            colour,
            level=level - 0.3,
        )
    else:
        wide = size * (0.42 if build.ear == "leaf" else 0.55)
        lean = -0.3 if build.ear == "leaf" else 0.0
        pen.shape(
            geo.poly([(x - wide, y + 3), (x + size * lean, y - size), (x + wide, y + 2)]), colour, level=level
        )


def _tail(pen: Pen, build: Build, rump: geo.Point, colour: str, hair: str) -> None:
    x, y = rump
    rng = pen.rng
    if build.tail == "horse":
        for i in range(4):
            end = (x - rng.uniform(9, 19), y + rng.uniform(38, 50))
            pen.shape(
                geo.taper(geo.bend((x + 2, y), end, 8, 6), 3, 1, 6), hair, level=-0.5 + i * 0.3, outline=False
            )
    elif build.tail == "brush":
        spine = geo.bend((x + 2, y + 2), (x - 34, y + 16), 9, 7)
        pen.shape(geo.taper(spine, 4, 2, 11), colour, "top", level=0.0)
        pen.shape(geo.taper(spine[5:], 10, 2, 2), hair, "top", level=0.2, outline=False)
    elif build.tail == "stub":
        pen.shape(geo.smooth([(x + 3, y - 2), (x - 5, y), (x - 6, y + 7), (x + 1, y + 6)]), colour, level=0.2)
    elif build.tail == "curl":
        pen.shape(geo.taper(geo.bend((x + 2, y + 3), (x - 14, y - 20), -9, 7), 5, 2.5, 2), colour, "side")
    else:
        wave = [(x + 2, y + 1), (x - 9, y + 8), (x - 15, y + 24), (x - 19, y + 40), (x - 27, y + 44)]
        if build.tail == "cow":
            wave = [(x + 2, y + 1), (x - 5, y + 8), (x - 6, y + 26), (x - 8, y + 40)]
        pen.shape(geo.taper(wave, 4.4, 2.2), colour, "side")
        pen.shape(geo.ellipse(*wave[-1], 3.6, 4.6), hair, "round")


@dataclass(frozen=True)
class Drawn:
    """What a build's outline turned into: for manes, stripes and horns."""

    paths: tuple[str, ...]
    skull: geo.Point
    nose: geo.Point
    withers: geo.Point
    rump: geo.Point
    neck: tuple[geo.Point, ...]


def stand(pen: Pen, build: Build, colour: str, hair: str, *, walking: bool | None = None) -> Drawn:
    """Draw the animal; returns what markings are laid out by."""
    rng = pen.rng
    stride = rng.uniform(4, 9) if (rng.random() < 0.6 if walking is None else walking) else 1.0
    rear, front = -build.length / 2, build.length / 2
    top, belly = -build.back, -build.back + build.girth
    withers, rump = (front * 0.62, top), (rear - 3, top + 6)
    pen.shadow(0, 0, build.length * 0.82, 6)
    for x, swing, hind in ((rear * 0.68, stride, True), (front * 0.52, -stride, False)):
        pen.shape(_leg(x + 5, belly, build.leg, swing, hind=hind), colour, "side", level=-0.75)
    _tail(pen, build, rump, colour, hair)
    angle = math.radians(build.neck_angle)
    root = (front * 0.66, top + build.girth * 0.34)
    skull = (root[0] + math.cos(angle) * build.neck, root[1] + math.sin(angle) * build.neck)
    torso = geo.smooth(
        [
            (front + 3, top + build.girth * 0.5),
            (front * 0.66, top + 0.5),
            (0, top + 3.5),
            (rear * 0.66, top),
            (rear - 5, top + 10),
            (rear - 2, belly - 3),
            (rear * 0.4, belly - 3.2),
            (front * 0.3, belly + 1.5),
            (front * 0.86, belly - 2),
        ]
    )
    neck = geo.bend(root, skull, -build.neck * 0.06, 6)
    head, nose = _head(build, skull)
    paths = [
        _leg(rear * 0.72, belly, build.leg, -stride, hind=True),
        _leg(front * 0.56, belly, build.leg, stride, hind=False),
        torso,
        geo.taper(neck, build.neck_width * 1.35, build.neck_width * 0.82),
        *head,
    ]
    _ear(pen, build, skull, colour, far=True)
    pen.body(paths, colour, (rear - 10, skull[1] - 10, nose[0], 0))
    if build.hoof:
        for x, swing in ((rear * 0.72, -stride), (front * 0.56, stride)):
            pen.shape(
                geo.rect(x + swing - build.leg * 0.42, -4, build.leg * 0.95, 4.2, 1),
                build.hoof,
                outline=False,
            )
    _ear(pen, build, skull, colour, far=False)
    eye = (skull[0] + build.head * 0.3, skull[1] - build.head * 0.12)
    pen.raw(geo.ellipse(*eye, max(build.head * 0.14, 1.1)), "#1f1a1a")
    pen.raw(geo.ellipse(eye[0] + 0.4, eye[1] - 0.4, max(build.head * 0.05, 0.4)), "#ffffff")
    return Drawn(tuple(paths), skull, nose, withers, rump, tuple(neck))


def stripes(pen: Pen, drawn: Drawn, colour: str, build: Build) -> None:
    clip = pen.clip_path(*drawn.paths)
    rng = pen.rng
    x = -build.length / 2 - 4
    while x < build.length / 2 + 6:
        tall = rng.uniform(0.5, 0.85) * build.girth
        spine = geo.bend(
            (x, -build.back - 3), (x + rng.uniform(-5, 5), -build.back + tall), rng.uniform(-4, 4), 5
        )
        pen.shape(geo.taper(spine, 3.6, 0.4, 1), colour, clip=clip, outline=False)
        if rng.random() < 0.5:
            low = geo.bend(
                (x + 3, -build.back + build.girth + 1), (x + 5, -build.back + build.girth * 0.6), 2, 4
            )
            pen.shape(geo.taper(low, 3, 0.3), colour, clip=clip, outline=False)
        x += rng.uniform(6, 8.5)
    for px, py in drawn.neck[1:-1]:
        pen.shape(
            geo.taper(geo.bend((px - 8, py - 4), (px + 1, py + 6), 3, 4), 2.6, 0.4),
            colour,
            clip=clip,
            outline=False,
        )


_CAT_BUILD: Final = Build(
    back=70,
    length=86,
    girth=32,
    leg=10.5,
    neck=20,
    neck_angle=-30,
    neck_width=22,
    head=14.5,
    muzzle=11,
    muzzle_width=13,
    muzzle_angle=26,
    ear="round",
    ear_size=8,
    tail="tuft",
    hoof=None,
)


def tiger(pen: Pen) -> None:
    coat = pen.pick("#d98436", "#e0923f")
    drawn = stand(pen, _CAT_BUILD, coat, "#2b2220", walking=True)
    stripes(pen, drawn, "#2b2220", _CAT_BUILD)
    x, y = drawn.skull
    pen.shape(geo.ellipse(drawn.nose[0] - 1, drawn.nose[1] + 1.5, 7, 5.5), "#f3e7d3", outline=False)
    pen.shape(geo.ellipse(drawn.nose[0] + 4, drawn.nose[1] - 2.4, 2.6, 2), "#a8554a", outline=False)
    for dx in (-7, -2, 3):
        pen.shape(geo.taper([(x + dx, y - 14), (x + dx + 2, y - 7)], 2, 0.3), "#2b2220", outline=False)


def lion(pen: Pen) -> None:
    rng = pen.rng
    coat, mane = pen.pick("#cf9a52", "#d6a864"), rng.choice(("#7c4a28", "#8c5a2e", "#5f3a25"))
    drawn = stand(pen, _CAT_BUILD, coat, mane, walking=True)
    x, y = drawn.skull
    pen.shape(geo.ragged(rng, x - 9, y + 7, 25, 28, lobes=13, depth=0.2), mane, "round", level=-0.2)
    pen.shape(
        geo.ragged(rng, x - 4, y + 3, 18, 21, lobes=12, depth=0.2), mane, "round", level=0.25, outline=False
    )
    pen.body(
        [geo.ellipse(x + 2, y + 1, 12.5, 12), geo.taper([(x + 3, y + 3), drawn.nose], 15, 10)],
        coat,
        (x - 12, y - 12, x + 18, y + 14),
    )
    pen.shape(geo.ellipse(drawn.nose[0] + 3, drawn.nose[1] - 2, 2.8, 2.2), "#4a2f26", outline=False)
    pen.raw(geo.ellipse(x + 6, y - 1.5, 1.6), "#241a17")


def bear(pen: Pen) -> None:
    coat = pen.pick(*(("#f4f1e8", "#ece7da") if "polar" in pen.word else ("#6f4a33", "#5c3d2c", "#8a6040")))
    build = Build(
        back=78,
        length=88,
        girth=46,
        leg=14,
        neck=14,
        neck_angle=-4,
        neck_width=30,
        head=18,
        muzzle=19,
        muzzle_width=12,
        muzzle_angle=24,
        ear="round",
        ear_size=9,
        tail="stub",
        hoof=None,
    )
    drawn = stand(pen, build, coat, coat, walking=True)
    pen.shape(geo.ellipse(drawn.nose[0] - 1, drawn.nose[1] + 1, 7.6, 6), "#c9a27a", "round", outline=False)
    pen.shape(geo.ellipse(drawn.nose[0] + 4.4, drawn.nose[1] - 1.5, 3.2, 2.5), "#231a18", outline=False)


def wolf(pen: Pen) -> None:
    coat = pen.pick("#7f858b", "#6f747c", "#94908a")
    build = Build(
        back=68,
        length=70,
        girth=27,
        leg=7,
        neck=22,
        neck_angle=-42,
        neck_width=20,
        head=10.5,
        muzzle=18,
        muzzle_width=6.6,
        muzzle_angle=14,
        ear="point",
        ear_size=10,
        tail="brush",
        hoof=None,
    )
    drawn = stand(pen, build, coat, "#d9d7d0")
    pen.shape(geo.ellipse(drawn.nose[0] + 2.4, drawn.nose[1] - 1, 2.4, 1.9), "#1f1c1e", outline=False)
    clip = pen.clip_path(*drawn.paths)
    x, y = drawn.neck[2]
    pen.shape(
        geo.ragged(pen.rng, x + 8, y + 10, 13, 15, lobes=9, depth=0.2),
        "#dddad2",
        outline=False,
        clip=clip,
        opacity=0.9,
    )
    pen.shape(
        geo.smooth([(-30, -43), (0, -46), (30, -46), (30, -36), (-30, -36)]),
        "#dddad2",
        outline=False,
        clip=clip,
        opacity=0.8,
    )


DRAWN: Final[Mapping[str, Subject]] = {
    "tiger": Subject(tiger, 1.1, 1.5, setting="forest", face=portraits.tiger),
    "lion": Subject(lion, 1.2, 1.5, setting="desert", face=portraits.lion),
    "bear": Subject(bear, 1.3, 1.4, setting="forest", face=portraits.bear),
    "wolf": Subject(wolf, 0.9, 1.2, setting="snow", face=portraits.wolf),
}
