"""The page as a whole: nothing from elsewhere, light and dark, wide and narrow, by keyboard and by ear."""

import re

from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import WorkspaceClient
from tests.sandbox.slack.page.conftest import Look
from tests.sandbox.slack.page.showcase import everything, finished


async def everything_shown(client: AsyncWebClient, channel: str, picture_host: str) -> None:
    blocks = everything(f"{picture_host}/png")
    parent = await client.chat_postMessage(channel=channel, text="x", blocks=blocks)
    blocks = finished(f"{picture_host}/png")
    await client.chat_postMessage(channel=channel, thread_ts=str(parent["ts"]), text="x", blocks=blocks)


async def test_nothing_is_asked_of_another_machine(
    look: Look, bot: AsyncApp, web_client: AsyncWebClient, channels: dict[str, str], picture_host: str
) -> None:
    """Every surface opened once; `visiting` sees each request and the console's complaints about policy."""
    await everything_shown(web_client, channels["design"], picture_host)
    async with look() as visit:
        page = visit.page
        await page.get_by_role("button", name=re.compile("reply")).click()
        await page.get_by_role("button", name="A lighthouse in a storm").click()
        await page.keyboard.press("Escape")
        await page.get_by_label("Message #design").fill("/imagine")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name="New picture")).to_be_visible()
        own = {url for url in visit.asked_for if not url.startswith(page.url.partition("/?")[0])}
        assert {url.partition("?")[0].partition("/_")[0] for url in own} == {
            page.url.partition("/?")[0].replace("http", "ws")
        }


async def test_another_page_may_not_be_loaded_into_this_one(look: Look) -> None:
    """The policy holds: an outside picture is refused before it is asked for."""
    async with look(faultless=False) as visit:
        refused = await visit.page.evaluate(
            """() => new Promise((resolve) => {
                document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI));
                document.body.append(Object.assign(new Image(), {src: "https://a.example/x.png"}));
            })"""
        )
        assert refused == "https://a.example/x.png"
        visit.asked_for.clear()  # that one was meant


async def test_it_says_that_the_models_are_stand_ins(look: Look) -> None:
    async with look() as visit:
        await expect(visit.page.get_by_text("the models behind the bot are stand-ins")).to_be_visible()
    async with look(size=(390, 800), touch=True) as visit:
        await expect(visit.page.get_by_text("Stand-in models, on this machine")).to_be_visible()


def background(page: Page):
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


async def test_light_and_dark_follow_the_system_until_chosen(look: Look) -> None:
    async with look(scheme="light") as light, look(scheme="dark") as dark:
        day, night = await background(light.page), await background(dark.page)
        assert day != night
        await dark.page.get_by_role("button", name=re.compile("^You are Alex")).click()
        await dark.page.get_by_role("menuitemradio", name="Light").click()
        assert await background(dark.page) == day
        await dark.page.reload()
        await expect(dark.page.get_by_label("Message #design")).to_be_visible()
        assert await background(dark.page) == day


async def test_one_can_be_somebody_else(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        page = visit.page
        await page.get_by_role("button", name=re.compile("^You are Alex Rivera")).click()
        await expect(page.get_by_role("menuitemradio", name=re.compile("Alex Rivera"))).to_be_checked()
        await page.get_by_role("menuitemradio", name=re.compile("김민아")).click()
        await expect(page.get_by_role("button", name=re.compile("^You are 김민아"))).to_be_visible()
        await expect(page.get_by_role("heading", level=1)).to_have_text("design")
        await page.get_by_label("Message #design").fill("안녕")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article", name=re.compile("^김민아"))).to_contain_text("안녕")


async def test_somebody_unknown_becomes_the_first_person(look: Look) -> None:
    async with look("/?user=nobody", faultless=False) as visit:
        await expect(
            visit.page.get_by_role("button", name=re.compile("^You are Alex Rivera"))
        ).to_be_visible()


async def test_nothing_sticks_out_at_any_width(
    look: Look, bot: AsyncApp, web_client: AsyncWebClient, channels: dict[str, str], picture_host: str
) -> None:
    await everything_shown(web_client, channels["design"], picture_host)
    async with look() as visit:
        page = visit.page
        await page.get_by_role("button", name=re.compile("Open the thread")).click()
        thread = page.get_by_role("region", name="Thread in #design")
        await expect(thread.get_by_role("article")).to_have_count(2)

        async def overflowing() -> list[str]:
            """What is wider than the window, and panes that scroll sideways."""
            found: list[str] = await page.evaluate(
                """() => [...document.querySelectorAll(".pane-scroll, .pane-scroll *, .head, .foot")]
                    .filter((one) => one.getClientRects().length && !one.closest("pre, .toolbar, .sr-only, .emoji"))
                    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
                        || (one.matches(".pane-scroll") && one.scrollWidth > one.clientWidth))
                    .map((one) => one.className + " " + one.textContent.slice(0, 40))"""
            )
            return found

        async def at_all_widths() -> dict[int, list[str]]:
            found = {}
            for width in (360, 768, 1024, 1920):
                await page.set_viewport_size({"width": width, "height": 800})
                found[width] = await overflowing()
            return {width: what for width, what in found.items() if what}

        assert await at_all_widths() == {}
        await page.get_by_role("button", name="Close the thread").click()
        await expect(thread).to_have_count(0)
        assert await at_all_widths() == {}


async def test_on_a_phone_the_conversations_are_a_drawer(look: Look, people: WorkspaceClient) -> None:
    async with look(size=(390, 800), touch=True) as visit:
        page = visit.page
        place = page.get_by_role("button", name=re.compile("^general, channel"))
        await expect(place).to_be_hidden()
        await page.get_by_role("button", name="Conversations").tap()
        await place.tap()
        await expect(page.get_by_role("heading", level=1)).to_have_text("general")
        await expect(place).to_be_hidden()


async def test_on_a_phone_the_thread_covers_all_and_leads_back(look: Look, people: WorkspaceClient) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    await people.say("mina", "#design", "this one", thread_ts=parent)
    async with look(size=(390, 800), touch=True) as visit:
        page = visit.page
        await page.get_by_role("button", name=re.compile("Open the thread")).tap()
        await expect(page.get_by_role("region", name="Messages in #design")).to_be_hidden()
        await page.get_by_role("button", name="Back to the conversation").tap()
        await expect(page.get_by_role("region", name="Messages in #design")).to_be_visible()


async def test_with_a_finger_everything_is_in_the_menu(look: Look, people: WorkspaceClient) -> None:
    await people.say("mina", "#design", "look")
    async with look(size=(390, 800), touch=True) as visit:
        page = visit.page
        more = page.get_by_role("article").get_by_role("button", name="More actions")
        await more.tap()
        await page.get_by_role("menuitem", name="Add a reaction").tap()
        await page.get_by_role("button", name="tada", exact=True).first.tap()
        await expect(
            page.get_by_role("article").get_by_role("button", name="tada: Alex Rivera")
        ).to_be_visible()
        await more.tap()
        await page.get_by_role("menuitem", name="Reply in a thread").tap()
        await expect(page.get_by_label("Reply in the thread")).to_be_visible()


async def test_everything_is_reached_by_keyboard(look: Look, people: WorkspaceClient, bot: AsyncApp) -> None:
    parent = await people.say("mina", "#design", "Ideas?")
    await people.say("sam", "#design", "one", thread_ts=parent)
    async with look() as visit:
        page = visit.page
        await expect(page.get_by_role("article")).to_have_count(1)
        await page.get_by_label("Message #design").focus()
        await page.keyboard.press("ArrowUp")
        await expect(page.get_by_role("article")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_label("Reply in the thread")).to_be_focused()
        await expect(
            page.get_by_role("region", name="Thread in #design").get_by_role("article")
        ).to_have_count(2)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="1 reply. Open the thread")).to_be_focused()
        await page.keyboard.press("Control+k")
        await page.keyboard.type("mark")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("marketing")
        await expect(page.get_by_label("Message #marketing")).to_be_focused()


