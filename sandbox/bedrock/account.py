"""The life of the models as one account sees it: which it may call, from where, how slowly, until when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal

from sandbox.bedrock.catalogue import (
    Model,
    Operation,
    Way,
    find_model,
    known_model,
    last_part,
    models,
    within,
)
from sandbox.bedrock.errors import BedrockError, access_denied, end_of_life, invalid_identifier

State = Literal["active", "legacy", "end-of-life", "denied"]

EXTENDED: Final = timedelta(days=183)
"""How far off the end of a model is that a control, or extended access, makes legacy."""

NOTICE: Final = timedelta(days=183)
"""A model is legacy for at least six months before its end (Amazon Bedrock user guide, "Model lifecycle")."""

Today = Callable[[], date]


def today_in_utc() -> date:
    return datetime.now(UTC).date()


class LifeError(ValueError):
    """A state and an end that contradict each other."""


@dataclass(frozen=True, slots=True)
class Life:
    """How a model is doing.

    Attributes
    ----------
    end_of_life : its last day; from the day after it is past its end, whatever `state` says
    latency : seconds that its answers take at least, on top of the operation's
    regions : from where it can be called, as shell patterns; None leaves it to the contract
    price : a list of prices per image, or ``{"in", "out"}`` in USD per million tokens
    """

    state: State
    end_of_life: date | None
    price: Any
    latency: float = 0.0
    regions: tuple[str, ...] | None = None

    def state_on(self, today: date) -> State:
        over = self.end_of_life is not None and self.end_of_life < today
        return "end-of-life" if over and self.state != "denied" else self.state


class Account:
    """The lives of all models of the contract.

    Parameters
    ----------
    extended_access : models past their end are legacy still, for half a year from now, as for an account
        that has agreed so with AWS
    today : tells the day
    """

    def __init__(self, *, extended_access: bool = False, today: Today = today_in_utc) -> None:
        self._today = today
        self._start = {model.id: _first_life(model, today(), extended_access) for model in models()}
        self._lives = dict(self._start)
        self._watchers: list[Callable[[], object]] = []

    def watch(self, told: Callable[[], object]) -> None:
        """Call `told` whenever a life has changed."""
        self._watchers.append(told)

    def life(self, model: Model) -> Life:
        return self._lives[model.id]

    def state(self, model: Model) -> State:
        """On this day."""
        return self.life(model).state_on(self._today())

    def first_state(self, model: Model) -> State:
        """That which `reset` gives it back."""
        return self._start[model.id].state_on(self._today())

    def legacy_since(self, model: Model) -> date:
        """Since when a legacy model is one: as the contract says, or as late as the notice allows."""
        if model.legacy_since is not None:
            return model.legacy_since
        end = self.life(model).end_of_life
        return min(self._today(), end - NOTICE) if end else self._today()

    def change(
        self,
        model: Model,
        *,
        latency: float | None = None,
        regions: tuple[str, ...] | None = None,
        price: Any = None,
        **ages: Any,
    ) -> None:
        """Change what is named; `ages` may be ``state`` and ``end_of_life``, which follow one another.

        A state without an end keeps a date that fits it, and gets one where it needs one; an end alone makes
        a model legacy, or past its end, and no end (None) active. Access that is denied stays denied.

        Raises
        ------
        LifeError : the state and the end contradict each other
        """
        life = self.life(model)
        if ages:
            state, end = _aged(life, self._today(), **ages)
            life = replace(life, state=state, end_of_life=end)
        self._lives[model.id] = replace(
            life,
            latency=life.latency if latency is None else latency,
            regions=life.regions if regions is None else regions,
            price=life.price if price is None else price,
        )
        self._tell()

    def reset(self) -> None:
        """All models as at the start."""
        self._lives = dict(self._start)
        self._tell()

    def reset_age(self, model: Model) -> None:
        """State and end of one model as at the start."""
        start = self._start[model.id]
        self._lives[model.id] = replace(self.life(model), state=start.state, end_of_life=start.end_of_life)
        self._tell()

    def called(self, model_id: str, operation: Operation, region: str) -> Model:
        """The model that may be called by this id, from this region, today.

        Raises
        ------
        BedrockError : as Bedrock refuses it: ValidationException for the wrong id, operation or region,
            ResourceNotFoundException for an unknown model or one past its end, AccessDeniedException
        """
        named = known_model(model_id)
        if named is not None and not self.served(named, region):
            raise invalid_identifier()
        model = find_model(model_id, operation)
        way = model.way(last_part(model_id))
        if way is None or not self._open(model, way, region):
            raise invalid_identifier()
        match self.state(model):
            case "end-of-life":
                raise end_of_life()
            case "denied":
                raise access_denied()
        return model

    def served(self, model: Model, region: str) -> bool:
        """Whether any id of the model can be called from there, if it is alive."""
        return any(self._open(model, way, region) for way in model.ways)

    def listed(self, region: str) -> Iterator[Model]:
        """The foundation models that a region tells of: those served there that are not past their end."""
        return (
            model for model in models() if self.served(model, region) and self.state(model) != "end-of-life"
        )

    def foundation(self, model_id: str, region: str) -> Model:
        """The foundation model of this bare id, or its ARN, in this region.

        Raises
        ------
        BedrockError : ResourceNotFoundException for one that is unknown, not there, or past its end
        """
        model = known_model(model_id)
        if model is None or model.bare_id != last_part(model_id) or not self.served(model, region):
            raise BedrockError(
                "ResourceNotFoundException",
                f"Could not resolve the foundation model from the model identifier: {last_part(model_id)}",
            )
        if self.state(model) == "end-of-life":
            raise end_of_life()
        return model

    def _open(self, model: Model, way: Way, region: str) -> bool:
        regions = self.life(model).regions
        return within(region, way.regions if regions is None else regions) and within(region, way.geography)

    def _tell(self) -> None:
        for told in self._watchers:
            told()


def _first_life(model: Model, today: date, extended_access: bool) -> Life:
    end = model.end_of_life
    if extended_access and end is not None and end < today:
        end = today + EXTENDED
    return Life("active" if end is None else "legacy", end, model.price)


def _aged(life: Life, today: date, **ages: Any) -> tuple[State, date | None]:
    end: date | None = ages.get("end_of_life", life.end_of_life)
    over = end is not None and end < today
    if "state" not in ages:
        if life.state == "denied":
            return "denied", end
        return ("end-of-life" if over else "legacy" if end else "active"), end
    state: State = ages["state"]
    if "end_of_life" in ages:
        if state != "denied" and over != (state == "end-of-life"):
            raise LifeError(f"a model that ends on {end} can't be {state} on {today}")
        return state, end
    match state:
        case "active":
            return state, None
        case "legacy":
            return state, end if end and not over else today + EXTENDED
        case "end-of-life":
            return state, end if over else today - timedelta(days=1)
        case "denied":
            return state, end
