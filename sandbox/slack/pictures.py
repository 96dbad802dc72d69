"""Pictures that messages and views name: fetched while they are posted, as Slack does, and kept.

The workspace shows its own copy, so that its page asks no other host for anything.
"""

import asyncio
import hashlib
import io
import ipaddress
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from PIL import Image

from sandbox.faults import FaultPlan
from sandbox.slack.blockkit.schema import Fault
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.log import Log
from sandbox.slack.state.model import File, Json

MAX_BYTES: Final = 5_000_000
"""Slack names no limit for `image_url`; beyond a few megabytes its fetch is known to fail."""
FETCH_SECONDS: Final = 3.0
"""Slack names none either; the fetch happens while the app waits for its answer."""
FORMATS: Final = ("PNG", "JPEG", "GIF")
"""What an image block shows ("Image block": png, jpg, jpeg and gif)."""


@dataclass(frozen=True)
class Picture:
    id: str
    mimetype: str
    content: bytes
    width: int
    height: int
    animated: bool


class PictureError(Exception):
    """Why a picture cannot be shown; the app only hears "downloading image failed"."""


def inspect(content: bytes, *, extra: tuple[str, ...] = ()) -> Picture:
    """Tell from the bytes alone what kind of picture they are; only the header is decoded.

    Raises
    ------
    PictureError
        Neither one of `FORMATS` nor of `extra`, which are Pillow's names of formats.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[*FORMATS, *extra]) as image:
                return Picture(
                    id=hashlib.sha256(content).hexdigest()[:32],
                    mimetype=f"image/{(image.format or '').lower()}",
                    content=content,
                    width=image.width,
                    height=image.height,
                    animated=bool(getattr(image, "is_animated", False)),
                )
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise PictureError("the content is not a PNG, JPEG or GIF") from error


class Pictures:
    def __init__(self, session: aiohttp.ClientSession, clock: Clock, log: Log, faults: FaultPlan) -> None:
        self._session = session
        self._clock = clock
        self._log = log
        self._faults = faults
        self._kept: dict[str, Picture] = {}

    def get(self, picture_id: str) -> Picture | None:
        return self._kept.get(picture_id)

    def clear(self) -> None:
        self._kept.clear()

    async def fetch(self, url: str) -> Picture:
        """Download and keep the picture at `url`.

        Raises
        ------
        PictureError
            Wrong scheme or host, status not 200, too big, too slow, or not a picture.
        """
        entry = self._log.begin("picture", url[:200], {"url": url})
        try:
            async with self._clock.timeout(FETCH_SECONDS):
                picture = inspect(await self._download(url))
        except PictureError as error:
            self._log.finish(entry, ok=False, error=str(error))
            raise
        except TimeoutError as error:
            self._log.finish(entry, ok=False, error=f"nothing came within {FETCH_SECONDS:g} s")
            raise PictureError("too slow") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            self._log.finish(entry, ok=False, error=f"{type(error).__name__}: {error}")
            raise PictureError("unreachable") from error
        self._kept[picture.id] = picture
        found = {"mimetype": picture.mimetype, "width": picture.width, "height": picture.height}
        self._log.finish(entry, ok=True, response={**found, "bytes": len(picture.content)})
        return picture

    async def _download(self, url: str) -> bytes:
        await self._faults.delay("slack:image")
        if fault := self._faults.take("slack:image", ["error", "cut", "drop_reply"]):
            raise PictureError(f"fault: {fault.kind} {fault.status if fault.kind == 'error' else ''}".strip())
        if not _on_this_machine(url):
            raise PictureError("the sandbox fetches pictures from this machine only, by http or https")
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != 200:
                raise PictureError(f"status {response.status}")
            content = bytearray()
            async for chunk in response.content.iter_chunked(65_536):
                content += chunk
                if len(content) > MAX_BYTES:
                    raise PictureError(f"more than {MAX_BYTES} bytes")
            return bytes(content)


def _on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Resolved:
    images: dict[str, str]
    """What the blocks name -> the path of the sandbox's copy."""
    faults: list[Fault]


async def resolve(
    blocks: list[Json], at: str, pictures: Pictures, files: dict[str, File], now: float
) -> Resolved:
    """Fetch what `blocks` show, all at once, and note the size in each image block, as Slack does."""
    named = list(_named(blocks, at))
    urls = list(dict.fromkeys(block["image_url"] for block, _ in named if "image_url" in block))
    fetched = dict(zip(urls, await asyncio.gather(*(_try(pictures, url) for url in urls)), strict=True))
    images: dict[str, str] = {}
    faults: list[Fault] = []
    for block, pointer in named:
        if "image_url" in block:
            picture = fetched[block["image_url"]]
            if picture is None:
                faults.append(Fault("downloading image failed", f"{pointer}/image_url"))
                continue
            images[block["image_url"]] = f"/_sandbox/images/{picture.id}"
            _note_size(block, picture.width, picture.height, len(picture.content), animated=picture.animated)
        elif (file := _slack_file(block["slack_file"], files, now)) is not None:
            images[block["slack_file"].get("id") or block["slack_file"]["url"]] = f"/_sandbox/files/{file.id}"
            _note_size(block, file.width, file.height, file.size, animated=False)
        else:
            faults.append(Fault("invalid slack file", f"{pointer}/slack_file"))
    return Resolved(images, faults)


async def _try(pictures: Pictures, url: str) -> Picture | None:
    try:
        return await pictures.fetch(url)
    except PictureError:
        return None


def _named(blocks: list[Json], at: str) -> Iterator[tuple[Json, str]]:
    """Every image block and image element, with its JSON pointer."""
    for index, block in enumerate(blocks):
        if block["type"] == "image":
            yield block, f"{at}/{index}"
        elif block.get("accessory", {}).get("type") == "image":
            yield block["accessory"], f"{at}/{index}/accessory"
        elif block["type"] == "context":
            for position, element in enumerate(block["elements"]):
                if element["type"] == "image":
                    yield element, f"{at}/{index}/elements/{position}"


def _slack_file(named: Json, files: dict[str, File], now: float) -> File | None:
    """An uploaded picture by id or URL; not before its processing is done."""
    for file in files.values():
        fits = file.id == named["id"] if "id" in named else f"{file.id}/" in named["url"]
        if fits and file.complete and not file.deleted and file.is_image and file.ready_at <= now:
            return file
    return None


def _note_size(block: Json, width: int, height: int, size: int, *, animated: bool) -> None:
    block |= {
        "image_width": width,
        "image_height": height,
        "image_bytes": size,
        "is_animated": animated,
        "fallback": f"{width}x{height}px image",
    }
