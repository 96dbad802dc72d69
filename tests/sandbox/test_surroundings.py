"""What can go wrong around the workspace."""

import asyncio
from types import SimpleNamespace

import pytest

from sandbox.bot_process import BotError
from sandbox.faults import FaultPlan
from sandbox.surroundings import KilledBot, cloud_troubles

TITAN = "bedrock:InvokeModel:amazon.titan-image-generator-v2:0"
WRITER = "bedrock:Converse:amazon.nova-2-lite-v1:0"
LISTING = "bedrock:ListFoundationModels"


@pytest.mark.parametrize(
    ("name", "meets", "spares"),
    [
        ("slow_models", {(TITAN, "delay"), (WRITER, "delay")}, {("cdn:GET", "error"), (LISTING, "delay")}),
        (
            "throttled_models",
            {(TITAN, "error"), (WRITER, "error")},
            {("cdn:GET", "error"), (LISTING, "error")},
        ),
        ("filtered_prompts", {(TITAN, "behave"), (WRITER, "behave")}, {("s3:GET", "error")}),
        ("filtered_pictures", {(TITAN, "behave")}, {(WRITER, "behave")}),
        ("image_host", {("cdn:GET", "error")}, {("s3:GET", "error"), (TITAN, "error")}),
    ],
)
async def test_which_calls_it_meets(name, meets, spares):
    plan = FaultPlan()
    [trouble] = [one for one in cloud_troubles(plan) if one.name == name]
    seen = [trouble.on]
    await trouble.switch(on=True)
    seen.append(trouble.on)
    for operation, kind in meets:
        assert plan.take(operation, [kind])
        assert plan.take(operation, [kind])  # until it is switched off
    for operation, kind in spares:
        assert not plan.take(operation, [kind])
    await trouble.switch(on=False)
    assert [*seen, trouble.on] == [False, True, False]
    assert plan.listed() == []


class Bots:
    """Bots whose start takes until `ready` is set."""

    def __init__(self):
        self.bots = [self._bot(1)]
        self.ready = asyncio.Event()
        self.killed = 0
        self.started = 0
        self.error = ""

    def _bot(self, pid):
        return SimpleNamespace(pid=pid, process=SimpleNamespace(poll=lambda: None))

    async def kill_bots(self):
        self.killed += 1
        self.bots = []

    async def restart_killed(self):
        self.started += 1
        await self.ready.wait()
        if self.error:
            raise BotError(self.error)
        self.bots = [self._bot(1 + self.started)]


@pytest.fixture
async def bots():
    return Bots()


@pytest.fixture
async def told():
    return asyncio.Event()


@pytest.fixture
async def killed(bots, told):
    trouble = KilledBot(bots, told.set)
    yield trouble
    await trouble.aclose()


async def settle(told, look):
    async with asyncio.timeout(30):
        while not look():
            told.clear()
            await told.wait()


async def test_dead_starting_running(bots, killed, told):
    assert (killed.available, killed.on, killed.note) == (True, False, "Running as process 1.")
    killed.chosen = 600
    await killed.switch(on=True)
    assert (killed.available, killed.on, killed.note) == (True, True, "It is dead.")
    await killed.switch(on=False)
    await settle(told, lambda: bots.started)
    assert (killed.on, killed.note) == (True, "A new process is starting.")
    await killed.switch(on=False)  # it is coming already
    assert bots.started == 1
    bots.ready.set()
    await settle(told, lambda: not killed.on)
    assert killed.note == "Running as process 2."


async def test_killed_again_while_it_starts(bots, killed, told):
    killed.chosen = 0
    await killed.switch(on=True)
    await settle(told, lambda: bots.started)
    killed.chosen = 600
    await killed.switch(on=True)
    assert (bots.killed, bots.started, killed.note) == (2, 1, "It is dead.")


async def test_what_kept_it_from_starting(bots, killed, told):
    bots.error = "the bot ended at once:\nCan't start: no token"
    bots.ready.set()
    killed.chosen = 0
    await killed.switch(on=True)
    await settle(told, lambda: "did not start" in killed.note)
    assert "the bot ended at once." in killed.note
    assert killed.on
    bots.error = ""
    await killed.switch(on=False)
    await settle(told, lambda: not killed.on)


async def test_nothing_to_kill(bots, killed):
    bots.bots = []
    assert not killed.available
