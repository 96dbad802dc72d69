"""The switches for trouble."""

import re
from typing import Any, Literal

import pytest
from playwright.async_api import Locator, Page, expect

from sandbox.bedrock.account import Account
from sandbox.bedrock.catalogue import known_model, models
from sandbox.faults import FaultPlan
from sandbox.model_troubles import model_troubles
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack
from sandbox.surroundings import cloud_troubles
from tests.accessibility import findings
from tests.sandbox.slack.page.conftest import Look
from tests.sandbox.slack.page.test_inspector import PHONE, open_drawer

TITAN = known_model("amazon.titan-image-generator-v2:0")
assert TITAN is not None


@pytest.fixture
def cloud(slack: RunningSlack) -> FaultPlan:
    """The faults of a cloud beside this workspace."""
    plan = FaultPlan()
    slack.slack.troubles.include(plan, cloud_troubles(plan))
    return plan


@pytest.fixture
def account(slack: RunningSlack) -> Account:
    """The models' lives in an account beside this workspace."""
    own = Account(extended_access=True)
    slack.slack.troubles.include(FaultPlan(), model_troubles(own))
    own.watch(slack.slack.troubles.tell)
    return own


async def open_trouble(page: Page) -> Locator:
    inside = await open_drawer(page)
    await inside.get_by_role("tab", name="Trouble").click()
    return inside


def switch(inside: Locator, name: str) -> Locator:
    return inside.get_by_role("switch", name=name)


async def test_slack_alone(look: Look) -> None:
    async with look() as visit:
        inside = await open_trouble(visit.page)
        await expect(inside.get_by_role("switch")).to_have_count(5)
        await expect(inside.get_by_role("heading", level=3)).to_have_text(["Slack"])
        await expect(inside.get_by_text("Nothing goes wrong on purpose.")).to_be_visible()
        await expect(inside.get_by_role("button", name="Everything back to normal")).to_be_disabled()


async def test_switched_on_and_off(look: Look, slack: RunningSlack) -> None:
    async with look() as visit:
        page = visit.page
        inside = await open_trouble(page)
        hangs_up = switch(inside, "Slack hangs up")
        await expect(hangs_up).to_have_accessible_description(re.compile("get no answer"))
        await expect(hangs_up).not_to_be_checked()
        async with page.expect_response("**/_sandbox/trouble"):
            await hangs_up.click()
        await expect(hangs_up).to_be_checked()
        assert {fault.kind for fault in slack.slack.faults.listed()} == {"cut"}
        await expect(inside.get_by_text("One kind of trouble is on.")).to_be_visible()
        async with page.expect_response("**/_sandbox/trouble"):
            await hangs_up.press("Space")
        await expect(hangs_up).not_to_be_checked()
        assert slack.slack.faults.listed() == []
        await inside.get_by_text("Slack hangs up").click()
        await expect(hangs_up).to_be_checked()


async def test_how_bad_it_is(look: Look, cloud: FaultPlan) -> None:
    async with look() as visit:
        page = visit.page
        inside = await open_trouble(page)
        await expect(inside.get_by_role("heading", level=3)).to_have_text(
            ["Answers of models", "Pictures", "Slack"]
        )
        seconds = inside.get_by_role("spinbutton", name="Slow models: longer by, in seconds")
        await seconds.fill("3")
        async with page.expect_response("**/_sandbox/trouble"):
            await switch(inside, "Slow models").click()
        await expect(switch(inside, "Slow models")).to_be_checked()
        assert {fault.seconds for fault in cloud.listed()} == {3}
        await seconds.fill("999")
        async with page.expect_response("**/_sandbox/trouble"):
            await page.keyboard.press("Tab")
        await expect(seconds).to_have_value("120")
        assert {fault.seconds for fault in cloud.listed()} == {120}


