"""How fast people may write while others watch: live WebSockets, and real pages where there is a browser."""

import asyncio
import json
import sys
from contextlib import AsyncExitStack

from playwright.async_api import async_playwright

from benchmarks.messages import WINDOWS, Told, out_of_order
from benchmarks.pages import Watching, watching
from benchmarks.table import Row, percentile
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import Stack
from tests.browser import FLAGS, find_chromium

RATE = 200.0
SECONDS = 30.0
DRAWN_SECONDS = 60.0
"""How long a page may take to draw what was posted last."""


async def windows(stack: Stack, workspace: WorkspaceClient, *_: object) -> list[Row]:
    """Rows on two live WebSockets and two pages, all open at once while the same messages come."""
    channel = (await workspace.add_channel("bench-windows", bot=True))["id"]
    async with AsyncExitStack() as opened:
        pages: list[Watching] = []
        if (chromium := find_chromium()) is not None:
            playwright = await opened.enter_async_context(async_playwright())
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            opened.push_async_callback(browser.close)
            pages = await opened.enter_async_context(
                watching(browser, stack.slack.url, WINDOWS, "bench-windows")
            )
        told = await _streamed(stack.slack.url, channel)
        rows = [
            Row(
                f"messages told to {len(WINDOWS)} windows, asked for {RATE:g}/s",
                f"{told.posted} at {told.posted / told.seconds:.0f}/s",
                f"{RATE:g}/s",
            ),
            Row(
                "  lost / told twice / out of order",
                f"{told.lost} / {told.repeated} / {told.reordered}",
                "none",
            ),
            Row("  from posting to the window, p50 / p99 / worst", _spread(told.delays), ""),
        ]
        return rows + (await _drawn(pages, told) if pages else [Row("pages: no Chromium here", "", "")])


async def _drawn(pages: list[Watching], told: Told) -> list[Row]:
    delays: list[float] = []
    lost = reordered = 0
    for page in pages:
        drawn = await page.drawn(told.order[-1], DRAWN_SECONDS)
        delays += drawn["delays"]
        shown = await page.everything()
        lost += len(set(told.order) - set(shown))
        reordered += out_of_order(drawn["order"]) + out_of_order(shown)
    return [
        Row(f"the same in {len(pages)} pages: lost / out of order", f"{lost} / {reordered}", "none"),
        Row("  from posting to being drawn, p50 / p99 / worst", _spread(delays), ""),
    ]


def _spread(delays: list[float]) -> str:
    return f"{percentile(delays, 50):.0f} / {percentile(delays, 99):.0f} / {max(delays):.0f} ms"


async def _streamed(url: str, channel: str) -> Told:
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "benchmarks.messages", url, channel, str(RATE), str(SECONDS)],
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return Told(**json.loads(output))
