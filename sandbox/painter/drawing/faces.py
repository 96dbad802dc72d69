"""Animals close up: head and shoulders, looking at us. About 100 high, standing on the lower edge."""

from dataclasses import dataclass
from typing import Literal

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.pen import Pen


@dataclass(frozen=True)
class Face:
    """What one species' face looks like. x from 0 outwards; the other half is its mirror image."""

    coats: tuple[str, ...]
    outline: tuple[geo.Point, ...]
    """Half of the head's outline, from its crown down to the chin."""
    ear: Literal["point", "round", "long", "flop", "leaf"]
    ear_at: geo.Point
    ear_size: float
    inner_ear: str = "#d9a08f"
    cheek: str | None = None
    """Colour of cheeks and muzzle; None: as the coat."""
    cheek_shape: tuple[geo.Point, ...] = ()
    eye_at: geo.Point = (15, -54)
    eye: float = 5.0
    iris: str = "#c08a2e"
    slit: bool = False
    nose_at: float = -36
    nose: float = 5.0
    nose_colour: str = "#2b2124"
    stripes: str | None = None
    whiskers: bool = True
    mane: str | None = None
    patch: str | None = None
    """Colour of patches around the eyes."""
    ears_dark: str | None = None


def _fur(
    pen: Pen,
    at: geo.Point,
    spread: geo.Point,
    angle: float,
    colour: str,
    *,
    level: float,
    count: int,
    clip: str,
) -> None:
    """Short strokes of fur around a point."""
    marks = []
    for _ in range(count):
        x, y = at[0] + pen.rng.gauss(0, spread[0]), at[1] + pen.rng.gauss(0, spread[1])
        lean = angle + pen.rng.uniform(-0.35, 0.35)
        marks.append(geo.taper([(x, y), (x + lean * 2.4, y + 3.2), (x + lean * 4.2, y + 6)], 0.9, 0.1))
    pen.shape("".join(marks), colour, level=level, opacity=0.55, outline=False, clip=clip)


def _ears(pen: Pen, face: Face, coat: str) -> None:
    x, y = face.ear_at
    size = face.ear_size
    colour = face.ears_dark or coat
    for side in (-1, 1):
        pen.open(f"translate({geo.num(side * x)} {geo.num(y)}) scale({side} 1)")
        level = 0.15 if side * pen.light.side > 0 else -0.35
        if face.ear == "point":
            pen.shape(
                geo.smooth(
                    [
                        (-size * 0.62, size * 0.3),
                        (-size * 0.1, -size * 0.55),
                        (size * 0.34, -size * 1.1),
                        (size * 0.56, -size * 0.3),
                        (size * 0.5, size * 0.55),
                    ],
                    tension=0.6,
                ),
                colour,
                level=level,
            )
            pen.shape(
                geo.smooth(
                    [
                        (-size * 0.2, size * 0.2),
                        (size * 0.1, -size * 0.4),
                        (size * 0.3, -size * 0.78),
                        (size * 0.38, -size * 0.1),
                        (size * 0.34, size * 0.4),
                    ],
                    tension=0.6,
                ),
                face.inner_ear,
                level=level - 0.3,
                outline=False,
            )
        elif face.ear == "round":
            pen.shape(geo.ellipse(0, 0, size), colour, level=level)
            pen.shape(
                geo.ellipse(-size * 0.1, size * 0.14, size * 0.58),
                face.inner_ear,
                level=level - 0.3,
                outline=False,
            )
        elif face.ear == "long":
            tip = (size * 0.55 + pen.rng.uniform(-2, 3), -size * 2.5)
            pen.shape(
                geo.taper(geo.bend((0, 6), tip, -size * 0.22, 7), size * 0.5, size * 0.18, size * 0.62),
                colour,
                level=level,
            )
            pen.shape(
                geo.taper(
                    geo.bend((size * 0.08, 2), (tip[0] * 0.9, tip[1] * 0.86), -size * 0.2, 7),
                    size * 0.18,
                    size * 0.08,
                    size * 0.36,
                ),
                face.inner_ear,
                level=level - 0.2,
                outline=False,
            )
        elif face.ear == "leaf":
            pen.shape(
                geo.taper(
                    geo.bend((-2, 2), (size * 1.5, -size * 0.55), size * 0.12, 6), size * 0.4, 0.4, size * 0.6
                ),
                colour,
                level=level,
            )
            pen.shape(
                geo.taper(
                    geo.bend((2, 1), (size * 1.3, -size * 0.45), size * 0.1, 6), size * 0.2, 0.3, size * 0.34
                ),
                face.inner_ear,
                level=level - 0.2,
                outline=False,
            )
        else:
            pen.shape(
                geo.smooth(
                    [
                        (-4, -3),
                        (size * 0.5, -size * 0.3),
                        (size * 0.9, size * 0.5),
                        (size * 0.7, size * 1.5),
                        (size * 0.1, size * 1.6),
                        (-size * 0.2, size * 0.7),
                    ]
                ),
                colour,
                level=level - 0.3,
            )
        pen.close()


