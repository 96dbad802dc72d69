"""The pictures of a job, each paid for once: painted by a model that can be called, stored before all else."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence

from services.ask import MAX_SEED
from services.bedrock import ModelBusyError, ModelError, ModelGoneError
from services.budgets import Budgets
from services.entrance import Leave
from services.faults import AskError
from services.jobs import Job, PaintWork
from services.keeping import Keeper, Kept
from services.lanes import CALLS_AT_ONCE
from services.ledger import OverBudgetError, cost_of
from services.painting.interface import WORDLESS, Inputs, Painted, Painter, Plan
from services.painting.planning import planned_instead
from services.painting.roster import Roster
from services.performing.ending import EndedError
from services.pictures import Studio
from services.prompting.writer import Writer
from services.records.records import Records
from services.storage import Original, Storage
from services.survey import uncallable

logger = logging.getLogger(__name__)


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
    ) -> None:
        self._records = records
        self._storage = storage
        self._studio = studio
        self._keeper = keeper
        self._writer = writer
        self._roster = roster
        self._budgets = budgets

    async def pictures(
        self, job: Job, work: PaintWork, leave: Leave | None
    ) -> tuple[Job, PaintWork, list[Kept]]:
        """The pictures, stored: those that an earlier attempt paid for, and new ones for what is missing.

        A model that can't be called any more is replaced by the next that does the same; job and work then say so.

        Raises
        ------
        EndedError
            if nothing can paint them, what they are painted from is gone, or another model costs too much
        ModelError
        LostError
        """
        stored: dict[int, Original] = {}
        if job.attempt > 1:
            stored = await self._storage.originals(work.token, work.plan.count, secret=work.secret)
        found = {index: Painted(one.data, one.seed) for index, one in stored.items()}
        of = max((one.of for one in stored.values()), default=work.plan.count)
        missing = [index for index in range(of) if index not in stored]
        if not missing:
            return job, work, await self._keep(job, work, found, of)
        inputs = await self._inputs(work)
        gone: set[str] = set()
        error: ModelError | None = None
        while True:
            painter = self._callable(work, gone)
            if painter is None:
                if len(gone) > 1:
                    raise EndedError("no_painter")
                raise error or ModelGoneError(f"nothing does {work.plan.task}")
            instead = painter.capabilities.model_id != work.plan.model_id
            fitting = await self._within_limit(self._instead(work, painter) if instead else work, painter)
            if fitting != work:
                work = fitting
                job = await self._repriced(job, work)
            try:
                kept = await self._bought(job, work, painter, missing, inputs, len(found), leave)
            except ModelError as refused:
                if uncallable(refused):
                    error = refused
                    gone.add(work.plan.model_id)
                    self._roster.lose(work.plan.model_id, refused)
                    continue
                if not found or job.attempt < refused.tries:
                    raise
                kept = []  # what there is, is paid for
            kept += await self._keep(job, work, found, of)
            return job, work, sorted(kept, key=lambda one: one.index)

    async def _keep(self, job: Job, work: PaintWork, pictures: Mapping[int, Painted], of: int) -> list[Kept]:
        return await asyncio.gather(
            *(self._keeper.keep(job.id, work, index, picture, of) for index, picture in pictures.items())
        )

    async def _bought(
        self,
        job: Job,
        work: PaintWork,
        painter: Painter,
        missing: Sequence[int],
        inputs: Inputs,
        stored: int,
        leave: Leave | None,
    ) -> list[Kept]:
        """The missing pictures, painted and stored beside those that are `stored` already."""
        written_off = not self._roster.can(work.plan.model_id)
        # Whoever was taken for dead, and is not, must not pay for what another is paying for.
        await self._records.leases.assure(job)
        if painter.capabilities.images_per_call == 1:
            kept = await self._one_by_one(job, work, painter, missing, inputs, leave)
        else:
            painting = await painter.paint(work.prompt, _for_missing(work.plan, missing), inputs)
            new = dict(zip(missing, painting.pictures, strict=False))
            kept = await self._keep(job, work, new, stored + len(new))
        if written_off:
            self._roster.found(work.plan.model_id)
        return kept

    async def _one_by_one(
        self,
        job: Job,
        work: PaintWork,
        painter: Painter,
        missing: Sequence[int],
        inputs: Inputs,
        leave: Leave | None,
    ) -> list[Kept]:
        """Paint with a model that paints one picture a call; each is stored before the next is paid for."""
        at_once = asyncio.Semaphore(CALLS_AT_ONCE)

        async def one(index: int) -> list[Kept]:
            seed = max(work.plan.seed, 1) + index if index else work.plan.seed
            async with at_once:
                plan = work.plan.model_copy(update={"count": 1, "seed": seed})
                painting = await painter.paint(work.prompt, plan, inputs)
                return await self._keep(job, work, {index: painting.pictures[0]}, work.plan.count)

        outcomes = await asyncio.gather(*map(one, missing), return_exceptions=True)
        kept = [one for outcome in outcomes if isinstance(outcome, list) for one in outcome]
        if leave is not None and any(isinstance(outcome, ModelBusyError) for outcome in outcomes):
            leave.met_busy = True
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not (kept and isinstance(outcome, ModelError)):
                raise outcome
        return kept

    async def _repriced(self, job: Job, work: PaintWork) -> Job:
        """The job with other work, and what that costs set aside in place of what was."""
        try:
            return await self._records.results.reprice(
                job, work, cost_of(work), await self._budgets.caps(job)
            )
        except OverBudgetError as error:
            raise EndedError("over_budget") from error

    def _callable(self, work: PaintWork, gone: Collection[str]) -> Painter | None:
        """The painter that `work` was planned for or, if it can't be called, another that can do it."""
        try:
            return self._roster.choose(work.plan.task, work.plan.model_id, gone)
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


def _for_missing(plan: Plan, missing: Sequence[int]) -> Plan:
    """The plan for those of its pictures that are missing: each from the seed it would have had, or from one that
    none of the others has.
    """
    if len(missing) == plan.count:
        return plan
    run = missing[-1] - missing[0] == len(missing) - 1
    shift = missing[0] if run else plan.count
    seed = plan.seed + shift if plan.seed + shift <= MAX_SEED else plan.seed - plan.count
    return plan.model_copy(update={"count": len(missing), "seed": max(0, seed)})
