"""Colour arithmetic in OKLab, for single hex colours and for whole pictures.

Pictures are float32 arrays of shape (height, width, 3), sRGB-encoded, 0..1. OKLab is Björn Ottosson's
perceptual space: L 0..1, a and b roughly -0.4..0.4; equal distances look about equally different.
"""

import math
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""float32 throughout; single values may pass through float64."""
Triple = tuple[float, float, float]

_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    dtype=np.float32,
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)
_FROM_LAB: Final = np.linalg.inv(_TO_LAB.astype(np.float64)).astype(np.float32)
_FROM_LMS: Final = np.linalg.inv(_TO_LMS.astype(np.float64)).astype(np.float32)

_ENCODE_STEPS: Final = 16384
_codes: Final = np.linspace(0.0, 1.0, _ENCODE_STEPS, dtype=np.float32)
_ENCODE: Final = np.where(
    _codes <= 0.0031308, _codes * 12.92, 1.055 * np.maximum(_codes, 1e-9) ** (1 / 2.4) - 0.055
).astype(np.float32)
_levels: Final = np.linspace(0.0, 1.0, 4096, dtype=np.float32)
_DECODE: Final = np.where(_levels <= 0.04045, _levels / 12.92, ((_levels + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)


def decode(picture: Array) -> Array:
    """sRGB-encoded 0..1 to linear light, by table (error below what 8 bits can show)."""
    return _DECODE[(np.clip(picture, 0, 1) * 4095 + 0.5).astype(np.uint16)]


def encode(linear: Array) -> Array:
    """Linear light to sRGB-encoded 0..1, by table."""
    return _ENCODE[(np.clip(linear, 0, 1) * (_ENCODE_STEPS - 1) + 0.5).astype(np.uint16)]


def to_oklab(picture: Array) -> Array:
    """Picture to OKLab, same shape; the last axis is L, a, b."""
    lms = np.cbrt(decode(picture) @ _TO_LMS.T)
    return np.asarray(lms @ _TO_LAB.T, dtype=np.float32)


def from_oklab(lab: Array) -> Array:
    """OKLab to picture; colours outside sRGB are clipped."""
    lms = lab @ _FROM_LAB.T
    return encode(np.asarray((lms * lms * lms) @ _FROM_LMS.T, dtype=np.float32))


@lru_cache(maxsize=4096)
def rgb(colour: str) -> Triple:
    """``"#rrggbb"`` to sRGB-encoded 0..1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def to_hex(values: Triple) -> str:
    """sRGB-encoded 0..1, clipped, to ``"#rrggbb"``."""
    return "#" + "".join(f"{round(min(max(value, 0.0), 1.0) * 255):02x}" for value in values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


@lru_cache(maxsize=8192)
def oklab(colour: str) -> Triple:
    """``"#rrggbb"`` to OKLab."""
    r, g, b = (_linear(value) for value in rgb(colour))
    lms = [math.cbrt(row[0] * r + row[1] * g + row[2] * b) for row in _TO_LMS.tolist()]
    light, a, b_ = (sum(row[i] * lms[i] for i in range(3)) for row in _TO_LAB.tolist())
    return light, a, b_


def from_lab(lab: Triple) -> str:
    """OKLab to ``"#rrggbb"``, clipped to sRGB."""
    lms = [sum(row[i] * lab[i] for i in range(3)) ** 3 for row in _FROM_LAB.tolist()]
    r, g, b = (_encoded(sum(row[i] * lms[i] for i in range(3))) for row in _FROM_LMS.tolist())
    return to_hex((r, g, b))


@lru_cache(maxsize=16384)
def mix(first: str, second: str, share: float) -> str:
    """`share` 0..1 of `second` in `first`, straight through OKLab."""
    one, two = oklab(first), oklab(second)
    share = min(max(share, 0.0), 1.0)
    return from_lab(
        (
            one[0] + (two[0] - one[0]) * share,
            one[1] + (two[1] - one[1]) * share,
            one[2] + (two[2] - one[2]) * share,
        )
    )


@lru_cache(maxsize=16384)
def shift(colour: str, light: float = 0.0, chroma: float = 1.0, turn: float = 0.0) -> str:
    """`colour` lighter by `light` (OKLab L), its chroma times `chroma`, its hue turned by `turn` degrees."""
    level, a, b = oklab(colour)
    angle = math.radians(turn)
    a, b = a * math.cos(angle) - b * math.sin(angle), a * math.sin(angle) + b * math.cos(angle)
    return from_lab((min(max(level + light, 0.0), 1.0), a * chroma, b * chroma))


@lru_cache(maxsize=16384)
def under(colour: str, lamp: str, strength: float = 1.0) -> str:
    """How a surface of `colour` looks in light of the colour `lamp`: a product in linear light."""
    return to_hex(
        tuple(  # type: ignore[arg-type]
            _encoded(_linear(surface) * (1 - strength + strength * _linear(light)))
            for surface, light in zip(rgb(colour), rgb(lamp), strict=True)
        )
    )


def lightness(colour: str) -> float:
    """OKLab L of a hex colour, 0..1."""
    return oklab(colour)[0]


def distance(first: str, second: str) -> float:
    """Euclidean distance in OKLab."""
    return math.dist(oklab(first), oklab(second))


def as_rgb_array(colour: str) -> Array:
    """A hex colour as a float32 array of three sRGB values."""
    return np.array(rgb(colour), dtype=np.float32)


def as_lab_array(colour: str) -> Array:
    """A hex colour as a float32 array of L, a, b."""
    return np.array(oklab(colour), dtype=np.float32)
