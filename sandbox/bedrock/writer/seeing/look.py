"""Measures a picture: colours, light, edges, and where they are. The same file gives the same numbers.

Imports numpy, so only what measures pictures imports this.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from sandbox.bedrock.picture_check import READABLE
from sandbox.bedrock.writer.seeing import UnreadablePictureError
from sandbox.bedrock.writer.seeing.colours import Swatch, name_of, palette_of
from sandbox.painter.colour import to_oklab

Grid = NDArray[np.floating[Any]]

_SIDE: Final = 320
"""Pixels of the longer side that is measured; finer detail than this is grain."""

_FLAT: Final = 0.004
"""OKLab lightness between neighbours up to which there is no step; a JPEG's ripples stay below it, mostly."""

_EDGE: Final = 0.05
"""OKLab lightness or colour between pixels two apart from which there is an edge."""

_CELLS: Final = 6

_ORIENTATION: Final = 0x0112
_LYING: Final = (5, 6, 7, 8)
"""EXIF orientations in which width and height change places."""


@dataclass(frozen=True, slots=True)
class Look:
    """A picture in numbers.

    Attributes
    ----------
    width, height : pixels, as the picture is seen
    palette : up to six colours, largest share first
    lightness : mean OKLab lightness, 0 to 1
    contrast : standard deviation of the lightness
    chroma : mean OKLab chroma, 0 to about 0.3
    warmth : -1 (all blue) to 1 (all orange); near 0 for greys
    dark, bright : shares of the pixels below 0.3 and above 0.9
    flat : share of the pixels that equal their neighbours
    grain : mean lightness step where there is no edge, within the part that is not flat
    edges : share of the pixels on an edge
    upright, level : shares of the edges that run up and across, 0 to 1
    horizon : where the picture parts into above and below, 0 (top) to 1; None where it does not
    above, below : mean OKLab colours on either side of the middle, or of the horizon
    centre : where the interest lies, x and y, 0 to 1 from the top left
    focus, focus_light : name and lightness of the colour that stands out most from the border
    spread : how far it is scattered, 0 (one point) to about 0.4 (everywhere)
    empty : share of the parts of a 6 x 6 grid with next to nothing in them
    symmetry : -1 to 1, the left half against the mirrored right one
    lit_from : -1 (the left is lighter) to 1 (the right is)
    """

    width: int
    height: int
    palette: tuple[Swatch, ...]
    lightness: float
    contrast: float
    chroma: float
    warmth: float
    dark: float
    bright: float
    flat: float
    grain: float
    edges: float
    upright: float
    level: float
    horizon: float | None
    above: tuple[float, float, float]
    below: tuple[float, float, float]
    centre: tuple[float, float]
    focus: str
    focus_light: float
    spread: float
    empty: float
    symmetry: float
    lit_from: float


def look_at(data: bytes) -> Look:
    """Measure the first frame of a PNG, JPEG, GIF or WebP file; transparent parts count as white.

    Raises
    ------
    UnreadablePictureError
    """
    pixels, size = _decoded(data)
    lab = to_oklab(pixels)
    light = lab[..., 0]
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    coarse = _halved(lab)
    across, down = _steps(coarse, axis=1), _steps(coarse, axis=0)
    strength = np.hypot(across, down)
    edge = strength > _EDGE
    flat, grain = _surface(light)
    horizon = _horizon(coarse)
    split = round((horizon if horizon is not None else 0.5) * len(lab))
    split = min(max(split, 1), len(lab) - 1) if len(lab) > 1 else 1
    away = _away(coarse)
    centre, spread = _centre(np.square(np.minimum(strength, 0.3) + np.maximum(away - 0.08, 0)))
    focus = coarse[away >= np.quantile(away, 0.97)].mean(axis=0)
    return Look(
        width=size[0],
        height=size[1],
        palette=palette_of(lab),
        lightness=float(light.mean()),
        contrast=float(light.std()),
        chroma=float(chroma.mean()),
        warmth=_warmth(lab),
        dark=float((light < 0.3).mean()),
        bright=float((light > 0.9).mean()),
        flat=flat,
        grain=grain,
        edges=float(edge.mean()),
        upright=_share(across, down),
        level=_share(down, across),
        horizon=horizon,
        above=_mean(lab[:split]),
        below=_mean(lab[split:] if split < len(lab) else lab),
        centre=centre,
        focus=name_of(focus),
        focus_light=float(focus[0]),
        spread=spread,
        empty=_empty(edge),
        symmetry=_symmetry(light),
        lit_from=_lit_from(light),
    )


def _decoded(data: bytes) -> tuple[Grid, tuple[int, int]]:
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=READABLE) as opened:
            warnings.simplefilter("ignore")  # what is odd about the file is not this reader's business
            opened.draft("RGB", (_SIDE, _SIDE))
            size = opened.size if opened.format != "JPEG" else _stated_size(data)
            small = _of_eight_bits(opened)
            small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
            turned = opened.getexif().get(_ORIENTATION, 1) in _LYING
            clear = ImageOps.exif_transpose(small).convert("RGBA")
            ground = Image.new("RGBA", clear.size, "white")
            ground.alpha_composite(clear)
            pixels = np.asarray(ground.convert("RGB"), dtype=np.float32) / 255
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(str(error)) from error
    return pixels, (size[1], size[0]) if turned else size


