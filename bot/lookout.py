"""The lookout: asks Bedrock at the start, and every hour, what has become of the models."""

import asyncio
import logging
import random
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

from services.survey import Survey, Surveyed

logger = logging.getLogger(__name__)

_EVERY_SECONDS: Final = 3600.0

START_SECONDS: Final = 4.0
"""The bot can work without an answer, so it waits no longer for the first one."""


class Choosing(Protocol):
    """Chooses among models."""

    def wanted(self) -> Mapping[str, Collection[str]]:
        """Ids of foundation models that it would use, by region."""

    def heed(self, surveyed: Surveyed) -> None:
        """Go by what was found; there may be more than it wanted."""


class Lookout:
    """Looks every hour, not all processes at the same moment."""

    def __init__(self, survey: Survey, choosing: Sequence[Choosing]) -> None:
        self._survey = survey
        self._choosing = tuple(choosing)
        self._looked = asyncio.Event()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                # Whatever it is: the bot goes on with what it knows, and looks again.
                logger.exception("what has become of the models is not known")
            self._looked.set()
            await asyncio.sleep(_EVERY_SECONDS * random.uniform(0.9, 1.1))  # noqa: S311

    async def looked(self, seconds: float = START_SECONDS) -> bool:
        """Wait for the first look, at most `seconds`; whether it was over by then."""
        try:
            async with asyncio.timeout(seconds):
                await self._looked.wait()
        except TimeoutError:
            return False
        return True

    async def look(self) -> None:
        """Ask once for all of them."""
        wanted: dict[str, set[str]] = {}
        for one in self._choosing:
            for region, model_ids in one.wanted().items():
                wanted.setdefault(region, set()).update(model_ids)
        surveyed = await self._survey.look(wanted)
        for one in self._choosing:
            one.heed(surveyed)
