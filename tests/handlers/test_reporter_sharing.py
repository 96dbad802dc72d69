"""Messages of shared pictures: posted once, found again, and turned into a note."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from handlers.reporter import SHARE_EVENT, SlackReporter
from services.jobs import Origin, Shared, now
from services.reporting import NotShownError
from tests.galleries import picture
from tests.handlers.test_reporter import Response


class Slack:
    """A conversation that keeps what is posted; `failures` come first, done or not."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.posted = []
        self.updates = []
        self.asked_since = None

    async def chat_postMessage(self, **message):  # noqa: N802 - Slack's name
        failure, done = self.failures.pop(0) if self.failures else (None, True)
        if done:
            self.posted.append(message | {"ts": f"17.{len(self.posted)}"})
        if failure is not None:
            raise failure
        return self.posted[-1]

    async def conversations_history(self, oldest, **_):
        self.asked_since = float(oldest)
        return {"messages": self.posted}

    async def chat_update(self, **update):
        self.updates.append(update)


def reporter_of(slack):
    return SlackReporter(slack, slack, None, None, None)


HERE = Origin(team="T1", user="U1", channel="C9")


def failed(error):
    return SlackApiError("", Response(error))


async def test_an_answer_that_was_lost_is_no_second_message():
    slack = Slack((failed("internal_error"), True))
    assert await reporter_of(slack).share(HERE, "s1", [], "shared") == "17.0"
    assert len(slack.posted) == 1


async def test_what_was_not_done_is_done_again():
    slack = Slack((failed("internal_error"), False))
    assert await reporter_of(slack).share(HERE, "s1", [], "shared") == "17.0"
    assert slack.posted[0]["metadata"] == {"event_type": SHARE_EVENT, "event_payload": {"id": "s1"}}


async def test_where_it_may_not_it_says_so():
    slack = Slack((failed("not_in_channel"), False))
    with pytest.raises(NotShownError, match="not_in_channel"):
        await reporter_of(slack).share(HERE, "s1", [], "shared")


@pytest.mark.parametrize("ts", ["17.0", None])
async def test_its_message_becomes_a_note_also_where_nobody_knows_its_time(ts):
    slack = Slack()
    reporter = reporter_of(slack)
    await reporter.share(HERE, "other", [], "shared")
    at = await reporter.share(HERE, "s1", [], "shared")
    shared = Shared(id="s1", channel="C9", by="U1", at=now(), ts=at if ts else None)
    # The picture may be much older than what it was shared with.
    image = picture(shared=(shared,), created_at=now() - timedelta(days=400))
    await reporter.unshared(image, shared, "U1")
    (update,) = slack.updates
    assert (update["channel"], update["ts"]) == ("C9", "17.1")
    assert "deleted this picture" in update["text"]
    if ts is None:
        assert slack.asked_since > (now() - timedelta(days=1)).timestamp()


async def test_one_that_was_never_posted_is_not_missed():
    slack = Slack()
    shared = Shared(id="s1", channel="C9", by="U1", at=now())
    await reporter_of(slack).unshared(picture(), shared, "U1")
    assert slack.updates == []
