"""Mood and tone on the finished drawing, in OKLab: light, contrast, chroma, warmth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise
from sandbox.painter.scene import Scene


@dataclass(frozen=True)
class Grade:
    """Changes to a picture; several add up."""

    light: float = 0.0
    """Added to L at the middle tones."""
    contrast: float = 1.0
    chroma: float = 1.0
    warm: float = 0.0
    """Towards orange (positive) or blue, OKLab b."""
    lift: float = 0.0
    """How far black is raised."""
    vignette: float = 0.0
    bloom: float = 0.0


_GRADES: Final[Mapping[str, Grade]] = {
    "pastel": Grade(0.045, 0.86, 0.86, 0.0, 0.14),
    "muted": Grade(0.0, 0.95, 0.68, 0.0, 0.02),
    "vibrant": Grade(0.015, 1.08, 1.36),
    "warm tones": Grade(0.0, 1.0, 1.05, 0.03),
    "cool tones": Grade(0.0, 1.0, 0.95, -0.032),
    "high contrast": Grade(0.0, 1.3, 1.05),
    "low contrast": Grade(0.03, 0.74, 0.9, 0.0, 0.08),
    "serene": Grade(0.025, 0.92, 0.92),
    "dramatic": Grade(-0.03, 1.18, 1.06, 0.0, 0.0, 0.32),
    "moody": Grade(-0.07, 1.05, 0.78, -0.006, 0.0, 0.34),
    "mysterious": Grade(-0.08, 1.06, 0.82, -0.014, 0.0, 0.42, 0.12),
    "cheerful": Grade(0.035, 1.03, 1.18, 0.008),
    "dreamy": Grade(0.03, 0.9, 1.02, 0.0, 0.05, 0.0, 0.34),
    "cosy": Grade(-0.01, 1.03, 1.06, 0.022, 0.0, 0.2, 0.1),
    "energetic": Grade(0.0, 1.18, 1.26),
    "elegant": Grade(0.01, 0.98, 0.82),
    "vintage": Grade(0.0, 0.88, 0.72, 0.022, 0.08, 0.16),
    "futuristic": Grade(-0.01, 1.1, 1.1, -0.016, 0.0, 0.0, 0.1),
    "chiaroscuro": Grade(-0.09, 1.28, 0.95, 0.01, 0.0, 0.75),
    "high-key": Grade(0.09, 0.8, 0.85, 0.0, 0.1),
    "soft light": Grade(0.015, 0.9, 0.98),
    "hard light": Grade(0.0, 1.16, 1.03),
    "warm light": Grade(0.0, 1.02, 1.06, 0.02),
    "cold light": Grade(0.0, 1.0, 0.96, -0.022),
    "glowing": Grade(0.0, 1.05, 1.1, 0.0, 0.0, 0.1, 0.3),
    "sunbeams": Grade(0.0, 1.0, 1.04, 0.006, 0.0, 0.0, 0.15),
    "backlit": Grade(-0.02, 1.12, 1.02, 0.0, 0.0, 0.12, 0.14),
}


def combined(scene: Scene) -> Grade:
    """All the scene's tones, moods and lights in one grade."""
    total = Grade()
    for word in (*scene.tones, *scene.moods, *scene.lights):
        one = _GRADES.get(word)
        if one:
            total = Grade(
                total.light + one.light,
                total.contrast * one.contrast,
                total.chroma * one.chroma,
                total.warm + one.warm,
                total.lift + one.lift,
                total.vignette + one.vignette * (1 - total.vignette),
                total.bloom + one.bloom,
            )
    return Grade(
        max(-0.12, min(0.1, total.light)),
        max(0.66, min(1.5, total.contrast)),
        max(0.4, min(1.6, total.chroma)),
        max(-0.05, min(0.05, total.warm)),
        min(total.lift, 0.24),
        min(total.vignette, 0.75),
        min(total.bloom, 0.5),
    )


def grade(picture: Array, scene: Scene, depth: Array) -> Array:
    """The picture in the scene's mood; monochrome if asked for, leaning towards the prompt's colours."""
    look = combined(scene)
    mono = "monochrome" in scene.tones
    height, width = picture.shape[:2]
    if look.bloom:
        picture = texture.bloom(picture, radius=26 * texture.unit(picture), strength=look.bloom)
    if look == Grade() and not mono and not scene.colours:
        return picture
    lab = colours.to_oklab(picture)
    light = lab[..., 0]
    middle = 0.58
    light = middle + (light - middle) * look.contrast + look.light * (1 - np.abs(2 * light - 1) ** 2)
    light = look.lift + light * (1 - look.lift)
    if look.vignette:
        light = light * texture.vignette(height, width, look.vignette)
    lab[..., 0] = np.clip(light, 0, 1)
    lab[..., 1:] *= 0.0 if mono else look.chroma
    lab[..., 2] += look.warm * (0.5 if mono else 1.0)
    lab[..., 1] += look.warm * 0.3
    if mono and "vintage" in scene.moods:
        lab[..., 1] += 0.012
        lab[..., 2] += 0.036
    if scene.colours and not mono and scene.layout != "abstract":
        lab = lean(lab, scene.colours, (0.3 + 0.3 * depth)[..., None])
    return colours.from_oklab(lab)


def greyed(picture: Array) -> Array:
    """Black and white, for media that put a tint of their own on."""
    lab = colours.to_oklab(picture)
    lab[..., 1:] *= 0.06
    return colours.from_oklab(lab)


def lean(lab: Array, tones: tuple[str, ...], strength: Array) -> Array:
    """Hues drawn towards a few colours: each pixel towards the mix of them that it is nearest to."""
    targets = np.stack([colours.as_lab_array(tone) for tone in tones])
    weight = np.zeros((*lab.shape[:2], len(tones)), dtype=np.float32)
    for i, target in enumerate(targets):
        gap = (
            (lab[..., 0] - target[0]) ** 2 * 0.5
            + (lab[..., 1] - target[1]) ** 2
            + (lab[..., 2] - target[2]) ** 2
        )
        weight[..., i] = np.exp(-gap / 0.012)
    weight += 1e-4
    weight /= weight.sum(axis=-1, keepdims=True)
    toward = weight @ targets[:, 1:]
    fade = np.clip(1 - np.abs(lab[..., :1] - 0.6) * 1.1, 0.25, 1)
    out = lab.copy()
    out[..., 1:] += (toward * fade - lab[..., 1:]) * strength
    return np.asarray(out, dtype=np.float32)


def grainy(picture: Array, rng: noise.Generator, amount: float, *, size: float = 1.0) -> Array:
    """Film grain, strongest in the middle tones."""
    height, width = picture.shape[:2]
    field = noise.grain(rng, max(8, round(height / size)), max(8, round(width / size)))
    if size > 1:
        field = noise.resize(field, height, width)
    light = texture.luma(picture)
    return np.clip(
        picture + (field * amount * (0.35 + 1.3 * light * (1 - light) * 2))[..., None], 0, 1
    ).astype(np.float32)
