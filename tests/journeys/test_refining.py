"""Talking about a picture in its thread: a change, a question, and the way back."""

import re

import pytest

from tests.journeys.person import actions_of, pictures, said

pytestmark = pytest.mark.usefixtures("bot")


async def painted(person, text="--raw a paper boat on a pond in the morning --seed 7 --cfg 5"):
    await person.types(f"/imagine {text}")
    card = await person.card()
    (message,) = await person.painted(card)
    return card, message


async def bodies(aws):
    return [call.body for call in await aws.calls() if call.operation == "InvokeModel"]


async def test_a_reply_changes_the_picture_with_the_same_seed(alex, aws):
    card, _ = await painted(alex)
    await alex.says("@Imagine at night, and closer", thread_ts=card["ts"])
    _, changed = await alex.painted(card, 2)
    one, other = await bodies(aws)
    assert one["textToImageParams"]["text"] != other["textToImageParams"]["text"]
    assert "night" in other["textToImageParams"]["text"]
    assert "paper boat" in other["textToImageParams"]["text"]
    assert one["imageGenerationConfig"] == other["imageGenerationConfig"]
    assert "✏️" in said(changed)
    assert "picture.undo" in actions_of(changed)


async def test_the_next_change_starts_from_the_last(alex, aws):
    card, _ = await painted(alex)
    await alex.says("@Imagine at night", thread_ts=card["ts"])
    _, second = await alex.painted(card, 2)
    await alex.says("@Imagine in winter", thread_ts=card["ts"])
    await alex.painted(card, 3)
    texts = [body["textToImageParams"]["text"] for body in await bodies(aws)]
    assert "night" in texts[2]
    await alex.clicks(second, "picture.undo")
    await alex.private_in(card, "the picture before that change")
    await alex.says("@Imagine in autumn", thread_ts=card["ts"])
    await alex.painted(card, 4)
    texts = [body["textToImageParams"]["text"] for body in await bodies(aws)]
    assert "night" not in texts[3]
    assert "autumn" in texts[3]


async def test_a_question_gets_an_answer_and_no_picture(alex, aws):
    card, first = await painted(alex)
    await alex.says("@Imagine which model was this?", thread_ts=card["ts"])
    answer = await alex.reply(card, "Titan Image Generator v2 (amazon")
    assert not pictures(answer)
    assert len(await bodies(aws)) == 1
    assert re.search(r"seed 7\b", said(first))


async def test_korean_words_change_it_too(mina, aws):
    card, _ = await painted(mina, "--raw 종이배")
    await mina.says("@Imagine 밤으로", thread_ts=card["ts"])
    _, changed = await mina.painted(card, 2)
    assert re.search("✏️ .*[가-힣]", said(changed))


async def test_somebody_elses_words_are_a_request_of_their_own(alex, sam, aws):
    card, _ = await painted(sam)
    await alex.workspace.say("mina", card["channel"], "@Imagine at night", thread_ts=card["ts"])
    _, changed = await sam.painted(card, 2)
    await alex.workspace.click("mina", changed, "picture.again")
    await sam.painted(card, 3)


async def test_options_make_it_a_request_of_its_own(alex, aws):
    card, _ = await painted(alex)
    await alex.says("@Imagine a red kite --raw", thread_ts=card["ts"])
    await alex.painted(card, 2)
    assert (await bodies(aws))[1]["textToImageParams"]["text"] == "a red kite"
