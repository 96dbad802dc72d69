"""Slack's documented times and limits outside Block Kit, each with the page that states it."""

import pytest

from sandbox.slack import posting
from sandbox.slack.api import chat, conversations, files, reactions
from sandbox.slack.api.methods import Tier
from sandbox.slack.blockkit import values
from sandbox.slack.delivery import courier, outcome, socket
from sandbox.slack.people import responses
from sandbox.slack.state import views

DOCS = "https://docs.slack.dev"
NUMBERS = {
    f"{DOCS}/apis/events-api#error-handling: again at once, after a minute, after five": (
        courier.REDELIVER_AFTER,
        (0, 60, 300),
    ),
    f"{DOCS}/interactivity/handling-user-interaction#acknowledgment_response: seconds": (
        outcome.ACK_SECONDS,
        3,
    ),
    f"{DOCS}/interactivity/handling-user-interaction#message_responses: uses": (responses.USES, 5),
    f"{DOCS}/interactivity/handling-user-interaction#message_responses: seconds": (
        responses.SECONDS,
        30 * 60,
    ),
    f"{DOCS}/surfaces/modals#opening_modals: seconds of a trigger": (responses.TRIGGER_SECONDS, 3),
    f"{DOCS}/surfaces/modals#updating_views: views on a stack": (views.MAX_STACK, 3),
    f"{DOCS}/apis/events-api/using-socket-mode: connections": (socket.MAX_CONNECTIONS, 10),
    f"{DOCS}/reference/methods/chat.postMessage#truncating: characters": (posting.MAX_TEXT, 40_000),
    f"{DOCS}/reference/methods/chat.update: characters": (posting.MAX_SHORT_TEXT, 4_000),
    f"{DOCS}/legacy/legacy-messaging/legacy-secondary-message-attachments": (posting.MAX_ATTACHMENTS, 100),
    f"{DOCS}/reference/methods/assistant.threads.setStatus: seconds": (chat.STATUS_SECONDS, 120),
    f"{DOCS}/reference/methods/assistant.threads.setStatus: messages": (chat.MAX_LOADING_MESSAGES, 10),
    f"{DOCS}/reference/methods/conversations.open: people": (conversations.MAX_GROUP, 8),
    f"{DOCS}/reference/methods/files.getUploadURLExternal: alt_txt": (files.MAX_ALT, 1_000),
    f"{DOCS}/reference/block-kit/block-elements/file-input-element: bytes": (
        values.MAX_INPUT_FILE,
        10_000_000,
    ),
    f"{DOCS}/apis/web-api/rate-limits: calls a minute": (
        [tier.value for tier in (Tier.T1, Tier.T2, Tier.T3, Tier.T4)],
        [1, 20, 50, 100],
    ),
    "help pages on files: bytes": (files.MAX_FILE, 1_000_000_000),
    "help pages on reactions: each person's on a message": (reactions.MAX_EMOJI, 23),
    "not documented; what apps have been refused beyond: characters of metadata": (
        posting.MAX_METADATA,
        8_000,
    ),
}


@pytest.mark.parametrize("source", NUMBERS)
def test_it_is_the_documented_one(source):
    ours, documented = NUMBERS[source]
    assert ours == documented
