"""The life of each model, for the workspace's control panel: which state it is in, to be chosen by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, get_args

from sandbox.bedrock.account import Account, State
from sandbox.bedrock.catalogue import Model, models
from sandbox.trouble import Choice, ChoiceError, Trouble

STATES: Final[Mapping[State, str]] = {
    "active": "Active",
    "legacy": "Legacy",
    "end-of-life": "Past its end",
    "denied": "No access",
}


def model_troubles(account: Account) -> Sequence[Trouble]:
    """One for each model of the contract, image models first."""
    return [ModelTrouble(account, model) for model in models()]


class ModelTrouble(Trouble):
    """On while the model is in another state than at the start; the next call of it meets what is chosen."""

    def __init__(self, account: Account, model: Model) -> None:
        kind = "Image model" if model.kind == "image" else "Language model"
        super().__init__(model.id, "lives", model.name, f"{kind}, {model.ways[0].id}")
        self._account = account
        self._model = model

    @property
    def on(self) -> bool:
        return self._account.state(self._model) != self._account.first_state(self._model)

    @property
    def note(self) -> str:
        end = self._account.life(self._model).end_of_life
        match self._account.state(self._model):
            case "legacy" if end is not None:
                return f"Ends on {_spelt(end)}."
            case "end-of-life" if end is not None:
                return f"Ended on {_spelt(end)}."
            case "denied":
                return "The account may not call it."
        return ""

    @property
    def choice(self) -> Choice:
        return Choice(
            {str(state): label for state, label in STATES.items()}, self._account.state(self._model)
        )

    def choose(self, value: str) -> None:
        state = next((state for state in get_args(State) if state == value), None)
        if state is None:
            raise ChoiceError(f"{self.name} takes {', '.join(STATES)}")
        if state == self._account.first_state(self._model):
            self._account.reset_age(self._model)
        else:
            self._account.change(self._model, state=state)

    async def switch(self, *, on: bool) -> None:
        if not on:
            self._account.reset_age(self._model)


def _spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
