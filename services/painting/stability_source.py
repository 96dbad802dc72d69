"""A picture to work from, fitted to what a model takes before anything is paid."""

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
from services.painting.masks import black_and_white
from services.picture_files import encoded

_MOST_ENLARGED: Final = 16
"""A picture that would have to be enlarged by more than this holds nothing to work from."""

_FURTHEST: Final = 2000
"""Pixels by which the outpaint service continues a picture on one side."""

_FORMATS: Final = ("PNG", "JPEG")

_QUALITIES: Final = (95, 85, 70)
"""Of JPEG, tried in turn."""


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
    most_bytes
        of the file
    opaque
        whether it must be RGB without transparent parts; these become white
    """

    least_side: int
    most_pixels: int | None = None
    aspects: tuple[float, float] | None = None
    most_side: int | None = None
    most_bytes: int | None = None
    opaque: bool = False

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """The size that a picture of width x height pixels is handed over in.

        Raises
        ------
        SourceUnsuitableError
            if it can't be
        """
        if not self._shaped(width, height):
            raise SourceUnsuitableError(f"{width}x{height} is too long a shape")
        shortest, longest = min(width, height), max(width, height)
        if shortest * _MOST_ENLARGED < self.least_side:
            raise SourceUnsuitableError(f"{width}x{height} is too small")
        if shortest < self.least_side:
            longest, shortest = longest * self.least_side // shortest, self.least_side
        else:
            longest, shortest = self._shrunk(longest, shortest, tall=height > width)
        if not self._takes(longest, shortest):
            # What is enlarged until it is wide enough may be too long then, and the other way round.
            raise SourceUnsuitableError(f"{width}x{height} is too long and thin")
        return (longest, shortest) if width >= height else (shortest, longest)

    def _shaped(self, width: int, height: int) -> bool:
        return self.aspects is None or self.aspects[0] <= width / height <= self.aspects[1]

    def _shrunk(self, longest: int, shortest: int, *, tall: bool) -> tuple[int, int]:
        """Both sides rounded down: neither limit is passed by a pixel."""
        scale = 1.0
        if self.most_pixels is not None:
            scale = min(scale, sqrt(self.most_pixels / (longest * shortest)))
        if self.most_side is not None:
            scale = min(scale, self.most_side / longest)
        if scale == 1:
            return longest, shortest
        longest, shortest = int(longest * scale), int(shortest * scale)
        if self.aspects is not None:
            # A shape at the edge of what is taken must not get longer.
            longest = min(longest, int(shortest / self.aspects[0] if tall else shortest * self.aspects[1]))
        return longest, shortest

    def _takes(self, longest: int, shortest: int) -> bool:
        return (
            shortest >= self.least_side
            and (self.most_side is None or longest <= self.most_side)
            and (self.most_pixels is None or longest * shortest <= self.most_pixels)
        )


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
        if max(left, right, up, down) > _FURTHEST:
            raise SourceUnsuitableError(f"it can't be continued by more than {_FURTHEST} pixels")
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
