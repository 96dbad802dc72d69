"""Masks: which part of a picture is meant, and which way round a contract has it."""

import io

from PIL import Image as Pillow
from PIL import ImageOps

from services.picture_files import encoded


def turned(mask: bytes) -> bytes:
    """A PNG of pure black and white, the other way round than `mask`."""
    with Pillow.open(io.BytesIO(mask), formats=("PNG",)) as opened:
        return encoded(ImageOps.invert(opened.convert("L")), "PNG")
