"""What a job has made, written together with the job's own row and what it costs: all or nothing."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from services.expressions import Change
from services.jobs import Earlier, Image, Job, PaintWork, Reading, Reference, Round, State
from services.ledger import Caps, Count, paid, repricing, settling
from services.records.deadlines import Deadlines
from services.records.jobs import Jobs
from services.records.reservations import hold_to_budgets, with_reservation
from services.records.rows import LostError, Rows, lost_in, reasons_of, unmet
from services.records.states import moved
from services.table import family_item, family_key, image_item, image_key, job_key, request_key


class Results:
    """The results of `jobs`: a round of ideas, or pictures.

    Parameters
    ----------
    retention
        how long pictures are kept; None for ever
    """

    def __init__(self, rows: Rows, deadlines: Deadlines, jobs: Jobs, retention: timedelta | None) -> None:
        self._rows = rows
        self._deadlines = deadlines
        self._jobs = jobs
        self._retention = retention

    async def store_round(
        self,
        job: Job,
        number: int,
        offered: Round,
        references: Sequence[Reference] = (),
        reading: Reading | None = None,
    ) -> Job:
        """Write the ideas of round `number` (from 1) and move their job to ``stored``, both or neither.

        Parameters
        ----------
        references, reading
            what was seen in the request's pictures, if they were read for these ideas

        Raises
        ------
        LostError
        """
        seen = {} if reading is None else {"references": tuple(references), "reading": reading}
        rounds = Change(
            "size(rounds) = :before", {":before": number - 1}, put=seen, append={"rounds": offered}
        )
        await self._rows.transact(
            self._rows.updating(request_key(job.request_id), rounds),
            self._rows.updating(
                job_key(job.id), moved(job, State.STORED, {State.WRITING}, {}, self._deadlines)
            ),
        )
        return job.model_copy(update={"state": State.STORED})

    async def store_images(self, job: Job, images: Sequence[Image], withheld: int = 0, busy: int = 0) -> Job:
        """Write the images, count them on their request, pay for them, and move their job to ``stored``, all or
        nothing. What is set aside for pictures that are not there is given back.

        Parameters
        ----------
        withheld, busy
            how many of those asked for are not there, and how many of these because the model was busy

        Raises
        ------
        LostError
        """
        count = Change("attribute_exists(pk)", add={"painted": len(images)})
        reservation = paid(job, images)
        put = {"withheld": withheld, "busy": busy, "reservation": reservation}
        stored = with_reservation(moved(job, State.STORED, {State.PAINTING}, put, self._deadlines), job)
        await self._rows.transact(
            self._rows.updating(request_key(job.request_id), count),
            self._rows.updating(job_key(job.id), stored),
            *(self._rows.putting(image_item(image, self._retention)) for image in images),
            *(self._rows.putting(family_item(image, self._retention)) for image in images if image.family),
            *self._rows.moving(settling(job, images)),
        )
        return job.model_copy(update={"state": State.STORED, **put})

    async def take_back(self, images: Sequence[Image]) -> None:
        """Remove the images of one job that could not be delivered, and count them on their request no more; doing
        it again changes nothing.
        """
        count = Change("attribute_exists(pk)", add={"painted": -len(images)})
        there = {"ConditionExpression": "attribute_exists(pk)"}
        with suppress(LostError):
            await self._rows.transact(
                self._rows.updating(request_key(images[0].request_id), count),
                *(self._rows.deleting(image_key(image.job_id, image.index), **there) for image in images),
                *(
                    self._rows.deleting(family_key(image.family, image.id))
                    for image in images
                    if image.family
                ),
            )

    async def reprice(
        self, job: Job, work: PaintWork, cost: Count, caps: Caps, earlier: Sequence[Earlier] | None = None
    ) -> Job:
        """Give a job that is being painted other work, and set aside what that costs instead.

        Parameters
        ----------
        earlier
            what others have painted of it by now; None where that stays as it is

        Raises
        ------
        LostError
        OverBudgetError
            if it costs more, and a budget does not allow that
        """
        changed: dict[str, object] = {"work": work}
        if earlier is not None:
            changed["earlier"] = tuple(earlier)
        if job.reservation is None:
            return await self._jobs.move(job, State.PAINTING, {State.PAINTING}, **changed)
        reservation = job.reservation.model_copy(update={"images": cost.images, "usd": cost.usd})
        counters = repricing(job, cost, caps)
        put = {**changed, "reservation": reservation}
        change = with_reservation(moved(job, State.PAINTING, {State.PAINTING}, put, self._deadlines), job)
        try:
            await self._rows.transaction(
                [
                    self._rows.updating(job_key(job.id), change),
                    *self._rows.moving(move for _, move in counters),
                ]
            )
        except self._rows.exceptions.TransactionCanceledException as error:
            reasons = reasons_of(error)
            if unmet(reasons[0]):
                raise lost_in(reasons) from error
            hold_to_budgets(counters, reasons[1:], job, cost, caps)
            raise
        return job.model_copy(update=put)
