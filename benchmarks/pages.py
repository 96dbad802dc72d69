"""Real pages that watch a conversation, and note each message when it is first drawn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.async_api import Browser, Page

# Installed before the page's own scripts: its list of messages is watched from its first moment.
_NOTE: Final = """
  window.__drawn = { order: [], delays: [] };
  const known = new Set();
  const note = (article) => {
    const { ts } = article.dataset;
    if (!ts || known.has(ts)) return;
    known.add(ts);
    window.__drawn.order.push(ts);
    window.__drawn.delays.push(Date.now() - Number(ts) * 1000);
  };
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const articles = added.flatMap((node) =>
      node.matches?.("article.message") ? [node] : [...(node.querySelectorAll?.("article.message") ?? [])],
    );
    // what one frame draws together is seen in the order of the page
    articles.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    for (const article of articles) note(article);
  }).observe(document, { childList: true, subtree: true });
"""

_LOOK_UP: Final = """() => {
  let earlier;
  while ((earlier = document.querySelector("button.earlier"))) earlier.click();
  return [...document.querySelectorAll("article.message")].map((article) => article.dataset.ts);
}"""


@dataclass
class Watching:
    """A page with a conversation open."""

    page: Page

    async def drawn(self, latest: str, seconds: float) -> dict[str, Any]:
        """What was drawn once `latest` (a ts) is there: ``{"order": [ts, …], "delays": [ms, …]}``.

        Raises
        ------
        playwright's TimeoutError : `latest` was not drawn within `seconds`
        """
        await self.page.locator(f'article.message[data-ts="{latest}"]').wait_for(timeout=seconds * 1000)
        drawn: dict[str, Any] = await self.page.evaluate("window.__drawn")
        return drawn

    async def everything(self) -> list[str]:
        """Look up to the first message; the ts of all of them, from top to bottom."""
        shown: list[str] = await self.page.evaluate(_LOOK_UP)
        return shown


@asynccontextmanager
async def watching(
    browser: Browser, url: str, users: tuple[str, ...], channel: str
) -> AsyncIterator[list[Watching]]:
    """One page for each of `users`, each in a profile of its own, with `channel` (a name) open."""
    contexts = [await browser.new_context(viewport={"width": 1100, "height": 800}) for _ in users]
    try:
        pages = []
        for context, user in zip(contexts, users, strict=True):
            await context.add_init_script(_NOTE)
            page = await context.new_page()
            await page.goto(f"{url}/?channel={channel}&user={user}")
            await page.get_by_role("heading", level=1).wait_for()
            pages.append(Watching(page))
        yield pages
    finally:
        await asyncio.gather(*(context.close() for context in contexts))
