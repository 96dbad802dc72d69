"""The gallery in a browser: people sign in, look around, find, keep and delete, and nobody else can."""

import re
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from sandbox.stack import running_stack
from tests.accessibility import assert_accessible
from tests.browser import running_browser, visiting
from tests.galleries import BEGUN
from tests.journeys.hanging import hanging
from tests.journeys.person import Person, records_of, said, seen_by, until
from tests.web.site import signed_in

COUNT = 60
PAGE = 24
CORE, TITAN = "stability.stable-image-core-v1:1", "amazon.titan-image-generator-v2:0"


@pytest.fixture(scope="module")
async def stack(patient_slack):
    async with running_stack(extended_access=True) as running:
        yield running


@pytest.fixture(scope="module")
async def web(stack):
    """The bot whose pages these are."""
    return await stack.start_bot()


@pytest.fixture(scope="module")
async def wall(stack):
    async with hanging(stack) as wall:
        wall.pictures = await wall.hang(*_many(wall))
        yield wall


def _many(wall):
    """Sixty of Alex and Mina, half of each kind, an hour apart; the newest is the last."""
    for number in range(COUNT):
        even = number % 2 == 0
        yield wall.picture(
            "alex" if even else "mina",
            minutes=60 * number,
            title=f"Number {number}",
            keywords="",
            prompt="a lighthouse in the evening" if even else "two boats in a harbour",
            original=None if even else "항구에 있는 배",
            style="ink" if number % 3 == 0 else "watercolour",
            model_id=TITAN if number % 4 < 2 else CORE,
            references=("references/t/0/source.jpg",) if number % 5 == 0 else (),
            channel="C0ONE" if number % 6 == 0 else "C0TWO",
            audience="person" if number == 57 else "workspace",
        )


@pytest.fixture(scope="module")
async def browser():
    async with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
async def passes(web, wall):
    """The cookie of everybody who is signed in."""
    return {name: await signed_in(web.url, user) for name, user in wall.people.items()}


@pytest.fixture
def look(browser, web, wall, passes):
    """Opens an address of the gallery as somebody who is signed in."""

    @asynccontextmanager
    async def look_at(path="/gallery", user="alex", **how):
        async with visiting(browser, web.url + "/gallery", **how) as visit:
            name, _, value = passes[user].partition("=")
            # The browser takes this machine for safe; the one that speaks for it here wants to hear "https".
            url = web.url.replace("http:", "https:")
            await visit.page.context.add_cookies(
                [
                    {
                        "name": name,
                        "value": value,
                        "url": url,
                        "secure": True,
                        "httpOnly": True,
                        "sameSite": "Lax",
                    }
                ]
            )
            await visit.page.goto(web.url + path)
            await expect(visit.page.locator(".account")).to_be_visible()
            yield visit.page

    return look_at


async def sign_in(page, user):
    """By one click here and one at Slack."""
    await page.locator(".notice .primary").click()
    await page.locator("button.person", has_text=f"@{user}").click()
    await expect(page.locator(".account")).to_be_visible()


def cards(page):
    return page.locator(".card")


def titles(page):
    """What the cards are called. A page may be seen when only its beginning is there: to be waited for."""
    return cards(page).locator(".caption")


async def begins_with(page, wanted):
    """Wait until these are the titles; where there is room, the grid goes on by itself."""
    await expect(titles(page).nth(len(wanted) - 1)).to_have_text(wanted[-1])
    assert (await titles(page).all_text_contents())[: len(wanted)] == wanted


def numbers(*wanted):
    """The titles of those hung that are `wanted`, the newest first, by what they are."""
    return [f"Number {one}" for one in sorted(wanted, reverse=True)]


def viewer(page):
    return page.locator("#viewer")


async def open_first(page):
    await cards(page).first.click()
    await expect(viewer(page).get_by_role("heading", level=1)).to_be_visible()


# Coming in


async def test_one_click_signs_in_and_leads_to_what_was_asked_for(browser, web, wall):
    async with visiting(browser, web.url + "/gallery?q=boats&view=mine") as visit:
        page = visit.page
        await sign_in(page, "mina")
        parts = urlsplit(page.url)
        assert (parts.path, parts.query) == ("/gallery", "q=boats&view=mine")
        await expect(page.locator("html")).to_have_attribute("lang", "ko")
        await expect(page.locator(".who")).to_have_text("김민아")
        await expect(cards(page).first).to_be_visible()
        await expect(page.get_by_role("searchbox")).to_have_value("boats")


