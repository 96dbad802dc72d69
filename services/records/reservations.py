"""What is set aside for a job, in the writes that change it: never twice, and never more than a budget allows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from services.expressions import Change
from services.jobs import Job
from services.ledger import Caps, Count, Counter, Move, Scope, over_budget
from services.records.rows import unmet
from services.table import item_from_wire


def with_reservation(change: Change, job: Job) -> Change:
    """The change of a job's row on the further condition that its reservation is the one that `job` has; without
    one of its own, the change removes it.
    """
    if job.reservation is None:
        return replace(change, condition=f"{change.condition} AND attribute_not_exists(reservation)")
    held = " AND ".join(f"reservation.{name} = :held_{name}" for name in ("usd", "images", "paid"))
    values = {f":held_{name}": getattr(job.reservation, name) for name in ("usd", "images", "paid")}
    return replace(
        change,
        condition=f"{change.condition} AND {held}",
        values={**change.values, **values},
        put={"reservation": None, **change.put},
    )


def hold_to_budgets(
    counters: Iterable[tuple[Scope, Move]], reasons: Sequence[Any], job: Job, asked: Count, caps: Caps
) -> None:
    """Raise the error of the first counter that was the reason, if one was.

    Parameters
    ----------
    reasons
        of the counters' moves in a transaction that was not made, in the same order
    asked
        what `job`, and those accepted with it, would have cost

    Raises
    ------
    OverBudgetError
    """
    for (scope, _), reason in zip(counters, reasons, strict=False):
        if unmet(reason):
            counter = Counter.model_validate(item_from_wire(reason.get("Item") or {}))
            raise over_budget(scope, job, counter, asked, caps)
