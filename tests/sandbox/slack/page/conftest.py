"""One browser for all tests of the page, and the showcase app in each fresh workspace."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from slack_bolt.async_app import AsyncApp

from sandbox.slack.server import RunningSlack
from tests.browser import Visit, running_browser, visiting
from tests.sandbox.slack.page.showcase import add_listeners

LASTING = """
    const after = window.setTimeout;
    window.setTimeout = (work, ms, ...given) => after(work, ms > 6_500 ? ms * 20 : ms, ...given);
"""
"""What is shown for some seconds only, such as a notice, stays for minutes: whoever looks may be held up."""

Look = Callable[..., AbstractAsyncContextManager[Visit]]


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with running_browser() as running:
        yield running


@pytest_asyncio.fixture
async def bot(bolt: AsyncApp, connect: Any) -> AsyncApp:
    """The showcase app, connected."""
    add_listeners(bolt)
    await connect(bolt)
    return bolt


@pytest.fixture
def look(browser: Browser, slack: RunningSlack) -> Look:
    """Opens the page: ``async with look("/?channel=design&user=mina") as visit``; see `visiting`."""

    def look_at(path: str = "/?channel=design", **how: Any) -> AbstractAsyncContextManager[Visit]:
        return visiting(browser, slack.url + path, script=LASTING, **how)

    return look_at
