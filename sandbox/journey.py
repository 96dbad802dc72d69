"""The journey from keywords or pictures to new ones, as a person makes it: typing, a click, and looking."""

import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.state.model import Json

T = TypeVar("T")

PAINT: Final = "idea.paint"
PAINT_ALL: Final = "ideas.paint_all"
MAKE: Final = "reference.make"
"""What is made of the picture itself needs no idea."""

_PALETTE: Final = "palette"
"""Block of the drawn palette, the one picture that stands in a message with ideas."""

_IDEA: Final = re.compile(r"idea\.(\d+)")


class JourneyError(RuntimeError):
    """The journey did not come to its end; the message says why, in the bot's words where it spoke."""


@dataclass
class Journey:
    """What happened.

    Attributes
    ----------
    messages
        the final messages with pictures, one for each job
    timings_ms
        ``ack``: until Slack had its answer to the command, None for a message; ``suggest``: from the command or
        the message to the ideas; ``paint``: from the click (or the command, without ideas) to the last picture;
        ``total``
    """

    prompts: list[str] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)
    timings_ms: dict[str, float | None] = field(default_factory=dict)


async def make(
    workspace: WorkspaceClient,
    text: str,
    pick: str = "1",
    *,
    user: str = "alex",
    channel: str = "#design",
    patience: float = 120.0,
) -> Journey:
    """Type ``/imagine text`` and paint what `pick` says.

    Parameters
    ----------
    pick
        ``1``, ``2``, ``3`` or ``all``; of no account where there are no ideas to pick from
    patience
        seconds for the ideas, and again for the pictures

    Raises
    ------
    JourneyError
    """
    return await _Traveller(workspace, user, channel, patience).make(text, pick)


async def make_from_pictures(
    workspace: WorkspaceClient,
    text: str,
    files: Mapping[str, bytes],
    pick: str = "1",
    *,
    user: str = "alex",
    channel: str = "#design",
    patience: float = 120.0,
) -> Journey:
    """Upload `files` (name → content) with a message that mentions the bot and says `text`, and paint.

    With ``--use cutout`` there is nothing to pick from: the background is cut away.

    Raises
    ------
    JourneyError
    """
    traveller = _Traveller(workspace, user, channel, patience)
    return await traveller.make_from_pictures(text, files, pick)


class _Traveller:
    """Someone at the screen, who types, waits, looks and clicks."""

    def __init__(self, workspace: WorkspaceClient, user: str, channel: str, patience: float) -> None:
        self._workspace = workspace
        self._user = user
        self._channel = channel
        self._patience = patience
        self._seen: set[str] = set()
        self._opened: Json = {}
        self._expected = 1

    async def make(self, text: str, pick: str) -> Journey:
        journey = Journey()
        self._seen = {message["ts"] for message in await self._all_messages()}
        begun = time.monotonic()
        answer = await self._workspace.command(self._user, self._channel, f"/imagine {text}".strip())
        if not answer["ok"]:
            raise JourneyError(str(answer.get("shown") or answer["error"]))
        journey.timings_ms["ack"] = round(float(answer["ack_ms"]), 1)
        self._opened = await self._wait(self._card, "the bot's answer")
        return await self._go_on(journey, begun, pick)

    async def make_from_pictures(self, text: str, files: Mapping[str, bytes], pick: str) -> Journey:
        journey = Journey()
        try:
            uploaded = [
                await self._workspace.upload(self._user, name, content) for name, content in files.items()
            ]
        except ControlError as error:
            raise JourneyError(f"the workspace did not take a file: {error}") from error
        self._seen = {message["ts"] for message in await self._all_messages()}
        typed = f"@{await self._bot_name()} {text}".strip()
        begun = time.monotonic()
        own = await self._workspace.say(
            self._user, self._channel, typed, files=[file["id"] for file in uploaded]
        )
        self._seen.add(own)
        self._opened = {"channel": self._channel, "ts": own}
        journey.timings_ms["ack"] = None
        self._opened = await self._wait(self._answered, "the bot's answer")
        return await self._go_on(journey, begun, pick)

    async def _bot_name(self) -> str:
        there = await self._workspace.workspace(self._user)
        bot = next(user for user in there["users"] if user["id"] == there["app"]["bot_user"])
        return str(bot["profile"]["display_name"] or bot["real_name"])

    async def _answered(self, _: WorkspaceClient) -> Json | None:
        """The message whose thread goes on: the person's own, or a card of the bot's, privately for instance."""
        thread = await self._thread()
        if any(message.get("bot_id") and not message["_sandbox"]["ephemeral"] for message in thread):
            return self._opened
        for message in thread:
            _refused(message)
        return await self._card(self._workspace)

    async def _go_on(self, journey: Journey, begun: float, pick: str) -> Journey:
        first = await self._wait(self._ideas_or_picture, "the ideas")
        clicked = begun
        journey.timings_ms["suggest"] = None
        if not pictures(first):
            journey.timings_ms["suggest"] = _since(begun)
            journey.prompts = prompts_of(first)
            clicked = time.monotonic()
            journey.chosen = await _pick(self._workspace, self._user, first, pick)
            self._expected = len(journey.chosen) or 1  # a cut-out is made from no idea
        journey.messages = await self._wait(self._all_painted, f"{self._expected} finished jobs")
        journey.timings_ms["paint"] = _since(clicked)
        journey.timings_ms["total"] = _since(begun)
        return journey

    async def _wait(self, look: Callable[[WorkspaceClient], Awaitable[T | None]], what: str) -> T:
        try:
            return await self._workspace.wait_for(look, timeout=self._patience, what=what)
        except TimeoutError as error:
            raise JourneyError(str(error)) from error

    async def _all_messages(self) -> list[Json]:
        """Everything in the channel and in the direct message with the bot, where private answers come."""
        here = await self._workspace.messages(self._user, self._channel)
        return here + await self._workspace.messages(self._user, "@app")

    async def _thread(self) -> list[Json]:
        where = self._opened["channel"], self._opened["ts"]
        return (await self._workspace.thread(self._user, *where))[1:]

    async def _card(self, _: WorkspaceClient) -> Json | None:
        """The bot's message that opens the thread; a private sentence in its place is the end."""
        new = [one for one in await self._all_messages() if one["ts"] not in self._seen and one.get("bot_id")]
        private = [message for message in new if message["_sandbox"]["ephemeral"]]
        if public := [message for message in new if message not in private]:
            return public[0]
        for message in private:
            _refused(message)
        return None

    async def _ideas_or_picture(self, _: WorkspaceClient) -> Json | None:
        for message in await self._thread():
            if _buttons(message, PAINT) or _buttons(message, MAKE) or pictures(message):
                return message
            _failed(message)
        return None

    async def _all_painted(self, _: WorkspaceClient) -> list[Json] | None:
        thread = await self._thread()
        for message in thread:
            _failed(message)
        found = [message for message in thread if pictures(message)]
        return found if len(found) == self._expected else None


