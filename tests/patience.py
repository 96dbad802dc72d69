"""A Slack and bots that wait longer than in life: where much else runs, three seconds may pass without a turn."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pytest

from tests.infra.recorder.patience import SECONDS
from tests.infra.rights import RECORDER

UNHURRIED: Final[Mapping[str, str]] = {
    "PYTHONPATH": str(RECORDER),
    "HEARD_CALLS": os.devnull,
    "PATIENT_BOT": "1",
}
"""The environment of a sandbox or a bot that is a process of its own, and as patient as these."""


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
    """Slack fails what nobody acknowledged in three seconds; it opens no form after them, waits no longer for a
    picture, and hangs up on who is silent for five.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module, times in SECONDS.items():
            if module.startswith("sandbox."):
                for name, seconds in times.items():
                    patch.setattr(f"{module}.{name}", seconds)
        yield
