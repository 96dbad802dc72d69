"""The lookout asks once for everyone, and the bot does not wait for it."""

import asyncio
from typing import Any

from bot.lookout import Lookout
from services.survey import Surveyed


class Chooser:
    def __init__(self, wanted) -> None:
        self._wanted = wanted
        self.heeded: list[Surveyed] = []

    def wanted(self):
        return self._wanted

    def heed(self, surveyed):
        self.heeded.append(surveyed)


class Survey:
    def __init__(self) -> None:
        self.looks: list[Any] = []
        self.answer = asyncio.Event()

    async def look(self, wanted):
        self.looks.append(wanted)
        await self.answer.wait()
        return Surveyed({}, {"us-west-2": "a test"})


async def test_one_look_serves_everyone():
    survey = Survey()
    survey.answer.set()
    words = Chooser({"us-west-2": ["a.model"]})
    pictures = Chooser({"us-west-2": ["b.model", "a.model"], "us-east-1": ["b.model"]})
    await Lookout(survey, [words, pictures]).look()
    assert survey.looks == [{"us-west-2": {"a.model", "b.model"}, "us-east-1": {"b.model"}}]
    assert words.heeded == pictures.heeded == [Surveyed({}, {"us-west-2": "a test"})]


async def test_the_start_waits_for_the_first_look_but_not_long():
    survey, chooser = Survey(), Chooser({})
    lookout = Lookout(survey, [chooser])
    running = asyncio.create_task(lookout.run())
    try:
        assert not await lookout.looked(0.01)
        assert chooser.heeded == []
        survey.answer.set()
        assert await lookout.looked(30)
        assert len(chooser.heeded) == 1
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_it_looks_again_and_again(monkeypatch):
    monkeypatch.setattr("bot.lookout._EVERY_SECONDS", 0.001)
    survey, third = Survey(), asyncio.Event()
    survey.answer.set()

    class Third(Chooser):
        def heed(self, surveyed):
            super().heed(surveyed)
            if len(self.heeded) == 3:
                third.set()

    running = asyncio.create_task(Lookout(survey, [Third({})]).run())
    try:
        async with asyncio.timeout(30):
            await third.wait()
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_a_look_that_fails_is_not_the_last(monkeypatch, caplog):
    monkeypatch.setattr("bot.lookout._EVERY_SECONDS", 0.001)
    survey, heeded = Survey(), asyncio.Event()
    survey.answer.set()

    class Clumsy(Chooser):
        def heed(self, surveyed):
            super().heed(surveyed)
            if len(self.heeded) == 1:
                raise KeyError("a mistake")
            heeded.set()

    running = asyncio.create_task(Lookout(survey, [Clumsy({})]).run())
    try:
        async with asyncio.timeout(30):
            await heeded.wait()
    finally:
        running.cancel()
        await asyncio.wait([running])
    assert "a mistake" in caplog.text
