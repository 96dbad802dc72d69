"""Who paints, how, and for how much: said before it is paid, while it is painted, and below the picture."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Final

from handlers.blocks.elements import joined
from handlers.blocks.made import MADE, used_for
from handlers.texts import Texts
from services.jobs import Earlier, PaintWork
from services.painting.interface import Note, Plan, Task
from services.painting.uses import use_of

Told = tuple[str, Note]
"""Of whom what was said."""

SEEDLESS: Final = frozenset({Task.CUT_OUT, Task.UPSCALE})
"""Tasks with one result only: a seed would say nothing."""


def plan_details(work: PaintWork, texts: Texts, earlier: Sequence[Earlier] = ()) -> list[str]:
    """How it is painted, and what that costs; first whose pictures are there already, and what they cost."""
    plan = work.plan
    left = max(1, plan.count - sum(one.plan.count for one in earlier))
    there = [joined([painter_of(one.plan), price(one.plan.price_each, one.plan.count)]) for one in earlier]
    used = "" if use_of(plan.task) in MADE else used_for(plan.task, texts)
    seed = "" if plan.task in SEEDLESS else f"{texts.seed} {plan.seed}"
    return [*there, *_details(plan, texts, used=used, seed=seed, costs=price(plan.price_each, left))]


def foretold(plan: Plan, texts: Texts, *, ideas: int = 0) -> list[str]:
    """The same before anybody has asked for it: a seed means nothing yet, and how pictures are used is said above.

    Parameters
    ----------
    ideas
        how many there are to choose from; 0 for what needs none
    """
    costs = price(plan.price_each, plan.count)
    if ideas > 1:
        costs = texts.cost_of_ideas(costs, price(plan.price_each * plan.count * ideas))
    return _details(plan, texts, costs=costs)


def notes_on(plan: Plan, texts: Texts, told: Collection[Told] = (), *, named: bool = False) -> list[str]:
    """What can't be done as it was asked.

    Parameters
    ----------
    told
        what is said already where this stands
    named
        who paints was just named; else it is where it is first spoken of
    """
    painter, said = painter_of(plan), []
    for note in plan.notes:
        if (painter, note) in told:
            continue
        sentence = texts.note(note, texts.it if named else painter)
        said.append(sentence)
        named = named or sentence.startswith(painter)
    return said


def told_by(plans: Iterable[Plan]) -> frozenset[Told]:
    """What `notes_on` says of them."""
    return frozenset((painter_of(plan), note) for plan in plans for note in plan.notes)


def cost(plans: Sequence[Plan], texts: Texts) -> str:
    """Who does it for how much, before it is paid; `plans` are what it may come to, by what is chosen."""
    dearest = max(plans, key=lambda plan: plan.price_each * plan.count)
    differ = len({plan.price_each * plan.count for plan in plans}) > 1
    sentence = texts.cost_up_to if differ else texts.cost
    return sentence(dearest.model_name, price(dearest.price_each, dearest.count))


def painter_of(plan: Plan) -> str:
    return plan.model_name or plan.model_id


def price(each: Decimal, count: int = 1) -> str:
    """US dollars to at least two places: $0.01, $0.008, 2 × $0.01 = $0.02."""
    if count == 1:
        return _dollars(each)
    return f"{count} × {_dollars(each)} = {_dollars(each * count)}"


def _details(plan: Plan, texts: Texts, *, costs: str, used: str = "", seed: str = "") -> list[str]:
    shape = str(plan.size).replace("x", "×") if plan.size else str(plan.ratio or "")
    return [joined([painter_of(plan), used, shape, seed, costs]), *notes_on(plan, texts, named=True)]


def _dollars(amount: Decimal) -> str:
    plain = f"{amount.normalize():f}"
    whole, _, places = plain.partition(".")
    return f"${whole}.{places.ljust(2, '0')}"
