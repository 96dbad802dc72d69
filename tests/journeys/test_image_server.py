"""A model that a team hosts itself, behind an OpenAI-compatible server: preferred, edited with, and replaced."""

import pytest

from tests.image_server import Rules, error, running_stub
from tests.journeys.person import pictures, said


@pytest.fixture
async def server():
    async with running_stub() as stub:
        stub.key = "sk-journey"
        stub.rules = Rules(model="flux-dev")
        yield stub


@pytest.fixture
async def bot(stack, workspace, aws, server, tmp_path):
    path = tmp_path / "models.toml"
    path.write_text(
        f"""
        [[server]]
        id = "our-flux"
        url = "{server.url}/v1"
        model = "flux-dev"
        key_env = "OUR_FLUX_KEY"
        name = "Our FLUX"
        price = 0.015
        images_per_call = 2
        edits = true
        """
    )
    bot = await stack.start_bot(
        IMAGINE_MODELS_FILE=str(path), IMAGINE_IMAGE_MODEL="our-flux,auto", OUR_FLUX_KEY=server.key
    )
    yield bot
    await stack.stop_bots()


async def test_it_paints_and_varies_and_where_it_is_down_the_next_does(alex, aws, server, bot):
    await alex.types("/imagine --raw a red bicycle --n 3")
    card = await alex.card()
    (first,) = await alex.painted(card)
    assert len(pictures(first)) == 3
    assert "Our FLUX" in said(first)
    assert "$0.015" in said(first)
    assert sorted(asked.fields["n"] for asked in server.asked) == [1, 2]
    assert not [call for call in await aws.calls() if call.operation == "InvokeModel"]

    server.asked.clear()
    await alex.clicks(first, "picture.vary")
    await alex.painted(card, 2)
    (asked,) = server.asked
    assert (asked.endpoint, len(asked.pictures)) == ("edits", 1)

    server.answers.append((404, error("The model 'flux-dev' does not exist", "model_not_found")))
    await alex.types("/imagine --raw a blue bicycle")
    (painted,) = await alex.painted(await alex.card("a blue bicycle"))
    assert "Our FLUX can't be called any more, so Stable Image Core painted this." in said(painted)
    assert "sk-journey" not in bot.output()
