"""Pictures in S3 and their addresses at the CDN.

Keys are unguessable and never change what they stand for, so they may be cached as long as they are kept. The
bucket itself is private; only the CDN reads it. Whoever knows the address of one picture must not find another of
the same job, which may be nobody else's: each has a part of its own in it, made from a secret that is in none.
"""

import asyncio
import base64
import hmac
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from services.pictures import File, Renditions

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_s3.type_defs import GetObjectOutputTypeDef

REFERENCES: Final = "references/"
"""What the keys of people's own pictures begin with; they are removed after `services.table.KEEP`, and never later
than what was painted."""

PICTURES: Final = "pictures/"
"""What the keys of what was painted begin with; they are kept as long as the settings say."""

_FOLDERS: Final = 3

CHARTS: Final = "charts/"
"""What the keys of drawn charts begin with; an answer to one person needs them for a while only."""

KEEP_CHARTS: Final = timedelta(days=30)
_TAKEN: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
"""S3's words where a conditional write finds an object, or another write under way (S3 user guide, "Conditional
requests")."""
_CONFLICTS: Final = 5
_ABSENT: Final = frozenset({"404", "NoSuchKey", "NotFound"})
_OWN_BYTES: Final = 24
"""Of a picture's part of its key: 192 bits, as many as its job's token has."""

CACHE_CONTROL: Final = "public, max-age=31536000, immutable"
"""Of what is kept for ever."""

COPIED: Final = timedelta(days=1)
"""How long copies may be kept of what goes some day: they go at most so much later."""


def cache_control(key: str, retention: timedelta | None) -> str:
    """How long browsers and the CDN may keep copies of an object, where pictures are kept for `retention`; None is
    for ever.
    """
    if retention is None and key.startswith(PICTURES):
        return CACHE_CONTROL
    return f"public, max-age={COPIED // timedelta(seconds=1)}, immutable"


@dataclass(frozen=True)
class Keys:
    """Where the renditions of one picture are."""

    original: str
    preview: str
    thumb: str


@dataclass(frozen=True)
class Credit:
    """Who painted a picture, and by which call.

    Attributes
    ----------
    price
        US dollars
    place, together
        as on `services.painting.interface.Painted`
    """

    model_id: str
    model_name: str
    price: Decimal
    place: int = 0
    together: int = 1


@dataclass(frozen=True)
class Original:
    """A stored picture.

    Attributes
    ----------
    seed
        that it was painted from
    of
        how many pictures its job came to, if nothing happened to it
    credit
        None for one that was stored before that was kept
    """

    data: bytes
    seed: int
    of: int
    credit: Credit | None = None


class StorageConflictError(Exception):
    """An object came and went while it was to be written."""


