"""Control routes that steer the workspace itself: delivery, the clock, limits, and a fresh start."""

from aiohttp import web

from sandbox.faults import add_fault_routes
from sandbox.slack.control import requests as r
from sandbox.slack.control.web import answering, parsed
from sandbox.slack.core import Slack
from sandbox.slack.delivery.events import envelope
from sandbox.slack.oauth.installing import install_by_hand, uninstall
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.state.model import Json


def add_steering_routes(app: web.Application, slack: Slack) -> None:
    steering = _Steering(slack)
    for path, handler in {
        "delivery": steering.delivery,
        "disconnect": steering.disconnect,
        "redeliver": steering.redeliver,
        "event": steering.event,
        "clock": steering.clock,
        "rate_limits": steering.rate_limits,
        "files/processing": steering.processing,
        "uninstall": steering.uninstall,
        "install": steering.install,
        "reset": steering.reset,
    }.items():
        app.router.add_post(f"/_sandbox/{path}", answering(handler))
    add_fault_routes(app, slack.faults)


class _Steering:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def delivery(self, request: web.Request) -> Json:
        """Switch between Socket Mode and HTTP; a request URL is verified first, as Slack does."""
        body, courier = await parsed(request, r.Delivery), self._slack.courier
        if body.mode == "http":
            if not body.request_url.startswith(("http://", "https://")):
                raise RefusalError("bad_request", "HTTP delivery needs a request_url")
            if body.verify and not await courier.sender.verify(body.request_url):
                raise RefusalError(
                    "url_not_verified", f"{body.request_url} did not repeat the challenge it was sent"
                )
            courier.request_url = body.request_url
        courier.transport = body.mode
        self._slack.feed.publish("delivery", {"mode": body.mode, "request_url": courier.request_url})
        return {"ok": True, "mode": body.mode, "connections": courier.hub.connected}

    async def disconnect(self, request: web.Request) -> Json:
        body = await parsed(request, r.Disconnect)
        return {"ok": True, "connections": await self._slack.courier.hub.disconnect(body.reason)}

    async def redeliver(self, request: web.Request) -> Json:
        body = await parsed(request, r.Redeliver)
        entry = self._slack.log.get(body.seq)
        if entry is None or entry.kind != "envelope" or ":" not in entry.name:
            raise RefusalError("unknown_envelope", f"the log has no envelope {body.seq}")
        outcome = await self._slack.courier.again(entry)
        result: Json = {"ok": outcome.ok, "ack_ms": outcome.ms, "response": outcome.body}
        return result | ({"error": outcome.error} if outcome.error else {})

    async def event(self, request: web.Request) -> Json:
        """Any event at all, wrapped as Slack wraps it, whatever the manifest subscribes to."""
        body = await parsed(request, r.AnyEvent)
        if "type" not in body.event:
            raise RefusalError("bad_request", "an event has a type")
        payload = envelope(self._slack, body.event)
        self._slack.courier.event(payload)
        return {"ok": True, "event_id": payload["event_id"]}

    async def clock(self, request: web.Request) -> Json:
        body = await parsed(request, r.MoveClock)
        self._slack.clock.advance(body.advance)
        return {"ok": True, "now": self._slack.clock.now()}

    async def rate_limits(self, request: web.Request) -> Json:
        body = await parsed(request, r.RateLimitSwitch)
        self._slack.limits.switch(on=body.on)
        self._slack.troubles.tell()
        return {"ok": True, "on": body.on}

    async def processing(self, request: web.Request) -> Json:
        self._slack.processing_seconds = (await parsed(request, r.Processing)).seconds
        return {"ok": True, "seconds": self._slack.processing_seconds}

    async def uninstall(self, _: web.Request) -> Json:
        uninstall(self._slack)
        return {"ok": True, "installed": False}

    async def install(self, _: web.Request) -> Json:
        install_by_hand(self._slack)
        return {"ok": True, "installed": True}

    async def reset(self, _: web.Request) -> Json:
        await self._slack.reset()
        return {"ok": True, "seq": self._slack.feed.seq}
