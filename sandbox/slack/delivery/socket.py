"""Socket Mode's other end: tickets, connections, envelopes and their acknowledgements."""

import asyncio
import itertools
import json
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSMsgType, web

from sandbox.slack.delivery import outcome
from sandbox.slack.delivery.outcome import EnvelopeKind
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.log import Log
from sandbox.slack.state.model import Json

MAX_CONNECTIONS: Final = 10
"""Open at once for one app ("Using Socket Mode")."""
TICKET_SECONDS: Final = 30.0
"""How long a connection URL may wait to be used; Slack only says that it is temporary."""
PING_SECONDS: Final = 10.0
CONNECTION_SECONDS: Final = 18_060
"""What `hello` announces as a connection's likely lifetime; the sandbox ends one only on request."""


@dataclass(eq=False)
class Connection:
    number: int
    ws: web.WebSocketResponse
    draining: bool = False
    """Told to go: it may still acknowledge, but gets nothing new."""


@dataclass
class _Pending:
    answer: asyncio.Future[Any]
    connection: Connection
    late: bool = field(default=False)


class NoConnectionError(Exception):
    """Nobody listens."""


class SocketHub:
    def __init__(self, clock: Clock, log: Log, app_id: str) -> None:
        self._clock = clock
        self._log = log
        self._app_id = app_id
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self._numbers = itertools.count(1)
        self._turn = itertools.count()
        self._pending: dict[str, _Pending] = {}

    @property
    def connected(self) -> int:
        return len(self._connections)

    def issue_ticket(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = self._clock.now() + TICKET_SECONDS
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one WebSocket from upgrade to close; a ticket lets in once."""
        due = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if due < self._clock.now():
            return web.Response(status=401, text="the ticket is unknown, used or expired")
        ws = web.WebSocketResponse(heartbeat=PING_SECONDS)
        await ws.prepare(request)
        if self.connected >= MAX_CONNECTIONS:
            await ws.send_json(_disconnect("too_many_websockets"))
            await ws.close()
            return ws
        connection = Connection(next(self._numbers), ws)
        self._connections.append(connection)
        entry = self._log.begin("socket", f"connection {connection.number}", None, transport="socket")
        try:
            await ws.send_json(self._hello())
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    self._received(message.data)
        finally:
            if connection in self._connections:
                self._connections.remove(connection)
            for envelope_id in [key for key, one in self._pending.items() if one.connection is connection]:
                del self._pending[envelope_id]
            self._log.finish(entry, ok=True, response={"close_code": ws.close_code})
        return ws

    async def send(
        self, kind: EnvelopeKind, payload: Json, *, accepts_response: bool, retry: tuple[int, str] | None
    ) -> Any:
        """Deliver one envelope and wait for its acknowledgement; returns the payload it carried, or None.

        Raises
        ------
        NoConnectionError
            No connection is open.
        TimeoutError
            Nothing was acknowledged within 3 s of the workspace's clock.
        """
        ready = [connection for connection in self._connections if not connection.draining]
        if not ready:
            raise NoConnectionError
        connection = ready[next(self._turn) % len(ready)]
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "accepts_response_payload": accepts_response,
            "payload": payload,
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        pending = _Pending(asyncio.get_running_loop().create_future(), connection)
        self._pending[envelope["envelope_id"]] = pending
        try:
            async with self._clock.timeout(outcome.ACK_SECONDS):
                await connection.ws.send_json(envelope)
                return await pending.answer
        except (ConnectionError, RuntimeError) as error:  # it closed under our hands
            raise NoConnectionError from error
        finally:
            pending.late = True

    def _received(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        envelope_id = message.get("envelope_id") if isinstance(message, dict) else None
        pending = self._pending.pop(envelope_id, None) if isinstance(envelope_id, str) else None
        if pending is None:
            return
        if pending.late:
            entry = self._log.begin("envelope", "late acknowledgement", message, transport="socket")
            self._log.finish(entry, ok=False, error="operation_timeout")
        elif not pending.answer.done():
            pending.answer.set_result(message.get("payload"))

    async def disconnect(self, reason: str) -> int:
        """Ask every client to go (``warning``, ``refresh_requested``, ``link_disabled``) or ``drop`` them.

        Returns how many connections it concerned.
        """
        connections = list(self._connections)
        for connection in connections:
            if reason == "drop":
                self._connections.remove(connection)
                await connection.ws.close()
            else:
                connection.draining = reason != "warning"
                await connection.ws.send_json(_disconnect(reason))
        return len(connections)

    async def close(self) -> None:
        await self.disconnect("drop")

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "connection_info": {"app_id": self._app_id},
            "num_connections": self.connected,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
        }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
