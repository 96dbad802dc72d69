"""Slack's errors: which pass by themselves, and which leave open whether the call was carried out."""

from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from services.reporting import NotShownError

FAILURES: Final = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""What a call of the Web API raises."""

_PASSING: Final = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "org_login_required",
    }
)

_REFUSED: Final = frozenset({"invalid_blocks", "invalid_arguments"})
"""Of blocks: messages say the first, views the second."""

_CLOSED: Final = frozenset({"not_in_channel", "channel_not_found", "is_archived", "no_permission"})


def error_code(error: Exception) -> str:
    """The error in Slack's words, or ours where there is none."""
    if isinstance(error, SlackApiError):
        response: Any = error.response
        data = response.data if hasattr(response, "data") else response
        return str(data.get("error", "unknown")) if isinstance(data, dict) else "service_unavailable"
    return "unreachable"


def error_details(error: Exception) -> str:
    """What Slack says beside the error's name, where it does."""
    if not isinstance(error, SlackApiError):
        return str(error)
    data = getattr(error.response, "data", error.response)
    if not isinstance(data, dict):
        return str(error)
    return " ".join(map(str, data.get("response_metadata", {}).get("messages", []) + data.get("errors", [])))


def is_ambiguous(error: Exception) -> bool:
    """Whether the call may have been carried out although it failed."""
    if isinstance(error, SlackApiError):
        return error_code(error) in {
            "service_unavailable",
            "internal_error",
            "fatal_error",
            "request_timeout",
        }
    return not isinstance(error, aiohttp.ClientConnectorError)


def asked_to_wait(error: Exception) -> float:
    """Seconds for which Slack wants to be left alone; 0 if it did not say so."""
    if not isinstance(error, SlackApiError) or error_code(error) not in {"ratelimited", "rate_limited"}:
        return 0
    headers: Any = getattr(error.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    return float(given) if str(given).isdecimal() else 1.0


def not_shown(error: Exception) -> NotShownError:
    code = error_code(error)
    return NotShownError(code, passing=code in _PASSING or code == "unreachable")


def are_refused(code: str) -> bool:
    """Whether Slack does not take the blocks as they are: it may be that a picture among them can't be fetched."""
    return code in _REFUSED


def is_closed(code: str) -> bool:
    """Whether the bot can't post in the conversation at all."""
    return code in _CLOSED
