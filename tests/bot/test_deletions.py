"""Deletions that were broken off are gone on with, whatever becomes of one look."""

import asyncio

import pytest

from bot.deletions import keep_deleting


class Deleter:
    def __init__(self):
        self.looks = 0

    async def sweep(self):
        self.looks += 1
        if self.looks == 1:
            raise RuntimeError("a mistake of ours")


async def test_it_looks_again_and_again(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)
        if len(slept) > 3:
            raise asyncio.CancelledError

    monkeypatch.setattr("bot.deletions.asyncio.sleep", sleep)
    deleter = Deleter()
    with pytest.raises(asyncio.CancelledError):
        await keep_deleting(deleter, 10)
    assert deleter.looks == 3
    assert all(5 <= seconds <= 15 for seconds in slept)
