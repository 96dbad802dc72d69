"""Each surface, light and dark, as axe-core finds it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.testing import picture
from tests.accessibility import assert_accessible, findings
from tests.sandbox.slack.page.conftest import Look
from tests.sandbox.slack.page.showcase import everything, finished

PHONE: Final[dict[str, Any]] = {"size": (390, 800), "touch": True}
TALL: Final[dict[str, Any]] = {"size": (1440, 1800)}

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")

Steps = Callable[[Page], Awaitable[None]]
SURFACES: dict[str, tuple[str, dict[str, Any], Steps]] = {}
"""Name -> the address, how to look at it, and what leads to it from there."""


def surface(name: str, path: str = "/?channel=design", **how: Any) -> Callable[[Steps], Steps]:
    def listed(steps: Steps) -> Steps:
        SURFACES[name] = (path, how, steps)
        return steps

    return listed


@pytest.fixture
async def lived_in(
    bot: AsyncApp,
    web_client: AsyncWebClient,
    people: WorkspaceClient,
    channels: dict[str, str],
    picture_host: str,
) -> None:
    """#design with everything a message can be, #marketing unread, a direct message; #general stays empty."""
    await people.say(
        "mina", "#design", "Ideas for <b> & #general, @Alex Rivera? https://example.com/ :tada:\n> *q* `c`"
    )
    await people.say("mina", "#design", "```code\ntwo```\n• one\n• two")
    files = [
        await people.upload("sam", "harbour.png", picture(size=(90, 60))),
        await people.upload("sam", "brief.pdf", b"%PDF-1.4 not much" * 100),
    ]
    await people.say("sam", "#design", "The brief", files=[file["id"] for file in files])
    where = {"channel": channels["design"]}
    parent = await web_client.chat_postMessage(**where, text="x", blocks=everything(f"{picture_host}/png"))
    ts = str(parent["ts"])
    await web_client.reactions_add(**where, timestamp=ts, name="eyes")
    await web_client.chat_postMessage(**where, thread_ts=ts, text="x", blocks=finished(f"{picture_host}/png"))
    await people.say("mina", "#design", "Lovely", thread_ts=ts)
    old = {"color": "#2eb886", "title": "Title", "text": "*text*", "fields": [{"title": "A", "value": "1"}]}
    await web_client.chat_postMessage(**where, text="x", attachments=[old])
    await people.command("alex", "#design", "/imagine help")  # answered for Alex alone
    await people.say("mina", "#marketing", "Have you seen this?")
    await people.say("alex", "@app", "a lighthouse")


@surface("a channel with messages and blocks", **TALL)
async def channel(page: Page) -> None:
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await page.get_by_role("article").nth(1).hover()


@surface("a thread", **TALL)
async def thread(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("Open the thread")).click()
    await expect(page.get_by_role("region", name=re.compile("^Thread")).get_by_role("article")).to_have_count(
        3
    )


async def open_form(page: Page) -> None:
    await page.get_by_label("Message #design").fill("/imagine")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="New picture")).to_be_visible()


@surface("a form with errors")
async def form(page: Page) -> None:
    await open_form(page)
    await page.get_by_label("How literally (optional)").fill("99")
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_text("Please complete this required field.")).to_be_visible()


@surface("forms on top of each other")
async def forms(page: Page) -> None:
    await open_form(page)
    await page.get_by_role("button", name="Another form").click()
    await page.get_by_role("button", name="One more").click()
    await expect(page.get_by_role("dialog", name="Form 3")).to_be_visible()


@surface("a form's menu")
async def form_menu(page: Page) -> None:
    await open_form(page)
    await page.get_by_role("button", name=re.compile("^Shape")).click()
    await expect(page.get_by_role("option", name="12:9")).to_be_visible()


@surface("a form on a phone", **PHONE)
async def form_on_phone(page: Page) -> None:
    await open_form(page)


@surface("a question before something dangerous", **TALL)
async def question(page: Page) -> None:
    await page.get_by_role("article").get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("dialog", name="Delete this picture?")).to_be_visible()


@surface("App Home", "/?channel=@app")
async def home(page: Page) -> None:
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_role("heading", name="Your pictures")).to_be_visible()


