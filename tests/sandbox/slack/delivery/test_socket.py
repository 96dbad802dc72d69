"""Socket Mode on the wire, without an SDK."""

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import APP_TOKEN
from sandbox.slack.delivery.socket import MAX_CONNECTIONS


class Wire:
    """A Socket Mode client that does only what it is told."""

    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        return await self.ws.receive_json(timeout=30)

    async def ack(self, envelope, payload=None):
        answer = {"envelope_id": envelope["envelope_id"]}
        await self.ws.send_json(answer if payload is None else {**answer, "payload": payload})


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def open_url(slack):
    async def url():
        client = AsyncWebClient(token=APP_TOKEN, base_url=slack.api_url)
        return (await client.apps_connections_open(app_token=APP_TOKEN))["url"]

    return url


@pytest.fixture
def wire(session, open_url):
    """Connects and takes the hello."""

    async def connect():
        ws = await session.ws_connect(await open_url())
        hello = await ws.receive_json(timeout=30)
        assert hello["type"] == "hello"
        return Wire(ws)

    return connect


async def test_hello(session, open_url, slack):
    ws = await session.ws_connect(await open_url())
    hello = await ws.receive_json(timeout=30)
    assert hello["connection_info"] == {"app_id": slack.slack.workspace.app_id}
    assert hello["num_connections"] == 1
    assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_a_ticket_lets_in_once(session, open_url):
    url = await open_url()
    await session.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url)


async def test_a_ticket_expires(session, open_url, people):
    url = await open_url()
    await people.advance(31)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url)


async def run(people, text="/imagine boat"):
    return asyncio.ensure_future(people.command("alex", "#design", text))


async def test_a_command_and_its_answer(wire, people, users, channels):
    bot = await wire()
    running = await run(people)
    envelope = await bot.receive()
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True
    assert envelope["payload"]["text"] == "boat"
    assert "retry_attempt" not in envelope
    await bot.ack(envelope, {"text": "on it"})
    result = await running
    assert result["ok"]
    assert result["response"] == {"text": "on it"}
    [shown] = await people.messages("alex", "#design")
    assert (shown["text"], shown["_sandbox"]["ephemeral"]) == ("on it", True)


async def test_an_event_and_its_envelope(wire, people, users, channels, slack):
    bot = await wire()
    ts = await people.say("alex", "#design", "hello")
    envelope = await bot.receive()
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert payload["api_app_id"] == slack.slack.workspace.app_id
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == slack.slack.workspace.bot.id
    event = payload["event"]
    assert (event["type"], event["ts"], event["channel"]) == ("message", ts, channels["design"])
    assert (event["user"], event["channel_type"]) == (users["alex"], "channel")
    await bot.ack(envelope)


async def test_connections_take_turns(wire, people):
    bots = [await wire(), await wire()]
    for number in range(4):
        await people.say("alex", "#design", str(number))
        envelope = await bots[number % 2].receive()
        assert envelope["payload"]["event"]["text"] == str(number)
        await bots[number % 2].ack(envelope)


async def test_acknowledgements_may_come_by_another_connection_and_out_of_order(wire, people):
    one, two = await wire(), await wire()
    first, second = await run(people, "/imagine 1"), await run(people, "/imagine 2")
    envelopes = [await one.receive(), await two.receive()]
    for envelope in reversed(envelopes):
        await one.ack(envelope)
    assert (await first)["ok"]
    assert (await second)["ok"]


async def test_nobody_connected(people):
    result = await people.command("alex", "#design", "/imagine boat")
    assert result["error"] == "dispatch_failed"
    [shown] = await people.messages("alex", "#design")
    assert shown["text"] == '/imagine failed with the error "dispatch_failed"'
    assert shown["user"] == "USLACKBOT"
    assert await people.messages("mina", "#design") == []


async def test_a_late_acknowledgement_does_not_count(wire, people):
    bot = await wire()
    running = await run(people)
    envelope = await bot.receive()
    await people.advance(3)
    result = await running
    assert result["error"] == "operation_timeout"
    assert result["shown"] == '/imagine failed with the error "operation_timeout"'
    await bot.ack(envelope, {"text": "too late"})

    async def logged(client):
        return any(entry["name"] == "late acknowledgement" for entry in await client.log())

    await people.wait_for(logged)
    assert [m["text"] for m in await people.messages("alex", "#design")] == [result["shown"]]


async def test_nonsense_is_passed_over(wire, people):
    bot = await wire()
    await bot.ws.send_str("not json")
    await bot.ws.send_json(["no", "envelope"])
    await bot.ws.send_json({"envelope_id": "unknown"})
    running = await run(people)
    await bot.ack(await bot.receive())
    assert (await running)["ok"]


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
async def test_refresh(wire, people, reason):
    """The old connection may still acknowledge, but what is new goes to the new one."""
    old = await wire()
    running = await run(people)
    envelope = await old.receive()
    assert await people.disconnect(reason) == 1
    note = await old.receive()
    assert (note["type"], note["reason"]) == ("disconnect", reason)
    new = await wire()
    await old.ack(envelope)
    assert (await running)["ok"]
    running = await run(people)
    await new.ack(await new.receive())
    assert (await running)["ok"]


async def test_a_warning_changes_nothing_yet(wire, people):
    bot = await wire()
    await people.disconnect("warning")
    assert (await bot.receive())["reason"] == "warning"
    running = await run(people)
    await bot.ack(await bot.receive())
    assert (await running)["ok"]


async def test_drop(wire, people):
    bot = await wire()
    await people.disconnect("drop")
    assert (await bot.ws.receive(timeout=30)).type is aiohttp.WSMsgType.CLOSE
    assert (await people.command("alex", "#design", "/imagine x"))["error"] == "dispatch_failed"


async def test_ten_connections_at_most(wire, session, open_url):
    bots = [await wire() for _ in range(MAX_CONNECTIONS)]
    ws = await session.ws_connect(await open_url())
    assert (await ws.receive_json(timeout=30))["reason"] == "too_many_websockets"
    assert (await ws.receive(timeout=30)).type is aiohttp.WSMsgType.CLOSE
    assert not any(bot.ws.closed for bot in bots)


async def test_a_dead_bot_leaves_its_envelopes_unanswered(wire, people, slack):
    bot = await wire()
    running = await run(people)
    await bot.receive()
    await bot.ws.close()

    async def gone(client):
        return (await client.workspace("alex"))["delivery"]["connections"] == 0

    await people.wait_for(gone)
    await people.advance(3)
    assert (await running)["error"] == "operation_timeout"