async def test_who_cancels_is_told_so_and_can_try_again(browser, web, wall):
    async with visiting(browser, web.url + "/gallery", faultless=False) as visit:
        page = visit.page
        await assert_accessible(page, "the page before signing in")
        await page.get_by_role("link", name="Sign in with Slack").click()
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
        await assert_accessible(page, "the page after a refusal")
        await page.goto(web.url + "/gallery")
        await expect(page.get_by_role("link", name="Sign in with Slack")).to_be_visible()
        await page.goto(web.url + "/gallery/signed-in?code=1&state=made-up")
        await expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")


async def test_a_link_to_a_picture_leads_there_after_signing_in(browser, web, wall):
    async with visiting(browser, f"{web.url}/gallery/pictures/{wall.pictures[3].id}") as visit:
        page = visit.page
        await sign_in(page, "alex")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Number 3")
        await expect(page).to_have_title("Number 3 · Imagine")
        await assert_accessible(page, "a picture's page")


async def test_who_signs_out_is_out(look, web):
    async with look() as page:
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_role("link", name="Sign in with Slack")).to_be_visible()
        await page.goto(web.url + "/gallery?view=mine")
        await expect(page.get_by_role("link", name="Sign in with Slack")).to_be_visible()
        assert await page.context.cookies() == []


# The grid


