"""A fresh workspace per test, with the people, bots and picture hosts that talk to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack, running_slack
from sandbox.slack.testing import picture, serving

EVERYTHING = Path(__file__).parent / "everything.yml"
PACE = 0.05
"""How fast the workspace's clock goes here: time that is to pass is added by the test, and what a busy machine takes
makes no app late, no limit lapse, no event come again."""


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[RunningSlack]:
    async with running_slack(manifest=EVERYTHING) as running:
        running.slack.clock.pace = PACE
        yield running


@pytest_asyncio.fixture
async def people(slack: RunningSlack) -> AsyncIterator[WorkspaceClient]:
    async with WorkspaceClient(slack.url) as client:
        yield client


@pytest.fixture
def web_client(slack: RunningSlack) -> AsyncWebClient:
    return AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)


@pytest.fixture
def channels(slack: RunningSlack) -> dict[str, str]:
    """Channel name -> id."""
    return {channel.name: channel.id for channel in slack.slack.workspace.channels.values()}


@pytest.fixture
def users(slack: RunningSlack) -> dict[str, str]:
    """Handle -> id."""
    return {user.name: user.id for user in slack.slack.workspace.users.values()}


Connect = Callable[[AsyncApp], Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
def bolt(web_client: AsyncWebClient) -> AsyncApp:
    """A Bolt app without listeners; its own messages reach it too."""
    return AsyncApp(client=web_client, signing_secret=SIGNING_SECRET, ignoring_self_events_enabled=False)


@pytest_asyncio.fixture
async def connect(slack: RunningSlack) -> AsyncIterator[Connect]:
    """Connects a Bolt app by Socket Mode, and waits until the workspace knows of it."""
    async with AsyncExitStack() as stack:

        async def connect_app(app: AsyncApp) -> AsyncSocketModeHandler:
            before = slack.slack.courier.hub.connected
            # Half of it without a pong, and the line would count as broken: not on a machine that stands still.
            handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=120)
            await handler.connect_async()
            stack.push_async_callback(handler.close_async)
            async with asyncio.timeout(30):
                while slack.slack.courier.hub.connected == before:
                    await slack.slack.feed.wait(slack.slack.feed.seq, 0.05)
            return handler

        yield connect_app


@pytest_asyncio.fixture
async def picture_host() -> AsyncIterator[str]:
    """Pictures by format at ``/png``, ``/jpeg``, ``/gif``, ``/webp``, a larger one at ``/wide``; ``/text``, ``/moved``
    and ``/big`` fail."""

    async def by_kind(request: web.Request) -> web.StreamResponse:
        kind = request.match_info["kind"]
        if kind == "text":
            return web.Response(text="no picture", content_type="image/png")
        if kind == "moved":
            raise web.HTTPFound("/png")
        if kind == "big":
            return web.Response(body=picture() + b"\0" * 6_000_000, content_type="image/png")
        if kind == "wide":
            return web.Response(body=picture(size=(640, 320)), content_type="image/png")
        if kind not in ("png", "jpeg", "gif", "webp"):
            raise web.HTTPNotFound
        # the type a server claims does not matter, so it is wrong here
        return web.Response(body=picture(kind.upper()), content_type="text/plain")

    async with serving({"/{kind}": by_kind}) as url:
        yield url
