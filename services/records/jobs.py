"""The rows of jobs: what state they are in, where they wait, what has been said of them, and how they end."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from services.expressions import Change
from services.jobs import CANCELLABLE, FINAL, Announced, Job, Request, State
from services.ledger import returning, together
from services.records.deadlines import Deadlines
from services.records.reservations import with_reservation
from services.records.rows import LostError, Rows
from services.records.states import among, held, moved
from services.serving import ids_of, speaking_of
from services.table import NOT_IN_LINE, fading, job_from, job_key, open_attributes, request_key, stamp

logger = logging.getLogger(__name__)


class Jobs:
    """The rows of jobs; an end that is written here gives back what is set aside.

    Parameters
    ----------
    ended
        hears of every job that comes to its end here
    """

    def __init__(self, rows: Rows, deadlines: Deadlines, ended: Callable[[Job], None] | None = None) -> None:
        self._rows = rows
        self._deadlines = deadlines
        self._ended = ended

    async def get(self, job_id: str) -> Job | None:
        """None also where it was taken back before it was accepted."""
        return job_from(await self._rows.get(job_key(job_id)))

    async def several(self, job_ids: Sequence[str]) -> list[Job]:
        """Those that there are, in the order of `job_ids`.

        Raises
        ------
        TableBusyError
        """
        different = list(dict.fromkeys(job_ids))
        items = await self._rows.several([job_key(job_id) for job_id in different])
        found = {job.id: job for item in items if (job := job_from(item)) is not None}
        return [found[job_id] for job_id in different if job_id in found]

    async def move(self, job: Job, state: State, sources: Collection[State], **changes: object) -> Job:
        """Set the state and other fields, if the job is in one of `sources` and still of the same attempt.

        A job that is queued is overdue when no worker has taken it after a while; see `wait` for one that is meant
        to wait. One that ends gives back what is set aside for it; one that ends ``untold`` is overdue until it is
        `told`.

        Raises
        ------
        LostError
            with the job as it is, if it is not
        """
        change = moved(job, state, sources, changes, self._deadlines)
        try:
            if state in FINAL:
                ended = await self.finish(job, change)
                # The alarm of infra/template.yaml counts these words.
                with speaking_of(**ids_of(ended)):
                    logger.info("job %s has ended: %s", job.id, ended.state)
                return ended
            item = await self._rows.update(job_key(job.id), change)
        except LostError as lost:
            if lost.job is None or (lost.job.state, lost.job.attempt) != (state, job.attempt):
                raise
            # Nobody but this attempt moves it: it was done before, and the answer got lost.
            return lost.job
        return Job.model_validate(item)

    async def wait(self, job: Job, seconds: float, **changes: object) -> Job:
        """Queue a job that is not to be taken before `seconds` have passed, and set other fields.

        Raises
        ------
        LostError
            with the job as it is, if it is done or was taken over
        """
        due = self._deadlines.unsent(seconds)
        put = {
            **changes,
            "state": State.QUEUED,
            "lease_until": None,
            "announced": None,
            **open_attributes(job.id, due),
        }
        change = Change(*held(job, set(State) - FINAL), put=put)
        return Job.model_validate(await self._rows.update(job_key(job.id), change))

    async def announce(self, job: Job, announced: Announced) -> Job:
        """Remember what is about to be said of a waiting job's place in line.

        Raises
        ------
        LostError
            with the job as it is, if it waits no more
        """
        change = Change(*held(job, {State.QUEUED}), put={"announced": announced})
        return Job.model_validate(await self._rows.update(job_key(job.id), change))

    async def line_up(self, job: Job, place: Mapping[str, object]) -> bool:
        """Put a job in line that no worker has; False if one has it by now, or it is done."""
        condition, values = held(job, set(State) - FINAL)
        change = Change(
            f"{condition} AND (attribute_not_exists(lease_until) OR lease_until < :moment)",
            {**values, ":moment": stamp(self._deadlines.now())},
            put=place,
        )
        try:
            await self._rows.update(job_key(job.id), change)
        except LostError:
            return False
        return True

    async def save_shown(
        self, request: Request, job: Job, state: State, place: Mapping[str, object] | None = None
    ) -> Job:
        """Remember where a request's card and a job's placeholder are, and move the job to `state`.

        Parameters
        ----------
        place
            in line (`services.line.Line.placed`)

        Raises
        ------
        LostError
            if the job is no longer in the state and attempt of `job`
        """
        where = {"origin": job.origin, "placeholder_ts": job.placeholder_ts, **(place or {})}
        card = Change("attribute_exists(pk)", put={"origin": request.origin, "card_ts": request.card_ts})
        await self._rows.transact(
            self._rows.updating(request_key(request.id), card),
            self._rows.updating(job_key(job.id), moved(job, state, {job.state}, where, self._deadlines)),
        )
        return job.model_copy(update={"state": state})

    async def cancel(self, job_id: str, by: str | None = None) -> Job:
        """Cancel a job that has not come to its paid call; it is overdue until it is `told`.

        Raises
        ------
        LostError
            with the job as it is, if it is too late
        """
        put = {
            "state": State.CANCELLED,
            "finished_at": self._deadlines.now(),
            "ended_by": by,
            "untold": "openly",
            **NOT_IN_LINE,
            **open_attributes(job_id, self._deadlines.unsent()),
        }
        change = Change(*among(CANCELLABLE), put=put)
        job = await self.get(job_id)
        if job is None:
            raise LostError(None)
        return await self.finish(job, change)

    async def told(self, job: Job) -> None:
        """The end of a job has been shown, in the message that `job` names; doing it again changes nothing."""
        put: dict[str, object] = {"untold": None, "open_pk": None, "open_sk": None}
        if job.placeholder_ts is not None:
            put["placeholder_ts"] = job.placeholder_ts
        with suppress(LostError):
            await self._rows.update(job_key(job.id), Change("attribute_exists(untold)", put=put))

    async def take_back(self, missing: Sequence[Job], found: Sequence[Job]) -> None:
        """End what was accepted and is not to be, and keep from being accepted what is not there yet: all or none.

        What was `found` has perhaps been shown by whoever accepted it: it is overdue until its messages are gone.

        Parameters
        ----------
        missing
            jobs without a row: a write that is still on its way finds one there
        found
            as they are in the table

        Raises
        ------
        LostError
            if one is not as it was known to be
        """
        moment = self._deadlines.now()
        put: dict[str, object] = {
            "state": State.CANCELLED,
            "finished_at": moment,
            "annulled": True,
            **NOT_IN_LINE,
            **fading(moment),
        }
        absent = Change("attribute_not_exists(pk) OR attribute_exists(annulled)", put=put)
        accepted = {":accepted": State.ACCEPTED}
        ended = [
            job.model_copy(update={"state": State.CANCELLED, "finished_at": moment, "reservation": None})
            for job in found
        ]
        await self._rows.transact(
            *(self._rows.updating(job_key(job.id), absent) for job in missing),
            *(
                self._rows.updating(
                    job_key(job.id),
                    with_reservation(
                        Change(
                            "#state = :accepted",
                            accepted,
                            put={
                                **put,
                                "untold": "silently",
                                **open_attributes(job.id, self._deadlines.unsent()),
                            },
                        ),
                        job,
                    ),
                )
                for job in found
            ),
            *self._rows.moving(together(move for job in found for move in returning(job))),
        )
        for job in ended:
            self._heard(job)

    async def finish(self, job: Job, change: Change) -> Job:
        """Make the change that ends a job and give back what is set aside for it, both or neither. What was paid
        for pictures stays so only if they were posted.

        Whoever ends a job may have known it before its price was settled, or changed: the change is made only
        while the row's reservation is the one that is given back.

        Raises
        ------
        LostError
            with the job as it is, if the change's own condition does not hold
        """
        while True:
            keeps = change.put.get("state") is State.POSTED and job.reservation and job.reservation.paid
            whole = with_reservation(
                replace(change, put={**change.put, "reservation": job.reservation}) if keeps else change, job
            )
            try:
                if job.reservation is None or keeps:
                    return self._heard(Job.model_validate(await self._rows.update(job_key(job.id), whole)))
                await self._rows.transact(
                    self._rows.updating(job_key(job.id), whole), *self._rows.moving(returning(job))
                )
            except LostError as lost:
                if lost.job is None or lost.job.reservation == job.reservation:
                    raise
                job = job.model_copy(update={"reservation": lost.job.reservation})
            else:
                ended = await self.get(job.id)
                if ended is None:
                    raise LostError(None)
                return self._heard(ended)

    def _heard(self, job: Job) -> Job:
        if self._ended is not None:
            with speaking_of(**ids_of(job)):
                self._ended(job)
        return job
