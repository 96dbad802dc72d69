"""The bot with its language models in order: one ends in the middle of the day, and nobody notices."""

import pytest

from tests.journeys.person import buttons_of

NOVA = "us.amazon.nova-2-lite-v1:0"
HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"


@pytest.fixture(scope="module")
async def shared_bot(stack):
    return await stack.start_bot(IMAGINE_TEXT_MODEL="auto")


@pytest.fixture
async def ends(aws):
    """Has a model answer from now on what Bedrock answers after its end."""

    async def end(model):
        await aws.add_fault(
            f"bedrock:Converse:{model}",
            "error",
            status=404,
            code="ResourceNotFoundException",
            message="This model version has reached the end of its life.",
        )

    return end


async def asked(aws):
    return [(call.model, call.outcome) for call in await aws.calls() if call.operation == "Converse"]


@pytest.mark.usefixtures("bot")
async def test_the_preferred_ends_and_the_next_writes(alex, aws, ends):
    await alex.types("/imagine paper boat")
    assert len(buttons_of(await alex.ideas(await alex.card()), "idea.paint")) == 3
    await ends(NOVA)
    for keywords in ("lighthouse, storm", "fox in the snow"):
        await alex.types(f"/imagine {keywords}")
        assert len(buttons_of(await alex.ideas(await alex.card(keywords)), "idea.paint")) == 3
    assert await asked(aws) == [
        (NOVA, "ok"),
        (NOVA, "ResourceNotFoundException"),
        (HAIKU, "ok"),
        (HAIKU, "ok"),
    ]
