"""Where a picture stands on the larger canvas it is continued on."""

from math import ceil, sqrt
from typing import Final

from pydantic import BaseModel, ConfigDict

from services.ask import Ratio, Side
from services.painting.source_limits import SourceLimits

_LEAST_GROWTH: Final = 1.02
"""A canvas that is larger by less than this is the same shape to anyone who looks."""

_WORTH_IT: Final = 1.1
"""A canvas that a limit lets grow by less than this is hardly worth its price."""


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


def frame_for(
    width: int, height: int, *, side: Side | None, ratio: Ratio | None, limits: SourceLimits
) -> Frame:
    """The canvas for a picture of width x height pixels. Some of it is always left to be painted.

    Parameters
    ----------
    side
        where it grows by half of itself; None grows all round or, with a `ratio`, just as far as that takes
    ratio
        the shape of the canvas; grows the side that is too short. Where that is next to nothing, it grows as
        without a ratio
    limits
        of whoever continues the picture; sides of at least 4 pixels. A canvas that is handed over whole keeps to
        all of them. Where the picture is handed over alone, the canvas keeps to them as well as it can, so that
        what comes of it can be worked on in its turn: as many pixels, and no longer a shape unless that is asked
        for or would leave next to nothing to paint
    """
    grown_width, grown_height = float(width), float(height)
    if ratio is not None:
        grown_width = max(grown_width, height * ratio.width / ratio.height)
        grown_height = max(grown_height, width * ratio.height / ratio.width)
    if grown_width < width * _LEAST_GROWTH and grown_height < height * _LEAST_GROWTH:
        grown_width, grown_height = float(width), float(height)
        side, ratio = side or "around", None
        if side in {"left", "right", "wider", "around"}:
            grown_width = width * 1.5
        if side in {"top", "bottom", "taller", "around"}:
            grown_height = height * 1.5
    if limits.furthest is None or ratio is None:
        grown_width, grown_height = _not_too_long((width, height), (grown_width, grown_height), limits)
    if limits.furthest is not None:
        # A picture that is too small is enlarged, and its margins with it.
        most = limits.furthest * min(1.0, min(width, height) / limits.least_side) - 2
        grown_width = min(grown_width, width + most * (1 if side in {"left", "right"} else 2))
        grown_height = min(grown_height, height + most * (1 if side in {"top", "bottom"} else 2))
    canvas_width, canvas_height, scale = _canvas(grown_width, grown_height, limits)
    placed_width = _placed(width, grown_width, scale, canvas_width)
    placed_height = _placed(height, grown_height, scale, canvas_height)
    if limits.furthest is not None and limits.aspects is not None and scale < 1:
        # A shape at the edge of what is taken must not get longer.
        placed_width = max(1, min(placed_width, int(placed_height * limits.aspects[1])))
        placed_height = max(1, min(placed_height, int(placed_width / limits.aspects[0])))
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


def _not_too_long(
    size: tuple[int, int], grown: tuple[float, float], limits: SourceLimits
) -> tuple[float, float]:
    """The canvas' sides, brought within the shapes that are taken."""
    if limits.aspects is None:
        return grown
    (width, height), (across, down) = size, grown
    least, most = limits.aspects
    whole = limits.furthest is None
    if across > down * most:
        return _shortened(width, across, down, most, whole=whole)
    if down > across / least:
        down, across = _shortened(height, down, across, 1 / least, whole=whole)
    return across, down


def _shortened(size: int, longer: float, shorter: float, most: float, *, whole: bool) -> tuple[float, float]:
    """The longer and the shorter side of a canvas that may be `most` times as long as it is short.

    Parameters
    ----------
    size
        of the picture along the longer side
    whole
        whether the canvas must keep to that: if it could hardly grow, its other side grows instead
    """
    if shorter * most >= size * _WORTH_IT:
        return shorter * most, shorter
    return longer, longer / most if whole else shorter


def _canvas(width: float, height: float, limits: SourceLimits) -> tuple[int, int, float]:
    """The canvas' sides, and how much smaller it became than width x height pixels.

    Its sides are even, because encoders and models like that better. They are rounded up, so that a picture which
    need not shrink keeps every pixel, unless that passes a limit.
    """
    scale = 1.0
    if limits.most_side is not None:
        scale = min(scale, limits.most_side / max(width, height))
    if limits.most_pixels is not None:
        scale = min(scale, sqrt(limits.most_pixels / (width * height)))
    across, down = _even(width * scale, up=True), _even(height * scale, up=True)
    if (limits.most_side is not None and max(across, down) > limits.most_side) or (
        limits.most_pixels is not None and across * down > limits.most_pixels
    ):
        across, down = _even(width * scale), _even(height * scale)
    if limits.aspects is not None:
        least, most = limits.aspects
        ratio = width / height
        # What was no longer than is taken must not get longer.
        if across > down * most and ratio <= most * (1 + 1e-9):
            across = _even(down * most)
        if down > across / least and ratio >= least * (1 - 1e-9):
            down = _even(across / least)
    return across, down, scale


def _even(side: float, *, up: bool = False) -> int:
    whole = round(side, 6)
    return max(2, (ceil(whole / 2) if up else int(whole // 2)) * 2)


def _placed(size: int, grown: float, scale: float, canvas: int) -> int:
    """The picture's side on a canvas' side; there is room to paint where the canvas was to grow."""
    placed = min(canvas, max(1, round(size * scale)))
    return canvas - 1 if grown > size and placed == canvas else placed
