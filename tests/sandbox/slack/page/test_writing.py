"""What people do in the composer: messages, commands, completion, files, invitations."""

import re
from pathlib import Path

from playwright.async_api import expect
from slack_bolt.async_app import AsyncApp

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack, running_slack
from sandbox.slack.testing import picture
from tests.browser import visiting
from tests.sandbox.slack.page.conftest import Look


async def test_a_message_is_sent_with_enter_and_broken_with_shift(
    look: Look, people: WorkspaceClient
) -> None:
    async with look() as visit:
        page = visit.page
        await expect(page.get_by_label("Message #design")).to_be_focused()
        await page.keyboard.type("one *two*")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("three <b>")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message-body")).to_have_text("one two\nthree <b>")
        await expect(page.get_by_label("Message #design")).to_have_value("")
    assert (await people.messages("alex", "#design"))[0]["text"] == "one *two*\nthree &lt;b&gt;"


async def test_enter_that_ends_a_korean_syllable_does_not_send(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        await composer.fill("등대")
        await composer.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        await expect(composer).to_have_value("등대")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message-body")).to_have_text("등대")


async def test_commands_complete_from_the_manifest(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        await composer.press_sequentially("/")
        options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
        await expect(options).to_have_count(3)
        await expect(options.first).to_contain_text("/imagine")
        await expect(options.first).to_contain_text("Paint something")
        await composer.press_sequentially("pl")
        await expect(options).to_have_count(1)
        await page.keyboard.press("Tab")
        await expect(composer).to_have_value("/plain ")
        await expect(options).to_have_count(0)


async def test_people_channels_and_emoji_complete(look: Look) -> None:
    async with look() as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        await composer.press_sequentially("hello @mi")
        await page.keyboard.press("Enter")
        await expect(composer).to_have_value("hello @김민아 ")
        await composer.press_sequentially("in #gen")
        await page.keyboard.press("Enter")
        await composer.press_sequentially(":tad")
        await page.keyboard.press("Enter")
        await expect(composer).to_have_value("hello @김민아 in #general 🎉 ")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message-body")).to_have_text("hello @김민아 in #general 🎉")


async def test_escape_closes_the_suggestions_only(look: Look) -> None:
    async with look() as visit:
        composer = visit.page.get_by_label("Message #design")
        await composer.press_sequentially("/im")
        await expect(visit.page.get_by_role("listbox")).to_be_visible()
        await visit.page.keyboard.press("Escape")
        await expect(visit.page.get_by_role("listbox")).to_have_count(0)
        await expect(composer).to_have_value("/im")


async def test_a_command_runs(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        await page.get_by_label("Message #design").fill("/imagine lighthouse, storm")
        await page.keyboard.press("Enter")
        card = page.get_by_role("article", name=re.compile("^Imagine"))
        await expect(card).to_contain_text("@Alex Rivera asked for a picture")
        await expect(card.locator("blockquote")).to_have_text("lighthouse, storm")


async def test_an_example_is_a_click_away(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        await visit.page.get_by_role("button", name="/imagine keywords").click()
        await expect(visit.page.get_by_label("Message #design")).to_have_value("/imagine keywords")
        await expect(visit.page.get_by_label("Message #design")).to_be_focused()


async def test_unknown_commands_are_kept_and_explained(look: Look) -> None:
    async with look() as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        await composer.fill("/imagin a cat")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("/imagin is not a command")).to_be_visible()
        await expect(composer).to_have_value("/imagin a cat")
        await composer.fill(" /imagin a cat")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message-body")).to_have_text("/imagin a cat")


async def test_commands_do_not_run_in_threads(look: Look, people: WorkspaceClient) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    async with look(f"/?channel=design&thread={parent}") as visit:
        await visit.page.get_by_label("Reply in the thread").fill("/imagine a cat")
        await visit.page.keyboard.press("Enter")
        await expect(
            visit.page.get_by_text("Commands don't run in threads. Write @Imagine here")
        ).to_be_visible()


async def test_a_command_nobody_answers_leaves_slacks_line(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        await visit.page.get_by_label("Message #design").fill("/imagine a cat")
        await visit.page.keyboard.press("Enter")
        line = visit.page.get_by_role("article", name=re.compile("^Slackbot"))
        await expect(line).to_contain_text('/imagine failed with the error "dispatch_failed"')


async def test_the_app_is_invited_by_command_or_menu(
    look: Look, bot: AsyncApp, people: WorkspaceClient
) -> None:
    async with look("/?channel=random") as visit:
        page = visit.page
        await page.get_by_role("button", name="3 members, without Imagine").click()
        await expect(page.get_by_role("menuitem", name=re.compile("Invite Imagine"))).to_be_visible()
        await page.keyboard.press("Escape")
        await page.get_by_label("Message #random").fill("/invite @Imagine")
        await page.keyboard.press("Enter")
        await expect(
            page.locator(".message-body", has_text="@Imagine has joined the channel")
        ).to_be_visible()
        await expect(page.get_by_role("button", name="4 members")).to_be_visible()
        await page.get_by_role("button", name="launch-plans, private channel").click()
        await page.get_by_role("button", name="3 members, without Imagine").click()
        await page.get_by_role("menuitem", name=re.compile("Invite Imagine")).click()
        await expect(
            page.locator(".message-body", has_text="@Imagine has joined the channel")
        ).to_be_visible()


async def test_a_picture_is_chosen_shown_and_sent(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        page = visit.page
        async with page.expect_file_chooser() as choosing:
            await page.get_by_role("button", name="Attach files").click()
        file = {"name": "harbour.png", "mimeType": "image/png", "buffer": picture(size=(90, 60))}
        await (await choosing.value).set_files([file])
        await expect(page.locator(".draft-file")).to_contain_text("harbour.png")
        await page.keyboard.type("look")
        await page.get_by_role("button", name="Send").click()
        shown = page.get_by_role("article").get_by_role("img", name="harbour.png")
        await expect(shown).to_be_visible()
        assert await shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 90
        await expect(page.locator(".draft-file")).to_have_count(0)
    message = (await people.messages("alex", "#design"))[0]
    assert (message["text"], message["files"][0]["name"]) == ("look", "harbour.png")


async def test_pictures_can_be_pasted_and_dropped(look: Look) -> None:
    carry = """(target, [kind, bytes]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], kind + ".png", {type: "image/png"}));
        const about = {bubbles: true, cancelable: true};
        if (kind === "paste") target.dispatchEvent(new ClipboardEvent("paste", {...about, clipboardData: transfer}));
        else for (const step of ["dragenter", "drop"])
            target.dispatchEvent(new DragEvent(step, {...about, dataTransfer: transfer}));
    }"""
    async with look() as visit:
        page = visit.page
        content = list(picture())
        await page.get_by_label("Message #design").evaluate(carry, ["paste", content])
        await page.locator(".conversation").evaluate(carry, ["drop", content])
        await expect(page.locator(".draft-file strong")).to_have_text(["paste.png", "drop.png"])
        await expect(page.locator(".draft-file[aria-busy=true]")).to_have_count(0)
        await page.get_by_role("button", name="Remove paste.png").click()
        await expect(page.locator(".draft-file strong")).to_have_text(["drop.png"])
        await page.reload()
        await expect(page.locator(".draft-file strong")).to_have_text(["drop.png"])


async def test_files_the_app_may_not_read_are_said_to_be_so(browser, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "features: {bot_user: {display_name: Imagine}}\ndisplay_information: {name: Imagine}\n"
    )
    async with running_slack(manifest=manifest) as slack, visiting(browser, slack.url) as visit:
        await visit.page.locator(".composer input[type=file]").set_input_files(
            [{"name": "a.png", "mimeType": "image/png", "buffer": picture()}]
        )
        await expect(visit.page.get_by_text("Imagine can't read files")).to_be_visible()


async def test_a_document_is_a_card_to_download(look: Look, people: WorkspaceClient) -> None:
    file = await people.upload("mina", "brief.pdf", b"%PDF-1.4 not much" * 100)
    await people.say("mina", "#design", "The brief", files=[file["id"]])
    async with look() as visit:
        card = visit.page.get_by_role("link", name="Download brief.pdf")
        await expect(card).to_contain_text("PDF · 2 kB · 김민아")
        async with visit.page.expect_download() as download:
            await card.click()
        assert (await download.value).suggested_filename == "brief.pdf"


async def test_who_is_not_a_member_can_join(look: Look, people: WorkspaceClient) -> None:
    await people.add_channel("moodboards", members=["mina"])
    async with look("/?channel=moodboards") as visit:
        page = visit.page
        await expect(page.get_by_text("You are not in #moodboards.")).to_be_visible()
        await page.get_by_role("button", name="Join").click()
        await expect(page.get_by_label("Message #moodboards")).to_be_visible()


async def test_a_new_channel_is_made_and_opened(look: Look, slack: RunningSlack) -> None:
    async with look() as visit:
        page = visit.page
        await page.get_by_role("button", name="New channel").click()
        await page.get_by_label("Name").fill("Mood Boards")
        await page.get_by_role("checkbox", name="Private").check()
        await page.get_by_label("Imagine is a member").uncheck()
        await page.get_by_role("button", name="Create").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("mood-boards")
    made = slack.slack.workspace.channel_named("mood-boards")
    assert made is not None
    assert made.kind == "private"
    assert not slack.slack.workspace.bot_in(made)


async def test_what_cannot_be_sent_comes_back(look: Look, people: WorkspaceClient) -> None:
    async with look(faultless=False) as visit:
        page = visit.page
        composer = page.get_by_label("Message #design")
        await composer.fill("do not lose me")
        await page.route("**/_sandbox/message", lambda route: route.abort())
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("The workspace can't be reached.")).to_be_visible()
        await expect(composer).to_have_value("do not lose me")
        await page.unroute("**/_sandbox/message")
        await composer.press("Enter")
        await expect(page.locator(".message-body")).to_have_text("do not lose me")
