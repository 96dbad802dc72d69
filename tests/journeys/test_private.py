"""Private answers, conversations the bot is not in, and who may see what comes of them."""

import pytest

from tests.journeys.person import actions_of, records_of, said, seen_by

pytestmark = pytest.mark.usefixtures("bot")


async def test_private_answers_come_in_the_direct_message(sam, stack):
    await sam.types("/imagine --raw a secret boat --private")
    await sam.privately("Only you will see this")
    here = sam.elsewhere("@app")
    card = await here.card("a secret boat")
    (painted,) = await here.painted(card)
    assert await sam.public() == []
    (record,) = [r for r in await records_of(stack) if r["message_ts"] == painted["ts"]]
    assert record["origin"]["audience"] == "person"
    team, user = record["origin"]["team"], record["origin"]["user"]
    assert await seen_by(stack, record) == {f"OWNER#{team}#{user}"}


@pytest.mark.parametrize("private", [False, True])
async def test_where_the_bot_is_no_member(sam, workspace, private):
    made = await workspace.add_channel(f"closed-{private}".lower(), private=private, members=["sam"])
    here = sam.elsewhere(made["id"])
    words = f"a boat of mine in a {'private' if private else 'public'} channel"
    await here.types(f"/imagine {words}")
    told = await here.privately("I am not a member of")
    assert "/invite @Imagine" in said(told)
    assert await here.public() == []
    assert actions_of(told) == ["request.carry_on"]
    await here.clicks(told, "request.carry_on")
    direct = sam.elsewhere("@app")
    card = await direct.card(words)  # what was carried on before stands there too
    await direct.ideas(card)


async def test_a_private_channel_with_the_bot(sam, workspace, stack):
    made = await workspace.add_channel("quiet", private=True, members=["sam", "mina"], bot=True)
    here = sam.elsewhere(made["id"])
    await here.types("/imagine --raw a quiet boat")
    (painted,) = await here.painted(await here.card())
    (record,) = [r for r in await records_of(stack) if r["message_ts"] == painted["ts"]]
    assert record["origin"]["audience"] == "conversation"
    team, user = record["origin"]["team"], record["origin"]["user"]
    assert await seen_by(stack, record) == {f"OWNER#{team}#{user}", f"CONVERSATION#{team}#{made['id']}"}


async def test_a_public_channel_is_the_workspaces(sam, stack):
    await sam.types("/imagine --raw a public boat")
    (painted,) = await sam.painted(await sam.card())
    (record,) = [r for r in await records_of(stack) if r["message_ts"] == painted["ts"]]
    assert record["origin"]["audience"] == "workspace"
