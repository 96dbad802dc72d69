"""The limits on input pictures that a JSON schema cannot see: format, sides, pixels, aspect, file size.

Formats are told from the bytes, never from a name. Pillow reads the header only; decoding is left to the
painter's processes.
"""

import base64
import binascii
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

READABLE = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the header of a picture says.

    `format` is lower case, sides are pixels, `size` is bytes; `alpha`: it has, or may have, transparent pixels.
    """

    format: str
    width: int
    height: int
    size: int
    alpha: bool = False


def facts_of(data: bytes) -> PictureFacts | None:
    """The facts of a picture, or None where the bytes are none that can be read."""
    try:
        with warnings.catch_warnings(), io.BytesIO(data) as file:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limits decide, not Pillow
            picture = Image.open(file, formats=READABLE)
            kind, alpha = (picture.format or "").lower(), picture.has_transparency_data
            return PictureFacts(kind, picture.width, picture.height, len(data), alpha)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def faults_of(facts: PictureFacts, limits: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a picture under the ``x-image`` limits of its schema; a null limit is none."""
    formats = limits.get("formats")
    if formats and facts.format not in formats:
        yield f"image format {facts.format} is not one of {', '.join(formats)}"
    if limits.get("alpha") is False and facts.alpha:
        yield "image has an alpha channel"
    measures = (
        (
            "Side",
            max(facts.width, facts.height),
            min(facts.width, facts.height),
            "longest side",
            "shortest side",
        ),
        ("Pixels", facts.width * facts.height, facts.width * facts.height, "pixel count", "pixel count"),
        ("Aspect", facts.width / facts.height, facts.width / facts.height, "aspect ratio", "aspect ratio"),
        ("Bytes", facts.size, facts.size, "file size in bytes", "file size in bytes"),
    )
    for measure, most, least, most_name, least_name in measures:
        if (limit := limits.get(f"max{measure}")) is not None and most > limit:
            yield f"image {most_name} {most:g} is more than {limit}"
        if (limit := limits.get(f"min{measure}")) is not None and least < limit:
            yield f"image {least_name} {least:g} is less than {limit}"


def x_image(
    _validator: Any, limits: dict[str, Any], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """Keyword for jsonschema: the base64 in `instance` must be a picture within `limits`."""
    if not isinstance(instance, str) or not instance:
        return
    try:
        data = base64.b64decode(instance, validate=True)
    except binascii.Error:
        yield ValidationError("the image is not valid base64")
        return
    facts = facts_of(data)
    if facts is None:
        yield ValidationError("the image can't be read; send a PNG or JPEG file as base64")
        return
    for fault in faults_of(facts, limits):
        yield ValidationError(fault)
