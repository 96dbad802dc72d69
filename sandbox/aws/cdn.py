"""The CDN in front of the private bucket, as CloudFront with origin access control serves it."""

import re
from collections.abc import Mapping
from typing import Final

import aiohttp
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from sandbox.aws.proxy import READ_ERRORS, relay
from sandbox.aws.trouble import through_trouble
from sandbox.constants import BUCKET, CDN_PATH, REGION
from sandbox.faults import Fault, FaultPlan

_ASKED: Final = ("Range", "If-None-Match", "If-Modified-Since")
_KEPT: Final = (
    "Accept-Ranges",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "ETag",
    "Last-Modified",
)
_PASSED: Final = (200, 206, 304, 416)

# CloudFront may read objects but not list the bucket, so S3 tells it 403 for a key that isn't there
# (CloudFront developer guide, "HTTP 403 status code (Permission Denied)").
_DENIED: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
)


_ID: Final = re.compile(r"<Id>([A-Z0-9]+)</Id>")
_DISTRIBUTION: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
  <CallerReference>{BUCKET}</CallerReference><Comment></Comment><Enabled>true</Enabled>
  <Origins><Quantity>1</Quantity><Items><Origin>
    <Id>bucket</Id><DomainName>{BUCKET}.s3.{REGION}.amazonaws.com</DomainName>
  </Origin></Items></Origins>
  <DefaultCacheBehavior>
    <TargetOriginId>bucket</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
  </DefaultCacheBehavior>
</DistributionConfig>"""


class Cdn:
    """GET and HEAD of the bucket's objects, read from the S3 at `upstream`."""

    def __init__(self, session: aiohttp.ClientSession, upstream: str, faults: FaultPlan) -> None:
        self._session = session
        self._bucket_url = f"{upstream}/{BUCKET}/"
        self._faults = faults

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one object; a fault named ``cdn:GET`` meets HEAD as well."""

        def refuse(fault: Fault) -> web.Response:
            retry = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.Response(status=fault.status, text=fault.message or fault.code, headers=retry)

        async def serve(dropped: bool) -> web.StreamResponse:
            try:
                return await self._read(request, dropped=dropped)
            except READ_ERRORS as problem:
                return web.Response(status=502, text=f"The bucket can't be reached: {problem!r}")

        return await through_trouble(request, self._faults, "cdn:GET", refuse=refuse, serve=serve)

    async def _read(self, request: web.Request, *, dropped: bool) -> web.StreamResponse:
        url = URL(self._bucket_url + request.rel_url.raw_path.removeprefix(f"{CDN_PATH}/"), encoded=True)
        headers = {name: request.headers[name] for name in _ASKED if name in request.headers}
        async with self._session.request(request.method, url, headers=headers) as response:
            if response.status not in _PASSED:
                return web.Response(status=403, body=_DENIED, content_type="application/xml")
            return await relay(request, response, kept(response.headers), dropped=dropped)


async def distribution(session: aiohttp.ClientSession, upstream: str) -> str:
    """The id of the distribution that the CDN stands for, known to the CloudFront at `upstream`, which keeps what
    is to be invalidated in it; nothing is cached here, so there is nothing to take back.

    Raises
    ------
    aiohttp.ClientError
    """
    async with session.post(f"{upstream}/2020-05-31/distribution", data=_DISTRIBUTION) as response:
        response.raise_for_status()
        found = _ID.search(await response.text())
    if found is None:
        raise aiohttp.ClientPayloadError("the distribution has no id")
    return found[1]


def kept(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """The headers of an object that a CDN passes on."""
    return CIMultiDict((name, headers[name]) for name in _KEPT if name in headers)
