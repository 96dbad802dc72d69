"""Who may call a model now: the place in line and the permit together, and who is sent for when there is room.

A message in the queue is only a wake-up: a job that is not among the next, or finds no permit, stays in line and
its message goes. So somebody must be sent for whenever there is room and a line. One message does, because whoever
starts a job and leaves room sends for the next: a permit that is given back, the end of a pause, or the sweeper,
is enough to set everybody going, one after the other and never all at once.
"""

import logging
import math
import time
from collections.abc import Sequence
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import FINAL, Job, State
from services.lanes import Denied, Lane, Lanes, Load, Permit
from services.line import Line, Place, lane_of
from services.queue import Queue
from services.records import Records

logger = logging.getLogger(__name__)

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

    def __init__(self, lanes: Lanes, line: Line, records: Records, queue: Queue) -> None:
        self.lanes = lanes
        self._line = line
        self._records = records
        self._queue = queue
        self._sent: dict[str, float] = {}
        self._sent_later: dict[str, tuple[str, float]] = {}
        """Lane → the job that was last sent for with a delay, and when it comes: one at a time is enough."""

    async def enter(self, job: Job, slots: int) -> Leave | None:
        """Leave for a job that no worker has; None if it has to wait: it is in line then, and will be sent for.

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
                outcome = await self.lanes.acquire(lane, job.id, load, job.turn or 0)
                if isinstance(outcome, Permit):
                    await self._send_for(self.lanes.seen(lane), others, sparing=True)
                    return Leave(self, outcome)
                denied = outcome
            # What became free before it was in line, nobody sent for it about: so it looks once more.
            if job.line_sk is None and not lined_up:
                placed = await self._lined_up(job)
                if placed is None:
                    return None
                job, lined_up = placed, True
                continue
            await self._turned_away(lane, heads or [Place(job.id, key)], denied)
            return None

    async def pass_on(self, job: Job) -> None:
        """The message of a job needed nothing: if that was the one sent for, the next one's turn has come.

        What fails here, the sweeper does.
        """
        lane = lane_of(job.work)
        self._met(lane, job)
        try:
            if places := await self._line.heads(lane, 1):
                await self._send_for(await self.lanes.look(lane), places, sparing=True)
        except (BotoCoreError, ClientError) as error:
            logger.warning("lane %s: nobody was sent for: %s", lane, error)

    async def give_back(self, permit: Permit, seconds: float | None) -> None:
        """End a permit, and send for the next in line."""
        row = await self.lanes.release(permit, seconds)
        await self._send_for(row, await self._line.heads(permit.lane, 1))

    async def look_after(self) -> int:
        """Send for the next in each line that has room and was forgotten; returns how many."""
        sent = 0
        for lane in await self.lanes.all():
            row = await self.lanes.free_lost(lane)
            sent += await self._send_for(row, await self._line.heads(row.id, 1))
        return sent

    async def _lined_up(self, job: Job) -> Job | None:
        place = await self._line.placed(job)
        return job.model_copy(update=place) if await self._records.line_up(job, place) else None

    async def _fits(self, lane: str, ahead: Sequence[Place], load: Load, slots: int) -> bool:
        """Whether there is room for a job and all those in front of it."""
        if len(ahead) >= slots:
            return False
        return (await self.lanes.look(lane)).room >= load.at_once + sum(place.at_once for place in ahead)

    async def _turned_away(self, lane: str, heads: Sequence[Place], denied: Denied | None) -> None:
        """See to it that somebody comes, where no permit is about to be given back."""
        if denied is None:
            await self._send_for(await self.lanes.look(lane), heads, sparing=True)
        elif denied.seconds is not None:
            await self._send_later(lane, heads[0], denied.seconds)

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
