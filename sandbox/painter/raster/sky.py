"""Skies as pixels: gradients, clouds in perspective, sun and moon, stars, aurora, rainbows, nebulae."""

import math
from dataclasses import replace

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.raster import noise
from sandbox.painter.scene import Scene


def gradient(scene: Scene, height: int, width: int, *, bands: int = 0) -> Array:
    """The sky's colours from its top to the horizon; below it, the lowest one. `bands` > 0 posterises."""
    stops = np.stack([colours.as_lab_array(stop) for stop in scene.atmosphere.sky])
    reach = max(min(scene.horizon / scene.height, 1.3), 0.2)
    share = np.clip((np.arange(height, dtype=np.float32) + 0.5) / height / reach, 0, 1)
    if bands:
        return _banded(scene, stops, height, width, bands)
    places = np.linspace(0, 1, len(stops))
    lab = np.stack([np.interp(share, places, stops[:, i]) for i in range(3)], axis=-1).astype(np.float32)
    column = colours.from_oklab(lab[:, None, :])
    return np.repeat(column, width, axis=1)


def _banded(scene: Scene, stops: Array, height: int, width: int, bands: int) -> Array:
    """The sky in a few plain tones with curved edges: waves, or rings around the sun."""
    rows, columns = noise.grid(height, width)
    y, x = (rows + 0.5) / height * scene.height, (columns + 0.5) / width * scene.width
    phase = scene.seed % 628 / 100
    if scene.sun is not None and scene.seed % 3 == 0:
        away = np.hypot(x - scene.sun[0], y - scene.sun[1])
        share = 1 - away / max(float(np.hypot(scene.width * 0.8, scene.horizon * 0.8)), 1.0)
    else:
        swell = 0.05 * np.sin(x / scene.width * 4.2 + phase) + 0.022 * np.sin(
            x / scene.width * 9.5 + 2 * phase + y / scene.height * 3
        )
        share = y / max(scene.horizon, 1) + swell
    share = np.clip(np.floor(np.clip(share, 0, 0.999) * bands) / (bands - 1), 0, 1)
    places = np.linspace(0, 1, len(stops))
    lab = np.stack([np.interp(share, places, stops[:, i]) for i in range(3)], axis=-1).astype(np.float32)
    return colours.from_oklab(lab)


def _distance(scene: Scene, height: int, width: int) -> Array:
    """Distance of each pixel to the sun or moon, scene units; far away where there is none."""
    sun = scene.sun or (-9e4, -9e4)
    rows, columns = noise.grid(height, width)
    unit = scene.height / height
    dx, dy = (columns + 0.5) * unit - sun[0], (rows + 0.5) * unit - sun[1]
    return np.asarray(np.hypot(dx, dy), dtype=np.float32)


def over(picture: Array, colour: str | Array, alpha: Array) -> Array:
    """`colour` painted on `picture` as strongly as `alpha` (height, width) says."""
    tint = colours.as_rgb_array(colour) if isinstance(colour, str) else colour
    return np.asarray(picture + (tint - picture) * alpha[..., None], dtype=np.float32)


def glow(picture: Array, scene: Scene, *, disc: float) -> Array:
    """Light around the sun or moon, wide along the horizon."""
    if scene.sun is None:
        return picture
    air = scene.atmosphere
    height, width = picture.shape[:2]
    away = _distance(scene, height, width)
    rows = (np.arange(height, dtype=np.float32) + 0.5) * scene.height / height
    low = 1 - min(max(air.height, 0.0), 1.0)
    near = np.exp(-((away / (disc * 6.5)) ** 1.0)) * (0.75 if air.body == "sun" else 0.6)
    band = (
        np.exp(-(((rows - scene.sun[1]) / (0.16 * scene.height)) ** 2))[:, None]
        * np.exp(-((away / (0.7 * scene.width)) ** 2))
        * 0.55
        * low
    )
    return over(picture, air.glow, np.clip(near + band * (air.body == "sun"), 0, 0.95).astype(np.float32))


