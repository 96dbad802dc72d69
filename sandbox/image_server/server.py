"""``POST /v1/images/generations`` and ``/v1/images/edits``, one model, behind a key; pictures come as base64."""

import asyncio
import base64
import io
import json
import logging
import time
from collections.abc import Callable
from typing import Any, Final

import jsonschema
from aiohttp import web
from PIL import Image, ImageOps

from sandbox.aws.trouble import through_trouble
from sandbox.bedrock.calls import Call, CallLog
from sandbox.bedrock.handover.images import PromptRefusedError, Studio
from sandbox.bedrock.invoke import NO_PICTURE
from sandbox.bedrock.moderation import stops_prompt, withholds_pictures
from sandbox.bedrock.orders import UnfitMaskError
from sandbox.bedrock.picture_files import UnreadablePictureError, encoded
from sandbox.constants import IMAGE_SERVER_KEY, IMAGE_SERVER_MODEL
from sandbox.faults import Fault, FaultPlan
from sandbox.image_server.contract import Endpoint, File, Rules, check, check_files, error
from sandbox.image_server.reading import Asked, read

LOGGER: Final = logging.getLogger(__name__)

SIZES: Final = ("1024x1024", "1536x1024", "1024x1536")
RULES: Final = Rules(
    model=IMAGE_SERVER_MODEL,
    sizes=SIZES,
    extensions=("seed", "negative_prompt"),
    response_format=False,
    most=4,
)
"""What the model here takes: as self-hosted ones do, also a seed and what to leave out."""

BEHAVIOURS: Final = frozenset(
    {
        "filtered_prompt",  # the content filter stops the prompt
        "filtered_output",  # … withholds all pictures
        "partial_output",  # the last of several pictures does not come
        "not_an_image",  # base64 of something that is no picture
    }
)
"""Codes of ``behave`` faults for ``images:generations`` and ``images:edits``."""

_WHOLE_NUMBERS: Final = frozenset({"n", "seed", "output_compression"})


class _NoRequestError(ValueError):
    """The request is not as documented; the text says how."""


class ImageServer:
    """Serves the image API; `studio` paints.

    Parameters
    ----------
    calls : where each request is entered
    seconds : how long an answer takes at least
    plain : whether pictures are drawn at no cost
    """

    def __init__(
        self,
        faults: FaultPlan,
        studio: Studio,
        calls: CallLog,
        seconds: Callable[[], float],
        plain: Callable[[], bool],
    ) -> None:
        self._faults = faults
        self._studio = studio
        self._calls = calls
        self._seconds = seconds
        self._plain = plain

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/v1/images/generations", self._generate)
        app.router.add_post("/v1/images/edits", self._edit)

    async def _generate(self, request: web.Request) -> web.StreamResponse:
        try:
            fields = await request.json() if request.content_type == "application/json" else None
        except ValueError:
            fields = None
        return await self._operate(request, "generations", fields, [], None)

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        fields: dict[str, Any] = {}
        pictures: list[File] = []
        mask: File | None = None
        if request.content_type == "multipart/form-data":
            for name, value in (await request.post()).items():
                if not isinstance(value, web.FileField):
                    whole = name in _WHOLE_NUMBERS and str(value).isdecimal()
                    fields[name] = int(str(value)) if whole else value
                elif name in {"image", "image[]"}:
                    pictures.append((value.content_type, value.file.read()))
                elif name == "mask":
                    mask = value.content_type, value.file.read()
                else:
                    fields[name] = value.filename  # which no field is, so it is refused by its name
        return await self._operate(request, "edits", fields, pictures, mask)

    async def _operate(
        self, request: web.Request, endpoint: Endpoint, fields: Any, pictures: list[File], mask: File | None
    ) -> web.StreamResponse:
        name = f"images:{endpoint}"
        said = {"fields": fields, "pictures": len(pictures), "mask": mask is not None}
        call = self._calls.begin(name, IMAGE_SERVER_MODEL, json.dumps(said).encode())

        async def serve(_dropped: bool) -> web.StreamResponse:
            behaviour = self._faults.take(name, ["behave"])
            if request.headers.get("Authorization") != f"Bearer {IMAGE_SERVER_KEY}":
                return _refused(call, 401, error("Incorrect API key provided.", "invalid_api_key"))
            try:
                asked = _read(endpoint, fields, pictures, mask)
            except _NoRequestError as fault:
                return _refused(call, 400, error(str(fault), None))
            await asyncio.sleep(self._seconds())
            try:
                return await self._painted(call, asked, fields["prompt"], behaviour.code if behaviour else "")
            except (UnfitMaskError, UnreadablePictureError) as fault:
                return _refused(call, 400, error(str(fault), "invalid_image_file"))
            except Exception as failure:
                LOGGER.exception("%s failed", name)
                return _refused(call, 500, error(f"The sandbox failed: {failure!r}", None, "server_error"))

        response = await through_trouble(
            request,
            self._faults,
            name,
            refuse=lambda fault: _refused_on_purpose(fault, call),
            serve=serve,
        )
        call.finish_cut()
        return response

    async def _painted(self, call: Call, asked: Asked, prompt: str, behaviour: str) -> web.Response:
        if behaviour and behaviour not in BEHAVIOURS:
            return _refused(call, 400, error(f"The sandbox knows no behaviour {behaviour!r}.", None))
        if behaviour == "filtered_prompt" or stops_prompt([prompt]):
            return _moderated(call, "input")
        try:
            pictures = await asyncio.gather(
                *(self._studio.picture(order, plain=self._plain()) for order in asked.orders)
            )
        except PromptRefusedError:
            return _moderated(call, "input")
        if behaviour == "filtered_output" or withholds_pictures([prompt]):
            return _moderated(call, "output")
        if behaviour == "not_an_image":
            pictures = [NO_PICTURE for _ in pictures]
        elif asked.size is not None:
            kind = asked.orders[0].format
            pictures = [await asyncio.to_thread(_fitted, one, asked.size, kind) for one in pictures]
        if behaviour == "partial_output":
            pictures = pictures[:-1]
        call.finish(200, "ok")
        data = [{"b64_json": base64.b64encode(one).decode()} for one in pictures]
        return web.json_response({"created": int(time.time()), "data": data})


