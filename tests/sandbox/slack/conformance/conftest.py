"""The SDK's two kinds of client, synchronous and asynchronous, behind one way to call them."""

import asyncio
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN


class Caller:
    """Calls a stock client of either kind: ``await call("chat_postMessage", channel=…)``."""

    def __init__(self, client: WebClient | AsyncWebClient) -> None:
        self.client = client

    async def __call__(self, method: str, *arguments: Any, **named: Any) -> Any:
        function = getattr(self.client, method)
        if isinstance(self.client, AsyncWebClient):
            return await function(*arguments, **named)
        return await asyncio.to_thread(function, *arguments, **named)

    async def refused(self, method: str, *arguments: Any, **named: Any) -> Any:
        """The response of a call that must fail."""
        with pytest.raises(SlackApiError) as refused:
            await self(method, *arguments, **named)
        return refused.value.response


def caller(kind: str, api_url: str, token: str | None = BOT_TOKEN, **more: Any) -> Caller:
    make = {"sync": WebClient, "async": AsyncWebClient}[kind]
    return Caller(make(token=token, base_url=api_url, **more))


@pytest.fixture(params=["sync", "async"])
def kind(request):
    return request.param


@pytest.fixture
def call(kind, slack):
    return caller(kind, slack.api_url)


@pytest.fixture
async def trigger(bolt, connect, people):
    """Runs a command as Alex, or clicks "more" in a modal of his; returns the trigger the app was given."""
    given = []

    @bolt.command("/imagine")
    async def imagine(ack, body):
        await ack()
        given.append(body["trigger_id"])

    @bolt.action("more")
    async def more(ack, body):
        await ack()
        given.append(body["trigger_id"])

    await connect(bolt)

    async def new(view_id=None):
        if view_id is None:
            await people.command("alex", "#design", "/imagine boat")
        else:
            await people.change("alex", view_id, "more")
        return given[-1]

    return new