async def test_tab_goes_through_the_page_and_shows_where(look: Look, people: WorkspaceClient) -> None:
    await people.say("mina", "#design", "one")
    async with look() as visit:
        page = visit.page
        await expect(page.get_by_role("article")).to_have_count(1)
        await page.get_by_role("button", name="Skip to the message box").focus()
        seen: list[str] = []
        for _ in range(30):
            name, outlined = await page.evaluate(
                """() => { const one = document.activeElement, style = getComputedStyle(one);
                    const box = getComputedStyle(one.closest(".composer-box") ?? one);
                    return [one.getAttribute("aria-label") ?? one.textContent,
                            style.outlineStyle !== "none" || box.boxShadow !== "none" || one.matches(".skip")]; }"""
            )
            assert outlined, name
            seen.append(name)
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement === document.body"):
                break
        order = ["Skip to the message box", "general, channel", "Messages in #design", "Message #design"]
        assert [name for name in seen if name in order] == order


CLICKABLE = "button, a[href], input:not([hidden]), textarea, [role=option], [role=menuitem], [role=menuitemradio], [role=tab]"


async def test_everything_clickable_has_a_name(
    look: Look, bot: AsyncApp, web_client: AsyncWebClient, channels: dict[str, str], picture_host: str
) -> None:
    await everything_shown(web_client, channels["design"], picture_host)
    await web_client.reactions_add(
        channel=channels["design"],
        timestamp=str(
            (await web_client.conversations_history(channel=channels["design"]))["messages"][0]["ts"]
        ),
        name="eyes",
    )

    async def nameless(page: Page) -> list[str]:
        """Clickable things in sight that a screen reader could not name."""
        found: list[str] = await page.evaluate(
            """(clickable) => [...document.querySelectorAll(clickable)]
                .filter((one) => one.getClientRects().length)
                .filter((one) => {
                    const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
                    const words = [one.getAttribute("aria-label"), one.alt, one.innerText,
                        ...by.map((id) => document.getElementById(id)?.innerText),
                        ...[...(one.labels ?? [])].map((label) => label.innerText),
                        ...[...one.querySelectorAll("img")].map((image) => image.alt)];
                    return !words.some((word) => word?.trim());
                })
                .map((one) => one.outerHTML.slice(0, 200))""",
            CLICKABLE,
        )
        return found

    async with look(size=(1500, 1400)) as visit:
        page = visit.page
        await page.get_by_role("button", name=re.compile("Open the thread")).click()
        await page.get_by_role("article").first.hover()
        await page.get_by_role("button", name="Add a reaction").first.click()
        assert await nameless(page) == []
        await page.keyboard.press("Escape")
        await page.get_by_label("Message #design").fill("/imagine")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name="New picture")).to_be_visible()
        assert await nameless(page) == []


async def test_new_messages_are_announced(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        await expect(visit.page.get_by_label("Message #design")).to_be_visible()
        await people.say("mina", "#design", "hello")
        await expect(visit.page.get_by_role("log", name="New messages")).to_have_text("김민아: hello")
