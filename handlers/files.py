"""People's pictures in Slack: which files are some, and their bytes.

A file's address needs the bot's token, so it is asked for only where Slack itself is.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack_errors import FAILURES, error_code
from services.jobs import Reference
from services.reference_files import NotFetchedError

logger = logging.getLogger(__name__)

MAX_BYTES: Final = 50_000_000
"""Largest file that is fetched: a photograph of 50 megapixels has 30 MB at most."""

_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp", "heic", "heif"})
_PICTURE_TYPES: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif"}
)
_GONE: Final = frozenset({"file_not_found", "file_deleted", "access_denied", "not_visible"})
_SLACKS: Final = (".slack.com", ".slack-edge.com", ".slack-files.com")
_CHUNK: Final = 1 << 16


def pictures_among(files: Iterable[Mapping[str, Any]]) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """The pictures among a message's files, and the names of what is none.

    A stub of Slack Connect says nothing of its kind: it is taken for a picture until it is looked at.
    """
    pictures, others = [], []
    for file in files:
        stub = file.get("file_access") == "check_file_info"
        kind = str(file.get("filetype") or "").lower()
        is_picture = kind in _PICTURES or str(file.get("mimetype") or "").lower() in _PICTURE_TYPES
        name = str(file.get("name") or file.get("title") or file.get("id") or "")
        if stub or is_picture:
            pictures.append(Reference(file_id=str(file["id"]), name=name[:60]))
        elif file.get("mode") != "tombstone":
            others.append(name)
    return tuple(pictures), tuple(others)


class SlackFiles:
    """Fetches files with the token of `client`.

    Parameters
    ----------
    session
        for downloads, which go to other hosts than the Web API's calls
    bearer
        the token, where it is not always the same
    """

    def __init__(
        self,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        bearer: Callable[[], Awaitable[str]] | None = None,
    ) -> None:
        self._client = client
        self._bearer = bearer
        self._session = session
        api = urlsplit(client.base_url)
        self._own_host = api.hostname or ""
        self._secure = api.scheme == "https"

    async def fetch(self, file_id: str) -> bytes:
        try:
            response = await self._client.files_info(file=file_id)
        except FAILURES as error:
            code = error_code(error)
            if code in _GONE:
                raise NotFetchedError("file_gone") from error
            logger.warning("files.info of %s: %s", file_id, code)
            raise NotFetchedError("file_unreachable", passing=True) from error
        file: Any = response["file"]
        if int(file.get("size") or 0) > MAX_BYTES:
            raise NotFetchedError("file_too_large")
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._is_slacks(url):
            # Files kept elsewhere (Google Drive, a link) are not Slack's: our token must not go there.
            raise NotFetchedError("file_not_picture")
        return await self._download(url)

    def _is_slacks(self, url: str) -> bool:
        parts = urlsplit(url)
        host = parts.hostname or ""
        own = host == self._own_host
        return (parts.scheme == "https" or (own and not self._secure)) and (own or host.endswith(_SLACKS))

    async def _download(self, url: str) -> bytes:
        try:
            token = self._client.token if self._bearer is None else await self._bearer()
        except FAILURES as error:
            raise NotFetchedError("file_unreachable", passing=True) from error
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status in {404, 410}:
                    raise NotFetchedError("file_gone")
                if response.status != 200:
                    raise NotFetchedError("file_unreachable", passing=response.status >= 429)
                # Slack answers a token that it does not accept with a page, and with status 200.
                if response.content_type == "text/html":
                    raise NotFetchedError("file_unreachable")
                return await _capped(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotFetchedError("file_unreachable", passing=True) from error


async def _capped(response: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise NotFetchedError("file_too_large")
    return bytes(data)
