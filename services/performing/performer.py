"""Who carries out a job that was claimed, and deals with what went wrong on the way: again later, or the end."""

import logging
import random
from dataclasses import dataclass
from typing import Final

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
from services.keeping import Keeper
from services.lanes import WORDS
from services.line import lane_of
from services.painting.roster import Roster
from services.performing.buying import Buying
from services.performing.ending import EndedError, Ending
from services.performing.painting import NotIndexedError, PaintingJobs
from services.performing.reading import Reader
from services.performing.refining import RefiningJobs
from services.performing.writing import WritingJobs
from services.pictures import Studio
from services.prompting.writer import Writer
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
"""How often a finished picture is tried to be shown while Slack is in trouble, before its job is given up."""


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
    ) -> None:
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
        try:
            match job.work:
                case SuggestWork():
                    await self._writing.suggest(job, job.work, leave)
                case ShortenWork():
                    await self._writing.shorten(job, job.work, leave)
                case PaintWork():
                    await self._painting.paint(job, job.work, leave)
                case RefineWork():
                    await self._refining.refine(job, job.work, leave)
        except LostError:
            await self._ending.abandon(job)
            raise
        except EndedError as ended:
            await self._ending.end(job, ended)
        except ModelError as error:
            return await self._model_failed(job, error, leave)
        except NotShownError as error:
            return await self._not_shown(job, error)
        except NotIndexedError as error:
            return await self._not_indexed(job, error)
        except NotFetchedError as error:
            return await self._not_fetched(job, error)
        return None

    async def give_up(self, job: Job, code: str) -> None:
        """End a job for a reason outside of it, and say so."""
        await self._ending.end(job, EndedError(code))

    async def tell(self, job: Job) -> None:
        """Show how a job has ended that ended without a result."""
        await self._ending.tell(job)

    async def _model_failed(self, job: Job, error: ModelError, leave: Leave | None) -> Later | None:
        latest = await self._records.jobs.get(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state in FINAL:
            raise LostError(latest) from error
        if isinstance(error, ModelBusyError) and leave is not None:
            await _met_busy(latest, leave)
        job = latest
        if job.attempt < error.tries:
            delay = _delay(job.attempt)
            logger.warning("job %s: %s; again in %.0f s", job.id, error, delay)
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

    async def _not_fetched(self, job: Job, error: NotFetchedError) -> Later | None:
        """A person's file can't be had just now."""
        if job.attempt < _FETCH_TRIES:
            delay = _delay(job.attempt)
            await self._records.leases.hand_back(job, delay)
            return Later(delay)
        await self._ending.end(job, EndedError(error.code, private=True))
        return None

    async def _not_indexed(self, job: Job, error: NotIndexedError) -> Later:
        """Let the job be taken again as it is, stored: showing the same pictures again changes nothing."""
        delay = _delay(job.attempt)
        logger.warning("job %s: not indexed (%s); again in %.0f s", job.id, error.__cause__, delay)
        await self._records.leases.hand_back(job, delay)
        return Later(delay)

    async def _not_shown(self, job: Job, error: NotShownError) -> Later | None:
        if error.passing and job.attempt < _SHOW_TRIES:
            delay = _delay(job.attempt)
            logger.warning("job %s: not shown (%s); again in %.0f s", job.id, error.code, delay)
            await self._records.leases.hand_back(job, delay)
            return Later(delay)
        await self._ending.end(job, EndedError(error.code))
        return None


def _delay(attempt: int) -> float:
    """Seconds until the next try: doubling, with jitter, so that many jobs don't come back at once."""
    longest: float = min(_FIRST_DELAY * 2.0 ** (attempt - 1), _LONGEST_DELAY)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # nothing secret about it


async def _met_busy(job: Job, leave: Leave) -> None:
    """Let the lane know, if it was the lane's own model that was busy: a picture's words may be translated."""
    lane = lane_of(job.work)
    if lane == leave.lane and (job.state is State.PAINTING or lane == WORDS):
        await leave.busy()
