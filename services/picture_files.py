"""Encoded pictures, and what is done to every picture before it is encoded."""

import io
from dataclasses import dataclass
from typing import Final, Literal

from PIL import Image as Pillow

from services.png_chunks import with_texts
from services.xmp import XMP_KEYWORD

THUMB_SIDE: Final = 256
"""Longest side of a thumbnail, pixels."""


class UnreadablePictureError(Exception):
    """The bytes are no picture, or one that is too large to be looked at."""


@dataclass(frozen=True)
class File:
    """An encoded picture and the ending of its name."""

    data: bytes
    ending: Literal["png", "jpg"]

    @property
    def content_type(self) -> str:
        return "image/png" if self.ending == "png" else "image/jpeg"


def lossy(picture: Pillow.Image, quality: int, xmp: str = "") -> File:
    """A JPEG, or a PNG where the picture has transparent parts; with a packet of metadata, if there is one."""
    if picture.mode == "RGB":
        options: dict[str, object] = {"quality": quality, "optimize": True, "progressive": True}
        if xmp:
            options["xmp"] = xmp.encode()
        return File(encoded(picture, "JPEG", **options), "jpg")
    data = encoded(picture, "PNG")
    return File(with_texts(data, {XMP_KEYWORD: xmp}) if xmp else data, "png")


def fitted(picture: Pillow.Image, side: int) -> Pillow.Image:
    """`picture` with at most `side` pixels on its longest side."""
    if max(picture.size) <= side:
        return picture
    copy = picture.copy()
    copy.thumbnail((side, side), Pillow.Resampling.LANCZOS)
    return copy


def encoded(picture: Pillow.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