def body(picture: Array, scene: Scene, rng: noise.Generator, *, disc: float) -> Array:
    """The sun's or moon's disc."""
    if scene.sun is None or scene.atmosphere.body == "none":
        return picture
    height, width = picture.shape[:2]
    away = _distance(scene, height, width)
    edge = scene.height / height
    alpha = noise.smoothstep(disc + edge, disc - edge, away)
    if scene.crescent and scene.atmosphere.body == "moon":
        beside = replace(scene, sun=(scene.sun[0] + disc * 0.55, scene.sun[1] - disc * 0.22))
        alpha *= noise.smoothstep(disc * 0.9 - edge, disc * 0.9 + edge, _distance(beside, height, width))
    halo = np.exp(-((away / (disc * 1.9)) ** 2)).astype(np.float32) * 0.5
    picture = over(picture, scene.atmosphere.sun, halo)
    picture = over(picture, scene.atmosphere.sun, alpha)
    if scene.atmosphere.body == "moon":
        seas = noise.fbm(rng, height, width, cell=max(disc / scene.height * height * 1.4, 4), octaves=4)
        picture = over(
            picture,
            colours.shift(scene.atmosphere.sun, -0.14),
            alpha * noise.smoothstep(0.5, 0.66, seas) * 0.6,
        )
    return picture


