"""Many workspaces: a person installs the bot in the browser, paints, and takes it out again."""

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from playwright.async_api import Page, expect

from sandbox.aws.client import AwsControl
from sandbox.constants import REGION, TABLE
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.oauth import grants
from sandbox.stack import running_stack
from services.table import item_from_wire
from tests.accessibility import assert_accessible
from tests.browser import running_browser
from tests.journeys.person import Person, said, until


@pytest.fixture(scope="module")
async def stack(patient_slack):
    """A workspace without the app."""
    async with running_stack(extended_access=True, installed=False) as running:
        async with AwsControl(running.aws.url) as aws:
            await aws.paint_plain()
        yield running


@pytest.fixture(scope="module")
async def bot(stack):
    """A bot that starts without any token."""
    return await stack.start_bot()


@pytest.fixture(scope="module")
async def browser():
    async with running_browser() as running:
        yield running


@pytest.fixture
async def workspace(stack):
    async with WorkspaceClient(stack.slack.url) as client:
        yield client


@asynccontextmanager
async def a_page(browser, locale):
    context = await browser.new_context(locale=locale)
    context.set_default_timeout(60_000)  # the bot may have to wait for its turn
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def page(browser):
    async with a_page(browser, "en-GB") as opened:
        yield opened


@pytest.fixture
async def korean_page(browser):
    async with a_page(browser, "ko-KR") as opened:
        yield opened


def heading(page: Page):
    return page.get_by_role("heading", level=1)


async def ask_to_install(page: Page, bot) -> None:
    """From the bot's address to Slack's question."""
    await page.goto(f"{bot.url}/slack/install")
    await expect(heading(page)).to_have_text("Imagine asks to come into Harbour Studio")


async def install(page: Page, bot) -> None:
    await ask_to_install(page, bot)
    await page.get_by_role("button", name="Allow").click()
    await expect(page).to_have_url(re.compile(f"^{bot.url}/slack/oauth_redirect"))


async def items_of(stack, prefix=""):
    """Everything in the table whose key begins so."""

    def look():
        client = boto3.client(
            "dynamodb",
            endpoint_url=stack.aws.url,
            region_name=REGION,
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )
        pages = client.get_paginator("scan").paginate(TableName=TABLE)
        return [item_from_wire(item) for page in pages for item in page["Items"]]

    return [item for item in await asyncio.to_thread(look) if item["pk"].startswith(prefix)]


async def test_from_the_consent_page_to_a_picture_and_out_again(stack, bot, page, korean_page, workspace):
    await install(page, bot)
    await expect(heading(page)).to_have_text("Imagine is installed")
    await expect(page.get_by_text("It is ready to paint in Harbour Studio.")).to_be_visible()
    await assert_accessible(page, "the page after an installation")
    await install(korean_page, bot)
    await expect(heading(korean_page)).to_have_text("Imagine이 설치되었어요")
    await expect(korean_page.locator("html")).to_have_attribute("lang", "ko")

    team = stack.slack.slack.workspace.team_id
    (token,) = stack.slack.slack.grants.held("bot")
    assert [item["sk"] for item in await items_of(stack, f"INSTALLATION#{team}")] == ["INSTALLATION"]
    assert token not in str(await items_of(stack))

    channel = (await workspace.add_channel("installed", bot=True))["id"]
    alex = Person(workspace, "alex", channel)
    await alex.types("/imagine --raw a lighthouse at night")
    await alex.painted(await alex.card())

    await workspace.uninstall()
    await until(lambda: no_installation(stack))
    with pytest.raises(ControlError, match="unknown_command"):
        await alex.types("/imagine --raw a boat")
    seen = max(entry["seq"] for entry in await workspace.log(brief=True))
    await alex.says("@Imagine a boat")
    # Whatever is told an app is written down before its members see it: nothing was.
    assert [entry for entry in await workspace.log(seen, brief=True) if entry["kind"] == "envelope"] == []
    assert [item["sk"] for item in await items_of(stack, "DEPARTED")] == [team]
    assert "xoxb-" not in str(await items_of(stack))

    await install(page, bot)
    assert await items_of(stack, "DEPARTED") == []
    await workspace.invite(channel)
    await alex.types("/imagine --raw a boat at dawn")
    await alex.painted(await alex.card("boat"))


async def no_installation(stack) -> bool:
    return not await items_of(stack, "INSTALLATION#")


async def test_by_http_it_is_the_same(stack, page, workspace):
    """Another process, which Slack reaches by its address, finds the token that is there, and forgets it in time."""
    listener = await stack.start_bot("listen", mode="http")
    await install(page, listener)
    mina = Person(workspace, "mina", (await workspace.add_channel("by-http", bot=True))["id"])
    await mina.types("/imagine help")
    assert "/imagine" in said(await mina.privately("/imagine"))
    await workspace.uninstall()
    await until(lambda: no_installation(stack))
    await workspace.deliver_by_socket()


async def test_who_cancels_is_told_that_nothing_has_changed(stack, bot, page):
    before = await items_of(stack, "INSTALLATION#")
    await ask_to_install(page, bot)
    await page.get_by_role("button", name="Cancel").click()
    await expect(heading(page)).to_have_text("Nothing was installed")
    await expect(page.get_by_text("You chose Cancel")).to_be_visible()
    await expect(page.get_by_role("link", name="Try again")).to_have_attribute("href", "/slack/install")
    await assert_accessible(page, "the page after a refusal")
    assert await items_of(stack, "INSTALLATION#") == before


async def test_an_answer_is_taken_once_and_in_the_browser_that_asked(bot, page, korean_page):
    """What somebody else's browser is made to open, or is opened again, installs nothing."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    await install(page, bot)
    (answer,) = [url for url in sent if url.startswith(f"{bot.url}/slack/oauth_redirect")]
    state = parse_qs(urlsplit(answer).query)["state"][0]
    await page.context.add_cookies(
        [
            {
                "name": "slack-app-oauth-state",
                "value": state,
                "url": bot.url,
                "secure": True,
            }
        ]
    )
    response = await page.goto(answer)
    assert response.status == 401
    await expect(page.get_by_text("This took longer than ten minutes")).to_be_visible()
    response = await korean_page.goto(answer)
    assert response.status == 400
    await expect(korean_page.get_by_text("다른 브라우저에서 열렸어요")).to_be_visible()
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


async def test_a_running_bot_replaces_a_token_that_is_about_to_end(stack, bot, page, workspace, monkeypatch):
    held = stack.slack.slack.grants
    monkeypatch.setattr(held, "_manifest", replace(held._manifest, token_rotation=True))
    before = set(held.held("bot"))
    # Near enough to its end that the bot replaces it when it is first used.
    monkeypatch.setattr(grants, "TOKEN_SECONDS", 3600)
    await install(page, bot)
    (first,) = set(held.held("bot")) - before
    monkeypatch.setattr(grants, "TOKEN_SECONDS", 12 * 3600)
    alex = Person(workspace, "alex", (await workspace.add_channel("rotating", bot=True))["id"])
    await alex.types("/imagine --raw a harbour")
    await alex.painted(await alex.card("harbour"))
    (second,) = set(held.held("bot")) - before - {first}
    for ended in {first, *before} & held._tokens.keys():
        del held._tokens[ended]
    await alex.types("/imagine --raw a pier at dusk")
    await alex.painted(await alex.card("pier"))
    assert held.held("bot") == [second]
    assert second not in str(await items_of(stack))
