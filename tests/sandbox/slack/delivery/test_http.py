"""Delivery by HTTP: what a request looks like, and what its answer means."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from sandbox.constants import SIGNING_SECRET
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.delivery.http import sign
from sandbox.slack.server import running_slack
from sandbox.slack.testing import serving


class Receiver:
    """Keeps what arrives and answers as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answer: Any = web.Response
        self.url = ""

    async def handle(self, request):
        self.requests.append((dict(request.headers), await request.read()))
        if request.content_type == "application/json":
            body = await request.json()
            if body.get("type") == "url_verification":
                return web.json_response({"challenge": body["challenge"]})
        return self.answer()


@pytest.fixture
async def receiver(people):
    receiver = Receiver()
    async with serving({"/slack/events": receiver.handle, "/wrong": _wrong}) as url:
        await people.deliver_by_http(f"{url}/slack/events")
        receiver.url = url
        yield receiver


async def _wrong(_):
    return web.json_response({"challenge": "something else"})


def test_signature_is_the_documented_hmac():
    body = b"token=sandbox&command=%2Fimagine"
    expected = hmac.new(b"secret", b"v0:1700000000:" + body, hashlib.sha256).hexdigest()
    assert sign("secret", "1700000000", body) == f"v0={expected}"


async def test_a_request_url_is_verified_first(receiver, people):
    headers, body = receiver.requests[0]
    assert json.loads(body)["type"] == "url_verification"
    assert headers["Content-Type"] == "application/json"
    with pytest.raises(ControlError) as refused:
        await people.deliver_by_http(f"{receiver.url}/wrong")
    assert refused.value.code == "url_not_verified"


async def test_requests_are_signed(receiver, people):
    await people.command("alex", "#design", "/imagine boat")
    headers, body = receiver.requests[-1]
    timestamp = headers["X-Slack-Request-Timestamp"]
    assert abs(time.time() - int(timestamp)) < 60
    assert headers["X-Slack-Signature"] == sign(SIGNING_SECRET, timestamp, body)


async def test_the_timestamp_stays_the_wall_clocks(receiver, people):
    """The receiver checks it against its own clock, which a test does not move."""
    await people.advance(3600)
    await people.command("alex", "#design", "/imagine boat")
    assert abs(time.time() - int(receiver.requests[-1][0]["X-Slack-Request-Timestamp"])) < 60


async def test_commands_are_forms(receiver, people, users, channels):
    await people.command("mina", "#brand-team", "/imagine 등대, 폭풍")
    headers, body = receiver.requests[-1]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    fields = {name: value for name, [value] in parse_qs(body.decode()).items()}
    assert fields["command"] == "/imagine"
    assert fields["text"] == "등대, 폭풍"
    assert (fields["channel_id"], fields["channel_name"]) == (channels["brand-team"], "privategroup")
    assert (fields["user_id"], fields["user_name"]) == (users["mina"], "mina")
    assert fields["is_enterprise_install"] == "false"
    assert set(fields) == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }


async def test_interactions_are_a_form_with_json(receiver, people):
    await people.shortcut("alex", "paint")
    headers, body = receiver.requests[-1]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    payload = json.loads(parse_qs(body.decode())["payload"][0])
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "paint")


async def test_events_are_json(receiver, people):
    await people.say("alex", "#design", "hello")
    await people.wait_for(_arrived(receiver, 2))
    headers, body = receiver.requests[-1]
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["event"]["text"] == "hello"
    assert "X-Slack-Retry-Num" not in headers


def _arrived(receiver, count):
    async def arrived(_):
        return len(receiver.requests) >= count

    return arrived


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (lambda: web.Response(text="plain words"), "plain words"),
        (lambda: web.json_response({"text": "json words"}), "json words"),
    ],
)
async def test_a_commands_answer(receiver, people, answer, text):
    receiver.answer = answer
    await people.command("alex", "#design", "/imagine boat")
    [shown] = await people.messages("alex", "#design")
    assert shown["text"] == text


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda: web.Response(status=404), "http_client_error"),
        (lambda: web.Response(status=500), "http_service_error"),
        (lambda: web.Response(text="{", content_type="application/json"), "dispatch_failed"),
    ],
)
async def test_an_answer_that_failed(receiver, people, answer, error):
    receiver.answer = answer
    result = await people.command("alex", "#design", "/imagine boat")
    assert result["error"] == error
    [shown] = await people.messages("alex", "#design")
    assert shown["text"] == f'/imagine failed with the error "{error}"'


async def test_nobody_there():
    async with running_slack(request_url="http://127.0.0.1:9/slack/events") as slack:
        assert "SLACK_APP_TOKEN" not in slack.environment()
        async with WorkspaceClient(slack.url) as people:
            result = await people.command("alex", "#design", "/imagine boat")
            assert result["error"] == "dispatch_failed"
