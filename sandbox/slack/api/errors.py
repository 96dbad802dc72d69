"""A refusal in Slack's words."""

from collections.abc import Sequence

from sandbox.slack.state.model import Json


class SlackError(Exception):
    """Answered as ``{"ok": false, "error": code, …}``.

    Parameters
    ----------
    code
        One of the errors of the method's reference page.
    messages
        Sentences for ``response_metadata.messages``, without their ``[ERROR]``.
    extra
        Further top-level fields, such as ``needed`` and ``provided``.
    retry_after
        Seconds; makes the answer an HTTP 429 with ``Retry-After``.
    """

    def __init__(
        self, code: str, messages: Sequence[str] = (), *, retry_after: int | None = None, **extra: object
    ) -> None:
        super().__init__(code if not messages else f"{code}: {'; '.join(messages)}")
        self.code = code
        self.messages = tuple(messages)
        self.extra = extra
        self.retry_after = retry_after

    def renamed(self, code: str) -> "SlackError":
        """The same fault under another name; the first name stays among the messages."""
        return SlackError(code, self.messages or [self.code], retry_after=self.retry_after)

    def to_json(self) -> Json:
        answer: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            if self.code == "invalid_blocks":  # messages repeat the list without its prefix, views don't
                answer["errors"] = list(self.messages)
            answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return answer


def invalid_arguments(*messages: str) -> SlackError:
    return SlackError("invalid_arguments", messages)
