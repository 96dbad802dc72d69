"""The state of each model as something to choose."""

from datetime import date

import pytest

from sandbox.bedrock.account import Account
from sandbox.bedrock.catalogue import models
from sandbox.faults import FaultPlan
from sandbox.model_troubles import STATES, model_troubles
from sandbox.surroundings import cloud_troubles
from sandbox.trouble import ChoiceError, Troubles

CORE = "stability.stable-image-core-v1:1"
TITAN = "amazon.titan-image-generator-v2:0"


@pytest.fixture
def account():
    return Account(today=lambda: date(2026, 8, 1))


@pytest.fixture
def troubles(account):
    return {trouble.name: trouble for trouble in model_troubles(account)}


def test_every_model_is_there(troubles):
    assert list(troubles) == [model.id for model in models()]
    assert not any(trouble.on for trouble in troubles.values())
    listed = troubles[TITAN].to_json()
    assert (listed["group"], listed["title"], listed["amount"]) == (
        "lives",
        "Titan Image Generator G1 v2",
        None,
    )
    assert listed["choice"]["value"] == "end-of-life"
    assert [option["value"] for option in listed["choice"]["options"]] == list(STATES)
    assert listed["note"] == "Ended on 30 June 2026."


@pytest.mark.parametrize(
    ("state", "note"),
    [("legacy", "Ends on 31 January 2027."), ("end-of-life", "Ended on 31 July 2026."),
     ("denied", "The account may not call it.")],
)  # fmt: skip
async def test_chosen_and_back_again(account, troubles, state, note):
    trouble = troubles[CORE]
    trouble.choose(state)
    assert (trouble.on, trouble.choice.value, trouble.note) == (True, state, note)
    trouble.choose("active")
    assert (trouble.on, trouble.note) == (False, "")
    trouble.choose(state)
    await trouble.switch(on=False)
    assert (trouble.on, trouble.choice.value) == (False, "active")


async def test_the_state_it_started_with_comes_with_its_date(account, troubles):
    trouble = troubles[TITAN]
    trouble.choose("active")
    trouble.choose("end-of-life")
    assert (trouble.on, trouble.note) == (False, "Ended on 30 June 2026.")


async def test_what_else_is_set_stays(account, troubles):
    model = next(model for model in models() if model.id == CORE)
    account.change(model, latency=3)
    troubles[CORE].choose("denied")
    await troubles[CORE].switch(on=False)
    assert account.life(model).latency == 3


async def test_choices_without_sense(account, troubles):
    all_of_them = Troubles(lambda _: None)
    all_of_them.include(faults := FaultPlan(), [*troubles.values(), *cloud_troubles(faults)])
    with pytest.raises(ChoiceError, match="takes active, legacy, end-of-life, denied"):
        await all_of_them.switch(CORE, on=True, choice="asleep")
    with pytest.raises(ChoiceError, match="takes a choice"):
        await all_of_them.switch(CORE, on=True)
    with pytest.raises(ChoiceError, match="nothing to choose"):
        await all_of_them.switch("slow_models", on=True, choice="denied")
    assert not any(trouble["on"] for trouble in all_of_them.listing()["troubles"])
