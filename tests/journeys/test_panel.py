"""What the workspace's control panel switches, seen by the people who use the bot."""

import os
import re
import signal

import pytest
from playwright.async_api import expect

from tests.browser import running_browser, visiting
from tests.journeys.person import pictures, said, until

TITAN = "amazon.titan-image-generator-v2:0"
PAINT = "InvokeModel"


@pytest.fixture
async def own_bots(own_bots, workspace):
    """Starts bots for one test, and leaves everything in order."""
    yield own_bots
    await workspace.end_trouble()
    await back(workspace)


async def alive_again(workspace):
    killed = (await workspace.troubles()).get("killed_bot")
    return killed is None or not killed["on"]


async def back(workspace):
    """Wait for what was killed: each process is started after the other."""
    await until(lambda: alive_again(workspace), seconds=120)


async def connected(workspace, count):
    """Wait until so many connections are open."""

    async def look():
        return (await workspace.workspace("alex"))["delivery"]["connections"] == count

    await until(look)


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_there_is_to_switch(own_bots, workspace):
    without = await workspace.troubles()
    bot = await own_bots()
    listed = await workspace.troubles()
    assert set(listed) - set(without) == {"killed_bot"}
    assert {trouble["group"] for trouble in listed.values()} == {
        "everything",
        "services",
        "models",
        "pictures",
        "slack",
        "bot",
        "lives",
    }
    assert str(bot.pid) in listed["killed_bot"]["note"]


@pytest.mark.parametrize(
    ("name", "command", "words"),
    [
        ("filtered_prompts", "/imagine paper boat", "the content filter did not let these words through"),
        (
            "filtered_prompts",
            "/imagine --raw paper boat",
            "the content filter did not let these words through",
        ),
        ("filtered_pictures", "/imagine --raw paper boat", "the content filter held the picture back"),
        ("throttled_models", "/imagine --raw paper boat", "The model is busy."),
    ],
)
async def test_the_bot_tells_why(own_bots, workspace, alex, name, command, words):
    await own_bots()
    await workspace.trouble(name)
    await alex.types(command)
    await alex.reply(await alex.card(), words)
    await workspace.trouble(name, on=False)
    await alex.types("/imagine --raw a second boat")
    await alex.painted(await alex.card("a second boat"))


async def test_slow_models(own_bots, workspace, alex, aws):
    await own_bots()
    await workspace.trouble("slow_models", amount=2)
    await alex.types("/imagine --raw a very slow boat")
    await alex.painted(await alex.card("a very slow boat"))
    [call] = [call for call in await aws.calls() if "a very slow boat" in str(call.body)]
    assert call.ms >= 2000


async def test_pictures_reach_slack_without_the_image_host(own_bots, workspace, alex):
    await own_bots()
    await workspace.trouble("image_host")
    await alex.types("/imagine --raw paper boat")
    (painted,) = await alex.painted(await alex.card())
    assert all("slack_file" in picture for picture in pictures(painted))


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("slack_429", "ratelimited"),
        ("slack_cut", "no answer: the connection was cut"),
        ("slack_drop", "done, but the answer was lost"),
    ],
)
async def test_slack_in_trouble_for_a_while(own_bots, workspace, alex, name, error):
    await own_bots()
    since = (await workspace.changes(0))["seq"]
    await workspace.trouble(name)
    await alex.types("/imagine --raw paper boat")

    async def met():
        return [entry for entry in await workspace.log(since) if entry["error"] == error]

    await until(met)
    await workspace.trouble(name, on=False)

    async def card(_):
        found = await alex.public()
        return found and found[0]

    await alex.painted(
        await workspace.wait_for(card, timeout=120, what="the card, by the sweeper at the latest")
    )
    assert len(await alex.public()) == 1


async def test_a_killed_bot_is_followed_by_another_that_finishes_its_work(
    own_bots, stack, workspace, alex, aws
):
    bot = await own_bots()
    await aws.set_latency(invoke_model=120)
    await alex.types("/imagine --raw paper boat")
    card = await alex.card()
    await alex.reply(card, "Painting your prompt")
    listed = await workspace.trouble("killed_bot", amount=1)
    assert listed["killed_bot"]["on"]
    assert bot.process.poll() == -signal.SIGKILL
    assert not is_there(bot.pid)
    assert bot not in stack.bots
    await aws.end_latency()
    # If a worker had taken the job, another may once that one's lease is over.
    await alex.painted(card, patience=120)
    await back(workspace)
    [successor] = stack.bots
    assert successor.pid != bot.pid
    assert successor.port == bot.port
    await connected(workspace, 1)


