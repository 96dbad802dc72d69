"""Two real pages while messages come faster than anybody reads."""

import asyncio

from playwright.async_api import Browser

from benchmarks.messages import stream
from benchmarks.pages import watching
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack


async def test_two_pages_stay_in_step(
    browser: Browser, slack: RunningSlack, people: WorkspaceClient, channels: dict[str, str]
) -> None:
    """Everything is drawn in order in both, and nothing is missing when one looks up."""
    async with watching(browser, slack.url, ("alex", "mina"), "design") as pages:
        told = await stream(slack.url, channels["design"], rate=200, seconds=2)
        for one in pages:
            drawn = (await one.drawn(told.order[-1], seconds=60))["order"]
            assert drawn == sorted(drawn)
            assert await one.everything() == told.order


async def test_a_reload_in_the_middle_loses_nothing(
    browser: Browser, slack: RunningSlack, people: WorkspaceClient, channels: dict[str, str]
) -> None:
    async with watching(browser, slack.url, ("alex", "mina"), "design") as pages:
        streaming = asyncio.create_task(stream(slack.url, channels["design"], rate=100, seconds=3))

        async def begun(client: WorkspaceClient) -> bool:
            return len(await client.messages("sam", "#design")) > 60

        await people.wait_for(begun)
        await pages[0].page.reload()
        told = await streaming
        assert told.lost == 0
        for one in pages:
            await one.drawn(told.order[-1], seconds=60)
            assert await one.everything() == told.order
