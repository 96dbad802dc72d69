"""The pictures of a Converse request: what Bedrock refuses of them, and their bytes for the writer.

Limits are those of the service model of Converse, shape `Message`; the sentences are those that Claude's and
other models are publicly reported to answer with, where one is known.
"""

import base64
import binascii
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.errors import BedrockError, validation_error
from sandbox.bedrock.picture_check import facts_of

MOST_IMAGES: Final = 20
"""Per message."""

MOST_BYTES: Final = int(3.75 * 1024 * 1024)
"""Per image: "3.75 MB", read as binary megabytes, of which 5 MB of base64 are made."""

LONGEST_SIDE: Final = 8000
"""Pixels."""

_SEEN_SIDE: Final = 1568
_PIXELS_A_TOKEN: Final = 750
_RETURNED: Final = "The model returned the following errors: "


def pictures_in(model: Model, messages: Sequence[Mapping[str, Any]]) -> tuple[bytes, ...]:
    """The files of all image blocks, in their order.

    Raises
    ------
    BedrockError : ValidationException
    """
    found = []
    for index, message in enumerate(messages):
        blocks = [
            (number, block["image"]) for number, block in enumerate(message["content"]) if "image" in block
        ]
        if blocks and message["role"] != "user":
            raise validation_error("This model doesn't support the image field for assistant messages.")
        if blocks and "image" not in model.inputs:
            raise validation_error("This model doesn't support the image field for user messages.")
        if len(blocks) > MOST_IMAGES:
            raise validation_error(f"The message at messages.{index} holds more than {MOST_IMAGES} images.")
        for number, block in blocks:
            found.append(_read(model, block, f"messages.{index}.content.{number}.image.source.bytes"))
    return tuple(found)


def tokens_of(picture: bytes) -> int:
    """About what a picture costs: Claude's documented width x height / 750, of 1568 pixels a side at most."""
    facts = facts_of(picture)
    if facts is None:
        return 0
    scale = min(1.0, _SEEN_SIDE / max(facts.width, facts.height))
    return math.ceil(facts.width * facts.height * scale * scale / _PIXELS_A_TOKEN)


def unreadable(reason: str) -> BedrockError:
    """What a model answers to a file whose header is good and whose picture is not."""
    return validation_error(f"{_RETURNED}Could not process image ({reason})")


def _read(model: Model, block: Mapping[str, Any], path: str) -> bytes:
    source = block["source"]
    if "bytes" not in source:
        raise validation_error("The sandbox reads images from bytes only, not from an S3 location.")
    try:
        data = base64.b64decode(source["bytes"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise validation_error(f"{_RETURNED}{path}: invalid base64 data") from error
    for fault in _faults(model, str(block["format"]), data, path):
        raise validation_error(_RETURNED + fault)
    return data


def _faults(model: Model, claimed: str, data: bytes, path: str) -> Iterator[str]:
    if len(data) > MOST_BYTES:
        yield f"{path}: image exceeds 3.75 MB maximum: {len(data)} bytes > {MOST_BYTES} bytes"
    facts = facts_of(data)
    if facts is None:
        yield f"{path}: Could not process image"
        return
    if facts.format != claimed:
        yield (
            f"{path}: The image was specified using the image/{claimed} media type, "
            f"but the image appears to be a image/{facts.format} image"
            if model.family == "anthropic-claude"
            else "The provided image does not match the specified image format."
        )
    if max(facts.width, facts.height) > LONGEST_SIDE:
        yield f"{path}: At least one of the image dimensions exceed max allowed size: {LONGEST_SIDE} pixels"
