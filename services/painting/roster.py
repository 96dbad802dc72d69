"""Which models can be called, where, and which of them paints what."""

import difflib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from services.bedrock import ModelError, ModelForbiddenError
from services.faults import AskError, ModelUnavailable, NoPainter, NotPainted, PictureNotTaken, UnknownModel
from services.painting.interface import Capabilities, Painter, Steering, Task
from services.painting.suiting import suits
from services.painting.uses import use_of
from services.survey import Ending, Listing, Refusal, Surveyed, ended, ends_soon, foundation_id

logger = logging.getLogger(__name__)

State = Literal["live", "legacy", "ended", "forbidden", "elsewhere"]
"""``legacy``: can be called until its end. ``elsewhere``: in no region where it may be called from here."""

AUTO: Final = "auto"

FORBIDDEN_FOR: Final = timedelta(hours=1)
"""For how long a model that refused us is not asked again: somebody may be about to grant access."""

GONE_FOR: Final = timedelta(hours=24)
"""For how long one that is not there is not asked again."""


_TOLD_EVERY: Final = timedelta(days=1)

_FROM_WORDS: Final = frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS})
"""Tasks in which a model makes a picture of its own, whoever is preferred for that."""

_WORST_LAST: Final[tuple[State, ...]] = ("live", "legacy", "forbidden", "ended", "elsewhere")


@dataclass(frozen=True)
class Standing:
    """Where a model stands with this account.

    Attributes
    ----------
    region
        where it is called; empty for one that is not called through AWS
    end_of_life
        its last day, as far as that is known
    """

    capabilities: Capabilities
    state: State
    region: str = ""
    end_of_life: date | None = None

    @property
    def callable(self) -> bool:
        return self.state in {"live", "legacy"}


@dataclass(frozen=True)
class Lost:
    """What a call told about a model: it can't be called by us."""

    state: State
    until: datetime


