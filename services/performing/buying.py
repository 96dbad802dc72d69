"""The pictures of a job, each paid for once: painted by a model that can be called, stored before all else."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from services.bedrock import ModelError, ModelGoneError
from services.budgets import Budgets
from services.entrance import Leave
from services.faults import AskError
from services.jobs import Earlier, Job, PaintWork
from services.keeping import Keeper, Kept, credited
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
        LostError
        """
        found = await self._found(job, work)
        of = max((one.of for one in found.values()), default=work.plan.count)
        left: Sequence[int] = [index for index in range(of) if index not in found]
        kept: list[Kept] = []
        inputs = await self._inputs(work) if left else NO_INPUTS
        gone: dict[str, ModelError] = {}
        while left:
            try:
                job, work, painter = await self._settled(job, work, gone, found, kept)
                bought = await self._bought(job, work, painter, left, inputs, len(found) + len(kept), leave)
                if bought.failed is not None and not bought.kept and not bought.left:
                    raise bought.failed
            except (ModelError, EndedError) as error:
                again = isinstance(error, ModelError) and job.attempt < error.tries
                if again or not (found or kept):
                    raise
                logger.warning("job %s: what is there is delivered without the rest: %s", job.id, error)
                break
            kept += bought.kept
            left = bought.left
            if bought.gone is not None:
                gone[work.plan.model_id] = bought.gone
                self._roster.lose(work.plan.model_id, bought.gone)
        kept += await self._again(job, work, found, of)
        return job, work, sorted(kept, key=lambda one: one.index)

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
        return await asyncio.gather(
            *(
                self._keeper.keep(
                    job.id, credited(work, job.earlier, one.credit), index, _painted(one), of, job.earlier
                )
                for index, one in found.items()
            )
        )

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
            if len(gone) > 1:
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
        # Whoever was taken for dead, and is not, must not pay for what another is paying for.
        await self._records.leases.assure(job)
        bought = await buy(self._keeper, job, work, painter, left, inputs, stored, leave)
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