def clouds(picture: Array, scene: Scene, rng: noise.Generator, *, cover: float | None = None) -> Array:
    """Clouds lit from the sun's side, flattening and thickening towards the horizon."""
    air = scene.atmosphere
    amount = air.cloud_cover if cover is None else cover
    if amount <= 0.02:
        return picture
    height, width = picture.shape[:2]
    rows_h = max(64, min(height, 640) // 2)
    columns_w = max(64, round(rows_h * width / height))
    rows, columns = noise.grid(rows_h, columns_w)
    horizon = scene.horizon / scene.height * rows_h
    far = np.clip((horizon - rows) / max(horizon, 1), 0, 1)
    depth = 1 / (far + 0.16)
    texture = noise.tile(rng, 512, cells=3, octaves=6, gain=0.55)
    scale = 512 / 3.4
    u = (columns / columns_w - 0.5) * (columns_w / rows_h) * depth * scale * 0.55 + 512 * rng.random()
    v = depth * scale * 0.62 + 512 * rng.random()
    warp = noise.fbm(rng, rows_h, columns_w, cell=rows_h * 0.4, octaves=3) - 0.5
    density = noise.sample(texture, v + warp * 34, u + warp * 46)
    threshold = 0.8 - 0.62 * amount
    body_of = noise.smoothstep(threshold - 0.06, threshold + 0.17, density)
    body_of *= noise.smoothstep(-0.02, 0.1, far)
    toward = scene.sun or (scene.width * (0.5 + 0.5 * air.side), 0.0)
    dx = toward[0] / scene.width * columns_w - columns
    dy = toward[1] / scene.height * rows_h - rows
    length = np.hypot(dx, dy) + 1
    reach = rows_h * 0.035
    lit_at = noise.sample(
        density,
        np.clip(rows + dy / length * reach, 0, rows_h - 1),
        np.clip(columns + dx / length * reach, 0, columns_w - 1),
    )
    light = np.clip(0.52 + (density - lit_at) * 3.4 + (0.5 - density) * 0.5, 0, 1)
    near = np.exp(-((length / (0.42 * rows_h)) ** 2)) * (0.5 if air.body != "none" else 0.0)
    light = np.clip(light + near, 0, 1)
    alpha = noise.resize(np.ascontiguousarray(body_of), height, width)
    bright = noise.resize(np.ascontiguousarray(light.astype(np.float32)), height, width)[..., None]
    shade, top = colours.as_rgb_array(air.cloud_shade), colours.as_rgb_array(air.cloud)
    tint = shade + (top - shade) * np.clip(bright, 0, 1)
    soft = np.clip(alpha, 0, 1) * (0.94 if amount > 0.7 else 0.88)
    if scene.sun is not None and air.body != "none":
        soft = soft * (1 - 0.8 * np.exp(-((_distance(scene, height, width) / 110) ** 2)))
    fade = noise.resize(
        np.ascontiguousarray(noise.smoothstep(0.0, 0.3, far).astype(np.float32)), height, width
    )
    tint = tint + (colours.as_rgb_array(air.haze) - tint) * (0.55 * (1 - fade))[..., None]
    return np.asarray(picture + (tint - picture) * soft[..., None], dtype=np.float32)


def stars(picture: Array, scene: Scene, rng: noise.Generator, *, milky: bool = False) -> Array:
    """Points of light, few of them large, and the Milky Way if asked for."""
    amount = scene.atmosphere.stars
    if amount <= 0:
        return picture
    height, width = picture.shape[:2]
    shine = np.zeros((height, width), dtype=np.float32)
    if milky:
        rows, columns = noise.grid(height, width)
        angle = rng.uniform(-0.9, 0.9) + math.pi / 2
        across = (columns - width / 2) * math.sin(angle) - (rows - height * 0.4) * math.cos(angle)
        band = np.exp(-((across / (0.16 * max(height, width))) ** 2)).astype(np.float32)
        dust = noise.fbm(rng, height, width, cell=height * 0.3, octaves=6)
        cloud = band * noise.smoothstep(0.3, 0.8, dust)
        picture = over(picture, "#b9a8d9", cloud * 0.34)
        picture = over(picture, "#f6e3cf", band * noise.smoothstep(0.55, 0.85, dust) * 0.3)
    count = int(height * width / 1300 * amount)
    ys = (rng.random(count) ** 1.15 * height).astype(int)
    xs = (rng.random(count) * width).astype(int)
    levels = rng.random(count, dtype=np.float32) ** 4
    np.maximum.at(shine, (np.clip(ys, 0, height - 1), np.clip(xs, 0, width - 1)), 0.25 + 0.75 * levels)
    big = shine * (shine > 0.72)
    halo = noise.blur(big, max(height, width) / 620) * (max(height, width) / 620 + 1) ** 2 * 3.4
    small = noise.blur(shine, max(height, width) / 2600 + 0.32) * 2.0
    fade = noise.smoothstep(
        1.0, 0.55, (np.arange(height, dtype=np.float32) / height) / max(scene.horizon / scene.height, 0.2)
    )[:, None]
    light = np.clip(small + halo, 0, 1) * np.maximum(fade, 0.0)
    return over(picture, "#fff8e6", light.astype(np.float32))


def aurora(picture: Array, scene: Scene, rng: noise.Generator, tint: str | None) -> Array:
    """Curtains of light, brightest along their lower edge."""
    height, width = picture.shape[:2]
    rows, _ = noise.grid(height, width)
    low, high = tint or "#4fe3a0", colours.shift(tint, 0.0, 1, 60) if tint else "#8f6fe0"
    for _ in range(3):
        sway = noise.fbm(rng, 1, width, cell=width * 0.5, octaves=4)[0]
        edge = (rng.uniform(0.3, 0.62) + (sway - 0.5) * 0.55) * scene.horizon / scene.height * height
        streak = 0.35 + 0.65 * noise.smoothstep(
            0.25, 0.8, noise.fbm(rng, 1, width, cell=width * 0.06, octaves=4)[0]
        )
        fold = np.clip(1 - np.abs(np.gradient(sway)) * width * 0.12, 0.2, 1)
        above = (edge[None, :] - rows) / height
        reach = (0.12 + 0.24 * noise.fbm(rng, 1, width, cell=width * 0.2, octaves=3)[0])[None, :]
        body_of = np.where(above > 0, np.exp(-above / reach), np.exp(above / 0.012)).astype(np.float32)
        light = (body_of * (streak * fold)[None, :]).astype(np.float32)
        share = np.clip(above / (reach * 1.6), 0, 1)[..., None]
        tone = colours.as_rgb_array(low) * (1 - share) + colours.as_rgb_array(high) * share
        picture = picture + (1 - picture) * tone * (light * 0.85)[..., None]
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)


