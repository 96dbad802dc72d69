"""The paid calls for what is missing of a job's pictures: as many as its painter needs, each kept as it comes."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.ask import MAX_SEED
from services.bedrock import ModelBusyError, ModelError, PictureRefusedError
from services.entrance import Leave
from services.jobs import Job, PaintWork
from services.keeping import Keeper, Kept
from services.lanes import CALLS_AT_ONCE
from services.observing import timed
from services.painting.interface import Inputs, Painter
from services.records.rows import LostError
from services.survey import uncallable


@dataclass(frozen=True)
class Bought:
    """What the calls came to.

    Attributes
    ----------
    kept
        the pictures, stored
    left
        indices of those whose calls said that the model can't be called: another may paint them
    gone
        what those calls said; None where none did
    failed
        index of any other that is missing → why
    """

    kept: list[Kept]
    left: tuple[int, ...] = ()
    gone: ModelError | None = None
    failed: Mapping[int, ModelError] = field(default_factory=dict)


async def buy(
    keeper: Keeper,
    job: Job,
    work: PaintWork,
    painter: Painter,
    missing: Sequence[int],
    inputs: Inputs,
    stored: int,
    leave: Leave | None,
    assure: Callable[[], Awaitable[None]],
) -> Bought:
    """Paint the `missing` pictures of a job, beside those that are `stored` already.

    Each is stored as soon as its call has answered, and one that fails takes none of the others with it.

    Parameters
    ----------
    assure
        sees before every call that the job is still this attempt's: whoever was taken for dead, and is not, must
        not pay for what another is paying for

    Raises
    ------
    LostError
    NotKeptError
    """
    limits = painter.capabilities
    runs = runs_of(missing, limits.images_per_call)
    at_once = asyncio.Semaphore(CALLS_AT_ONCE)

    async def one(run: Sequence[int]) -> list[Kept]:
        seed = seed_of(work.plan.seed, run[0], limits.seed_limit)
        plan = work.plan.model_copy(update={"count": len(run), "seed": seed})
        async with at_once:
            await assure()
            answer = await timed("painting", painter.paint(work.prompt, plan, inputs))
            painted = dict(zip(run, answer.pictures, strict=False))
            # What the other calls come to is not known yet.
            of = stored + len(painted) if len(runs) == 1 else work.plan.count
            return await asyncio.gather(
                *(
                    keeper.keep(job.id, work, index, picture, of, job.earlier)
                    for index, picture in painted.items()
                )
            )

    outcomes = await asyncio.gather(*map(one, runs), return_exceptions=True)
    kept: list[Kept] = []
    left: list[int] = []
    gone: ModelError | None = None
    failed: dict[int, ModelError] = {}
    for error in outcomes:
        if isinstance(error, LostError):
            raise error
    for run, outcome in zip(runs, outcomes, strict=True):
        if not isinstance(outcome, BaseException):
            kept += outcome
            there = {one.index for one in outcome}
            failed |= {index: PictureRefusedError("held back") for index in run if index not in there}
        elif not isinstance(outcome, ModelError):
            raise outcome
        elif uncallable(outcome):
            left += run
            gone = gone or outcome
        else:
            failed |= dict.fromkeys(run, outcome)
            # Another's calls say nothing about the lane that the job has its leave for.
            if leave is not None and isinstance(outcome, ModelBusyError) and leave.lane == limits.model_id:
                leave.met_busy = True
    return Bought(kept, tuple(left), gone, failed)


def runs_of(missing: Sequence[int], most: int) -> list[tuple[int, ...]]:
    """The indices, in order, as calls for at most so many: each for pictures that follow one another."""
    runs: list[tuple[int, ...]] = []
    for index in missing:
        if runs and len(runs[-1]) < most and runs[-1][-1] == index - 1:
            runs[-1] += (index,)
        else:
            runs.append((index,))
    return runs


_FIRST: Final = 1
"""The smallest seed of a second picture: Stability's models take 0 as a wish for any."""


def seed_of(seed: int, index: int, limit: int) -> int:
    """The seed of the call whose first picture is picture `index` of a plan with `seed`: another for each, and one
    that can be asked for again.

    Parameters
    ----------
    limit
        the largest seed of the model; 0 where it takes none
    """
    if index == 0:
        return seed
    most = min(MAX_SEED, limit or MAX_SEED)
    return (max(seed, _FIRST) + index - _FIRST) % most + _FIRST
