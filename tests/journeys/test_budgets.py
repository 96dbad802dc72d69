"""Budgets as people meet them: turned away with a reason, told what was used, and admins told once."""

import asyncio
import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import boto3
import pytest

from sandbox.constants import ACCESS_KEY_ID, IMAGE_MODEL, REGION, SECRET_ACCESS_KEY, TABLE
from sandbox.stack import running_stack
from services.ledger import month_key
from services.table import item_from_wire, item_to_wire
from tests.journeys.person import Person, buttons_of, records_of, said, until


@pytest.fixture(scope="module")
async def stack(patient_slack):
    """One of its own: the whole workspace has one budget. It is about noon for everybody, so that nobody's day ends."""
    async with running_stack(extended_access=True) as running:
        for person in running.slack.slack.workspace.people:
            person.tz_offset = (12 - datetime.now(UTC).hour) * 3600
        yield running


@pytest.fixture(scope="module")
async def shared_bot(stack):
    return await stack.start_bot(IMAGINE_DAILY_IMAGES="6", IMAGINE_MONTHLY_USD="0.10")


@pytest.fixture
def direct(alex):
    """The admin's direct message with the bot."""
    return alex.elsewhere("@app")


async def notices(direct):
    return [m for m in await direct.messages() if "budget for pictures" in said(m)]


async def sets(alex, **values):
    await alex.types("/imagine budget")
    form = await alex.form()
    inputs = {block["block_id"]: block for block in form["blocks"] if block["type"] == "input"}
    assert list(inputs) == ["daily", "monthly", "channel", "channel_usd", "exempt"]
    answer = await alex.submits(form, **values)
    assert answer["ok"], answer
    await alex.privately("The budgets are saved.")


@pytest.mark.usefixtures("bot")
async def test_a_member_is_told_whose_budget_is_used_up_what_is_left_and_who_can_raise_it(
    sam, mina, alex, direct
):
    await sam.types("/imagine --raw a red bicycle --n 4")
    await sam.painted(await sam.card())
    await sam.types("/imagine --raw a blue bicycle --n 3")
    word = said(await sam.privately("you have a budget of"))
    assert "Nothing was started and nothing was charged" in word
    assert "a budget of 6 pictures a day, 2 pictures of it is left, and this takes 3 pictures" in word
    assert re.search(r"It begins anew <!date\^\d+\^[^|]+\|[\d-]+ \d\d:00 UTC>", word)
    assert "An admin of the workspace can raise it with `/imagine budget`" in word
    assert not [m for m in await sam.public() if "blue bicycle" in said(m)]

    # The workspace's ten cents: four are spent, mina takes four more, and that is four fifths.
    await mina.types("/imagine --raw 빨간 자전거 --n 4")
    await mina.painted(await mina.card("빨간 자전거"))

    async def told():
        return await notices(direct)

    (notice,) = await until(told)
    assert "80 % of this month's budget for pictures is used: $0.08 of $0.10" in said(notice)
    await alex.types("/imagine --raw a green bicycle --n 4")
    assert "the workspace has a budget of $0.10 a month, $0.02 of it is left, and this takes $0.04" in said(
        await alex.privately("workspace has a budget")
    )
    await until(lambda: _two(direct))
    assert "is used up: $0.08 of $0.10" in said((await notices(direct))[-1])

    # Korean, and raised: then it goes on.
    await mina.types("/imagine --raw 파란 자전거 --n 5")
    assert "(하루 예산 6장, 남은 예산 2장, 이번 요청 5장)" in said(await mina.privately("하루 예산"))
    await sets(alex, daily="20", monthly="5.50")
    await mina.types("/imagine --raw 파란 자전거 --n 5")
    await mina.painted(await mina.card("파란"))
    assert len(await notices(direct)) == 2


async def _two(direct):
    return len(await notices(direct)) == 2