async def _pick(workspace: WorkspaceClient, user: str, ideas: Json, pick: str) -> list[int]:
    numbers = [int(match[1]) for block in ideas["blocks"] if (match := _IDEA.fullmatch(block["block_id"]))]
    if made := _buttons(ideas, MAKE):
        chosen, button = [], made[0]
    elif pick == "all":
        chosen = numbers
        button = _buttons(ideas, PAINT_ALL)[0]
    else:
        chosen = [numbers[int(pick) - 1]]
        button = _buttons(ideas, PAINT)[int(pick) - 1]
    answer = await workspace.click(user, ideas, button["action_id"], value=button["value"])
    if not answer["ok"]:
        raise JourneyError(f"the click was not taken: {answer['error']}")
    if made and await workspace.modals(user):
        raise JourneyError("it asks for more in a form: say it with --where, or choose another use")
    return chosen


def prompts_of(ideas: Json) -> list[str]:
    """The prompts of a message with ideas, without their titles."""
    texts = [block["text"]["text"] for block in ideas["blocks"] if _IDEA.fullmatch(block["block_id"])]
    return [_plain(text.split("\n", 1)[1]) for text in texts]


def pictures(message: Json) -> list[Json]:
    """The image blocks of a message, drawn palettes left aside."""
    return [
        block
        for block in message.get("blocks", [])
        if block["type"] == "image" and not block.get("block_id", "").startswith(_PALETTE)
    ]


def said(message: Json) -> str:
    """What a message says, as plain text."""
    parts: list[str] = []
    for block in message.get("blocks", []):
        if "text" in block:
            parts.append(block["text"]["text"])
        parts += [
            element["text"] for element in block.get("elements", []) if isinstance(element.get("text"), str)
        ]
    return _plain("\n".join(parts) or message.get("text", ""))


def _buttons(message: Json, action_id: str) -> Sequence[Json]:
    return [
        element
        for block in message.get("blocks", [])
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]


def _failed(message: Json) -> None:
    if any(block.get("block_id") == "failure" for block in message.get("blocks", [])):
        raise JourneyError(said(message))


def _refused(message: Json) -> None:
    """A private sentence is the end, unless a lock in front of it says that the answer will be private too."""
    if message["_sandbox"]["ephemeral"] and not said(message).startswith("🔒"):
        raise JourneyError(said(message))


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _since(moment: float) -> float:
    return round((time.monotonic() - moment) * 1000, 1)
