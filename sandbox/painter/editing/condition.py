"""A prompt's picture laid out as another one is: by its edges, or by its areas."""

from typing import Final, Literal

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import matte, regions
from sandbox.painter.editing.regions import Patches
from sandbox.painter.finish import finish, texture
from sandbox.painter.planning import plan
from sandbox.painter.raster import noise
from sandbox.painter.render import Picture, render
from sandbox.painter.rendition import RENDITIONS

Mode = Literal["edges", "areas"]
_TONES: Final = 7
"""Colours the prompt's picture lends."""
_SAMPLE: Final = 96
"""Longer side of the copy they are taken from, pixels."""
_LINE: Final = 0.3
"""How much darker (or lighter, on dark ground) a drawn edge is, OKLab L."""


def conditioned(reference: Array, brief: Brief, mode: Mode, strength: float) -> Array:
    """The brief's picture, (brief.height, brief.width, 3), with the layout of `reference` (the same shape).

    `strength` 0..1: 0 leaves the prompt's own layout; the higher, the more of the reference's forms stand in
    it, those with the strongest outlines first. ``edges`` keeps inner drawing, ``areas`` only what is where.
    Colours, light and medium are the prompt's.
    """
    plan_ = plan(brief)
    painted = render(plan_, RENDITIONS[plan_.medium], brief.width, brief.height)
    if strength <= 0:
        return finish(painted, plan_, brief)
    found = regions.patches(reference)
    form = _forms(reference, found, mode)
    coloured = _coloured(form, painted.rgb, brief)
    where = _where(reference, found, strength)
    rgb: Array = painted.rgb + (coloured - painted.rgb) * where[..., None]
    if mode == "edges":
        rgb = _drawn(rgb, reference, where * min(1.0, 0.35 + strength))
    return finish(Picture(np.clip(rgb, 0, 1).astype(np.float32), painted.depth), plan_, brief)


def _forms(reference: Array, found: Patches, mode: Mode) -> Array:
    """OKLab of the reference without what the mode does not keep: fine detail, or all but even areas."""
    unit = texture.unit(reference)
    if mode == "edges":
        return colours.to_oklab(texture.kuwahara(reference, max(1, round(3 * unit))))
    values = np.concatenate(
        [found.lab * np.array([1, 1.6, 1.6], dtype=np.float32), found.place * 0.12], axis=1
    )
    _, home = regions.clusters(values, 9, found.share)
    height, width = reference.shape[:2]
    total = np.zeros((height, width, 3), dtype=np.float32)
    mass = np.zeros((height, width, 1), dtype=np.float32)
    for i in range(int(home.max()) + 1):
        own = home == i
        if not own.any():
            continue
        rough = found.spread(own.astype(np.float32))
        soft = (
            noise.smoothstep(0.4, 0.6, noise.resize(noise.blur(rough, 0.8), height, width))[..., None] + 1e-5
        )
        total += soft * np.average(found.lab[own], axis=0, weights=found.share[own]).astype(np.float32)
        mass += soft
    return np.asarray(total / mass, dtype=np.float32)


def _coloured(form: Array, painted: Array, brief: Brief) -> Array:
    """The forms in the tones of the painted picture: each takes the tone that is as light and as high up."""
    lab = colours.to_oklab(regions.small(painted, _SAMPLE))
    samples = lab.reshape(-1, 3)
    heights = np.repeat(np.linspace(0, 1, lab.shape[0], dtype=np.float32), lab.shape[1])
    values = np.concatenate(
        [samples * np.array([1, 1.8, 1.8], dtype=np.float32), heights[:, None] * 0.3], axis=1
    )
    _, home = regions.clusters(values, _TONES)
    own_light = _ranked(form[..., 0], samples[:, 0])
    height, width = own_light.shape
    # Hue may be coarser than light: nobody sees it, and it takes most of the time.
    coarse = noise.reduced(own_light, max(2, height // 3), max(2, width // 3))
    rows = np.linspace(0, 1, coarse.shape[0], dtype=np.float32)[:, None]
    rng = np.random.default_rng(brief.key)
    turn = rng.uniform(-0.04, 0.04, size=int(home.max()) + 1)
    weights, tones = [], []
    for i in range(int(home.max()) + 1):
        own = home == i
        if not own.any():
            continue
        tone, level = samples[own].mean(axis=0), float(heights[own].mean())
        gap = (coarse - tone[0] + turn[i]) ** 2 / 0.006 + (rows - level) ** 2 / 0.12
        weights.append(np.exp(-gap).astype(np.float32) * (0.3 + float(np.hypot(tone[1], tone[2])) * 4))
        tones.append(tone[1:])
    weight = np.stack(weights, axis=-1) + 1e-6
    mixed = (weight / weight.sum(axis=-1, keepdims=True)) @ np.stack(tones).astype(np.float32)
    chroma = np.stack(
        [noise.resize(np.ascontiguousarray(mixed[..., i]), height, width) for i in (0, 1)], axis=-1
    )
    # What differs in hue alone in the reference still differs.
    hue = form[..., 1:] - form[..., 1:].mean(axis=(0, 1))
    light = np.clip(own_light * 0.7 + form[..., 0] * 0.3 + 0.18 * (hue[..., 0] - hue[..., 1]), 0, 1)
    unit = texture.unit(painted)
    brightness = texture.luma(painted)
    detail = brightness - noise.blur(brightness, 5 * unit)
    out = np.concatenate([(light + 0.35 * detail)[..., None], chroma], axis=-1)
    return colours.from_oklab(out.astype(np.float32))


def _ranked(light: Array, wanted: Array) -> Array:
    """`light` with the histogram of `wanted`, kept monotonic."""
    points = np.linspace(0, 1, 96)
    source = np.quantile(light[::4, ::4], points)
    values = np.quantile(wanted, points)
    source = source + np.arange(len(source)) * 1e-6
    return np.interp(light, source, values).astype(np.float32)


def _where(reference: Array, found: Patches, strength: float) -> Array:
    """0..1: which parts stand in the picture at this strength; strong outlines come first."""
    height, width = reference.shape[:2]
    edges = matte.edge_strength(regions.small(reference), 1.2)
    around = noise.blur(edges, 2.0)
    flat = found.labels.ravel()
    count = len(found.lab)
    own = np.bincount(flat, weights=around.ravel(), minlength=count) / np.maximum(
        np.bincount(flat, minlength=count), 1
    )
    weight = own.astype(np.float32) + 0.7 * float(own.max()) * matte.saliency(found)
    order = np.argsort(np.argsort(-weight, kind="stable"), kind="stable") / max(count - 1, 1)
    share = np.clip((strength * 1.25 - order.astype(np.float32)) / 0.25, 0, 1)
    soft = noise.blur(found.spread(share.astype(np.float32)), 1.5)
    return np.clip(noise.resize(soft, height, width), 0, 1)


def _drawn(rgb: Array, reference: Array, share: Array) -> Array:
    """The reference's edges drawn on: dark on light, light on dark."""
    unit = texture.unit(reference)
    strength = matte.edge_strength(reference, max(0.8, 1.6 * unit))
    line = noise.smoothstep(0.12, 0.5, strength) * share
    lab = colours.to_oklab(rgb)
    ground = noise.blur(np.ascontiguousarray(lab[..., 0]), 12 * unit)
    lab[..., 0] = np.clip(lab[..., 0] + line * np.where(ground > 0.32, -_LINE, _LINE), 0, 1)
    return colours.from_oklab(lab)
