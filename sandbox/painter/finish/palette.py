"""Keeps a picture to a given palette, in OKLab.

Colours of the palette are sorted by lightness into a chain. Each pixel goes to one of them or to the
straight mix of two neighbours in the chain, with a little of its own light and shade left on top; no
colour of the palette is left out.
"""

from typing import Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

RELIEF: Final = 0.045
"""How far light and shade may lead away from the chain, OKLab L. Judged by eye: 0.08 is a clear step."""
_SOFT: Final = 0.1
"""Width of the blend between neighbours, as a share of their squared distance."""
_STICK: Final = 0.05
"""Mixes with less than this of the neighbour are the colour itself."""
_HUE: Final = 1.5
"""Weight of a and b against lightness when a pixel looks for its colour."""


def keep_to(picture: Array, palette: tuple[str, ...]) -> Array:
    """`picture` in the colours of `palette` (``#rrggbb``, any number from 1)."""
    ordered = sorted({tone.lower() for tone in palette}, key=colours.oklab)
    chain = np.stack([colours.as_lab_array(tone) for tone in ordered])
    lab = colours.to_oklab(picture)
    if len(chain) == 1:
        return colours.from_oklab(_single(lab, chain[0]))
    u = texture.unit(picture)
    calm = np.stack([noise.blur(np.ascontiguousarray(lab[..., i]), 1.4 * u) for i in range(3)], axis=-1)
    toned = _toned(calm, chain)
    bias = _balance(
        toned[:: max(1, toned.shape[0] // 90), :: max(1, toned.shape[1] // 90)].reshape(-1, 3), chain
    )
    cost = np.stack([_gap(toned, node) + bias[i] for i, node in enumerate(chain)])
    home = np.argmin(cost, axis=0)
    side = np.where(toned[..., 0] > chain[home, 0], 1, -1)
    side = np.where(home == 0, 1, np.where(home == len(chain) - 1, -1, side))
    other = home + side
    near = np.take_along_axis(cost, home[None], axis=0)[0]
    far = np.take_along_axis(cost, other[None], axis=0)[0]
    apart = ((chain[other] - chain[home]) ** 2).sum(-1)
    share = 0.5 * np.exp(-np.maximum(far - near, 0) / (_SOFT * apart + 1e-4))
    share = (np.maximum(share - _STICK, 0) * (0.5 / (0.5 - _STICK))).astype(np.float32)[..., None]
    out = chain[home] * (1 - share) + chain[other] * share
    detail = lab[..., 0] - noise.blur(np.ascontiguousarray(lab[..., 0]), 9 * u)
    shade = toned[..., 0] - chain[home, 0]
    out[..., 0] = np.clip(out[..., 0] + np.clip(detail * 0.8 + shade * 0.22, -RELIEF, RELIEF), 0, 1)
    return colours.from_oklab(out.astype(np.float32))


def _single(lab: Array, tone: Array) -> Array:
    """One colour: its light and shade only, the few strongest accents beyond."""
    light = lab[..., 0]
    low, middle, high = np.percentile(light[::3, ::3], (6, 50, 94))
    down = np.clip((light - middle) / max(float(middle - low), 0.03), -2.4, 0)
    up = np.clip((light - middle) / max(float(high - middle), 0.03), 0, 2.4)
    out = np.empty_like(lab)
    out[..., 0] = np.clip(tone[0] + (down + up) * 0.07, 0, 1)
    out[..., 1:] = tone[1:]
    return out


def _toned(lab: Array, chain: Array) -> Array:
    """The picture's lightness spread over the palette's, half by rank so that every step is used."""
    light = lab[..., 0]
    levels = np.sort(light[::3, ::3].ravel())
    rank = np.interp(
        light,
        levels[:: max(1, len(levels) // 256)],
        np.linspace(0, 1, len(levels[:: max(1, len(levels) // 256)])),
    )
    low, high = levels[int(len(levels) * 0.02)], levels[int(len(levels) * 0.98)]
    plain = np.clip((light - low) / max(float(high - low), 0.05), 0, 1)
    out = lab.copy()
    out[..., 0] = chain[0, 0] + (chain[-1, 0] - chain[0, 0]) * (0.55 * rank + 0.45 * plain)
    return out


def _gap(lab: Array, node: Array) -> Array:
    return np.asarray(
        (lab[..., 0] - node[0]) ** 2 + _HUE * ((lab[..., 1] - node[1]) ** 2 + (lab[..., 2] - node[2]) ** 2),
        dtype=np.float32,
    )


def _balance(sample: Array, chain: Array) -> Array:
    """Handicaps for the palette's colours so that each wins its share of the sample."""
    count = len(chain)
    least = 0.34 / count
    bias = np.zeros(count, dtype=np.float32)
    gaps = np.stack([_gap(sample, node) for node in chain])
    for step in range(90):
        share = np.bincount(np.argmin(gaps + bias[:, None], axis=0), minlength=count) / sample.shape[0]
        poor = share < least
        if not poor.any():
            break
        bias[poor] -= 0.02 * (1 - step / 120)
    return bias
