"""The message of a deleted picture: drawn anew or made a note, and what was handed to Slack taken back."""

import pytest
from slack_sdk.errors import SlackApiError

from handlers.reporter import SlackReporter
from handlers.texts import texts_in
from services.reporting import NotShownError
from services.storage import Storage
from tests.galleries import picture
from tests.handlers.test_reporter import Response
from tests.journeys.person import pictures, said

TEXTS = texts_in("en")


class Slack:
    """One message of the bot's, and files; refuses what it is told to."""

    def __init__(self, *files, thread=None, refuses=None):
        shown = [{"type": "image", "slack_file": {"id": one}, "alt_text": "x"} for one in files]
        self.message = {"ts": "18.1", "blocks": [{"type": "section"}, *shown]}
        self.files = set(files)
        self.thread = thread
        self.refuses = refuses or {}
        self.log = []

    def _ask(self, method):
        self.log.append(method)
        if method in self.refuses:
            raise SlackApiError("", Response(self.refuses[method]))

    async def conversations_history(self, *, channel, oldest, latest, inclusive, limit):
        self._ask("conversations.history")
        assert (channel, oldest, latest, inclusive, limit) == ("C1", "18.1", "18.1", True, 1)
        return {"messages": [] if self.thread else [self.message]}

    async def conversations_replies(self, *, channel, ts, oldest, latest, inclusive, limit):
        self._ask("conversations.replies")
        assert (channel, ts, oldest, latest) == ("C1", self.thread, "18.1", "18.1")
        return {"messages": [{"ts": self.thread, "blocks": []}, self.message]}

    async def files_delete(self, *, file):
        self._ask("files.delete")
        if file not in self.files:
            raise SlackApiError("", Response("file_not_found"))
        self.files.remove(file)

    async def chat_update(self, *, channel, ts, blocks, text):
        self._ask("chat.update")
        if "pictures" in self.refuses and any(block["type"] == "image" for block in blocks):
            raise SlackApiError("", Response("invalid_blocks"))
        assert (channel, ts) == ("C1", "18.1")
        assert text
        self.message = {"ts": ts, "blocks": blocks}


def reporter_of(slack):
    return SlackReporter(slack, None, None, Storage(None, "b", "https://cdn"), None)


def painted(count, **origin):
    return [picture(message_ts="18.1", prompt=f"boat {number}", **origin) for number in range(count)]


@pytest.mark.parametrize("refuses", [{}, {"pictures": "invalid_blocks"}], ids=["pictures", "links"])
async def test_of_an_old_job_the_others_stay(refuses):
    slack = Slack(refuses=refuses)
    gone, *left = painted(3)
    await reporter_of(slack).deleted(gone, None, left, "U1")
    text = said(slack.message)
    for one in left:
        assert f"https://cdn/{one.s3_key}" in text
    assert gone.s3_key not in str(slack.message)
    assert gone.preview_key not in str(slack.message)
    assert len(pictures(slack.message)) == (0 if refuses else 2)


async def test_of_an_old_job_the_last_leaves_a_note():
    slack = Slack()
    (gone,) = painted(1)
    await reporter_of(slack).deleted(gone, None, [], "U1")
    assert "<@U1>" in said(slack.message)
    assert pictures(slack.message) == []


@pytest.mark.parametrize("thread", [None, "17.0"])
async def test_what_was_handed_to_slack_is_taken_back(thread):
    slack = Slack("F1", "F2", thread=thread)
    (gone,) = painted(1, thread_ts=thread)
    slack.files.remove("F1")  # by somebody else
    await reporter_of(slack).deleted(gone, None, [], "U1")
    assert slack.files == set()
    assert "<@U1>" in said(slack.message)


@pytest.mark.parametrize("method", ["conversations.history", "files.delete"])
async def test_trouble_with_files_is_tried_again_before_nobody_knows_them_any_more(method):
    slack = Slack("F1", refuses={method: "ratelimited"})
    before = slack.message
    (gone,) = painted(1)
    with pytest.raises(NotShownError) as failed:
        await reporter_of(slack).deleted(gone, None, [], "U1")
    assert failed.value.passing
    assert slack.message == before
    slack.refuses = {}
    await reporter_of(slack).deleted(gone, None, [], "U1")
    assert slack.files == set()


@pytest.mark.parametrize(
    ("method", "error"), [("conversations.history", "not_in_channel"), ("files.delete", "cant_delete_file")]
)
async def test_a_file_that_is_out_of_reach_does_not_keep_the_message(method, error):
    slack = Slack("F1", refuses={method: error})
    (gone,) = painted(1)
    await reporter_of(slack).deleted(gone, None, [], "U1")
    assert "<@U1>" in said(slack.message)
