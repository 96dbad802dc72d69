"""Bringing the app into a channel, as its own advice says."""

import pytest

from sandbox.slack.client import ControlError


async def test_a_mention_where_the_app_is_not(people, users):
    await people.say("mina", "#random", "@Imagine a boat")
    said, hint = await people.messages("mina", "#random")
    assert (hint["user"], hint["_sandbox"]["ephemeral"]) == ("USLACKBOT", True)
    assert "/invite @Imagine" in hint["text"]
    assert [m["ts"] for m in await people.messages("alex", "#random")] == [said["ts"]]


async def test_no_hint_where_it_is(people):
    await people.say("mina", "#design", "@Imagine a boat")
    assert len(await people.messages("mina", "#design")) == 1


@pytest.mark.parametrize(
    ("channel", "subtype"), [("#random", "channel_join"), ("#launch-plans", "group_join")]
)
async def test_invite_the_app(people, web_client, channels, channel, subtype, users):
    assert (await people.command("mina", channel, "/invite @Imagine"))["ok"]
    [line] = await people.messages("alex", channel)
    assert (line["subtype"], line["inviter"]) == (subtype, users["mina"])
    await web_client.chat_postMessage(channel=channels[channel[1:]], text="here I am")
    result = await people.command("mina", channel, "/invite @Imagine")
    assert "already" in result["shown"]


@pytest.mark.parametrize(
    ("channel", "text", "words"),
    [
        ("#random", "/invite @nobody", "nobody called nobody"),
        ("#random", "/invite", "Try /invite @Imagine"),
        ("@app", "/invite @sam", "direct message"),
    ],
)
async def test_what_cannot_be_invited(people, channel, text, words):
    assert words in (await people.command("mina", channel, text))["shown"]


async def test_only_members_invite(people):
    await people.add_channel("open", members=["alex"])
    with pytest.raises(ControlError):
        await people.command("mina", "#open", "/invite @mina")
