"""Which worker has a job, for how long, and which jobs nobody looks after."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from datetime import datetime

from pydantic import ValidationError

from services.expressions import Change
from services.jobs import FINAL, WAITING, Job, State
from services.records.deadlines import Deadlines
from services.records.rows import LostError, Rows
from services.records.states import among, held
from services.table import NOT_IN_LINE, job_key, open_attributes, open_shards, stamp

logger = logging.getLogger(__name__)


class Leases:
    """A worker has a job until its lease has run out; it renews the lease as long as it lives."""

    def __init__(self, rows: Rows, deadlines: Deadlines) -> None:
        self._rows = rows
        self._deadlines = deadlines

    def now(self) -> datetime:
        """The time by which leases are told, the same for all processes."""
        return self._deadlines.now()

    async def claim(self, job_id: str) -> Job:
        """Take a job for this worker: one that none has, or whose worker is no longer alive.

        A waiting one comes back in the state that `Job.doing` names, another in the one it was left in.

        Raises
        ------
        LostError
            if it is done, cancelled, gone, or in good hands
        """
        try:
            return await self._claim(job_id, WAITING, {"state": "doing"})
        except LostError as lost:
            if lost.job is None or lost.job.state in FINAL | WAITING:
                raise
        return await self._claim(job_id, set(State) - FINAL - WAITING, {})

    async def _claim(self, job_id: str, sources: Collection[State], copy: Mapping[str, str]) -> Job:
        moment = self._deadlines.now()
        until = moment + self._deadlines.lease
        condition, values = among(sources)
        holder = secrets.token_hex(8)
        change = Change(
            f"{condition} AND (attribute_not_exists(lease_until) OR lease_until < :now)",
            {**values, ":now": stamp(moment)},
            put={"lease_until": until, "holder": holder, **NOT_IN_LINE, **open_attributes(job_id, until)},
            keep={"started_at": moment},
            add={"attempt": 1},
            copy=copy,
        )
        try:
            return Job.model_validate(await self._rows.update(job_key(job_id), change))
        except LostError as lost:
            if lost.job is None or lost.job.holder != holder:
                raise
            return lost.job  # it was claimed, and the answer got lost

    async def renew(self, job: Job) -> None:
        """Say that the worker of this attempt is alive.

        Raises
        ------
        LostError
            if the job was taken over
        """
        until = self._deadlines.now() + self._deadlines.lease
        put = {"lease_until": until, **open_attributes(job.id, until)}
        await self._rows.update(job_key(job.id), Change(*held(job, set(State) - FINAL), put=put))

    async def assure(self, job: Job) -> None:
        """See that a job is still this attempt's. Where two thirds of its lease are left, nobody else can have it
        and nothing is written.

        Raises
        ------
        LostError
            if the job was taken over
        """
        if job.lease_until is None or job.lease_until - self._deadlines.now() < self._deadlines.lease * 2 / 3:
            await self.renew(job)

    async def hand_back(self, job: Job, seconds: float, **changes: object) -> None:
        """Let any worker take the job again, as it is but for `changes`; the sweeper sees to it if none has within
        `seconds` and a while.

        Raises
        ------
        LostError
            if the job was taken over
        """
        due = self._deadlines.unsent(seconds)
        put = {**changes, "lease_until": None, **open_attributes(job.id, due)}
        await self._rows.update(job_key(job.id), Change(*held(job, set(State) - FINAL), put=put))

    async def overdue(self, before: datetime) -> AsyncIterator[Job]:
        """Open jobs that were due before `before`, the oldest first."""
        for shard in open_shards():
            for item in await self._rows.overdue(shard, before):
                try:
                    job = Job.model_validate(item)
                except ValidationError:
                    # One row that can't be read must not keep all others waiting.
                    logger.exception("%s is no job", item.get("pk"))
                    continue
                yield job

    async def open_since(self) -> list[datetime]:
        """When each job was accepted that has not ended."""
        shards = await asyncio.gather(*(self._rows.open_jobs(shard) for shard in open_shards()))
        return [
            datetime.fromisoformat(row["accepted_at"])
            for rows in shards
            for row in rows
            if row.get("state") not in FINAL and "accepted_at" in row
        ]

    async def postpone(self, job: Job, until: datetime, *, again: bool = False) -> bool:
        """Let the sweeper look at `job` again at `until`; False if another sweeper did, or the job moved on.

        Parameters
        ----------
        again
            by the sweeper that has just done so, and thinks better of it
        """
        condition, values = held(job, {job.state})
        if again:
            condition += " AND attribute_exists(open_sk)"
        else:
            condition += " AND open_sk < :moment"
            values |= {":moment": stamp(self._deadlines.now())}
        change = Change(condition, values, put=open_attributes(job.id, until))
        try:
            await self._rows.update(job_key(job.id), change)
        except LostError:
            return False
        return True
