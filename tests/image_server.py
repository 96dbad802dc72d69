"""A stand-in for an OpenAI-compatible image server, which holds requests to the documented format.

What it demands: OpenAI's API reference, "Create image" and "Create image edit", and the guide "Image generation".
Fields that are other servers' own (a seed, words to leave out) it takes only where it is told to.
"""

import base64
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema
from aiohttp import web
from PIL import Image as Pillow

from sandbox.slack.testing import picture, serving

MAX_PROMPT = 32_000
MAX_PICTURE_BYTES = 50_000_000
MAX_MASK_BYTES = 4_000_000
MAX_PICTURES = 16

_COMMON = {
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
_GENERATION = {"moderation": {"enum": ["low", "auto"]}, "style": {"enum": ["vivid", "natural"]}}
_EDIT = {"input_fidelity": {"enum": ["low", "high"]}}
_EXTENSIONS = {
    "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "negative_prompt": {"type": "string", "minLength": 1, "maxLength": MAX_PROMPT},
}
_KINDS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}


@dataclass(frozen=True)
class Rules:
    """What this server's model takes beside what all take."""

    model: str = "painter-1"
    sizes: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    response_format: bool = True
    most: int = 10


@dataclass
class Asked:
    """A request as it came in."""

    endpoint: str
    fields: dict[str, Any]
    pictures: list[bytes]
    mask: bytes | None
    headers: Mapping[str, str]


def error(message: str, code: str | None, kind: str = "invalid_request_error", **more: Any) -> dict[str, Any]:
    """An error object as it is documented."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code, **more}}


@cache
def _validator(rules: Rules, endpoint: str) -> jsonschema.Draft202012Validator:
    properties = _COMMON | (_GENERATION if endpoint == "generations" else _EDIT)
    properties |= {name: _EXTENSIONS[name] for name in rules.extensions}
    if not rules.response_format:
        properties = {name: value for name, value in properties.items() if name != "response_format"}
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


def check(rules: Rules, endpoint: str, fields: Mapping[str, Any]) -> None:
    """Refuse fields that are not as documented; those of a form are JSON values already.

    Raises
    ------
    jsonschema.ValidationError
    """
    _validator(rules, endpoint).validate(dict(fields))


def check_files(pictures: list[tuple[str, bytes]], mask: tuple[str, bytes] | None) -> None:
    """Refuse files, each with its content type, that are not as documented.

    Raises
    ------
    ValueError
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
    with Pillow.open(io.BytesIO(data), formats=("PNG",)) as opened:
        with Pillow.open(io.BytesIO(pictures[0][1])) as first:
            if opened.size != first.size:
                raise ValueError("mask: must have the same dimensions as image")
        if opened.mode not in {"RGBA", "LA"}:
            raise ValueError("mask: must have an alpha channel")
        if opened.getchannel("A").getextrema()[0] != 0:
            raise ValueError("mask: no area is fully transparent")


@dataclass
class ImageServerStub:
    """Paints plain pictures, or answers with what was prepared: ``(status, JSON or text)``, in turn."""

    url: str = ""
    key: str | None = None
    rules: Rules = field(default_factory=Rules)
    answers: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    fetched: list[Mapping[str, str]] = field(default_factory=list)
    files: dict[str, web.Response] = field(default_factory=dict)

    async def generate(self, request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            return self._refused("Content-Type must be application/json")
        return self._answer(request, Asked("generations", await request.json(), [], None, request.headers))

    async def edit(self, request: web.Request) -> web.StreamResponse:
        if request.content_type != "multipart/form-data":
            return self._refused("Content-Type must be multipart/form-data")
        fields: dict[str, Any] = {}
        pictures: list[tuple[str, bytes]] = []
        mask = None
        for name, value in (await request.post()).items():
            if not isinstance(value, web.FileField):
                if name in fields:
                    return self._refused(f"{name}: twice")
                fields[name] = int(value) if name in {"n", "seed"} and value.isdigit() else value
            elif name in {"image", "image[]"}:
                pictures.append((value.content_type, value.file.read()))
            elif name == "mask":
                mask = value.content_type, value.file.read()
            else:
                return self._refused(f"Unknown parameter: '{name}'")
            if name == "image" and len(pictures) > 1:
                return self._refused("image: several are image[]")
        try:
            check_files(pictures, mask)
        except (ValueError, OSError) as fault:
            return self._refused(str(fault))
        asked = Asked("edits", fields, [data for _, data in pictures], mask and mask[1], request.headers)
        return self._answer(request, asked)

    async def file(self, request: web.Request) -> web.StreamResponse:
        self.fetched.append(request.headers)
        return self.files.get(request.match_info["name"]) or web.Response(status=404)

    def _answer(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        self.asked.append(asked)
        if self.key is not None and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response(error("Incorrect API key provided.", "invalid_api_key"), status=401)
        try:
            check(self.rules, asked.endpoint, asked.fields)
        except jsonschema.ValidationError as fault:
            return self._refused(fault.message)
        if self.answers:
            status, body = self.answers.pop(0)
            if isinstance(body, str):
                return web.Response(text=body, status=status, headers={"Location": "/elsewhere"})
            return web.json_response(body, status=status)
        return web.json_response(self.painted(asked.fields))

    def painted(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """An answer with as many pictures as were asked for, of the size that was asked for."""
        size = fields.get("size", "auto")
        width, height = (64, 48) if size == "auto" else map(int, size.split("x"))
        data = picture(size=(width, height))
        as_url = fields.get("response_format") == "url"
        return {
            "created": 1_700_000_000,
            "data": [self.entry(data, as_url) for _ in range(fields.get("n", 1))],
        }

    def entry(self, data: bytes, as_url: bool = False) -> dict[str, str]:
        if not as_url:
            return {"b64_json": base64.b64encode(data).decode()}
        return {"url": self.keep(web.Response(body=data, content_type="image/png"))}

    def keep(self, response: web.Response) -> str:
        """The address at which `response` is had, once."""
        name = str(len(self.files))
        self.files[name] = response
        return f"{self.url}/files/{name}"

    def _refused(self, message: str) -> web.StreamResponse:
        return web.json_response(error(message, None), status=400)


@asynccontextmanager
async def running_stub() -> AsyncIterator[ImageServerStub]:
    stub = ImageServerStub()
    routes = {
        "/v1/images/generations": stub.generate,
        "/v1/images/edits": stub.edit,
        "/files/{name}": stub.file,
    }
    async with serving(routes) as url:
        stub.url = url
        yield stub
