"""Bedrock's clients: one for each purpose and region, made once, closed in the end."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from aiobotocore.session import get_session

from bot.regions import RegionalClients


@pytest.fixture
async def stack():
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def regional(stack):
    return RegionalClients(get_session(), stack)


async def test_each_region_has_its_own(regional):
    west, east = await regional.painting("us-west-2"), await regional.painting("us-east-1")
    assert [client.meta.region_name for client in (west, east)] == ["us-west-2", "us-east-1"]


async def test_many_who_ask_at_once_get_the_same(regional):
    found = await asyncio.gather(*(regional.control("eu-west-1") for _ in range(8)))
    assert len({id(client) for client in found}) == 1
    assert found[0].meta.service_model.service_name == "bedrock"


async def test_a_paid_call_is_never_repeated_by_the_client(regional):
    attempts = {
        name: (await getattr(regional, name)("us-west-2")).meta.config.retries["total_max_attempts"]
        for name in ("painting", "writing", "control")
    }
    assert attempts == {"painting": 1, "writing": 3, "control": 2}


async def test_aws_hears_who_calls(regional, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    client = await regional.control("eu-west-1")
    heard = []

    class HeardError(Exception):
        pass

    def before_send(request, **_):
        heard.append(request.headers["User-Agent"])
        raise HeardError

    client.meta.events.register("before-send", before_send)
    with pytest.raises(HeardError):
        await client.list_foundation_models()
    assert heard[0].decode().startswith("imagine aiobotocore/")


async def test_they_are_closed_with_the_stack():
    class Client:
        closed = 0

        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            self.closed += 1

    made = []

    class Session:
        def create_client(self, service, **_):
            made.append(Client())
            return made[-1]

    async with AsyncExitStack() as stack:
        regional = RegionalClients(Session(), stack)
        await regional.writing("us-west-2")
        await regional.control("us-west-2")
        await regional.control("us-west-2")
        assert [client.closed for client in made] == [0, 0]
    assert [client.closed for client in made] == [1, 1]
