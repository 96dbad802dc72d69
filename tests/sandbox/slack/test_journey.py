"""The journey from reference pictures, against a small bot that answers as the real one does."""

import asyncio

import pytest

from sandbox.journey import MAKE, PAINT, PAINT_ALL, JourneyError, make_from_pictures, pictures
from sandbox.slack.testing import actions, button, picture, section

FILES = {"one.png": picture(), "two.jpg": picture("JPEG")}


def idea(number, *, paint=True):
    blocks = [{**section(f"*{number} · A title*\nPrompt {number} &amp; more."), "block_id": f"idea.{number}"}]
    if paint:
        blocks += actions(button(PAINT, value=f"r:{number}"), block_id=f"idea.{number}.actions")
    return blocks


def image(url, block_id):
    return {"type": "image", "image_url": url, "alt_text": "x", "block_id": block_id}


@pytest.fixture
def mentions():
    return []


@pytest.fixture
async def bot(bolt, connect, picture_host, mentions):
    async def post(say, thread, *blocks):
        await say(text="x", blocks=list(blocks), thread_ts=thread)

    @bolt.event("app_mention")
    async def offer(event, say, client):
        mentions.append(event)
        if "refuse" in event["text"]:
            await client.chat_postEphemeral(
                channel=event["channel"],
                user=event["user"],
                thread_ts=event["ts"],
                text="That is no picture.",
            )
            return
        cut_out = "--use cutout" in event["text"]
        numbers = [block for number in (1, 2, 3) for block in idea(number, paint=not cut_out)]
        last = button(MAKE, value="r") if cut_out else button(PAINT_ALL, value="r:1-3")
        await post(say, event["ts"], section("Reading …"))
        # Like the real one's: the drawn palette is a picture, and no result.
        palette = image(f"{picture_host}/png", "palette")
        await post(say, event["ts"], palette, *numbers, *actions(last, block_id="ideas.actions"))

    async def finish(ack, body, say, count):
        await ack()
        for number in range(count):
            await post(say, body["message"]["thread_ts"], image(f"{picture_host}/jpeg", f"p{number}"))

    async def paint(ack, body, say):
        await finish(ack, body, say, 1)

    async def paint_all(ack, body, say):
        await finish(ack, body, say, 3)

    bolt.action(PAINT)(paint)
    bolt.action(MAKE)(paint)
    bolt.action(PAINT_ALL)(paint_all)
    await connect(bolt)


async def test_pictures_are_uploaded_with_a_mention_and_an_idea_is_picked(people, bot, mentions):
    journey = await make_from_pictures(people, "tiger robot --use layout", FILES, "2", patience=60)
    [mention] = mentions
    assert mention["text"].startswith("<@")
    assert mention["text"].endswith("> tiger robot --use layout")
    assert [file["name"] for file in mention["files"]] == ["one.png", "two.jpg"]
    assert journey.prompts == [f"Prompt {number} & more." for number in (1, 2, 3)]
    assert journey.chosen == [2]
    [message] = journey.messages
    assert message["thread_ts"] == mention["ts"]
    assert len(pictures(message)) == 1
    assert journey.timings_ms["ack"] is None
    assert None not in {journey.timings_ms[name] for name in ("suggest", "paint", "total")}


async def test_all_of_the_ideas(people, bot):
    journey = await make_from_pictures(people, "", FILES, "all", patience=60)
    assert journey.chosen == [1, 2, 3]
    assert len(journey.messages) == 3


async def test_a_cut_out_has_nothing_to_pick(people, bot):
    journey = await make_from_pictures(people, "--use cutout", FILES, "3", patience=60)
    assert len(journey.prompts) == 3
    assert journey.chosen == []
    assert len(journey.messages) == 1


async def test_a_private_sentence_is_the_end(people, bot):
    with pytest.raises(JourneyError, match=r"That is no picture\."):
        await make_from_pictures(people, "refuse", FILES, patience=60)


async def test_a_bot_that_says_nothing_is_not_awaited_for_ever(people):
    with pytest.raises(JourneyError, match=r"waited 0\.2 s for the bot's answer"):
        await asyncio.wait_for(make_from_pictures(people, "hi", FILES, patience=0.2), 60)
