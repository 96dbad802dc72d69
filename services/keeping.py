"""Keeping what was painted: each picture stored at once, where it is found again whatever happens next."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import NotAPictureError
from services.jobs import Earlier, PaintWork
from services.observing import timed
from services.painted_palette import PaintedPalette, keep_palette
from services.painting.interface import Painted
from services.pictures import Renditions, Studio, UnreadablePictureError
from services.recipes import Recipe, Recipes, recipe_of
from services.storage import Credit, Keys, Storage

logger = logging.getLogger(__name__)

T = TypeVar("T")

HOLD_SECONDS: Final = 900.0
"""How long a picture that was paid for is held while the bucket does not take it. Its worker lives and says so, so
nobody else pays for it meanwhile."""

_FIRST_DELAY: Final = 2.0
_LONGEST_DELAY: Final = 30.0
_LONGEST_STORE: Final = 10.0
"""Seconds that whoever is stopped waits for what is being stored, to know whether it is."""


class NotKeptError(Exception):
    """The bucket has not taken a picture for as long as it was held; it is gone."""


@dataclass(frozen=True)
class Kept:
    """A stored picture: which of its job's it is, what it was painted from, and what is kept of it.

    Attributes
    ----------
    work
        as whoever painted this picture did it
    seed, place, together
        as on `services.painting.interface.Painted`
    """

    index: int
    work: PaintWork
    seed: int
    place: int
    together: int
    renditions: Renditions
    keys: Keys
    palette: PaintedPalette


class Keeper:
    """Stores pictures in `storage`, in the sizes that `studio` makes, with their recipes as `recipes` says."""

    def __init__(self, studio: Studio, storage: Storage, recipes: Recipes = "on") -> None:
        self._studio = studio
        self._storage = storage
        self._recipes = recipes

    async def keep(
        self,
        job_id: str,
        work: PaintWork,
        index: int,
        picture: Painted,
        of: int,
        earlier: Sequence[Earlier] = (),
    ) -> Kept:
        """Store picture `index` of the `of` that a job comes to; doing it again changes nothing.

        Parameters
        ----------
        work
            as whoever painted it did it
        earlier
            what others have painted of the job (`services.jobs.Job`)

        Raises
        ------
        NotAPictureError
        NotKeptError
        """
        recipe = recipe_of(work, picture.seed, picture.place, picture.together)
        renditions = await self._rendered(picture.data, recipe)
        plan = work.plan
        ours = Credit(plan.model_id, plan.model_name, plan.price_each, picture.place, picture.together)
        putting = patiently(
            lambda: self._storage.put_original(
                work.token, index, renditions.original, picture.seed, of, ours, secret=work.secret
            )
        )
        stored = await timed("storing", putting)
        if stored.data != renditions.original.data:
            # Another worker was here first: its picture counts.
            renditions = await self._rendered(stored.data, recipe, stored=True)
        putting_more = patiently(
            lambda: self._storage.put_renditions(work.token, index, renditions, secret=work.secret)
        )
        keys = await timed("storing", putting_more)
        original = renditions.original.data
        credit = stored.credit or ours
        work = credited(work, earlier, credit)
        palette = await keep_palette(self._studio, self._storage, job_id, work, index, original)
        return Kept(index, work, stored.seed, credit.place, credit.together, renditions, keys, palette)

    async def _rendered(self, data: bytes, recipe: Recipe, *, stored: bool = False) -> Renditions:
        try:
            return await self._studio.render(data, recipe, self._recipes, stored=stored)
        except UnreadablePictureError as error:
            raise NotAPictureError(str(error)) from error


def credited(work: PaintWork, earlier: Sequence[Earlier], credit: Credit | None) -> PaintWork:
    """The work as whoever has painted one of its pictures did it.

    Parameters
    ----------
    earlier
        what others than the painter of `work` have painted (`services.jobs.Job`)
    credit
        of the picture; None where it is not known
    """
    if credit is None or credit.model_id == work.plan.model_id:
        return work
    for one in earlier:
        if one.plan.model_id == credit.model_id:
            plan = one.plan.model_copy(update={"count": work.plan.count})
            return work.model_copy(update={"prompt": one.prompt, "plan": plan})
    # How it was told is not known any more; whose it is, and what it costs, lies beside it.
    whose = {"model_id": credit.model_id, "model_name": credit.model_name, "price_each": credit.price}
    return work.model_copy(update={"plan": work.plan.model_copy(update=whose)})


async def patiently(store: Callable[[], Coroutine[Any, Any, T]], seconds: float | None = None) -> T:
    """What `store` gives: what was paid for is not given up because the bucket has bad minutes.

    Parameters
    ----------
    seconds
        after which no other try is begun; `HOLD_SECONDS` unless given

    Raises
    ------
    NotKeptError
    """
    due = time.monotonic() + (HOLD_SECONDS if seconds is None else seconds)
    longest = _FIRST_DELAY
    while True:
        try:
            return await _to_its_end(store())
        except (BotoCoreError, ClientError) as error:
            delay = longest * random.uniform(0.5, 1.0)  # noqa: S311  # nothing secret about it
            if time.monotonic() + delay > due:
                raise NotKeptError(str(error)) from error
            logger.warning("not stored, again in %.0f s: %s", delay, error)
            longest = min(2 * longest, _LONGEST_DELAY)
            await asyncio.sleep(delay)


async def _to_its_end(store: Coroutine[Any, Any, T]) -> T:
    """What `store` gives. Who is stopped meanwhile waits for it: nothing may come to lie in the bucket after
    whoever stopped them has cleared up.
    """
    storing = asyncio.create_task(store)
    try:
        return await asyncio.shield(storing)
    except asyncio.CancelledError:
        await asyncio.wait([storing], timeout=_LONGEST_STORE)
        if not storing.cancel() and not storing.cancelled():
            storing.exception()  # looked at, as nobody else will
        raise