async def test_the_state_of_a_model_is_chosen(look: Look, account: Account, people: WorkspaceClient) -> None:
    async with look() as visit:
        inside = await open_trouble(visit.page)
        titan, lite = [inside.get_by_role("combobox", name=name) for name in ("Titan Image", "Nova 2 Lite")]
        await expect(inside.get_by_role("heading", level=3)).to_have_text(["Slack", "Models"])
        await expect(inside.get_by_role("combobox")).to_have_count(len(models()))
        await expect(titan).to_have_value("legacy")
        await expect(titan).to_have_accessible_description(
            re.compile(r"^Image model, amazon.*Ends on \d+ \w+ \d+")
        )
        await expect(lite).to_have_value("active")
        await titan.select_option("Past its end")
        await expect(titan).to_have_accessible_description(re.compile("Ended on"))
        await expect(inside.get_by_text("One kind of trouble is on.")).to_be_visible()
        assert account.state(TITAN) == "end-of-life"
        await lite.select_option("No access")
        await expect(inside.get_by_text("2 kinds of trouble are on.")).to_be_visible()
        account.change(TITAN, state="active")  # by other means
        await expect(titan).to_have_value("active")
        await inside.get_by_role("button", name="Everything back to normal").click()
        await expect(lite).to_have_value("active")
        await expect(titan).to_have_value("legacy")
        await expect(inside.get_by_text("Nothing goes wrong on purpose.")).to_be_visible()


async def test_all_windows_agree(look: Look, people: WorkspaceClient, cloud: FaultPlan) -> None:
    async with look() as one, look("/?channel=design&user=mina") as other:
        here, there = await open_trouble(one.page), await open_trouble(other.page)
        await switch(here, "Image host down").click()
        await expect(switch(there, "Image host down")).to_be_checked()
        await people.trouble("slow_models", amount=5)
        for inside in (here, there):
            await expect(switch(inside, "Slow models")).to_be_checked()
            await expect(inside.get_by_role("spinbutton", name="Slow models")).to_have_value("5")
        await other.page.reload()
        await expect(switch(there, "Image host down")).to_be_checked()


async def test_trouble_is_seen_while_the_drawer_is_closed(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        button = visit.page.get_by_role("button", name="Behind the scenes")
        await expect(button).to_have_accessible_name("Behind the scenes")
        for name in ("slack_429", "rate_limits"):
            await people.trouble(name)
        await expect(button).to_have_accessible_name("Behind the scenes, 2 kinds of trouble on")
        await expect(button.locator(".trouble-dot")).to_be_visible()


async def test_everything_back_to_normal(
    look: Look, people: WorkspaceClient, slack: RunningSlack, cloud: FaultPlan
) -> None:
    async with look() as visit:
        inside = await open_trouble(visit.page)
        await switch(inside, "Throttled models").click()
        await switch(inside, "Rate limits per method").click()
        await people.add_fault("slack:auth.test", "error", status=500)
        await expect(inside.get_by_text("1 fault was set by other means.")).to_be_visible()
        await inside.get_by_role("button", name="Everything back to normal").click()
        await expect(inside.get_by_text("Nothing goes wrong on purpose.")).to_be_visible()
        await expect(inside.get_by_role("switch", checked=True)).to_have_count(0)
        assert cloud.listed() == slack.slack.faults.listed() == []
        assert not slack.slack.limits.on


async def test_a_fresh_workspace_is_in_order(look: Look, people: WorkspaceClient) -> None:
    async with look() as visit:
        inside = await open_trouble(visit.page)
        await switch(inside, "Slack answers 429").click()
        await expect(switch(inside, "Slack answers 429")).to_be_checked()
        await people.reset()
        await expect(switch(inside, "Slack answers 429")).not_to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("how", [{}, PHONE], ids=["desk", "phone"])
async def test_accessible(
    look: Look, cloud: FaultPlan, account: Account, scheme: Literal["light", "dark"], how: dict[str, Any]
) -> None:
    async with look(scheme=scheme, **how) as visit:
        inside = await open_trouble(visit.page)
        await switch(inside, "Slow models").click()
        await expect(switch(inside, "Slow models")).to_be_checked()
        await inside.get_by_role("combobox", name="Nova Canvas").select_option("Past its end")
        await expect(inside.get_by_text("2 kinds of trouble are on.")).to_be_visible()
        assert await findings(visit.page) == []
        assert await visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