def _eyes(pen: Pen, face: Face) -> None:
    x, y = face.eye_at
    r = face.eye
    for side in (-1, 1):
        if face.patch:
            pen.shape(
                geo.smooth(
                    [
                        (side * (x - r * 1.2), y - r),
                        (side * (x + r * 1.1), y - r * 0.9),
                        (side * (x + r * 1.9), y + r * 1.3),
                        (side * (x + r * 0.5), y + r * 1.6),
                    ]
                ),
                face.patch,
                outline=False,
            )
        pen.raw(geo.ellipse(side * x, y, r * 1.18, r * 1.12), "#241b1c")
        pen.raw(geo.ellipse(side * x, y, r, r * 0.96), face.iris)
        pen.raw(
            geo.ellipse(side * x, y, r * (0.3 if face.slit else 0.62), r * (0.86 if face.slit else 0.62)),
            "#15100f",
        )
        pen.raw(geo.ellipse(side * x + pen.light.side * r * 0.3, y - r * 0.36, r * 0.26), "#ffffff")


def _stripes(pen: Pen, face: Face, colour: str, clip: str) -> None:
    """Marks on the brow and the cheeks."""
    for dx, y, length in ((0, -86.0, 15), (8, -85, 12), (15, -82, 9)):
        for side in (-1, 1) if dx else (1,):
            pen.shape(
                geo.taper(
                    [(side * dx, y), (side * dx * 0.92, y + length * 0.6), (side * dx * 0.8, y + length)],
                    3.2,
                    0.3,
                ),
                colour,
                clip=clip,
                outline=False,
            )
    for side in (-1, 1):
        for y in (-52.0, -43, -35):
            edge = max(px for px, py in face.outline if abs(py - y) < 16)
            pen.shape(
                geo.taper(
                    geo.bend((side * (edge + 3), y - 3), (side * (edge - 11), y + 2), side * 2, 4), 4, 0.3
                ),
                colour,
                clip=clip,
                outline=False,
            )


def draw_face(pen: Pen, face: Face) -> None:
    """Shoulders, head, ears, eyes, nose."""
    rng = pen.rng
    coat = pen.pick(*face.coats)
    cheek = face.cheek or colours.shift(coat, 0.1)
    pen.shape(
        geo.smooth([(-46, 3), (-38, -16), (-20, -30), (20, -30), (38, -16), (46, 3)], tension=0.8),
        coat,
        "side",
        level=-0.25,
    )
    if face.cheek:
        pen.shape(
            geo.smooth([(-18, 3), (-20, -16), (-10, -27), (10, -27), (20, -16), (18, 3)]),
            cheek,
            "side",
            level=-0.2,
            outline=False,
        )
    if face.mane:
        pen.shape(geo.ragged(rng, 0, -46, 50, 48, lobes=19, depth=0.14), face.mane, "round", level=-0.3)
        pen.shape(
            geo.ragged(rng, 0, -48, 42, 41, lobes=17, depth=0.15),
            face.mane,
            "round",
            level=0.2,
            outline=False,
        )
    _ears(pen, face, coat)
    outline = geo.smooth(geo.mirrored(face.outline), tension=0.9)
    pen.shape(outline, coat, "round")
    clip = pen.clip_path(outline)
    if pen.manner.shading == "soft":
        for side in (-1, 1):
            _fur(pen, (side * 22, -42), (7, 9), side * 0.8, coat, level=0.5, count=16, clip=clip)
            _fur(pen, (side * 14, -72), (7, 4), side * 0.3, coat, level=0.6, count=12, clip=clip)
    if face.cheek_shape:
        for side in (-1, 1):
            pen.shape(
                geo.smooth([(side * x, y) for x, y in face.cheek_shape], tension=0.8),
                cheek,
                clip=clip,
                outline=False,
                level=0.15 if side * pen.light.side > 0 else -0.2,
            )
    if face.stripes:
        _stripes(pen, face, face.stripes, clip)
    _eyes(pen, face)
    _muzzle(pen, face, coat)


def _muzzle(pen: Pen, face: Face, coat: str) -> None:
    """Nose, mouth, whiskers."""
    y, r = face.nose_at, face.nose
    pen.shape(
        geo.smooth(
            [
                (-r, y - r * 0.5),
                (0, y - r * 0.7),
                (r, y - r * 0.5),
                (r * 0.5, y + r * 0.4),
                (0, y + r * 0.75),
                (-r * 0.5, y + r * 0.4),
            ]
        ),
        face.nose_colour,
        "top",
        outline=False,
    )
    pen.raw(geo.ellipse(pen.light.side * r * 0.3, y - r * 0.3, r * 0.28, r * 0.14), "#ffffff", 0.5)
    dark = colours.mix(face.nose_colour, coat, 0.25)
    pen.line([(0, y + r * 0.7), (0, y + r * 1.35)], dark, 0.9, soft=False)
    for side in (-1, 1):
        pen.line([(0, y + r * 1.35), (side * r * 0.8, y + r * 1.7), (side * r * 1.6, y + r * 1.3)], dark, 0.9)
        if face.whiskers:
            for dy, reach in ((-1, 27), (2.5, 29), (6, 25)):
                pen.line(
                    geo.bend(
                        (side * 9, y + 3 + dy * 0.5), (side * reach * 1.2, y + dy * 1.7 - 1), side * 2, 5
                    ),
                    "#fbf7ef",
                    0.4,
                    opacity=0.85,
                )
