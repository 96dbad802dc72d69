"""The pictures of a job, each paid for once: painted by a model that can be called, stored before all else."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import ModelBusyError, ModelError, ModelGoneError, ModelUnreachableError
from services.budgets import Budgets
from services.entrance import Leave
from services.faults import AskError
from services.jobs import Earlier, Job, PaintWork, State
from services.keeping import Keeper, Kept, NotKeptError, credited
from services.ledger import OverBudgetError, cost_with
from services.painting.interface import NO_INPUTS, WORDLESS, Inputs, Painted, Painter
from services.painting.planning import planned_instead
from services.painting.roster import Roster
from services.performing.calls import Bought, buy
from services.performing.ending import EndedError
from services.pictures import Studio
from services.prompting.writer import Writer
from services.records.records import Records
from services.storage import Credit, Original, Storage
from services.telling import Telling

logger = logging.getLogger(__name__)


_MOST_MOVES: Final = 8
"""After so many attempts that were put off a job goes to no other line: processes may differ for a while in which
models they take for gone."""


class PartlyPaintedError(Exception):
    """Some of the pictures are there; for the others the model is to be asked again."""

    def __init__(self, error: ModelError) -> None:
        super().__init__(str(error))
        self.error = error


class ElsewhereError(Exception):
    """Another model paints now: the job has to wait for its turn with that one.

    Attributes
    ----------
    job
        with the work as that model does it
    paid
        some of its pictures are there
    """

    def __init__(self, job: Job, *, paid: bool) -> None:
        super().__init__(job.id)
        self.job = job
        self.paid = paid


class BucketDownError(Exception):
    """What is kept can't be reached; nothing was lost over it."""


