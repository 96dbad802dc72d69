"""Socket Mode through the SDK's own clients: the synchronous one built in, and the one of aiohttp."""

import asyncio
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AsyncClient
from slack_sdk.socket_mode.builtin import SocketModeClient as SyncClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import APP_TOKEN, BOT_TOKEN

PING_SECONDS = 60
"""A line without a pong for half of it counts as broken, and the client comes back by itself: not here, however slow
the machine is."""


class Listener:
    """One client of either kind; keeps its requests, and acknowledges them unless it is told to be `deaf`."""

    client: Any

    def __init__(self, kind, api_url, ping_interval):
        self.requests = []
        self._loop = asyncio.get_running_loop()
        self._came = asyncio.Event()
        self.deaf = False
        self.payload = None
        if kind == "sync":
            self.client = SyncClient(
                APP_TOKEN,
                web_client=WebClient(token=BOT_TOKEN, base_url=api_url),
                ping_interval=ping_interval,
            )
            self.client.socket_mode_request_listeners.append(self._hear)
        else:
            web_client = AsyncWebClient(token=BOT_TOKEN, base_url=api_url)
            self.client = AsyncClient(APP_TOKEN, web_client=web_client, ping_interval=ping_interval)
            self.client.socket_mode_request_listeners.append(self._hear_async)

    def _answer(self, request):
        self.requests.append(request)
        self._loop.call_soon_threadsafe(self._came.set)
        return None if self.deaf else SocketModeResponse(request.envelope_id, self.payload)

    def _hear(self, client, request):
        if (answer := self._answer(request)) is not None:
            client.send_socket_mode_response(answer)

    async def _hear_async(self, client, request):
        if (answer := self._answer(request)) is not None:
            await client.send_socket_mode_response(answer)

    async def connect(self):
        await self._do(self.client.connect)

    async def close(self):
        await self._do(self.client.close)

    async def _do(self, work):
        if asyncio.iscoroutinefunction(work):
            await work()
        else:
            await asyncio.to_thread(work)

    async def hears(self, count):
        """Wait until it has had so many requests."""
        async with asyncio.timeout(60):
            while len(self.requests) < count:
                await self._came.wait()
                self._came.clear()

    def texts(self):
        return [request.payload["event"]["text"] for request in self.requests if request.type == "events_api"]


@pytest.fixture
async def listen(kind, slack, people):
    """Connects one more client, and waits until the workspace counts it."""
    listeners = []
    hub = slack.slack.courier.hub

    async def one(ping_interval=PING_SECONDS):
        listener = Listener(kind, slack.api_url, ping_interval)
        listeners.append(listener)
        await listener.connect()
        await connected(people, hub, len(listeners))
        return listener

    yield one
    for listener in listeners:
        await listener.close()


async def connected(people, hub, count):
    async def enough(_):
        return hub.connected == count

    await people.wait_for(enough, what=f"{count} connections")


async def test_commands_and_what_comes_with_their_acknowledgement(listen, people):
    listener = await listen()
    listener.payload = {"text": "on it"}
    result = await people.command("alex", "#design", "/imagine boat")
    assert (result["ok"], result["response"]) == (True, {"text": "on it"})
    [request] = listener.requests
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert request.payload["text"] == "boat"


async def test_an_event_nobody_acknowledged_comes_again_and_says_why(listen, people):
    """At once, after a minute, after five; then no more."""
    listener = await listen()
    listener.deaf = True
    await people.say("alex", "#design", "hello")
    for attempt, wait in enumerate((0, 60, 300)):
        await listener.hears(attempt + 1)
        await people.advance(3)
        await people.wait_for(timed_out(attempt), what=f"the end of attempt {attempt}")
        await people.advance(wait)
    await listener.hears(4)
    await people.advance(3)
    await people.wait_for(timed_out(3), what="the end of the last attempt")
    await people.advance(3600)
    attempts = [(request.retry_attempt, request.retry_reason) for request in listener.requests]
    assert attempts == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({request.payload["event_id"] for request in listener.requests}) == 1
    assert len({request.envelope_id for request in listener.requests}) == 4


def timed_out(attempt):
    async def finished(client):
        envelopes = [entry for entry in await client.log() if entry["kind"] == "envelope"]
        return any(e["attempt"] == attempt and e["error"] == "operation_timeout" for e in envelopes)

    return finished


async def test_several_connections_share_the_work(listen, people):
    one, two = await listen(), await listen()
    for number in range(6):
        await people.say("alex", "#design", f"number {number}")
    await one.hears(3)
    await two.hears(3)
    assert sorted(one.texts() + two.texts()) == [f"number {number}" for number in range(6)]
    assert len(one.requests) == len(two.requests) == 3


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "drop"])
async def test_a_client_comes_back_and_misses_nothing(listen, people, slack, reason, kind):
    # Of a line that was dropped the synchronous client hears when it looks after it the next time.
    listener = await listen(2) if (kind, reason) == ("sync", "drop") else await listen()
    hub = slack.slack.courier.hub
    await people.say("alex", "#design", "before")
    await listener.hears(1)
    await people.disconnect(reason)

    async def back(client):
        links = [entry for entry in await client.log() if entry["kind"] == "socket"]
        return len(links) >= 2 and hub.connected == 1

    await people.wait_for(back, timeout=60)
    await people.say("alex", "#design", "after")
    await listener.hears(2)
    assert listener.texts() == ["before", "after"]


async def test_the_other_connection_takes_over(listen, people):
    """While one is told to go, what is new goes to the other alone."""
    one, two = await listen(), await listen()
    await one.close()

    async def only_one(client):
        return (await client.workspace("alex"))["delivery"]["connections"] == 1

    await people.wait_for(only_one)
    for number in range(3):
        await people.say("alex", "#design", str(number))
    await two.hears(3)
    assert two.texts() == ["0", "1", "2"]
    assert one.requests == []
