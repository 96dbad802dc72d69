"""Slack's own pages in a browser: readable by everyone, and usable with the keyboard alone."""

import pytest
from playwright.async_api import expect
from yarl import URL

from sandbox.slack.testing import serving
from tests.accessibility import assert_accessible
from tests.browser import running_browser, visiting
from tests.sandbox.slack.oauth.asking import install_url, sign_in_url


@pytest.fixture(scope="module")
async def browser():
    async with running_browser() as running:
        yield running


@pytest.fixture
async def app():
    """The app's side: says what it was sent."""
    from aiohttp import web

    async def back(request):
        return web.Response(text=f"<p>{request.query_string}</p>", content_type="text/html")

    async with serving({"/back": back}) as url:
        yield f"{url}/back"


@pytest.mark.parametrize("look", [{}, {"scheme": "dark", "size": (390, 844), "touch": True}])
@pytest.mark.parametrize("ask", [install_url, sign_in_url])
async def test_everyone_can_read_them(browser, slack, ask, look):
    async with visiting(browser, ask(slack), **look) as visit:
        await assert_accessible(visit.page, "a page at which people agree")
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await visit.page.evaluate(wide)


async def test_an_error_is_readable_too(browser, slack):
    async with visiting(browser, install_url(slack, scope=""), faultless=False) as visit:
        await expect(visit.page.get_by_text("no_scopes")).to_be_visible()
        await assert_accessible(visit.page, "a request that was wrong")


async def test_a_click_leads_back_to_the_app(browser, slack, app, users):
    async with visiting(browser, install_url(slack, redirect_uri=app), faultless=False) as visit:
        await visit.page.get_by_label("You are").select_option("김민아")
        await visit.page.get_by_role("button", name="Allow").focus()
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_text("code=")).to_be_visible()
        value = URL(visit.page.url).query["code"]
        code = slack.slack.grants.take_code(value, "install", app, "")
        assert (code.user, code.scopes) == (users["mina"], ("chat:write", "commands"))
        await visit.page.goto(sign_in_url(slack, redirect_uri=app))
        await visit.page.get_by_role("button", name="Sam Okafor").click()
        await expect(visit.page.get_by_text("state=s7")).to_be_visible()


async def test_the_workspace_says_that_its_app_is_gone(browser, slack, people):
    async with visiting(browser, f"{slack.url}/?user=alex&channel=design") as visit:
        await people.uninstall()
        await expect(visit.page.get_by_text("is not installed in this workspace")).to_be_visible()
        await people.install_by_hand()
        await expect(visit.page.get_by_text("is not installed in this workspace")).to_have_count(0)