@pytest.mark.usefixtures("bot")
async def test_usage_of_a_member(sam, mina, stack):
    await sam.types("/imagine usage")
    word = await sam.privately("Your pictures")
    assert "Today: 4 of 20 pictures  ·  $0.04" in said(word)
    assert "This month: 4 pictures  ·  $0.04" in said(word)
    assert "The workspace" not in said(word)
    await mina.types("/imagine 사용량")
    assert "오늘: 20장 중 9장  ·  $0.09" in said(await mina.privately("내 그림"))


@pytest.mark.usefixtures("bot")
async def test_usage_of_the_workspace_with_a_chart(alex, sam):
    await alex.types("/imagine usage")
    word = await alex.privately("The workspace")
    text = said(word)
    assert "$0.13 of $5.50 (2 %)  ·  13 pictures" in text
    assert re.search(r"By person.*9.*\$0\.09`  <@U\w+>\n`.*4.*\$0\.04`  <@U\w+>", text, re.DOTALL)
    assert re.search(r"By model: pictures, US dollars\*\n`13  \$0\.13`  Titan", text)
    (chart,) = [block for block in word["blocks"] if block["type"] == "image"]
    assert re.search(r"/charts/[\w-]{32}/chart\.png$", chart["image_url"])
    assert "$0.13 together, most on the" in chart["alt_text"]
    # Nobody else sees it.
    assert not [m for m in await sam.messages() if "The workspace" in said(m)]


@pytest.mark.usefixtures("bot")
async def test_the_home_shows_ones_own_budget_and_admins_change_it_there(sam, mina, alex, direct, workspace):
    async def home_saying(person, part):
        home = await workspace.home(person.user)
        return home if home and part in said(home) else None

    for person in (sam, mina, alex):
        await workspace.open_home(person.user)
    theirs = await until(partial(home_saying, sam, "4 of 20 pictures"))
    assert "Your budget today\n" in said(theirs).replace("*", "")
    assert "The workspace" not in said(theirs)
    assert not buttons_of(theirs, "budgets.open")
    assert "20장 중 9장" in said(await until(partial(home_saying, mina, "오늘 내 예산")))
    home = await until(partial(home_saying, alex, "$0.13 of $5.50 (2 %)"))
    assert "0 of 20 pictures" in said(home)
    before = len(await direct.messages())
    await workspace.change(alex.user, home["id"], "budgets.open")
    assert (await alex.submits(await alex.form(), daily="21", monthly="6.50"))["ok"]
    home = await until(partial(home_saying, alex, "$0.13 of $6.50"))
    assert "0 of 21 pictures" in said(home)
    # What they look at says it: nobody writes to them besides.
    assert len(await direct.messages()) == before
    await workspace.change(alex.user, home["id"], "budgets.open")
    assert (await alex.submits(await alex.form(), daily="20", monthly="5.50"))["ok"]
    await until(partial(home_saying, alex, "$0.13 of $5.50"))


async def test_a_chart_that_slack_cannot_fetch_is_left_out(alex, bot, aws):
    await aws.add_fault(operation="cdn:GET", kind="error", status=500)
    await alex.types("/imagine usage")
    word = await alex.privately("The workspace")
    assert not [block for block in word["blocks"] if block["type"] == "image"]
    assert "By model" in said(word)


@pytest.mark.usefixtures("bot")
async def test_only_admins_set_budgets(sam, alex, workspace):
    await sam.types("/imagine budget")
    assert "Budgets are set by admins" in said(await sam.privately("Budgets are"))
    assert await workspace.modals("sam") == []
    await alex.types("/imagine 예산")
    form = await alex.form()
    assert form["title"]["text"] == "예산"
    await workspace.close_view("alex", form["id"])


