"""What hangs in the air: banks of mist and shafts of light."""

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.raster import noise
from sandbox.painter.raster.sky import over
from sandbox.painter.scene import Layer, Scene


def mist(picture: Array, layer: Layer, scene: Scene, rng: noise.Generator) -> Array:
    """A drifting bank between `top` and `bottom`; `amount` its thickness 0..1."""
    height, width = picture.shape[:2]
    unit = scene.height / height
    rows = (np.arange(height, dtype=np.float32) + 0.5) * unit
    middle, half = (layer.top + layer.bottom) / 2, max((layer.bottom - layer.top) / 2, 1)
    body = np.exp(-(((rows - middle) / half) ** 2))[:, None]
    small = noise.fbm(
        rng, max(height // 3, 8), max(width // 3, 8), cell=max(height // 3, 8) * 0.3, octaves=4, stretch=3.0
    )
    drift = noise.smoothstep(0.22, 0.75, noise.resize(small, height, width))
    alpha = np.clip(body * (0.3 + 0.7 * drift) * layer.amount, 0, 0.96).astype(np.float32)
    return over(picture, layer.colour or scene.atmosphere.haze, alpha)


def rays(picture: Array, layer: Layer, scene: Scene, rng: noise.Generator) -> Array:
    """Shafts of light from the sun, or from above the picture on the side of the light."""
    height, width = picture.shape[:2]
    unit = scene.height / height
    source = (
        scene.sun
        if scene.sun and scene.atmosphere.body != "none"
        else (scene.width * (0.5 + 0.6 * scene.atmosphere.side), -0.2 * scene.height)
    )
    rows, columns = noise.grid(height, width)
    dx, dy = columns * unit - source[0], rows * unit - source[1]
    angle = np.arctan2(dx, dy)
    beams = noise.fbm(rng, 1, 720, cell=52, octaves=4)[0]
    place = ((angle + np.pi) / (2 * np.pi) * 719).astype(np.int32)
    away = np.hypot(dx, dy) / max(scene.width, scene.height)
    light = (
        noise.smoothstep(0.5, 0.9, beams[place])
        * np.exp(-away * 1.5)
        * noise.smoothstep(0.01, 0.1, away)
        * layer.amount
    )
    tint = colours.as_rgb_array(colours.mix(scene.atmosphere.glow, "#ffffff", 0.35))
    lit = picture + (1 - picture) * tint * (np.clip(light, 0, 1) * 0.62)[..., None]
    return np.asarray(lit, dtype=np.float32)
