"""Block Kit as it is shown, and what its elements do."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.state.model import Json
from tests.sandbox.slack.page.conftest import Look
from tests.sandbox.slack.page.showcase import actions, button, everything, finished, option

Post = Callable[[list[Json]], Awaitable[Json]]


@pytest.fixture
def post(web_client: AsyncWebClient, channels: dict[str, str]) -> Post:
    async def post_blocks(blocks: list[Json]) -> Json:
        posted = await web_client.chat_postMessage(channel=channels["design"], text="x", blocks=blocks)
        return {"channel": channels["design"], "ts": str(posted["ts"])}

    return post_blocks


def message(page: Page) -> Locator:
    return page.get_by_role("article").first


async def sent(people: WorkspaceClient, action_id: str) -> Json:
    """The action the app was told of."""

    async def told(client: WorkspaceClient) -> Json | None:
        for entry in await client.log():
            for action in (entry["request"] or {}).get("actions", []) if entry["kind"] == "envelope" else []:
                if action["action_id"] == action_id:
                    return dict(action)
        return None

    return await people.wait_for(told, what=f"the app to be told of {action_id}")


async def test_each_block_is_shown(look: Look, post: Post, picture_host: str) -> None:
    await post(everything(f"{picture_host}/png"))
    async with look(size=(1280, 1800)) as visit:
        shown = message(visit.page)
        await expect(shown.get_by_role("heading", name="Everything 🎨")).to_be_visible()
        await expect(shown.locator(".block-section strong").first).to_have_text("Bold")
        await expect(shown.get_by_role("link", name="a link").first).to_have_attribute(
            "href", "https://example.com/"
        )
        await expect(shown.locator(".block-section .items li")).to_have_text(["•one", "•two"])
        await expect(shown.locator(".fields .text")).to_have_text(["Size\n1024", "Seed\n7"])
        assert await shown.locator(".fields .text").last.inner_text() == "Seed\n7"
        await expect(shown.locator("hr.block-divider")).to_be_visible()
        await expect(shown.locator(".block-rich_text")).to_contain_text("Rich 🎉a link#ff6663@here")
        await expect(shown.locator(".block-rich_text ol li")).to_have_text(["1.first", "2.second"])
        await expect(shown.locator(".block-rich_text blockquote")).to_have_text("quoted")
        await expect(shown.locator(".block-rich_text pre")).to_have_text("code()")
        await expect(shown.locator(".block-context")).to_have_text("A line of context")
        await expect(shown.get_by_role("img", name="A large picture")).to_be_visible()
        await expect(shown.locator(".block-context img")).to_have_attribute("alt", "A small picture")
        await expect(shown.locator(".thumbnail img")).to_have_attribute("alt", "A small picture")
        for name in ("Plain", "Primary", "Delete", "Open"):
            await expect(shown.get_by_role("button", name=name, exact=True)).to_be_visible()
        assert await shown.locator(".unknown").count() == 0


async def test_pictures_come_from_the_workspace_alone(look: Look, post: Post, picture_host: str) -> None:
    await post(finished(f"{picture_host}/jpeg"))
    async with look() as visit:
        shown = message(visit.page).get_by_role("img", name="A lighthouse in a storm")
        assert await shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 64
        assert not any(url.startswith(picture_host) for url in visit.asked_for)


async def test_beside_a_small_picture_the_words_have_the_room(
    look: Look, post: Post, picture_host: str
) -> None:
    small = {"type": "image", "image_url": f"{picture_host}/wide", "alt_text": "A wide picture"}
    words = {"type": "mrkdwn", "text": "Some words beside a picture. " * 20}
    await post([{"type": "section", "text": words, "accessory": small}])
    async with look() as visit:
        block = message(visit.page).locator(".block-section")
        await expect(block.get_by_role("img", name="A wide picture")).to_be_visible()
        whole, said = await block.bounding_box(), await block.locator(".section-words").bounding_box()
        assert whole is not None
        assert said is not None
        assert whole["width"] - said["width"] < 120


async def test_a_picture_opens_in_full_size(look: Look, post: Post, picture_host: str) -> None:
    await post(finished(f"{picture_host}/png"))
    await post(finished(f"{picture_host}/jpeg"))
    async with look() as visit:
        page = visit.page
        await message(page).get_by_role("button", name="A lighthouse in a storm").click()
        dialog = page.get_by_role("dialog", name="Picture in full size")
        await expect(dialog).to_contain_text("1 of 2")
        await expect(dialog.get_by_role("img")).to_have_attribute("alt", "A lighthouse in a storm")
        await page.keyboard.press("ArrowRight")
        await expect(dialog).to_contain_text("2 of 2")
        image = dialog.get_by_role("img")
        await image.evaluate("(image) => image.decode()")
        await page.set_viewport_size({"width": 320, "height": 170})  # less than the picture asks for
        assert await image.evaluate("(image) => image.height < image.naturalHeight")
        await dialog.get_by_role("button", name="Show the picture at its own size").click()
        assert await image.evaluate("(image) => image.height === image.naturalHeight")
        await dialog.get_by_role("button", name="Fit the picture into the window").click()
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(message(page).get_by_role("button", name="A lighthouse in a storm")).to_be_focused()


async def test_a_placeholder_becomes_a_picture_in_place(
    look: Look, bot: AsyncApp, post: Post, web_client: AsyncWebClient, picture_host: str
) -> None:
    where = await post([{"type": "section", "text": {"type": "mrkdwn", "text": "🎨 Painting idea 1 …"}}])
    async with look() as visit:
        shown = message(visit.page)
        await expect(shown.locator(".going-on")).to_have_text("…")
        await web_client.chat_update(**where, text="x", blocks=finished(f"{picture_host}/png"))
        await expect(shown.get_by_role("img", name="A lighthouse in a storm")).to_be_visible()
        await expect(shown.locator(".going-on")).to_have_count(0)
        await expect(visit.page.get_by_role("article")).to_have_count(1)


async def test_a_picture_stays_when_its_buttons_change(
    look: Look, post: Post, web_client: AsyncWebClient, picture_host: str
) -> None:
    where = await post(finished(f"{picture_host}/png"))
    async with look() as visit:
        image = message(visit.page).get_by_role("img")
        await image.evaluate("(image) => { image.marked = true; }")
        await web_client.chat_update(**where, text="x", blocks=finished(f"{picture_host}/png")[:-1])
        await expect(message(visit.page).get_by_role("button", name="Again")).to_have_count(0)
        assert await image.evaluate("(image) => image.marked")


async def test_buttons_tell_the_app(look: Look, bot: AsyncApp, post: Post, people: WorkspaceClient) -> None:
    await post([actions("b", button("paint", "Paint 2", value="2", style="primary"))])
    async with look() as visit:
        await message(visit.page).get_by_role("button", name="Paint 2").click()
        await expect(visit.page.get_by_role("button", name=re.compile("^1 reply"))).to_be_visible()
    assert (await sent(people, "paint"))["value"] == "2"


async def test_a_dangerous_click_is_asked_about(
    look: Look, bot: AsyncApp, post: Post, picture_host: str, people: WorkspaceClient
) -> None:
    await post(finished(f"{picture_host}/png"))
    async with look() as visit:
        page = visit.page
        delete = message(page).get_by_role("button", name="Delete")
        await delete.click()
        question = page.get_by_role("dialog", name="Delete this picture?")
        await expect(question).to_contain_text("It can't be undone.")
        await question.get_by_role("button", name="Keep it").click()
        await expect(question).to_have_count(0)
        assert not [entry for entry in await people.log() if entry["name"].startswith("interactive")]
        await delete.click()
        await question.get_by_role("button", name="Delete").click()
        await expect(page.get_by_role("article")).to_have_count(0)


async def test_a_click_without_an_answer_leaves_a_warning(
    look: Look, bot: AsyncApp, post: Post, people: WorkspaceClient
) -> None:
    await post([actions("b", button("silent", "Silent"))])
    async with look() as visit:
        pressed = message(visit.page).get_by_role("button", name="Silent")
        await pressed.click()
        await expect(pressed).to_have_attribute("aria-busy", "true")
        await sent(people, "silent")
        await people.advance(4)
        warning = message(visit.page).get_by_role("img", name="The app did not take this: operation_timeout")
        await expect(warning).to_be_visible()
        await expect(pressed).not_to_have_attribute("aria-busy", "true")


async def test_menus_tell_the_app_what_was_chosen(
    look: Look,
    bot: AsyncApp,
    post: Post,
    people: WorkspaceClient,
    picture_host: str,
    users: dict[str, str],
    channels: dict[str, str],
) -> None:
    await post(everything(f"{picture_host}/png"))
    async with look(size=(1280, 1800)) as visit:
        for label, choice in {"Size": "Large", "Somebody": "김민아", "Somewhere": "general"}.items():
            await message(visit.page).get_by_role("button", name=label, exact=True).click()
            await visit.page.get_by_role("option", name=choice).click()
            await expect(message(visit.page).locator(".picker-value", has_text=choice)).to_be_visible()
    assert (await sent(people, "size"))["selected_option"]["value"] == "large"
    assert (await sent(people, "who"))["selected_user"] == users["mina"]
    assert (await sent(people, "where"))["selected_conversation"] == channels["general"]


async def test_overflow_boxes_dates_and_lists_tell_the_app(
    look: Look, bot: AsyncApp, post: Post, people: WorkspaceClient, picture_host: str
) -> None:
    await post(everything(f"{picture_host}/png"))
    async with look(size=(1280, 1800)) as visit:
        page, shown = visit.page, message(visit.page)
        await shown.get_by_role("button", name="More actions").first.click()
        await page.get_by_role("menuitem", name="Remove").click()
        assert (await sent(people, "more"))["selected_option"] == option("remove")
        await shown.get_by_role("checkbox", name="Frame").check()
        assert (await sent(people, "extras"))["selected_options"] == [option("frame")]
        await shown.get_by_role("radio", name="Raw").check()
        assert (await sent(people, "mode"))["selected_option"] == option("raw")
        await shown.locator("input[type=date]").fill("2026-06-01")
        assert (await sent(people, "day"))["selected_date"] == "2026-06-01"
        await shown.get_by_role("button", name="Colours").click()
        await page.get_by_role("option", name="Green").click()
        await expect(page.get_by_role("option", name="Green")).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("Escape")
        await expect(shown.locator(".chip")).to_have_text(["Green"])
        assert (await sent(people, "which"))["selected_options"] == [option("green")]


async def test_menus_can_be_searched_and_used_by_keyboard(
    look: Look, bot: AsyncApp, post: Post, people: WorkspaceClient
) -> None:
    colours = ["amber", "blue", "cyan", "green", "lilac", "ochre", "pink", "red", "sand", "teal"]
    select = {"type": "static_select", "action_id": "colour", "options": [option(one) for one in colours],
              "placeholder": {"type": "plain_text", "text": "Colour"}}  # fmt: skip
    await post([actions("b", select)])
    async with look(faultless=False) as visit:
        page = visit.page
        await message(page).get_by_role("button", name="Colour").focus()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.type("e")
        await expect(page.get_by_role("option")).to_have_text(
            ["Amber", "Blue", "Green", "Ochre", "Red", "Teal"]
        )
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(message(page).get_by_role("button", name="Blue")).to_be_focused()
    assert (await sent(people, "colour"))["selected_option"] == option("blue")


async def test_reactions_are_added_and_taken_back(look: Look, people: WorkspaceClient) -> None:
    await people.say("mina", "#design", "look")
    async with look() as visit:
        page = visit.page
        await message(page).hover()
        await page.get_by_role("button", name="Add a reaction").click()
        await page.get_by_label("Find an emoji").fill("tada")
        await page.keyboard.press("Enter")
        chip = message(page).get_by_role("button", name="tada: Alex Rivera")
        await expect(chip).to_have_text("🎉1")
        await people.react("sam", (await people.messages("alex", "#design"))[0], "tada")
        both = message(page).get_by_role("button", name="tada: Alex Rivera, Sam Okafor")
        await expect(both).to_have_text("🎉2")
        await both.click()
        await expect(message(page).get_by_role("button", name="tada: Sam Okafor")).to_have_text("🎉1")


async def test_message_shortcuts_open_what_the_app_opens(
    look: Look, bot: AsyncApp, people: WorkspaceClient
) -> None:
    await people.say("mina", "#design", "look")
    async with look() as visit:
        page = visit.page
        await message(page).hover()
        await (
            page.get_by_role("toolbar", name="Message actions")
            .get_by_role("button", name="More actions")
            .click()
        )
        await page.get_by_role("menuitem", name="Use as reference").click()
        await expect(page.get_by_role("dialog", name="New picture")).to_be_visible()


async def test_own_messages_can_be_deleted_and_copied(look: Look, people: WorkspaceClient) -> None:
    await people.say("mina", "#design", "hers")
    await people.say("alex", "#design", "mine, *bold*")
    async with look() as visit:
        page = visit.page
        menu = page.get_by_role("menu", name="Message actions")
        for text, own in (("hers", 0), ("mine", 1)):
            article = page.get_by_role("article").filter(has_text=text)
            await article.focus()
            await page.keyboard.press("m")
            await expect(menu.get_by_role("menuitem", name="Delete message")).to_have_count(own)
            await expect(menu.get_by_role("menuitem").first).to_be_focused()
            if own:
                break
            await page.keyboard.press("Escape")
        await menu.get_by_role("menuitem", name="Copy text").click()
        await expect(page.get_by_text("The text is copied.")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == "mine, bold"
        await page.get_by_role("article").filter(has_text="mine").focus()
        await page.keyboard.press("m")
        await menu.get_by_role("menuitem", name="Delete message").click()
        await expect(page.locator(".message-body")).to_have_text(["hers"])


async def test_deleted_files_and_old_attachments(
    look: Look, web_client: AsyncWebClient, channels: dict[str, str]
) -> None:
    uploaded = await web_client.files_upload_v2(channel=channels["design"], content="words", filename="a.txt")
    await web_client.files_delete(file=uploaded["file"]["id"])
    old = {"color": "#2eb886", "title": "Title", "text": "*text*", "fields": [{"title": "A", "value": "1"}]}
    await web_client.chat_postMessage(channel=channels["general"], text="x", attachments=[old])
    async with look() as visit:
        await expect(visit.page.get_by_text("This file was deleted.")).to_be_visible()
        await visit.page.get_by_role("button", name=re.compile("^general")).click()
        await expect(visit.page.locator(".attachment")).to_have_text("TitletextA1")