@surface("the person's menu")
async def person_menu(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("^You are Alex")).click()
    await expect(page.get_by_role("menuitemradio", name=re.compile("김민아"))).to_be_visible()


@surface("the members")
async def members(page: Page) -> None:
    await page.get_by_role("button", name="4 members").click()
    await expect(page.get_by_role("menu", name="Members")).to_be_visible()


@surface("a message's menu")
async def message_menu(page: Page) -> None:
    await page.get_by_role("article").first.focus()
    await page.keyboard.press("m")
    await expect(page.get_by_role("menuitem", name="Use as reference")).to_be_visible()


@surface("the emoji")
async def emoji(page: Page) -> None:
    await page.get_by_role("button", name="Emoji").click()
    await expect(page.get_by_label("Find an emoji")).to_be_visible()


@surface("a picture in full size")
async def lightbox(page: Page) -> None:
    await page.get_by_role("button", name="A large picture").click()
    await expect(page.get_by_role("dialog", name="Picture in full size")).to_be_visible()


@surface("the suggestions for a command")
async def suggestions(page: Page) -> None:
    await page.get_by_label("Message #design").press_sequentially("/")
    await expect(page.get_by_role("option")).to_have_count(3)


@surface("a file to be sent, and a refusal")
async def draft(page: Page) -> None:
    file = {"name": "harbour.png", "mimeType": "image/png", "buffer": picture()}
    await page.locator(".conversation input[type=file]").set_input_files([file])
    await expect(page.locator(".draft-file img")).to_be_visible()
    await page.get_by_label("Message #design").fill("/imagine a cat")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Commands can't carry files")).to_be_visible()


@surface("an empty channel", "/?channel=general")
async def empty(page: Page) -> None:
    await expect(page.get_by_text("Something to try:")).to_be_visible()


@surface("a channel one is not in", "/?channel=moodboards")
async def outside(page: Page) -> None:
    await expect(page.get_by_role("button", name="Join")).to_be_visible()


@surface("a direct message", "/?channel=@app")
async def direct(page: Page) -> None:
    await expect(page.get_by_role("article")).to_contain_text("a lighthouse")


@surface("going elsewhere")
async def jump(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("option").first).to_be_visible()


@surface("a new channel")
async def new_channel(page: Page) -> None:
    await page.get_by_role("button", name="New channel").click()
    await expect(page.get_by_role("dialog", name="New channel")).to_be_visible()


@surface("a notice")
async def notice(page: Page) -> None:
    await page.get_by_role("article").first.focus()
    await page.keyboard.press("m")
    await page.get_by_role("menuitem", name="Copy text").click()
    await expect(page.get_by_text("The text is copied.")).to_be_visible()


@surface("a channel on a phone", **PHONE)
async def phone(page: Page) -> None:
    await expect(page.get_by_text("Only visible to you")).to_be_visible()


@surface("a thread on a phone", **PHONE)
async def thread_on_phone(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("Open the thread")).tap()
    await expect(page.get_by_label("Reply in the thread")).to_be_visible()


@surface("the drawer of a phone", **PHONE)
async def drawer(page: Page) -> None:
    await page.get_by_role("button", name="Conversations").tap()
    await expect(page.get_by_role("button", name=re.compile("^general, channel"))).to_be_visible()


@pytest.mark.parametrize("name", SURFACES)
async def test_nothing_hinders(name: str, look: Look, lived_in: None, people: WorkspaceClient) -> None:
    path, how, steps = SURFACES[name]
    await people.add_channel("moodboards", members=["mina"])
    async with look(path, **how) as visit:
        await expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
        await steps(visit.page)
        for scheme in SCHEMES:
            await visit.page.emulate_media(color_scheme=scheme)
            await assert_accessible(visit.page, f"{name}, {scheme}")


async def test_a_broken_label_would_be_found(look: Look, bot: AsyncApp) -> None:
    """That the check can fail, and says where."""
    async with look() as visit:
        await visit.page.get_by_role("button", name="Attach files").evaluate(
            "(button) => { button.removeAttribute('aria-label'); button.removeAttribute('title'); }"
        )
        (found,) = await findings(visit.page)
        assert found.startswith("- button-name (critical): Buttons must have discernible text")
        assert ".icon-button" in found
