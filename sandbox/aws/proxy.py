"""The way to S3, DynamoDB and SQS: everything is passed on unchanged, unless a fault says otherwise."""

import re
import uuid
from collections.abc import Mapping
from typing import Final

import aiohttp
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from sandbox.aws.trouble import MOST_REPEATED, through_trouble
from sandbox.aws.wire_errors import answer, error_for
from sandbox.faults import Fault, FaultPlan

_HOP_BY_HOP: Final = frozenset(
    {
        "connection",
        "expect",  # answered by the server in front already
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_SET_BY_AIOHTTP: Final = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
_TARGETS: Final = {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs"}
_SCOPE: Final = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([a-z0-9-]+)/aws4_request")

WHOLE_REQUEST: Final = MOST_REPEATED
WHOLE_RESPONSE: Final = 16 << 20
"""Bytes of a body up to which it is passed on in one piece, which is quicker; a larger one is streamed."""

READ_ERRORS: Final = (aiohttp.ClientError, ConnectionError)


def upstream_session() -> aiohttp.ClientSession:
    """The one session a proxy shares: as many connections as needed, bytes untouched, no time limit."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=300.0),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        skip_auto_headers=_SET_BY_AIOHTTP,
        auto_decompress=False,
    )


def operation_of(method: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Service and operation of a request, such as ``("dynamodb", "PutItem")`` or ``("s3", "PUT")``.

    JSON services name theirs in ``X-Amz-Target``; otherwise the signature says whose request it is, and
    an unsigned one can only be meant for S3.
    """
    prefix, _, operation = headers.get("X-Amz-Target", "").partition(".")
    if operation and prefix in _TARGETS:
        return _TARGETS[prefix], operation
    scope = _SCOPE.search(headers.get("Authorization", ""))
    return (scope[1] if scope else "s3"), method


class AwsProxy:
    """Passes requests on to `upstream` (an address without a trailing slash)."""

    def __init__(self, session: aiohttp.ClientSession, upstream: str, faults: FaultPlan) -> None:
        self._session = session
        self._upstream = upstream
        self._faults = faults

    async def handle(self, request: web.Request) -> web.StreamResponse:
        service, operation = operation_of(request.method, request.headers)

        def refuse(fault: Fault) -> web.Response:
            error = error_for(service, fault.status, fault.code, fault.message)
            return answer(error, str(uuid.uuid4()), fault.retry_after)

        async def serve(dropped: bool) -> web.StreamResponse:
            try:
                return await self._pass_on(request, dropped=dropped)
            except READ_ERRORS as problem:
                error = error_for(service, 503, message=f"The emulator can't be reached: {problem!r}")
                return answer(error, str(uuid.uuid4()))

        return await through_trouble(
            request, self._faults, f"{service}:{operation}", refuse=refuse, serve=serve
        )

    async def _pass_on(self, request: web.Request, *, dropped: bool) -> web.StreamResponse:
        data: bytes | aiohttp.StreamReader | None = None
        if request.body_exists:
            small = (request.content_length or WHOLE_REQUEST + 1) <= WHOLE_REQUEST
            data = await request.read() if small else request.content
        async with self._session.request(
            request.method,
            URL(self._upstream + request.raw_path, encoded=True),
            headers=end_to_end(request.headers),  # Host among them, so that queue URLs name the port in front
            data=data,
            allow_redirects=False,
        ) as response:
            return await relay(request, response, end_to_end(response.headers), dropped=dropped)


def end_to_end(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """`headers` without those that concern one connection only."""
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in _HOP_BY_HOP)


async def relay(
    request: web.Request,
    response: aiohttp.ClientResponse,
    headers: CIMultiDict[str],
    *,
    dropped: bool = False,
) -> web.StreamResponse:
    """Answer `request` with the status and bytes of `response`; read them and say nothing if `dropped`."""
    length = response.content_length
    if dropped or (request.method != "HEAD" and length is not None and length <= WHOLE_RESPONSE):
        return web.Response(status=response.status, headers=headers, body=await response.read())
    reply = web.StreamResponse(status=response.status, headers=headers)
    await reply.prepare(request)
    if request.method != "HEAD":
        async for chunk in response.content.iter_any():
            await reply.write(chunk)
    await reply.write_eof()
    return reply
