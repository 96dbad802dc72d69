"""From keywords to three ideas, and from an idea to a picture."""

import asyncio
import re

import pytest

from services.png_chunks import texts_in
from services.xmp import XMP_KEYWORD, properties_in
from tests.journeys.person import actions_of, buttons_of, pictures, prompts_of, said
from tests.journeys.test_palettes import fetched

pytestmark = pytest.mark.usefixtures("bot")


async def ideas_of(person, text="lighthouse, storm --style watercolour"):
    await person.types(f"/imagine {text}")
    card = await person.card()
    return card, await person.ideas(card)


async def test_three_readable_ideas_in_the_thread_of_a_card(alex):
    answer = await alex.types("/imagine lighthouse, storm --style watercolour --ar 16:9")
    assert answer["response"] is None
    card = await alex.card()
    ideas = await alex.ideas(card)
    card = await alex.card_saying(card, "Ideas are in the thread")
    for part in ("asked for a picture", "> lighthouse, storm", "Style: watercolour", "--ar 16:9"):
        assert part in said(card)
    assert re.search(
        r"Titan Image Generator v2  ·  \d+×\d+  ·  \$0.01 an idea, \$0.03 for all three", said(ideas)
    )
    prompts = prompts_of(ideas)
    assert len(set(prompts)) == 3
    assert all("lighthouse" in prompt and len(prompt) <= 512 for prompt in prompts)
    assert actions_of(ideas) == [
        *["idea.paint", "idea.edit"] * 3,
        "ideas.paint_all",
        "ideas.more",
        "request.cancel",
    ]


async def test_a_click_paints_and_the_message_says_how(alex, aws):
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "idea.paint", at=1)
    (painted,) = await alex.painted(card)
    (picture,) = pictures(painted)
    prompt = prompts_of(ideas)[1]
    assert prompt in said(painted)
    assert "lighthouse" in picture["alt_text"].lower()
    assert picture["alt_text"] != prompt
    assert len(picture["alt_text"]) <= 200
    assert re.search(
        r"Titan Image Generator v2  ·  1024×1024  ·  seed \d+  ·  \d.* s  ·  \$0.01", said(painted)
    )
    assert actions_of(painted) == [
        *["picture.again", "picture.vary", "picture.vary_strongly"],
        *["picture.upscale", "picture.extend", "picture.remove_background", "picture.erase"],
        *["picture.change", "picture.recolour", "picture.restyle"],
        *["picture.edit", "picture.reference", "picture.history", "picture.delete"],
    ]
    await alex.card_saying(card, "One picture is in the thread")
    (call,) = [call for call in await aws.calls() if call.operation == "InvokeModel"]
    assert call.body["textToImageParams"]["text"] == prompt
    assert f"seed {call.body['imageGenerationConfig']['seed']}" in said(painted)
    _, original = await fetched(picture["image_url"].rpartition("/")[0] + "/original.png")
    recipe = texts_in(original)
    assert recipe["prompt"] == prompt
    assert recipe["seed"] == str(call.body["imageGenerationConfig"]["seed"])
    assert properties_in(recipe[XMP_KEYWORD])["alternative text"] == picture["alt_text"]


async def test_the_placeholder_is_there_at_once_and_becomes_the_picture(alex, aws):
    await aws.set_latency(invoke_model=600)
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "idea.paint", at=1)
    placeholder = await alex.reply(card, "Titan Image Generator v2  ·  1024×1024  ·  seed")
    begun = await alex.reply(card, "Painting idea 2 …")
    assert (begun["ts"], actions_of(begun)) == (placeholder["ts"], [])  # it is too late to cancel it
    await alex.card_saying(card, "Painting …")
    await aws.end_latency()
    (painted,) = await alex.painted(card)
    assert painted["ts"] == placeholder["ts"]
    assert len(await alex.thread(card)) == 2


async def test_paint_all_three(alex):
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "ideas.paint_all")
    painted = await alex.painted(card, 3)
    assert [f"*{n} · " in said(message) for n, message in enumerate(painted, 1)] == [True] * 3
    await alex.card_saying(card, "3 pictures are in the thread")


async def test_more_ideas_are_new_and_numbered_on(alex, aws):
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "ideas.more")
    more = await alex.ideas(card, first=4)
    assert not set(prompts_of(more)) & set(prompts_of(ideas))
    await alex.clicks(more, "idea.paint", at=2)
    (painted,) = await alex.painted(card)
    assert "*6 · " in said(painted)
    asked = [call for call in await aws.calls() if call.operation == "Converse"][-1]
    assert prompts_of(ideas)[0] in asked.body["messages"][0]["content"][0]["text"]


async def test_an_idea_edited_first(alex, aws):
    card, ideas = await ideas_of(alex, "boat --no people --n 2")
    await alex.clicks(ideas, "idea.edit", at=2)
    form = await alex.form()
    assert form["title"]["text"] == "Edit the prompt"
    answer = await alex.submits(form, text="A paper boat on a pond at dawn", ar="16:9", n="1", seed="7")
    assert answer["ok"], answer
    (painted,) = await alex.painted(card)
    assert "> A paper boat on a pond at dawn" in said(painted)
    (call,) = [call for call in await aws.calls() if call.operation == "InvokeModel"]
    assert call.body["textToImageParams"] == {
        "text": "A paper boat on a pond at dawn",
        "negativeText": "people",
    }
    assert call.body["imageGenerationConfig"]["seed"] == 7
    assert call.body["imageGenerationConfig"]["width"] == 1152


