"""Refusals are shared at once when there is news, and trouble with the table ends nothing."""

import asyncio

import pytest
from botocore.exceptions import ClientError

from bot import sharing


class Refusals:
    """Counts how often it is asked to share, and is in trouble the first time."""

    def __init__(self) -> None:
        self.shared = 0
        self.news = True
        self.twice = asyncio.Event()

    async def share(self):
        self.shared += 1
        if self.shared == 1:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, "Query")
        self.news = False
        self.twice.set()


async def test_trouble_is_not_the_end(caplog):
    refusals = Refusals()
    running = asyncio.create_task(sharing.keep_sharing(refusals))
    async with asyncio.timeout(30):
        await refusals.twice.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert "slow down" in caplog.text
