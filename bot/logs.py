"""Logs: a line for each thing that happened, with the job, the workspace and the person it was about, which
`services.serving` passes on.
"""

import logging
import os
import re
import sys
from collections.abc import Collection, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Final, Literal, TextIO

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

Format = Literal["auto", "json", "text"]

REDACTED: Final = "[redacted]"

_QUIET: Final = ("botocore", "aiobotocore", "slack_sdk", "slack_bolt", "aiohttp", "asyncio")
"""Libraries that say too much below a warning."""

_SECRETS: Final = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w.-]+"  # Slack's tokens (Slack, "Token types")
    r"|xapp-[\w-]+"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"  # AWS's access keys (IAM user guide, "Unique identifiers")
    r"|(?i:bearer\s+)[\w.~+/=-]{8,}"
    r"|(?i:authorization['\"]?\s*[:=]\s*['\"]?basic\s+)[^\s'\"]+"
    # Not "Basic Information": what is encoded has a digit or a sign somewhere.
    r"|\b[Bb]asic\s+(?=[A-Za-z]*[0-9+/=])[A-Za-z0-9+/]{8,}={0,2}"
    r"|(?i:secret_?access_?key)['\"]?\s*[:=]\s*['\"]?[A-Za-z0-9/+=]{40}"
    r"|(?<=hooks\.slack\.com/)[^\s'\"<>]+"  # a response_url: whoever has it may answer
    r"|(?<=[?&]code=)[^&\s'\"]+"  # OAuth, on the way back
    r"|(?<=[?&]state=)[^&\s'\"]+"
    r"|(?<=Signature=)[0-9a-f]{16,}"
    r"|(?<=X-Amz-Security-Token=)[^&\s]+"
)
_NAMES: Final = re.compile(r"(?i)secret|token|password|authorization|cookie|response_?url")
"""Fields that hold nothing else."""
_OF_AWS: Final = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_SHORTEST: Final = 8
"""Characters from which a secret of the settings is looked for: shorter ones are found in ordinary words."""


def set_up(
    level: str, form: Format = "auto", secrets: Collection[str] = (), stream: TextIO = sys.stderr
) -> None:
    """Send everything that is logged in this process to `stream`.

    Parameters
    ----------
    form
        ``json``: an object a line; ``text``: for people; ``auto``: ``text`` where a terminal listens
    secrets
        what must never be seen in a log, besides everything that looks like a token and the environment's own
        credentials of AWS
    """
    secrets = [*secrets, *(os.environ[name] for name in _OF_AWS if os.environ.get(name))]
    terminal = stream.isatty()
    readable = form == "text" or (form == "auto" and terminal)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        Redaction(secrets),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=terminal, pad_event_to=0)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class Redaction:
    """Takes secrets out of everything a line says.

    Parameters
    ----------
    secrets
        exact values; those of fewer than eight characters are left out
    """

    def __init__(self, secrets: Collection[str] = ()) -> None:
        exact = sorted({re.escape(one) for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True)
        self._exact = re.compile("|".join(exact)) if exact else None

    def __call__(
        self, _logger: Any, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        for name, value in event.items():
            if not name.startswith("_"):  # what structlog keeps there is not shown
                event[name] = self._cleaned(name, value)
        return event

    def _cleaned(self, name: str, value: Any) -> Any:
        """A field without secrets, however deep in it they are."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return REDACTED if _NAMES.search(name) else self.clean(value)
        if isinstance(value, Mapping):
            return {self.clean(str(key)): self._cleaned(str(key), one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._cleaned(name, one) for one in value]
        # As it would be shown anyhow.
        return self.clean(repr(value))

    def clean(self, text: str) -> str:
        """`text` without secrets."""
        if self._exact is not None:
            text = self._exact.sub(REDACTED, text)
        return _SECRETS.sub(REDACTED, text)
