"""Small things tests of the workspace, and of bots in it, need again and again."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from PIL import Image

from sandbox.constants import HOST
from sandbox.slack.state.model import Json

Route = Callable[[web.Request], Awaitable[web.StreamResponse]]


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A plain picture of `size` pixels in one of Pillow's formats."""
    content = io.BytesIO()
    Image.new("RGB", size, "#0b3954").save(content, kind)
    return content.getvalue()


@asynccontextmanager
async def serving(routes: Mapping[str, Route]) -> AsyncIterator[str]:
    """A web server on a free port, as any other host the workspace or a bot talks to; yields its URL."""
    app = web.Application()
    for path, handler in routes.items():
        app.router.add_route("*", path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, block_id: str = "b") -> list[Json]:
    """One actions block."""
    return [{"type": "actions", "block_id": block_id, "elements": list(elements)}]


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}
