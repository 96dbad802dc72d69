"""A picture to work from, fitted to what Stability's models take before anything is paid."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from PIL import Image as Pillow
from PIL import ImageOps

from services.bedrock import RequestRefusedError, SourceUnsuitableError
from services.painting.interface import Inputs
from services.picture_files import encoded

_MOST_ENLARGED: Final = 16
"""A picture that would have to be enlarged by more than this holds nothing to work from."""

_FURTHEST: Final = 2000
"""Pixels by which the outpaint service continues a picture on one side."""

_FORMATS: Final = ("PNG", "JPEG")


@dataclass(frozen=True)
class SourceLimits:
    """What a model takes, `x-image` of its contract; None where that is not documented.

    Attributes
    ----------
    least_side
        pixels
    most_pixels
        width times height
    aspects
        least and most of width / height
    most_side
        pixels
    """

    least_side: int
    most_pixels: int | None = None
    aspects: tuple[float, float] | None = None
    most_side: int | None = None

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """The size that a picture of width x height pixels is handed over in.

        Raises
        ------
        SourceUnsuitableError
            if it can't be
        """
        scale = _scale(width, height, self)
        return (width, height) if scale == 1 else _scaled(width, height, scale, self)


@dataclass(frozen=True)
class Source:
    """A PNG or JPEG file within a model's limits, and the pixels by which it is to be continued on each side."""

    data: bytes
    left: int = 0
    right: int = 0
    up: int = 0
    down: int = 0

    @property
    def margins(self) -> dict[str, int]:
        """The sides that are continued."""
        sides = {"left": self.left, "right": self.right, "up": self.up, "down": self.down}
        return {side: pixels for side, pixels in sides.items() if pixels}


def fit(inputs: Inputs, limits: SourceLimits, which: int = 0, *, framed: bool = False) -> Source:
    """Picture `which` of `inputs` as a model with `limits` takes it; one that is within them keeps its bytes.

    One that is `framed` by the mask is what the mask keeps of the canvas, and the margins are what lies around
    that. A picture that is too small is enlarged and one that is too large is shrunk, and the margins with it.

    Raises
    ------
    SourceUnsuitableError
        if its shape is too long, or too little is left to work from
    RequestRefusedError
        if it is no picture, or the mask keeps or leaves nothing
    """
    data = inputs.pictures[which]
    with _opened(data) as picture:
        width, height = picture.size
        box = _kept(inputs.mask, picture.size) if framed and inputs.mask else (0, 0, width, height)
        margins = box[0], width - box[2], box[1], height - box[3]
        width, height = box[2] - box[0], box[3] - box[1]
        scale = _scale(width, height, limits)
        if scale == 1 and not any(margins):
            return Source(data)
        part = picture.crop(box)
        if scale != 1:
            part = part.convert("RGBA" if part.has_transparency_data else "RGB")
            part = part.resize(_scaled(width, height, scale, limits), Pillow.Resampling.LANCZOS)
        # Never nothing where something was to be painted.
        left, right, up, down = (ceil(margin * scale) for margin in margins)
        if max(left, right, up, down) > _FURTHEST:
            raise SourceUnsuitableError(f"it can't be continued by more than {_FURTHEST} pixels")
        return Source(encoded(part, "PNG"), left, right, up, down)


def _scale(width: int, height: int, limits: SourceLimits) -> float:
    if limits.aspects is not None and not limits.aspects[0] <= width / height <= limits.aspects[1]:
        raise SourceUnsuitableError(f"{width}x{height} is too long a shape")
    if min(width, height) * _MOST_ENLARGED < limits.least_side:
        raise SourceUnsuitableError(f"{width}x{height} is too small")
    if min(width, height) < limits.least_side:
        return limits.least_side / min(width, height)
    scale = 1.0
    if limits.most_pixels is not None:
        scale = min(scale, sqrt(limits.most_pixels / (width * height)))
    if limits.most_side is not None:
        scale = min(scale, limits.most_side / max(width, height))
    return scale


def _scaled(width: int, height: int, scale: float, limits: SourceLimits) -> tuple[int, int]:
    """Rounded towards the middle of what is allowed, so that neither limit is passed by a pixel."""
    across, down = width * scale, height * scale
    if scale < 1:
        across, down = int(across), int(down)
    if limits.aspects is None:
        return round(across), round(down)
    # The longer side is rounded down: a shape at the edge of what is taken must not get longer.
    if across > down:
        down = round(down)
        return min(int(across), int(down * limits.aspects[1])), down
    across = round(across)
    return across, min(int(down), int(across / limits.aspects[0]))


def _kept(mask: bytes, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box of what `mask` keeps: black."""
    with _opened(mask) as opened:
        if opened.size != size:
            raise RequestRefusedError("the mask is not as large as the picture")
        box = ImageOps.invert(opened.convert("L")).getbbox()
    if box is None or box == (0, 0, *size):
        raise RequestRefusedError("the mask keeps nothing or leaves nothing to be painted")
    return box


@contextmanager
def _opened(data: bytes) -> Iterator[Pillow.Image]:
    try:
        with Pillow.open(io.BytesIO(data), formats=_FORMATS) as opened:
            yield opened
    except (OSError, ValueError, SyntaxError) as error:
        raise RequestRefusedError(f"the picture can't be read: {error}") from error
