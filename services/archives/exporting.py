"""A workspace's pictures and records, written as files: what is there already, and whole, is kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from services.archives.layout import (
    JOURNAL,
    PIECE,
    ArchiveError,
    Checked,
    Manifest,
    check,
    first_of,
    palette_path,
    picture_path,
    read_manifest,
    record_path,
    record_text,
    reference_paths,
    write_manifest,
    write_whole,
)
from services.jobs import Image
from services.table import image_from, item_from_wire, stamp, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_s3 import S3Client

_SEGMENTS: Final = 4
_AT_ONCE: Final = 8
"""Pictures that are fetched at a time; each holds a piece of one file in memory."""

_AHEAD: Final = 64
"""Records that may wait to be fetched."""


@dataclass
class Progress:
    """How far it is, for whoever waits.

    Attributes
    ----------
    bytes
        that were fetched or sent
    kept
        files that were there already
    missing
        pictures that have a record and no file
    passed_over
        pictures that are not brought back, because they are deleted or past their time
    """

    images: int = 0
    bytes: int = 0
    kept: int = 0
    missing: int = 0
    passed_over: int = 0


Report = Callable[[Progress], None]


class Exporter:
    """Exports from `table` and `bucket` into `folder`.

    It reads the whole table once, in parallel: an admin's command that runs now and then may, and so it depends on
    no index, private pictures (which nobody's index but their owner's lists) are in it too, and what an index has
    lost is found.
    """

    def __init__(
        self,
        dynamodb: "DynamoDBClient",
        s3: "S3Client",
        table: str,
        bucket: str,
        folder: Path,
        report: Report = lambda _: None,
    ) -> None:
        self._dynamodb = dynamodb
        self._s3 = s3
        self._table = table
        self._bucket = bucket
        self._folder = folder
        self._report = report

    async def export(self, workspace: str, since: datetime | None = None) -> Manifest:
        """Everything of `workspace` that was painted from `since` on.

        Interrupted and called again, it goes on where it was; called again later, it fetches what is new.

        Raises
        ------
        ArchiveError
            if there is another archive in the folder
        BotoCoreError, ClientError, OSError
        """
        asked = since.date().isoformat() if since else None
        run = _Run(self._known(workspace, asked))
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / JOURNAL).open("a", encoding="utf-8") as journal:
            if journal.tell() == 0:
                journal.write(json.dumps({"workspace": workspace, "since": asked}) + "\n")
            run.note = lambda path, held: _noted(journal, path, held)
            try:
                await self._all(workspace, since, run)
            except BaseExceptionGroup as group:
                raise first_of(group) from group
        manifest = Manifest(workspace, asked, tuple(sorted(run.missing)), run.files)
        await asyncio.to_thread(write_manifest, self._folder, manifest)
        (self._folder / JOURNAL).unlink()
        return manifest

    async def _all(self, workspace: str, since: datetime | None, run: "_Run") -> None:
        waiting: asyncio.Queue[Image | None] = asyncio.Queue(_AHEAD)
        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(self._work(waiting, run)) for _ in range(_AT_ONCE)]
            async with asyncio.TaskGroup() as scans:
                for segment in range(_SEGMENTS):
                    scans.create_task(self._scan(segment, workspace, since, waiting))
            for _ in workers:
                await waiting.put(None)

    def _known(self, workspace: str, since: str | None) -> dict[str, Checked]:
        """What earlier exports into the folder have fetched.

        Raises
        ------
        ArchiveError
        """
        manifest = read_manifest(self._folder)
        known = dict(manifest.files) if manifest else {}
        asked: list[tuple[str, str | None]] = [(manifest.workspace, manifest.since)] if manifest else []
        lines = _journal(self._folder / JOURNAL)
        if lines:
            asked.append((str(lines[0].get("workspace")), lines[0].get("since")))
            known |= {one["path"]: Checked(one["sha256"], one["bytes"]) for one in lines[1:]}
        for was, began in asked:
            if was != workspace:
                raise ArchiveError(f"{self._folder} holds an export of workspace {was}. Name another folder.")
            if began != since:
                from_when = f"from {began} on" if began else "of everything"
                raise ArchiveError(f"{self._folder} holds an export {from_when}. Name another folder.")
        return known

    async def _scan(
        self, segment: int, workspace: str, since: datetime | None, waiting: "asyncio.Queue[Image | None]"
    ) -> None:
        async for image in self._images(segment, workspace, since):
            await waiting.put(image)

    async def _images(self, segment: int, workspace: str, since: datetime | None) -> AsyncIterator[Image]:
        wanted = ["begins_with(sk, :image)", "origin.team = :team"]
        values = {":image": to_wire("IMAGE#"), ":team": to_wire(workspace)}
        if since is not None:
            wanted.append("created_at >= :since")
            values[":since"] = to_wire(stamp(since))
        start: dict[str, Any] = {}
        while True:
            response = await self._dynamodb.scan(
                TableName=self._table,
                Segment=segment,
                TotalSegments=_SEGMENTS,
                FilterExpression=" AND ".join(wanted),
                ExpressionAttributeValues=values,
                **start,
            )
            for item in response["Items"]:
                image = image_from(item_from_wire(item))
                if image is not None:
                    yield image
            if "LastEvaluatedKey" not in response:
                return
            start = {"ExclusiveStartKey": response["LastEvaluatedKey"]}

    async def _work(self, waiting: "asyncio.Queue[Image | None]", run: "_Run") -> None:
        while (image := await waiting.get()) is not None:
            await self._fetch(image, run)
            self._report(run.progress)

    async def _fetch(self, image: Image, run: "_Run") -> None:
        """A picture, what belongs to it, and then its record: where the record is, the rest is."""
        run.progress.images += 1
        if not await self._copied(image.s3_key, picture_path(image), run):
            # Deleted while we looked, or lost.
            run.missing.add(image.id)
            run.progress.missing += 1
            return
        if image.palette_key:
            await self._copied(image.palette_key, palette_path(image), run)
        for path in reference_paths(image):
            async with run.locks.setdefault(path, asyncio.Lock()):
                if path not in run.files:
                    await self._copied(path, path, run)
        path = record_path(image)
        pieces = [record_text(image).encode()]
        run.hold(path, await asyncio.to_thread(write_whole, self._folder / path, pieces))

    async def _copied(self, key: str, path: str, run: "_Run") -> bool:
        """See to it that the object `key` is at `path`; False if there is no such object."""
        target = self._folder / path
        # What is stored under a key never changes: what was fetched once, and is whole, is right.
        if path in run.known and await asyncio.to_thread(check, target) == run.known[path]:
            run.files[path] = run.known[path]
            run.progress.kept += 1
            return True
        try:
            response = await self._s3.get_object(Bucket=self._bucket, Key=key)
        except self._s3.exceptions.NoSuchKey:
            return False
        held = await _written(response["Body"], target)
        run.progress.bytes += held.bytes
        run.hold(path, held)
        return True


@dataclass
class _Run:
    """One export under way."""

    known: dict[str, Checked]
    files: dict[str, Checked] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    note: Callable[[str, Checked], None] = lambda _path, _held: None

    def hold(self, path: str, held: Checked) -> None:
        self.files[path] = held
        self.note(path, held)


async def _written(body: Any, target: Path) -> Checked:
    """Stream an object into a file, a piece at a time."""
    part = target.with_name(f"{target.name}.fetched")
    await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
    file = await asyncio.to_thread(part.open, "wb")
    try:
        async for piece in body.iter_chunks(PIECE):
            await asyncio.to_thread(file.write, piece)
    finally:
        await asyncio.to_thread(file.close)
    held = await asyncio.to_thread(check, part)
    if held is None:
        raise ArchiveError(f"{part} went away while it was written.")
    await asyncio.to_thread(part.replace, target)
    return held


def _noted(journal: Any, path: str, held: Checked) -> None:
    journal.write(json.dumps({"path": path, **vars(held)}) + "\n")
    journal.flush()


def _journal(path: Path) -> list[dict[str, Any]]:
    """The lines of an unfinished export; a last one that was cut off does not count."""
    try:
        lines = path.read_text("utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found
