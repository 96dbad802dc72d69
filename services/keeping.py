"""Keeping what was painted: each picture stored at once, where it is found again whatever happens next."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import NotAPictureError
from services.jobs import PaintWork
from services.painted_palette import PaintedPalette, keep_palette
from services.painting.interface import Painted
from services.pictures import Renditions, Studio, UnreadablePictureError
from services.recipes import Recipe, Recipes, recipe_of
from services.storage import Keys, Storage

logger = logging.getLogger(__name__)

T = TypeVar("T")

_TRIES: Final = 6
_FIRST_DELAY: Final = 2.0


@dataclass(frozen=True)
class Kept:
    """A stored picture: which of its job's it is, the seed that it was painted from, and what is kept of it."""

    index: int
    seed: int
    renditions: Renditions
    keys: Keys
    palette: PaintedPalette


class Keeper:
    """Stores pictures in `storage`, in the sizes that `studio` makes, with their recipes as `recipes` says."""

    def __init__(self, studio: Studio, storage: Storage, recipes: Recipes = "on") -> None:
        self._studio = studio
        self._storage = storage
        self._recipes = recipes

    async def keep(self, job_id: str, work: PaintWork, index: int, picture: Painted, of: int) -> Kept:
        """Store picture `index` of the `of` that a job comes to; doing it again changes nothing.

        Raises
        ------
        NotAPictureError
        BotoCoreError, ClientError
            if the bucket has more than a bad minute
        """
        recipe = recipe_of(work, picture.seed)
        renditions = await self._rendered(picture.data, recipe)
        stored = await patiently(
            lambda: self._storage.put_original(
                work.token, index, renditions.original, picture.seed, of, secret=work.secret
            )
        )
        if stored.data != renditions.original.data:
            # Another worker was here first: its picture counts.
            renditions = await self._rendered(stored.data, recipe, stored=True)
        keys = await patiently(
            lambda: self._storage.put_renditions(work.token, index, renditions, secret=work.secret)
        )
        original = renditions.original.data
        palette = await keep_palette(self._studio, self._storage, job_id, work, index, original)
        return Kept(index, stored.seed, renditions, keys, palette)

    async def _rendered(self, data: bytes, recipe: Recipe, *, stored: bool = False) -> Renditions:
        try:
            return await self._studio.render(data, recipe, self._recipes, stored=stored)
        except UnreadablePictureError as error:
            raise NotAPictureError(str(error)) from error


async def patiently(store: Callable[[], Awaitable[T]]) -> T:
    """What `store` gives: what was paid for is not given up because the bucket has a bad minute."""
    for attempt in range(1, _TRIES):
        try:
            return await store()
        except (BotoCoreError, ClientError) as error:
            delay = _FIRST_DELAY * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311
            logger.warning("not stored, again in %.0f s: %s", delay, error)
            await asyncio.sleep(delay)
    return await store()
