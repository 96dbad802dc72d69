"""The drawer with the exchanges between Slack and the app."""

import asyncio
import re
from typing import Any, Literal

import pytest
from playwright.async_api import Locator, Page, Route, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack
from tests.accessibility import findings
from tests.sandbox.slack.page.conftest import Look

PHONE: dict[str, Any] = {"size": (390, 800), "touch": True}


def note(slack: RunningSlack, *texts: str) -> None:
    """As many finished calls in the log."""
    for text in texts:
        entry = slack.slack.log.begin("api", "chat.postMessage", {"text": text})
        slack.slack.log.finish(entry, ok=True, response={"ok": True})


async def refuse(client: AsyncWebClient, channel: str) -> None:
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=channel, text="x", blocks=[{"type": "sektion"}])


def drawer(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Behind the scenes")


def rows(page: Page) -> Locator:
    return drawer(page).get_by_role("listbox", name="Exchanges").get_by_role("option")


async def box(element: Locator) -> dict[str, float]:
    """Its place on the screen, in pixels."""
    found = await element.bounding_box()
    assert found
    return dict(found)


async def open_drawer(page: Page) -> Locator:
    await page.get_by_role("button", name="Behind the scenes").click()
    await expect(drawer(page)).to_be_visible()
    return drawer(page)


async def test_exchanges_are_shown_as_they_happen(
    look: Look, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    await web_client.auth_test()
    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        await expect(rows(page)).to_have_count(1)
        await refuse(web_client, channels["design"])
        await expect(rows(page)).to_have_count(2)
        await expect(rows(page).first).to_have_accessible_name(
            re.compile(r"^auth\.test, Web API, ok, [\d.]+ ms$")
        )
        await expect(rows(page).last).to_contain_text("invalid_blocks")
        await expect(inside.get_by_text("2, 1 failed")).to_be_visible()


async def test_deliveries_with_their_outcome(look: Look, bot: AsyncApp, people: WorkspaceClient) -> None:
    async with look() as visit:
        page = visit.page
        await open_drawer(page)
        await people.command("alex", "#design", "/imagine a boat")
        envelope = rows(page).filter(has_text="slash_commands: /imagine")
        await expect(envelope).to_have_accessible_name(re.compile(r"Envelope, ok, [\d.]+ (ms|s)$"))
        await envelope.click()
        exchange = page.get_by_role("region", name="Exchange")
        await expect(exchange).to_contain_text("Socket Mode")
        await expect(exchange.get_by_role("region", name="Request")).to_contain_text('"text": "a boat"')
        before = len(await people.log())
        await exchange.get_by_role("button", name="Deliver again").click()
        await expect(page.get_by_text("Delivered again.")).to_be_visible()
        await expect(rows(page).filter(has_text="retry 1")).to_be_visible()
        assert len(await people.log()) > before


async def test_what_is_not_delivered_says_why(look: Look, people: WorkspaceClient) -> None:
    await people.command("alex", "#design", "/imagine a boat")
    async with look() as visit:
        page = visit.page
        await open_drawer(page)
        await rows(page).filter(has_text="dispatch_failed").click()
        await expect(page.get_by_role("region", name="Exchange")).to_contain_text("no app is connected")


async def test_why_something_was_refused_in_slacks_words_with_bodies_to_copy(
    look: Look, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    await refuse(web_client, channels["design"])
    async with look() as visit:
        page = visit.page
        await open_drawer(page)
        await rows(page).click()
        exchange = page.get_by_role("region", name="Exchange")
        await expect(exchange.locator(".refusal strong")).to_have_text("invalid_blocks")
        await expect(exchange.locator(".refusal li")).to_have_text(
            "[ERROR] unsupported type: sektion [json-pointer:/blocks/0/type]"
        )
        await expect(exchange.locator("pre").last).to_contain_text('{\n  "ok": false,\n')
        await exchange.get_by_role("button", name="Copy the request").click()
        await expect(page.get_by_text("Request copied.")).to_be_visible()
        copied = await page.evaluate("navigator.clipboard.readText().then(JSON.parse)")
        assert copied == {"channel": channels["design"], "text": "x", "blocks": [{"type": "sektion"}]}


async def test_an_open_exchange_is_completed_when_it_ends(
    look: Look, slack: RunningSlack, bot: AsyncApp
) -> None:
    log = slack.slack.log
    entry = log.begin("api", "chat.update", {"text": "slow"})
    async with look() as visit:
        page = visit.page
        await open_drawer(page)
        await rows(page).filter(has_text="chat.update").click()
        exchange = page.get_by_role("region", name="Exchange")
        await expect(exchange).to_contain_text("under way")
        log.finish(entry, ok=True, response={"text": "done at last"})
        await expect(exchange).to_contain_text("done at last")


async def test_filters(look: Look, slack: RunningSlack) -> None:
    log = slack.slack.log
    for kind, name, error in (
        ("api", "chat.postMessage", ""),
        ("api", "chat.update", "message_not_found"),
        ("envelope", "interactive: block_actions", "operation_timeout"),
        ("picture", "https://cdn.example/a.png", ""),
    ):
        log.finish(log.begin(kind, name, None), ok=not error, error=error)
    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        await inside.get_by_role("combobox", name="Kind").select_option(label="Web API")
        await expect(rows(page)).to_have_count(2)
        await expect(inside.get_by_text("2 of 4, 2 failed")).to_be_visible()
        await inside.get_by_role("button", name="Only failures").click()
        await expect(rows(page)).to_have_count(1)
        await expect(rows(page)).to_contain_text("message_not_found")
        await inside.get_by_role("combobox", name="Kind").select_option(label="Every kind")
        await expect(rows(page)).to_have_count(2)
        text = inside.get_by_role("searchbox", name="Filter by text")
        await text.fill("TIMEOUT block")
        await expect(rows(page)).to_have_count(1)
        await text.fill("nowhere")
        await expect(inside.get_by_text("Nothing fits the filter.")).to_be_visible()
        await text.press("Escape")
        await expect(text).to_have_value("")
        await expect(inside).to_be_visible()
        await expect(rows(page)).to_have_count(2)


async def test_pause_and_clear(look: Look, slack: RunningSlack, people: WorkspaceClient) -> None:
    note(slack, "1", "2")
    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        await inside.get_by_role("button", name="Pause the list").click()
        note(slack, "3")
        await people.add_channel("later")  # once that is seen, the page has heard of the third
        await expect(page.get_by_role("button", name="later, channel")).to_be_visible()
        await expect(inside.get_by_text("2, paused")).to_be_visible()
        await expect(rows(page)).to_have_count(2)
        await inside.get_by_role("button", name="Go on").click()
        await expect(rows(page)).to_have_count(3)
        await inside.get_by_role("button", name="Clear the list").click()
        await expect(inside.get_by_text("Nothing has passed")).to_be_visible()
        await page.reload()
        await expect(inside.get_by_text("Nothing has passed")).to_be_visible()
        note(slack, "4")
        await expect(rows(page)).to_have_count(1)


async def test_by_keyboard(look: Look, slack: RunningSlack) -> None:
    note(slack, *"123")
    async with look() as visit:
        page = visit.page
        await expect(page.get_by_label("Message #design")).to_be_focused()
        await page.keyboard.press("Control+j")
        listbox = page.get_by_role("listbox", name="Exchanges")
        await expect(listbox).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowUp")
        await expect(rows(page).nth(1)).to_have_attribute("aria-selected", "true")
        active = await listbox.get_attribute("aria-activedescendant")
        assert active == await rows(page).nth(1).get_attribute("id")
        await page.keyboard.press("Enter")
        exchange = page.get_by_role("region", name="Exchange")
        await expect(exchange).to_contain_text('"text": "2"')
        await page.keyboard.press("ArrowDown")
        await expect(exchange).to_contain_text('"text": "3"')
        await page.keyboard.press("Escape")
        await expect(exchange).to_be_hidden()
        await expect(listbox).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(drawer(page)).to_be_hidden()
        await expect(page.get_by_role("button", name="Behind the scenes")).to_be_focused()


async def test_the_focus_follows_to_a_list_that_comes_late(look: Look, slack: RunningSlack) -> None:
    note(slack, *"123")
    come = asyncio.Event()

    async def late(route: Route) -> None:
        await come.wait()
        await route.continue_()

    async with look() as visit:
        page = visit.page
        await page.route(re.compile(r"/log\?"), late)
        await page.reload()
        await expect(page.get_by_label("Message #design")).to_be_focused()
        await page.keyboard.press("Control+j")
        await expect(drawer(page).get_by_role("searchbox")).to_be_focused()
        come.set()
        await expect(page.get_by_role("listbox", name="Exchanges")).to_be_focused()


async def test_the_shortcut_finds_a_place_for_the_focus_in_an_empty_list(look: Look) -> None:
    async with look() as visit:
        await expect(visit.page.get_by_label("Message #design")).to_be_focused()
        await visit.page.keyboard.press("Control+j")
        await expect(drawer(visit.page).get_by_role("searchbox")).to_be_focused()


async def test_it_remembers_that_it_was_open_how_high_and_on_which_tab(look: Look) -> None:
    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        before = (await box(inside))["height"]
        await inside.get_by_role("separator").focus()
        await page.keyboard.press("ArrowUp")
        await inside.get_by_role("tab", name="Traffic").focus()
        await page.keyboard.press("ArrowRight")
        await expect(inside.get_by_role("tab", name="Trouble")).to_be_focused()
        await page.reload()
        await expect(inside).to_be_visible()
        await expect(inside.get_by_role("tab", name="Trouble")).to_have_attribute("aria-selected", "true")
        assert (await box(inside))["height"] > before
        await expect(page.get_by_label("Message #design")).to_be_focused()
        composer = await box(page.locator(".composer"))
        assert composer["y"] + composer["height"] <= (await box(inside))["y"]
        await page.keyboard.press("Control+j")
        await page.reload()
        await expect(page.get_by_label("Message #design")).to_be_visible()
        await expect(inside).to_be_hidden()


async def test_nothing_is_missing_after_a_fresh_start_of_the_workspace(
    look: Look, people: WorkspaceClient, web_client: AsyncWebClient
) -> None:
    async with look() as visit:
        page = visit.page
        await open_drawer(page)
        await web_client.auth_test()
        await people.reset()
        await web_client.auth_test()
        await expect(rows(page)).to_have_count(2)


async def test_hundreds_a_second(look: Look, slack: RunningSlack) -> None:
    """2,500 exchanges, hundreds a second: none is missed, few rows exist, and clicks work in the midst of them."""
    log = slack.slack.log
    clicked = asyncio.Event()

    async def flood() -> None:
        for number in range(2_500):
            if number == 2_000:
                await clicked.wait()
            entry = log.begin("api", f"chat.update {number}", None)
            await asyncio.sleep(0)
            log.finish(entry, ok=number % 10 > 0, error="" if number % 10 else "ratelimited")
            if number % 50 == 49:
                await asyncio.sleep(0.1)

    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        await page.evaluate(
            """() => {
                window.frames_drawn = 0;
                const frame = () => {
                    window.frames_drawn += 1;
                    requestAnimationFrame(frame);
                };
                requestAnimationFrame(frame);
            }"""
        )
        flooding = asyncio.create_task(flood())
        await expect(rows(page).first).to_be_visible()
        await inside.get_by_role("tab", name="Trouble").click()
        await expect(inside.get_by_role("switch").first).to_be_visible()
        await inside.get_by_role("tab", name="Traffic").click()
        clicked.set()
        await flooding
        assert await page.evaluate("window.frames_drawn") > 10  # it was never busy for seconds on end
        await expect(inside.get_by_text("2000, 200 failed")).to_be_visible()
        await expect(rows(page).last).to_contain_text("chat.update 2499")
        await expect(rows(page).last).to_contain_text("ok")
        assert await rows(page).count() < 60
        await inside.get_by_role("listbox").press("Home")
        await expect(rows(page).first).to_contain_text("chat.update 500")
        await expect(inside.get_by_role("button", name="To the latest")).to_be_visible()


async def test_who_reads_further_up_stays_there(look: Look, slack: RunningSlack) -> None:
    log = slack.slack.log
    for number in range(2_000):
        log.finish(log.begin("api", f"method.{number}", None), ok=True)
    async with look() as visit:
        page = visit.page
        inside = await open_drawer(page)
        listbox = inside.get_by_role("listbox")
        await expect(rows(page).last).to_contain_text("method.1999")
        await listbox.evaluate("element => { element.scrollTop = element.scrollHeight / 2; }")
        await expect(inside.get_by_role("button", name="To the latest")).to_be_visible()
        seen = await top_row(page)
        for number in range(2_000, 2_040):
            log.finish(log.begin("api", f"method.{number}", None), ok=True)
        await expect(listbox.get_by_role("option").first).to_have_attribute("aria-setsize", "2000")
        await page.evaluate("new Promise(requestAnimationFrame)")
        assert await top_row(page) == seen
        await inside.get_by_role("button", name="To the latest").click()
        await expect(rows(page).last).to_contain_text("method.2039")
        await expect(inside.get_by_role("button", name="To the latest")).to_be_hidden()


async def top_row(page: Page) -> str:
    """What stands at the upper edge of the list, once it is drawn there."""
    found = await page.wait_for_function(
        """() => {
            const { left, top } = document.querySelector(".rows").getBoundingClientRect();
            return document.elementFromPoint(left + 250, top + 4)?.closest(".exchange-row")?.textContent;
        }"""
    )
    text: str = await found.json_value()
    return text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("how", [{}, PHONE], ids=["desk", "phone"])
async def test_accessible(
    look: Look,
    web_client: AsyncWebClient,
    channels: dict[str, str],
    scheme: Literal["light", "dark"],
    how: dict[str, Any],
) -> None:
    async with look(scheme=scheme, **how) as visit:
        page = visit.page
        await open_drawer(page)
        assert await findings(page) == []  # nothing there yet
        await web_client.auth_test()
        await refuse(web_client, channels["design"])
        await rows(page).last.click()
        await expect(page.get_by_role("region", name="Response")).to_be_visible()
        assert await findings(page) == []


async def test_on_a_phone_it_covers_everything(
    look: Look, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    await refuse(web_client, channels["design"])
    async with look(**PHONE) as visit:
        page = visit.page
        inside = await open_drawer(page)
        assert await inside.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
        assert await page.locator("#shell").evaluate("element => element.inert")
        await rows(page).click()
        await expect(page.get_by_role("region", name="Exchange")).to_be_visible()
        await expect(rows(page)).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await inside.get_by_role("button", name="Back to the list").click()
        await expect(rows(page)).to_have_count(1)
        await inside.get_by_role("button", name="Close the drawer").click()
        await expect(inside).to_be_hidden()
        assert not await page.locator("#shell").evaluate("element => element.inert")