async def test_what_is_wrong_in_a_form_is_said_at_its_input(alex):
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "idea.edit")
    form = await alex.form()
    answer = await alex.submits(form, palette="red", size="1000x1000", seed="many")
    assert answer["response_action"] == "errors"
    assert answer["errors"] == {
        "palette": "red is not a colour: write it as #0b3954.",
        "seed": "seed takes a number from 0 to 2147483646, not many.",
    }
    answer = await alex.submits(form, palette="", seed="", size="1000x1000")
    assert answer["errors"] == {
        "size": "Titan Image Generator v2 does not paint 1000x1000. The nearest size is 1024x1024."
    }
    await alex.workspace.close_view(alex.user, form["id"])
    assert len(await alex.thread(card)) == 1


async def test_cancelled_ideas_can_still_be_read_but_not_painted(alex):
    card, ideas = await ideas_of(alex)
    await alex.clicks(ideas, "request.cancel")
    await alex.card_saying(card, "Cancelled.")
    closed = await alex.reply(card, "These ideas were cancelled.")
    assert actions_of(closed) == []
    assert prompts_of(ideas)[0] in said(closed)


async def test_a_double_click_paints_once(alex, aws):
    await aws.set_latency(invoke_model=600)  # what is done already may be wanted again
    card, ideas = await ideas_of(alex)
    await asyncio.gather(*(alex.clicks(ideas, "idea.paint") for _ in range(4)))

    async def told(_):
        seen = {one["ts"]: one for one in [*await alex.messages(), *await alex.thread(card)]}
        words = [said(one) for one in seen.values() if one["_sandbox"]["ephemeral"]]
        return words if len(words) == 3 else None

    assert "Idea 1 is being painted already." in await alex.workspace.wait_for(told, what="three answers")
    await aws.end_latency()
    assert len(await alex.painted(card)) == 1
    assert len([call for call in await aws.calls() if call.operation == "InvokeModel"]) == 1


async def test_two_people_at_once_each_have_their_own(alex, sam):
    await asyncio.gather(alex.types("/imagine red fox"), sam.types("/imagine blue whale"))
    cards = await alex.card("red fox"), await sam.card("blue whale")
    ideas = await alex.ideas(cards[0]), await sam.ideas(cards[1])
    assert all("fox" in prompt for prompt in prompts_of(ideas[0]))
    assert all("whale" in prompt for prompt in prompts_of(ideas[1]))
    await asyncio.gather(alex.clicks(ideas[0], "idea.paint"), sam.clicks(ideas[1], "ideas.paint_all"))
    assert len(await alex.painted(cards[0])) == 1
    assert len(await sam.painted(cards[1], 3)) == 3


async def test_only_its_owner_and_admins_use_the_buttons(alex, sam, mina):
    card, ideas = await ideas_of(sam)
    await mina.clicks(ideas, "idea.paint")
    await mina.private_in(card, "이 버튼은 그림을 요청한 사람만 쓸 수 있어요")
    assert len(await sam.thread(card)) == 1
    await alex.clicks(ideas, "idea.paint")  # an admin
    await sam.painted(card)


async def test_korean_is_answered_in_korean(mina, aws):
    card, ideas = await ideas_of(mina, "등대, 폭풍 --style 수채화")
    assert "그림을 요청했어요" in said(card)
    assert "아이디어 세 가지예요" in said(ideas)
    assert "아이디어 하나에 $0.01, 세 가지 모두 $0.03" in said(ideas)
    titles = [
        block["text"]["text"].split("\n")[0]
        for block in ideas["blocks"]
        if block["block_id"].startswith("idea.") and "text" in block
    ]
    assert all(re.search(r"[가-힣]", title) for title in titles)
    assert all("lighthouse" in prompt for prompt in prompts_of(ideas))
    assert buttons_of(ideas, "idea.paint")[0]["text"]["text"] == "1번 그리기"
    await mina.clicks(ideas, "idea.paint")
    (painted,) = await mina.painted(card)
    assert buttons_of(painted, "picture.again")[0]["text"]["text"] == "다시 그리기 · $0.01"


async def test_a_korean_reader_is_answered_in_korean_whatever_they_type(mina):
    card, _ = await ideas_of(mina, "boat")
    assert "그림을 요청했어요" in said(card)


async def test_creativity_and_style_reach_the_writer(alex, aws):
    await ideas_of(alex, 'boat --creativity 0.2 --palette "#0b3954" --no people')
    (call,) = [call for call in await aws.calls() if call.operation == "Converse"]
    assert call.body["inferenceConfig"]["temperature"] == 0.2
    text = call.body["messages"][0]["content"][0]["text"]
    assert "<palette>deep blue (#0b3954)</palette>" in text
    assert "<must_not_appear>people</must_not_appear>" in text
    assert "cinematic photograph" in text
