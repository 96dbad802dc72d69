"""The HTTP server: Slack's requests, and whether this process is well."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Literal

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.installing import Flow, add_install_routes
from web.routes import GalleryPages

logger = logging.getLogger(__name__)

MAX_BODY_BYTES: Final = 1_000_000
"""Slack's payloads are far smaller; a message with all its blocks comes back in each click."""

_READY_SECONDS: Final = 3.0
_READY_REMEMBERED_SECONDS: Final = 5.0

Check = Callable[[], Awaitable[object]]


class Readiness:
    """Whether the process can reach what it needs; asked often, so an answer holds for a few seconds."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = dict(checks)
        self._lock = asyncio.Lock()
        self._asked_at = float("-inf")
        self._failures: dict[str, str] = {}
        self.stage: Literal["starting", "serving", "draining"] = "starting"

    def also(self, name: str, check: Check) -> None:
        """Ask one thing more from now on."""
        self._checks[name] = check

    async def failures(self) -> dict[str, str]:
        """Name of each check that fails → why, in a word."""
        async with self._lock:
            if time.monotonic() - self._asked_at > _READY_REMEMBERED_SECONDS:
                results = await asyncio.gather(*(self._failure(check) for check in self._checks.values()))
                self._failures = {
                    name: why for name, why in zip(self._checks, results, strict=True) if why is not None
                }
                self._asked_at = time.monotonic()
            return dict(self._failures)

    async def _failure(self, check: Check) -> str | None:
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await check()
        except Exception as error:  # noqa: BLE001  # whatever it is, the answer is "not ready"
            logger.warning("not ready: %s", error)
            return type(error).__name__
        return None


def http_app(
    readiness: Readiness,
    slack: AsyncApp | None,
    flow: Flow | None = None,
    gallery: GalleryPages | None = None,
) -> web.Application:
    """`GET /healthz` and `/readyz` and, where `slack` listens by HTTP, `POST /slack/events`; where workspaces
    install the bot by `flow`, its pages; and those of the `gallery`.
    """
    app = web.Application(client_max_size=MAX_BODY_BYTES)

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        if readiness.stage != "serving":
            return web.json_response({"ready": False, "failing": {"process": readiness.stage}}, status=503)
        failures = await readiness.failures()
        return web.json_response(
            {"ready": not failures, "failing": failures}, status=503 if failures else 200
        )

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    if gallery is not None:
        gallery.add_to(app)
    if slack is not None:
        listener = slack

        async def events(request: web.Request) -> web.Response:
            response = await listener.async_dispatch(await to_bolt_request(request))
            return await to_aiohttp_response(response)

        app.router.add_post("/slack/events", events)
    if flow is not None:
        add_install_routes(app, flow)
    return app


class Server:
    """Listens on all interfaces."""

    def __init__(self, app: web.Application) -> None:
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        self._site: web.TCPSite | None = None

    async def start(self, port: int) -> int:
        """Start listening and return the port, a free one for 0."""
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, None, port)
        await self._site.start()
        address: tuple[str, int] = self._runner.addresses[0]
        return address[1]

    async def take_no_more(self) -> None:
        """Refuse new connections; requests that have begun go on."""
        if self._site is not None:
            await self._site.stop()

    async def close(self) -> None:
        await self._runner.cleanup()
