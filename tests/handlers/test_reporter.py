"""Words of progress change a placeholder once and soon, or not at all; they never become a message of their own."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from handlers import reporter as module
from handlers.reporter import SlackReporter
from services.jobs import Announced, State, now
from services.reporting import NotShownError, Said
from tests.handlers.blocks.test_progress import job_of
from tests.jobs import job_of as for_request
from tests.jobs import request_of


class Response(dict[str, Any]):
    """An answer of Slack's that refuses."""

    def __init__(self, error, **headers) -> None:
        super().__init__(ok=False, error=error)
        self.data = {"ok": False, "error": error}
        self.headers = headers


class Slack:
    """Takes updates, or fails as it is told."""

    def __init__(self, failure=None) -> None:
        self.failure = failure
        self.updates: list[dict[str, Any]] = []

    async def chat_update(self, **update):
        if self.failure is not None:
            raise self.failure
        self.updates.append(update)


def reporter_of(slack):
    """Whatever else it would do with Slack fails."""
    return SlackReporter(None, None, slack, None, None)


def waiting(**fields):
    place = Announced(position=3, seconds=40, said_at=now())
    return job_of(placeholder_ts="1.0", announced=place, **fields)


async def test_a_place_in_line():
    slack = Slack()
    assert await reporter_of(slack).queued(waiting()) == Said()
    (update,) = slack.updates
    assert (update["channel"], update["ts"]) == ("C1", "1.0")
    assert update["text"] == update["blocks"][0]["text"]["text"]
    assert "3rd in line, about 40 seconds" in update["text"]


async def test_the_time_it_takes():
    slack = Slack()
    await reporter_of(slack).elapsed(waiting(state=State.PAINTING), 20)
    assert slack.updates[0]["text"] == "🎨 Painting idea 2 … 20 s"


async def test_an_end_that_is_said_again():
    slack = Slack()
    ended = waiting(state=State.CANCELLED, ended_by="U2")
    assert await reporter_of(slack).ended(ended, again=True) == "1.0"
    assert "Cancelled by <@U2>" in str(slack.updates[0]["blocks"])


async def test_where_there_is_no_message_nothing_is_said():
    slack = Slack()
    reporter = reporter_of(slack)
    assert await reporter.queued(job_of()) == Said()
    assert await reporter.elapsed(job_of(), 20) == Said()
    assert await reporter.ended(job_of(state=State.FAILED), again=True) == ""
    assert slack.updates == []


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (SlackApiError("", Response("message_not_found")), Said()),
        (SlackApiError("", Response("ratelimited", **{"Retry-After": "30"})), Said(pause=30.0)),
        (SlackApiError("", Response("ratelimited")), Said(pause=1.0)),
        (SlackApiError("", Response("internal_error")), Said(sure=False)),
        (aiohttp.ServerDisconnectedError(), Said(sure=False)),
        (TimeoutError(), Said(sure=False)),
    ],
)
async def test_it_fails_quietly_and_says_what_is_known(failure, said):
    reporter = reporter_of(Slack(failure))
    assert await reporter.queued(waiting()) == said
    assert await reporter.elapsed(waiting(), 20) == said
    await reporter.ended(waiting(state=State.FAILED), again=True)


async def test_what_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "SAY_SECONDS", 0.01)
    slack = Slack()
    never = asyncio.Event()

    async def hangs(**_):
        await never.wait()

    monkeypatch.setattr(slack, "chat_update", hangs)
    assert await reporter_of(slack).queued(waiting()) == Said(sure=False)


class Conversation:
    """A channel of messages, newest first, in pages; what is posted carries what it is about."""

    def __init__(self, page=200) -> None:
        self.messages: list[dict[str, Any]] = []
        self.page = page
        self.asked = 0
        self.trouble: Exception | None = None

    def post(self, event=None, record_id="", thread_ts=None):
        ts = f"{1_700_000_000 + len(self.messages)}.000000"
        carried = {"event_type": event, "event_payload": {"id": record_id}}
        self.messages.insert(0, {"ts": ts, "thread_ts": thread_ts, "metadata": carried if event else None})
        return ts

    async def _pages(self, found, cursor, limit):
        self.asked += 1
        begin = int(cursor or 0)
        end = begin + min(limit, self.page)
        following = str(end) if end < len(found) else ""
        return {"messages": found[begin:end], "response_metadata": {"next_cursor": following}}

    async def conversations_history(self, *, channel, oldest, limit, include_all_metadata, cursor=None):
        return await self._pages([m for m in self.messages if not m["thread_ts"]], cursor, limit)

    async def conversations_replies(self, *, channel, ts, oldest, limit, include_all_metadata, cursor=None):
        inside = [m for m in self.messages if ts in (m["ts"], m["thread_ts"])]
        return await self._pages(inside[::-1], cursor, limit)

    async def chat_delete(self, *, channel, ts):
        if self.trouble is not None:
            raise self.trouble
        self.messages = [m for m in self.messages if m["ts"] != ts]

    async def chat_postMessage(self, **_):  # noqa: N802 - Slack's name
        raise AssertionError("it is there already")


def in_conversation(conversation):
    return SlackReporter(conversation, conversation, conversation, None, None)


@pytest.mark.parametrize("in_thread", [True, False])
async def test_a_message_is_found_on_any_page(in_thread):
    conversation = Conversation()
    root = conversation.post()
    ours = conversation.post(module.JOB_EVENT, job_of().id, root if in_thread else None)
    for _ in range(450):
        conversation.post(thread_ts=root if in_thread else None)
    if in_thread:  # where the oldest come first
        conversation.messages.remove(found := next(m for m in conversation.messages if m["ts"] == ours))
        conversation.messages.insert(0, found)
    origin = job_of().origin.model_copy(update={"thread_ts": root if in_thread else None})
    shown = await in_conversation(conversation).show_placeholder(
        job_of().model_copy(update={"origin": origin}), look_first=True
    )
    assert shown == ours
    assert conversation.asked == 3


@pytest.mark.parametrize("saved", [True, False], ids=["in a thread that is there", "with its card"])
@pytest.mark.parametrize("posted", range(3))
async def test_of_what_was_taken_back_whatever_was_posted_goes(saved, posted):
    conversation = Conversation()
    bystander = conversation.post()
    request = request_of(channel="C1")
    job = for_request(request)
    card = conversation.post(module.CARD_EVENT, request.id) if saved or posted else None
    if posted == 2 or (saved and posted):
        conversation.post(module.JOB_EVENT, job.id, card)
    if saved:
        origin = request.origin.model_copy(update={"thread_ts": card})
        request = request.model_copy(update={"card_ts": card, "origin": origin})
    reporter = in_conversation(conversation)
    if posted:
        conversation.trouble = SlackApiError("", Response("internal_error"))
        with pytest.raises(NotShownError):
            await reporter.taken_back(request, job)
        conversation.trouble = None
    for _ in range(2):
        await reporter.taken_back(request, job)
    assert [m["ts"] for m in conversation.messages[::-1]] == [bystander, *([card] if saved else [])]
