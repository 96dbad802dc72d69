"""Masks: which part of a picture is meant, and which way round a contract has it."""

import io
from typing import Final

from PIL import Image as Pillow
from PIL import ImageOps

from services.picture_files import encoded

_HALF: Final = 128


def black_and_white(mask: Pillow.Image, size: tuple[int, int] | None = None) -> Pillow.Image:
    """`mask` without shades and alpha, which some contracts refuse; in another `size` if one is given."""
    plain = mask.convert("L")
    if size is not None and size != plain.size:
        plain = plain.resize(size, Pillow.Resampling.BILINEAR)
    return plain.point([0] * _HALF + [255] * (256 - _HALF))


def turned(mask: bytes) -> bytes:
    """A PNG of pure black and white, the other way round than `mask`, in as many channels, one or three."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        inverted = ImageOps.invert(black_and_white(opened))
        return encoded(inverted.convert("RGB") if opened.mode == "RGB" else inverted, "PNG")


def transparent(mask: bytes) -> bytes:
    """A PNG of black that can't be seen through, with holes where `mask` is white: painted is what has alpha 0."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        alpha = ImageOps.invert(black_and_white(opened))
    holes = Pillow.new("RGBA", alpha.size, (0, 0, 0, 255))
    holes.putalpha(alpha)
    return encoded(holes, "PNG")


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG, from its header."""
    with Pillow.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
        return opened.size
