"""Pictures in S3 and their addresses at the CDN.

Keys are unguessable and never change what they stand for, so they may be cached for ever. The bucket itself is
private; only the CDN reads it.
"""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from services.pictures import File, Renditions

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_s3.type_defs import GetObjectOutputTypeDef

REFERENCES: Final = "references/"
"""What the keys of people's own pictures begin with; they are removed after `services.table.KEEP`."""

CHARTS: Final = "charts/"
"""What the keys of drawn charts begin with; an answer to one person needs them for a while only."""

KEEP_CHARTS: Final = timedelta(days=30)

CACHE_CONTROL: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Keys:
    """Where the renditions of one picture are."""

    original: str
    preview: str
    thumb: str


@dataclass(frozen=True)
class Original:
    """A stored picture and the seed it was painted from."""

    data: bytes
    seed: int


class Storage:
    """The bucket `bucket`, through `client`, as seen at `cdn_url`."""

    def __init__(self, client: "S3Client", bucket: str, cdn_url: str) -> None:
        self._client = client
        self._bucket = bucket
        self._cdn_url = cdn_url.rstrip("/")

    def url(self, key: str) -> str:
        return f"{self._cdn_url}/{key}"

    async def put(self, token: str, index: int, renditions: Renditions, seed: int) -> Keys:
        """Store the renditions of picture `index` of the job with `token`; doing it again changes nothing."""
        keys = Keys(
            original_key(token, index),
            f"{_prefix(token)}{index}/preview.{renditions.preview.ending}",
            f"{_prefix(token)}{index}/thumb.{renditions.thumb.ending}",
        )
        # The original last: where it is, the others are.
        await asyncio.gather(
            self._put(keys.preview, renditions.preview), self._put(keys.thumb, renditions.thumb)
        )
        await self._put(keys.original, renditions.original, {"seed": str(seed)})
        return keys

    async def put_reference(
        self, token: str, index: int, source: File, thumb: File, mask: File | None = None
    ) -> tuple[str, str, str]:
        """Store picture `index` that the request with `token` is made from.

        Returns
        -------
        tuple of str, str and str
            the keys of the picture, of its thumbnail and of its mask, empty without one
        """
        prefix = f"{REFERENCES}{token}/{index}/"
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

    async def put_comparison(self, token: str, index: int, card: File) -> str:
        """Store the palettes of picture `index` of the job with `token`, drawn; returns the key.

        It lies with the picture's renditions and is deleted with them.
        """
        key = f"{_prefix(token)}{index}/palette.{card.ending}"
        await self._put(key, card)
        return key

    async def put_chart(self, token: str, chart: File) -> str:
        """Store a drawn chart; returns its key."""
        key = f"{CHARTS}{token}/chart.{chart.ending}"
        await self._put(key, chart)
        return key

    async def get(self, key: str) -> bytes | None:
        """The object, or None if there is none."""
        response = await self._object(key)
        return None if response is None else await response["Body"].read()

    async def originals(self, token: str, count: int) -> list[Original]:
        """The stored originals of a job, if all `count` of them are there; otherwise none."""
        found = []
        for index in range(count):
            response = await self._object(original_key(token, index))
            if response is None:
                return []
            found.append(Original(await response["Body"].read(), int(response["Metadata"]["seed"])))
        return found

    async def _object(self, key: str) -> "GetObjectOutputTypeDef | None":
        try:
            return await self._client.get_object(Bucket=self._bucket, Key=key)
        except self._client.exceptions.NoSuchKey:
            return None

    async def delete(self, token: str, index: int) -> None:
        """Remove every rendition of a picture; what is not there is not missed."""
        response = await self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"{_prefix(token)}{index}/")
        keys = [item["Key"] for item in response.get("Contents", [])]
        if keys:
            await self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True}
            )

    async def _put(self, key: str, file: File, metadata: Mapping[str, str] | None = None) -> None:
        await self._client.put_object(
            Bucket=self._bucket,
            Key=key,
            # A stream, because the HTTP client sends that in pieces and lets others run in between.
            Body=io.BytesIO(file.data),
            ContentType=file.content_type,
            CacheControl=CACHE_CONTROL,
            Metadata=metadata or {},
        )


def original_key(token: str, index: int) -> str:
    return f"{_prefix(token)}{index}/original.png"


def _prefix(token: str) -> str:
    return f"pictures/{token}/"