class Buying:
    """Has pictures painted and keeps them."""

    def __init__(
        self,
        *,
        records: Records,
        storage: Storage,
        studio: Studio,
        keeper: Keeper,
        writer: Writer,
        roster: Roster,
        budgets: Budgets,
        telling: Telling,
    ) -> None:
        self._records = records
        self._storage = storage
        self._studio = studio
        self._keeper = keeper
        self._writer = writer
        self._roster = roster
        self._budgets = budgets
        self._telling = telling

    async def pictures(
        self, job: Job, work: PaintWork, leave: Leave | None
    ) -> tuple[Job, PaintWork, list[Kept]]:
        """The pictures, stored: those that an earlier attempt paid for, and new ones for what is missing.

        A model that can't be called any more, be it in the middle of several calls, is replaced by the next that
        does the same; job and work then say so. What is there by then stays: it is paid for.

        Raises
        ------
        EndedError
            if nothing can paint them, what they are painted from is gone, or another model costs too much
        ModelError
        PartlyPaintedError
            if some are there, and the model was too busy for others
        ElsewhereError
            if `leave` is for another model than the one that is to paint now
        BucketDownError
            before anything new is paid for
        NotKeptError
        LostError
        """
        with _reaching_the_bucket():
            found = await self._found(job, work)
            of = max((one.of for one in found.values()), default=work.plan.count)
            there = {*found, *job.missed}
            left: Sequence[int] = [index for index in range(of) if index not in there]
            inputs = await self._inputs(work) if left else NO_INPUTS
            if left and job.attempt > 1:
                # Another attempt may have been lost over it: what can't be stored is not paid for again.
                await self._storage.probe(work.token)
        kept: list[Kept] = []
        gone: dict[str, ModelError] = {}
        failed: dict[int, ModelError] = {}
        while left:
            try:
                job, work, painter = await self._settled(job, work, gone, found, kept)
            except (ModelError, EndedError) as error:
                if not (found or kept):
                    raise
                if isinstance(error, ModelError) and job.tries < error.tries:
                    raise PartlyPaintedError(error) from error
                logger.warning("job %s: what is there is delivered without the rest: %s", job.id, error)
                break
            if _is_elsewhere(job, work, leave):
                raise ElsewhereError(await self._noted(job, failed), paid=bool(found or kept))
            bought = await self._bought(job, work, painter, left, inputs, len(found) + len(kept), leave)
            kept += bought.kept
            left = bought.left
            failed |= bought.failed
            if bought.gone is not None:
                gone[work.plan.model_id] = bought.gone
                self._roster.lose(work.plan.model_id, bought.gone)
        job = await self._without(job, failed, paid=bool(found or kept))
        kept += await self._again(job, work, found, of)
        return job, work, sorted(kept, key=lambda one: one.index)

    async def _without(self, job: Job, failed: Mapping[int, ModelError], *, paid: bool) -> Job:
        """The job, if it is to be delivered without the pictures that have `failed`; `busy` then says of how many
        that is because the model was.

        Parameters
        ----------
        paid
            some are there

        Raises
        ------
        ModelError
            if none is there
        PartlyPaintedError
            if it is not time yet
        """
        error = next((error for error in failed.values() if _passes(error) and job.tries < error.tries), None)
        if error is not None:
            job = await self._noted(job, failed)
            if paid:
                raise PartlyPaintedError(error) from error
            raise error
        if failed and not paid:
            raise next(iter(failed.values()))
        if not failed:
            return job
        logger.warning(
            "job %s: what is there is delivered without %s: %s", job.id, [*failed], [*failed.values()]
        )
        return job.model_copy(update={"busy": sum(map(_passes, failed.values()))})

    async def _noted(self, job: Job, failed: Mapping[int, ModelError]) -> Job:
        """The job, with what is not to be asked for again written down."""
        missed = {*job.missed, *(index for index, error in failed.items() if not _passes(error))}
        if missed == set(job.missed):
            return job
        return await self._records.jobs.move(
            job, State.PAINTING, {State.PAINTING}, missed=tuple(sorted(missed))
        )

    async def _found(self, job: Job, work: PaintWork) -> dict[int, Original]:
        """What an earlier attempt has stored, each with its credit."""
        if job.attempt <= 1:
            return {}
        plan = work.plan
        ours = Credit(plan.model_id, plan.model_name, plan.price_each)
        originals = await self._storage.originals(work.token, plan.count, secret=work.secret)
        return {index: replace(one, credit=one.credit or ours) for index, one in originals.items()}

    async def _again(self, job: Job, work: PaintWork, found: Mapping[int, Original], of: int) -> list[Kept]:
        """What an earlier attempt has stored, kept as this attempt's own."""
        try:
            return await asyncio.gather(
                *(
                    self._keeper.keep(
                        job.id, credited(work, job.earlier, one.credit), index, _painted(one), of, job.earlier
                    )
                    for index, one in found.items()
                )
            )
        except NotKeptError as error:
            raise BucketDownError(str(error)) from error

    async def _settled(
        self,
        job: Job,
        work: PaintWork,
        gone: Mapping[str, ModelError],
        found: Mapping[int, Original],
        kept: Sequence[Kept],
    ) -> tuple[Job, PaintWork, Painter]:
        """Who paints now, the work as they do it, and the job with what that costs set aside and said.

        Parameters
        ----------
        gone
            by the ids of models: how they refused
        found, kept
            the pictures that are there

        Raises
        ------
        EndedError
        ModelError
        LostError
        """
        painter = self._callable(work, gone)
        if painter is None:
            if len(gone) > 1 or work.instead_of:
                raise EndedError("no_painter")
            raise next(iter(gone.values()), ModelGoneError(f"nothing does {work.plan.task}"))
        instead = painter.capabilities.model_id != work.plan.model_id
        fitting = await self._within_limit(self._instead(work, painter) if instead else work, painter)
        if fitting != work:
            there = [credited(work, job.earlier, one.credit) for one in found.values()]
            there += [one.work for one in kept]
            job = await self._repriced(job, fitting, _earlier(there, fitting.plan.model_id))
        if instead:
            await self._telling.changed(job)
        return job, fitting, painter

    async def _bought(
        self,
        job: Job,
        work: PaintWork,
        painter: Painter,
        left: Sequence[int],
        inputs: Inputs,
        stored: int,
        leave: Leave | None,
    ) -> Bought:
        """What the calls for the pictures that are `left` come to, beside those that are `stored` already."""
        written_off = not self._roster.can(work.plan.model_id)
        bought = await buy(
            self._keeper, job, work, painter, left, inputs, stored, leave,
            lambda: self._records.leases.assure(job),
        )  # fmt: skip
        if written_off and bought.kept and bought.gone is None:
            self._roster.found(work.plan.model_id)
        return bought

    async def _repriced(self, job: Job, work: PaintWork, earlier: Sequence[Earlier]) -> Job:
        """The job with other work, and what that costs set aside in place of what was."""
        try:
            return await self._records.results.reprice(
                job, work, cost_with(work, earlier), await self._budgets.caps(job), earlier
            )
        except OverBudgetError as error:
            raise EndedError("over_budget") from error

    def _callable(self, work: PaintWork, gone: Collection[str]) -> Painter | None:
        """The painter that `work` was planned for or, if it can't be called, another that can do it."""
        try:
            pictures = () if work.steering is None else (work.steering,)
            return self._roster.choose(work.plan.task, work.plan.model_id, gone, pictures)
        except AskError:
            # What is not known to be able may still be: the call says it, in words that are remembered.
            if work.plan.model_id in gone or not self._roster.allowed(work.plan.model_id):
                return None
            return self._roster.painter(work.plan.model_id)

    def _instead(self, work: PaintWork, painter: Painter) -> PaintWork:
        """The work as another painter does it."""
        try:
            plan = planned_instead(painter, work.options, work.plan, work.steering, work.style)
        except (AskError, ValueError) as error:
            raise ModelGoneError(str(error)) from error
        plan = plan.model_copy(update={"where": work.plan.where or plan.where})
        logger.warning(
            "%s can't be called, %s paints in its place", work.plan.model_id, painter.capabilities.model_id
        )
        name = work.instead_of or work.plan.model_name or work.plan.model_id
        return work.model_copy(update={"plan": plan, "instead_of": name})

    async def _within_limit(self, work: PaintWork, painter: Painter) -> PaintWork:
        """The work with a prompt that is no longer than `painter` takes.

        Not only where another paints in its place: what continues a picture may take less than what painted it.
        """
        limit = painter.capabilities.prompt_limit
        if work.plan.task in WORDLESS or not 0 < limit < len(work.prompt):
            return work
        return work.model_copy(update={"prompt": await self._writer.shorten(work.prompt, limit)})

    async def _inputs(self, work: PaintWork) -> Inputs:
        """The pictures that the painter works from."""
        pictures = await asyncio.gather(*(self._storage.get(source.key) for source in work.sources))
        found = tuple(picture for picture in pictures if picture is not None)
        if len(found) < len(pictures):
            raise EndedError("source_gone")
        if work.frame is None:
            mask_key = work.sources[0].mask_key if work.sources else ""
            mask = await self._storage.get(mask_key) if mask_key else None
            if mask_key and mask is None:
                raise EndedError("source_gone")
            return Inputs(pictures=found, mask=mask)
        canvas, mask = await self._studio.extend(found[0], work.frame)
        return Inputs(pictures=(canvas,), mask=mask)


@contextmanager
def _reaching_the_bucket() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise BucketDownError(str(error)) from error


def _passes(error: ModelError) -> bool:
    """Whether the same call may well come to a picture later."""
    return isinstance(error, ModelBusyError | ModelUnreachableError)


def _is_elsewhere(job: Job, work: PaintWork, leave: Leave | None) -> bool:
    return leave is not None and leave.lane != work.plan.model_id and job.put_off < _MOST_MOVES


def _painted(stored: Original) -> Painted:
    credit = stored.credit
    if credit is None:
        return Painted(stored.data, stored.seed)
    return Painted(stored.data, stored.seed, credit.place, credit.together)


def _earlier(there: Sequence[PaintWork], model_id: str) -> tuple[Earlier, ...]:
    """What others than the model with this id have painted.

    Parameters
    ----------
    there
        for each picture the work as whoever painted it did it
    """
    works = {work.plan.model_id: work for work in there if work.plan.model_id != model_id}
    counts = Counter(work.plan.model_id for work in there)
    return tuple(
        Earlier(prompt=work.prompt, plan=work.plan.model_copy(update={"count": counts[name]}))
        for name, work in works.items()
    )
