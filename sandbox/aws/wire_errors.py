"""How S3, DynamoDB and SQS say that something went wrong, so that botocore raises what it would raise."""

import json
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from aiohttp import web

# Used when a fault names a status and no code (service API references, "Common errors" and "Error responses").
_DEFAULT_CODES: Final[dict[str, dict[int, str]]] = {
    "s3": {
        400: "InvalidRequest",
        403: "AccessDenied",
        404: "NoSuchKey",
        429: "SlowDown",
        500: "InternalError",
        503: "SlowDown",
    },
    "dynamodb": {
        400: "ProvisionedThroughputExceededException",
        403: "AccessDeniedException",
        429: "ThrottlingException",
        500: "InternalServerError",
        503: "ServiceUnavailable",
    },
    "cloudfront": {
        400: "TooManyInvalidationsInProgress",
        403: "AccessDenied",
        429: "Throttling",
        500: "InternalFailure",
        503: "ServiceUnavailable",
    },
    "sqs": {
        400: "RequestThrottled",
        403: "AccessDeniedException",
        429: "RequestThrottled",
        500: "InternalFailure",
        503: "ServiceUnavailable",
    },
}
_IN_XML: Final = frozenset({"s3", "cloudfront"})
_CANCELLING: Final = frozenset({"TransactionConflict"})
_NAMESPACES: Final = {"dynamodb": "com.amazonaws.dynamodb.v20120810#", "sqs": "com.amazonaws.sqs#"}


@dataclass(frozen=True, slots=True)
class WireError:
    """An error of one service: HTTP status, error code as botocore shows it, and a sentence."""

    service: str
    status: int
    code: str
    message: str


def error_for(service: str, status: int, code: str = "", message: str = "") -> WireError:
    """Fill in what was left out: the code from the status, the message from the code."""
    code = code or _DEFAULT_CODES.get(service, {}).get(status, "InternalFailure")
    return WireError(service, status, code, message or f"{code}, on purpose, by the sandbox.")


def answer(error: WireError, request_id: str, retry_after: int | None = None) -> web.Response:
    """The HTTP answer that carries `error` in its service's own format."""
    headers = {"x-amzn-requestid": request_id, "x-amz-request-id": request_id}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    if error.service in _IN_XML:
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
            f"<RequestId>{request_id}</RequestId></Error>"
        )
        return web.Response(
            status=error.status, body=body.encode(), content_type="application/xml", headers=headers
        )
    if error.service == "sqs":
        headers["x-amzn-query-error"] = f"{error.code};{'Sender' if error.status < 500 else 'Receiver'}"
    headers["Content-Type"] = "application/x-amz-json-1.0"
    code, more = error.code, {}
    if error.service == "dynamodb" and code in _CANCELLING:
        # It has no error of its own, only a place among the reasons of one.
        more["CancellationReasons"] = [{"Code": code, "Message": error.message}]
        code = "TransactionCanceledException"
    content = {"__type": _NAMESPACES.get(error.service, "") + code, "message": error.message, **more}
    body = json.dumps(content)
    return web.Response(status=error.status, body=body.encode(), headers=headers)
