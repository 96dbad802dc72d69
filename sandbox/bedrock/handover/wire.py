"""One POST to a server of somebody else's, and its troubles in Bedrock's terms."""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from sandbox.bedrock.errors import BedrockError

CONNECT_SECONDS: Final = 5.0
_LONGEST_REASON: Final = 500
"""Characters of a server's own words that are passed on."""

_BY_STATUS: Final = {
    400: "ValidationException",
    401: "AccessDeniedException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    408: "ModelTimeoutException",
    413: "ValidationException",
    422: "ValidationException",
    429: "ThrottlingException",
    503: "ServiceUnavailableException",
    504: "ModelTimeoutException",
}
"""Any other status is a ModelErrorException."""


class RefusedError(BedrockError):
    """The server answered with an error.

    Attributes
    ----------
    http : its status
    code : its own name for the error, such as ``content_policy_violation``; may be empty
    reason : its sentence
    """

    def __init__(self, name: str, message: str, http: int, code: str, reason: str) -> None:
        super().__init__(name, message)
        self.http = http
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server is.

    Attributes
    ----------
    setting : the variable that names it, for error messages
    url : of the operation itself
    model : as the server calls it
    key : sent as a bearer token; none if empty
    seconds : how long an answer may take
    """

    setting: str
    url: str
    model: str
    key: str
    seconds: float


def operation_url(base: str, path: str) -> str:
    """The address of `path` (``chat/completions``) on a server given by its root, its API's root or in full."""
    base = base.strip().rstrip("/")
    if base.endswith(f"/{path}"):
        return base
    return f"{base}/{path}" if urlsplit(base).path else f"{base}/v1/{path}"


async def post(session: aiohttp.ClientSession, endpoint: Endpoint, body: dict[str, Any]) -> dict[str, Any]:
    """The JSON object the server answers with.

    Raises
    ------
    RefusedError : the server answered with an error
    BedrockError : ServiceUnavailableException if nothing answers, ModelTimeoutException if it takes too long,
        ModelErrorException if the answer is not JSON
    """
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    timeout = aiohttp.ClientTimeout(total=endpoint.seconds, connect=CONNECT_SECONDS)
    who = f"The server of {endpoint.setting} ({endpoint.url})"
    try:
        async with session.post(
            endpoint.url, json=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            raw, status = await response.read(), response.status
    except aiohttp.ConnectionTimeoutError as error:
        raise BedrockError("ServiceUnavailableException", f"{who} can't be reached.") from error
    except TimeoutError as error:
        raise BedrockError(
            "ModelTimeoutException", f"{who} gave no answer within {endpoint.seconds:g} s."
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        raise BedrockError("ServiceUnavailableException", f"{who} can't be reached: {error}") from error
    answer = _parsed(raw)
    if status != 200:
        code, reason = _reason(answer, raw)
        name = _BY_STATUS.get(status, "ModelErrorException")
        hint = f" Is {endpoint.setting.replace('_URL', '_KEY')} right?" if status in (401, 403) else ""
        raise RefusedError(name, f"{who} answered {status}: {reason}{hint}", status, code, reason)
    if not isinstance(answer, dict):
        raise BedrockError("ModelErrorException", f"{who} did not answer with a JSON object.")
    return answer


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _reason(answer: Any, raw: bytes) -> tuple[str, str]:
    """The code and sentence of ``{"error": {"code", "message"}}``, of its simpler kin, or the bare text."""
    error = answer.get("error", answer) if isinstance(answer, dict) else None
    if isinstance(error, dict):
        sentence = error.get("message") or error.get("detail") or json.dumps(error)
        return str(error.get("code") or error.get("type") or ""), str(sentence)[:_LONGEST_REASON]
    if isinstance(error, str):
        return "", error[:_LONGEST_REASON]
    return "", raw.decode("utf-8", "replace").strip()[:_LONGEST_REASON] or "no reason given"
