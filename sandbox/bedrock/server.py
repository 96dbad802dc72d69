"""Bedrock Runtime's routes, and the routes that look at it and set it up; those of its models stand beside."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.aws.trouble import through_trouble
from sandbox.bedrock.account import Account
from sandbox.bedrock.answers import answered, refused, refused_on_purpose
from sandbox.bedrock.calls import CallLog
from sandbox.bedrock.catalogue import Model, Operation, last_part
from sandbox.bedrock.control_plane import ControlPlane
from sandbox.bedrock.converse import converse
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.handover import ChatServer
from sandbox.bedrock.handover.images import Studio
from sandbox.bedrock.invoke import MOST_BODY_BYTES, invoke
from sandbox.bedrock.models_control import ModelsControl
from sandbox.bedrock.signature import region_of
from sandbox.faults import FaultPlan

LOGGER: Final = logging.getLogger(__name__)


class Latency(BaseModel):
    """Seconds that each answer takes at least, by operation, ``images`` of the image server: how a test plays a
    slow model.
    """

    model_config = ConfigDict(extra="forbid")

    InvokeModel: float = Field(default=0.0, ge=0, le=600)
    Converse: float = Field(default=0.0, ge=0, le=600)
    images: float = Field(default=0.0, ge=0, le=600)


class Pictures(BaseModel):
    """`plain` has every picture drawn in two flat colours at no cost, until it is set back."""

    model_config = ConfigDict(extra="forbid")

    plain: bool = False


class BedrockServer:
    """Serves the models `account` may call; `studio` paints and is closed by whoever made it, as is `chat`."""

    def __init__(
        self, faults: FaultPlan, studio: Studio, account: Account, chat: ChatServer | None = None
    ) -> None:
        self._faults = faults
        self._studio = studio
        self._account = account
        self._chat = chat
        self.calls = self._calls = CallLog()
        self._latency = Latency()
        self._hurry = asyncio.Event()
        """Set when those that are slow on purpose just now need not be any longer."""
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
        app.router.add_delete("/_sandbox/latency", self._end_latency)
        app.router.add_get("/_sandbox/pictures", self._show_pictures)
        app.router.add_put("/_sandbox/pictures", self._set_pictures)
        ControlPlane(self._account, self._faults, self._calls).add_routes(app)
        ModelsControl(self._account).add_routes(app)
        app.on_cleanup.append(self._give_up)

    async def _give_up(self, _: web.Application) -> None:
        """End the calls whose callers have hung up, when the server ends."""
        for call in self._under_way:
            call.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _invoke_model(self, request: web.Request) -> web.StreamResponse:
        async def work(model: Model, raw: bytes, behaviour: str) -> Any:
            return await invoke(model, raw, self._studio, behaviour, plain=self._pictures.plain)

        return await self._operate(request, "InvokeModel", work)

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        async def work(model: Model, raw: bytes, behaviour: str) -> Any:
            begun = time.perf_counter()
            answer = await converse(model, raw, behaviour, self._chat)
            answer["metrics"] = {
                "latencyMs": round((self._seconds("Converse", model) + time.perf_counter() - begun) * 1000)
            }
            return answer

        return await self._operate(request, "Converse", work)

    async def _operate(
        self, request: web.Request, operation: Operation, work: Callable[[Model, bytes, str], Awaitable[Any]]
    ) -> web.StreamResponse:
        identity = last_part(unquote(request.match_info["model"]))
        raw = await _read(request)
        call = self._calls.begin(operation, identity, raw)
        name = f"bedrock:{operation}:{identity}"

        async def serve(_dropped: bool) -> web.StreamResponse:
            behaviour = self._faults.take(name, ["behave"])
            try:
                model = self._account.called(identity, operation, region_of(request.headers))
                await self._take_time(self._seconds(operation, model))
                body = await work(model, raw, behaviour.code if behaviour else "")
            except BedrockError as error:
                return refused(error, call)
            except Exception as error:
                LOGGER.exception("%s of %s failed", operation, identity)
                failure = BedrockError("InternalServerException", f"The sandbox failed: {error!r}")
                return refused(failure, call)
            return answered(body, call, {"x-amzn-bedrock-invocation-latency": str(round(call.so_far()))})

        # A model works on, and charges, when its caller has hung up.
        carried_out = asyncio.create_task(
            through_trouble(
                request,
                self._faults,
                name,
                refuse=lambda fault: refused_on_purpose(fault, call),
                serve=serve,
            )
        )
        self._under_way.add(carried_out)
        carried_out.add_done_callback(self._under_way.discard)
        carried_out.add_done_callback(lambda _: call.finish_cut())
        return await asyncio.shield(carried_out)

    @property
    def image_seconds(self) -> float:
        """How long an answer of the image server takes at least."""
        return self._latency.images

    @property
    def plain(self) -> bool:
        """Whether pictures are drawn at no cost."""
        return self._pictures.plain

    def _seconds(self, operation: Operation, model: Model) -> float:
        """How long an answer takes at least."""
        latency: float = getattr(self._latency, operation)
        return latency + self._account.life(model).latency

    async def _take_time(self, seconds: float) -> None:
        """Be slow on purpose, until nobody wants it any more."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()

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

    async def _end_latency(self, request: web.Request) -> web.Response:
        """No operation takes longer than it must; those under way neither."""
        self._latency = Latency()
        self._hurry.set()
        self._hurry = asyncio.Event()
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


async def _unknown_operation(request: web.Request) -> web.Response:
    return refused(
        BedrockError("UnknownOperationException", f"The sandbox does not serve {request.path}.", 404)
    )
