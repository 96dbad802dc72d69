"""Answers of Bedrock on the wire, the same for its runtime and its control plane."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.bedrock.calls import Call
from sandbox.bedrock.errors import BedrockError, error_kinds, name_for_status
from sandbox.faults import Fault

JSON = "application/json"


def answered(body: Any, call: Call, headers: Mapping[str, str] | None = None) -> web.Response:
    call.finish(200, "ok")
    return web.Response(
        body=json.dumps(body).encode(), content_type=JSON, headers={**_headers(), **(headers or {})}
    )


def refused(error: BedrockError, call: Call | None = None, retry_after: int | None = None) -> web.Response:
    if call is not None:
        call.finish(error.status, error.name)
    headers = {**_headers(), "x-amzn-errortype": error.name}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    body = json.dumps({"message": error.message}).encode()
    return web.Response(status=error.status, body=body, content_type=JSON, headers=headers)


def refused_on_purpose(fault: Fault, call: Call) -> web.Response:
    """What an ``error`` fault answers: its code, or the service's name for its status."""
    name = fault.code or name_for_status(fault.status)
    status = None if name in error_kinds() else fault.status
    return refused(BedrockError(name, fault.message, status), call, fault.retry_after)


def _headers() -> dict[str, str]:
    return {"x-amzn-requestid": str(uuid.uuid4())}
