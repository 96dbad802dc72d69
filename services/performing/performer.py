"""Who carries out a job that was claimed, and deals with what went wrong on the way: again later, or the end."""

import logging
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import (
    ModelBusyError,
    ModelError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
)
from services.budgets import Budgets
from services.entrance import Leave
from services.gallery import Gallery
from services.jobs import FINAL, Job, PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.keeping import Keeper, NotKeptError
from services.lanes import WORDS
from services.line import lane_of
from services.observing import Observer, watch
from services.painting.roster import Roster
from services.performing.buying import BucketDownError, Buying, ElsewhereError, PartlyPaintedError
from services.performing.ending import EndedError, Ending
from services.performing.painting import NotIndexedError, PaintingJobs
from services.performing.reading import Reader
from services.performing.refining import RefiningJobs
from services.performing.writing import WritingJobs
from services.pictures import Studio
from services.prompting.writer import Writer
from services.queue import LONGEST_DELAY_SECONDS
from services.recipes import Recipes
from services.records.records import Records
from services.records.rows import LostError
from services.reference_files import NotFetchedError, ReferenceFiles
from services.reporting import NotShownError, Reporter
from services.storage import Storage
from services.telling import Telling

logger = logging.getLogger(__name__)

_REFUSALS: Final = (PromptRefusedError, PictureRefusedError, SourceRefusedError)
_FIRST_DELAY: Final = 2.0
_LONGEST_DELAY: Final = 60.0
_FETCH_TRIES: Final = 4
_SHOW_TRIES: Final = 8
"""How often a job is put off that has nothing to show yet, while Slack is in trouble, before it is given up."""

_DOUBLINGS: Final = 20
_LONGEST_SHOW_DELAY: Final = float(LONGEST_DELAY_SECONDS)
_SHOW_WITHIN: Final = timedelta(days=3)
"""For how long what is stored is tried to be shown while Slack is in trouble that should pass."""

_STORE_WITHIN: Final = timedelta(hours=1)
"""For how long a job waits for the bucket, from when it was first taken."""


@dataclass(frozen=True)
class Later:
    """The job is to be taken again after a while."""

    seconds: float


