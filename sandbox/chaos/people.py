"""People with errands: they type, wait, look, click, and lose patience."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Literal, TypeVar

from sandbox.journey import pictures
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.core import Slack
from sandbox.slack.state.model import Json, Message

T = TypeVar("T")

Kind = Literal["ideas", "all", "raw", "vary", "cancel", "private"]

JOBS: Final[dict[Kind, int]] = {"ideas": 2, "all": 4, "raw": 1, "vary": 2, "cancel": 1, "private": 1}
"""How many jobs an errand makes if everything goes well."""

_WEIGHTS: Final[dict[Kind, int]] = {"ideas": 5, "all": 1, "raw": 6, "vary": 3, "cancel": 2, "private": 1}
NOT_STARTED: Final = "nothing was started"
NOT_SURE: Final = "I can't tell yet"
_THINGS: Final = ("lighthouse", "paper boat", "tin robot", "old tram", "fox", "teapot", "harbour", "kite")
_LOOK_SECONDS: Final = 0.2
_TRIES: Final = 4
"""How often somebody types a command that Slack says has failed."""


@dataclass(frozen=True)
class Errand:
    """What one person is up to; `words` occur in nothing else."""

    kind: Kind
    words: str
    count: int


def errands(seed: int, jobs: int) -> list[Errand]:
    """So many that they come to `jobs` jobs, if everything goes well."""
    chance = random.Random(seed)
    made: list[Errand] = []
    while sum(JOBS[one.kind] for one in made) < jobs:
        kind = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        count = chance.choice((1, 1, 1, 2, 3, 4))
        made.append(Errand(kind, f"{chance.choice(_THINGS)} number {len(made) + 1000}", count))
    return made


@dataclass
class Diary:
    """What was said and answered.

    Attributes
    ----------
    taken
        the words of every command that Slack had an answer to
    refused
        those whose person was told that nothing was started
    doubtful
        those whose person was told so, perhaps of what they typed before, which had no answer; or that it is not
        known
    """

    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unanswered: int = 0
    impatient: int = 0


class Person:
    """`user` in `channel`, at a screen that shows what is in `slack`."""

    def __init__(
        self, slack: Slack, client: WorkspaceClient, user: str, channel: str, diary: Diary, patience: float
    ) -> None:
        self._slack = slack
        self._client = client
        self._user = user
        self._channel = channel
        self._diary = diary
        self._patience = patience
        self._open = 0
        """Commands of which nothing was seen yet: each may still turn out to have come to nothing."""

    async def run(self, errand: Errand) -> None:
        """Go through with it, as far as the bot lets them."""
        card = await self._ask(errand)
        if card is None:
            self._diary.impatient += 1
            return
        match errand.kind:
            case "raw" | "private":
                await self._see(lambda: self._painted(card))
            case "cancel":
                if placeholder := await self._see(lambda: self._with_button(card, "job.cancel")):
                    await self._click(placeholder, "job.cancel")
            case "ideas" | "all":
                button = "idea.paint" if errand.kind == "ideas" else "ideas.paint_all"
                if ideas := await self._see(lambda: self._with_button(card, button)):
                    await self._click(ideas, button)
                    await self._see(lambda: self._painted(card))
            case "vary":
                if painted := await self._see(lambda: self._with_button(card, "picture.vary")):
                    await self._click(painted, "picture.vary")

    async def _ask(self, errand: Errand) -> Message | None:
        """Type until there is a card."""
        for number in range(_TRIES):
            words = errand.words if number == 0 else f"{errand.words} again {number}"
            before, unsure = self._told(NOT_STARTED), self._told(NOT_SURE)
            if not await self._type(errand, words):
                self._open += 1
                await asyncio.sleep(1)
                continue
            card = await self._see(partial(self._card, words), partial(self._refused_since, before))
            if card is not None:
                return card
            if self._told(NOT_SURE) > unsure:
                self._diary.doubtful.append(words)
            if self._told(NOT_STARTED) == before:
                self._open += 1
            elif self._open:
                self._diary.doubtful.append(words)
            else:
                self._diary.refused.append(words)
        return None

    async def _type(self, errand: Errand, words: str) -> bool:
        options = " --size 512x512"
        if errand.kind in {"raw", "vary", "private"}:
            options += f" --raw --n {errand.count}"
        if errand.kind == "private":
            options += " --private"
        answer = await self._client.command(self._user, self._channel, f"/imagine {words}{options}")
        if answer["ok"]:
            self._diary.taken.append(words)
        else:
            self._diary.unanswered += 1
        return bool(answer["ok"])

    async def _click(self, message: Message, action_id: str) -> None:
        shown = {"channel": message.channel, "ts": message.ts}
        button = _buttons(message, action_id)[0]
        for _ in range(_TRIES):
            try:
                answer = await self._client.click(self._user, shown, action_id, value=button.get("value"))
            except ControlError:
                return  # the button has gone meanwhile
            if answer["ok"]:
                return
            self._diary.unanswered += 1
            await asyncio.sleep(1)

    async def _see(
        self, look: Callable[[], T | None], enough: Callable[[], bool] = lambda: False
    ) -> T | None:
        """What `look` finds, if it does before they lose patience or have seen `enough`."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._patience
        while loop.time() < due:
            if (found := look()) is not None:
                return found
            if enough():
                return None
            await asyncio.sleep(_LOOK_SECONDS)
        return None

    def _places(self) -> Sequence[str]:
        workspace = self._slack.workspace
        direct = workspace.direct_message([self._user, workspace.bot.id])
        return [self._channel, *([direct.id] if direct else [])]

    def _card(self, words: str) -> Message | None:
        for place in self._places():
            for message in self._slack.workspace.messages(place):
                if message.metadata and not message.is_reply and words in str(message.body):
                    return message
        return None

    def _told(self, words: str) -> int:
        """How often they were told so alone."""
        return sum(
            one.ephemeral_to == self._user and words in str(one.body)
            for one in self._slack.workspace.messages(self._channel)
        )

    def _refused_since(self, before: int) -> bool:
        return self._told(NOT_STARTED) > before

    def _painted(self, card: Message) -> Message | None:
        return next((one for one in card.replies if pictures(one.body) or _over(one)), None)

    def _with_button(self, card: Message, action_id: str) -> Message | None:
        return next((one for one in card.replies if _buttons(one, action_id)), None)


def _over(message: Message) -> bool:
    return any(block.get("block_id") == "failure" for block in message.body.get("blocks", []))


def _buttons(message: Message, action_id: str) -> list[Json]:
    blocks: list[dict[str, Any]] = message.body.get("blocks", [])
    return [
        element
        for block in blocks
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]
