"""An image server that answers as a test says, and holds requests to the documented format."""

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from aiohttp import web

from sandbox.image_server.contract import Endpoint, Rules, check, check_files, error
from sandbox.slack.testing import picture, serving


@dataclass
class Asked:
    """A request as it came in."""

    endpoint: Endpoint
    fields: dict[str, Any]
    pictures: list[bytes]
    mask: bytes | None
    headers: Mapping[str, str]


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
