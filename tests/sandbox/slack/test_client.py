import asyncio

import pytest

from sandbox.slack.client import WorkspaceClient


async def test_wait_for_looks_again_when_something_changed(people):
    looks = []

    async def three(client):
        looks.append(1)
        found = await client.messages("alex", "#design")
        return found if len(found) == 3 else None

    waiting = asyncio.create_task(people.wait_for(three))
    for text in "abc":
        await people.say("mina", "#design", text)
    assert [message["text"] for message in await waiting] == ["a", "b", "c"]
    assert len(looks) <= 5


async def test_wait_for_gives_up(people):
    async def never(_):
        return None

    with pytest.raises(TimeoutError, match="a miracle"):
        await people.wait_for(never, timeout=0.01, what="a miracle")


async def test_it_is_opened_first(slack):
    with pytest.raises(RuntimeError):
        await WorkspaceClient(slack.url).reset()
