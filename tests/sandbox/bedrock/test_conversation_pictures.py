import base64
import dataclasses
import io
import threading

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from sandbox.bedrock import converse
from sandbox.bedrock.catalogue import find_model
from sandbox.bedrock.conversation_pictures import LONGEST_SIDE, MOST_BYTES, MOST_IMAGES, pictures_in
from sandbox.bedrock.errors import BedrockError
from tests.sandbox.bedrock.pictures import encoded, lamp, meadow
from tests.sandbox.bedrock.test_converse import KEYWORDS, forced

NOVA = "us.amazon.nova-2-lite-v1:0"
CLAUDE = "us.anthropic.claude-sonnet-4-6"


def image(data, kind="png"):
    return {"image": {"format": kind, "source": {"bytes": data}}}


def asked(*images, model=NOVA, tool="read_pictures"):
    content = [*images, {"text": f"{KEYWORDS}\n<measured></measured>\n<use>spirit</use>"}]
    return {"modelId": model, "messages": [{"role": "user", "content": content}], **forced(tool)}


async def refusal(bedrock, *images, model=NOVA):
    with pytest.raises(ClientError) as caught:
        await bedrock.converse(**asked(*images, model=model))
    assert caught.value.response["Error"]["Code"] == "ValidationException"
    return caught.value.response["Error"]["Message"]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
@pytest.mark.parametrize("model", [NOVA, CLAUDE])
async def test_every_format_is_read(bedrock, kind, model):
    answer = await bedrock.converse(**asked(image(encoded(meadow(), kind.upper()), kind), model=model))
    use = answer["output"]["message"]["content"][0]["toolUse"]
    assert set(use["input"]) == {"reading", "prompts"}


async def test_the_format_has_to_match_the_bytes(bedrock):
    png = encoded(meadow())
    said = await refusal(bedrock, image(png, "jpeg"), model=CLAUDE)
    assert (
        "messages.0.content.0.image.source.bytes: The image was specified using the image/jpeg media type"
        in said
    )
    assert said.endswith("appears to be a image/png image")
    said = await refusal(bedrock, image(png), image(png, "webp"))
    assert said == (
        "The model returned the following errors: The provided image does not match the specified image format."
    )


async def test_what_is_no_picture_is_refused(bedrock):
    assert "Could not process image" in await refusal(bedrock, image(b"GIF89a, or not"))
    whole = encoded(grown(), "JPEG")
    assert "Could not process image" in await refusal(bedrock, image(whole[: len(whole) // 2], "jpeg"))


def grown():
    return meadow().resize((1200, 800))


async def test_twenty_pictures_are_taken_and_no_more(bedrock):
    small = image(encoded(meadow().resize((24, 16))))
    assert (await bedrock.converse(**asked(*[small] * MOST_IMAGES)))["stopReason"] == "tool_use"
    assert "more than 20 images" in await refusal(bedrock, *[small] * (MOST_IMAGES + 1))


async def test_size_and_sides_are_limited(bedrock):
    heavy = base64.b64encode(encoded(meadow()) + bytes(MOST_BYTES)).decode()
    with pytest.raises(BedrockError, match=f"image exceeds 3.75 MB maximum: .* > {MOST_BYTES} bytes"):
        pictures_in(find_model(NOVA, "Converse"), [{"role": "user", "content": [image(heavy)]}])
    longest = encoded(Image.new("1", (LONGEST_SIDE, 8)))
    assert (await bedrock.converse(**asked(image(longest))))["stopReason"] == "tool_use"
    longer = encoded(Image.new("1", (8, LONGEST_SIDE + 1)))
    assert "max allowed size: 8000 pixels" in await refusal(bedrock, image(longer))


def test_a_model_without_eyes_says_so():
    blind = dataclasses.replace(find_model(NOVA, "Converse"), inputs=("text",))
    block = image(base64.b64encode(encoded(meadow())).decode())
    with pytest.raises(BedrockError, match="This model doesn't support the image field for user messages"):
        pictures_in(blind, [{"role": "user", "content": [block]}])
    assert pictures_in(blind, [{"role": "user", "content": [{"text": "hi"}]}]) == ()


def test_pictures_come_from_the_user_and_in_bytes():
    model = find_model(NOVA, "Converse")
    block = image(base64.b64encode(encoded(meadow())).decode())
    with pytest.raises(BedrockError, match="image field for assistant messages"):
        pictures_in(model, [{"role": "assistant", "content": [block]}])
    stored = {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://a/b"}}}}
    with pytest.raises(BedrockError, match="from bytes only"):
        pictures_in(model, [{"role": "user", "content": [stored]}])
    with pytest.raises(BedrockError, match="invalid base64"):
        pictures_in(model, [{"role": "user", "content": [image("no base64!")]}])


def test_pictures_keep_their_order_over_all_turns():
    model = find_model(NOVA, "Converse")
    files = [encoded(meadow()), encoded(lamp()), encoded(lamp(400))]
    one, two, three = (image(base64.b64encode(data).decode()) for data in files)
    turns = [
        {"role": "user", "content": [one, {"text": "and"}, two]},
        {"role": "assistant", "content": [{"text": "go on"}]},
        {"role": "user", "content": [three]},
    ]
    assert pictures_in(model, turns) == tuple(files)


async def test_reading_leaves_the_event_loop_free(bedrock, monkeypatch):
    threads = []

    def noted(function):
        def work(*given):
            threads.append(threading.current_thread())
            return function(*given)

        return work

    for name in ("read_conversation", "call_tool"):
        monkeypatch.setattr(converse, name, noted(getattr(converse, name)))
    await bedrock.converse(**asked(image(encoded(meadow()))))
    assert len(threads) == 2
    assert threading.main_thread() not in threads


async def test_pictures_cost_tokens_by_their_pixels_not_by_their_bytes(bedrock):
    without = await bedrock.converse(**asked())
    for picture, tokens in ((meadow(), 320), (meadow().resize((3136, 2090)), 2185)):
        answer = await bedrock.converse(**asked(image(encoded(picture))))
        assert answer["usage"]["inputTokens"] - without["usage"]["inputTokens"] == pytest.approx(
            tokens, rel=0.01
        )


def test_an_animation_is_read_by_its_first_frame():
    frames = [meadow(), lamp()]
    with io.BytesIO() as out:
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
        animated = out.getvalue()
    from sandbox.bedrock.writer.seeing.look import look_at

    assert look_at(animated).horizon == pytest.approx(2 / 3, abs=0.03)
