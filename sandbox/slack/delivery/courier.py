"""Takes envelopes to the app, by the way that is switched on, and events again when they fail."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final, Literal

import aiohttp

from sandbox.faults import FaultPlan
from sandbox.slack.delivery.http import HttpSender
from sandbox.slack.delivery.outcome import EnvelopeKind, Outcome
from sandbox.slack.delivery.socket import NoConnectionError, SocketHub
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.log import Entry, Log
from sandbox.slack.state.model import Json

Transport = Literal["socket", "http"]

REDELIVER_AFTER: Final = (0.0, 60.0, 300.0)
"""Seconds between an event's failed delivery and the next try ("Events API", error handling)."""


class Courier:
    """The one door through which the workspace talks to the app.

    Parameters
    ----------
    installed
        whether the app is in the workspace: a button of one that is gone reaches nobody
    """

    def __init__(
        self,
        hub: SocketHub,
        sender: HttpSender,
        clock: Clock,
        log: Log,
        faults: FaultPlan,
        installed: Callable[[], bool] = lambda: True,
    ) -> None:
        self.hub = hub
        self.sender = sender
        self.transport: Transport = "socket"
        self.request_url = ""
        self._clock = clock
        self._log = log
        self._faults = faults
        self._installed = installed
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(
        self,
        kind: EnvelopeKind,
        payload: Json,
        *,
        accepts_response: bool = False,
        retry: tuple[int, str] | None = None,
    ) -> Outcome:
        """Send and wait for the acknowledgement, at most 3 s.

        With a ``duplicate`` in force it is sent once more at the same time, and nobody waits for that.
        """
        if kind != "events_api" and not self._installed():
            return Outcome(ms=0.0, error="dispatch_failed", body=None, no_retry=True)
        operation = f"slack:deliver:{kind}"
        await self._faults.delay(operation)
        if self._faults.take(operation, ["duplicate"]):
            self._spawn(self._duplicate(kind, payload, accepts_response=accepts_response))
        self._faults.strike(operation, "kill_before")
        outcome = await self._deliver(kind, payload, accepts_response=accepts_response, retry=retry)
        self._faults.strike(operation, "kill_after")
        return outcome

    async def _duplicate(self, kind: EnvelopeKind, payload: Json, *, accepts_response: bool) -> None:
        retry = (1, "http_timeout" if self.transport == "http" else "timeout")
        await self._deliver(kind, payload, accepts_response=accepts_response, retry=retry)

    async def _deliver(
        self,
        kind: EnvelopeKind,
        payload: Json,
        *,
        accepts_response: bool,
        retry: tuple[int, str] | None,
    ) -> Outcome:
        operation = f"slack:deliver:{kind}"
        entry = self._log.begin(
            "envelope",
            f"{kind}: {_what(kind, payload)}",
            payload,
            transport=self.transport,
            attempt=retry[0] if retry else 0,
        )
        started = time.perf_counter()
        error, body, no_retry = "", None, False
        try:
            if fault := self._faults.take(operation, ["error", "cut"]):
                error = _http_error(fault.status) if fault.kind == "error" else "dispatch_failed"
            elif self.transport == "socket":
                body = await self.hub.send(kind, payload, accepts_response=accepts_response, retry=retry)
            else:
                answer = await self.sender.send(self.request_url, kind, payload, retry=retry)
                error, body, no_retry = _http_error(answer.status), answer.body, answer.no_retry
            if not error and self._faults.take(operation, ["drop_reply"]):
                error, body = "operation_timeout", None
        except TimeoutError:
            error = "operation_timeout"
        except (NoConnectionError, aiohttp.ClientError, ValueError):
            error = "dispatch_failed"
        outcome = Outcome(
            ms=round((time.perf_counter() - started) * 1000, 2), error=error, body=body, no_retry=no_retry
        )
        self._log.finish(entry, ok=outcome.ok, error=error, response=body)
        return outcome

    def event(self, payload: Json) -> None:
        """Deliver an event in the background, and again at once, after one and after five minutes."""
        self._spawn(self._event(payload))

    async def _event(self, payload: Json) -> None:
        outcome = await self.deliver("events_api", payload)
        for number, wait in enumerate(REDELIVER_AFTER, start=1):
            if outcome.ok or outcome.no_retry:
                return
            if wait:
                await self._clock.sleep(wait)
            reason = outcome.retry_reason(self.transport)
            outcome = await self.deliver("events_api", payload, retry=(number, reason))

    async def again(self, entry: Entry) -> Outcome:
        """Send a past envelope once more: same body, marked as a retry where the transport can."""
        kind: EnvelopeKind = entry.name.partition(":")[0]  # type: ignore[assignment]
        reason = "http_timeout" if self.transport == "http" else "timeout"
        return await self.deliver(
            kind,
            entry.request,
            accepts_response=kind != "events_api",
            retry=(entry.attempt + 1, reason),
        )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up on everything that is under way or waiting to be sent again."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _http_error(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return "http_client_error" if 400 <= status < 500 else "http_service_error"


def _what(kind: EnvelopeKind, payload: Json) -> str:
    match kind:
        case "slash_commands":
            return str(payload["command"])
        case "interactive":
            return str(payload["type"])
        case "events_api":
            event: Json = payload["event"]
            channel_type = f".{event['channel_type']}" if "channel_type" in event else ""
            return f"{event['type']}{channel_type}"
