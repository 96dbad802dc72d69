"""Looking at a picture that a person gave: measured, and fitted to what models take."""

from dataclasses import dataclass
from typing import Final

from PIL import Image as Pillow

from services.decoding import Decoded, decode
from services.measuring import Measures, Swatch, measure, measure_palette
from services.picture_files import THUMB_SIDE, File, encoded, fitted, lossy

SOURCE_SIDE: Final = 1408
"""Longest side of a picture that a painter is given, pixels (Titan: `maxSide` of its contract)."""

SOURCE_BYTES: Final = 3_500_000
"""Size of such a file. Titan takes 5 MiB (`maxBytes` of its contract), but also five pictures in one request,
whose body is at most 25 MB with all of them in base64."""

READING_SIDE: Final = 1024
"""Longest side of a picture that the language model is given: enough to read it, and cheap."""


@dataclass(frozen=True)
class Looked:
    """A person's picture, ready to be shown to models.

    Attributes
    ----------
    source
        fitted for painters: longest side `SOURCE_SIDE`, at most `SOURCE_BYTES`, upright, sRGB, transparent parts
        on white, without metadata; a PNG if the picture came without loss and stays small so, otherwise a JPEG
    width, height
        of `source`, pixels
    for_reading
        a JPEG for the language model: longest side `READING_SIDE`, without metadata
    thumb
        longest side `THUMB_SIDE`
    measures
        of the picture as it came
    mask
        a PNG as large as `source`: white where the picture was transparent; None if it was nowhere
    """

    source: File
    width: int
    height: int
    for_reading: bytes
    thumb: File
    measures: Measures
    mask: File | None = None


def look(data: bytes) -> Looked:
    """Look at a picture, in this process. The same bytes always give the same result.

    Raises
    ------
    UnreadablePictureError
        see `services.decoding.decode`
    """
    decoded = decode(data, SOURCE_SIDE)
    picture = decoded.picture
    smaller = fitted(picture, READING_SIDE)
    return Looked(
        source=_source(decoded),
        width=picture.width,
        height=picture.height,
        for_reading=_jpeg(smaller, 85),
        thumb=lossy(fitted(smaller, THUMB_SIDE), 80),
        measures=measure(picture, decoded.width, decoded.height),
        mask=None if decoded.mask is None else File(encoded(decoded.mask, "PNG"), "png"),
    )


def look_at_palette(data: bytes) -> tuple[Swatch, ...]:
    """The colours of a picture, one to ten, as `look` would measure them.

    Raises
    ------
    UnreadablePictureError
        see `services.decoding.decode`
    """
    return measure_palette(decode(data, SOURCE_SIDE).picture)


def _source(decoded: Decoded) -> File:
    if decoded.lossless:
        data = encoded(decoded.picture, "PNG")
        if len(data) <= SOURCE_BYTES:
            return File(data, "png")
    for quality in (92, 85):
        data = _jpeg(decoded.picture, quality)
        if len(data) <= SOURCE_BYTES:
            return File(data, "jpg")
    return File(_jpeg(decoded.picture, 70), "jpg")


def _jpeg(picture: Pillow.Image, quality: int) -> bytes:
    """With colours as fine as the rest: small red letters stay legible."""
    return encoded(picture, "JPEG", quality=quality, subsampling="4:4:4")
