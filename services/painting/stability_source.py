"""A picture to work from, fitted to what a model takes before anything is paid."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Final

from PIL import Image as Pillow
from PIL import ImageOps

from services.bedrock import RequestRefusedError, SourceUnsuitableError
from services.painting.interface import Inputs
from services.painting.masks import black_and_white
from services.painting.source_limits import SourceLimits
from services.picture_files import encoded

_FORMATS: Final = ("PNG", "JPEG")

_QUALITIES: Final = (95, 85, 70)
"""Of JPEG, tried in turn."""


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
    ValueError
        if there is no such picture, or no mask for one that is `framed`
    """
    if which >= len(inputs.pictures):
        raise ValueError("there is no such picture to work from")
    if framed and inputs.mask is None:
        raise ValueError("a picture is continued up to a mask")
    data = inputs.pictures[which]
    with _opened(data) as picture:
        width, height = picture.size
        box = _kept(inputs.mask, picture.size) if framed and inputs.mask else (0, 0, width, height)
        margins = box[0], width - box[2], box[1], height - box[3]
        width, height = box[2] - box[0], box[3] - box[1]
        size = limits.fitted(width, height)
        heavy = limits.most_bytes is not None and len(data) > limits.most_bytes
        plain = not limits.opaque or (picture.mode == "RGB" and not picture.has_transparency_data)
        if size == (width, height) and not any(margins) and not heavy and plain:
            return Source(data)
        part = picture.crop(box).convert("RGBA" if picture.has_transparency_data else "RGB")
        if limits.opaque:
            part = _opaque(part)
        if size != part.size:
            part = part.resize(size, Pillow.Resampling.LANCZOS)
        # Never nothing where something was to be painted.
        scale = max(size) / max(width, height)
        left, right, up, down = (ceil(margin * scale) for margin in margins)
        if limits.furthest is not None and max(left, right, up, down) > limits.furthest:
            raise SourceUnsuitableError(f"it can't be continued by more than {limits.furthest} pixels")
        return Source(_file(part, limits.most_bytes), left, right, up, down)


def fit_mask(inputs: Inputs, source: Source, *, rgb: bool = False) -> bytes:
    """The mask of `inputs`, in black and white alone, in the size of `source`: its first picture, fitted.

    Parameters
    ----------
    rgb
        whether it is written in three channels, not one

    Raises
    ------
    RequestRefusedError
        if it is no picture, or not as large as the one that it belongs to
    ValueError
        if there is none
    """
    if inputs.mask is None:
        raise ValueError("what is to be painted is marked by a mask")
    with _opened(inputs.pictures[0]) as picture, _opened(source.data) as fitted, _opened(inputs.mask) as mask:
        if mask.size != picture.size:
            raise RequestRefusedError("the mask is not as large as the picture")
        plain = black_and_white(mask, fitted.size)
        return encoded(plain.convert("RGB") if rgb else plain, "PNG")


def _file(picture: Pillow.Image, most_bytes: int | None) -> bytes:
    """A PNG; where that would be too large, the best JPEG that isn't."""
    data = encoded(picture, "PNG")
    if most_bytes is None or len(data) <= most_bytes:
        return data
    opaque = _opaque(picture)
    for quality in _QUALITIES:
        data = encoded(opaque, "JPEG", quality=quality)
        if len(data) <= most_bytes:
            return data
    raise SourceUnsuitableError(f"it can't be made a file of {most_bytes} bytes")


def _opaque(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode != "RGBA":
        return picture
    opaque = Pillow.new("RGB", picture.size, "white")
    opaque.paste(picture, mask=picture.getchannel("A"))
    return opaque


def _kept(mask: bytes, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box of what `mask` keeps: black."""
    with _opened(mask) as opened:
        if opened.size != size:
            raise RequestRefusedError("the mask is not as large as the picture")
        box = ImageOps.invert(black_and_white(opened)).getbbox()
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
