"""Who may call a model now: the place in line and the permit together, and who is sent for when there is room.

A message in the queue is only a wake-up: the worker that gets it carries out the job it names, if that is among
the next, and else the first in line in its place. So messages never go round, and whoever is awake and free has
work as long as there is a line and room. Where a job waits and its message goes, somebody must be sent for when
there is room: one message does, because whoever starts a job and leaves room sends for the next. A permit that is
given back, the end of a pause, or the sweeper, is enough to set everybody going, one after the other and never all
at once.
"""

import logging
import math
import time
from collections.abc import Collection, Sequence
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import FINAL, Job, State
from services.lanes import Denied, Lane, Lanes, Load, Permit
from services.line import Line, Place, lane_of
from services.queue import Queue
from services.records.jobs import Jobs

logger = logging.getLogger(__name__)

_FIRST: Final = 4
"""Places of a line that a worker without work looks at: others may be about to begin with the first of them."""

_AGAIN_SECONDS: Final = 1.0
"""Within which a process does not send for the same job twice, unless a permit has become free."""


class Leave:
    """A job's leave to call its model. It ends once, with what came of it; a worker that ends forgets it, and it
    runs out like the job's lease.
    """

    def __init__(self, entrance: "Entrance", permit: Permit) -> None:
        self._entrance = entrance
        self._permit = permit
        self._begun = time.monotonic()
        self._over = False
        self.lane = permit.lane
        self.met_busy = False
        """Some of its calls were turned away as too many."""

    async def keep(self) -> None:
        """Say that it is in use."""
        if not self._over:
            await self._entrance.lanes.renew(self._permit)

    async def done(self) -> None:
        """All calls are made, and what they gave is stored."""
        await self._end(None if self.met_busy else time.monotonic() - self._begun)

    async def busy(self) -> None:
        """The model turned the job away as one too many."""
        self.met_busy = True
        await self._end(None)

    async def drop(self) -> None:
        """There will be no more calls, whatever the reason."""
        await self._end(None)

    async def _end(self, seconds: float | None) -> None:
        if self._over:
            return
        self._over = self._permit.returned = True
        self._permit.throttled = self.met_busy
        try:
            await self._entrance.give_back(self._permit, seconds)
        except (BotoCoreError, ClientError) as error:
            logger.warning(
                "lane %s: a permit is left to run out, or nobody was sent for: %s", self.lane, error
            )


