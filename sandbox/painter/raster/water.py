"""Water as pixels: it mirrors what is already painted above it, broken by waves in perspective."""

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.raster import noise
from sandbox.painter.raster.sky import over
from sandbox.painter.scene import Layer, Scene


def ripples(rng: noise.Generator, height: int, width: int, full: int, *, long: float) -> Array:
    """Waves -1..1 for rows from the horizon down; `full` rows would reach the viewer."""
    rows, columns = noise.grid(height, width)
    near = (rows + 0.5) / full
    depth = 1 / (near + 0.07)
    texture = noise.tile(rng, 256, cells=8, octaves=4, gain=0.55)
    u = (columns - width / 2) / full * depth * 44 / long + 256 * rng.random()
    v = depth * 62 + 256 * rng.random()
    waves = noise.sample(texture, v, u)
    coarse = noise.sample(texture, v * 0.31 + 90, u * 0.34 + 37)
    return np.asarray((waves * 0.55 + coarse * 0.45 - 0.5) * 3.0, dtype=np.float32)


def paint(
    picture: Array,
    layer: Layer,
    scene: Scene,
    rng: noise.Generator,
    *,
    mask: Array | None = None,
    flat: bool = False,
) -> Array:
    """Fill the rows from `layer.top` to `layer.bottom` with water.

    `layer.amount`: 0 a mirror .. 1 a heavy sea. `mask` (height, width) keeps the water to a river's bed.
    `flat` gives a few plain tones instead of a blend.
    """
    height, width = picture.shape[:2]
    unit = scene.height / height
    top = min(max(round(layer.top / unit), 1), height - 1)
    bottom = min(max(round(layer.bottom / unit), top + 1), height)
    rows_n = bottom - top
    rough = layer.amount
    air = scene.atmosphere
    waves = ripples(rng, rows_n, width, max(height - top, 8), long=2.2 - rough)
    rows, columns = noise.grid(rows_n, width)
    near = rows / max(height - top, 1)
    sway = waves * (0.006 + 0.05 * rough) * height * (0.15 + near)
    source_rows = np.clip(top - 1 - rows * (0.96 - 0.3 * rough) + sway, 0, top - 1)
    source_columns = np.clip(columns + waves * (0.002 + 0.012 * rough) * width * (0.2 + near), 0, width - 1)
    mirrored = picture[source_rows.astype(np.int32), source_columns.astype(np.int32)]
    deep = colours.as_rgb_array(colours.under(layer.colour or air.water, air.key, 0.6))
    share = np.clip(
        0.2 + 0.3 * rough + (0.42 + 0.2 * rough) * near + waves * (0.1 + 0.16 * rough), 0.05, 0.94
    )
    water = mirrored + (deep - mirrored) * share[..., None]
    facing = np.clip(waves * (0.05 + 0.13 * rough), -0.2, 0.22)
    water = np.where(
        facing[..., None] > 0,
        water + (colours.as_rgb_array(air.haze) - water) * facing[..., None] * 1.6,
        water * (1 + facing[..., None] * 1.5),
    )
    water = np.asarray(water, dtype=np.float32)
    if scene.sun is not None and air.body != "none" and rough < 0.85:
        across = np.abs((columns + 0.5) * unit - scene.sun[0]) / scene.width
        road = np.exp(-((across / (0.035 + 0.13 * near + 0.04 * rough)) ** 2))
        glint = noise.smoothstep(0.15, 0.75, waves + road * 0.55) * road * np.clip(1.15 - 0.6 * near, 0, 1)
        water = over(
            water,
            colours.mix(air.sun, air.glow, 0.35),
            (glint * (0.85 if air.height < 0.4 else 0.45)).astype(np.float32),
        )
    if rough > 0.55:
        foam = noise.smoothstep(0.62, 0.95, waves) * (rough - 0.4) * 1.3 * np.clip(near * 2 + 0.2, 0, 1)
        water = over(water, colours.under("#f4f8f8", air.key), np.clip(foam, 0, 0.85).astype(np.float32))
    if flat:
        water = np.round(water * 9) / 9 * 0.5 + noise.blur_picture(water, height * 0.004) * 0.5
    line = np.clip(1 - rows / max(height * 0.012, 2), 0, 1) * 0.4
    water = over(np.asarray(water, dtype=np.float32), air.haze, np.asarray(line, dtype=np.float32))
    out = picture.copy()
    if mask is None:
        out[top:bottom] = water
    else:
        part = mask[top:bottom, :, None]
        out[top:bottom] = out[top:bottom] * (1 - part) + water * part
    return out


def shake(layer_rgba: Array, rng: noise.Generator, top: int, *, strength: float) -> Array:
    """A mirrored drawing (height, width, 4) broken by ripples below row `top`."""
    height, width = layer_rgba.shape[:2]
    waves = ripples(rng, height - top, width, max(height - top, 8), long=1.6)
    rows, columns = noise.grid(height - top, width)
    near = rows / max(height - top, 1)
    shifted = np.clip(
        columns + waves * (0.004 + 0.02 * strength) * width * (0.3 + near), 0, width - 1
    ).astype(np.int32)
    lifted = np.clip(rows + waves * (0.002 + 0.006 * strength) * height, 0, height - top - 1).astype(np.int32)
    out = layer_rgba.copy()
    out[top:] = layer_rgba[top:][lifted, shifted]
    return out


def deep(scene: Scene, height: int, width: int, rng: noise.Generator) -> Array:
    """Under water: light from above thinning out, moving shafts."""
    air = scene.atmosphere
    base = air.water if not air.night else colours.shift(air.water, -0.05)
    stops = [
        colours.mix(base, "#c9f2ee", 0.62),
        colours.mix(base, "#5fc4cf", 0.3),
        base,
        colours.shift(base, -0.16),
    ]
    lab = np.stack([colours.as_lab_array(stop) for stop in stops])
    share = np.linspace(0, 1, height, dtype=np.float32)
    places = np.array([0, 0.22, 0.6, 1.0])
    column = colours.from_oklab(
        np.stack([np.interp(share, places, lab[:, i]) for i in range(3)], axis=-1).astype(np.float32)[
            :, None, :
        ]
    )
    picture = np.repeat(column, width, axis=1)
    rows, columns = noise.grid(height, width)
    source = (width * (0.5 + 0.3 * air.side), -0.35 * height)
    angle = np.arctan2(columns - source[0], rows - source[1])
    beams = noise.fbm(rng, 1, 512, cell=46, octaves=4)[0]
    place = np.clip((angle + 1.2) / 2.4 * 511, 0, 511).astype(np.int32)
    light = noise.smoothstep(0.5, 0.85, beams[place]) * np.clip(1 - rows / (0.85 * height), 0, 1)
    picture = picture + (1 - picture) * (light * 0.34)[..., None] * colours.as_rgb_array("#dffaf2")
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)