def _of_eight_bits(opened: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be averaged."""
    if opened.mode.startswith("I"):
        return Image.fromarray((np.asarray(opened, dtype=np.float32) / 257).clip(0, 255).astype(np.uint8))
    return opened.convert("RGBA") if opened.mode in ("P", "1", "PA") else opened


def _stated_size(data: bytes) -> tuple[int, int]:
    with Image.open(
        io.BytesIO(data), formats=READABLE
    ) as opened:  # `draft` changes the size it was asked for
        return opened.size


def _steps(lab: Grid, axis: int) -> Grid:
    """The distance in OKLab between the neighbours on either side of each pixel, 0 at the border."""
    step = np.zeros(lab.shape[:2], dtype=np.float32)
    if lab.shape[axis] > 2:
        ahead, behind = (lab[:, 2:], lab[:, :-2]) if axis == 1 else (lab[2:], lab[:-2])
        distance = np.sqrt(np.square(ahead - behind).sum(axis=-1))
        if axis == 1:
            step[:, 1:-1] = distance
        else:
            step[1:-1] = distance
    return step


def _halved(lab: Grid) -> Grid:
    """Means of 2 x 2 pixels, in which grain is no edge; pictures too small for that stay."""
    height, width = (size // 2 * 2 for size in lab.shape[:2])
    if min(height, width) < 16:
        return lab
    return np.asarray(lab[:height, :width].reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3)))


def _surface(light: Grid) -> tuple[float, float]:
    """`flat` and `grain`."""
    if min(light.shape) < 2:
        return 1.0, 0.0
    step = np.maximum(np.abs(light[1:, 1:] - light[1:, :-1]), np.abs(light[1:, 1:] - light[:-1, 1:]))
    still = step < _FLAT
    rough = step[~still & (step < _EDGE)]
    return float(still.mean()), float(rough.mean()) if rough.size else 0.0


def _share(these: Grid, others: Grid) -> float:
    total = float((these + others).sum())
    return float(these.sum()) / total if total > 0 else 0.5


def _warmth(lab: Grid) -> float:
    a, b = float(lab[..., 1].mean()), float(lab[..., 2].mean())
    chroma = float(np.hypot(lab[..., 1], lab[..., 2]).mean())
    # Orange lies between a and b; greys have no temperature, so a little is added to what is divided by.
    return float(np.clip((0.5 * a + 0.87 * b) / (chroma + 0.02), -1, 1))


def _horizon(lab: Grid) -> float | None:
    """The row that parts the picture best, if the parting is clear and runs from side to side."""
    rows = lab.mean(axis=1)
    height = len(rows)
    if height < 16:
        return None
    total = float(np.square(rows - rows.mean(axis=0)).sum())
    if total < 1e-4 * height:
        return None
    sums, counts = rows.cumsum(axis=0), np.arange(1, height + 1)[:, None]
    upper = sums[:-1] / counts[:-1]
    lower = (sums[-1] - sums[:-1]) / (height - counts[:-1])
    between = (counts[:-1] * (height - counts[:-1]) / height)[:, 0] * np.square(upper - lower).sum(axis=1)
    margin = height // 8
    row = margin + int(between[margin:-margin].argmax())
    explained = float(between[row]) / total
    jump = np.sqrt(
        np.square(lab[max(0, row - 6) : row].mean(axis=0) - lab[row + 1 : row + 7].mean(axis=0)).sum(axis=-1)
    )
    clear = explained > 0.6 and float((jump > 0.05).mean()) > 0.7
    return (row + 1) / height if clear else None


def _away(lab: Grid) -> Grid:
    """How far each pixel is from the colour of the picture's border."""
    border = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    return np.asarray(np.sqrt(np.square(lab - np.median(border, axis=0)).sum(axis=-1)), dtype=np.float32)


def _centre(interest: Grid) -> tuple[tuple[float, float], float]:
    total = float(interest.sum())
    height, width = interest.shape
    if total <= 1e-5 * interest.size:
        return (0.5, 0.5), 0.4
    xs, ys = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    x, y = float((interest.sum(axis=0) * xs).sum()) / total, float((interest.sum(axis=1) * ys).sum()) / total
    variance = (interest.sum(axis=0) * np.square(xs - x)).sum() + (
        interest.sum(axis=1) * np.square(ys - y)
    ).sum()
    return (x, y), float(np.sqrt(variance / total))


def _empty(edge: NDArray[np.bool_]) -> float:
    parts = [part for band in np.array_split(edge, _CELLS) for part in np.array_split(band, _CELLS, axis=1)]
    return float(np.mean([part.mean() < 0.04 for part in parts if part.size]))


def _symmetry(light: Grid) -> float:
    half = light.shape[1] // 2
    if half < 2:
        return 0.0
    left, right = light[:, :half].ravel(), light[:, ::-1][:, :half].ravel()
    if left.std() < 0.01 or right.std() < 0.01:
        return 0.0
    return float(np.corrcoef(left, right)[0, 1])


def _lit_from(light: Grid) -> float:
    third = max(1, light.shape[1] // 3)
    return float(np.clip((light[:, -third:].mean() - light[:, :third].mean()) * 4, -1, 1))


def _mean(lab: Grid) -> tuple[float, float, float]:
    light, a, b = (float(value) for value in lab.reshape(-1, 3).mean(axis=0))
    return light, a, b