class Entrance:
    """Lets jobs to their models."""

    def __init__(self, lanes: Lanes, line: Line, jobs: Jobs, queue: Queue) -> None:
        self.lanes = lanes
        self._line = line
        self._jobs = jobs
        self._queue = queue
        self._sent: dict[str, float] = {}
        self._sent_later: dict[str, tuple[str, float]] = {}
        """Lane → the job that was last sent for with a delay, and when it comes: one at a time is enough."""
        self._stood: dict[str, str] = {}
        """Lane → the first in its line when this process last looked after it."""

    async def enter(self, job: Job, slots: int) -> tuple[Job, Leave] | None:
        """Leave for a job that no worker has. If it has to wait it is in line then, and will be sent for; if that
        is because others come before it, the first of them is let in now.

        Parameters
        ----------
        slots
            how many jobs the worker could take now: those in front must fit in as well

        Raises
        ------
        BotoCoreError, ClientError
        """
        lane, load = lane_of(job.work), self._line.load(job.work)
        self._met(lane, job)
        lined_up = False
        while True:
            heads = await self._line.heads(lane, max(2, min(slots, self.lanes.pace(lane).calls) + 1))
            others = [place for place in heads if place.job_id != job.id]
            if job.turn is None and others:
                placed = await self._lined_up(job)
                if placed is None:
                    return None
                job, lined_up = placed, True
                continue
            key = "" if job.turn is None else self._line.key(job, job.turn)
            ahead = [place for place in others if place.key < key]
            denied: Denied | None = None
            if not ahead or await self._fits(lane, ahead, load, slots):
                # Without a lease, whoever has a permit for it is about to begin with it.
                outcome = await self.lanes.acquire(
                    lane, job.id, load, job.turn or 0, take_over=job.lease_until is not None
                )
                if isinstance(outcome, Permit):
                    return job, await self._begun(outcome, others)
                denied = outcome
            # What became free before it was in line, nobody sent for it about: so it looks once more.
            if job.line_sk is None and not lined_up:
                placed = await self._lined_up(job)
                if placed is None:
                    return None
                job, lined_up = placed, True
                continue
            if denied is None:
                return await self.next(job)
            if denied.seconds is not None:
                await self._send_later(lane, (heads or [Place(job.id, key)])[0], denied.seconds)
            return None

    async def next(self, woken: Job) -> tuple[Job, Leave] | None:
        """Leave for the first in the line of the job `woken`, if there is room: its worker has nothing to do.

        Raises
        ------
        BotoCoreError, ClientError
        """
        lane = lane_of(woken.work)
        self._met(lane, woken)
        places = await self._line.heads(lane, _FIRST)
        for number, place in enumerate(places, 1):
            job = await self._jobs.get(place.job_id)
            if job is None or not needs_leave(job) or job.lease_until is not None:
                continue  # the index is a moment behind
            load = self._line.load(job.work)
            outcome = await self.lanes.acquire(lane, job.id, load, job.turn or 0, take_over=False)
            if isinstance(outcome, Permit):
                return job, await self._begun(outcome, places[number:])
            if outcome.held:
                continue
            if outcome.seconds is not None:
                await self._send_later(lane, place, outcome.seconds)
            return None
        return None

    async def give_back(self, permit: Permit, seconds: float | None) -> None:
        """End a permit, and send for the next in line."""
        row = await self.lanes.release(permit, seconds)
        await self._send_for(row, await self._line.heads(permit.lane, 1))

    async def line_up(self, job: Job) -> None:
        """Put a job in line that waits and was given no place, so that its turn does not depend on a message."""
        await self._lined_up(job)

    async def look_after(self, lanes: Collection[str] = ()) -> int:
        """Send for the next in each line that has room and was forgotten; returns how many.

        A line was forgotten if it has not moved since this process looked at it last, or if somebody died in it.

        Parameters
        ----------
        lanes
            where somebody waits who was expected elsewhere long ago, even if nobody was ever in them
        """
        sent = 0
        rows = await self.lanes.all()
        known = {row.id for row in rows}
        rows += [await self.lanes.look(lane) for lane in lanes if lane not in known]
        for lane in rows:
            row = await self.lanes.free_lost(lane)
            places = await self._line.heads(row.id, 1)
            first = places[0].job_id if places else ""
            died = len(row.holders) < len(lane.holders)
            if died or row.id not in known or self._stood.get(row.id) == first:
                sent += await self._send_for(row, places)
            self._stood[row.id] = first
        return sent

    async def _begun(self, permit: Permit, others: Sequence[Place]) -> Leave:
        """The leave of a job that begins; if there is room left, somebody comes for the next."""
        try:
            await self._send_for(self.lanes.seen(permit.lane), others, sparing=True)
        except (BotoCoreError, ClientError) as error:
            logger.warning("lane %s: nobody was sent for: %s", permit.lane, error)
        return Leave(self, permit)

    async def _lined_up(self, job: Job) -> Job | None:
        place = await self._line.placed(job)
        return job.model_copy(update=place) if await self._jobs.line_up(job, place) else None

    async def _fits(self, lane: str, ahead: Sequence[Place], load: Load, slots: int) -> bool:
        """Whether there is room for a job and all those in front of it."""
        if len(ahead) >= slots:
            return False
        return (await self.lanes.look(lane)).room >= load.at_once + sum(place.at_once for place in ahead)

    async def _send_for(self, row: Lane, places: Sequence[Place], *, sparing: bool = False) -> bool:
        """Send for the first of `places`, if there is room for it now, or will be at a known time."""
        if not places or not row.takes(Load(at_once=places[0].at_once)):
            return False
        wait = max(row.paused_until - self.lanes.now(), self.lanes.rate_wait(row))
        if wait > 0:
            return await self._send_later(row.id, places[0], wait)
        job_id, moment = places[0].job_id, time.monotonic()
        if sparing and moment - self._sent.get(job_id, -math.inf) < _AGAIN_SECONDS:
            return False
        self._sent = {one: sent for one, sent in self._sent.items() if moment - sent < _AGAIN_SECONDS}
        self._sent[job_id] = moment
        await self._queue.send(job_id)
        return True

    async def _send_later(self, lane: str, place: Place, seconds: float) -> bool:
        due = time.monotonic() + seconds
        _, pending = self._sent_later.get(lane, ("", 0.0))
        if time.monotonic() < pending <= due + _AGAIN_SECONDS:
            return False
        self._sent_later[lane] = (place.job_id, due)
        await self._queue.send(place.job_id, math.ceil(seconds))
        return True

    def _met(self, lane: str, job: Job) -> None:
        """A message of this job came: if it had been sent for, nobody is any more."""
        self._sent.pop(job.id, None)
        if self._sent_later.get(lane, ("", 0.0))[0] == job.id:
            del self._sent_later[lane]


def needs_leave(job: Job) -> bool:
    """Whether a job that may be taken has calls to make."""
    return job.state not in FINAL | {State.STORED}
