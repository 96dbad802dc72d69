"""Deleting a picture everywhere: begun by a mark on its record, and gone on with by whoever finds that mark.

First comes the mark, with which it is gone for everybody; then its entries and favourites in the gallery, its
objects and the CDN's copies, and beside these its messages, so that trouble with the one does not keep the other;
its record comes last. Each step may be done again and then changes nothing, so whoever is broken off leaves it to
the sweeper (`Deleter.sweep`), which begins from the front.
"""

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from services.batches import TableBusyError
from services.cdn import Cdn
from services.deletions import Deletion, Deletions
from services.gallery import Gallery
from services.jobs import Image, PaintWork
from services.records.records import Records
from services.reporting import NotShownError
from services.serving import serving, speaking_of
from services.storage import REFERENCES, Storage, folder_of

if TYPE_CHECKING:
    from services.reporting import Reporter

logger = logging.getLogger(__name__)

_FAILURES: Final = (BotoCoreError, ClientError, TableBusyError, NotShownError)
_LONGEST_DELAY: Final = timedelta(hours=1)


class Deleter:
    """Deletes pictures.

    Parameters
    ----------
    first_delay
        after which somebody else goes on with what was begun: longer than it takes
    """

    def __init__(
        self,
        deletions: Deletions,
        records: Records,
        gallery: Gallery,
        storage: Storage,
        cdn: Cdn,
        reporter: "Reporter",
        first_delay: timedelta = timedelta(minutes=1),
    ) -> None:
        self._deletions = deletions
        self._records = records
        self._gallery = gallery
        self._storage = storage
        self._cdn = cdn
        self._reporter = reporter
        self._first_delay = first_delay

    async def begin(self, image: Image, by: str) -> Deletion | None:
        """From here on the picture is gone for everybody, whatever happens; None if it was gone before.

        Raises
        ------
        ClientError, BotoCoreError
        """
        return await self._deletions.begin(image, by, self._records.leases.now() + self._first_delay)

    async def finish(self, deletion: Deletion) -> bool:
        """Do all that is left; False if some of it could not be done, which the sweeper then sees to."""
        image = deletion.image
        with speaking_of(job=image.job_id, team=image.origin.team, user=deletion.by):
            with serving(image.origin.team):
                outcomes = await asyncio.gather(
                    self._clear(image),
                    self._clear_second(image),
                    self._note(deletion),
                    self._take_back(deletion),
                    return_exceptions=True,
                )
            try:
                for outcome in outcomes:
                    if isinstance(outcome, BaseException):
                        raise outcome
                await self._deletions.end(image)
            except _FAILURES as error:
                logger.warning("picture %s is not fully deleted yet: %s", image.id, error)
                return False
            return True

    async def _clear(self, image: Image) -> None:
        """Remove it from the gallery, the bucket, and then the CDN, which would fetch it again before."""
        await self._gallery.forget(image)
        folder = folder_of(image.s3_key)
        await self._storage.delete_folder(folder)
        await self._cdn.forget([f"{folder}*"], reference=f"delete-{image.id}")

    async def _clear_second(self, image: Image) -> None:
        """Remove a person's own picture that was stored with the job, when the last made from it goes."""
        if not any(key.startswith(REFERENCES) for key in image.references):
            return
        job = await self._records.jobs.get(image.job_id)
        if job is None or not isinstance(job.work, PaintWork):
            return
        folder = f"{REFERENCES}{job.work.token}/"
        if not any(key.startswith(folder) for key in image.references):
            return  # what it was made from belongs to the request, and is there for its other jobs
        others = [*await self._left(image), *await self._records.images.family(image)]
        if any(key.startswith(folder) for one in others if one.id != image.id for key in one.references):
            return
        await self._storage.delete_folder(folder)
        await self._cdn.forget([f"{folder}*"], reference=f"delete-second-{image.id}")

    async def _note(self, deletion: Deletion) -> None:
        """Turn the message into one without the picture; where that can never be, it stays."""
        image = deletion.image
        job = await self._records.jobs.get(image.job_id)
        left = await self._left(image)
        while True:
            try:
                await self._reporter.deleted(image, job, left, deletion.by)
            except NotShownError as error:
                if error.passing:
                    raise
                logger.info("the message of %s stays as it is: %s", image.id, error.code)
                return
            shown, left = left, await self._left(image)
            if [one.id for one in left] == [one.id for one in shown]:
                # Otherwise another of them was deleted meanwhile: of two that redraw it the later one counts.
                return

    async def _left(self, image: Image) -> list[Image]:
        """The other pictures of its job."""
        return [one for one in await self._records.images.of_job(image.job_id) if one.id != image.id]

    async def _take_back(self, deletion: Deletion) -> None:
        """The same for every message that it was shared with."""
        trouble: NotShownError | None = None
        for shared in deletion.image.shared:
            try:
                await self._reporter.unshared(deletion.image, shared, deletion.by)
            except NotShownError as error:
                if error.passing:
                    trouble = error
                else:
                    logger.info(
                        "a message with %s in %s stays: %s", deletion.image.id, shared.channel, error.code
                    )
        if trouble is not None:
            raise trouble

    async def sweep(self) -> int:
        """Go on with what was begun and is overdue; returns how many are finished now."""
        done = 0
        async for deletion in self._deletions.overdue(self._records.leases.now()):
            tries = deletion.tries + 1
            delay = min(self._first_delay * 2 ** min(tries, 10), _LONGEST_DELAY)
            if await self._deletions.take(deletion, self._records.leases.now() + delay):
                with speaking_of(
                    job=deletion.image.job_id, team=deletion.image.origin.team, user=deletion.by
                ):
                    logger.warning("the deletion of %s was broken off: going on with it", deletion.image.id)
                done += await self.finish(deletion)
        return done
