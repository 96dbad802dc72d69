"""Words written to the bot: mentions in channels and threads, and direct messages."""

import pytest

from tests.journeys.person import prompts_of, said

pytestmark = pytest.mark.usefixtures("bot")


async def thread_of(person, ts):
    return {"channel": person.channel, "ts": ts}


async def test_a_mention_is_answered_in_its_thread(alex):
    ts = await alex.says("@Imagine lighthouse, storm --style watercolour")
    root = await thread_of(alex, ts)
    ideas = await alex.ideas(root)
    assert all("lighthouse" in prompt for prompt in prompts_of(ideas))
    await alex.clicks(ideas, "idea.paint")
    await alex.painted(root)
    assert await alex.public() == []  # the channel has only what the person wrote


async def test_a_mention_inside_a_thread_stays_there(alex):
    ts = await alex.says("what about a picture?")
    await alex.says("@Imagine --raw a paper boat", thread_ts=ts)
    await alex.painted(await thread_of(alex, ts))


async def test_a_direct_message_is_keywords(sam):
    here = sam.elsewhere("@app")
    ts = await here.says("lighthouse, storm")
    ideas = await here.ideas({"channel": (await here.messages())[-1]["channel"], "ts": ts})
    assert len(prompts_of(ideas)) == 3


async def test_an_event_delivered_again_is_one_request(alex, aws):
    ts = await alex.says("@Imagine --raw a paper boat")
    root = await thread_of(alex, ts)
    await alex.painted(root)
    entry = next(e for e in reversed(await alex.workspace.log()) if "app_mention" in e["name"])
    for _ in range(3):
        answer = await alex.workspace.redeliver(entry["seq"])
        assert answer["ok"], answer
    assert len(await alex.thread(root)) == 2  # the card and the picture
    assert len([call for call in await aws.calls() if call.operation == "InvokeModel"]) == 1


async def test_a_click_delivered_again_paints_once(alex, aws):
    await alex.types("/imagine paper boat")
    card = await alex.card()
    ideas = await alex.ideas(card)
    await alex.clicks(ideas, "idea.paint")
    await alex.painted(card)
    entry = next(e for e in reversed(await alex.workspace.log()) if "block_actions" in e["name"])
    await alex.workspace.redeliver(entry["seq"])
    await alex.types("/imagine help")  # answered after the click was
    assert len(await alex.painted(card)) == 1
    assert len([call for call in await aws.calls() if call.operation == "InvokeModel"]) == 1


async def test_a_bare_mention_gets_help(alex):
    await alex.says("@Imagine")
    told = await alex.privately("From a rough idea to a picture")
    assert "--style" in said(told)


async def test_a_mistake_in_a_mention_is_told_privately(alex):
    ts = await alex.says("@Imagine boat --stlye oil")
    await alex.private_in(await thread_of(alex, ts), "Did you mean `--style`?")
    assert await alex.thread(await thread_of(alex, ts)) == [] or all(
        m["_sandbox"]["ephemeral"] for m in await alex.thread(await thread_of(alex, ts))
    )
