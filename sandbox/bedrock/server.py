"""Bedrock Runtime's routes, and the routes that look at it and set it up."""

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.aws.trouble import through_trouble
from sandbox.bedrock.calls import Call, CallLog
from sandbox.bedrock.catalogue import Operation
from sandbox.bedrock.converse import converse
from sandbox.bedrock.errors import BedrockError, error_kinds, name_for_status
from sandbox.bedrock.handover import ChatServer
from sandbox.bedrock.handover.images import Studio
from sandbox.bedrock.invoke import MOST_BODY_BYTES, invoke
from sandbox.faults import Fault, FaultPlan

LOGGER: Final = logging.getLogger(__name__)

_JSON: Final = "application/json"


class Latency(BaseModel):
    """Seconds that each answer takes at least, by operation: how a test plays a slow model."""

    model_config = ConfigDict(extra="forbid")

    InvokeModel: float = Field(default=0.0, ge=0, le=600)
    Converse: float = Field(default=0.0, ge=0, le=600)


class Pictures(BaseModel):
    """`plain` has every picture drawn in two flat colours at no cost, until it is set back."""

    model_config = ConfigDict(extra="forbid")

    plain: bool = False


class BedrockServer:
    """Serves the models; `studio` paints and is closed by whoever made it, as is `chat`, if that answers."""

    def __init__(self, faults: FaultPlan, studio: Studio, chat: ChatServer | None = None) -> None:
        self._faults = faults
        self._studio = studio
        self._chat = chat
        self._calls = CallLog()
        self._latency = Latency()
        self._pictures = Pictures()
        self._under_way: set[asyncio.Task[web.StreamResponse]] = set()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/model/{model}/invoke", self._invoke_model)
        app.router.add_post("/model/{model}/converse", self._converse)
        app.router.add_route("*", "/model/{rest:.*}", _unknown_operation)
        app.router.add_get("/_sandbox/calls", self._list_calls)
        app.router.add_get(r"/_sandbox/calls/{seq:\d+}", self._show_call)
        app.router.add_delete("/_sandbox/calls", self._clear_calls)
        app.router.add_get("/_sandbox/latency", self._show_latency)
        app.router.add_put("/_sandbox/latency", self._set_latency)
        app.router.add_get("/_sandbox/pictures", self._show_pictures)
        app.router.add_put("/_sandbox/pictures", self._set_pictures)
        app.on_cleanup.append(self._give_up)

    async def _give_up(self, _: web.Application) -> None:
        """End the calls whose callers have hung up, when the server ends."""
        for call in self._under_way:
            call.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _invoke_model(self, request: web.Request) -> web.StreamResponse:
        async def work(model: str, raw: bytes, behaviour: str) -> Any:
            return await invoke(model, raw, self._studio, behaviour, plain=self._pictures.plain)

        return await self._operate(request, "InvokeModel", work)

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        async def work(model: str, raw: bytes, behaviour: str) -> Any:
            begun = time.perf_counter()
            answer = await converse(model, raw, behaviour, self._chat)
            answer["metrics"] = {
                "latencyMs": round((self._latency.Converse + time.perf_counter() - begun) * 1000)
            }
            return answer

        return await self._operate(request, "Converse", work)

    async def _operate(
        self, request: web.Request, operation: Operation, work: Callable[[str, bytes, str], Awaitable[Any]]
    ) -> web.StreamResponse:
        model = unquote(request.match_info["model"]).rpartition("/")[2]
        raw = await _read(request)
        call = self._calls.begin(operation, model, raw)

        def refuse(fault: Fault) -> web.Response:
            name = fault.code or name_for_status(fault.status)
            status = None if name in error_kinds() else fault.status
            return _error(BedrockError(name, fault.message, status), call, fault.retry_after)

        async def serve(_dropped: bool) -> web.StreamResponse:
            behaviour = self._faults.take(f"bedrock:{operation}:{model}", ["behave"])
            try:
                await asyncio.sleep(getattr(self._latency, operation))
                body = await work(model, raw, behaviour.code if behaviour else "")
            except BedrockError as error:
                return _error(error, call)
            except Exception as error:
                LOGGER.exception("%s of %s failed", operation, model)
                return _error(BedrockError("InternalServerException", f"The sandbox failed: {error!r}"), call)
            call.finish(200, "ok")
            headers = {**_headers(), "x-amzn-bedrock-invocation-latency": str(round(call.ms or 0))}
            return web.Response(body=json.dumps(body).encode(), content_type=_JSON, headers=headers)

        # A model works on, and charges, when its caller has hung up.
        carried_out = asyncio.create_task(
            through_trouble(request, self._faults, f"bedrock:{operation}:{model}", refuse=refuse, serve=serve)
        )
        self._under_way.add(carried_out)
        carried_out.add_done_callback(self._under_way.discard)
        carried_out.add_done_callback(lambda _: call.finish_cut())
        return await asyncio.shield(carried_out)

    async def _list_calls(self, request: web.Request) -> web.Response:
        since = request.query.get("since", "0")
        if not since.isdecimal():
            return web.json_response({"error": "since is the number of a call"}, status=400)
        return web.json_response([call.view() for call in self._calls.since(int(since))])

    async def _show_call(self, request: web.Request) -> web.Response:
        call = self._calls.find(int(request.match_info["seq"]))
        if call is None:
            return web.json_response({"error": "no such call, or no longer kept"}, status=404)
        return web.json_response(call.view(whole=True))

    async def _clear_calls(self, _: web.Request) -> web.Response:
        self._calls.clear()
        return web.json_response([])

    async def _show_latency(self, _: web.Request) -> web.Response:
        return web.json_response(self._latency.model_dump())

    async def _set_latency(self, request: web.Request) -> web.Response:
        """Operations that are not named keep theirs."""
        try:
            self._latency = Latency.model_validate({**self._latency.model_dump(), **await request.json()})
        except (ValidationError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return await self._show_latency(request)

    async def _show_pictures(self, _: web.Request) -> web.Response:
        return web.json_response(self._pictures.model_dump())

    async def _set_pictures(self, request: web.Request) -> web.Response:
        try:
            self._pictures = Pictures.model_validate(await request.json())
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)
        return await self._show_pictures(request)


async def _read(request: web.Request) -> bytes:
    """The body; of one that is too large only as much as it takes to see that."""
    received = bytearray()
    async for chunk in request.content.iter_any():
        if len(received) <= MOST_BODY_BYTES:
            received += chunk
    return bytes(received)


def _headers() -> dict[str, str]:
    return {"x-amzn-requestid": str(uuid.uuid4())}


def _error(error: BedrockError, call: Call | None = None, retry_after: int | None = None) -> web.Response:
    if call is not None:
        call.finish(error.status, error.name)
    headers = {**_headers(), "x-amzn-errortype": error.name}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    body = json.dumps({"message": error.message}).encode()
    return web.Response(status=error.status, body=body, content_type=_JSON, headers=headers)


async def _unknown_operation(request: web.Request) -> web.Response:
    return _error(
        BedrockError("UnknownOperationException", f"The sandbox does not serve {request.path}.", 404)
    )
