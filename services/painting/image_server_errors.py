"""What an OpenAI-compatible server says went wrong, in our words.

Statuses and codes: OpenAI's guide "Error codes" and the API reference's error object; other servers answer in
FastAPI's form, or with plain text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from services.bedrock import (
    ModelBusyError,
    ModelError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    PictureRefusedError,
    PromptRefusedError,
    QuotaSpentError,
    RequestRefusedError,
)

_LONGEST: Final = 300
"""Characters of a server's own words that are kept."""

BY_CODE: Final[Mapping[str, type[ModelError]]] = {
    "model_not_found": ModelGoneError,
    "model_not_available": ModelGoneError,
    "content_policy_violation": PromptRefusedError,
    "moderation_blocked": PromptRefusedError,
    "content_filter": PromptRefusedError,
    "insufficient_quota": QuotaSpentError,
    "billing_hard_limit_reached": QuotaSpentError,
    "billing_not_active": QuotaSpentError,
    "credit_balance_exhausted": QuotaSpentError,
    "organization_spend_limit_exceeded": QuotaSpentError,
    "organization_usage_limit_exceeded": QuotaSpentError,
    "project_spend_limit_exceeded": QuotaSpentError,
    "rate_limit_exceeded": ModelBusyError,
    "slow_down": ModelBusyError,
    "server_is_overloaded": ModelBusyError,
    "invalid_api_key": ModelForbiddenError,
}
"""By an error's `code` or else its `type`: they say more than the status, and decide before it."""

_BY_STATUS: Final[Mapping[int, type[ModelError]]] = {
    401: ModelForbiddenError,
    402: QuotaSpentError,
    403: ModelForbiddenError,
    408: ModelFaultError,
    410: ModelGoneError,
    429: ModelBusyError,
    451: PromptRefusedError,
}


@dataclass(frozen=True)
class _Said:
    message: str
    code: str
    kind: str
    stage: str


def server_error(status: int, body: bytes, key: SecretStr | None = None) -> ModelError:
    """The error that an answer with `status` means; `key` is taken out of the server's words."""
    said = _said(body)
    kind = BY_CODE.get(said.code) or BY_CODE.get(said.kind)
    if kind is PromptRefusedError and said.stage == "output":
        # The words passed; another picture of them may pass as well.
        kind = PictureRefusedError
    if kind is None and status == 404 and "model" in said.message.lower():
        kind = ModelGoneError
    if kind is None:
        kind = _BY_STATUS.get(status) or (ModelFaultError if status >= 500 else RequestRefusedError)
    name = said.code or said.kind
    return kind(f"{status}{f' {name}' if name else ''}: {without(key, said.message)}")


def without(key: SecretStr | None, text: str) -> str:
    """The beginning of `text` on one line, without the key: some servers repeat what they were sent."""
    secret = key.get_secret_value() if key else ""
    if secret:
        text = text.replace(secret, "…")
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST]


def error_in(answer: Any) -> bool:
    """Whether an answer that came with a good status is an error all the same."""
    return isinstance(answer, dict) and bool(answer.get("error")) and not answer.get("data")


def _said(body: bytes) -> _Said:
    text = body.decode(errors="replace")
    try:
        answer = json.loads(text)
    except ValueError:
        return _Said(text, "", "", "")
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    if not isinstance(error, dict):
        return _Said(str(error), "", "", "")
    message = error.get("message") or error.get("detail") or error
    return _Said(str(message), _plain(error.get("code")), _plain(error.get("type")), _stage(error))


def _plain(name: Any) -> str:
    """A code or type, if it is one: some servers repeat the status there."""
    if not isinstance(name, str) or not name.replace("_", "").replace("-", "").isalnum():
        return ""
    return name[:60]


def _stage(error: Mapping[str, Any]) -> str:
    details = error.get("moderation_details")
    return str(details.get("moderation_stage", "")) if isinstance(details, dict) else ""
