"""The whole journey as a person makes it: the page in a browser, the real bot, and the real painter.

It keeps a picture of the page for the README, `docs/journey.png`: taken where that file is missing, or where
`KEEP_SCREENSHOT` is set, so that running the tests changes nothing in the tree.
"""

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, expect

from tests.accessibility import assert_accessible
from tests.browser import running_browser, visiting

SCREENSHOT = Path(__file__).parents[2] / "docs" / "journey.png"
SCREEN = (1600, 1080)
PATIENCE_MS = 150_000
"""A picture takes the painter a second or three; on a busy machine, to which it gives way, much longer."""

pytestmark = pytest.mark.timeout(500)


@pytest.fixture(scope="module")
async def browser():
    async with running_browser() as running:
        yield running


@pytest.fixture
async def painter(aws):
    """Real pictures instead of plain ones, each as quick as the machine allows."""
    await aws.paint_plain(False)
    return aws


@pytest.fixture
def look(browser, stack, shared_bot):
    """Opens the page of the workspace in which the bot is."""

    def look_at(path, **how):
        return visiting(browser, stack.slack.url + path, **how)

    return look_at


def reply(page: Page, holding: Locator | str) -> Locator:
    """The reply in the open thread that says, or has in it, `holding`."""
    replies = page.get_by_role("region", name=re.compile("^Thread in")).get_by_role("article")
    return replies.filter(**({"has_text": holding} if isinstance(holding, str) else {"has": holding}))


async def people_talk(workspace) -> None:
    """What Alex has read before."""
    await workspace.say("mina", "#design", "금요일까지 항구 축제 포스터가 필요해요 :anchor:")
    await workspace.say("sam", "#design", "The harbour festival, then. Can we have the *lighthouse* in it?")
    await workspace.say(
        "mina", "#design", "Yes, and weather! Last year's was a bit too sunny for this coast."
    )
    said = await workspace.messages("sam", "#design")
    await workspace.react("sam", said[-1], "joy")
    await workspace.react("alex", said[-1], "ocean")
    await workspace.mark_read("alex", "#design")


async def screenshot(page: Page) -> None:
    """Keep what is seen."""
    if SCREENSHOT.exists() and not os.environ.get("KEEP_SCREENSHOT"):
        return
    await page.screenshot(path=SCREENSHOT)
    with Image.open(SCREENSHOT) as taken:
        smaller = taken.convert("RGB")
    smaller.save(SCREENSHOT, optimize=True)


async def test_from_keywords_to_a_picture_and_once_more(look, painter, workspace):
    await people_talk(workspace)
    async with look("/?user=alex&channel=design", size=SCREEN) as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        suggestions = page.get_by_role("listbox", name="Suggestions")
        await composer.press_sequentially("/im")
        await expect(suggestions.get_by_role("option", name="/imagine")).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(suggestions).to_have_count(0)
        await page.keyboard.type("lighthouse, storm --style watercolour")
        await expect(composer).to_have_value("/imagine lighthouse, storm --style watercolour")
        await page.keyboard.press("Enter")

        card = page.get_by_role("region", name="Messages in #design").get_by_role("article").last
        await expect(card).to_contain_text("lighthouse, storm", timeout=PATIENCE_MS)
        await expect(card).to_contain_text("Style: watercolour")
        await card.get_by_role("button", name="Open the thread").click()
        ideas = reply(page, page.get_by_role("button", name="Paint 2"))
        await expect(ideas.get_by_role("button", name=re.compile(r"^Paint \d"))).to_have_text(
            ["Paint 1", "Paint 2", "Paint 3"], timeout=PATIENCE_MS
        )

        await painter.set_latency(invoke_model=200)  # until it is said to be painted
        await ideas.get_by_role("button", name="Paint 2").click()
        placeholder = reply(page, "Painting idea 2")
        await expect(placeholder).to_be_visible(timeout=PATIENCE_MS)
        place = await placeholder.get_attribute("data-ts")
        await painter.end_latency()

        painted = page.locator(f".thread article[data-ts='{place}']")
        shown = painted.get_by_role("button", name=re.compile("lighthouse", re.IGNORECASE))
        await expect(shown).to_be_visible(timeout=PATIENCE_MS)
        picture = shown.get_by_role("img")
        assert await picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1024
        await expect(painted).to_contain_text(re.compile(r"1024×1024\s+·\s+seed \d+"))
        await expect(reply(page, "Painting idea 2")).to_have_count(0)

        await shown.click()
        full = page.get_by_role("dialog", name="Picture in full size")
        await expect(full.get_by_role("img")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(full).to_have_count(0)
        await page.mouse.move(*SCREEN)
        await page.get_by_label("Reply in the thread").focus()
        await screenshot(page)
        await assert_accessible(page, "a thread with ideas and a picture")

        await painted.get_by_role("button", name="Again").click()
        pictures = page.locator(".thread article .picture-button")
        await expect(pictures).to_have_count(2, timeout=PATIENCE_MS)
        first, second = [await one.get_attribute("src") for one in await pictures.get_by_role("img").all()]
        assert first != second


async def test_the_form_behind_a_bare_command(look, painter):
    """Faults are said at their inputs, what is right stays, and then the picture is painted."""
    async with look("/?user=sam&channel=marketing", size=SCREEN) as visit:
        page = visit.page
        await page.get_by_label("Message #marketing").fill("/imagine")
        await page.keyboard.press("Enter")
        form = page.get_by_role("dialog", name="New picture")
        await form.get_by_label("What should it show?").fill("A paper boat on a pond at dawn, paper cut")
        await form.get_by_label("Paint exactly this, at once").check()
        palette = form.get_by_label("Palette")
        await palette.fill("red")
        await form.get_by_role("button", name="Start").click()
        await expect(palette).to_have_accessible_description("red is not a colour: write it as #0b3954.")
        await expect(palette).to_be_focused()
        await assert_accessible(page, "the form with a fault")
        await palette.fill("#0b3954, #bfd7ea, #ff6663")
        await form.get_by_role("button", name="Start").click()
        await expect(form).to_have_count(0)
        card = page.get_by_role("article").filter(has_text="A paper boat on a pond at dawn").first
        await card.get_by_role("button", name="Open the thread").click()
        picture = page.locator(".thread article .picture-button").get_by_role("img")
        await expect(picture).to_be_visible(timeout=PATIENCE_MS)
        await expect(picture).to_have_attribute("alt", re.compile("A paper boat on a pond at dawn"))
