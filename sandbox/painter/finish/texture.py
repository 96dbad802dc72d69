"""What finishes are made of: simplified planes, edges, flow, paper."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sandbox.painter.colour import Array
from sandbox.painter.raster import noise
from sandbox.painter.raster.noise import Generator

_T = TypeVar("_T", bound=np.generic)
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


def unit(picture: Array) -> float:
    """A thousandth of the picture's shorter side, in pixels."""
    return float(min(picture.shape[0], picture.shape[1])) / 1000


def luma(picture: Array) -> Array:
    """Brightness 0..1, (height, width)."""
    return np.asarray(picture @ LUMA, dtype=np.float32)


def scaled(picture: Array, height: int, width: int) -> Array:
    """A picture resampled, Lanczos."""
    return (
        np.asarray(as_image(picture).resize((width, height), Image.Resampling.LANCZOS), dtype=np.float32)
        / 255
    )


def kuwahara(picture: Array, half: int) -> Array:
    """Planes of even colour with firm edges: each pixel takes the mean of the calmest of four squares by it."""
    if half < 1:
        return picture
    filtering = ImageFilter.BoxBlur(half)
    mean = np.asarray(as_image(picture).filter(filtering), dtype=np.float32) / 255
    dy, dx = slope(luma(picture))
    busy = Image.fromarray((np.clip(np.abs(dy) + np.abs(dx), 0, 0.25) * 1020).astype(np.uint8))
    spread = np.asarray(busy.filter(filtering)).astype(np.int16)
    best = np.full(spread.shape, 32000, dtype=np.int16)
    out = np.empty_like(mean)
    for dy_, dx_ in ((-half, -half), (-half, half), (half, -half), (half, half)):
        local = shifted(spread, dy_, dx_)
        better = local < best
        best = np.where(better, local, best)
        np.copyto(out, shifted(mean, dy_, dx_), where=better[..., None])
    return out


