"""The workspace as a server on this machine's loopback interface."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import web

from sandbox.constants import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, HOST, SIGNING_SECRET
from sandbox.slack.api.router import add_api_routes
from sandbox.slack.control.looking import add_looking_routes
from sandbox.slack.control.people import add_people_routes
from sandbox.slack.control.steering import add_steering_routes
from sandbox.slack.control.trouble import add_trouble_routes
from sandbox.slack.core import Slack
from sandbox.slack.hosts import add_host_routes
from sandbox.slack.oauth.asking import add_oauth_routes
from sandbox.slack.oauth.installing import TakenOut
from sandbox.slack.state.manifest import read_manifest

PAGE: Final = Path(__file__).parent / "page"
MAX_BODY: Final = 64_000_000
"""Bytes of one request; uploads of pictures stay far below."""

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""What the page is made of. The system's own table is not asked: it differs between machines, and the
browser is told not to guess."""

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class RunningSlack:
    """A workspace that listens. `url` is the page for people, without a slash at its end."""

    url: str
    slack: Slack

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` is set to; ends in ``/api/``."""
        return f"{self.url}/api/"

    def environment(self) -> dict[str, str]:
        """The variables by which an app finds this workspace; an app token only in Socket Mode."""
        variables = {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        }
        if self.slack.courier.transport == "socket":
            variables["SLACK_APP_TOKEN"] = APP_TOKEN
        return variables


@asynccontextmanager
async def running_slack(
    port: int = 0,
    manifest: Path = Path("manifest.yml"),
    request_url: str | None = None,
    *,
    installed: bool = True,
) -> AsyncIterator[RunningSlack]:
    """Serve a fresh workspace until the block ends.

    Parameters
    ----------
    port
        0 for any free one.
    manifest
        The app's manifest; commands, shortcuts, scopes and events exist because it says so.
    request_url
        Deliver by HTTP to this address; by Socket Mode if unset.
    installed
        Whether the app is in the workspace from the start; else somebody installs it by OAuth.
    """
    # a fresh connection each time: one kept from before an app's restart would fail a delivery
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        slack = Slack(read_manifest(manifest), session, installed=installed)
        slack.troubles.include(slack.faults, [TakenOut(slack)])
        if request_url is not None:
            slack.courier.transport, slack.courier.request_url = "http", request_url
        # a call is carried out even if its caller dies meanwhile, as it would be in Slack
        runner = web.AppRunner(build_app(slack), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            slack.base_url = f"http://{HOST}:{runner.addresses[0][1]}"
            yield RunningSlack(slack.base_url, slack)
        finally:
            await slack.courier.stop()
            await slack.courier.hub.close()
            await runner.cleanup()


def build_app(slack: Slack) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY, middlewares=[_local_only])
    add_api_routes(app, slack)
    add_host_routes(app, slack)
    add_oauth_routes(app, slack)
    add_people_routes(app, slack)
    add_looking_routes(app, slack)
    add_steering_routes(app, slack)
    add_trouble_routes(app, slack)
    _add_page(app)
    return app


@web.middleware
async def _local_only(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser send: foreign names for this host, foreign origins."""
    host = request.host.rpartition(":")[0] if not request.host.endswith("]") else request.host
    origin = request.headers.get("Origin", "")
    foreign = origin not in ("", f"http://{request.host}")
    if (host or request.host) not in _LOOPBACK or foreign:
        return web.Response(status=403, text="this workspace is for this machine only")
    return await handler(request)


def _add_page(app: web.Application) -> None:
    async def index(request: web.Request) -> web.StreamResponse:
        path = PAGE / "index.html"
        if not path.is_file():
            return web.Response(text="The workspace runs; its page is not part of this build.")
        return web.FileResponse(path, headers=_page_headers(request, path))

    async def asset(request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info["path"]).resolve()
        if not path.is_relative_to(PAGE) or not path.is_file() or path.suffix not in _TYPES:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_page_headers(request, path))

    app.router.add_get("/", index)
    app.router.add_get("/page/{path:.+}", asset)


def _page_headers(request: web.Request, path: Path) -> dict[str, str]:
    """Nothing from elsewhere, nothing inline: the page is only what this server sends."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": f"'self' ws://{request.host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Type": _TYPES[path.suffix],
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
