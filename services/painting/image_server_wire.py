"""The way to an OpenAI-compatible image server and back: one attempt, within limits, and no key told."""

import ipaddress
import json
from typing import Any, Final

import aiohttp
from yarl import URL

from services.bedrock import (
    ModelFaultError,
    ModelUnreachableError,
    NotAPictureError,
    RequestRefusedError,
    decode_picture,
)
from services.painting.image_server_body import ServerDescription, ServerRequest
from services.painting.image_server_errors import error_in, server_error, without

MAX_PICTURE_BYTES: Final = 40_000_000
"""Of one painted picture: more than a PNG of 3840x2160 noise with transparent parts has."""

_MAX_WORDS_BYTES: Final = 1_000_000
"""Of everything in an answer that is no picture."""

_CONNECT_SECONDS: Final = 10.0
_FETCH_SECONDS: Final = 60.0
_PIECE: Final = 65_536

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
"""How PNG, JPEG and WebP begin: what a painted picture may be."""


class _TooLargeError(Exception):
    """An answer has more bytes than are read."""


async def call(
    session: aiohttp.ClientSession, server: ServerDescription, request: ServerRequest
) -> list[Any]:
    """The entries of `data` that the server answers with.

    Raises
    ------
    ModelError
        for whatever else it answers. Nothing of the HTTP client's is chained to it: its errors hold the headers
        they were sent with
    """
    count = int(request.fields["n"])
    try:
        status, body = await _posted(session, server, request, count)
    except _TooLargeError:
        raise ModelFaultError("the answer is larger than pictures are") from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise ModelUnreachableError(_told(server, error)) from None
    except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise ModelFaultError(_told(server, error)) from None
    if 300 <= status < 400:
        raise RequestRefusedError(f"{status}: the server's address leads elsewhere, which is not followed")
    if status >= 400:
        raise server_error(status, body, server.key)
    try:
        answer = json.loads(body)
    except ValueError:
        raise ModelFaultError("the answer is not JSON") from None
    if error_in(answer):
        raise server_error(status, body, server.key)
    entries = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(entries, list):
        raise ModelFaultError("the answer is no list of pictures")
    return entries


async def picture_in(session: aiohttp.ClientSession, server: ServerDescription, entry: Any) -> bytes:
    """The bytes of one entry's picture, fetched where it is an address.

    Raises
    ------
    NotAPictureError
        if there is none, however that came about: it is painted and paid, and asking again would be, too
    """
    if not isinstance(entry, dict):
        raise NotAPictureError("an entry of the answer is no picture")
    if entry.get("b64_json"):
        data = decode_picture(entry["b64_json"])
    elif isinstance(entry.get("url"), str):
        data = await _fetched(session, server, entry["url"])
    else:
        raise NotAPictureError("an entry of the answer holds no picture")
    if not data.startswith(_PICTURES):
        raise NotAPictureError("what came is no PNG, JPEG or WebP")
    return data


async def _posted(
    session: aiohttp.ClientSession, server: ServerDescription, request: ServerRequest, count: int
) -> tuple[int, bytes]:
    headers = {"Accept": "application/json"}
    if server.key is not None:
        headers["Authorization"] = f"Bearer {server.key.get_secret_value()}"
    # Words as JSON; pictures only go into a form.
    sent: dict[str, Any] = {"data": request.form()} if request.pictures else {"json": dict(request.fields)}
    async with session.post(
        f"{server.url}/images/{request.endpoint}",
        headers=headers,
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=server.seconds, sock_connect=_CONNECT_SECONDS),
        **sent,
    ) as response:
        # Base64 makes four bytes of three.
        limit = count * MAX_PICTURE_BYTES // 3 * 4 + _MAX_WORDS_BYTES
        return response.status, await _read(response, limit if response.status < 300 else _MAX_WORDS_BYTES)


async def _fetched(session: aiohttp.ClientSession, server: ServerDescription, address: str) -> bytes:
    """The file at an address that the server named: without the key, and not just anywhere."""
    url = _checked(address, server)
    try:
        async with session.get(
            url,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=_FETCH_SECONDS, sock_connect=_CONNECT_SECONDS),
        ) as response:
            if response.status != 200:
                raise NotAPictureError(f"the picture's address answered {response.status}")
            return await _read(response, MAX_PICTURE_BYTES)
    except _TooLargeError:
        raise NotAPictureError(f"the picture has more than {MAX_PICTURE_BYTES} bytes") from None
    except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise NotAPictureError(f"the picture's address gave nothing: {type(error).__name__}") from None


def _checked(address: str, server: ServerDescription) -> URL:
    try:
        url = URL(address)
    except ValueError:
        raise NotAPictureError("the picture's address is none") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise NotAPictureError("the picture's address is not one of the web")
    if url.user is not None or url.password is not None:
        raise NotAPictureError("the picture's address holds credentials")
    # A server may keep its pictures beside itself, wherever that is; it sends nobody to the neighbours.
    if url.host != URL(server.url).host and not _is_public(url.host):
        raise NotAPictureError("the picture's address is not a public one")
    return url


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return host != "localhost" and not host.endswith((".localhost", ".internal", ".local"))


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise _TooLargeError
    body = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > limit:
            raise _TooLargeError
    return bytes(body)


def _told(server: ServerDescription, error: BaseException) -> str:
    return f"{type(error).__name__}: {without(server.key, str(error))}"