def rainbow(picture: Array, scene: Scene, rng: noise.Generator) -> Array:
    """An arc opposite the light."""
    height, width = picture.shape[:2]
    rows, columns = noise.grid(height, width)
    unit = scene.height / height
    middle = scene.width * (0.5 - 0.22 * scene.atmosphere.side + float(rng.uniform(-0.08, 0.08)))
    radius = 0.52 * max(scene.width * 0.8, scene.horizon)
    away = np.hypot(columns * unit - middle, rows * unit - scene.horizon - radius * 0.12)
    place = (away - radius) / (0.085 * radius)
    bow = ("#7a52c0", "#3f62c9", "#3fa3d1", "#57b86a", "#f0d54a", "#f0933f", "#dd4338")
    alpha = noise.smoothstep(-0.12, 0.12, place) * noise.smoothstep(1.12, 0.88, place) * 0.55
    alpha *= noise.smoothstep(scene.horizon + 40, scene.horizon - 160, rows * unit)
    stops = np.stack([colours.as_rgb_array(stop) for stop in bow])
    spots = np.linspace(0, 1, len(bow))
    tint = np.stack([np.interp(place, spots, stops[:, i]) for i in range(3)], axis=-1).astype(np.float32)
    return over(picture, tint, alpha.astype(np.float32))


def comet(picture: Array, scene: Scene, rng: noise.Generator) -> Array:
    """A bright head with a tail."""
    height, width = picture.shape[:2]
    rows, columns = noise.grid(height, width)
    hx, hy = (
        width * rng.uniform(0.25, 0.75),
        height * rng.uniform(0.14, 0.34) * scene.horizon / scene.height * 1.6,
    )
    angle = rng.choice((-1, 1)) * rng.uniform(0.4, 0.8)
    along = (columns - hx) * math.cos(angle) * math.copysign(1, angle) - (rows - hy) * abs(math.sin(angle))
    across = (columns - hx) * math.sin(abs(angle)) * math.copysign(1, angle) + (rows - hy) * math.cos(angle)
    size = min(height, width)
    tail = np.where(
        along > 0,
        np.exp(-along / (0.34 * size))
        * np.exp(-((across / (0.006 * size + 0.06 * np.maximum(along, 0))) ** 2)),
        0,
    )
    head = np.exp(-((np.hypot(columns - hx, rows - hy) / (0.012 * size)) ** 2))
    return over(picture, "#eef4ff", np.clip(tail * 0.9 + head, 0, 1).astype(np.float32))


def nebula(
    scene: Scene, height: int, width: int, rng: noise.Generator, tints: tuple[str, ...], amount: float
) -> Array:
    """Deep space: near-black with clouds of glowing gas and stars."""
    base = np.empty((height, width, 3), dtype=np.float32)
    base[:] = colours.as_rgb_array("#070914")
    for i, tint in enumerate(tints):
        field = noise.fbm(
            rng, height, width, cell=max(height, width) * (0.5 - 0.08 * i), octaves=6, gain=0.55
        )
        field = noise.smoothstep(0.66 - 0.26 * amount, 0.95, field)
        base = base + (1 - base) * colours.as_rgb_array(tint) * (field * (0.85 if i else 0.7))[..., None]
    dark = noise.smoothstep(
        0.5, 0.78, noise.fbm(rng, height, width, cell=max(height, width) * 0.3, octaves=6)
    )
    base = over(base.astype(np.float32), "#05060f", dark * 0.55 * amount)
    return stars(base, scene, rng)
