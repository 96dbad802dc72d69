"""Which language model answers: the first in order that this account can call, and another when that ends."""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from services.bedrock import ModelError, PicturesNotTakenError, RequestRefusedError
from services.observing import asking, timed
from services.prompting.converse import OPTIONAL, Question, ask
from services.prompting.voices import Candidate
from services.survey import Ending, Listing, Refusal, Surveyed, ended, ends_soon, uncallable

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

logger = logging.getLogger(__name__)

T = TypeVar("T")

_REMEMBERED: Final = timedelta(hours=1)
"""How long a model that could not be called is not asked first."""

_TOLD_EVERY: Final = timedelta(days=1)

_NO_PICTURES: Final = "image content block"
"""In what Bedrock answers to a picture for a model that takes none."""

WhyNot = Literal["ended", "not_granted", "not_here", "failed"]


@dataclass(frozen=True)
class Standing:
    """A model, and why it is not asked just now; None if it would be.

    Attributes
    ----------
    end_of_life
        its last day, as far as that is known
    """

    candidate: Candidate
    why_not: WhyNot | None
    end_of_life: date | None = None


def _now() -> datetime:
    return datetime.now(UTC)


class Voices:
    """The language models in their order.

    Parameters
    ----------
    clients
        the client for a region
    order
        at least one, the preferred first
    """

    def __init__(
        self,
        clients: Callable[[str], Awaitable["BedrockRuntimeClient"]],
        region: str,
        order: Sequence[Candidate],
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._clients = clients
        self._region = region
        self._order = tuple(order)
        self._clock = clock
        self._listings: dict[str, dict[str, Listing]] = {}
        """Of the regions that could be asked, by the id of the model."""
        self._failed: dict[str, datetime] = {}
        self._sightless: set[str] = set()
        self._left_out: dict[str, frozenset[str]] = {}
        self._warned: dict[str, datetime] = {}
        self._said = ""

    async def ask(self, question: Question, check: Callable[[Mapping[str, Any]], T]) -> T:
        """The answer to `question`, as `check` makes it; see `converse.ask`.

        A model that can't be called is remembered for an hour, and the next in order is asked the same.

        Raises
        ------
        ModelError
            as the last model raised it; `PicturesNotTakenError` if there are pictures and none takes them
        """
        failure: ModelError = PicturesNotTakenError("no language model takes pictures")
        for candidate in self._in_order(pictures=bool(question.pictures)):
            try:
                answer = await self._ask(candidate, question, check)
            except ModelError as error:
                if not self._another(candidate, question, error):
                    raise
                failure = error
            else:
                self._failed.pop(candidate.invoke_id, None)
                return answer
        raise failure

    def wanted(self) -> Mapping[str, Collection[str]]:
        """What a survey should look for."""
        wanted: dict[str, set[str]] = {}
        for candidate in self._order:
            wanted.setdefault(self._where(candidate), set()).add(candidate.model_id)
        return wanted

    def heed(self, surveyed: Surveyed) -> None:
        """Go by what was found; where nothing could be asked, what was known before still counts."""
        for asked in self.wanted().keys() - surveyed.unasked.keys():
            self._listings[asked] = {
                model_id: listing
                for (model_id, region), listing in surveyed.listings.items()
                if region == asked
            }
        first = next(iter(self._in_order(pictures=False)))
        if self._said != first.invoke_id:
            self._said = first.invoke_id
            logger.info("writing with %s (%s)", first.name, first.invoke_id)
        self._warn()

    def standings(self) -> tuple[Standing, ...]:
        """Every model, in order."""
        return tuple(
            Standing(candidate, self._why_not(candidate), self._last_day(candidate))
            for candidate in self._order
        )

    def refusals(self) -> Mapping[str, Refusal]:
        return {invoke_id: Refusal("failed", until) for invoke_id, until in self._failed.items()}

    def remember(self, refusals: Mapping[str, Refusal]) -> None:
        mine = {candidate.invoke_id for candidate in self._order}
        self._failed = {one: refusal.until for one, refusal in refusals.items() if one in mine}

    def forget(self) -> None:
        """Forget which models could not be called: somebody says that they can."""
        self._failed.clear()

    def warnings(self) -> tuple[Ending, ...]:
        """The models that will end within 30 days."""
        moment = self._clock()
        return tuple(
            Ending(candidate.name, candidate.model_id, last_day, self._after(candidate, last_day))
            for candidate in self._order
            if (last_day := self._last_day(candidate)) is not None and ends_soon(last_day, moment)
        )

    async def _ask(
        self, candidate: Candidate, question: Question, check: Callable[[Mapping[str, Any]], T]
    ) -> T:
        """Ask one model; what it refuses to be told besides the question is left out from then on."""
        client = await self._clients(self._where(candidate))
        asking(candidate.model_id, candidate.price)
        while True:
            left_out = self._left_out.get(candidate.invoke_id, frozenset())
            try:
                return await timed("writing", ask(client, candidate.invoke_id, question, check, left_out))
            except RequestRefusedError as error:
                refused = {part for part in OPTIONAL if part.lower() in str(error).lower()} - left_out
                if not refused:
                    raise
                logger.info("%s does without %s", candidate.name, ", ".join(sorted(refused)))
                self._left_out[candidate.invoke_id] = left_out | refused

    def _another(self, candidate: Candidate, question: Question, error: ModelError) -> bool:
        """Whether another model may do after `error`; if so, `candidate` is not asked the like again soon."""
        if uncallable(error):
            self._failed[candidate.invoke_id] = self._clock() + _REMEMBERED
            logger.warning("%s can't be called now: %s", candidate.name, error)
            return True
        if question.pictures and isinstance(error, RequestRefusedError) and _NO_PICTURES in str(error):
            self._sightless.add(candidate.invoke_id)
            logger.warning("%s takes no pictures: %s", candidate.name, error)
            return True
        return False

    def _in_order(self, *, pictures: bool) -> list[Candidate]:
        """Whom to ask, one after another.

        Where none can be called as far as is known, the first is asked nonetheless: what it says is the failure.
        """
        fitting = [one for one in self._order if not pictures or self._sees(one) is not False]
        if pictures:
            # Those of which it is not known come after those of which it is.
            fitting.sort(key=lambda one: self._sees(one) is None)
        return [one for one in fitting if self._why_not(one) is None] or fitting[:1]

    def _sees(self, candidate: Candidate) -> bool | None:
        """Whether it takes pictures; None where nobody said.

        Whoever described a model for this bot knows better than a list what may be sent to it.
        """
        if candidate.invoke_id in self._sightless:
            return False
        if candidate.voice is not None and candidate.voice.described:
            return candidate.voice.sees
        listing = self._listing(candidate)
        if listing is not None and listing.inputs:
            return "IMAGE" in listing.inputs
        return candidate.voice.sees if candidate.voice else None

    def _why_not(self, candidate: Candidate) -> WhyNot | None:
        moment = self._clock()
        listing = self._listing(candidate)
        if ended(self._last_day(candidate), moment):
            return "ended"
        if listing is not None and listing.granted is False:
            return "not_granted"
        # What is not known here may well be a profile of the account's own, which is in no list.
        known = candidate.voice is not None and not candidate.voice.described
        if listing is None and self._where(candidate) in self._listings and known:
            return "not_here"
        until = self._failed.get(candidate.invoke_id)
        return "failed" if until is not None and moment < until else None

    def _listing(self, candidate: Candidate) -> Listing | None:
        return self._listings.get(self._where(candidate), {}).get(candidate.model_id)

    def _where(self, candidate: Candidate) -> str:
        """The region that it is called in."""
        return candidate.region or self._region

    def _last_day(self, candidate: Candidate) -> date | None:
        """The day that Bedrock says, or else the one that was described."""
        listing = self._listing(candidate)
        told = listing.last_day if listing is not None else None
        return told or (candidate.voice.end_of_life if candidate.voice else None)

    def _after(self, candidate: Candidate, last_day: date) -> str | None:
        """The name of the model that will answer on the day after the last of `candidate`."""
        for other in self._order:
            if other is candidate or self._why_not(other) is not None:
                continue
            end = self._last_day(other)
            if end is None or end > last_day:
                return other.name
        return None

    def _warn(self) -> None:
        moment = self._clock()
        for ending in self.warnings():
            told = self._warned.get(ending.model_id)
            if told is None or moment - told >= _TOLD_EVERY:
                self._warned[ending.model_id] = moment
                logger.warning(
                    "%s (%s) ends on %s; %s",
                    ending.name,
                    ending.model_id,
                    ending.last_day,
                    f"{ending.instead} takes over"
                    if ending.instead
                    else "there is nothing to take over: set IMAGINE_TEXT_MODEL",
                )
