"""A model that a team hosts itself, behind an OpenAI-compatible server, as the demo has one: chosen by name, edited
with, and replaced.
"""

import pytest

from sandbox.constants import IMAGE_SERVER_KEY
from sandbox.image_server.described import described
from tests.journeys.person import pictures, said


@pytest.fixture
async def bot(stack, workspace, aws, tmp_path):
    bot = await stack.start_bot(**described(stack.aws.url, tmp_path))
    yield bot
    await stack.stop_bots()


async def painted_with(aws):
    """The operations of calls that paint, and what was asked."""
    paints = ("images:", "InvokeModel")
    return [(call.operation, call.body) for call in await aws.calls() if call.operation.startswith(paints)]


async def test_it_paints_and_varies_and_where_it_is_down_the_next_does(alex, aws, bot):
    await alex.types("/imagine models")
    assert "*Studio Image Server*" in said(await alex.privately("Painting from words"))
    await alex.types("/imagine --raw a red bicycle --n 3 --seed 7 --model studio")
    card = await alex.card()
    (first,) = await alex.painted(card)
    assert len(pictures(first)) == 3
    assert "Studio Image Server" in said(first)
    assert "$0.02" in said(first)
    ((operation, asked),) = await painted_with(aws)
    assert (operation, asked["fields"]["n"], asked["fields"]["seed"]) == ("images:generations", 3, 7)

    await aws.clear_calls()
    await alex.clicks(first, "picture.vary")
    await alex.painted(card, 2)
    ((operation, asked),) = await painted_with(aws)
    assert (operation, asked["pictures"]) == ("images:edits", 1)

    await aws.add_fault("images:*", "error", status=404, code="model_not_found", times=1)
    await alex.types("/imagine --raw a blue bicycle --model studio")
    (painted,) = await alex.painted(await alex.card("a blue bicycle"))
    taken_over = "Studio Image Server can't be called any more, so Titan Image Generator v2 painted this."
    assert taken_over in said(painted)
    assert IMAGE_SERVER_KEY not in bot.output()
