"""A bot that is killed over somebody's second picture: the next one finishes, and nothing is made twice."""

import pytest

from tests.journeys.person import pictures, records_of, said, until
from tests.journeys.test_after import fills, newest_call, opened, painted
from tests.journeys.test_references import poster


@pytest.fixture
async def own_bots(stack, workspace, aws):
    """Starts bots for one test."""
    yield stack.start_bot
    await stack.stop_bots()


async def references_kept(stack, message):
    (record,) = [one for one in await records_of(stack) if one["message_ts"] == message["ts"]]
    return record["references"]


async def test_the_second_picture_is_fetched_again(own_bots, alex, aws, stack, workspace):
    first_bot = await own_bots()
    card, first = await painted(alex)
    file = await workspace.upload("alex", "poster.png", poster())
    await aws.clear_calls()
    await aws.set_latency(invoke_model=20)
    await fills(alex, first, "picture.restyle", pictures=[file["id"]])

    async def asked_for():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(asked_for)
    await first_bot.kill()
    await aws.set_latency(invoke_model=0)
    await own_bots()
    await workspace.advance(60)
    made = (await alex.painted(card, 2, patience=90))[-1]
    assert "*Restyled* after <" in said(made)
    assert opened((await newest_call(aws)).body["style_image"]).size == (900, 600)
    assert len(await references_kept(stack, made)) == 2
    assert len([one for one in await alex.thread(card) if pictures(one)]) == 2
