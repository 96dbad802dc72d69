"""Printed media: screen print, risograph, comic, woodblock, cut paper."""

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.raster import noise


def inks(lab: Array, count: int, rng: noise.Generator) -> Array:
    """`count` colours that stand for a picture's, darkest first: k-means on a sample, in OKLab."""
    sample = lab[:: max(1, lab.shape[0] // 96), :: max(1, lab.shape[1] // 96)].reshape(-1, 3)
    order = np.argsort(sample[:, 0], kind="stable")
    centres = sample[order[np.linspace(0, len(order) - 1, count).astype(int)]] + rng.normal(
        0, 0.002, (count, 3)
    ).astype(np.float32)
    weight = np.array([0.8, 1.3, 1.3], dtype=np.float32)
    for _ in range(12):
        nearest = np.argmin((((sample[:, None] - centres[None]) * weight) ** 2).sum(-1), axis=1)
        for i in range(count):
            members = sample[nearest == i]
            if len(members):
                centres[i] = members.mean(axis=0)
    return np.asarray(centres[np.argsort(centres[:, 0], kind="stable")], dtype=np.float32)


def nearest(lab: Array, centres: Array) -> NDArray[np.uint8]:
    """Index of the nearest of `centres` for each pixel."""
    weight = np.array([0.8, 1.3, 1.3], dtype=np.float32)
    best = np.full(lab.shape[:2], np.inf, dtype=np.float32)
    index = np.zeros(lab.shape[:2], dtype=np.uint8)
    for i, centre in enumerate(centres):
        gap = (((lab - centre) * weight) ** 2).sum(-1)
        closer = gap < best
        index[closer] = i
        best = np.where(closer, gap, best)
    return index


def dots(height: int, width: int, *, period: float, angle: float) -> Array:
    """A halftone screen 0..1: high in the middle of each dot."""
    rows, columns = noise.grid(height, width)
    c, s = (
        math.cos(math.radians(angle)) * 2 * math.pi / period,
        math.sin(math.radians(angle)) * 2 * math.pi / period,
    )
    return ((np.cos(columns * c + rows * s) + np.cos(rows * c - columns * s)) / 4 + 0.5).astype(np.float32)


def screen_print(sheet: Sheet) -> Array:
    """A handful of flat inks, each a little out of register, on toothy paper."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round(2.4 * u)))
    lab = colours.to_oklab(planes)
    lab[..., 1:] *= 1.18
    lab[..., 0] = np.clip(0.55 + (lab[..., 0] - 0.55) * 1.14, 0.08, 0.97)
    centres = inks(lab, 7, rng)
    stipple = (noise.grain(rng, height, width) * 0.018).astype(np.float32)
    index = nearest(lab + stipple[..., None] * np.array([1, 0, 0], dtype=np.float32), centres)
    tooth = texture.paper(rng, height, width, size=3.4 * u, octaves=2)
    out = np.broadcast_to(centres[-1], lab.shape).astype(np.float32)
    for i in range(len(centres) - 2, -1, -1):
        mask = (index <= i).astype(np.float32)
        dy, dx = round(float(rng.uniform(-1.3, 1.3)) * u), round(float(rng.uniform(-1.3, 1.3)) * u)
        mask = texture.shifted(noise.blur(mask, 0.5), dy, dx)
        out = out + (centres[i] - out) * (mask * (1 - 0.2 * noise.smoothstep(0.55, 1.0, tooth)))[..., None]
    framed = colours.from_oklab(out.astype(np.float32))
    margin = round(30 * u)
    rows, columns = noise.grid(height, width)
    inside = noise.smoothstep(
        -0.8,
        0.8,
        np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(columns, width - 1 - columns)) - margin,
    )
    paper = colours.as_rgb_array("#f4ead7") * (1 + 0.012 * tooth)[..., None]
    return np.asarray(paper + (framed - paper) * inside[..., None], dtype=np.float32)


_RISO = (
    ("#ff5a5f", "#1f6fb5", "#ffd43a"),
    ("#f2558a", "#14857f", "#ffcf3f"),
    ("#ff6b3d", "#3a4fa8", "#f7d774"),
    ("#e8457a", "#2b7fb8", "#ffe14a"),
)


def risograph(sheet: Sheet) -> Array:
    """Three soy inks in coarse dots, overprinting, out of register."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    trio = _RISO[int(rng.integers(len(_RISO)))]
    density = np.stack([-np.log(np.clip(colours.as_rgb_array(ink), 0.03, 0.985)) for ink in trio], axis=1)
    planes = texture.kuwahara(sheet.rgb, max(1, round(1.6 * u)))
    lab = colours.to_oklab(planes)
    lab[..., 1:] *= 1.3
    lab[..., 0] = np.clip(0.6 + (lab[..., 0] - 0.55) * 1.12, 0, 0.99)
    wanted = -np.log(np.clip(colours.from_oklab(lab), 0.03, 0.985))
    amount = np.clip(wanted @ np.linalg.inv(density).T.astype(np.float32), 0, 1.15)
    tooth = texture.paper(rng, height, width, size=3 * u, octaves=2)
    picture = (
        np.broadcast_to(colours.as_rgb_array("#f6efe2"), sheet.rgb.shape) * (1 + 0.012 * tooth)[..., None]
    )
    period = max(6.4 * u, 3.4)
    for i, (ink, angle) in enumerate(zip(trio, (15.0, 45.0, 75.0), strict=True)):
        cover = np.ascontiguousarray(amount[..., i])
        cover = texture.shifted(
            cover, round(float(rng.uniform(-2.4, 2.4)) * u), round(float(rng.uniform(-2.4, 2.4)) * u)
        )
        screen = dots(height, width, period=period, angle=angle)
        printed = noise.smoothstep(-0.13, 0.13, cover * 1.08 - 1 + screen + 0.02)
        printed *= (
            1
            - 0.22 * noise.smoothstep(0.35, 1.0, tooth)
            - 0.1 * np.clip(noise.grain(rng, height, width), 0, 2.0)
        )
        picture = picture * (1 - (1 - colours.as_rgb_array(ink)) * np.clip(printed, 0, 1)[..., None])
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)


def comic(sheet: Sheet) -> Array:
    """Flat colour inside black lines, dots in the half-shadows, pulp paper."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round(1.4 * u)))
    lab = colours.to_oklab(planes)
    lab[..., 1:] *= 1.28
    steps = 6
    level = lab[..., 0] * steps
    low = np.floor(level)
    screen = dots(height, width, period=max(7.5 * u, 3.6), angle=45)
    share = level - low
    lab[..., 0] = (
        low + noise.smoothstep(-0.09, 0.09, share - 1 + screen * 0.96 + 0.02)
    ) / steps * 0.94 + 0.03
    ink = texture.lines(sheet.rgb, 1.5 * u, sharp=20, level=0.02)
    lab[..., 0] *= 1 - ink * 0.85
    tooth = texture.paper(rng, height, width, size=4 * u)
    picture = colours.from_oklab(lab) * colours.as_rgb_array("#fdf6e6") * (1 + 0.014 * tooth)[..., None]
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)


def woodblock(sheet: Sheet) -> Array:
    """Pigment brushed on cherry wood: grain in the flat tones, a deep blue band at the top, soft paper."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round(1.6 * u)))
    lab = colours.to_oklab(planes)
    lab[..., 1:] *= 0.86
    lab[..., 2] += 0.012
    lab[..., 0] = 0.13 + lab[..., 0] * 0.8
    rows, _ = noise.grid(height, width)
    far = noise.smoothstep(0.85, 1.0, sheet.depth)
    bokashi = noise.smoothstep(0.3, 0.0, rows / height) * far * (0.75 if sheet.scene.layer("sky") else 0.0)
    deep = colours.as_lab_array("#23416f")
    lab = lab + (deep - lab) * bokashi[..., None]
    rings = noise.fbm(rng, height, width, cell=90 * u, octaves=4, stretch=9.0)
    grain = np.sin((rows / (5.5 * u) + rings * 26).astype(np.float32))
    lab[..., 0] += grain * 0.013 * noise.smoothstep(0.25, 0.8, lab[..., 0])
    tooth = texture.paper(rng, height, width, size=9 * u, octaves=4)
    lab[..., 0] += tooth * 0.016
    picture = colours.from_oklab(lab.astype(np.float32)) * colours.as_rgb_array("#fbf3e0")
    margin = 24 * u
    _, columns = noise.grid(height, width)
    inside = noise.smoothstep(
        -0.8,
        0.8,
        np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(columns, width - 1 - columns)) - margin,
    )
    paper = colours.as_rgb_array("#f1e6cd") * (1 + 0.02 * tooth)[..., None]
    return np.asarray(np.clip(paper + (picture - paper) * inside[..., None], 0, 1), dtype=np.float32)


def cut_paper(sheet: Sheet) -> Array:
    """Sheets of coloured paper with fibre and a lit edge; their shadows are in the picture already."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    fibre = texture.paper(rng, height, width, size=6 * u, octaves=4)
    pulp = (
        texture.streaks(
            rng,
            height,
            width,
            angle=float(rng.uniform(0, 180)),
            length=max(5, round(15 * u)),
            fine=max(1.0, 1.4 * u),
        )
        - 0.5
    )
    light = texture.luma(sheet.rgb)
    rim = np.clip(light - texture.shifted(light, round(1.6 * u) + 1, round(1.2 * u) + 1), 0, 0.2)
    picture = (
        sheet.rgb * texture.relief(fibre, 0.1)[..., None]
        + (pulp * 0.02 + fibre * 0.014 + rim * 0.3)[..., None]
    )
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)
