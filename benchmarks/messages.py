"""Messages as a load: several people and the app write in one conversation while windows watch.

A process of its own, ``python -m benchmarks.messages URL CHANNEL RATE SECONDS``, so that it and what it
measures don't wait for each other; prints what became of the messages as JSON.
"""

import asyncio
import dataclasses
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN
from sandbox.slack.client import WorkspaceClient

PEOPLE = ("alex", "mina", "sam")
WINDOWS = ("alex", "mina")
ARRIVAL_SECONDS = 60.0
"""How long a window may take for what was posted last; after that it counts as lost."""


@dataclass(frozen=True)
class Told:
    """What windows were told of the messages that were posted.

    Attributes
    ----------
    posted : how many the workspace took
    seconds : from the first post to the answer to the last
    lost : missing in a window, summed over the windows
    repeated : told twice
    reordered : told after a later one, or out of the order in which their author wrote them
    delays : milliseconds from each message's ``ts`` until a window had it, all windows together
    order : the messages' ``ts`` as posted
    """

    posted: int
    seconds: float
    lost: int
    repeated: int
    reordered: int
    delays: list[float]
    order: list[str] = field(repr=False)


@dataclass
class Window:
    """A page without its pixels: the live WebSocket of one person."""

    channel: str
    seen: list[tuple[str, str]] = field(default_factory=list)
    """``(ts, text)`` in the order told."""
    delays: list[float] = field(default_factory=list)
    grown: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        async for message in ws:
            now = time.time()
            for change in message.json().get("changes", ()):
                if change["type"] == "message" and change["channel"] == self.channel:
                    self.seen.append((change["ts"], change["message"]["text"]))
                    self.delays.append((now - float(change["ts"])) * 1000)
            self.grown.set()

    async def until(self, count: int) -> None:
        while len(self.seen) < count:
            self.grown.clear()
            await self.grown.wait()


@asynccontextmanager
async def window(url: str, user: str, channel: str) -> AsyncIterator[Window]:
    """Watch `channel` (an id) as `user` from now on."""
    live = f"{url}/_sandbox/live"
    async with aiohttp.ClientSession() as session, session.ws_connect(live, params={"user": user}) as ws:
        await ws.receive_json()  # hello: from here on nothing is missed
        watching = Window(channel)
        task = asyncio.create_task(watching.watch(ws))
        try:
            yield watching
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def stream(url: str, channel: str, rate: float, seconds: float) -> Told:
    """Write `rate` messages a second into `channel` (an id) for `seconds`, before two windows.

    A quarter comes from each of three people and from the app, which has to be in the channel. An author
    writes the next message when it is due and the last one has been taken, so each author's order is certain.
    """
    authors = len(PEOPLE) + 1
    each = round(rate * seconds / authors)
    posted: list[tuple[str, str]] = []
    async with AsyncExitStack() as stack:
        people = await stack.enter_async_context(WorkspaceClient(url))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        app = AsyncWebClient(token=BOT_TOKEN, base_url=f"{url}/api/", session=session)
        windows = [await stack.enter_async_context(window(url, user, channel)) for user in WINDOWS]
        begun = time.perf_counter()

        async def write(author: int) -> None:
            for number in range(each):
                due = begun + (number * authors + author) / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                text = f"{author}/{number}"
                if author < len(PEOPLE):
                    ts = await people.say(PEOPLE[author], channel, text)
                else:
                    ts = str((await app.chat_postMessage(channel=channel, text=text))["ts"])
                posted.append((ts, text))

        await asyncio.gather(*(write(author) for author in range(authors)))
        took = time.perf_counter() - begun
        async with asyncio.timeout(ARRIVAL_SECONDS):
            await asyncio.gather(*(one.until(len(posted)) for one in windows), return_exceptions=True)
    return judged(sorted(posted), took, windows)


def judged(posted: Sequence[tuple[str, str]], seconds: float, windows: Sequence[Window]) -> Told:
    lost = repeated = reordered = 0
    for one in windows:
        told = set(one.seen)
        lost += len(set(posted) - told)
        repeated += len(one.seen) - len(told)
        reordered += out_of_order([ts for ts, _ in one.seen])
        for author in range(len(PEOPLE) + 1):
            numbers = [int(text.partition("/")[2]) for _, text in one.seen if text.startswith(f"{author}/")]
            reordered += out_of_order(numbers)
    return Told(
        posted=len(posted),
        seconds=seconds,
        lost=lost,
        repeated=repeated,
        reordered=reordered,
        delays=[delay for one in windows for delay in one.delays],
        order=[ts for ts, _ in posted],
    )


def out_of_order(values: Sequence[str] | Sequence[int]) -> int:
    """How many come after a greater one."""
    count = 0
    greatest = values[0] if values else None
    for value in values:
        if value < greatest:  # type: ignore[operator]
            count += 1
        else:
            greatest = value
    return count


if __name__ == "__main__":
    address, conversation, pace, duration = sys.argv[1:]
    result = asyncio.run(stream(address, conversation, float(pace), float(duration)))
    print(json.dumps(dataclasses.asdict(result)))