class Storage:
    """The bucket `bucket`, through `client`, as seen at `cdn_url`.

    Parameters
    ----------
    retention
        how long pictures are kept; None for ever
    """

    def __init__(
        self, client: "S3Client", bucket: str, cdn_url: str, retention: timedelta | None = None
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._cdn_url = cdn_url.rstrip("/")
        self._retention = retention

    def url(self, key: str) -> str:
        return f"{self._cdn_url}/{key}"

    async def put_original(
        self,
        token: str,
        index: int,
        original: File,
        seed: int,
        of: int,
        credit: Credit | None = None,
        *,
        secret: str = "",
    ) -> Original:
        """Store picture `index` of the job with `token` and `secret`, unless it is there already.

        Returns
        -------
        Original
            what is stored now: of two workers that paint the same, the first to store it decides
        """
        key = original_key(token, index, secret)
        metadata = {"seed": str(seed), "of": str(of)} | (_said_of(credit) if credit else {})
        for _ in range(_CONFLICTS):
            try:
                await self._put(key, original, metadata, only_new=True)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _TAKEN:
                    raise
            else:
                return Original(original.data, seed, of, credit)
            if (stored := await self._original(key)) is not None:
                return stored
        raise StorageConflictError(key)

    async def put_renditions(
        self, token: str, index: int, renditions: Renditions, *, secret: str = ""
    ) -> Keys:
        """Store the smaller renditions of picture `index`; doing it again changes nothing."""
        folder = _folder(token, index, secret)
        keys = Keys(
            original_key(token, index, secret),
            f"{folder}preview.{renditions.preview.ending}",
            f"{folder}thumb.{renditions.thumb.ending}",
        )
        await asyncio.gather(
            self._put(keys.preview, renditions.preview), self._put(keys.thumb, renditions.thumb)
        )
        return keys

    async def put_reference(
        self,
        token: str,
        index: int,
        source: File,
        thumb: File,
        mask: File | None = None,
        *,
        secret: str = "",
    ) -> tuple[str, str, str]:
        """Store picture `index` that the request with `token` is made from, or the job with `token` and `secret`.

        Returns
        -------
        tuple of str, str and str
            the keys of the picture, of its thumbnail and of its mask, empty without one
        """
        prefix = _folder(token, index, secret, REFERENCES)
        files = {
            f"{prefix}source.{source.ending}": source,
            f"{prefix}thumb.{thumb.ending}": thumb,
            f"{prefix}mask.png": mask,
        }
        await asyncio.gather(*(self._put(key, file) for key, file in files.items() if file is not None))
        source_key, thumb_key, mask_key = files
        return source_key, thumb_key, mask_key if mask is not None else ""

    async def put_palette(self, token: str, palette: File) -> str:
        """Store the drawn palette of a request; returns its key."""
        key = f"{REFERENCES}{token}/palette.{palette.ending}"
        await self._put(key, palette)
        return key

    async def put_comparison(self, token: str, index: int, card: File, *, secret: str = "") -> str:
        """Store the palettes of picture `index` of the job with `token`, drawn; returns the key.

        It lies with the picture's renditions and is deleted with them.
        """
        key = f"{_folder(token, index, secret)}palette.{card.ending}"
        await self._put(key, card)
        return key

    async def put_chart(self, token: str, chart: File) -> str:
        """Store a drawn chart; returns its key."""
        key = f"{CHARTS}{token}/chart.{chart.ending}"
        await self._put(key, chart)
        return key

    async def probe(self, token: str) -> None:
        """See that pictures of the job with `token` can be stored just now; nothing stays of it.

        What a process leaves behind that dies in the middle is removed by the next that sees, or with the job.

        Raises
        ------
        BotoCoreError, ClientError
            if they can't
        """
        key = f"{_prefix(token)}probe.txt"
        await self._client.put_object(
            Bucket=self._bucket, Key=key, Body=b"Can this be stored?", ContentType="text/plain"
        )
        await self._client.delete_object(Bucket=self._bucket, Key=key)

    async def get(self, key: str) -> bytes | None:
        """The object, or None if there is none."""
        response = await self._object(key)
        return None if response is None else await response["Body"].read()

    async def there(self, keys: Collection[str]) -> frozenset[str]:
        """Those of `keys` that an object is stored under."""
        found = await asyncio.gather(*(self._is_there(key) for key in keys))
        return frozenset(key for key, is_there in zip(keys, found, strict=True) if is_there)

    async def _is_there(self, key: str) -> bool:
        try:
            await self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            # An answer to HEAD has no body, so that S3's own name for it is missing.
            if error.response["Error"]["Code"] in _ABSENT:
                return False
            raise
        return True

    async def originals(self, token: str, count: int, *, secret: str = "") -> dict[int, Original]:
        """Those of the `count` originals of a job that are stored, by their index."""
        found = await asyncio.gather(
            *(self._original(original_key(token, index, secret)) for index in range(count))
        )
        return {index: one for index, one in enumerate(found) if one is not None}

    async def _original(self, key: str) -> Original | None:
        response = await self._object(key)
        if response is None:
            return None
        said = response["Metadata"]
        data = await response["Body"].read()
        return Original(data, int(said["seed"]), int(said.get("of", "1")), _credit_in(said))

    async def _object(self, key: str) -> "GetObjectOutputTypeDef | None":
        try:
            return await self._client.get_object(Bucket=self._bucket, Key=key)
        except self._client.exceptions.NoSuchKey:
            return None

    async def delete_folder(self, folder: str) -> None:
        """Remove what is under a folder, such as a picture's (`folder_of`); what is not there is not missed."""
        await self._delete(folder)

    async def delete_all(self, token: str) -> None:
        """Remove every picture of a job that came to none."""
        await self._delete(_prefix(token))

    async def _delete(self, prefix: str) -> None:
        response = await self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
        keys = [item["Key"] for item in response.get("Contents", [])]
        if keys:
            await self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True}
            )

    async def _put(
        self, key: str, file: File, metadata: Mapping[str, str] | None = None, *, only_new: bool = False
    ) -> None:
        condition: dict[str, Any] = {"IfNoneMatch": "*"} if only_new else {}
        await self._client.put_object(
            Bucket=self._bucket,
            Key=key,
            # A stream, because the HTTP client sends that in pieces and lets others run in between.
            Body=io.BytesIO(file.data),
            ContentType=file.content_type,
            CacheControl=cache_control(key, self._retention),
            Metadata=metadata or {},
            **condition,
        )


def _said_of(credit: Credit) -> dict[str, str]:
    """The credit as metadata, which takes ASCII alone: a model that a team describes may have any name."""
    return {
        "model": quote(credit.model_id, safe=":/."),
        "model-name": quote(credit.model_name, safe=" "),
        "price": str(credit.price),
        "place": str(credit.place),
        "together": str(credit.together),
    }


def _credit_in(said: Mapping[str, str]) -> Credit | None:
    if "model" not in said:
        return None
    return Credit(
        unquote(said["model"]),
        unquote(said["model-name"]),
        Decimal(said["price"]),
        int(said["place"]),
        int(said["together"]),
    )


def original_key(token: str, index: int, secret: str = "") -> str:
    """Where the original of picture `index` is, of the job with `token` and `secret`."""
    return f"{_folder(token, index, secret)}original.png"


def folder_of(key: str) -> str:
    """What the keys of all renditions of a picture begin with, from the key of any of them.

    Raises
    ------
    ValueError
        if it is no key of a picture
    """
    folder = key[: key.rfind("/") + 1]
    if not folder.startswith(PICTURES) or folder.count("/") != _FOLDERS:
        raise ValueError(f"no picture's key: {key!r}")
    return folder


def _prefix(token: str) -> str:
    return f"{PICTURES}{token}/"


def _folder(token: str, index: int, secret: str, kind: str = PICTURES) -> str:
    """Of one picture; without a secret, as of jobs accepted before there were such, it has no part of its own."""
    plain = f"{kind}{token}/{index}"
    if not secret:
        return f"{plain}/"
    # Always the same for the same job: what an earlier attempt has stored is found again.
    own = hmac.digest(secret.encode(), plain.encode(), "sha256")[:_OWN_BYTES]
    return f"{plain}-{base64.urlsafe_b64encode(own).decode()}/"
