"""Delivery by HTTP: signed POST requests to the app's request URL."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.slack.delivery import outcome
from sandbox.slack.delivery.outcome import EnvelopeKind
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.model import Json


@dataclass(frozen=True)
class HttpAnswer:
    status: int
    body: Any
    """Parsed JSON, a text, or None when empty."""
    no_retry: bool


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """``v0=`` and the HMAC-SHA256 of ``v0:timestamp:body`` ("Verifying requests from Slack")."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encode(kind: EnvelopeKind, payload: Json) -> tuple[str, bytes]:
    """Content type and body: events are JSON, commands a form, interactions a form with one JSON field."""
    if kind == "events_api":
        return "application/json", json.dumps(payload, ensure_ascii=False).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload, ensure_ascii=False)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


class HttpSender:
    def __init__(self, session: aiohttp.ClientSession, clock: Clock, secret: str) -> None:
        self._session = session
        self._clock = clock
        self._secret = secret

    async def send(
        self, url: str, kind: EnvelopeKind, payload: Json, *, retry: tuple[int, str] | None
    ) -> HttpAnswer:
        """POST one delivery.

        Raises
        ------
        TimeoutError
            No answer within 3 s of the workspace's clock.
        aiohttp.ClientError
            No connection, or it broke.
        """
        content_type, body = encode(kind, payload)
        # the receiver compares it with the wall clock, so the workspace's movable clock won't do
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        async with (
            self._clock.timeout(outcome.ACK_SECONDS),
            self._session.post(url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            text = await response.text()
            answer: Any = text or None
            if response.content_type == "application/json" and text:
                answer = json.loads(text)
            return HttpAnswer(response.status, answer, response.headers.get("X-Slack-No-Retry") == "1")

    async def verify(self, url: str) -> bool:
        """Ask `url` to repeat a challenge, as Slack does before it accepts a request URL."""
        challenge = hashlib.blake2s(url.encode()).hexdigest()
        payload = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        try:
            answer = await self.send(url, "events_api", payload, retry=None)
        except (TimeoutError, aiohttp.ClientError, ValueError):
            return False
        said = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
        return answer.status == 200 and said == challenge
