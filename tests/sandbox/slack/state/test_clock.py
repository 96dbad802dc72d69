import asyncio
import time

import pytest

from sandbox.slack.state.clock import Clock


async def test_it_follows_the_wall_clock_and_can_be_moved():
    clock = Clock()
    assert abs(clock.now() - time.time()) < 30
    clock.advance(3600)
    assert abs(clock.now() - time.time() - 3600) < 30


async def test_sleepers_wake_when_time_has_passed():
    clock = Clock()
    woken = []

    async def sleep(seconds):
        await clock.sleep(seconds)
        woken.append(seconds)

    sleepers = [asyncio.create_task(sleep(seconds)) for seconds in (120, 60)]
    await asyncio.sleep(0)
    clock.advance(60)
    await sleepers[1]
    assert woken == [60]
    clock.advance(60)
    await sleepers[0]
    assert woken == [60, 120]


async def test_a_timeout_on_the_movable_clock():
    clock = Clock()
    started = asyncio.Event()

    async def wait():
        async with clock.timeout(3):
            started.set()
            await asyncio.Event().wait()

    waiting = asyncio.create_task(wait())
    await started.wait()
    clock.advance(3)
    with pytest.raises(TimeoutError):
        await waiting


async def test_it_can_go_slower_than_the_wall_clock_but_for_time_that_is_added():
    clock = Clock()
    clock.pace = 0.001
    began = clock.now()
    clock.advance(60)
    assert 60 <= clock.now() - began < 61
    wall, began = time.time(), clock.now()
    await clock.sleep(0.00005)
    assert 0.00005 <= clock.now() - began < 1
    assert time.time() - wall > 0.04


async def test_a_timeout_that_is_over_does_nothing():
    clock = Clock()
    async with clock.timeout(3):
        pass
    clock.advance(10)
    await asyncio.sleep(0)


async def test_a_cancelled_timer_stays_silent():
    clock = Clock()
    kept, rung = asyncio.Event(), []
    timer = clock.after(1, lambda: rung.append("cancelled"))
    clock.after(2, kept.set)
    timer.cancel()
    timer.cancel()
    clock.advance(5)
    async with asyncio.timeout(30):
        await kept.wait()
    assert rung == []
