"""Given files as arrays."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from sandbox.painter.colour import Array

Mask = NDArray[np.bool_]
"""(height, width)."""
_FORMATS = ("PNG", "JPEG")
_HALF = 128
_JPEG_SLACK = 24
"""What compression makes of pure black or white, of 255."""


def opened(data: bytes) -> Image.Image:
    """A PNG or JPEG file, fully decoded.

    Raises
    ------
    ValueError
        If it is neither, or damaged.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            image.load()
            return image
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError("not a PNG or JPEG picture") from error


def colours_of(data: bytes) -> Array:
    """The picture at its own size; what is transparent lies on white. Raises as `opened`."""
    image = opened(data)
    if image.has_transparency_data:
        above = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
    return np.asarray(image.convert("RGB"), dtype=np.float32) / 255


def covering(data: bytes, width: int, height: int) -> Array:
    """The picture cropped and resized to cover width x height. Raises as `opened`."""
    given = colours_of(data)
    if given.shape[:2] == (height, width):
        return given
    whole = Image.fromarray((given * 255 + 0.5).astype(np.uint8))
    fitted = ImageOps.fit(whole, (width, height), Image.Resampling.LANCZOS)
    return np.asarray(fitted, dtype=np.float32) / 255


def black_of(data: bytes) -> Mask:
    """Where a mask is black: the inside of what it outlines.

    Raises
    ------
    ValueError
        If it cannot be read, or has pixels that are neither black nor white.
    """
    image = opened(data)
    if image.has_transparency_data:
        raise ValueError("the mask has an alpha channel")
    slack = _JPEG_SLACK if image.format == "JPEG" else 0
    values = np.asarray(image.convert("RGB"))
    black, white = (values <= slack).all(axis=2), (values >= 255 - slack).all(axis=2)
    if not (black | white).all():
        raise ValueError("the mask has pixels that are neither pure black nor pure white")
    return np.asarray(black, dtype=np.bool_)


def white_of(picture: bytes, mask: bytes) -> Mask:
    """Where a mask is nearer to white than to black, brought to the picture's size.

    Without one, where the picture is more transparent than not. Raises as `opened`.
    """
    given = opened(picture)
    if not mask:
        if not given.has_transparency_data:
            return np.zeros((given.height, given.width), dtype=np.bool_)
        return np.asarray(given.convert("RGBA").getchannel("A")) < _HALF
    outlined = opened(mask).convert("L").resize(given.size, Image.Resampling.BILINEAR)
    return np.asarray(outlined) >= _HALF


def as_mask(inside: Mask) -> bytes:
    """A mask file, PNG: black inside, white outside."""
    out = io.BytesIO()
    Image.fromarray(np.where(inside, 0, 255).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()
