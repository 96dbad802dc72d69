"""Trouble in plain words: what the workspace's control panel lists, and how each kind is switched.

A server of the sandbox knows its own faults; whoever starts several servers puts together what can go wrong
in all of them (`sandbox/surroundings.py`).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.faults import Fault, FaultPlan

Json = dict[str, Any]
Group = Literal["everything", "services", "models", "pictures", "slack", "bot", "lives"]


class UnknownTroubleError(KeyError):
    """Nothing of this name can be switched here."""


class AmountError(ValueError):
    """The amount is out of range, or the trouble has none."""


class ChoiceError(ValueError):
    """The choice is not among the options, or there is nothing to choose, or nothing was chosen."""


@dataclass(frozen=True)
class Amount:
    """How bad it is: a whole number of `unit` from `low` to `high`; `label` says of what."""

    label: str
    low: int
    high: int
    default: int
    unit: str = "seconds"


@dataclass(frozen=True)
class Choice:
    """One of several ways things can be: what to show for each value, and the one in force."""

    options: Mapping[str, str]
    value: str


class Trouble(ABC):
    """One switch, or one thing to choose from.

    Attributes
    ----------
    name : for programs
    title, about : for people: what happens, and one sentence on what that means
    amount : None where there is nothing to choose
    chosen : the amount that is in force, or would be
    """

    def __init__(self, name: str, group: Group, title: str, about: str, amount: Amount | None = None) -> None:
        self.name = name
        self.group = group
        self.title = title
        self.about = about
        self.amount = amount
        self.chosen = amount.default if amount else 0

    @property
    def available(self) -> bool:
        """Whether there is anything to trouble at the moment."""
        return True

    @property
    def note(self) -> str:
        """What is to be said about it right now; may be empty."""
        return ""

    @property
    def choice(self) -> Choice | None:
        """None for a switch."""
        return None

    def choose(self, value: str) -> None:
        """Put one of the options in force.

        Raises
        ------
        ChoiceError
        """
        raise ChoiceError(f"{self.name} can't be {value}: there is nothing to choose")

    @property
    @abstractmethod
    def on(self) -> bool: ...

    @abstractmethod
    async def switch(self, *, on: bool) -> None:
        """Switch it, with the amount that is `chosen`; it may be on already."""

    def to_json(self) -> Json:
        amount = self.amount and {
            "label": self.amount.label,
            "low": self.amount.low,
            "high": self.amount.high,
            "value": self.chosen,
            "unit": self.amount.unit,
        }
        choice = self.choice and {
            "options": [{"value": value, "label": label} for value, label in self.choice.options.items()],
            "value": self.choice.value,
        }
        return {
            "name": self.name,
            "group": self.group,
            "title": self.title,
            "about": self.about,
            "on": self.on,
            "amount": amount,
            "choice": choice,
            "note": self.note,
        }


class FaultTrouble(Trouble):
    """Some faults of one plan; `faults` makes them for an amount."""

    def __init__(
        self,
        plan: FaultPlan,
        faults: Callable[[int], Sequence[Fault]],
        name: str,
        group: Group,
        title: str,
        about: str,
        amount: Amount | None = None,
    ) -> None:
        super().__init__(name, group, title, about, amount)
        self._plan = plan
        self._faults = faults

    @property
    def on(self) -> bool:
        return self._plan.switched(self.name)

    async def switch(self, *, on: bool) -> None:
        self._plan.switch(self.name, self._faults(self.chosen) if on else [])


class Troubles:
    """Everything that can be switched, and the plans it lives in; `publish` hears of each difference."""

    def __init__(self, publish: Callable[[Json], object]) -> None:
        self._publish = publish
        self._all: dict[str, Trouble] = {}
        self._plans: list[FaultPlan] = []
        self._told: Json = {}

    def include(self, plan: FaultPlan, troubles: Sequence[Trouble]) -> None:
        """Offer `troubles` too, and count the faults of `plan` that somebody set by hand."""
        self._all |= {trouble.name: trouble for trouble in troubles}
        if plan not in self._plans:
            self._plans.append(plan)
            plan.watch(self.tell)
        self.tell()

    def listing(self) -> Json:
        """``{"troubles": [as `Trouble.to_json`], "others": faults that belong to no switch}``"""
        return {
            "troubles": [trouble.to_json() for trouble in self._all.values() if trouble.available],
            "others": sum(plan.unnamed for plan in self._plans),
        }

    def tell(self) -> None:
        """Publish the listing if it differs from what was published last."""
        now = self.listing()
        if now != self._told:
            self._told = now
            self._publish(now)

    async def switch(
        self, name: str, *, on: bool, amount: int | None = None, choice: str | None = None
    ) -> None:
        """Switch one trouble; without an `amount` with the one chosen before.

        Raises
        ------
        UnknownTroubleError
        AmountError
        ChoiceError
        """
        trouble = self._all.get(name)
        if trouble is None or not trouble.available:
            raise UnknownTroubleError(name)
        if amount is not None:
            if trouble.amount is None:
                raise AmountError(f"{name} has no amount")
            if not trouble.amount.low <= amount <= trouble.amount.high:
                raise AmountError(f"{name} takes {trouble.amount.low} to {trouble.amount.high}")
            trouble.chosen = amount
        if choice is not None and on:
            trouble.choose(choice)
        elif on and trouble.choice is not None:
            raise ChoiceError(f"{name} takes a choice")
        else:
            await trouble.switch(on=on)
        self.tell()

    async def end(self) -> None:
        """Everything back to normal: no switch is on, and no fault is left, whoever set it."""
        for trouble in self._all.values():
            if trouble.on:
                await trouble.switch(on=False)
        for plan in self._plans:
            plan.clear()
        self.tell()