@pytest.mark.usefixtures("bot")
async def test_a_channel_of_its_own_and_admins_that_are_exempt(alex, sam, channel):
    await sets(alex, channel=channel, channel_usd="0.02", exempt=["exempt"])
    await sam.types("/imagine --raw a red boat --n 3")
    assert "this channel has a budget of $0.02 a month" in said(await sam.privately("this channel"))
    await alex.types("/imagine --raw a red boat --n 3")
    await alex.painted(await alex.card("a red boat"))
    await alex.types("/imagine usage")
    assert f"<#{channel}>  $0.03 of $0.02" in said(await alex.privately("Channels with a budget"))
    await sets(alex, channel=channel, channel_usd="0", exempt=[])
    await sam.types("/imagine --raw a small red boat --n 1")
    await sam.painted(await sam.card("a small red boat"))


@pytest.mark.usefixtures("bot")
async def test_what_the_model_refuses_is_given_back(sam, aws):
    before = await _used_today(sam)
    await aws.add_fault(
        operation="bedrock:InvokeModel:*", kind="error", status=400, code="ValidationException"
    )
    await sam.types("/imagine --raw a red kite --n 2")
    await sam.reply(await sam.card("a red kite"), "Nothing was charged")
    assert await _used_today(sam) == before


async def test_a_crash_while_painting_neither_loses_nor_doubles(bot, sam, stack, aws):
    await aws.set_latency(invoke_model=200)  # until it is killed
    before = await _workspace(stack)
    await sam.types("/imagine --raw a red sledge --n 2")
    card = await sam.card("a red sledge")

    async def at_work():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(at_work)
    await stack.kill_bots()
    held = await _workspace(stack)
    assert held["used_usd"] - before["used_usd"] == Decimal("0.02")
    assert held["spent_usd"] == before["spent_usd"]
    await aws.end_latency()
    await stack.restart_killed()
    await sam.painted(card, patience=200)
    after = await _workspace(stack)
    assert after["used_usd"] == after["spent_usd"] == before["spent_usd"] + Decimal("0.02")


@pytest.mark.usefixtures("bot")
async def test_a_dearer_model_in_the_place_of_one_that_is_gone_costs_what_it_costs(sam, stack, aws):
    """The last one here: the bot remembers that the model is gone."""
    before = await _workspace(stack)
    await aws.set_model(IMAGE_MODEL, state="end-of-life")
    await sam.types("/imagine --raw a red lantern --n 2")
    await sam.painted(await sam.card("a red lantern"))
    painted = [one for one in await records_of(stack) if one["prompt"] == "a red lantern"]
    assert len(painted) == 2
    assert {one["model_id"] for one in painted} != {IMAGE_MODEL}
    cost = sum(Decimal(str(one["price_usd"])) for one in painted)
    assert cost > Decimal("0.02")
    after = await _workspace(stack)
    assert after["spent_usd"] - before["spent_usd"] == cost
    assert after["used_usd"] == after["spent_usd"]


@pytest.mark.usefixtures("bot")
async def test_the_ledger_is_the_prices_of_what_was_delivered(stack):
    """After everything above: exempt admins, refusals, a crash, another model."""
    prices = [Decimal(str(one["price_usd"])) for one in await records_of(stack)]
    total = await _workspace(stack)
    assert total["spent_usd"] == total["used_usd"] == sum(prices)
    assert total["spent_images"] == total["used_images"] == len(prices)


async def _workspace(stack) -> dict[str, Decimal]:
    """The counter of the workspace's month."""

    def read():
        client = boto3.client(
            "dynamodb",
            endpoint_url=stack.aws.url,
            region_name=REGION,
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SECRET_ACCESS_KEY,
        )
        key = month_key(stack.slack.slack.workspace.team_id, datetime.now(UTC).date())
        return client.get_item(TableName=TABLE, Key=item_to_wire(key), ConsistentRead=True)["Item"]

    return item_from_wire(await asyncio.to_thread(read))


async def _used_today(person: Person) -> str:
    async def answers():
        return [m for m in await person.messages() if "Your pictures" in said(m)]

    before = len(await answers())
    await person.types("/imagine usage")

    async def answered():
        found = await answers()
        return found[-1] if len(found) > before else None

    found = re.search(r"Today: (.*)", said(await until(answered)))
    assert found is not None
    return found[1]
