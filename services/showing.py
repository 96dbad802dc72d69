"""Making a job visible: its request's card, then its placeholder, each posted once and remembered on its row."""

from dataclasses import dataclass

from services.jobs import Job, Request
from services.reporting import Reporter


@dataclass(frozen=True)
class Shown:
    """A request and one of its jobs as they are once their messages are there; neither row is written yet."""

    request: Request
    job: Job


async def shown(reporter: Reporter, request: Request, job: Job, *, look_first: bool) -> Shown:
    """Post what is missing.

    Parameters
    ----------
    look_first
        a message may be there without its row knowing, because a process died between posting and writing

    Raises
    ------
    NotShownError
    """
    if request.card_ts is None:
        origin, card_ts = await reporter.show_card(request, job, look_first=look_first)
        request = request.model_copy(update={"origin": origin, "card_ts": card_ts})
    job = job.model_copy(update={"origin": request.origin})
    if job.placeholder_ts is None:
        placeholder_ts = await reporter.show_placeholder(job, look_first=look_first)
        job = job.model_copy(update={"placeholder_ts": placeholder_ts})
    return Shown(request, job)
