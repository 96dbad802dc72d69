"""What happens when the app does not answer: redelivery on the movable clock, faults, sending again."""

import asyncio

import pytest
from aiohttp import web

from sandbox.slack.client import ControlError
from sandbox.slack.testing import serving


class Endpoint:
    """An app's request URL that keeps its requests and answers with `status`, or not at all."""

    def __init__(self):
        self.events = []
        self.status = 200
        self.headers = {}
        self.silent = False
        self._came = asyncio.Event()

    async def reached(self, count):
        """Wait until so many requests have come, answered or not."""
        async with asyncio.timeout(60):
            while len(self.events) < count:
                self._came.clear()
                await self._came.wait()

    async def handle(self, request):
        body = await request.json() if request.content_type == "application/json" else {}
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": body["challenge"]})
        number = int(request.headers.get("X-Slack-Retry-Num", 0))
        self.events.append((number, request.headers.get("X-Slack-Retry-Reason"), body.get("event_id")))
        self._came.set()
        if self.silent:
            await asyncio.Event().wait()
        return web.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def endpoint(people):
    endpoint = Endpoint()
    async with serving({"/": endpoint.handle}) as url:
        await people.deliver_by_http(url)
        yield endpoint


def sent(endpoint, count):
    async def enough(client):
        finished = [e for e in await client.log() if e["kind"] == "envelope" and e["ok"] is not None]
        return len(endpoint.events) >= count and len(finished) >= count

    return enough


async def nothing_more(people):
    """A round trip by the way events take: whatever was due before it has begun."""
    before = len([entry for entry in await people.log() if entry["kind"] == "envelope"])
    await people.add_fault("slack:deliver:slash_commands", "cut", times=1)
    await people.command("alex", "#design", "/imagine boat")
    assert len([entry for entry in await people.log() if entry["kind"] == "envelope"]) == before + 1


async def test_an_event_that_failed_comes_three_times_more(endpoint, people):
    endpoint.status = 500
    await people.say("alex", "#design", "hello")
    await people.wait_for(sent(endpoint, 2))  # at once
    await people.advance(59)
    await nothing_more(people)
    assert len(endpoint.events) == 2
    await people.advance(1)  # after a minute
    await people.wait_for(sent(endpoint, 3))
    await people.advance(299)
    await nothing_more(people)
    assert len(endpoint.events) == 3
    await people.advance(1)  # after five
    await people.wait_for(sent(endpoint, 4))
    await people.advance(3600)
    await nothing_more(people)
    assert [(number, reason) for number, reason, _ in endpoint.events] == [
        (0, None),
        (1, "http_error"),
        (2, "http_error"),
        (3, "http_error"),
    ]
    assert len({event_id for _, _, event_id in endpoint.events}) == 1


async def test_an_answer_stops_it(endpoint, people):
    endpoint.status = 500
    await people.say("alex", "#design", "hello")
    await people.wait_for(sent(endpoint, 2))
    endpoint.status = 200
    await people.advance(60)
    await people.wait_for(sent(endpoint, 3))
    await people.advance(300)
    await people.say("alex", "#design", "again")
    await people.wait_for(sent(endpoint, 4))
    assert [number for number, _, _ in endpoint.events] == [0, 1, 2, 0]


async def test_no_answer_within_three_seconds(endpoint, people):
    endpoint.silent = True
    await people.say("alex", "#design", "hello")
    await endpoint.reached(1)
    endpoint.silent = False
    await people.advance(3)
    await people.wait_for(sent(endpoint, 2))
    assert endpoint.events[1][:2] == (1, "http_timeout")


async def test_a_broken_connection_is_said_to_be_one(endpoint, people):
    await people.add_fault("slack:deliver:events_api", "cut", times=1)
    await people.say("alex", "#design", "hello")
    await endpoint.reached(1)
    assert endpoint.events[0][:2] == (1, "connection_failed")


async def test_the_app_can_ask_for_no_more(endpoint, people):
    endpoint.status, endpoint.headers = 500, {"X-Slack-No-Retry": "1"}
    await people.say("alex", "#design", "hello")
    await people.wait_for(sent(endpoint, 1))
    endpoint.status, endpoint.headers = 200, {}
    await people.say("alex", "#design", "next")
    await people.wait_for(sent(endpoint, 2))
    assert [number for number, _, _ in endpoint.events] == [0, 0]


async def test_an_event_waits_for_an_app_to_come(people, bolt, connect):
    """In Socket Mode nobody may be connected; then a later try finds somebody."""
    seen = []

    @bolt.event("message")
    async def message(event, body):
        seen.append(event["text"])

    await people.say("alex", "#design", "hello")
    await connect(bolt)
    await people.advance(60)

    async def heard(_):
        return seen

    assert await people.wait_for(heard) == ["hello"]
    entries = [e for e in await people.log() if e["kind"] == "envelope"]
    assert [(e["attempt"], e["error"]) for e in entries] == [
        (0, "dispatch_failed"),
        (1, "dispatch_failed"),
        (2, ""),
    ]


async def test_a_past_envelope_can_be_sent_again(endpoint, people):
    await people.say("alex", "#design", "hello")
    await people.wait_for(sent(endpoint, 1))
    [entry] = [e for e in await people.log() if e["kind"] == "envelope"]
    assert (await people.redeliver(entry["seq"]))["ok"]
    (first, _, first_id), (second, reason, second_id) = endpoint.events
    assert (first, second, reason) == (0, 1, "http_timeout")
    assert first_id == second_id


async def test_a_command_can_be_sent_again(endpoint, people):
    await people.command("alex", "#design", "/imagine boat")
    [entry] = [e for e in await people.log() if e["kind"] == "envelope"]
    assert (await people.redeliver(entry["seq"]))["ok"]
    assert len(endpoint.events) == 2


async def test_only_envelopes_can_be_sent_again(people, web_client):
    await web_client.auth_test()
    [entry] = await people.log()
    for seq in (entry["seq"], 999_999):
        with pytest.raises(ControlError) as refused:
            await people.redeliver(seq)
        assert refused.value.code == "unknown_envelope"


@pytest.mark.parametrize(
    ("fault", "error", "reached"),
    [
        ({"kind": "cut"}, "dispatch_failed", 0),
        ({"kind": "error", "status": 404}, "http_client_error", 0),
        ({"kind": "error", "status": 503}, "http_service_error", 0),
        ({"kind": "drop_reply"}, "operation_timeout", 1),
        ({"kind": "delay", "seconds": 0.01}, None, 1),
    ],
)
async def test_faults_in_delivery(endpoint, people, fault, error, reached):
    await people.add_fault("slack:deliver:slash_commands", **fault)
    result = await people.command("alex", "#design", "/imagine boat")
    assert result.get("error") == error
    assert len(endpoint.events) == reached
    await people.clear_faults()
    assert (await people.command("alex", "#design", "/imagine boat"))["ok"]


async def test_a_custom_event(endpoint, people):
    event_id = await people.send_event({"type": "tokens_revoked", "tokens": {"bot": ["U1"]}})
    await people.wait_for(sent(endpoint, 1))
    assert endpoint.events[0][2] == event_id


async def test_an_event_that_comes_twice_at_once(endpoint, people):
    await people.add_fault("slack:deliver:events_api", "duplicate", times=1)
    await people.say("alex", "#design", "hello")
    await people.wait_for(sent(endpoint, 2))
    assert sorted(endpoint.events) == [
        (0, None, endpoint.events[0][2]),
        (1, "http_timeout", endpoint.events[0][2]),
    ]
    await people.say("alex", "#design", "hello again")
    await people.wait_for(sent(endpoint, 3))
