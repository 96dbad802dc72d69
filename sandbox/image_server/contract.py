"""What OpenAI's image API demands of a request: its reference, "Create image" and "Create image edit", and the
guide "Image generation".

Fields that are other servers' own (a seed, words to leave out) are taken only where it is said so.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import jsonschema
from PIL import Image

Endpoint = Literal["generations", "edits"]
File = tuple[str, bytes]
"""The content type that a file came with, and its bytes."""

MAX_PROMPT: Final = 32_000
MAX_PICTURE_BYTES: Final = 50_000_000
MAX_MASK_BYTES: Final = 4_000_000
MAX_PICTURES: Final = 16

_COMMON: Final[Mapping[str, Any]] = {
    "prompt": {"type": "string", "minLength": 1, "maxLength": MAX_PROMPT},
    "model": {"type": "string", "minLength": 1},
    "n": {"type": "integer", "minimum": 1, "maximum": 10},
    "size": {"type": "string", "pattern": r"^(auto|[1-9][0-9]{1,3}x[1-9][0-9]{1,3})$"},
    "quality": {"enum": ["standard", "hd", "low", "medium", "high", "auto"]},
    "background": {"enum": ["transparent", "opaque", "auto"]},
    "output_format": {"enum": ["png", "jpeg", "webp"]},
    "output_compression": {"type": "integer", "minimum": 0, "maximum": 100},
    "response_format": {"enum": ["url", "b64_json"]},
    "user": {"type": "string"},
}
_OF_ENDPOINT: Final[Mapping[Endpoint, Mapping[str, Any]]] = {
    "generations": {"moderation": {"enum": ["low", "auto"]}, "style": {"enum": ["vivid", "natural"]}},
    "edits": {"input_fidelity": {"enum": ["low", "high"]}},
}
_EXTENSIONS: Final[Mapping[str, Any]] = {
    "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "negative_prompt": {"type": "string", "minLength": 1, "maxLength": MAX_PROMPT},
}
_KINDS: Final = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}


@dataclass(frozen=True)
class Rules:
    """What a server's model takes beside what all take.

    Attributes
    ----------
    sizes : empty for any
    extensions : ``seed`` and ``negative_prompt``, where they are taken
    response_format : whether the field may be sent
    most : pictures of one call
    """

    model: str = "painter-1"
    sizes: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    response_format: bool = True
    most: int = 10


def error(message: str, code: str | None, kind: str = "invalid_request_error", **more: Any) -> dict[str, Any]:
    """An error object as it is documented."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code, **more}}


@cache
def _validator(rules: Rules, endpoint: Endpoint) -> jsonschema.Draft202012Validator:
    properties = {**_COMMON, **_OF_ENDPOINT[endpoint]}
    properties |= {name: _EXTENSIONS[name] for name in rules.extensions}
    if not rules.response_format:
        del properties["response_format"]
    if rules.sizes:
        properties["size"] = {"enum": ["auto", *rules.sizes]}
    properties["n"] = {"type": "integer", "minimum": 1, "maximum": rules.most}
    properties["model"] = {"const": rules.model}
    return jsonschema.Draft202012Validator(
        {
            "type": "object",
            "properties": properties,
            "required": ["prompt", "model"],
            "additionalProperties": False,
        }
    )


def check(rules: Rules, endpoint: Endpoint, fields: Mapping[str, Any]) -> None:
    """Refuse fields that are not as documented; those of a form are JSON values already.

    Raises
    ------
    jsonschema.ValidationError
    """
    _validator(rules, endpoint).validate(dict(fields))


def check_files(pictures: Sequence[File], mask: File | None) -> None:
    """Refuse files that are not as documented.

    Raises
    ------
    ValueError, OSError
    """
    if not 1 <= len(pictures) <= MAX_PICTURES:
        raise ValueError("image: must be one to sixteen images")
    for kind, data in pictures:
        if kind not in _KINDS or not data.startswith(_KINDS[kind]):
            raise ValueError(f"image: {kind} is not a supported image file, or the file is another")
        if len(data) >= MAX_PICTURE_BYTES:
            raise ValueError("image: must be less than 50MB")
    if mask is None:
        return
    kind, data = mask
    if kind != "image/png" or len(data) >= MAX_MASK_BYTES:
        raise ValueError("mask: must be a valid PNG file, less than 4MB")
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        with Image.open(io.BytesIO(pictures[0][1])) as first:
            if opened.size != first.size:
                raise ValueError("mask: must have the same dimensions as image")
        if opened.mode not in {"RGBA", "LA"}:
            raise ValueError("mask: must have an alpha channel")
        if opened.getchannel("A").getextrema()[0] != 0:
            raise ValueError("mask: no area is fully transparent")
