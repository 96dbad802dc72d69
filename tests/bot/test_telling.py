"""Looking now and then whether admins are to be told: trouble is not the end."""

import asyncio

import pytest

from bot.telling import keep_telling


class Notices:
    def __init__(self):
        self.teams = []
        self.twice = asyncio.Event()

    async def look(self, team):
        self.teams.append(team)
        if len(self.teams) == 1:
            raise RuntimeError("in trouble")
        self.twice.set()


async def test_it_goes_on_after_trouble(caplog):
    notices = Notices()
    running = asyncio.create_task(keep_telling(notices, "T1", 0.01))
    async with asyncio.timeout(30):
        await notices.twice.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert set(notices.teams) == {"T1"}
    assert "in trouble" in caplog.text