async def test_the_grid_goes_on_to_its_end_once_each_and_in_order(look, web):
    async with look() as page:
        await expect(cards(page)).not_to_have_count(0)
        for _ in range(COUNT // PAGE + 1):
            await page.mouse.wheel(0, 20_000)
            await page.wait_for_function(
                "() => !document.querySelector('#more') || document.querySelectorAll('.card').length > 24"
            )
            await page.evaluate("scrollTo(0, document.body.scrollHeight)")
        await expect(page.get_by_text("That is all.")).to_be_visible()
        await expect(titles(page)).to_have_text(numbers(*(one for one in range(COUNT) if one != 57)))
        await assert_accessible(page, "the grid")
        loaded = "(image) => image.decode().then(() => image.naturalWidth)"
        assert await cards(page).first.locator("img").evaluate(loaded) > 0


async def test_without_the_script_the_grid_has_leaves_and_pictures_are_pages(browser, web, wall):
    context = await browser.new_context(java_script_enabled=False, locale="en-GB")
    page = await context.new_page()
    await page.goto(web.url + "/gallery")
    await sign_in(page, "alex")
    await expect(titles(page)).to_have_count(PAGE)
    first = await titles(page).all_text_contents()
    await page.get_by_role("link", name="More").click()
    await expect(page.get_by_role("link", name="Previous")).to_be_visible()
    await expect(titles(page)).to_have_count(PAGE)
    assert not set(first) & set(await titles(page).all_text_contents())
    await page.get_by_role("link", name="Previous").click()
    await expect(titles(page)).to_have_text(first)
    await cards(page).first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(first[0])
    star = page.get_by_role("button", name="Add to favourites")
    await star.click()
    await page.get_by_role("button", name="Remove from favourites").click()
    await expect(star).to_be_visible()
    await page.get_by_role("link", name="Back to the gallery").click()
    await expect(cards(page)).to_have_count(PAGE)
    await context.close()


async def test_who_comes_back_finds_the_grid_as_they_left_it(look):
    async with look() as page:
        await page.evaluate("scrollTo(0, document.body.scrollHeight)")
        await page.wait_for_function("() => document.querySelectorAll('.card').length > 24")
        left = page.locator(".card", has_text="Number 22")
        await page.evaluate("scrollTo(0, document.body.scrollHeight)")
        await left.scroll_into_view_if_needed()
        top = await page.evaluate("scrollY")
        assert top > 0
        await page.evaluate("location.href = '/gallery?view=mine'")  # a click on a link up there would scroll
        await expect(page.locator("[aria-current=page]")).to_have_text("Mine")
        await page.go_back()
        await expect(page.locator("[aria-current=page]")).to_have_text("Workspace")
        await expect(left).to_be_in_viewport()
        assert abs(await page.evaluate("scrollY") - top) < 5


# Finding


FOUND = {
    "q=boat": lambda one: one % 2 == 1,
    "q=항구": lambda one: one % 2 == 1,
    "q=등대": lambda one: False,
    "q=lighthouse+ink": lambda one: one % 2 == 0 and one % 3 == 0,
    "style=ink": lambda one: one % 3 == 0,
    f"model={CORE}": lambda one: one % 4 >= 2,
    "reference=yes": lambda one: one % 5 == 0,
    "reference=no": lambda one: one % 5 != 0,
    "channel=C0ONE": lambda one: one % 6 == 0,
    "person=MINA": lambda one: one % 2 == 1,
    "since=2026-01-02&until=2026-01-02": lambda one: 24 <= one < 48,
    "until=2026-01-01": lambda one: one < 24,
    f"q=evening&style=ink&reference=no&since=2026-01-02&model={CORE}": lambda one: (
        one % 2 == 0 and one % 3 == 0 and one % 5 != 0 and one >= 24 and one % 4 >= 2
    ),
}


async def test_every_filter_shows_what_it_says_and_its_chip_takes_it_away(look, web, wall):
    async with look() as page:
        chips = page.locator(".chip")
        for query, kept in FOUND.items():
            await page.goto(f"{web.url}/gallery?{query.replace('MINA', wall.people['mina'])}")
            wanted = numbers(*(one for one in range(COUNT) if kept(one) and one != 57))
            if wanted:
                await begins_with(page, wanted[:PAGE])
            else:
                await expect(page.get_by_role("heading", level=1)).to_have_text("Nothing matches")
            await expect(chips).to_have_count(query.count("="))
        for left in reversed(range(query.count("="))):
            await chips.first.click()
            await expect(chips).to_have_count(left)
        await begins_with(page, numbers(59, 58))
        await page.goto(f"{web.url}/gallery?q=evening&style=ink&view=mine")
        await page.get_by_role("link", name="Clear all").click()
        await expect(chips).to_have_count(0)
        await expect(page.locator("[aria-current=page]")).to_have_text("Mine")


async def test_people_search_and_filter_by_hand(look):
    async with look() as page:
        await page.get_by_role("searchbox").fill("lighthouse")
        await page.keyboard.press("Enter")
        await expect(page.locator(".chip")).to_have_text(["“lighthouse” ×"])
        await page.get_by_text("Filters").click()
        await page.get_by_label("Made from").select_option("A picture")
        await page.get_by_label("From", exact=True).fill("2026-01-02")
        await page.get_by_role("button", name="Show").click()
        await expect(page.locator(".chip")).to_have_count(3)
        await expect(titles(page)).to_have_text(numbers(30, 40, 50))
        await assert_accessible(page, "the grid with filters")
        await page.get_by_role("searchbox").fill("nothing like that")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Nothing matches")
        await expect(page.locator(".chip")).to_have_count(3)


async def test_views(look):
    async with look("/gallery", "mina") as page:
        await page.get_by_role("link", name="내 그림").click()
        await expect(page.locator("[aria-current=page]")).to_have_text("내 그림")
        await begins_with(page, numbers(*range(1, COUNT, 2))[:PAGE])
        # What she painted for herself alone is hers to see, and says so.
        await expect(page.locator(".card", has_text="Number 57").locator(".lock")).to_be_visible()
        await page.get_by_role("link", name="즐겨찾기").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("아직 그림이 없어요")
        await assert_accessible(page, "no favourites, in Korean")


# A picture above the grid


async def test_keys_leaf_and_close_and_the_address_follows(look, web):
    async with look("/gallery?view=mine") as page:
        grid = page.url
        await open_first(page)
        heading = viewer(page).get_by_role("heading", level=1)
        await expect(heading).to_have_text("Number 58")
        await expect(page).to_have_title("Number 58 · Imagine")
        await page.keyboard.press("ArrowRight")
        await expect(heading).to_have_text("Number 56")
        await expect(page).to_have_url(re.compile("/gallery/pictures/"))
        await page.keyboard.press("ArrowLeft")
        await expect(heading).to_have_text("Number 58")
        await assert_accessible(page, "a picture above the grid")
        await page.keyboard.press("Escape")
        await expect(viewer(page)).not_to_be_visible()
        await expect(page).to_have_url(grid)
        await expect(page).to_have_title("Imagine · Gallery")
        await expect(cards(page).first).to_be_focused()


async def test_leafing_goes_on_past_what_is_loaded(look):
    async with look("/gallery?view=mine") as page:
        last = cards(page).nth(PAGE - 1)
        await last.click()
        heading = viewer(page).get_by_role("heading", level=1)
        await expect(heading).to_have_text("Number 12")
        await page.keyboard.press("ArrowRight")
        await expect(heading).to_have_text("Number 10")


async def test_the_way_back_closes_the_picture(look):
    async with look("/gallery?view=mine") as page:
        grid = page.url
        await open_first(page)
        await page.go_back()
        await expect(viewer(page)).not_to_be_visible()
        await expect(page).to_have_url(grid)
        await open_first(page)
        await page.reload()
        await expect(page.locator(".alone")).to_be_visible()
        await page.go_back()
        await expect(page).to_have_url(grid)
        await expect(cards(page).first).to_be_visible()


async def test_a_favourite_is_one_at_once_and_everywhere_until_it_is_taken_off(look, web, wall):
    favourites = web.url + "/gallery?view=favourites"
    async with look("/gallery?style=ink") as page:
        grid = page.url
        await open_first(page)
        await viewer(page).get_by_role("button", name="Add to favourites").click()
        await expect(viewer(page).get_by_role("button", name="Remove from favourites")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(cards(page).first.locator(".star")).to_be_visible()
        await expect(page).to_have_url(grid)  # what is opened while it still goes back would be given up
        await page.goto(favourites)
        await expect(titles(page)).to_have_text(["Number 54"])
        await open_first(page)
        await page.keyboard.press("f")
        await expect(viewer(page).get_by_role("button", name="Add to favourites")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(cards(page).first.locator(".star")).to_have_count(0)
        await expect(page).to_have_url(favourites)
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_have_text("No pictures yet")
    assert not await wall.gallery.favoured_by(wall.pictures[54])


async def test_the_original_is_downloaded_as_it_is_stored(look, wall):
    async with look("/gallery?q=lighthouse") as page:
        await open_first(page)
        async with page.expect_download() as started:
            await viewer(page).get_by_role("link", name="Download original").click()
        download = await started.value
        assert re.fullmatch(r"imagine-2026-01-03-[0-9a-f]{8}-1\.png", download.suggested_filename)
        path = await download.path()
        assert path.read_bytes() == await wall.original(wall.pictures[58])


async def test_the_recipe_is_copied(look):
    async with look("/gallery?q=lighthouse&reference=no") as page:
        await open_first(page)
        await viewer(page).get_by_role("button", name="Copy recipe").click()
        await expect(viewer(page).get_by_role("button", name="Copied")).to_be_visible()
        copied = await page.evaluate("navigator.clipboard.readText()")
        asked = copied.removeprefix('/imagine a lighthouse in the evening --style "')
        assert asked.startswith(('ink" ', 'watercolour" '))
        assert asked.partition('" ')[2].startswith("--raw --size 96x96 --seed 7 --model ")


async def test_the_preview_opens_in_a_tab_of_its_own(look, stack, wall):
    # A tab with nothing but a picture asks the CDN for an icon, in vain.
    async with look("/gallery?q=lighthouse", faultless=False) as page:
        await open_first(page)
        async with page.context.expect_page() as opened:
            await viewer(page).get_by_role("link", name="Open in a new tab").click()
        tab = await opened.value
        await expect(tab).to_have_url(f"{stack.aws.cdn_url}/{wall.pictures[58].preview_key}")


async def test_slack_shows_the_way_here(web, workspace, aws):
    """Each in their own language, from the Home tab and from the help."""
    channel = (await workspace.add_channel("way-to-the-web", bot=True))["id"]
    for user, words in (("sam", "Open the gallery in the browser"), ("mina", "브라우저에서 갤러리 열기")):
        link = f"<{web.url}/gallery|{words}>"
        person = Person(workspace, user, channel)
        await person.types("/imagine help")
        assert link in said(await person.privately(words))
        await workspace.open_home(user)

        async def shown(client, user=user, link=link):
            return link in str(await client.home(user))

        assert await workspace.wait_for(shown, timeout=60)


# Deleting


async def test_what_is_deleted_is_gone_here_at_slack_and_at_its_address(look, stack, web, workspace, aws):
    channel = (await workspace.add_channel("web", bot=True))["id"]
    alex = Person(workspace, "alex", channel)
    await alex.types("/imagine --raw a submarine")
    card = await alex.card("submarine")
    await alex.painted(card)
    (record,) = [one for one in await records_of(stack) if "submarine" in one["prompt"]]
    await seen_by(stack, record)
    async with look("/gallery?q=submarine") as page:
        address = await cards(page).first.get_attribute("href")
        await open_first(page)
        in_slack = viewer(page).get_by_role("link", name="Open in Slack")
        await expect(in_slack).to_have_attribute("href", re.compile("/archives/"))
        await viewer(page).get_by_text("Delete", exact=True).first.click()
        await viewer(page).get_by_text("Keep it").click()
        await expect(viewer(page).get_by_text("Delete this picture for everyone?")).not_to_be_visible()
        await viewer(page).get_by_text("Delete", exact=True).first.click()
        await assert_accessible(page, "the question before deleting")
        await viewer(page).get_by_role("button", name="Delete").click()
        await expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
        assert (await page.request.get(web.url + address)).status == 404
        assert (await page.request.get(f"{web.url}{address}/original")).status == 404
    assert "deleted this picture" in said(await alex.reply(card, "deleted this picture"))


async def test_after_a_deletion_the_next_picture_is_shown(look, wall):
    await wall.hang(*(wall.picture("alex", title=f"Ferry {one}", prompt="a ferry") for one in range(3)))
    async with look("/gallery?q=ferry") as page:
        await open_first(page)
        heading = viewer(page).get_by_role("heading", level=1)
        await expect(heading).to_have_text("Ferry 2")
        await viewer(page).get_by_text("Delete", exact=True).first.click()
        await viewer(page).get_by_role("button", name="Delete").click()
        await expect(heading).to_have_text("Ferry 1")
        await expect(viewer(page).get_by_role("status")).to_have_text("The picture is deleted.")
        await page.keyboard.press("Escape")
        await expect(titles(page)).to_have_text(["Ferry 1", "Ferry 0"])


async def test_others_cannot_delete_it(look, wall):
    async with look(f"/gallery/pictures/{wall.pictures[4].id}", "sam") as page:
        await expect(page.get_by_role("link", name="Download original")).to_be_visible()
        await expect(page.get_by_text("Delete", exact=True)).to_have_count(0)


async def test_what_is_sent_too_late_is_said_to_be_so(look, wall):
    async with look("/gallery?q=lighthouse", faultless=False) as page:
        await open_first(page)
        await page.evaluate("document.querySelectorAll('[name=token]').forEach((one) => (one.value = 'old'))")
        await viewer(page).get_by_role("button", name="Add to favourites").click()
        await expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    assert not await wall.gallery.favoured_by(wall.pictures[58])


# In Slack


async def goes_home(page, workspace):
    """Look at the tab again; what is there from before is shown anew."""
    log = await workspace.log(brief=True)
    since = max((entry["seq"] for entry in log), default=0)
    await page.get_by_role("tab", name="Home").click()

    async def shown():
        later = await workspace.log(since, brief=True)
        return any(entry["name"] == "views.publish" and entry["ok"] for entry in later)

    await until(shown)


@pytest.fixture
def at_home(browser, stack, web, wall, workspace):
    """Opens the bot's own App Home in the page of the workspace."""

    @asynccontextmanager
    async def look_at(user="alex", **how):
        how = {"size": (1280, 1000)} | how
        async with visiting(browser, f"{stack.slack.url}/?channel=@app&user={user}", **how) as visit:
            await goes_home(visit.page, workspace)
            yield visit.page, visit.page.get_by_role("tabpanel", name="Home")

    return look_at


def titled(home):
    """What the pictures there are called, in their order."""
    return home.locator("figure figcaption")


async def test_the_app_home_is_leafed_through_without_losing_ones_place(at_home, workspace):
    visible = [f"Number {number}" for number in range(59, 30, -1) if number != 57]
    async with at_home() as (page, home):
        await expect(titled(home)).to_have_text(visible[:9])
        for picture in await home.locator("figure img").all():
            assert await picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 96
        await expect(home.get_by_text("Your budget today")).to_be_visible()
        await assert_accessible(page, "the App Home with the gallery")
        await home.get_by_role("button", name="Older").click()
        await expect(titled(home)).to_have_text(visible[9:18])
        await home.get_by_role("button", name="Older").click()
        await expect(titled(home)).to_have_text(visible[18:27])
        await home.get_by_role("button", name="Newer").click()
        await expect(titled(home)).to_have_text(visible[9:18])
        # Whoever looks at a picture, and at the messages, comes back to where they were.
        await home.get_by_role("button", name=f"Open {visible[10]}").click()
        picture = page.get_by_role("dialog", name="Picture")
        await expect(picture.get_by_role("img").first).to_be_visible()
        await expect(picture).to_contain_text("two boats" if "9" in visible[10] else "a lighthouse")
        await assert_accessible(page, "a picture's page in Slack")
        await page.keyboard.press("Escape")
        await expect(picture).to_have_count(0)
        await page.get_by_role("tab", name="Messages").click()
        await goes_home(page, workspace)
        await expect(titled(home)).to_have_text(visible[9:18])
        await home.get_by_role("button", name="Newest").click()
        await expect(titled(home)).to_have_text(visible[:9])


async def test_the_app_home_is_searched_and_filtered(at_home):
    async with at_home("sam") as (page, home):
        await expect(titled(home)).to_have_count(9)
        search = home.get_by_label("Search")
        await search.fill("boats harbour")
        await search.press("Enter")
        await expect(titled(home).first).to_have_text("Number 59")
        await expect(home.get_by_text("🔎 boats harbour")).to_be_visible()
        await home.get_by_role("button", name="Filters").click()
        form = page.get_by_role("dialog", name="Filters")
        await form.get_by_label("Style").fill("Ink")
        await form.get_by_role("button", name="Show").click()
        await expect(form).to_have_count(0)
        # Every sixth is both; one that is somebody's own is not among them.
        await expect(titled(home)).to_have_text(
            [f"Number {number}" for number in range(59, 0, -1) if number % 6 == 3 and number != 57][:9]
        )
        await expect(home.get_by_role("button", name="Filters (1)")).to_be_visible()
        await search.fill("the of")
        await search.press("Enter")
        await expect(
            home.get_by_text("I looked past what says too little to be searched for: the, of.")
        ).to_be_visible()
        await home.get_by_role("button", name="Clear all").click()
        await expect(titled(home)).to_have_count(9)
        await expect(search).to_have_value("")
        await home.get_by_role("button", name="Mine").click()
        await expect(home.get_by_text("Nothing has been painted here yet.")).to_be_visible()
        await expect(titled(home)).to_have_count(0)
        await assert_accessible(page, "an App Home without pictures")


async def test_the_app_home_in_korean_on_a_phone(at_home):
    async with at_home("mina", size=(400, 800), scheme="dark") as (page, home):
        await expect(titled(home)).to_have_count(9)
        for name in ("워크스페이스", "내 그림", "즐겨찾기"):
            await expect(home.get_by_role("button", name=name, exact=True)).to_be_visible()
        search = home.get_by_label("검색")
        await search.fill("항구의 배")
        await search.press("Enter")
        await expect(titled(home).first).to_have_text("Number 59")
        await home.get_by_role("button", name="내 그림", exact=True).click()
        await expect(titled(home).nth(1)).to_have_text("Number 57")
        await home.get_by_role("button", name="Number 59 열기").click()
        await expect(page.get_by_role("dialog", name="그림")).to_contain_text("항구에 있는 배")
        await _fits(page)


# On every screen


@pytest.mark.parametrize(("scheme", "user"), [("light", "alex"), ("dark", "mina")])
async def test_on_a_phone_everything_fits(look, scheme, user):
    async with look("/gallery", user, size=(360, 740), scheme=scheme, touch=True) as page:
        await _fits(page)
        await assert_accessible(page, "the grid on a phone")
        await cards(page).first.tap()
        await expect(viewer(page).get_by_role("heading", level=1)).to_be_visible()
        await _fits(page)
        await assert_accessible(page, "a picture on a phone")


async def _fits(page):
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_what_is_long_or_missing_fits_in_the_dark_as_well(look, wall):
    prompt = "a cathedral of ice " * 60
    await wall.hang(
        wall.picture("mina", title="얼음 대성당 " * 20, prompt=prompt, width=1408, height=512),
        wall.picture(
            "mina", keywords="", prompt=prompt, original="얼음으로 지은 대성당 " * 40, width=512, height=1408
        ),
        wall.picture("mina", keywords="", prompt="", style="glacier", palette=("#0b3954", "#bfd7ea")),
    )
    async with look("/gallery?q=대성당", "mina", scheme="dark") as page:
        await expect(cards(page)).to_have_count(2)
        await _fits(page)
        await open_first(page)
        await assert_accessible(page, "a long prompt in the dark, in Korean")
        await page.goto(re.sub(r"\?.*|/pictures.*", "?style=glacier", page.url))
        await expect(cards(page)).to_have_accessible_name("제목 없음")
        await open_first(page)
        await expect(viewer(page).get_by_role("heading", level=1)).to_have_text("제목 없음")
        await assert_accessible(page, "a picture of which nothing is known")


def test_the_days_of_this_file():
    """What the filters above ask for by date."""
    assert str((BEGUN + timedelta(hours=24)).date()) == "2026-01-02"