class Performer:
    """Carries jobs out."""

    def __init__(  # one argument for each thing it works with
        self,
        *,
        records: Records,
        storage: Storage,
        studio: Studio,
        writer: Writer,
        roster: Roster,
        reporter: Reporter,
        files: ReferenceFiles,
        budgets: Budgets,
        telling: Telling,
        gallery: Gallery,
        recipes: Recipes = "on",
        observer: Observer | None = None,
    ) -> None:
        self._observer = observer
        self._records = records
        self._reporter = reporter
        self._ending = Ending(records, storage, gallery, reporter, telling)
        reader = Reader(storage, studio, files, writer, roster)
        self._writing = WritingJobs(records, writer, reader, roster, reporter, telling)
        buying = Buying(
            records=records,
            storage=storage,
            studio=studio,
            keeper=Keeper(studio, storage, recipes),
            writer=writer,
            roster=roster,
            budgets=budgets,
            telling=telling,
        )
        self._painting = PaintingJobs(
            records=records,
            storage=storage,
            gallery=gallery,
            writer=writer,
            reader=reader,
            roster=roster,
            buying=buying,
            reporter=reporter,
            telling=telling,
        )
        self._refining = RefiningJobs(records, writer, roster, reporter, telling, self._painting)

    async def perform(self, job: Job, leave: Leave | None = None) -> Later | None:
        """Carry out a job that was claimed; None when there is nothing left to do for this worker.

        Parameters
        ----------
        leave
            to call its model; it is told what came of the calls as soon as that is known

        Raises
        ------
        LostError
            if another worker has taken the job over
        """
        if self._observer is not None:
            watch(job.work.kind, self._observer)
        try:
            return await self._performed(job, leave)
        except LostError:
            await self.abandon(job)
            raise

    async def _performed(self, job: Job, leave: Leave | None) -> Later | None:
        try:
            await self._carry_out(job, leave)
        except EndedError as ended:
            await self._ending.end(job, ended)
        except ModelError as error:
            return await self._model_failed(job, error, leave)
        except PartlyPaintedError as partly:
            return await self._model_failed(job, partly.error, leave, paid=True)
        except ElsewhereError as elsewhere:
            return await self._elsewhere(elsewhere)
        except (BucketDownError, NotKeptError) as error:
            return await self._not_stored(job, error)
        except NotShownError as error:
            return await self._not_shown(job, error)
        except NotIndexedError as error:
            return await self._not_indexed(job, error)
        except NotFetchedError as error:
            return await self._not_fetched(job, error)
        return None

    async def _carry_out(self, job: Job, leave: Leave | None) -> None:
        match job.work:
            case SuggestWork():
                await self._writing.suggest(job, job.work, leave)
            case ShortenWork():
                await self._writing.shorten(job, job.work, leave)
            case PaintWork():
                await self._painting.paint(job, job.work, leave)
            case RefineWork():
                await self._refining.refine(job, job.work, leave)

    async def give_up(self, job: Job, code: str) -> None:
        """End a job for a reason outside of it, and say so."""
        await self._ending.end(job, EndedError(code))

    async def abandon(self, job: Job) -> None:
        """Clear away what was stored for a job that was taken away, if it is over; it fails quietly."""
        try:
            await self._ending.abandon(job)
        except (BotoCoreError, ClientError, NotKeptError) as error:
            logger.warning("job %s: what was stored of it may be left: %s", job.id, error)

    async def tell(self, job: Job) -> None:
        """Show how a job has ended that ended without a result."""
        await self._ending.tell(job)

    async def _model_failed(
        self, job: Job, error: ModelError, leave: Leave | None, *, paid: bool = False
    ) -> Later | None:
        latest = await self._records.jobs.get(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state in FINAL:
            raise LostError(latest) from error
        if isinstance(error, ModelBusyError) and leave is not None:
            await _met_busy(latest, leave)
        job = latest
        if job.tries < error.tries:
            delay = _delay(job.tries)
            logger.warning("job %s: %s; again in %.0f s", job.id, error, delay)
            if paid:
                # Not among those that can still be cancelled.
                await self._records.leases.hand_back(job, delay)
            else:
                job = await self._records.jobs.wait(job, delay)
            try:
                await self._reporter.waiting(job, delay)
            except NotShownError:
                logger.info("job %s: the wait could not be shown", job.id)
            return Later(delay)
        logger.warning("job %s: %s: %s", job.id, type(error).__name__, error)
        state = State.REFUSED if isinstance(error, _REFUSALS) else State.FAILED
        await self._ending.end(job, EndedError(error.code, state))
        return None

    async def _elsewhere(self, elsewhere: ElsewhereError) -> Later:
        """Let the job take its turn in the line of the model that paints it now."""
        job = elsewhere.job
        fresh = {"turn": None, "put_off": job.put_off + 1}
        if elsewhere.paid:
            await self._records.leases.hand_back(job, 0, **fresh)
        else:
            await self._records.jobs.wait(job, 0, **fresh)
        return Later(0)

    async def _not_stored(self, job: Job, error: BucketDownError | NotKeptError) -> Later | None:
        """The bucket is out of reach: where nothing was lost over that it is waited for. But what could not be
        stored is not paid for again unasked.
        """
        if isinstance(error, BucketDownError) and self._is_within(_STORE_WITHIN, job):
            return await self._put_off(job, f"not stored ({error})", _LONGEST_DELAY)
        logger.error("job %s: its pictures can't be stored: %s", job.id, error)
        await self._ending.end(job, EndedError("not_stored"))
        return None

    async def _put_off(self, job: Job, why: str, longest: float) -> Later:
        """Let the job be taken again as it is, after a pause that grows: it was not its own failure."""
        delay = _delay(job.put_off + 1, longest)
        logger.warning("job %s: %s; again in %.0f s", job.id, why, delay)
        await self._records.leases.hand_back(job, delay, put_off=job.put_off + 1)
        return Later(delay)

    def _is_within(self, time: timedelta, job: Job) -> bool:
        return self._records.leases.now() - (job.started_at or job.accepted_at) < time

    async def _not_fetched(self, job: Job, error: NotFetchedError) -> Later | None:
        """A person's file can't be had just now."""
        if job.tries < _FETCH_TRIES:
            delay = _delay(job.tries)
            await self._records.leases.hand_back(job, delay)
            return Later(delay)
        await self._ending.end(job, EndedError(error.code, private=True))
        return None

    async def _not_indexed(self, job: Job, error: NotIndexedError) -> Later:
        """Let the job be taken again as it is, stored: showing the same pictures again changes nothing."""
        delay = _delay(job.tries)
        logger.warning("job %s: not indexed (%s); again in %.0f s", job.id, error.__cause__, delay)
        await self._records.leases.hand_back(job, delay)
        return Later(delay)

    async def _not_shown(self, job: Job, error: NotShownError) -> Later | None:
        latest = await self._records.jobs.get(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state in FINAL:
            raise LostError(latest) from error
        why = f"not shown ({error.code})"
        if error.passing and latest.state is State.STORED and self._is_within(_SHOW_WITHIN, latest):
            # It is there, and paid for: whoever asked for it sees it when Slack is back.
            return await self._put_off(latest, why, _LONGEST_SHOW_DELAY)
        if error.passing and latest.state is not State.STORED and latest.put_off < _SHOW_TRIES:
            return await self._put_off(latest, why, _LONGEST_DELAY)
        await self._ending.end(latest, EndedError(error.code))
        return None


def _delay(number: int, longest: float = _LONGEST_DELAY) -> float:
    """Seconds until the next try: doubling, with jitter, so that many jobs don't come back at once.

    Parameters
    ----------
    number
        of the try that failed, from 1
    """
    most: float = min(_FIRST_DELAY * 2.0 ** min(number - 1, _DOUBLINGS), longest)
    return most * random.uniform(0.5, 1.0)  # noqa: S311  # nothing secret about it


async def _met_busy(job: Job, leave: Leave) -> None:
    """Let the lane know, if it was the lane's own model that was busy: a picture's words may be translated."""
    lane = lane_of(job.work)
    if lane == leave.lane and (job.state is State.PAINTING or lane == WORDS):
        await leave.busy()
