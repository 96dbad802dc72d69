"""Masks: which part of a picture is meant, and which way round a contract has it."""

import io

from PIL import Image as Pillow
from PIL import ImageOps

from services.picture_files import encoded


def black_and_white(mask: Pillow.Image, size: tuple[int, int] | None = None) -> Pillow.Image:
    """`mask` without shades and alpha, which some contracts refuse; in another `size` if one is given."""
    plain = mask.convert("L")
    if size is not None and size != plain.size:
        plain = plain.resize(size, Pillow.Resampling.BILINEAR)
    return plain.point([0] * 128 + [255] * 128)


def turned(mask: bytes) -> bytes:
    """A PNG of pure black and white, the other way round than `mask`, in as many channels, one or three."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        inverted = ImageOps.invert(black_and_white(opened))
        return encoded(inverted.convert("RGB") if opened.mode == "RGB" else inverted, "PNG")
