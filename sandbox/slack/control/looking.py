"""Control routes that show the workspace: snapshots, messages, views, the log, and changes as they come."""

import asyncio
from contextlib import suppress
from typing import Final

from aiohttp import WSCloseCode, web

from sandbox.slack.control.web import answering, number
from sandbox.slack.core import Slack
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.people.talking import known_channel, known_user
from sandbox.slack.state.feed import Change
from sandbox.slack.state.model import Channel, Json
from sandbox.slack.state.views import shown_view
from sandbox.slack.state.workspace import shown

_MAX_WAIT: Final = 60.0
_MAX_MESSAGES: Final = 1000
_PING_SECONDS: Final = 20.0


def add_looking_routes(app: web.Application, slack: Slack) -> None:
    looking = _Looking(slack)
    for path, handler in {
        "workspace": looking.workspace,
        "messages": looking.messages,
        "views": looking.views,
        "log": looking.log,
        "log/{seq}": looking.log_entry,
        "changes": looking.changes,
    }.items():
        app.router.add_get(f"/_sandbox/{path}", answering(handler))
    app.on_shutdown.append(looking.close)
    app.router.add_get("/_sandbox/live", looking.live)
    app.router.add_get("/_sandbox/images/{id}", looking.image)
    app.router.add_get("/_sandbox/files/{id}", looking.file)


