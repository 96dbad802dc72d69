"""What people see: messages as they come, threads, unread marks, other windows, broken lines."""

import re
from contextlib import AsyncExitStack

from playwright.async_api import Browser, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.bot_process import free_port
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack, running_slack
from sandbox.slack.testing import section
from tests.browser import visiting
from tests.sandbox.slack.conftest import EVERYTHING
from tests.sandbox.slack.page.conftest import Look


async def test_a_message_of_somebody_else_appears_at_once(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        messages = visit.page.get_by_role("region", name="Messages in #design")
        await expect(messages.get_by_role("heading", name="#design")).to_be_visible()
        await people.say("mina", "#design", "*안녕하세요* :tada: @Alex Rivera")
        article = messages.get_by_role("article", name=re.compile("^김민아, "))
        await expect(article).to_contain_text("안녕하세요 🎉 @Alex Rivera")
        await expect(article.locator("strong")).to_have_text("안녕하세요")
        await expect(article.locator(".mention-me")).to_have_text("@Alex Rivera")


async def test_edits_and_deletions_arrive(
    look: Look, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    async with look() as visit:
        posted = await web_client.chat_postMessage(channel=channels["design"], text="Painting …")
        article = visit.page.get_by_role("article")
        await expect(article.locator(".message-body")).to_have_text("Painting …")
        await web_client.chat_update(channel=channels["design"], ts=posted["ts"], text="Painted")
        await expect(article.locator(".message-body")).to_have_text("Painted")
        await web_client.chat_delete(channel=channels["design"], ts=posted["ts"])
        await expect(article).to_have_count(0)


async def test_consecutive_messages_share_their_head(look: Look, people: WorkspaceClient) -> None:
    for text in ("one", "two"):
        await people.say("mina", "#design", text)
    await people.say("sam", "#design", "three")
    async with look() as visit:
        await expect(visit.page.locator(".message-author")).to_have_text(["김민아", "Sam Okafor"])
        await expect(visit.page.locator(".message-body")).to_have_text(["one", "two", "three"])


async def test_a_thread_opens_beside_and_grows(
    look: Look, people: WorkspaceClient, channels: dict[str, str]
) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    await people.say("sam", "#design", "a lighthouse", thread_ts=parent)
    async with look() as visit:
        page = visit.page
        summary = page.get_by_role("button", name="1 reply, new. Open the thread")
        await summary.click()
        thread = page.get_by_role("region", name="Thread in #design")
        await expect(thread.locator(".message-body")).to_have_text(["Ideas?", "a lighthouse"])
        await expect(page).to_have_url(re.compile(f"channel={channels['design']}&thread={re.escape(parent)}"))
        await people.say("sam", "#design", "a bicycle", thread_ts=parent)
        await expect(thread.get_by_role("article")).to_have_count(3)
        await expect(page.get_by_role("button", name="2 replies. Open the thread")).to_be_visible()
        await page.get_by_label("Reply in the thread").fill("and a cat")
        await page.keyboard.press("Enter")
        await expect(thread.locator(".message-body").last).to_have_text("and a cat")
        await page.get_by_role("button", name="Close the thread").click()
        await expect(thread).to_have_count(0)


async def test_how_long_ago_stays_true(look: Look, people: WorkspaceClient) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    await people.say("sam", "#design", "a lighthouse", thread_ts=parent)
    async with look("/") as visit:
        page = visit.page
        await page.clock.install()
        await page.goto(page.url.partition("/?")[0] + "/?channel=design")
        await expect(page.locator(".thread-when")).to_have_text("last just now")
        await page.clock.run_for(5 * 60_000)
        await expect(page.locator(".thread-when")).to_have_text(re.compile(r"last \d minutes ago"))


async def test_the_app_says_what_it_is_doing_in_a_thread(
    look: Look, people: WorkspaceClient, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    async with look(f"/?channel=design&thread={parent}") as visit:
        status = visit.page.locator("#thread .pane-status")
        await expect(status).to_be_hidden()
        where = {"channel_id": channels["design"], "thread_ts": parent}
        await web_client.api_call("assistant.threads.setStatus", json={**where, "status": "is painting …"})
        await expect(status).to_have_text("Imagine is painting …")
        await web_client.api_call("assistant.threads.setStatus", json={**where, "status": ""})
        await expect(status).to_be_hidden()


async def test_unread_messages_are_marked_until_they_are_seen(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        page = visit.page
        place = page.get_by_role("button", name=re.compile("^general, channel"))
        for text in ("one", "two"):
            await people.say("mina", "#general", text)
        await expect(place).to_have_accessible_name("general, channel, 2 unread")
        await expect(page).to_have_title(re.compile(r"^\(2\) #design"))
        await place.click()
        await expect(page.get_by_role("separator", name="Today · New")).to_be_visible()
        await expect(page).to_have_title(re.compile("^#general"))

        async def all_read(client: WorkspaceClient) -> bool:
            found = (await client.workspace("alex"))["channels"]
            return all(channel["unread"] == 0 for channel in found)

        await people.wait_for(all_read, what="the messages to be read")


async def test_what_is_read_in_one_window_is_read_in_the_other(look: Look, people: WorkspaceClient) -> None:
    async with look() as first, look() as second:
        await people.say("mina", "#general", "hello")
        for visit in (first, second):
            await expect(visit.page.locator(".unread-count")).to_have_text("1")
        await first.page.get_by_role("button", name=re.compile("^general")).click()
        for visit in (first, second):
            await expect(visit.page.locator(".unread-count")).to_have_count(0)


async def test_two_people_see_the_same_but_for_what_is_private(
    look: Look, bot: AsyncApp, people: WorkspaceClient
) -> None:
    async with look("/?channel=design&user=alex") as alex, look("/?channel=design&user=mina") as mina:
        await alex.page.get_by_label("Message #design").fill("/imagine help")
        await alex.page.keyboard.press("Enter")
        note = alex.page.get_by_text("Only visible to you")
        await expect(note).to_be_visible()
        await people.say("sam", "#design", "for everyone")
        for visit in (alex, mina):
            await expect(visit.page.locator(".message-body", has_text="for everyone")).to_be_visible()
        await expect(mina.page.locator(".message-body", has_text="for you alone")).to_have_count(0)
        await alex.page.get_by_role("button", name="Dismiss").click()
        await expect(note).to_have_count(0)


async def test_forms_and_app_home_are_in_step_in_two_windows(
    look: Look, bot: AsyncApp, people: WorkspaceClient
) -> None:
    async with look("/?channel=@app") as first, look("/?channel=@app") as second:
        forms = [visit.page.get_by_role("dialog", name="New picture") for visit in (first, second)]
        await first.page.get_by_label("Message Imagine").fill("/imagine")
        await first.page.keyboard.press("Enter")
        for form in forms:
            await expect(form).to_be_visible()
        await second.page.keyboard.press("Escape")
        for form in forms:
            await expect(form).to_have_count(0)
        for visit in (first, second):
            await visit.page.get_by_role("tab", name="Home").click()
            await expect(visit.page.get_by_text("Nothing yet.")).to_be_visible()

        async def published_twice(client: WorkspaceClient) -> bool:
            calls = [entry for entry in await client.log(brief=True) if entry["name"] == "views.publish"]
            return len([entry for entry in calls if entry["ok"]]) == 2

        await people.wait_for(published_twice, what="the app to answer both visits")
        await first.page.get_by_role("button", name="Look again").click()
        await expect(second.page.get_by_text("One picture.")).to_be_visible()
        await second.page.reload()
        await expect(second.page.get_by_role("tabpanel", name="Home")).to_contain_text("Your pictures")


async def test_people_write_to_each_other_without_the_app(
    look: Look, bot: AsyncApp, people: WorkspaceClient
) -> None:
    async with look("/?user=alex") as alex, look("/?user=mina") as mina:
        await alex.page.get_by_role("button", name="김민아, direct message").click()
        await expect(alex.page.get_by_text("Only you and 김민아 are here; Imagine is not.")).to_be_visible()
        await alex.page.get_by_label("Message 김민아").fill("Between us, @Imagine")
        await alex.page.keyboard.press("Enter")
        await mina.page.get_by_role("button", name="Alex Rivera, direct message, 1 unread").click()
        await expect(mina.page.locator(".message-body")).to_have_text("Between us, @Imagine")
        await mina.page.get_by_role("button", name=re.compile("^You are 김민아")).click()
        await mina.page.get_by_role("menuitemradio", name=re.compile("Sam Okafor")).click()
        await expect(mina.page.get_by_role("heading", level=1)).to_contain_text(
            "Imagine"
        )  # not Sam's to read
        await expect(mina.page.get_by_text("Between us")).to_have_count(0)
    assert not [entry for entry in await people.log() if entry["kind"] == "envelope"]


async def test_a_reload_loses_nothing(look: Look, people: WorkspaceClient) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    async with look(f"/?channel=design&thread={parent}") as visit:
        page = visit.page
        await page.get_by_label("Message #design").fill("half a thought")
        await page.reload()
        await expect(page.get_by_role("region", name="Thread in #design")).to_contain_text("Ideas?")
        await expect(page.get_by_label("Message #design")).to_have_value("half a thought")


async def test_the_back_button_leads_back(look: Look) -> None:
    async with look() as visit:
        await visit.page.get_by_role("button", name="general, channel").click()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("general")
        await visit.page.go_back()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("design")


async def test_a_permalink_leads_to_its_message(
    look: Look, people: WorkspaceClient, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    parent = await people.say("mina", "#design", "the one")
    for number in range(200):
        await people.say("sam", "#design", f"later {number}")
    link = (await web_client.chat_getPermalink(channel=channels["design"], message_ts=parent))["permalink"]
    async with look("/archives/" + str(link).rpartition("/archives/")[2]) as visit:
        article = visit.page.get_by_role("article").filter(has_text="the one")
        await expect(article).to_be_in_viewport()
        await expect(article).to_be_focused()


async def test_older_messages_are_fetched_out_of_sight(look: Look, people: WorkspaceClient) -> None:
    for number in range(150):
        await people.say("sam", "#design", f"number {number}.")
    async with look() as visit:
        page = visit.page
        await expect(page.locator(".message-body", has_text="number 149.")).to_be_in_viewport()
        assert await page.get_by_role("article").count() == 120
        await page.get_by_role("button", name="Show earlier messages").click()
        await expect(page.locator(".message-body", has_text="number 0.")).to_be_attached()
        await expect(page.get_by_role("heading", name="#design")).to_be_attached()


async def test_who_reads_further_up_is_not_pulled_down(look: Look, people: WorkspaceClient) -> None:
    for number in range(60):
        await people.say("sam", "#design", f"number {number}.")
    async with look() as visit:
        page = visit.page
        await page.locator(".message-body", has_text="number 20.").scroll_into_view_if_needed()
        await people.say("mina", "#design", "newest")
        pill = page.get_by_role("button", name="1 new message")
        await expect(pill).to_be_visible()
        await expect(page.locator(".message-body", has_text="newest")).not_to_be_in_viewport()
        await pill.click()
        await expect(page.locator(".message-body", has_text="newest")).to_be_in_viewport()


async def test_a_broken_line_is_said_and_taken_up_again(browser: Browser) -> None:
    """Also by a server that was started afresh, and so counts its changes from the beginning."""
    first = AsyncExitStack()
    port = free_port()  # which nobody else gets while nothing listens there
    slack = await first.enter_async_context(running_slack(port, EVERYTHING))
    async with first, visiting(browser, f"{slack.url}/?channel=design", faultless=False) as visit:
        page = visit.page
        async with WorkspaceClient(slack.url) as people:
            for number in range(20):
                await people.say("mina", "#design", f"before {number}.")
        await expect(page.locator(".message-body").last).to_have_text("before 19.")
        await first.aclose()
        broken = page.get_by_text("The line to the workspace is broken. Trying again …")
        await expect(broken).to_be_visible()
        async with running_slack(port, EVERYTHING) as again, WorkspaceClient(again.url) as people:
            await people.say("mina", "#design", "meanwhile")
            await expect(page.locator(".message-body")).to_have_text(["meanwhile"])
            await expect(broken).to_be_hidden()
            await people.say("mina", "#design", "afterwards")
            await expect(page.locator(".message-body")).to_have_text(["meanwhile", "afterwards"])


async def test_a_fresh_workspace_is_shown_fresh(look: Look, people: WorkspaceClient) -> None:
    await people.say("mina", "#design", "old")
    async with look() as visit:
        await expect(visit.page.locator(".message-body", has_text="old")).to_be_visible()
        await people.reset()
        await expect(visit.page.get_by_role("article")).to_have_count(0)
        await people.say("mina", "#design", "new")
        await expect(visit.page.locator(".message-body")).to_have_text(["new"])


async def test_a_missing_bot_is_said(look: Look, people: WorkspaceClient, bolt: AsyncApp) -> None:
    async with look() as visit:
        banner = visit.page.get_by_text("Imagine is not connected: its commands and buttons will not answer.")
        await expect(banner).to_be_visible()


async def test_a_connected_bot_needs_no_word(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        await expect(visit.page.get_by_label("Message #design")).to_be_visible()
        await expect(visit.page.locator(".banner")).to_be_hidden()


async def test_many_messages_arrive_complete_and_in_order(
    look: Look, people: WorkspaceClient, slack: RunningSlack, channels: dict[str, str]
) -> None:
    """A burst, in two windows: nothing is lost, nothing is out of order, the end is in sight."""
    async with look() as first, look("/?channel=design&user=mina") as second:
        texts = [f"number {number}." for number in range(300)]
        for text in texts:
            await people.say("sam", "#design", text)
        for visit in (first, second):
            await expect(visit.page.locator(".message-body", has_text="number 299.")).to_be_in_viewport()
            shown = await visit.page.locator(".message-body").all_inner_texts()
            assert shown == texts[-len(shown) :]
            assert len(shown) == 120


async def test_a_click_brings_its_answer_into_sight(
    look: Look, bot: AsyncApp, web_client: AsyncWebClient, channels: dict[str, str], people: WorkspaceClient
) -> None:
    parent = str((await web_client.chat_postMessage(channel=channels["design"], text="Ideas"))["ts"])
    button = {
        "type": "button",
        "action_id": "paint",
        "value": "1",
        "text": {"type": "plain_text", "text": "Paint"},
    }
    blocks = [{**section("The first idea"), "accessory": button}]
    await web_client.chat_postMessage(channel=channels["design"], thread_ts=parent, text="x", blocks=blocks)
    for number in range(40):
        await people.say("sam", "#design", f"number {number}.", thread_ts=parent)
    async with look(f"/?channel=design&thread={parent}") as visit:
        thread = visit.page.get_by_role("region", name="Thread in #design")
        await thread.get_by_role("button", name="Paint").click()
        await expect(thread.get_by_text("Painting idea 1")).to_be_in_viewport()
