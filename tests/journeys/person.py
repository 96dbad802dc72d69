"""Someone at the screen: types, waits, looks, clicks."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sandbox.chaos.world import Eyes
from sandbox.imagine import image_records, index_entries
from sandbox.journey import pictures, prompts_of, said
from sandbox.slack.client import WorkspaceClient

Json = dict[str, Any]
T = TypeVar("T")


class Person:
    """`user` in `channel` of the workspace."""

    def __init__(self, workspace: WorkspaceClient, user: str, channel: str) -> None:
        self.workspace = workspace
        self.user = user
        self.channel = channel

    def elsewhere(self, channel: str) -> "Person":
        return Person(self.workspace, self.user, channel)

    async def types(self, text: str) -> Json:
        """A slash command; fails where Slack would show its failure line."""
        answer = await self.workspace.command(self.user, self.channel, text)
        assert answer["ok"], answer
        return answer

    async def says(self, text: str, thread_ts: str | None = None) -> str:
        return await self.workspace.say(self.user, self.channel, text, thread_ts=thread_ts)

    async def messages(self) -> list[Json]:
        return await self.workspace.messages(self.user, self.channel)

    async def public(self) -> list[Json]:
        """What the bot posted in the channel for everyone."""
        return [m for m in await self.messages() if m.get("bot_id") and not m["_sandbox"]["ephemeral"]]

    async def privately(self, part: str = "") -> Json:
        """The latest message of the bot that only this person sees and that says `part`."""

        async def look(_: WorkspaceClient) -> Json | None:
            found = [m for m in await self.messages() if m["_sandbox"]["ephemeral"] and part in said(m)]
            return found[-1] if found else None

        return await self._wait(look, f"a private word with {part!r}")

    async def private_in(self, card: Json, part: str = "") -> Json:
        """The same in a thread."""

        async def look(_: WorkspaceClient) -> Json | None:
            found = [m for m in await self.thread(card) if m["_sandbox"]["ephemeral"] and part in said(m)]
            everywhere = [m for m in await self.messages() if m["_sandbox"]["ephemeral"] and part in said(m)]
            return (found or everywhere)[-1] if found or everywhere else None

        return await self._wait(look, f"a private word with {part!r}")

    async def card(self, part: str = "") -> Json:
        """The message that opens the thread, the latest that says `part`."""

        async def look(_: WorkspaceClient) -> Json | None:
            found = [m for m in await self.public() if part in said(m)]
            return found[-1] if found else None

        return await self._wait(look, "a card")

    async def card_saying(self, card: Json, part: str) -> Json:
        async def look(_: WorkspaceClient) -> Json | None:
            now = await self.workspace.thread(self.user, card["channel"], card["ts"])
            return now[0] if part in said(now[0]) else None

        return await self._wait(look, f"a card that says {part!r}")

    async def thread(self, card: Json) -> list[Json]:
        """The replies."""
        root = card.get("thread_ts") or card["ts"]
        return (await self.workspace.thread(self.user, card["channel"], root))[1:]

    async def ideas(self, card: Json, first: int = 1, patience: float = 60) -> Json:
        """The message that offers idea `first` and those after it."""

        async def look(_: WorkspaceClient) -> Json | None:
            for message in await self.thread(card):
                if any(block.get("block_id") == f"idea.{first}" for block in message.get("blocks", [])):
                    return message
            return None

        return await self._wait(look, "ideas", patience)

    async def painted(self, card: Json, count: int = 1, patience: float = 60) -> list[Json]:
        """The messages with pictures, once there are `count` of them."""

        async def look(_: WorkspaceClient) -> list[Json] | None:
            found = [message for message in await self.thread(card) if pictures(message)]
            return found if len(found) >= count else None

        return await self._wait(look, f"{count} messages with pictures", patience)

    async def reply(self, card: Json, part: str) -> Json:
        """A reply that says `part`."""

        async def look(_: WorkspaceClient) -> Json | None:
            return next((m for m in await self.thread(card) if part in said(m)), None)

        return await self._wait(look, f"a reply with {part!r}")

    async def clicks(self, message: Json, action_id: str, *, value: str | None = None, at: int = 0) -> Json:
        """The button with `action_id`, the one at place `at` of several."""
        buttons = buttons_of(message, action_id)
        chosen = value or buttons[at]["value"]
        block = next(
            block["block_id"]
            for block in message["blocks"]
            if any(
                e.get("action_id") == action_id and e.get("value") == chosen
                for e in block.get("elements", [])
            )
        )
        answer = await self.workspace.click(self.user, message, action_id, value=chosen, block_id=block)
        assert answer["ok"], answer
        return answer

    async def checks_models(self) -> None:
        """An admin has the models looked up anew, and waits for the answer."""
        await self.types("/imagine models")
        seen = max(entry["seq"] for entry in await self.workspace.log(brief=True))
        await self.clicks(await self.privately("Painting from words"), "models.check")

        async def answered() -> bool:
            later = await self.workspace.log(seen)
            answers = [entry for entry in later if entry["kind"] == "response_url" and entry["ok"]]
            # Another word to this person may still have been on its way.
            return any(entry["request"].get("replace_original") for entry in answers)

        await until(answered)

    async def form(self) -> Json:
        async def look(_: WorkspaceClient) -> Json | None:
            found = await self.workspace.modals(self.user)
            return found[-1] if found else None

        return await self._wait(look, "a form")

    async def submits(self, form: Json, **values: Any) -> Json:
        """The form with these inputs filled in, by the ids of their blocks."""
        return await self.workspace.submit(
            self.user, form["id"], {block: {"input": value} for block, value in values.items()}
        )

    async def _wait(
        self, look: Callable[[WorkspaceClient], Awaitable[T | None]], what: str, patience: float = 60
    ) -> T:
        return await self.workspace.wait_for(look, timeout=patience, what=what)


def buttons_of(message: Json, action_id: str) -> list[Json]:
    return [
        element
        for block in message.get("blocks", [])
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]


def actions_of(message: Json) -> list[str]:
    return [
        element["action_id"]
        for block in message.get("blocks", [])
        for element in block.get("elements", [])
        if "action_id" in element
    ]


async def until(look: Callable[[], Awaitable[T]], seconds: float = 60, pause: float = 0.1) -> T:
    """What `look` returns once it is true: for what happens outside of the workspace, where nobody calls out.

    Parameters
    ----------
    pause
        seconds between two looks; longer where a look is at everything there is
    """
    due = time.monotonic() + seconds
    while not (found := await look()):
        assert time.monotonic() < due, "waited in vain"
        await asyncio.sleep(pause)
    return found


async def records_of(stack) -> list[Json]:
    """The records of every image, from the table."""
    return await asyncio.to_thread(image_records, stack.aws.url)


async def seen_by(stack, record) -> set[str]:
    """Among whose pictures a picture is found, once its job is over: it is shown before it is found."""
    eyes = Eyes(stack.slack.slack, stack.aws.direct_url)

    async def over() -> bool:
        jobs = [job for job in await eyes.jobs() if job["pk"] == f"JOB#{record['job_id']}"]
        return any(job["state"] == "posted" for job in jobs)

    await until(over)
    image = f"{record['job_id']}.{record['index']}"
    entries = await asyncio.to_thread(index_entries, stack.aws.url)
    found = (one["pk"] for one in entries if one["sk"].endswith(f"#{image}"))
    return {pk.removeprefix("GALLERY#").removesuffix("#ALL") for pk in found if pk.endswith("#ALL")}


__all__ = [
    "Person",
    "actions_of",
    "buttons_of",
    "pictures",
    "prompts_of",
    "records_of",
    "said",
    "seen_by",
    "until",
]
