"""A palette on a painter that takes none: what was painted is measured and shown beside what was asked."""

import io

import aiohttp
import pytest
from PIL import Image

from services.measuring import measure_palette
from tests.journeys.person import pictures, records_of, said, until
from tests.journeys.test_after import picks

CORE = {"IMAGINE_IMAGE_MODEL": "stability.stable-image-core-v1:1"}
ASKED = ["#0b3954", "#bfd7ea", "#ff6663"]
BOAT = f'/imagine --raw a paper boat --palette "{",".join(ASKED)}"'
LEGEND = "Colours asked for above, painted below"


@pytest.fixture
def own_bots(own_bots):
    return lambda: own_bots(**CORE)


def blocks_of(message, start):
    return [block for block in message["blocks"] if block.get("block_id", "").startswith(start)]


async def fetched(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read()


async def records_in(stack, message):
    found = [record for record in await records_of(stack) if record["message_ts"] == message["ts"]]
    return sorted(found, key=lambda record: record["index"])


def row(card, y):
    """The colours along a row of the card, in their order, borders and the page left aside."""
    found: list[str] = []
    for x in range(card.width):
        *colour, alpha = card.getpixel((x, y))
        code = f"#{bytes(colour).hex()}"
        if alpha and code != "#9a9a9a" and code not in found[-1:]:
            found.append(code)
    return found


async def test_the_painted_palette_is_shown_beside_the_asked_one(own_bots, alex, aws, stack):
    await aws.paint_plain(False)
    await own_bots()
    await alex.types(f"{BOAT} --n 2 --ar 16:9")
    card = await alex.card()
    (message,) = await alex.painted(card, patience=120)
    assert len(pictures(message)) == 2
    assert "*approximate*" in said(message)
    assert said(message).count(LEGEND) == 2
    drawn = blocks_of(message, "palette")
    assert [block["type"] for block in drawn] == ["image", "image"]
    for shown, record in zip(drawn, await records_in(stack, message), strict=True):
        _, original = await fetched(f"{stack.aws.cdn_url}/{record['s3_key']}")
        measured = measure_palette(Image.open(io.BytesIO(original)).convert("RGB"))
        painted = [swatch["colour"] for swatch in record["painted_palette"]]
        assert painted == [swatch.colour for swatch in measured]
        status, data = await fetched(shown["image_url"])
        assert (status, shown["image_url"]) == (200, f"{stack.aws.cdn_url}/{record['palette_key']}")
        card_drawn = Image.open(io.BytesIO(data))
        middle = card_drawn.height // 2
        assert row(card_drawn, middle - 2) == ASKED
        assert sorted(row(card_drawn, middle + 2)) == sorted(painted)
        assert all(colour in shown["alt_text"] for colour in (*ASKED, *painted))

    await picks(alex, message, 1, "ask_delete")
    assert (await alex.submits(await alex.form()))["ok"]

    # Its objects and its place in the message go at the same time, in no order.
    async def one_left():
        (message,) = await alex.painted(card)
        return blocks_of(message, "palette") == drawn[1:]

    async def gone():
        status, _ = await fetched(drawn[0]["image_url"])
        return status == 403

    await until(one_left)
    await until(gone)
    assert (await fetched(drawn[1]["image_url"]))[0] == 200


async def test_in_korean(own_bots, mina):
    await own_bots()
    await mina.types(BOAT)
    (message,) = await mina.painted(await mina.card())
    assert "위는 요청한 색, 아래는 그려진 색" in said(message)
    (drawn,) = blocks_of(message, "palette")
    assert drawn["alt_text"].startswith("요청한 색과 실제로 그려진 색: 진파랑 #0b3954")


async def test_without_a_palette_nothing_is_measured(own_bots, alex, stack):
    await own_bots()
    await alex.types("/imagine --raw a paper boat")
    (message,) = await alex.painted(await alex.card())
    assert blocks_of(message, "palette") == []
    assert LEGEND not in said(message)
    (record,) = await records_in(stack, message)
    assert (record["painted_palette"], record["palette_key"]) == ([], "")


async def test_five_pictures_with_ten_colours_are_one_message(own_bots, alex):
    await own_bots()
    colours = ",".join(f"#{index:x}{index:x}{9 - index:x}{index:x}88" for index in range(10))
    await alex.types(f'/imagine --raw {"a paper boat on a pond, " * 20} --n 5 --palette "{colours}"')
    (message,) = await alex.painted(await alex.card())
    assert len(pictures(message)) == 5
    assert len(blocks_of(message, "palette")) == 5


@pytest.mark.parametrize("files", [True, False], ids=["handed over", "linked to"])
async def test_where_slack_can_not_fetch_them_the_colours_are_said(own_bots, alex, workspace, files):
    await workspace.process_files_for(0)
    await workspace.add_fault("slack:image", "error", status=503)
    if not files:
        await workspace.add_fault(
            "slack:files.getUploadURLExternal", "error", status=200, code="file_uploads_disabled"
        )
    await own_bots()
    await alex.types(BOAT)
    message = await alex.reply(await alex.card(), "Colours asked for → painted: `#0b3954` → ")
    assert len(pictures(message)) == (1 if files else 0)
    assert all(colour in said(message) for colour in ASKED)


async def test_a_card_that_slack_can_not_fetch_does_not_cost_the_picture_its_place(own_bots, alex, workspace):
    """The picture and the card are refused twice; then the picture alone is shown by its address."""
    await workspace.add_fault("slack:image", "error", status=503, times=4)
    await own_bots()
    await alex.types(BOAT)
    message = await alex.reply(await alex.card(), "Colours asked for → painted: `#0b3954` → ")
    (picture,) = pictures(message)
    assert "image_url" in picture


async def test_killed_before_the_message_the_next_worker_shows_the_same_card(
    own_bots, alex, aws, workspace, stack
):
    first = await own_bots()
    await workspace.add_fault("slack:chat.update", "delay", seconds=600)
    await alex.types(BOAT)
    card = await alex.card()
    (placeholder,) = await until(lambda: alex.thread(card))

    async def stored():
        return await records_in(stack, placeholder)

    before = await until(stored)
    await first.kill()
    await workspace.clear_faults()
    await own_bots()
    (message,) = await alex.painted(card, patience=120)
    assert message["ts"] == placeholder["ts"]
    assert await records_in(stack, message) == before
    (drawn,) = blocks_of(message, "palette")
    assert drawn["image_url"] == f"{stack.aws.cdn_url}/{before[0]['palette_key']}"
    assert len([call for call in await aws.calls() if call.operation == "InvokeModel"]) == 1
