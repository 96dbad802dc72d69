"""What axe-core finds in a page, as a screen reader or a keyboard would meet it."""

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page

GRAVE = ("serious", "critical")


async def grave_findings(page: Page) -> list[str]:
    """Serious and critical violations, each with the elements it concerns."""
    results = await Axe().run(page)
    return [
        f"{finding['id']}: {[node['target'] for node in finding['nodes']]}"
        for finding in results.response["violations"]
        if finding["impact"] in GRAVE
    ]
