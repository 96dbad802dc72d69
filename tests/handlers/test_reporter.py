"""Words of progress change a placeholder once and soon, or not at all; they never become a message of their own."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from handlers import reporter as module
from handlers.reporter import SlackReporter
from services.jobs import Announced, State, now
from services.reporting import Said
from tests.handlers.blocks.test_progress import job_of


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
