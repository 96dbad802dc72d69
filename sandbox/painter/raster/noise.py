"""Smooth random fields. Everything is a function of a numpy generator, so it repeats exactly."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.painter.colour import Array

Generator = np.random.Generator


def resize(field: Array, height: int, width: int, *, smooth: bool = True) -> Array:
    """A 2-D field resampled to (height, width)."""
    method = Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST
    return np.asarray(Image.fromarray(field).resize((width, height), method), dtype=np.float32)


def blur(field: Array, radius: float) -> Array:
    """A 2-D field blurred, close to a Gaussian of standard deviation `radius` in pixels.

    Wide blurs are made at a fraction of the size: what is lost could not be seen.
    """
    if radius < 0.25:
        return field
    if radius < 2.4:
        return _taps(field, radius)
    step = 1 if radius < 4.5 else 2 if radius < 10 else 4 if radius < 24 else 8
    height, width = field.shape
    small = field if step == 1 else reduced(field, max(height // step, 2), max(width // step, 2))
    size = max(1, round(radius / step * 0.94))
    for axis in (0, 1):
        for _ in range(3):
            small = _box(small, size, axis)
    return small if step == 1 else resize(small, height, width)


def _taps(field: Array, radius: float) -> Array:
    """A small Gaussian, tap by tap."""
    reach = max(1, math.ceil(radius * 2.3))
    weights = [math.exp(-0.5 * (i / radius) ** 2) for i in range(reach + 1)]
    total = weights[0] + 2 * sum(weights[1:])
    height, width = field.shape
    padded = np.pad(field, ((reach, reach), (0, 0)), mode="edge")
    out = padded[reach : reach + height] * np.float32(weights[0] / total)
    for i in range(1, reach + 1):
        out += (padded[reach - i : reach - i + height] + padded[reach + i : reach + i + height]) * np.float32(
            weights[i] / total
        )
    padded = np.pad(out, ((0, 0), (reach, reach)), mode="edge")
    out = padded[:, reach : reach + width] * np.float32(weights[0] / total)
    for i in range(1, reach + 1):
        out += (
            padded[:, reach - i : reach - i + width] + padded[:, reach + i : reach + i + width]
        ) * np.float32(weights[i] / total)
    return np.asarray(out, dtype=np.float32)


def reduced(field: Array, height: int, width: int) -> Array:
    """A 2-D field made smaller, each new element the mean of what it covers."""
    return np.asarray(Image.fromarray(field).resize((width, height), Image.Resampling.BOX), dtype=np.float32)


def _box(field: Array, half: int, axis: int) -> Array:
    length = field.shape[axis]
    half = min(half, length - 1)
    widths = [(0, 0), (0, 0)]
    widths[axis] = (half + 1, half)
    middle = np.float32(field.mean())
    total = np.cumsum(np.pad(field - middle, widths, mode="edge"), axis=axis, dtype=np.float32)
    window = 2 * half + 1
    summed = total[window:] - total[:-window] if axis == 0 else total[:, window:] - total[:, :-window]
    return np.asarray(summed / np.float32(window) + middle, dtype=np.float32)


def blur_picture(picture: Array, radius: float) -> Array:
    """`blur` for each channel of a picture."""
    return np.stack(
        [blur(np.ascontiguousarray(picture[..., i]), radius) for i in range(picture.shape[2])], axis=-1
    )


def fbm(
    rng: Generator,
    height: int,
    width: int,
    *,
    cell: float,
    octaves: int = 5,
    gain: float = 0.5,
    stretch: float = 1.0,
) -> Array:
    """Fractal noise 0..1 with mean near 0.5.

    `cell`: largest feature in pixels; `stretch`: how much wider than high it is.
    """
    total = np.zeros((height, width), dtype=np.float32)
    weight, weights = 1.0, 0.0
    for octave in range(octaves):
        size = cell / 2**octave
        if size < 1.5 and octave:
            break
        rows = max(2, round(height / size) + 3)
        columns = max(2, round(width / (size * stretch)) + 3)
        grid = rng.random((rows, columns), dtype=np.float32)
        big = resize(grid, round(rows * size) + 2, round(columns * size * stretch) + 2)
        top, left = max(0, (big.shape[0] - height) // 2), max(0, (big.shape[1] - width) // 2)
        part = big[top : top + height, left : left + width]
        if part.shape != total.shape:
            part = resize(part, height, width)
        total += weight * part
        weights += weight
        weight *= gain
    total /= weights
    spread = float(total.std()) or 1.0
    return np.asarray(np.clip((total - total.mean()) / (spread * 5.0) + 0.5, 0, 1), dtype=np.float32)


def grain(rng: Generator, height: int, width: int) -> Array:
    """White noise, mean 0, standard deviation 1."""
    return rng.standard_normal((height, width), dtype=np.float32)


def smoothstep(low: float | Array, high: float | Array, values: Array) -> Array:
    """0 below `low`, 1 above `high`, an S-curve between (reversed if low > high)."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def sample(field: Array, rows: Array, columns: Array) -> Array:
    """Bilinear lookup of a 2-D field or a picture at fractional positions, wrapping at the edges."""
    height, width = field.shape[:2]
    top = np.floor(rows).astype(np.int32)
    left = np.floor(columns).astype(np.int32)
    down = (rows - top).astype(np.float32)
    right = (columns - left).astype(np.float32)
    if field.ndim == 3:
        down, right = down[..., None], right[..., None]
    top %= height
    left %= width
    bottom, far = (top + 1) % height, (left + 1) % width
    upper = field[top, left] * (1 - right) + field[top, far] * right
    lower = field[bottom, left] * (1 - right) + field[bottom, far] * right
    return np.asarray(upper * (1 - down) + lower * down, dtype=np.float32)


def grid(height: int, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Row and column numbers, each of shape (height, width)."""
    rows, columns = np.mgrid[0:height, 0:width]
    return rows.astype(np.float32), columns.astype(np.float32)


def tile(rng: Generator, size: int, *, cells: int, octaves: int = 4, gain: float = 0.5) -> Array:
    """Fractal noise 0..1 of shape (size, size) that repeats without a seam."""
    total = np.zeros((size, size), dtype=np.float32)
    weight = 1.0
    for octave in range(octaves):
        count = cells * 2**octave
        if count > size // 2:
            break
        lattice = np.pad(rng.random((count, count), dtype=np.float32), 2, mode="wrap")
        step = size / count
        margin = round(2 * step)
        big = resize(lattice, round((count + 4) * step), round((count + 4) * step))
        total += weight * big[margin : margin + size, margin : margin + size]
        weight *= gain
    spread = float(total.std()) or 1.0
    return np.asarray(np.clip((total - total.mean()) / (spread * 5.0) + 0.5, 0, 1), dtype=np.float32)
