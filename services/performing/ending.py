"""How a job ends without a result: marked, told, and what was kept of it cleared away."""

import asyncio
import logging
from typing import Final

from services.gallery import Gallery
from services.jobs import FINAL, Job, PaintWork, RefineWork, Request, State
from services.keeping import patiently
from services.records.records import Records
from services.reporting import CardStatus, NotShownError, Reporter
from services.showing import shown
from services.storage import Storage
from services.telling import Telling

logger = logging.getLogger(__name__)

_ABANDON_SECONDS: Final = 60.0
"""How long it is tried to clear away what was left of a job that was taken away."""


class EndedError(Exception):
    """The job can't be done; `code` says why.

    Attributes
    ----------
    private
        it concerns nobody but the person: what was shown of it is taken back, and they are told alone
    """

    def __init__(self, code: str, state: State = State.FAILED, *, private: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.state = state
        self.private = private


class Ending:
    """Ends jobs, and says so."""

    def __init__(
        self, records: Records, storage: Storage, gallery: Gallery, reporter: Reporter, telling: Telling
    ) -> None:
        self._records = records
        self._storage = storage
        self._gallery = gallery
        self._reporter = reporter
        self._telling = telling

    async def end(self, job: Job, ended: EndedError) -> None:
        """End a job for the reason that `ended` gives.

        Raises
        ------
        LostError
            if it has ended already, or another worker has it
        """
        job = await self._records.jobs.move(
            job,
            ended.state,
            set(State) - FINAL,
            failure=ended.code,
            untold="privately" if ended.private else "openly",
        )
        await self.tell(job)

    async def tell(self, job: Job) -> None:
        """Show how a job has ended that ended without a result; what can't be shown now, the sweeper sees to."""
        request = await self._records.requests.get(job.request_id)
        if job.untold == "silently":
            await self._take_down(request, job)
            return
        try:
            if job.untold == "privately" and request is not None:
                await self._reporter.withdrawn(request, job)
            else:
                request, job = await self._found(request, job)
                ts = await self._reporter.ended(job)
                job = job.model_copy(update={"placeholder_ts": job.placeholder_ts or ts})
        except NotShownError as error:
            logger.error("job %s: its end (%s) could not be shown: %s", job.id, job.failure, error.code)
            if error.passing:
                return
        if isinstance(job.work, PaintWork) and job.attempt:
            await self._clear_away(job, job.work)
        await self._records.jobs.told(job)
        self._telling.look_later(job)
        if request is not None:
            await self._say_where_it_stands(request, job)

    async def _take_down(self, request: Request | None, job: Job) -> None:
        """Remove the messages of a job that was taken back: its person was told that nothing was started."""
        try:
            if request is not None:
                await self._reporter.taken_back(request, job)
        except NotShownError as error:
            logger.info("job %s: its messages are still there: %s", job.id, error.code)
            if error.passing:
                return
        await self._records.jobs.told(job)

    async def _say_where_it_stands(self, request: Request, job: Job) -> None:
        """The card, after a job that came to nothing; of what was taken back in private it says nothing."""
        status: CardStatus = "failed"
        if job.untold == "privately":
            if not request.shows_something:
                return
            status = "painted" if request.painted else "ideas"
        elif job.state is State.CANCELLED:
            status = "painted" if request.painted else "cancelled"
        await self._reporter.status(request, status)

    async def _found(self, request: Request | None, job: Job) -> tuple[Request | None, Job]:
        """A job that has ended, with the messages that were posted for it and not written down."""
        if request is None or job.placeholder_ts is not None:
            return request, job
        try:
            made = await shown(self._reporter, request, job, look_first=True)
        except NotShownError as error:
            if error.passing:
                raise
            return request, job
        if request.card_ts is None:
            where = {"origin": made.request.origin, "card_ts": made.request.card_ts}
            request = await self._records.requests.update(request.id, **where)
        return request, made.job

    async def abandon(self, job: Job) -> None:
        """What was stored for a job that was taken away belongs to whoever has it now, unless it is over."""
        latest = await self._records.jobs.get(job.id)
        if latest is not None and latest.state not in FINAL - {State.POSTED}:
            return
        work = (latest or job).work
        if isinstance(work, PaintWork | RefineWork):
            await patiently(lambda: self._storage.delete_all(work.token), _ABANDON_SECONDS)

    async def _clear_away(self, job: Job, work: PaintWork) -> None:
        """Remove what was stored for a job that came to nothing."""
        if images := await self._records.images.of_job(job.id):
            await asyncio.gather(*(self._gallery.forget(image) for image in images))
            await self._records.results.take_back(images)
        await self._storage.delete_all(work.token)
