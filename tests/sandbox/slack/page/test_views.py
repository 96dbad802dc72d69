"""Modals and the App Home."""

import re

from playwright.async_api import Locator, Page, expect
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.state.model import Json
from sandbox.slack.testing import picture, plain, section
from tests.sandbox.slack.page.conftest import Look
from tests.sandbox.slack.page.showcase import entry


def modal(page: Page, title: str = "New picture") -> Locator:
    return page.get_by_role("dialog", name=title)


async def open_form(page: Page) -> Locator:
    await page.get_by_label("Message #design").fill("/imagine")
    await page.keyboard.press("Enter")
    form = modal(page)
    await expect(form).to_be_visible()
    return form


async def test_a_form_is_filled_in_and_sent(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        form = await open_form(page)
        await expect(form.get_by_label("What should it show?")).to_be_focused()
        await page.keyboard.type("등대, storm")
        await form.get_by_label("How literally (optional)").fill("7.5")
        await form.get_by_role("button", name=re.compile("^Shape")).click()
        await page.get_by_label("Search: Choose").fill("12")
        await page.keyboard.press("Enter")
        await form.get_by_role("radio", name="Raw").check()
        await form.get_by_role("checkbox", name="Only me").check()
        file = {"name": "ref.png", "mimeType": "image/png", "buffer": picture()}
        await form.locator("input[type=file]").set_input_files([file])
        await expect(form.locator(".file-list")).to_contain_text("ref.png")
        await form.get_by_role("button", name=re.compile("^For whom")).click()
        await page.get_by_role("option", name="김민아").click()
        await page.keyboard.press("Escape")
        await form.get_by_role("button", name="Start").click()
        await expect(form).to_have_count(0)
        await page.get_by_role("button", name=re.compile("^Imagine, direct message")).click()
        said = page.locator(".message-body")
        await expect(said).to_have_text(
            re.compile(r"^You chose 등대, storm, 7\.5, 12:9, raw, private, ref\.png, U0")
        )


async def test_what_is_wrong_is_said_in_place(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        form = await open_form(page)
        text, number = (
            form.get_by_label("What should it show?"),
            form.get_by_label("How literally (optional)"),
        )
        await number.fill("99")
        await form.get_by_role("button", name="Start").click()
        await expect(text).to_have_accessible_description(
            "A few keywords. Please complete this required field."
        )
        await expect(number).to_have_accessible_description("This must be 10 or less.")
        await expect(text).to_be_focused()
        await expect(text).to_have_attribute("aria-invalid", "true")
        await text.fill("something bad")
        await expect(text).not_to_have_attribute("aria-invalid", "true")
        await number.fill("")
        await form.get_by_role("button", name="Start").click()
        await expect(text).to_have_accessible_description("A few keywords. That won't do.")
        await expect(text).to_have_value("something bad")


async def test_a_long_text_is_counted(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        form = await open_form(visit.page)
        await form.get_by_label("What should it show?").fill("x" * 41)
        await expect(form.locator(".counter.over")).to_have_text("41 / 40")
        await form.get_by_role("button", name="Start").click()
        await expect(form.get_by_text("This must be no more than 40 characters.")).to_be_visible()


async def test_forms_stack_three_deep_and_go_back(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        form = await open_form(page)
        await form.get_by_label("What should it show?").fill("keep me")
        await form.get_by_role("button", name="Another form").click()
        await expect(modal(page, "Form 2")).to_be_visible()
        await modal(page, "Form 2").get_by_role("button", name="One more").click()
        await expect(modal(page, "Form 3")).to_be_visible()
        await modal(page, "Form 3").get_by_role("button", name="Back").first.click()
        await expect(modal(page, "Form 2")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(modal(page).get_by_label("What should it show?")).to_have_value("keep me")
        await modal(page).get_by_role("button", name="Another form").click()
        await modal(page, "Form 2").get_by_role("button", name="Close", exact=True).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_answer_updates_pushes_and_clears(look: Look, bot: AsyncApp) -> None:
    """The three `response_action`s that change what is shown; `errors` is tested above."""

    def step(title: str, *blocks: Json) -> Json:
        view = {"type": "modal", "callback_id": "steps", "title": plain(title), "submit": plain("Next")}
        return {**view, "blocks": list(blocks) or [section(f"This is {title}.")]}

    answers: dict[str, Json] = {
        "One": {"response_action": "update", "view": step("Two")},
        "Two": {"response_action": "push", "view": step("Three")},
        "Three": {"response_action": "clear"},
    }

    @bot.command("/plain")
    async def opened(ack: AsyncAck, command: Json, client: AsyncWebClient) -> None:
        await ack()
        first = step("One", entry("text", "Words", {"type": "plain_text_input"}))
        await client.views_open(trigger_id=command["trigger_id"], view=first)

    @bot.view("steps")
    async def sent(ack: AsyncAck, view: Json) -> None:
        await ack(**answers[view["title"]["text"]])

    async with look() as visit:
        page = visit.page
        await page.get_by_label("Message #design").fill("/plain")
        await page.keyboard.press("Enter")
        await modal(page, "One").get_by_label("Words").fill("some")
        await page.keyboard.press("Enter")
        await expect(modal(page, "Two")).to_contain_text("This is Two.")
        await expect(modal(page, "One")).to_have_count(0)
        await expect(modal(page, "Two").get_by_role("button", name="Back")).to_have_count(0)
        await modal(page, "Two").get_by_role("button", name="Next").click()
        await modal(page, "Three").get_by_role("button", name="Back").click()
        await modal(page, "Two").get_by_role("button", name="Next").click()
        await modal(page, "Three").get_by_role("button", name="Next").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(page.get_by_label("Message #design")).to_be_focused()


async def test_an_update_keeps_what_was_entered(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        form = await open_form(visit.page)
        await form.get_by_label("What should it show?").fill("keep me")
        await form.get_by_role("button", name="Rename").click()
        await expect(modal(visit.page, "Renamed").get_by_label("What should it show?")).to_have_value(
            "keep me"
        )


async def test_a_reload_keeps_an_open_form(look: Look, bot: AsyncApp, people: WorkspaceClient) -> None:
    async with look() as visit:
        form = await open_form(visit.page)

        async def remembered(client: WorkspaceClient) -> bool:
            values = (await client.modals("alex"))[0]["state"]["values"]
            return bool(values.get("text", {}).get("input", {}).get("value") == "half a thought")

        async with visit.page.expect_response("**/_sandbox/action"):
            await form.get_by_label("What should it show?").fill("half a thought")
        assert await remembered(people)
        await visit.page.reload()
        await expect(modal(visit.page).get_by_label("What should it show?")).to_have_value("half a thought")


async def test_a_form_nobody_takes_says_so(look: Look, bot: AsyncApp, people: WorkspaceClient) -> None:
    async with look() as visit:
        form = await open_form(visit.page)
        await form.get_by_label("What should it show?").fill("a cat")
        await people.add_fault("slack:deliver:interactive", "cut", times=1)
        await form.get_by_role("button", name="Start").click()
        await people.advance(4)
        await expect(form.get_by_role("alert")).to_have_text("We had some trouble connecting. Try again?")
        await form.get_by_role("button", name="Start").click()
        await expect(form).to_have_count(0)


async def test_global_shortcuts_are_in_the_composer(look: Look, bot: AsyncApp) -> None:
    async with look() as visit:
        page = visit.page
        await page.get_by_role("button", name="Commands and shortcuts").click()
        await page.get_by_role("menuitem", name=re.compile("^Paint")).click()
        await expect(modal(page)).to_be_visible()


async def test_app_home_is_shown_and_updated(look: Look, bot: AsyncApp) -> None:
    async with look("/?channel=@app") as visit:
        page = visit.page
        await page.get_by_role("tab", name="Home").click()
        home = page.get_by_role("tabpanel", name="Home")
        await expect(home.get_by_role("heading", name="Your pictures")).to_be_visible()
        await expect(home).to_contain_text("Nothing yet.")
        await home.get_by_role("button", name="Look again").click()
        await expect(home).to_contain_text("One picture.")
        await page.get_by_role("tab", name="Home").focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_label("Message Imagine")).to_be_visible()
        await expect(page.get_by_role("tab", name="Messages")).to_be_focused()
        await page.keyboard.press("ArrowLeft")
        await expect(home).to_be_visible()


RARER = {
    "datepicker": ("2026-05-03", "2026-05-03"),
    "timepicker": ("14:05", "14:05"),
    "datetimepicker": ("2026-05-03T14:05", 1777813500),
    "email_text_input": ("a@b.example", "a@b.example"),
    "url_text_input": ("https://a.example/", "https://a.example/"),
}
"""Kind -> what a person enters (dates and times in London), and what the app is told."""


async def test_the_rarer_inputs(look: Look, bot: AsyncApp) -> None:
    taken: list[Json] = []

    @bot.command("/plain")
    async def opened(ack: AsyncAck, command: Json, client: AsyncWebClient) -> None:
        await ack()
        blocks = [entry(kind, kind, {"type": kind}) for kind in RARER]
        view = {"type": "modal", "title": plain("Rarer"), "submit": plain("Send"), "blocks": blocks}
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    @bot.view({"type": "view_submission", "callback_id": ""})
    async def sent(ack: AsyncAck, view: Json) -> None:
        taken.append(view["state"]["values"])
        await ack()

    async with look() as visit:
        await visit.page.get_by_label("Message #design").fill("/plain")
        await visit.page.keyboard.press("Enter")
        form = modal(visit.page, "Rarer")
        for kind, (typed, _) in RARER.items():
            await form.get_by_label(kind, exact=True).fill(typed)
        await form.get_by_role("button", name="Send").click()
        await expect(form).to_have_count(0)
    for kind, (_, told) in RARER.items():
        assert told in taken[0][kind]["input"].values()
