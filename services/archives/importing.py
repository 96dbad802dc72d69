"""An archive brought back into table and bucket: checked as a whole first, then written; again changes nothing."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from services.archives.exporting import Progress, Report
from services.archives.layout import (
    ArchiveError,
    Manifest,
    check,
    first_of,
    image_in,
    palette_path,
    picture_path,
    read_manifest,
    reference_paths,
)
from services.gallery import Gallery
from services.jobs import Image, now
from services.pictures import File, Studio, UnreadablePictureError
from services.recipes import Recipes, recipe_of_image
from services.storage import cache_control
from services.table import DELETING, family_item, image_item, image_key, item_from_wire, item_to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_s3 import S3Client

_AT_ONCE: Final = 4
"""Pictures that are brought back at a time."""

_MOST_NAMED: Final = 10
_TAKEN: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})


class Importer:
    """Imports into `table` and `bucket`.

    Parameters
    ----------
    gallery
        in which they are found again
    retention
        how long pictures are kept, from when they were painted; None for ever
    """

    def __init__(
        self,
        dynamodb: "DynamoDBClient",
        s3: "S3Client",
        table: str,
        bucket: str,
        studio: Studio,
        *,
        gallery: Gallery,
        recipes: Recipes = "on",
        retention: timedelta | None = None,
        report: Report = lambda _: None,
    ) -> None:
        self._dynamodb = dynamodb
        self._s3 = s3
        self._table = table
        self._bucket = bucket
        self._studio = studio
        self._recipes = recipes
        self._gallery = gallery
        self._retention = retention
        self._report = report

    async def bring_back(self, folder: Path, workspace: str | None = None) -> Progress:
        """Everything in the archive in `folder`; into another workspace, if `workspace` names one.

        Raises
        ------
        ArchiveError
            if it is damaged: then nothing was written; or if something else is where a picture should go
        BotoCoreError, ClientError, TableBusyError, OSError
        """
        manifest = await asyncio.to_thread(verified, folder)
        progress = Progress(missing=len(manifest.missing))
        turns = iter(manifest.records)

        async def work() -> None:
            for path in turns:
                text = await asyncio.to_thread((folder / path).read_text, "utf-8")
                image = image_in(path, text, manifest.workspace)
                await self._bring(folder, manifest, image, workspace or manifest.workspace, progress)
                self._report(progress)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(_AT_ONCE):
                    group.create_task(work())
        except BaseExceptionGroup as failed:
            raise first_of(failed) from failed
        return progress

    async def _bring(
        self, folder: Path, manifest: Manifest, image: Image, workspace: str, progress: Progress
    ) -> None:
        """Files first, then the record: where the record is, the files are."""
        image = image.model_copy(update={"origin": image.origin.model_copy(update={"team": workspace})})
        if not await self._fits(image):
            progress.passed_over += 1
            return
        original = await asyncio.to_thread((folder / picture_path(image)).read_bytes)
        await self._put(image.s3_key, File(original, "png"), {"seed": str(image.seed)}, progress)
        try:
            made = await self._studio.render(original, recipe_of_image(image), self._recipes, stored=True)
        except UnreadablePictureError as error:
            raise ArchiveError(f"{picture_path(image)} can't be read as a picture: {error}.") from error
        await self._put(image.preview_key, made.preview, {}, progress)
        await self._put(image.thumb_key, made.thumb, {}, progress)
        more = {palette_path(image): image.palette_key} if image.palette_key else {}
        for path, key in {**more, **{path: path for path in reference_paths(image)}}.items():
            if path in manifest.files:
                data = await asyncio.to_thread((folder / path).read_bytes)
                await self._put(key, File(data, "png" if path.endswith("png") else "jpg"), {}, progress)
        await self._record(image_item(image, self._retention))
        if image.family:
            await self._record(family_item(image, self._retention))
        await self._gallery.index([image])
        progress.images += 1

    async def _fits(self, image: Image) -> bool:
        """Whether a picture is to be there: not one that is being deleted, or would be by now.

        Raises
        ------
        ArchiveError
            if there is another record where this one goes
        """
        if self._retention is not None and image.created_at + self._retention <= now():
            return False
        key = item_to_wire(image_key(image.job_id, image.index))
        response = await self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" not in response:
            return True
        there = item_from_wire(response["Item"])
        if there.get("origin", {}).get("team") != image.origin.team:
            raise ArchiveError(f"picture {image.id} is here already, in another workspace.")
        if there.get("s3_key") != image.s3_key:
            raise ArchiveError(f"another picture is here under the id {image.id}.")
        return DELETING not in there

    async def _record(self, item: dict[str, Any]) -> None:
        try:
            await self._dynamodb.put_item(
                TableName=self._table,
                Item=item_to_wire(item),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self._dynamodb.exceptions.ConditionalCheckFailedException:
            return  # it is there: what happened to it since counts

    async def _put(self, key: str, file: File, metadata: dict[str, str], progress: Progress) -> None:
        try:
            await self._s3.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=file.data,
                ContentType=file.content_type,
                CacheControl=cache_control(key, self._retention),
                Metadata=metadata,
                IfNoneMatch="*",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in _TAKEN:
                raise
            if metadata:  # an original: it can't be told anew from anything
                await self._same(key, file.data)
            progress.kept += 1
        else:
            progress.bytes += len(file.data)

    async def _same(self, key: str, data: bytes) -> None:
        response = await self._s3.get_object(Bucket=self._bucket, Key=key)
        if await response["Body"].read() != data:
            raise ArchiveError(f"another picture is stored at {key}.")


def verified(folder: Path) -> Manifest:
    """The manifest of the archive in `folder`, everything that it lists being there, whole, and what it should be.

    Raises
    ------
    ArchiveError
        that names the first faults
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ArchiveError(f"{folder} is no archive, or one whose export was not finished: no manifest.json.")
    faults: list[str] = []
    more = 0
    for fault in _faults(folder, manifest):
        if len(faults) < _MOST_NAMED:
            faults.append(fault)
        else:
            more += 1
    if faults:
        rest = [f"… and {more} more"] if more else []
        raise ArchiveError("\n  ".join([f"{folder} is damaged; nothing was imported:", *faults, *rest]))
    return manifest


def _faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    for path, told in sorted(manifest.files.items()):
        found = check(folder / path)
        if found is None:
            yield f"{path} is missing."
        elif found.bytes != told.bytes:
            yield f"{path} has {found.bytes} bytes and should have {told.bytes}."
        elif found != told:
            yield f"{path} was changed: its checksum is another."
        elif path.endswith(".json"):
            yield from _faults_of_record(folder, path, manifest)


def _faults_of_record(folder: Path, path: str, manifest: Manifest) -> Iterator[str]:
    try:
        image = image_in(path, (folder / path).read_text("utf-8"), manifest.workspace)
    except UnicodeDecodeError:
        yield f"{path} is no text."
    except ArchiveError as error:
        yield str(error)
    else:
        if picture_path(image) not in manifest.files:
            yield f"{path} has no picture beside it."
