"""Where a picture stands on the larger canvas it is continued on."""

from math import ceil
from typing import Final

from pydantic import BaseModel, ConfigDict

from services.ask import Ratio, Side

_LEAST_GROWTH: Final = 1.02
"""A canvas that is larger by less than this is the same shape to anyone who looks."""


class Frame(BaseModel):
    """A canvas, and the place of the picture on it: pixels.

    Attributes
    ----------
    width, height
        of the canvas
    left, top
        of the picture's upper left corner
    picture_width, picture_height
        of the picture as it is placed: smaller than it was where the canvas would grow too large
    """

    model_config = ConfigDict(frozen=True)

    width: int
    height: int
    left: int
    top: int
    picture_width: int
    picture_height: int


def frame_for(width: int, height: int, *, side: Side | None, ratio: Ratio | None, longest: int) -> Frame:
    """The canvas for a picture of width x height pixels. Some of it is always left to be painted.

    Parameters
    ----------
    side
        where it grows by half of itself; None grows all round or, with a `ratio`, just as far as that takes
    ratio
        the shape of the canvas; grows the side that is too short. Where that is next to nothing, it grows as
        without a ratio
    longest
        the canvas' longest side, pixels; at least 4
    """
    grown_width, grown_height = float(width), float(height)
    if ratio is not None:
        grown_width = max(grown_width, height * ratio.width / ratio.height)
        grown_height = max(grown_height, width * ratio.height / ratio.width)
    if grown_width < width * _LEAST_GROWTH and grown_height < height * _LEAST_GROWTH:
        grown_width, grown_height = float(width), float(height)
        side = side or "around"
        if side in {"left", "right", "wider", "around"}:
            grown_width = width * 1.5
        if side in {"top", "bottom", "taller", "around"}:
            grown_height = height * 1.5
    scale = min(1.0, longest / max(grown_width, grown_height))
    canvas_width, placed_width = _along(width, grown_width, scale, longest)
    canvas_height, placed_height = _along(height, grown_height, scale, longest)
    free_width, free_height = canvas_width - placed_width, canvas_height - placed_height
    left = {"left": free_width, "right": 0}.get(side or "", free_width // 2)
    top = {"top": free_height, "bottom": 0}.get(side or "", free_height // 2)
    return Frame(
        width=canvas_width,
        height=canvas_height,
        left=left,
        top=top,
        picture_width=placed_width,
        picture_height=placed_height,
    )


def _along(size: int, grown: float, scale: float, longest: int) -> tuple[int, int]:
    """The canvas' side and the picture's, along one axis; there is room to paint where the canvas was to grow.

    The canvas' side is even, because encoders and models like that better. It is rounded up, so that a picture
    which need not shrink keeps every pixel, unless that passes `longest`.
    """
    canvas = min(max(2, ceil(round(grown * scale, 6) / 2) * 2), longest // 2 * 2)
    placed = min(canvas, max(1, round(size * scale)))
    if grown > size and placed == canvas:
        placed = canvas - 1
    return canvas, placed
