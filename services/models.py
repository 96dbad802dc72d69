"""All the models together: those that paint and those that write, and what becomes of them."""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError

from services.painting.roster import Roster
from services.painting.roster import Standing as PainterStanding
from services.prompting.choice import Standing as VoiceStanding
from services.prompting.choice import Voices

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Warned:
    """What somebody who runs the workspace should know about a model.

    Attributes
    ----------
    last_day
        the last day on which it can be called, if it still can; None if it can't be now
    instead
        the name of the model that takes over; None if none does
    """

    does: Literal["paints", "writes"]
    name: str
    last_day: date | None
    instead: str | None


class Models:
    """What there is, and why the rest is not.

    Parameters
    ----------
    named_voices
        ids of the language models that the settings name
    home
        the region that what writes is called in
    look
        asks Bedrock now, and has everybody go by what it says
    share
        tells other processes what was refused, or forgotten
    """

    def __init__(
        self,
        roster: Roster,
        voices: Voices,
        look: Callable[[], Awaitable[None]],
        share: Callable[[], Awaitable[None]],
        named_voices: Collection[str] = (),
        home: str = "",
    ) -> None:
        self.roster = roster
        self.home = home
        self._voices = voices
        self._look = look
        self._share = share
        self._named_voices = frozenset(named_voices)

    def painters(self) -> tuple[PainterStanding, ...]:
        return self.roster.standings()

    def writers(self) -> tuple[VoiceStanding, ...]:
        return self._voices.standings()

    async def check_again(self) -> None:
        """Ask Bedrock now, and forget what was refused: somebody says that this has changed."""
        try:
            await self._share()  # what others found out is to be forgotten, too
            self._forget()
            await self._share()
        except (BotoCoreError, ClientError) as error:
            logger.warning("other processes don't know that refusals are forgotten: %s", error)
            self._forget()
        await self._look()

    def _forget(self) -> None:
        self.roster.forget()
        self._voices.forget()

    def warnings(self) -> tuple[Warned, ...]:
        """Models that end within 30 days, the soonest first, and those that the settings name in vain."""
        ending = [
            *(Warned("paints", one.name, one.last_day, one.instead) for one in self.roster.endings()),
            *(Warned("writes", one.name, one.last_day, one.instead) for one in self._voices.warnings()),
        ]
        first_painter = self.roster.first_name()
        first_writer = next((one.candidate.name for one in self.writers() if one.why_not is None), None)
        missing = [
            *(
                Warned("paints", one.capabilities.name, None, first_painter if self.roster.names() else None)
                for one in self.roster.missing()
            ),
            *(
                Warned("writes", one.candidate.name, None, first_writer)
                for one in self.writers()
                if one.why_not is not None and one.candidate.model_id in self._named_voices
            ),
        ]
        return (*missing, *sorted(ending, key=lambda one: one.last_day or date.max))
