"""How the app took a delivery."""

from dataclasses import dataclass
from typing import Any, Final, Literal

EnvelopeKind = Literal["events_api", "slash_commands", "interactive"]

ACK_SECONDS: Final = 3.0
"""Within which an app must acknowledge (Slack's pages on events, commands and interactivity)."""


@dataclass(frozen=True)
class Outcome:
    """`error` is Slack's word for the failure, empty if the app acknowledged in time.

    ``operation_timeout`` (no answer within 3 s), ``dispatch_failed`` (nobody to deliver to),
    ``http_client_error`` and ``http_service_error`` (status 4xx and 5xx).
    """

    ms: float
    error: str = ""
    body: Any = None
    """What came with the acknowledgement: parsed JSON, a text, or None."""
    no_retry: bool = False
    """The app asked not to be sent this event again (``X-Slack-No-Retry: 1``)."""

    @property
    def ok(self) -> bool:
        return not self.error

    def retry_reason(self, transport: str) -> str:
        """For ``X-Slack-Retry-Reason`` (HTTP) and ``retry_reason`` (Socket Mode)."""
        if self.error == "operation_timeout":
            return "http_timeout" if transport == "http" else "timeout"
        return "connection_failed" if self.error == "dispatch_failed" else "http_error"
