import asyncio
from contextlib import suppress

import psutil
import pytest

from sandbox.bedrock.orders import Order, carry_out
from sandbox.bedrock.picture_check import PictureFacts, facts_of
from sandbox.bedrock.picture_files import UnreadablePictureError, encoded
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import REMEMBERED, Studio


@pytest.fixture
async def studio():
    studio = Studio(plain_picture, workers=1)
    yield studio
    await studio.aclose()


def workers():
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # another test's, which ends just now
            command = " ".join(child.cmdline())
            if "spawn_main" in command and "resource_tracker" not in command:
                found.append(child)
    return found


async def test_no_process_runs_before_the_first_order_nor_after_the_end():
    before = workers()
    studio = Studio(plain_picture, workers=1)
    assert workers() == before
    await studio.picture(Order("a", 64, 64, 1))
    assert len(workers()) == len(before) + 1
    await studio.aclose()
    assert workers() == before


async def test_the_same_order_is_given_out_again(studio):
    first = await studio.picture(Order("a", 64, 64, 1))
    assert await studio.picture(Order("a", 64, 64, 1)) is first
    assert await studio.picture(Order("a", 64, 64, 2)) != first


async def test_twins_are_painted_once(studio):
    one, other = await asyncio.gather(*(studio.picture(Order("a", 64, 64, 1)) for _ in range(2)))
    assert one is other


async def test_the_oldest_picture_is_forgotten(studio):
    first = await studio.picture(Order("a", 8, 8, 0))
    await asyncio.gather(*(studio.picture(Order("a", 8, 8, seed)) for seed in range(1, REMEMBERED + 1)))
    again = await studio.picture(Order("a", 8, 8, 0))
    assert again == first
    assert again is not first


async def test_a_painter_that_was_killed_is_replaced(studio):
    before = set(workers())
    await studio.picture(Order("a", 8, 8, 1))
    (painter,) = set(workers()) - before
    painter.kill()
    await asyncio.to_thread(psutil.wait_procs, [painter], 60)
    assert await studio.picture(Order("b", 8, 8, 1))


async def test_whoever_waits_may_go_away(studio):
    order = Order("a", 8, 8, 1)
    waiting = asyncio.create_task(studio.picture(order))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await studio.picture(order) == plain_picture(order)


def test_a_broken_picture_is_told_from_a_broken_painter():
    with pytest.raises(UnreadablePictureError):
        carry_out(Order("a", 8, 8, 1, pictures=(b"\x89PNG\r\n\x1a\n",)))


def test_keys_tell_orders_apart():
    orders = [
        Order("a", 8, 8, 1),
        Order("b", 8, 8, 1),
        Order("a", 8, 9, 1),
        Order("a", 8, 8, 1, palette=("#000000",)),
        Order("a", 8, 8, 1, pictures=(b"x",)),
        Order("a", 8, 8, 1, pictures=(b"x", b"y")),
        Order("a", 8, 8, 1, format="jpeg"),
        Order("a", 8, 8, 1, pictures=(b"x",), work="edges"),
        Order("a", 8, 8, 1, pictures=(b"x",), work="edges", strength=0.2),
        Order("a", 8, 8, 1, pictures=(b"x",), work="inpaint", mask=b"y"),
        Order("a", 8, 8, 1, pictures=(b"x",), work="inpaint", mask=b"z"),
        Order("a", 8, 8, 1, pictures=(b"x",), work="inpaint", mask_words="sky"),
    ]
    assert len({order.key() for order in orders}) == len(orders)
    assert Order("a", 8, 8, 1).key() == orders[0].key()


def test_a_picture_becomes_a_jpeg():
    assert encoded(plain_picture(Order("a", 64, 64, 1)), "jpeg").startswith(b"\xff\xd8\xff")


async def test_the_painter_itself_paints_and_varies_in_its_processes():
    studio = Studio()
    try:
        order = Order("a lighthouse, paper cut", 384, 576, 7, palette=("#0b3954", "#ff6663"))
        painted = await studio.picture(order)
        assert facts_of(painted) == PictureFacts("png", 384, 576, len(painted))
        varied = await studio.picture(Order("", 512, 512, 1, pictures=(painted,), work="vary"))
        assert facts_of(varied) == PictureFacts("png", 512, 512, len(varied))
        with pytest.raises(UnreadablePictureError):
            await studio.picture(Order("", 512, 512, 1, pictures=(painted[: len(painted) // 2],)))
    finally:
        await studio.aclose()
