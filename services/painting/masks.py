"""Masks: which part of a picture is meant, and which way round a contract has it."""

import io
from typing import Final

from PIL import Image as Pillow
from PIL import ImageOps

from services.picture_files import encoded

_HALF: Final = 128


def turned(mask: bytes) -> bytes:
    """A PNG of pure black and white, the other way round than `mask`."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        return encoded(ImageOps.invert(opened.convert("L")), "PNG")


def transparent(mask: bytes) -> bytes:
    """A PNG of black that can't be seen through, with holes where `mask` is white: painted is what has alpha 0."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        alpha = opened.convert("L").point([255] * _HALF + [0] * (256 - _HALF))
    holes = Pillow.new("RGBA", alpha.size, (0, 0, 0, 255))
    holes.putalpha(alpha)
    return encoded(holes, "PNG")


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG, from its header."""
    with Pillow.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
        return opened.size