async def test_killed_in_the_page(own_bots, stack, workspace, alex):
    first = await own_bots()
    # So long that a slow page does not miss it.
    await workspace.trouble("killed_bot", on=False, amount=600)
    async with running_browser() as browser, visiting(browser, f"{stack.slack.url}/?user=alex") as visit:
        page = visit.page
        await page.get_by_role("button", name="Behind the scenes").click()
        await page.get_by_role("tab", name="Trouble").click()
        kill = page.get_by_role("switch", name="Kill the bot")
        await kill.click()
        await expect(kill).to_be_checked()
        banner = page.get_by_text("Imagine is not connected")
        await expect(banner).to_be_visible()
        assert not is_there(first.pid)
        await expect(kill).not_to_have_attribute("aria-busy", "true")
        await kill.click()
        await expect(kill).not_to_be_checked(timeout=120_000)
        await expect(banner).to_be_hidden()
        [second] = stack.bots
        await expect(page.get_by_text(f"Running as process {second.pid}.")).to_be_visible()
    await alex.types("/imagine --raw paper boat")
    await alex.painted(await alex.card())


async def test_a_model_past_its_end_in_the_page(own_bots, stack, workspace, alex, aws):
    await own_bots(IMAGINE_IMAGE_MODEL=TITAN)

    async def calls_of_titan():
        return [call.outcome for call in await aws.calls() if (call.operation, call.model) == (PAINT, TITAN)]

    await alex.types("/imagine --raw paper boat")
    await alex.painted(await alex.card())
    assert await calls_of_titan() == ["ok"]
    async with running_browser() as browser, visiting(browser, f"{stack.slack.url}/?user=alex") as visit:
        page = visit.page
        await page.get_by_role("button", name="Behind the scenes").click()
        await page.get_by_role("tab", name="Trouble").click()
        titan = page.get_by_role("combobox", name="Titan Image Generator")
        await expect(titan).to_have_value("legacy")
        await titan.select_option("Past its end")
        await expect(titan).to_have_accessible_description(re.compile("Ended on"))
    await alex.types("/imagine --raw a second boat")

    async def refused():
        return "ResourceNotFoundException" in await calls_of_titan()

    await until(refused)
    await workspace.end_trouble()
    assert (await aws.models())[TITAN].state == "legacy"


async def test_switched_off_it_comes_back_at_once(own_bots, stack, workspace, alex):
    await own_bots()
    await workspace.trouble("killed_bot", amount=600)
    assert stack.bots == []
    await connected(workspace, 0)
    failed = await workspace.command("alex", alex.channel, "/imagine help")
    assert failed["error"] == "dispatch_failed"
    await workspace.trouble("killed_bot", on=False)
    await back(workspace)
    await alex.types("/imagine --raw paper boat")
    await alex.painted(await alex.card())


async def test_every_process_is_killed_and_started_again_as_it_was(own_bots, stack, workspace, alex):
    before = [await own_bots("listen", mode="http"), await own_bots("work")]
    await workspace.trouble("killed_bot", amount=0)
    await back(workspace)
    assert not any(is_there(bot.pid) for bot in before)
    assert [bot.port for bot in stack.bots] == [bot.port for bot in before]
    await alex.types("/imagine --raw paper boat")
    await alex.painted(await alex.card())


async def test_a_bot_that_does_not_start_is_told_and_can_be_tried_again(own_bots, stack, workspace, alex):
    await own_bots()
    await workspace.add_fault("slack:auth.test", "error", status=200, code="account_inactive")
    await workspace.trouble("killed_bot", amount=0)

    async def told():
        note = (await workspace.troubles())["killed_bot"]["note"]
        return note if "did not start" in note else None

    assert "Switch this off to try again" in await until(told)
    assert stack.bots == []
    await workspace.clear_faults()
    await workspace.trouble("killed_bot", on=False)
    await back(workspace)
    assert len(stack.bots) == 1


async def test_a_stack_that_ends_starts_nothing_any_more(own_bots, stack, workspace):
    await own_bots()
    await workspace.trouble("killed_bot", amount=600)
    await stack.stop_bots()
    await workspace.trouble("killed_bot", on=False)
    await back(workspace)
    assert stack.bots == []


async def started(person, text):
    """The card of what is typed, which is typed again where the bot says that nothing came of it."""
    typed = 0

    async def look(_):
        nonlocal typed
        refused = [one for one in await person.messages() if "nothing was started" in said(one)]
        if len(refused) >= typed:
            typed += 1
            await person.types(text)
        return next(iter(await person.public()), None)

    return await person.workspace.wait_for(look, timeout=120, what="a card")


@pytest.mark.timeout(360)
async def test_everything_fails_now_and_then_and_the_picture_comes_all_the_same(
    own_bots, alex, workspace, stack
):
    await own_bots(IMAGINE_LEASE_SECONDS="3")
    listed = await workspace.trouble("now_and_then", amount=10)
    assert listed["now_and_then"]["on"]
    assert listed["now_and_then"]["amount"]["unit"] == "percent"
    card = await started(alex, "/imagine --raw a paper boat")

    async def final(_):
        thread = await alex.thread(card)
        return [one for one in thread if pictures(one) or "Reference " in said(one)]

    assert await workspace.wait_for(final, timeout=120, what="an end in words or a picture")
    assert not (await workspace.end_trouble())["now_and_then"]["on"]
    assert stack.slack.slack.faults.listed() == stack.aws.faults.listed() == []
