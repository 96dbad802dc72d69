"""A Slack and bots that wait longer than in life: where much else runs, three seconds may pass without a turn."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sandbox.slack import pictures
from sandbox.slack.delivery import http, socket
from sandbox.slack.people import responses

_SECONDS = 30.0


@contextmanager
def patient_bots() -> Iterator[None]:
    """A bot starts nothing that it can't write down in two seconds. Those that are started meanwhile, and whose calls
    are heard (`tests.infra.rights.heard`), have more of them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATIENT_BOT", "1")
        yield


@contextmanager
def patient_slack() -> Iterator[None]:
    """Slack fails what nobody acknowledged in three seconds; it opens no form after them, and waits no longer for a
    picture.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (http, socket):
            patch.setattr(module, "ACK_SECONDS", _SECONDS)
        patch.setattr(responses, "TRIGGER_SECONDS", _SECONDS)
        patch.setattr(pictures, "FETCH_SECONDS", _SECONDS)
        yield