def as_image(picture: Array) -> Image.Image:
    """A picture as an 8-bit image."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


def shifted(field: NDArray[_T], dy: int, dx: int) -> NDArray[_T]:
    """`field` moved down and across, its edge repeated."""
    height, width = field.shape[:2]
    rows = np.clip(np.arange(height) - dy, 0, height - 1)
    columns = np.clip(np.arange(width) - dx, 0, width - 1)
    return np.take(np.take(field, rows, axis=0), columns, axis=1)


def slope(field: Array) -> tuple[Array, Array]:
    """Central differences down and across."""
    dy = np.empty_like(field)
    dx = np.empty_like(field)
    dy[1:-1] = (field[2:] - field[:-2]) / 2
    dy[0], dy[-1] = 0, 0
    dx[:, 1:-1] = (field[:, 2:] - field[:, :-2]) / 2
    dx[:, 0], dx[:, -1] = 0, 0
    return dy, dx


def edges(picture: Array, radius: float) -> Array:
    """Strength of edges 0..1 at a scale of `radius` pixels."""
    dy, dx = slope(noise.blur(luma(picture), radius))
    return np.asarray(np.clip(np.hypot(dy, dx) * 14 * max(radius, 0.7), 0, 1), dtype=np.float32)


def lines(picture: Array, radius: float, *, sharp: float = 22.0, level: float = 0.012) -> Array:
    """Drawn lines 0..1 where the picture has edges: a difference of two blurs, steepened."""
    light = luma(picture)
    narrow, wide = noise.blur(light, radius), noise.blur(light, radius * 1.7)
    return np.asarray(np.clip((wide - narrow - level) * sharp, 0, 1), dtype=np.float32)


def flow(picture: Array, radius: float) -> tuple[Array, Array]:
    """Unit vectors (down, across) along the forms: at right angles to the smoothed gradient."""
    dy, dx = slope(noise.blur(luma(picture), max(radius * 0.35, 0.8)))
    yy, xx, xy = (noise.blur(product, radius) for product in (dy * dy, dx * dx, dy * dx))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy) + math.pi / 2
    return np.sin(angle).astype(np.float32), np.cos(angle).astype(np.float32)


def smear(field: Array, down: Array, across: Array, *, steps: int, stride: float) -> Array:
    """`field` averaged along a flow, `steps` each way: brush hairs from noise, strokes from colour."""
    height, width = down.shape
    rows, columns = noise.grid(height, width)
    flat = field.reshape(height * width, -1)
    field_of = (down + 1j * across).astype(np.complex64).ravel()
    total = flat.copy()
    for sign in (1.0, -1.0):
        y, x = rows.ravel().copy(), columns.ravel().copy()
        heading = field_of * np.float32(sign)
        for _ in range(steps):
            y += heading.real * np.float32(stride)
            x += heading.imag * np.float32(stride)
            np.clip(y, 0, height - 1, out=y)
            np.clip(x, 0, width - 1, out=x)
            at = y.astype(np.int32) * width + x.astype(np.int32)
            total += flat.take(at, axis=0)
            following = field_of.take(at)
            back = following.real * heading.real + following.imag * heading.imag < 0
            heading = np.where(back, -following, following)
    return np.asarray((total / (2 * steps + 1)).reshape(field.shape), dtype=np.float32)


def streaks(
    rng: Generator, height: int, width: int, *, angle: float, length: int, fine: float = 1.0
) -> Array:
    """Parallel strokes as noise 0..1 (mean 0.5, rather even histogram); `angle` in degrees, 0 level."""
    small_h, small_w = max(8, round(height / fine)), max(8, round(width / fine))
    field = noise.grain(rng, small_h, small_w)
    dy, dx = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    total = np.zeros_like(field)
    for i in range(length):
        total += np.roll(field, (round(dy * i), round(dx * i)), axis=(0, 1))
    total /= float(total.std()) or 1.0
    even = 0.5 + 0.5 * np.tanh(total * 0.85)
    return noise.resize(even.astype(np.float32), height, width) if fine > 1 else even.astype(np.float32)


def paper(rng: Generator, height: int, width: int, *, size: float, octaves: int = 3) -> Array:
    """The tooth of paper, -1..1; `size` of its hills in pixels."""
    tooth = noise.fbm(rng, height, width, cell=max(size, 2.0), octaves=octaves, gain=0.65)
    return (tooth - 0.5) * 2


def relief(field: Array, strength: float, *, angle: float = -2.3) -> Array:
    """Light raking over a height field: a factor around 1."""
    dy, dx = slope(field)
    return np.asarray(
        np.clip(1 + (dy * math.sin(angle) + dx * math.cos(angle)) * strength, 0.6, 1.4), dtype=np.float32
    )


def wobble(picture: Array, rng: Generator, *, reach: float, size: float) -> Array:
    """Edges that tremble: each pixel is taken from up to `reach` pixels away."""
    height, width = picture.shape[:2]
    dy = (noise.fbm(rng, height, width, cell=size, octaves=3) - 0.5) * 4 * reach
    dx = (noise.fbm(rng, height, width, cell=size, octaves=3) - 0.5) * 4 * reach
    rows, columns = noise.grid(height, width)
    at = (
        np.clip(rows + dy, 0, height - 1).astype(np.int32),
        np.clip(columns + dx, 0, width - 1).astype(np.int32),
    )
    return picture[at]


def vignette(height: int, width: int, strength: float, *, round_: float = 1.0) -> Array:
    """A factor that darkens the corners."""
    rows, columns = noise.grid(height, width)
    y, x = (rows / height - 0.5) * 2, (columns / width - 0.5) * 2
    away = np.sqrt(y * y + x * x) / 1.4142
    return (1 - strength * np.clip(away - 0.35, 0, 1) ** 1.6 * 1.9 * round_).astype(np.float32)


def border(rng: Generator, height: int, width: int, *, margin: float, rough: float) -> Array:
    """1 inside, 0 on the paper's margin, with a brushed edge."""
    rows, columns = noise.grid(height, width)
    edge = np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(columns, width - 1 - columns))
    tremble = (noise.fbm(rng, height, width, cell=rough * 9, octaves=5) - 0.5) * rough * 5
    return noise.smoothstep(margin - 1.2, margin + 1.2, edge + tremble)


def screen(picture: Array, light: Array) -> Array:
    """Light added without burning out."""
    return np.asarray(1 - (1 - picture) * (1 - np.clip(light, 0, 1)), dtype=np.float32)


def crisp(picture: Array) -> Array:
    """Fine detail brought out, at two scales."""
    light = luma(picture)
    u = unit(picture)
    detail = (light - noise.blur(light, 1.3 * u)) * 0.5 + (light - noise.blur(light, 7 * u)) * 0.14
    return np.asarray(np.clip(picture + detail[..., None], 0, 1), dtype=np.float32)


def bloom(picture: Array, *, radius: float, strength: float, level: float = 0.72) -> Array:
    """Bright parts spill over their edges."""
    bright = np.clip(picture - level, 0, 1) / (1 - level)
    return screen(picture, noise.blur_picture(bright.astype(np.float32), radius) * strength)


def busy(picture: Array, radius: float) -> Array:
    """1 where there are forms, little in plain areas: strokes invented there would look like worms."""
    return np.asarray(
        0.2
        + 0.8 * noise.smoothstep(0.015, 0.12, noise.blur(edges(picture, max(radius * 0.12, 0.8)), radius)),
        dtype=np.float32,
    )
