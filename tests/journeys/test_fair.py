"""Everybody gets their turn, and a model that is busy is left in peace until it is not."""

import pytest

from sandbox.chaos.world import Eyes
from sandbox.constants import IMAGE_MODEL
from tests.journeys.person import until

pytestmark = pytest.mark.usefixtures("bot")

MODEL = f"bedrock:InvokeModel:{IMAGE_MODEL}"
AT_ONCE = 2


@pytest.fixture(scope="module")
async def shared_bot(stack):
    """Two calls in flight to the one model that paints from words."""
    return await stack.start_bot(IMAGINE_IMAGE_MODEL=IMAGE_MODEL, IMAGINE_MODEL_CONCURRENCY=f"{AT_ONCE}")


async def painted(aws):
    """The calls that were answered with a picture, in the order in which they were made."""
    calls = [call for call in await aws.calls() if call.operation == "InvokeModel"]
    return [call for call in calls if call.outcome == "ok"]


async def all_painted(aws, count):
    async def look():
        calls = await painted(aws)
        return calls if len(calls) >= count else None

    return await until(look, 120)


async def test_a_burst_of_one_person_does_not_hold_up_another(alex, sam, aws, stack):
    eyes = Eyes(stack.slack.slack, stack.aws.direct_url)
    await aws.set_latency(invoke_model=600)
    for number in range(10):
        await alex.types(f"/imagine --raw kite number {number}")

    async def begun():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(begun, 60)
    await sam.types("/imagine --raw a lantern")
    card = await sam.card("lantern")

    async def in_line():
        return sum("line_sk" in job for job in await eyes.jobs()) >= 11 - AT_ONCE

    await until(in_line)
    # Nothing was painted while all of them came.
    assert await painted(aws) == []
    await aws.end_latency()
    await sam.painted(card, patience=120)
    calls = await all_painted(aws, 11)
    place = next(place for place, call in enumerate(calls) if "lantern" in str(call.body))
    after = [str(call.body) for call in calls[place:]]
    # Some of the ten were under way already, most came after the one.
    assert sum("kite" in body for body in after) >= 3
    assert len(calls) == 11


async def test_a_busy_model_is_asked_by_one_after_a_pause_and_then_by_all(alex, aws):
    await aws.add_fault(MODEL, "error", status=429, code="ThrottlingException", times=AT_ONCE + 1)
    for number in range(5):
        await alex.types(f"/imagine --raw lamp number {number}")
    calls = await all_painted(aws, 5)
    assert len(calls) == 5
    everything = [call for call in await aws.calls() if call.operation == "InvokeModel"]
    turned_away = [call for call in everything if call.outcome != "ok"]
    assert len(turned_away) == AT_ONCE + 1
    for number in range(5):
        await alex.painted(await alex.card(f"lamp number {number}"), patience=120)