class Roster:
    """The models in the order in which they are preferred, and what is known of each.

    Parameters
    ----------
    painters
        by the id of their model
    order
        ids of the models that may paint from words, first choice first; `AUTO` stands for all others. What is done
        with pictures may be done by any model, also by one that may not paint from words
    home
        the region the bot runs in: where a model can be called there, it is
    regions
        the only regions in which models may be called; empty for any
    """

    def __init__(
        self,
        painters: Mapping[str, Painter],
        order: Sequence[str] = (AUTO,),
        *,
        home: str = "",
        regions: Collection[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._painters = {model_id: painters[model_id] for model_id in _ordered(painters, order)}
        self._can = {
            model_id: one.capabilities
            if AUTO in order or model_id in order
            else replace(one.capabilities, tasks=one.capabilities.tasks - _FROM_WORDS)
            for model_id, one in self._painters.items()
        }
        self._all = dict(painters)
        self._named = frozenset(order)
        self._home = home
        self._regions = frozenset(regions)
        self._now = now
        self._surveyed = Surveyed({}, {})
        self._asked: frozenset[str] = frozenset()
        self._lost: dict[str, Lost] = {}
        self._told: dict[str, datetime] = {}
        self._ends: dict[tuple[str, str], date | None] = {}

    # What is known

    def wanted(self) -> dict[str, set[str]]:
        """What Bedrock is to be asked about: region → ids of models."""
        wanted: dict[str, set[str]] = {}
        for model_id, painter in self._all.items():
            for region in self._candidates(painter.capabilities):
                wanted.setdefault(region, set()).add(foundation_id(model_id))
        return wanted

    def heed(self, surveyed: Surveyed) -> None:
        """Take over what Bedrock says, and say in the log what ends soon, once a day."""
        self._surveyed = surveyed
        self._asked = frozenset(self.wanted()) - surveyed.unasked.keys()
        # What is over is not listed any more: what was said about it before tells when that was.
        for place, listing in surveyed.listings.items():
            self._ends[place] = listing.last_day
        moment = self._now()
        for ending in self.endings():
            told = self._told.get(ending.model_id)
            if told is not None and moment - told < _TOLD_EVERY:
                continue
            self._told[ending.model_id] = moment
            logger.warning(
                "%s (%s) ends on %s; then %s", ending.name, ending.model_id, ending.last_day,
                f"{ending.instead} paints" if ending.instead else "nothing paints in its place",
            )  # fmt: skip

    def lose(self, model_id: str, error: ModelError) -> Lost:
        """Remember that a call of a model was refused because it can't be called by us."""
        forbidden = isinstance(error, ModelForbiddenError)
        lost = Lost(
            "forbidden" if forbidden else "ended",
            self._now() + (FORBIDDEN_FOR if forbidden else GONE_FOR),
        )
        known = self._lost.get(model_id)
        if known is None or known.until <= self._now():
            # Whatever else is under way finds out the same; once is enough.
            logger.error("%s can't be called (%s); not before %s again", model_id, error, lost.until)
        self._lost[model_id] = lost
        return lost

    def found(self, model_id: str) -> None:
        """A call of a model was answered: whatever it refused before, it can be called."""
        if self._lost.pop(model_id, None) is not None:
            logger.info("%s can be called again", model_id)

    def forget(self) -> None:
        """Forget every refusal: somebody says that access was granted."""
        self._lost.clear()

    def refusals(self) -> Mapping[str, Refusal]:
        return {model_id: Refusal(lost.state, lost.until) for model_id, lost in self._lost.items()}

    def remember(self, refusals: Mapping[str, Refusal]) -> None:
        self._lost = {
            model_id: Lost("forbidden" if one.state == "forbidden" else "ended", one.until)
            for model_id, one in refusals.items()
            if model_id in self._all
        }

    def standings(self) -> tuple[Standing, ...]:
        """Every model that there is to choose from, first choice first."""
        return tuple(map(self._standing, self._can.values()))

    def endings(self) -> tuple[Ending, ...]:
        """Models that can be called and end within `WARNED_BEFORE`."""
        moment = self._now()
        standings = self.standings()
        return tuple(
            Ending(
                one.capabilities.name,
                one.capabilities.model_id,
                one.end_of_life,
                self._instead_of(one, standings),
            )
            for one in standings
            if one.callable and one.end_of_life is not None and ends_soon(one.end_of_life, moment)
        )

    def missing(self) -> tuple[Standing, ...]:
        """Models that the settings name and that can't be called."""
        return tuple(
            one
            for one in self.standings()
            if not one.callable and one.capabilities.model_id in self._named - {AUTO}
        )

    def _instead_of(self, ending: Standing, standings: Sequence[Standing]) -> str | None:
        """Who is there for the first of its tasks on the day after its end."""
        task = min(ending.capabilities.tasks, key=list(Task).index)
        end = ending.end_of_life or date.max
        return next(
            (
                one.capabilities.name
                for one in standings
                if one.callable
                and one != ending
                and task in one.capabilities.tasks
                and (one.end_of_life is None or one.end_of_life > end)
            ),
            None,
        )

    def per_call(self, model_id: str) -> int:
        """The most pictures of one call to a model; 1 where it is not known."""
        painter = self._all.get(model_id)
        return 1 if painter is None else painter.capabilities.images_per_call

    def region_of(self, model_id: str) -> str:
        """The region in which a model is called."""
        painter = self._all.get(model_id)
        return (self._standing(painter.capabilities).region if painter else "") or self._home

    def allowed(self, model_id: str) -> bool:
        """Whether there is a region in which the settings let a model be called; one that needs none may be."""
        painter = self._all.get(model_id)
        return painter is not None and (
            not painter.capabilities.regions or bool(self._candidates(painter.capabilities))
        )

    # Who paints

    def painter(self, model_id: str) -> Painter | None:
        """Whoever speaks to a model, whether or not it can be called."""
        return self._all.get(model_id)

    def named(self, name: str) -> Painter | None:
        """Whoever speaks to the model that goes by `name`, whether or not it can be called."""
        return self._all.get(self._id_of(name))

    def choose(
        self,
        task: Task,
        preferred: str = "",
        without: Collection[str] = (),
        pictures: Sequence[Steering] = (),
    ) -> Painter:
        """The painter for a task: the preferred one if it can be called and has it, or the first that does.

        Parameters
        ----------
        without
            ids of models that are not to be chosen
        pictures
            what is worked from: whoever doesn't take a picture of that shape and size is passed over

        Raises
        ------
        AskError
            if nobody has it, or nobody takes the pictures
        """
        preferred = self._id_of(preferred)
        able = [
            one.capabilities.model_id
            for one in self.standings()
            if one.callable and task in one.capabilities.tasks and one.capabilities.model_id not in without
        ]
        if not able and task is Task.TEXT_TO_IMAGE:
            raise AskError(NoPainter())
        if not able:
            raise AskError(NotPainted(use_of(task), self.first_name(preferred)))
        able = [one for one in able if suits(self._can[one], task, pictures)]
        if not able:
            raise AskError(_not_taken(task, pictures))
        return self._painters[preferred if preferred in able else able[0]]

    def tasks(self) -> frozenset[Task]:
        """All that can be done by whatever can be called."""
        found: frozenset[Task] = frozenset()
        for one in self.standings():
            if one.callable:
                found |= one.capabilities.tasks
        return found

    def tasks_on(self, *sizes: tuple[int, int]) -> frozenset[Task]:
        """All that can be done with pictures of these sizes, the first of which is worked on: width and height in
        pixels, 0 where it is not known.
        """
        pictures = [Steering(width=width, height=height) for width, height in sizes]
        return frozenset(
            task
            for one in self.standings()
            if one.callable
            for task in one.capabilities.tasks
            if suits(one.capabilities, task, pictures)
        )

    def from_words(self) -> tuple[Standing, ...]:
        """What a person can choose from: models that can be called and paint from words."""
        return tuple(
            one for one in self.standings() if one.callable and Task.TEXT_TO_IMAGE in one.capabilities.tasks
        )

    def first_name(self, preferred: str = "") -> str:
        """The name of what paints from words."""
        preferred = self._id_of(preferred)
        for one in self.from_words():
            if preferred in {"", one.capabilities.model_id}:
                return one.capabilities.name
        return next((one.capabilities.name for one in self.from_words()), "Imagine")

    def check(self, name: str) -> None:
        """See that a model which somebody asked for by name can paint from words now; no name asks for none.

        Raises
        ------
        AskError
        """
        if not name:
            return
        painter = self._painters.get(self._id_of(name))
        if painter is None or Task.TEXT_TO_IMAGE not in self._can[painter.capabilities.model_id].tasks:
            names = self._names()
            near = _nearest(_plain(name), names)
            nearest = self._painters[names[near]].capabilities.aliases[0] if near else None
            raise AskError(UnknownModel(name, nearest, self.names()))
        standing = self._standing(painter.capabilities)
        if not standing.callable:
            title = painter.capabilities.name
            raise AskError(ModelUnavailable(title, standing.state, standing.end_of_life, self.names()))

    def can(self, name: str) -> bool:
        """Whether a model that goes by `name` can be called now."""
        model_id = self._id_of(name)
        return any(one.callable and one.capabilities.model_id == model_id for one in self.standings())

    def short_name(self, name: str) -> str:
        """The first alias of the model that a person means; as it is, if there is none."""
        painter = self._painters.get(self._id_of(name))
        return painter.capabilities.aliases[0] if painter else name

    def _id_of(self, name: str) -> str:
        """The id of a model that goes by `name`; as it is, if none does."""
        return name if name in self._painters else self._names().get(_plain(name), name)

    def _names(self) -> dict[str, str]:
        """By what people may call those that paint from words → their ids. Of two with one name the first has it:
        a model that is described like another may have its name as well.
        """
        speak = [one for one in self._can.values() if Task.TEXT_TO_IMAGE in one.tasks]
        names = {_plain(one.model_id): one.model_id for one in speak}
        for one in speak:
            for name in (*one.aliases, one.name):
                names.setdefault(_plain(name), one.model_id)
        return names

    def names(self) -> tuple[str, ...]:
        """Short names of what a person can choose from."""
        return tuple(one.capabilities.aliases[0] for one in self.from_words())

    def _candidates(self, capabilities: Capabilities) -> list[str]:
        """Where a model may be called, best first."""
        allowed = [region for region in capabilities.regions if not self._regions or region in self._regions]
        return sorted(allowed, key=lambda region: region != self._home)

    def _standing(self, capabilities: Capabilities) -> Standing:
        model_id = capabilities.model_id
        lost = self._lost.get(model_id)
        if not capabilities.regions:
            end = capabilities.end_of_life
            state: State = "ended" if ended(end, self._now()) else "live"
            if lost and lost.until > self._now():
                state = lost.state
            return Standing(capabilities, state, "", end)
        there = [self._in_region(capabilities, region) for region in self._candidates(capabilities)]
        if not there:
            return Standing(capabilities, "elsewhere", "", capabilities.end_of_life)
        # Where Bedrock says that it can be called, before where it can't be asked; of several, the best one.
        standing = min(
            there,
            key=lambda one: (
                (0 if self._listing(model_id, one.region) else 1)
                if one.callable
                else 1 + _WORST_LAST.index(one.state)
            ),
        )
        if lost and lost.until > self._now() and (standing.callable or standing.state == "elsewhere"):
            # What the call said is newer than any date; when it ended is not known.
            return Standing(capabilities, lost.state, standing.region, None)
        return standing

    def _in_region(self, capabilities: Capabilities, region: str) -> Standing:
        place = (foundation_id(capabilities.model_id), region)
        listing = self._surveyed.listings.get(place)
        end = self._last_day(capabilities, place)
        if listing is None and region in self._asked and place in self._ends:
            ends = [one for one in (end, capabilities.end_of_life) if ended(one, self._now())]
            return Standing(capabilities, "ended", region, next(iter(ends), None))
        return Standing(capabilities, self._state(capabilities, region, listing, end), region, end)

    def _last_day(self, capabilities: Capabilities, place: tuple[str, str]) -> date | None:
        """The day that Bedrock says or said last, or else the one that was described.

        What was known when this was written is worth nothing where Bedrock has the model, and names no end.
        """
        if place in self._ends and not capabilities.end_described:
            return self._ends[place]
        return self._ends.get(place) or capabilities.end_of_life

    def _state(
        self, capabilities: Capabilities, region: str, listing: Listing | None, end: date | None
    ) -> State:
        past = ended(end, self._now())
        if listing is not None:
            if past:
                return "ended"
            if listing.granted is False:
                return "forbidden"
            return "legacy" if listing.legacy else "live"
        asked = region in self._asked
        if past:
            # Somebody who names it may know better than we do, where Bedrock can't be asked.
            named = capabilities.model_id in self._named and not capabilities.end_described
            return "legacy" if named and not asked else "ended"
        return "elsewhere" if asked else "live"

    def _listing(self, model_id: str, region: str) -> Listing | None:
        return self._surveyed.listings.get((foundation_id(model_id), region))


def _ordered(painters: Mapping[str, Painter], order: Sequence[str]) -> list[str]:
    """The ids in the order in which they are preferred."""
    others = [model_id for model_id in painters if model_id not in order]
    speak = [one for one in others if Task.TEXT_TO_IMAGE in painters[one].capabilities.tasks]
    named = [one for name in order for one in (speak if name == AUTO else [name])]
    behind = [*(one for one in others if one not in speak), *speak]
    # One that may paint from words only where it is named may have nothing else to do.
    return [
        *named,
        *(one for one in behind if one not in named and painters[one].capabilities.tasks - _FROM_WORDS),
    ]


def _not_taken(task: Task, pictures: Sequence[Steering]) -> PictureNotTaken:
    """Of several pictures, the one whose shape is longest."""
    one = max(pictures, key=lambda one: max(one.width, one.height) / max(1, min(one.width, one.height)))
    width, height = one.picture or (one.width, one.height)
    return PictureNotTaken(use_of(task), width, height)


def _nearest(given: str, names: Collection[str]) -> str | None:
    """The name that was probably meant: one that is nearly so, or else one that begins so."""
    near = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    begun = (name for name in names if len(given) > 1 and name.startswith(given))
    return near[0] if near else next(begun, None)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum() or letter == ".")
