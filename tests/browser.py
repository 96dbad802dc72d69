"""Headless Chromium for tests of pages: nothing it does leaves this machine, and everything it asks for is noted."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Request, async_playwright, expect

_PATIENCE_MS = 60_000
"""Playwright's own five seconds for what is expected, and thirty for what is done, are few on a machine that does much
else."""

expect.set_options(timeout=_PATIENCE_MS)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")

FEATURES_OFF = (
    # Pages of the browser's own interface, which every window loads anew: most of what a test would cost.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright switches off, for the last list of these is the one that counts.
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)

FLAGS = [
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",  # containers forbid what its own sandbox needs
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def find_chromium() -> str | None:
    """Where Chromium is: `CHROMIUM` if it is set, else what the system has under its usual names."""
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((path for name in names if (path := shutil.which(name))), None)


@asynccontextmanager
async def running_browser() -> AsyncIterator[Browser]:
    """The system's Chromium without a window; skips the test that asks for it where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(
            "no Chromium here, so pages are NOT tested (Debian: apt-get install chromium; or set CHROMIUM)"
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Visit:
    """A page somebody looks at, and what went on behind it."""

    page: Page
    asked_for: list[str] = field(default_factory=list)
    """Every address asked for, WebSockets included."""
    complaints: list[str] = field(default_factory=list)
    """Uncaught errors, and what the console calls an error or a warning."""

    def foreign(self) -> list[str]:
        """What was asked of other machines."""
        return [url for url in self.asked_for if not _is_local(url)]


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or (parts.hostname or "") in LOOPBACK


@asynccontextmanager
async def visiting(
    browser: Browser,
    url: str,
    *,
    size: tuple[int, int] = (1280, 860),
    scheme: Literal["light", "dark"] = "light",
    touch: bool = False,
    faultless: bool = True,
    script: str = "",
) -> AsyncIterator[Visit]:
    """Open `url` in a fresh profile, where `script` runs before each page's own.

    Leaving the block fails if the page asked anything of another machine, or (where `faultless`) if it
    complained about anything.
    """
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        has_touch=touch,
        is_mobile=touch,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        if script:
            await context.add_init_script(script)
        visit = Visit(await context.new_page())
        _note(visit)
        await visit.page.goto(url)
        yield visit
        assert not visit.foreign(), f"asked of other machines: {visit.foreign()}"
        assert not faultless or not visit.complaints, f"the page complained: {visit.complaints}"
    finally:
        await context.close()


def _note(visit: Visit) -> None:
    def requested(request: Request) -> None:
        visit.asked_for.append(request.url)

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    context = visit.page.context
    context.on("request", requested)
    context.on("weberror", lambda error: visit.complaints.append(f"uncaught: {error.error}"))
    context.on("console", said)
    visit.page.on("websocket", lambda socket: visit.asked_for.append(socket.url))