class _Looking:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._windows: set[web.WebSocketResponse] = set()

    async def close(self, _: web.Application) -> None:
        """Let go of everybody who watches, so that the server can end."""
        self._slack.feed.close()
        for ws in list(self._windows):
            await ws.close(code=WSCloseCode.GOING_AWAY)

    def _who(self, request: web.Request) -> str:
        return known_user(self._slack, request.query.get("user", ""))

    async def workspace(self, request: web.Request) -> Json:
        workspace, user = self._slack.workspace, self._who(request)
        manifest, courier = self._slack.manifest, self._slack.courier
        return {
            "ok": True,
            "seq": self._slack.feed.seq,
            "now": self._slack.clock.now(),
            "team": {"id": workspace.team_id, "name": workspace.team_name, "domain": workspace.team_domain},
            "me": user,
            "users": [one.to_slack(include_locale=True) for one in workspace.users.values()],
            "channels": [
                self._channel(user, channel)
                for channel in workspace.channels.values()
                if workspace.can_see(user, channel)
            ],
            "app": {
                "id": workspace.app_id,
                "name": manifest.name,
                "description": manifest.description,
                "color": manifest.background_color,
                "bot_user": workspace.bot.id,
                "installed": self._slack.grants.installed,
                "home_tab": manifest.home_tab,
                "messages_tab": manifest.messages_tab,
                "messages_tab_read_only": manifest.messages_tab_read_only,
                "scopes": sorted(self._slack.grants.scopes),
                "events": sorted(manifest.events),
            },
            "commands": [
                {
                    "command": one.command,
                    "description": one.description,
                    "usage_hint": one.usage_hint,
                    "builtin": False,
                }
                for one in manifest.commands
                if self._slack.grants.installed
            ]
            + [
                {
                    "command": "/invite",
                    "description": "Add somebody, or the app, to this channel",
                    "usage_hint": f"@{workspace.bot.display_name}",
                    "builtin": True,
                }
            ],
            "shortcuts": [
                {
                    "type": one.kind,
                    "name": one.name,
                    "callback_id": one.callback_id,
                    "description": one.description,
                }
                for one in manifest.shortcuts
                if self._slack.grants.installed
            ],
            "delivery": {
                "mode": courier.transport,
                "request_url": courier.request_url,
                "connections": courier.hub.connected,
                "rate_limits": self._slack.limits.on,
            },
        }

    def _channel(self, user: str, channel: Channel) -> Json:
        workspace = self._slack.workspace
        name, other = channel.name, ""
        if channel.kind == "im":
            other = channel.other_member(user)
            name = workspace.users[other].display_name
        return {
            "id": channel.id,
            "name": name,
            "kind": channel.kind,
            "user": other,
            "purpose": channel.purpose,
            "members": list(channel.members),
            "is_member": user in channel.members,
            "bot_is_member": workspace.bot_in(channel),
            "unread": workspace.unread(user, channel.id) if user in channel.members else 0,
        }

    async def messages(self, request: web.Request) -> Json:
        """A conversation as one person sees it, oldest first; a thread with its parent in front."""
        user = self._who(request)
        channel = known_channel(self._slack, user, request.query.get("channel", ""))
        thread_ts = request.query.get("thread_ts")
        limit = int(number(request, "limit", _MAX_MESSAGES, _MAX_MESSAGES))
        seen = [
            message
            for message in self._slack.workspace.messages(channel.id)
            if message.ephemeral_to in (None, user)
            and (
                thread_ts in (message.ts, message.thread_ts)
                if thread_ts
                else not message.is_reply or message.broadcast
            )
        ]
        latest = seen[len(seen) - limit :] if len(seen) > limit else seen
        status = self._slack.workspace.statuses.get((channel.id, thread_ts or ""))
        return {
            "ok": True,
            "seq": self._slack.feed.seq,
            "channel": channel.id,
            "messages": [shown(message) for message in latest],
            "has_more": len(seen) > limit,
            "status": status["status"] if status else "",
        }

    async def views(self, request: web.Request) -> Json:
        user, views = self._who(request), self._slack.workspace.views
        home = views.home(user)
        return {
            "ok": True,
            "seq": self._slack.feed.seq,
            "modals": [shown_view(view) for view in views.stack(user)],
            "home": shown_view(home) if home else None,
        }

    async def log(self, request: web.Request) -> Json:
        since = int(number(request, "since", 0, 2**53))
        brief = request.query.get("brief") == "true"
        entries = [
            {"seq": entry.seq, **entry.summary()} if brief else entry.to_json()
            for entry in self._slack.log.since(since)
        ]
        return {"ok": True, "seq": self._slack.feed.seq, "entries": entries}

    async def log_entry(self, request: web.Request) -> Json:
        seq = request.match_info["seq"]
        entry = self._slack.log.get(int(seq)) if seq.isdigit() else None
        if entry is None:
            raise RefusalError("unknown_entry", f"the log has no entry {seq}")
        return {"ok": True, "entry": entry.to_json()}

    async def changes(self, request: web.Request) -> Json:
        """Long poll; with `user` as that person sees them, else everything."""
        user = self._who(request) if "user" in request.query else None
        since = int(number(request, "since", 0, 2**53))
        await self._slack.feed.wait(since, number(request, "timeout", 0, _MAX_WAIT))
        return self._batch(since, user)

    def _batch(self, since: int, user: str | None) -> Json:
        changes = self._slack.feed.since(since)
        lost = changes is None
        seen = [change.to_json() for change in changes or () if self._visible(change, user)]
        return {"ok": True, "seq": self._slack.feed.seq, "lost": lost, "changes": seen}

    def _visible(self, change: Change, user: str | None) -> bool:
        if user is None:
            return True
        if change.user not in (None, user):
            return False
        if change.channel is None:
            return True
        channel = self._slack.workspace.channels.get(change.channel)
        return channel is not None and self._slack.workspace.can_see(user, channel)

    async def live(self, request: web.Request) -> web.StreamResponse:
        """The same batches over a WebSocket, each as soon as something happened."""
        try:
            user = self._who(request)
            since = int(number(request, "since", self._slack.feed.seq, 2**53))
        except RefusalError as error:
            return web.json_response({"ok": False, "error": error.code}, status=400)
        ws = web.WebSocketResponse(heartbeat=_PING_SECONDS)
        await ws.prepare(request)
        self._windows.add(ws)
        sender = asyncio.get_running_loop().create_task(self._push(ws, user, since))
        try:
            async for _ in ws:
                pass  # the page has nothing to say here
        finally:
            self._windows.discard(ws)
            sender.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sender
        return ws

    async def _push(self, ws: web.WebSocketResponse, user: str, since: int) -> None:
        await ws.send_json({"type": "hello", "seq": since})
        while not ws.closed and not self._slack.feed.closed:
            if not await self._slack.feed.wait(since, _MAX_WAIT):
                continue
            batch = self._batch(since, user)
            since = batch["seq"]
            if batch["changes"] or batch["lost"]:
                await ws.send_json({"type": "changes", **batch})

    async def image(self, request: web.Request) -> web.Response:
        picture = self._slack.pictures.get(request.match_info["id"])
        if picture is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return web.Response(body=picture.content, content_type=picture.mimetype, headers=headers)

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes for the page, which people see without a token."""
        file = self._slack.workspace.files.get(request.match_info["id"])
        if file is None or file.deleted or not file.content:
            raise web.HTTPNotFound
        # only pictures may be shown in place: anything else could bring a script into the page's origin
        disposition = "inline" if file.is_image else "attachment"
        headers = {"Content-Disposition": disposition, "Cache-Control": "private, max-age=3600"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=headers)
