"""Jobs that paint: the words made ready, the pictures bought and written down, shown, and found in the gallery."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from weakref import WeakValueDictionary

from botocore.exceptions import BotoCoreError, ClientError

from services.batches import TableBusyError
from services.entrance import Leave
from services.gallery import Gallery
from services.jobs import Image, Job, PaintWork, Source, State, now
from services.keeping import Kept
from services.observing import timed
from services.painting.interface import WORDLESS
from services.painting.roster import Roster
from services.performing.beginning import request_of, visible
from services.performing.buying import Buying
from services.performing.reading import Reader
from services.performing.words import chosen
from services.prompting.language import is_english
from services.prompting.writer import Writer
from services.records.records import Records
from services.reporting import Reporter
from services.storage import Storage
from services.telling import Telling

logger = logging.getLogger(__name__)

_LONGEST_PART: Final = 200
"""Characters of the words for a part of a picture."""

_INDEX_TRIES: Final = 8
"""How often pictures are tried to be indexed, before their job is posted all the same."""


class NotIndexedError(Exception):
    """The pictures are shown, but can't be found in the gallery yet."""


class PaintingJobs:
    """Carries out jobs that paint."""

    def __init__(
        self,
        *,
        records: Records,
        storage: Storage,
        gallery: Gallery,
        writer: Writer,
        reader: Reader,
        roster: Roster,
        buying: Buying,
        reporter: Reporter,
        telling: Telling,
    ) -> None:
        self._records = records
        self._storage = storage
        self._gallery = gallery
        self._writer = writer
        self._reader = reader
        self._roster = roster
        self._buying = buying
        self._reporter = reporter
        self._telling = telling
        self._status_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def paint(self, job: Job, work: PaintWork, leave: Leave | None) -> None:
        job = await visible(self._records, self._reporter, job)
        if job.state is State.STORED:
            images = await self._records.images.of_job(job.id)
        else:
            async with self._telling.at_work(job):
                if job.state is not State.PAINTING:
                    work = await self._in_english(await self._with_manner(work))
                    job = await self._records.jobs.move(job, State.PAINTING, {State.WRITING}, work=work)
                job, work, kept = await self._buying.pictures(job, work, leave)
            images = _described(job, kept)
            withheld = max(0, work.plan.count - len(images))
            job = await self._records.results.store_images(job, images, withheld, job.busy)
            if leave is not None:
                await leave.done()  # others may call the model, before Slack has shown anything
        if images:  # somebody may have deleted them all
            await self._records.conversations.point(job.origin, images[0].id)
            await self._show_and_index(job, images)
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        async with self._status_locks.setdefault(job.request_id, asyncio.Lock()):
            # One at a time, so that the count shown last is the count read last.
            await self._reporter.status(await request_of(self._records, job), "painted")

    async def _show_and_index(self, job: Job, images: Sequence[Image]) -> None:
        """Show the pictures and let them be found, both at once: nobody waits for the index to see them.

        Raises
        ------
        NotShownError
        NotIndexedError
            they are shown, and can't be found yet
        """
        shown, indexed = await asyncio.gather(
            timed("showing", self._reporter.painted(job, images)),
            self._gallery.index(images),
            return_exceptions=True,
        )
        if isinstance(shown, BaseException):
            raise shown
        if isinstance(indexed, BotoCoreError | ClientError | TableBusyError):
            if job.tries < _INDEX_TRIES:
                raise NotIndexedError from indexed
            logger.error("job %s: its pictures can't be found until the next reindex: %s", job.id, indexed)
        elif isinstance(indexed, BaseException):
            raise indexed

    async def _with_manner(self, work: PaintWork) -> PaintWork:
        """The work with the person's own picture stored, if it takes one: fetched again it is the same again."""
        if work.manner is None:
            return work
        looked = await self._reader.looked(work.manner)
        key, *_ = await self._storage.put_reference(
            work.token, 0, looked.source, looked.thumb, secret=work.secret
        )
        return work.model_copy(update={"sources": (*work.sources, Source(key=key)), "manner": None})

    async def _in_english(self, work: PaintWork) -> PaintWork:
        """The work with its words as the painter understands them."""
        if work.plan.where and not is_english(work.plan.where):
            part = await self._writer.translate(work.plan.where, _LONGEST_PART)
            work = work.model_copy(update={"plan": work.plan.model_copy(update={"where": part.english})})
        if is_english(work.prompt) or work.plan.task in WORDLESS:
            return work
        limit = chosen(self._roster, work.plan.task, work.plan.model_id).capabilities.prompt_limit
        translation = await self._writer.translate(work.prompt, limit)
        if translation.language.lower().startswith("en"):
            return work
        return work.model_copy(update={"prompt": translation.english, "original": work.prompt})


def _described(job: Job, kept: Sequence[Kept]) -> list[Image]:
    """The records of a job's pictures, each as whoever painted it did it."""
    moment = now()
    return [_record(job, one.work, one, moment) for one in kept]


def _record(job: Job, work: PaintWork, one: Kept, moment: datetime) -> Image:
    return Image(
        job_id=job.id,
        index=one.index,
        request_id=job.request_id,
        origin=job.origin,
        message_ts=job.placeholder_ts,
        keywords=work.keywords,
        style=work.style,
        title=work.title,
        tags=work.tags,
        alt=work.alt,
        prompt=work.prompt,
        original=work.original,
        negative=work.plan.negative,
        model_id=work.plan.model_id,
        model_name=work.plan.model_name,
        task=work.plan.task,
        width=one.renditions.width,
        height=one.renditions.height,
        seed=one.seed,
        place=one.place,
        together=one.together,
        guidance=work.plan.guidance,
        quality=work.plan.quality,
        palette=work.plan.palette,
        parent=work.parent or work.refines or next((one.image_id for one in work.sources), None),
        family=work.family,
        painted_palette=one.palette.swatches,
        palette_key=one.palette.key,
        references=tuple(one.key for one in work.sources),
        made=work.made,
        reference_ids=tuple(one.image_id or "" for one in work.sources),
        price_usd=work.plan.price_each,
        s3_key=one.keys.original,
        preview_key=one.keys.preview,
        thumb_key=one.keys.thumb,
        seconds=round((moment - job.accepted_at).total_seconds(), 3),
        created_at=moment,
    )
