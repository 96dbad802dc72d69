"""A process ends when it is told to, or when something breaks that was to go on."""

import asyncio

import pytest

from bot.supervision import BrokenError, until


async def for_ever():
    await asyncio.Event().wait()


async def quickly():
    pass


async def breaks():
    raise RuntimeError("a mistake of ours")


async def test_it_goes_on_until_it_is_told_to_stop():
    stop = asyncio.Event()
    tasks = [asyncio.create_task(one) for one in (for_ever(), quickly())]
    waiting = asyncio.create_task(until(stop, tasks))
    await tasks[1]
    await asyncio.sleep(0)
    assert not waiting.done()
    stop.set()
    await waiting
    tasks[0].cancel()


async def test_what_breaks_ends_the_process_and_is_named(caplog):
    tasks = [asyncio.create_task(for_ever()), asyncio.create_task(breaks(), name="worker")]
    with pytest.raises(BrokenError, match="worker") as caught:
        await until(asyncio.Event(), tasks)
    assert isinstance(caught.value.__cause__, RuntimeError)
    assert "the worker has broken" in caplog.text
    tasks[0].cancel()


async def test_who_is_cancelled_has_not_broken():
    stop = asyncio.Event()
    task = asyncio.create_task(for_ever())
    waiting = asyncio.create_task(until(stop, [task]))
    task.cancel()
    await asyncio.wait([task])
    stop.set()
    await waiting
