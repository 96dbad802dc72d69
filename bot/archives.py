"""Exports and imports with the bot's own table and bucket, told about while they go on."""

import sys
import time
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

from bot.regions import USER_AGENT
from bot.settings import Settings
from services.archives.exporting import Exporter, Progress
from services.archives.importing import Importer
from services.gallery import Gallery
from services.pictures import Studio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_s3 import S3Client

_CLIENT: Final = AioConfig(
    retries={"mode": "adaptive", "max_attempts": 10},
    connect_timeout=10,
    read_timeout=60,
    user_agent=USER_AGENT,
)
"""Nobody waits for it by the second: AWS is asked again, and more slowly, when it is busy."""

_RENDERS_AT_ONCE: Final = 2
_EVERY: Final = 0.5
"""Seconds between two looks at the progress, for a person; a log gets the last one only."""


async def export(settings: Settings, workspace: str, folder: Path, since: datetime | None) -> str:
    """Export into `folder`; returns a line about it.

    Raises
    ------
    ArchiveError, BotoCoreError, ClientError, OSError
    """
    told = _Told("exported")
    async with _clients(settings) as (dynamodb, s3):
        exporter = Exporter(
            dynamodb, s3, settings.imagine_table, settings.imagine_bucket, folder, told.report
        )
        manifest = await exporter.export(workspace, since)
    told.end()
    missing = f"; {len(manifest.missing)} have no file any more" if manifest.missing else ""
    return f"{_counted(len(manifest.records))} of {workspace} in {folder}{missing}"


async def bring_back(settings: Settings, folder: Path, workspace: str | None) -> str:
    """Import what is in `folder`; returns a line about it.

    Raises
    ------
    ArchiveError, BotoCoreError, ClientError, TableBusyError, OSError
    """
    told = _Told("imported")
    async with _clients(settings) as (dynamodb, s3):
        importer = Importer(
            dynamodb,
            s3,
            settings.imagine_table,
            settings.imagine_bucket,
            Studio(_RENDERS_AT_ONCE),
            gallery=Gallery(dynamodb, settings.imagine_table, settings.retention),
            retention=settings.retention,
            recipes=settings.imagine_recipes,
            report=told.report,
        )
        done = await importer.bring_back(folder, workspace)
    told.end()
    over = done.passed_over
    rest = f"; {_counted(over)} not, being deleted or past their time" if over else ""
    return f"{_counted(done.images)} of {folder} in table and bucket{rest}"


@asynccontextmanager
async def _clients(settings: Settings) -> "AsyncIterator[tuple[DynamoDBClient, S3Client]]":
    session = get_session()
    where: dict[str, Any] = {"region_name": settings.aws_region, "config": _CLIENT}
    async with (
        session.create_client("dynamodb", **where) as dynamodb,
        session.create_client("s3", **where) as s3,
    ):
        yield dynamodb, s3


class _Told:
    """A line on a terminal that is written over and over."""

    def __init__(self, done: str) -> None:
        self._done = done
        self._next = 0.0
        self._last: Progress | None = None

    def report(self, progress: Progress) -> None:
        self._last = progress
        if sys.stderr.isatty() and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            sys.stderr.write(f"\r{self._line(progress)}\033[K")
            sys.stderr.flush()

    def end(self) -> None:
        if self._last is not None:
            start = "\r" if sys.stderr.isatty() else ""
            sys.stderr.write(f"{start}{self._line(self._last)}\n")

    def _line(self, progress: Progress) -> str:
        missing = f", {progress.missing} missing" if progress.missing else ""
        return (
            f"{_counted(progress.images)} {self._done}, {progress.bytes / 1e6:,.1f} MB, "
            f"{progress.kept:,} files were there{missing}"
        )


def _counted(number: int) -> str:
    return f"{number:,} picture{'' if number == 1 else 's'}"