def _read(endpoint: Endpoint, fields: Any, pictures: list[File], mask: File | None) -> Asked:
    """What a request asks for.

    Raises
    ------
    _NoRequestError
    """
    try:
        if not fields:
            raise _NoRequestError("The body is neither JSON, for generations, nor a form, for edits.")
        check(RULES, endpoint, fields)
        if endpoint == "edits":
            check_files(pictures, mask)
        return read(fields, [data for _, data in pictures], mask and mask[1])
    except jsonschema.ValidationError as fault:
        raise _NoRequestError(fault.message) from fault
    except OSError as fault:
        raise _NoRequestError(f"image: can't be read ({fault})") from fault
    except ValueError as fault:
        raise _NoRequestError(str(fault)) from fault


def _fitted(picture: bytes, size: tuple[int, int], kind: Any) -> bytes:
    """The picture in the size that was asked for: scaled, and cut at its longer sides."""
    with Image.open(io.BytesIO(picture)) as opened:
        if opened.size == size:
            return picture
        whole = ImageOps.fit(opened, size, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    whole.save(written, "PNG", compress_level=3)
    return encoded(written.getvalue(), kind)


def _moderated(call: Call, stage: str) -> web.Response:
    refusal = error(
        "Your request was rejected by the safety system.",
        "moderation_blocked",
        "image_generation_user_error",
        moderation_details={"moderation_stage": stage},
    )
    return _refused(call, 400, refusal)


def _refused(call: Call, status: int, body: dict[str, Any], retry_after: int | None = None) -> web.Response:
    call.finish(status, str(body["error"]["code"] or body["error"]["type"]))
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return web.json_response(body, status=status, headers=headers)


def _refused_on_purpose(fault: Fault, call: Call) -> web.Response:
    """What an ``error`` fault answers; that of Bedrock for too many requests, in this server's words."""
    if fault.status == 429:
        body = error(fault.message or "Rate limit reached.", "rate_limit_exceeded", "requests")
    else:
        body = error(fault.message or "On purpose.", fault.code or None)
    return _refused(call, fault.status, body, fault.retry_after)
