"""A typed client of the control API, for tests and the command line: act as a person, watch, steer."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import aiohttp

from sandbox.slack.state.model import Json

Values = Mapping[str, Mapping[str, Any]]
"""``{block_id: {action_id: plain value}}``"""

_POLL_SECONDS = 20.0
_AFTER_ALL = 2**53
"""A number that no change has yet."""

T = TypeVar("T")


class ControlError(Exception):
    """The workspace refused what was asked of it. `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class WorkspaceClient:
    """Use as ``async with WorkspaceClient(url) as workspace``.

    People are named by id or name ("Alex Rivera", "mina"), conversations by id, ``#name`` or ``@app``.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, connect=60))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened().close()

    # Acting as a person

    async def command(self, user: str, channel: str, text: str) -> Json:
        """Run a slash command (`text` begins with it); ``{"ok", "ack_ms", "response", …}``."""
        return await self._post("command", user=user, channel=channel, text=text)

    async def say(
        self,
        user: str,
        channel: str,
        text: str = "",
        *,
        thread_ts: str | None = None,
        files: Sequence[str] = (),
    ) -> str:
        """Post a message; returns its ``ts``."""
        body = {"user": user, "channel": channel, "text": text, "thread_ts": thread_ts, "files": list(files)}
        return str((await self._post("message", **body))["ts"])

    async def upload(self, user: str, name: str, content: bytes, *, connect: bool = False) -> Json:
        """Upload a file, ready for `say`; `connect` makes it one that came over Slack Connect."""
        form = aiohttp.FormData({"user": user, "connect": str(connect).lower()})
        form.add_field("file", content, filename=name)
        async with self._opened().post(f"{self.url}/_sandbox/files", data=form) as response:
            file: Json = _checked(await response.json())["file"]
            return file

    async def click(
        self,
        user: str,
        message: Json,
        action_id: str,
        *,
        value: Any = None,
        block_id: str | None = None,
    ) -> Json:
        """Use the one element with `action_id` in a message of `messages` or `thread`."""
        where = {"channel": message["channel"], "ts": message["ts"]}
        return await self._post(
            "action", user=user, action_id=action_id, value=value, block_id=block_id, **where
        )

    async def change(
        self,
        user: str,
        view_id: str,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        values: Values | None = None,
    ) -> Json:
        """Use one element of a modal or App Home; `values` are what was entered in others before."""
        return await self._post(
            "action",
            user=user,
            view_id=view_id,
            action_id=action_id,
            value=value,
            block_id=block_id,
            values=values or {},
        )

    async def shortcut(self, user: str, callback_id: str, message: Json | None = None) -> Json:
        """A message's shortcut, or without `message` a global one."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        return await self._post("shortcut", user=user, callback_id=callback_id, **where)

    async def submit(self, user: str, view_id: str, values: Values | None = None) -> Json:
        return await self._post("view/submit", user=user, view_id=view_id, values=values or {})

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> Json:
        return await self._post("view/close", user=user, view_id=view_id, all=everything)

    async def open_home(self, user: str, tab: Literal["home", "messages"] = "home") -> Json:
        return await self._post("home", user=user, tab=tab)

    async def react(self, user: str, message: Json, name: str) -> None:
        where = {"channel": message["channel"], "ts": message["ts"]}
        await self._post("reaction", user=user, name=name, **where)

    async def delete_message(self, user: str, message: Json) -> None:
        await self._post("message/delete", user=user, channel=message["channel"], ts=message["ts"])

    async def mark_read(self, user: str, channel: str) -> None:
        await self._post("read", user=user, channel=channel)

    # Arranging the workspace

    async def add_channel(
        self, name: str, *, private: bool = False, members: Sequence[str] = (), bot: bool = False
    ) -> Json:
        """A channel with `members` (everybody if empty); returns Slack's channel object."""
        body = {"name": name, "private": private, "members": list(members), "bot": bot}
        channel: Json = (await self._post("channels", **body))["channel"]
        return channel

    async def add_user(
        self, name: str, real_name: str, *, locale: str = "en-US", is_admin: bool = False
    ) -> Json:
        body = {"name": name, "real_name": real_name, "locale": locale, "is_admin": is_admin}
        user: Json = (await self._post("users", **body))["user"]
        return user

    async def invite(self, channel: str, user: str | None = None) -> Json:
        """Invite `user`, or the app, to a channel."""
        return await self._post("channels/invite", channel=channel, user=user)

    # Looking

    async def workspace(self, user: str) -> Json:
        return await self._get("workspace", user=user)

    async def messages(self, user: str, channel: str, *, limit: int = 1000) -> list[Json]:
        """What `user` sees in a conversation, threads left aside, oldest first."""
        found = await self._get("messages", user=user, channel=channel, limit=str(limit))
        return list(found["messages"])

    async def thread(self, user: str, channel: str, thread_ts: str) -> list[Json]:
        """A thread with its parent in front."""
        found = await self._get("messages", user=user, channel=channel, thread_ts=thread_ts)
        return list(found["messages"])

    async def modals(self, user: str) -> list[Json]:
        """Open modals, the lowest first."""
        return list((await self._get("views", user=user))["modals"])

    async def home(self, user: str) -> Json | None:
        home: Json | None = (await self._get("views", user=user))["home"]
        return home

    async def log(self, since: int = 0, *, brief: bool = False) -> list[Json]:
        """What passed between the workspace and the app; `brief` leaves the bodies out."""
        found = await self._get("log", since=str(since), brief=str(brief).lower())
        return list(found["entries"])

    async def changes(self, since: int, *, seconds: float = 0.0, user: str | None = None) -> Json:
        query = {"since": str(since), "timeout": str(seconds)} | ({"user": user} if user else {})
        return await self._get("changes", **query)

    async def wait_for(
        self,
        look: Callable[["WorkspaceClient"], Awaitable[T | None]],
        *,
        timeout: float = 60.0,  # noqa: ASYNC109 - waits in turns, of which only the last is cut short
        what: str = "",
    ) -> T:
        """Call `look`, a coroutine function of this client, until it returns something true.

        It is asked again whenever anything in the workspace has changed.

        Raises
        ------
        TimeoutError
            Nothing true within `timeout` seconds of real time; the text says what was awaited.
        """
        due = time.monotonic() + timeout
        # The latest change, without those before it: there may be thousands.
        since = int((await self.changes(_AFTER_ALL))["seq"])
        while True:
            if found := await look(self):
                return found
            left = due - time.monotonic()
            if left <= 0:
                raise TimeoutError(
                    f"waited {timeout:g} s for {what or getattr(look, '__name__', 'a change')}"
                )
            since = int((await self.changes(since, seconds=min(left, _POLL_SECONDS)))["seq"])

    # Steering

    async def add_fault(self, operation: str, kind: str, **details: Any) -> None:
        """See `sandbox.faults.Fault`; names such as ``slack:chat.postMessage``."""
        url = f"{self.url}/_sandbox/faults"
        async with self._opened().post(
            url, json={"operation": operation, "kind": kind, **details}
        ) as response:
            if response.status != 200:
                raise ControlError("bad_request", await response.text())

    async def clear_faults(self) -> None:
        async with self._opened().delete(f"{self.url}/_sandbox/faults") as response:
            response.raise_for_status()

    async def advance(self, seconds: float) -> None:
        """Move the workspace's clock."""
        await self._post("clock", advance=seconds)

    async def rate_limits(self, *, on: bool) -> None:
        await self._post("rate_limits", on=on)

    async def troubles(self) -> dict[str, Json]:
        """What can be switched, by name; see ``GET /_sandbox/trouble``."""
        return _by_name(await self._get("trouble"))

    async def trouble(
        self, name: str, *, on: bool = True, amount: int | None = None, choice: str | None = None
    ) -> dict[str, Json]:
        """Switch one kind of trouble, named as in `troubles`, and tell how all of them are."""
        return _by_name(await self._post("trouble", name=name, on=on, amount=amount, choice=choice))

    async def end_trouble(self) -> dict[str, Json]:
        """Everything back to normal: switches and faults, in Slack and around it."""
        async with self._opened().delete(f"{self.url}/_sandbox/trouble") as response:
            return _by_name(_checked(await response.json(), status=response.status))

    async def uninstall(self) -> None:
        """Take the app out of the workspace; it is told so, and its tokens end."""
        await self._post("uninstall")

    async def install_by_hand(self) -> None:
        """Take it in again as from its own page at Slack: without OAuth, with the token that is known."""
        await self._post("install")

    async def process_files_for(self, seconds: float) -> None:
        """From now on an uploaded file can be shown only after `seconds`."""
        await self._post("files/processing", seconds=seconds)

    async def deliver_by_http(self, request_url: str, *, verify: bool = True) -> Json:
        return await self._post("delivery", mode="http", request_url=request_url, verify=verify)

    async def deliver_by_socket(self) -> Json:
        return await self._post("delivery", mode="socket")

    async def disconnect(
        self, reason: Literal["warning", "refresh_requested", "link_disabled", "drop"] = "refresh_requested"
    ) -> int:
        return int((await self._post("disconnect", reason=reason))["connections"])

    async def redeliver(self, seq: int) -> Json:
        return await self._post("redeliver", seq=seq)

    async def send_event(self, event: Json) -> str:
        """Any event; returns its id."""
        return str((await self._post("event", event=event))["event_id"])

    async def reset(self) -> None:
        await self._post("reset")

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use the client in an `async with` block")
        return self._session

    async def _get(self, path: str, **query: str) -> Json:
        async with self._opened().get(f"{self.url}/_sandbox/{path}", params=query) as response:
            return _checked(await response.json())

    async def _post(self, path: str, **body: Any) -> Json:
        async with self._opened().post(f"{self.url}/_sandbox/{path}", json=body) as response:
            return _checked(await response.json(), status=response.status)


def _by_name(listing: Json) -> dict[str, Json]:
    return {trouble["name"]: trouble for trouble in listing["troubles"]}


def _checked(answer: Json, *, status: int = 200) -> Json:
    """Refusals raise; what the app failed to do is an answer like any other."""
    if status != 200 or (not answer.get("ok", True) and "message" in answer):
        raise ControlError(str(answer.get("error", status)), str(answer.get("message", "")))
    return answer
