"""A Bedrock control plane for tests: two operations over the wire, with the answers that a test sets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

GRANTED = {
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}


def summary(
    model_id: str, status: str = "ACTIVE", inputs: tuple[str, ...] = ("TEXT",), **lifecycle: str
) -> Any:
    return {
        "modelId": model_id,
        "modelArn": f"arn:aws:bedrock:us-west-2::foundation-model/{model_id}",
        "inputModalities": list(inputs),
        "modelLifecycle": {"status": status, **lifecycle},
    }


@dataclass
class ControlPlane:
    """What it answers: bodies, or names of errors with their status.

    Attributes
    ----------
    awaited
        so many questions about models are in before the first is answered
    """

    url: str = ""
    models: list[Any] | tuple[int, str] = field(default_factory=list)
    availability: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    awaited: int = 1
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def list(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(_region(request))
        return _answer(
            self.models if isinstance(self.models, tuple) else {"modelSummaries": self.models},
        )

    async def available(self, request: web.Request) -> web.StreamResponse:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        if self.at_once >= self.awaited:
            self.enough.set()
        await asyncio.wait_for(self.enough.wait(), 60)
        # The others that were sent at the same time come in meanwhile.
        for _ in range(20):
            await asyncio.sleep(0)
        self.at_once -= 1
        model_id = request.match_info["model_id"]
        self.asked.append(model_id)
        return _answer(self.availability.get(model_id, (404, "UnknownOperationException")))


def _region(request: web.Request) -> str:
    # AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, …
    region: str = request.headers["Authorization"].split("Credential=")[1].split("/")[2]
    return region


def _answer(what: Any) -> web.StreamResponse:
    if isinstance(what, str):
        return web.Response(text=what, content_type="text/html")
    if isinstance(what, tuple):
        status, name = what
        return web.json_response({"message": "no"}, status=status, headers={"x-amzn-ErrorType": name})
    return web.json_response(what)


@asynccontextmanager
async def running_control_plane() -> AsyncIterator[ControlPlane]:
    plane = ControlPlane()
    app = web.Application()
    app.router.add_get("/foundation-models", plane.list)
    app.router.add_get("/foundation-model-availability/{model_id}", plane.available)
    async with TestServer(app) as server:
        plane.url = str(server.make_url("")).rstrip("/")
        yield plane
