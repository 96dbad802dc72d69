"""What can be done with a picture that is there."""

import re

import aiohttp
import pytest

from tests.journeys.person import actions_of, pictures, records_of, said, seen_by, until

pytestmark = pytest.mark.usefixtures("bot")


async def painted(person, text="--raw a paper boat on a pond"):
    await person.types(f"/imagine {text}")
    card = await person.card()
    (message,) = await person.painted(card)
    return card, message


def seeds(message):
    return re.findall(r"(?:seed|시드) (\d+)", said(message))


async def requests_to_painter(aws):
    return [call.body for call in await aws.calls() if call.operation == "InvokeModel"]


async def test_again_is_the_same_prompt_with_a_new_seed(alex, aws):
    card, first = await painted(alex, "--raw a paper boat on a pond --seed 7 --cfg 5")
    await alex.clicks(first, "picture.again")
    _, second = await alex.painted(card, 2)
    assert seeds(first) == ["7"]
    assert seeds(second) != ["7"]
    one, other = await requests_to_painter(aws)
    assert one["textToImageParams"] == other["textToImageParams"]
    assert one["imageGenerationConfig"] | {"seed": 0} == other["imageGenerationConfig"] | {"seed": 0}


async def test_vary_paints_from_the_stored_picture(alex, aws, stack):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.vary")
    _, second = await alex.painted(card, 2)
    call = [call for call in await aws.calls() if call.operation == "InvokeModel"][-1]
    body = (await aws.call(call.seq)).body
    assert body["taskType"] == "IMAGE_VARIATION"
    assert body["imageVariationParams"]["text"] == "a paper boat on a pond"
    assert body["imageVariationParams"]["similarityStrength"] == 0.9
    assert len(body["imageVariationParams"]["images"]) == 1
    records = {record["message_ts"]: record for record in await records_of(stack)}
    child, parent = records[second["ts"]], records[first["ts"]]
    assert child["parent"] == f"{parent['job_id']}.0"
    assert child["task"] == "variation"


async def test_edit_prompt_keeps_the_seed_so_that_only_the_words_differ(alex, aws):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.edit")
    form = await alex.form()
    assert (
        form["state"]["values"] or form["blocks"][0]["element"]["initial_value"] == "a paper boat on a pond"
    )
    answer = await alex.submits(form, text="a paper boat on a river")
    assert answer["ok"], answer
    _, second = await alex.painted(card, 2)
    assert seeds(second) == seeds(first)
    one, other = await requests_to_painter(aws)
    assert one["imageGenerationConfig"] == other["imageGenerationConfig"]
    assert other["textToImageParams"]["text"] == "a paper boat on a river"


async def test_a_deleted_picture_is_gone_everywhere(alex, stack):
    card, first = await painted(alex)
    (picture,) = pictures(first)
    await alex.clicks(first, "picture.delete")
    note = await alex.reply(card, "deleted this picture")
    assert note["ts"] == first["ts"]
    assert actions_of(note) == []

    async def gone():
        async with aiohttp.ClientSession() as session, session.get(picture["image_url"]) as response:
            kept = [r for r in await records_of(stack) if r["message_ts"] == first["ts"]]
            return response.status == 403 and not kept

    await until(gone)


async def test_the_buttons_of_a_deleted_picture_say_so(alex, stack):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.delete")
    await alex.reply(card, "deleted this picture")

    async def forgotten():
        return all(record["message_ts"] != first["ts"] for record in await records_of(stack))

    await until(forgotten)  # the record goes last, after the message has changed
    # Another window still shows the old message: Slack would send the click with it.
    seq = next(e["seq"] for e in reversed(await alex.workspace.log()) if "block_actions" in e["name"])
    await alex.workspace.redeliver(seq)
    await alex.private_in(card, "This picture has been deleted.")


async def test_again_paints_as_many_as_before(alex):
    card, first = await painted(alex, "--raw a paper boat --n 2")
    await alex.clicks(first, "picture.again")
    _, second = await alex.painted(card, 2)
    assert len(pictures(second)) == 2


async def test_what_is_kept(alex, stack):
    _, message = await painted(
        alex,
        '--raw a paper boat --n 2 --seed 5 --cfg 6.5 --quality premium --no people --palette "#0b3954,#bfd7ea"',
    )
    first, second = sorted(
        (r for r in await records_of(stack) if r["message_ts"] == message["ts"]),
        key=lambda r: r["index"],
    )
    assert first["job_id"] == second["job_id"]
    assert {
        name: first[name]
        for name in (
            "prompt",
            "negative",
            "seed",
            "guidance",
            "quality",
            "palette",
            "width",
            "height",
            "price_usd",
        )
    } == {
        "prompt": "a paper boat",
        "negative": "people",
        "seed": 5,
        "guidance": 6.5,
        "quality": "premium",
        "palette": ["#0b3954", "#bfd7ea"],
        "width": 1024,
        "height": 1024,
        "price_usd": 0.012,
    }
    team, user = first["origin"]["team"], first["origin"]["user"]
    assert await seen_by(stack, first) == {f"OWNER#{team}#{user}", f"WORKSPACE#{team}"}
    assert "2 × " not in said(message)
    for key, kind in (("s3_key", "image/png"), ("preview_key", "image/jpeg"), ("thumb_key", "image/jpeg")):
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{stack.aws.cdn_url}/{first[key]}") as response,
        ):
            assert response.status == 200
            assert response.content_type == kind
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
