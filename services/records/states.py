"""Changes of a job's row: on which conditions they are made, and what follows from a new state."""

from collections.abc import Collection, Mapping

from services.expressions import Change
from services.jobs import FINAL, Job, State
from services.records.deadlines import Deadlines
from services.table import NOT_IN_LINE, open_attributes


def among(states: Collection[State]) -> tuple[str, dict[str, object]]:
    """The condition that a job is in one of `states`, and its values."""
    values: dict[str, object] = {f":s{index}": state for index, state in enumerate(sorted(states))}
    return f"#state IN ({', '.join(values)})", values


def held(job: Job, sources: Collection[State]) -> tuple[str, dict[str, object]]:
    """The condition that `job` is in one of `sources` and of the same attempt, and its values."""
    condition, values = among(sources)
    return f"{condition} AND attempt = :attempt", {**values, ":attempt": job.attempt}


def moved(
    job: Job, state: State, sources: Collection[State], changes: Mapping[str, object], deadlines: Deadlines
) -> Change:
    """`changes`, and what follows from the new `state`, if `job` is `held` in one of `sources`."""
    put = {**changes, "state": state}
    if state in FINAL:
        put |= {"finished_at": deadlines.now(), "lease_until": None, "open_pk": None, "open_sk": None}
        put |= NOT_IN_LINE
        if changes.get("untold") is not None:
            put |= open_attributes(job.id, deadlines.unsent())
    elif state is State.QUEUED:
        put |= {"lease_until": None, **open_attributes(job.id, deadlines.unsent())}
    return Change(*held(job, sources), put=put)
