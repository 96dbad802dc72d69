"""Many workspaces: a person installs the bot in the browser, paints, and takes it out again."""

import re

import pytest
from playwright.async_api import Page, expect

from sandbox.aws.client import AwsControl
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.stack import running_stack
from services.installations import STATE_SECONDS
from tests.browser import running_browser
from tests.journeys.person import Person
from tests.journeys.table import items_of

PATIENCE = 60.0


@pytest.fixture(scope="module")
async def stack():
    """A workspace without the app, and a bot that has no token."""
    async with running_stack(extended_access=True, installed=False) as running:
        yield running


@pytest.fixture(scope="module")
async def bot(stack):
    return await stack.start_bot()


@pytest.fixture(scope="module")
async def browser():
    async with running_browser() as running:
        yield running


@pytest.fixture
async def workspace(stack):
    async with WorkspaceClient(stack.slack.url) as client:
        yield client


@pytest.fixture
async def page(browser):
    context = await browser.new_context(locale="en-GB")
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def korean_page(browser):
    context = await browser.new_context(locale="ko-KR")
    yield await context.new_page()
    await context.close()


async def ask_to_install(page: Page, bot) -> None:
    """From the bot's address to Slack's question."""
    await page.goto(f"{bot.url}/slack/install")
    await expect(page).to_have_url(re.compile("/oauth/v2/authorize"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Imagine asks to come into Harbour Studio")


async def install(page: Page, bot) -> None:
    await ask_to_install(page, bot)
    await page.get_by_role("button", name="Allow").click()
    await expect(page).to_have_url(re.compile("/slack/oauth_redirect"))


async def secrets_in(stack) -> set[str]:
    """Every token that the workspace gave out, and that is to be found in no item of the table."""
    return {token for token in stack.slack.slack.grants._tokens}


async def gone(stack):
    """Whether the table holds no installation any more."""
    return not [item for item in await items_of(stack) if item["pk"].startswith("INSTALLATION#")]


async def test_from_the_consent_page_to_a_picture_and_out_again(
    stack, bot, browser, page, korean_page, workspace
):
    async with AwsControl(stack.aws.url) as aws:
        await aws.paint_plain()
    await install(page, bot)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Imagine is installed")
    await expect(page.get_by_text("It is ready to paint in Harbour Studio.")).to_be_visible()
    await install(korean_page, bot)
    await expect(korean_page.get_by_role("heading", level=1)).to_have_text("Imagine이 설치되었어요")
    await expect(korean_page.locator("html")).to_have_attribute("lang", "ko")

    items = await items_of(stack)
    assert any(item["pk"].startswith("INSTALLATION#T") for item in items)
    tokens = await secrets_in(stack)
    assert tokens
    assert not [token for token in tokens if token in str(items)]

    channel = (await workspace.add_channel("installed", bot=True))["id"]
    alex = Person(workspace, "alex", channel)
    await alex.command("lighthouse at night --raw")
    picture = await alex.sees_picture()
    assert picture["blocks"]

    await workspace.uninstall()
    await expect_gone(stack, workspace)
    with pytest.raises(ControlError, match="unknown_command"):
        await workspace.command("alex", channel, "/imagine boat")
    before = len(await workspace.messages("alex", channel))
    await workspace.say("alex", channel, "@Imagine another one")
    assert len(await workspace.messages("alex", channel)) >= before
    departed = [item for item in await items_of(stack) if item["pk"] == "DEPARTED"]
    assert [item["sk"] for item in departed] == [stack.slack.slack.workspace.team_id]

    await install(page, bot)
    await workspace.invite(channel)
    await alex.command("boat at dawn --raw")
    await alex.sees_picture()
    assert not [item for item in await items_of(stack) if item["pk"] == "DEPARTED"]
