"""The worker loop: takes jobs from the queue, a few at a time, and sees each through."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.entrance import Entrance, Leave, needs_leave
from services.jobs import FINAL, Job
from services.patience import PATIENCE, Patience
from services.performing.performer import Later, Performer
from services.queue import Message, Queue
from services.records.records import Records
from services.records.rows import LostError
from services.serving import about, ids_of, serve

logger = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 2.0
"""After the queue, or the line, could not be reached."""

_BROKEN_DELAY_SECONDS: Final = 10.0
_MOST_BREAKS: Final = 4
"""How often a job may break for a reason of our own before its person is told."""

_MOST_ATTEMPTS: Final = 16
"""How often a job may be taken at all, but for when it was put off: waiting for models takes some of them, crashes
the rest.
"""


class Worker:
    """Performs at most `at_once` jobs at a time.

    Parameters
    ----------
    took
        hears how old, in seconds, each message was when it was taken
    """

    def __init__(
        self,
        queue: Queue,
        records: Records,
        performer: Performer,
        entrance: Entrance,
        at_once: int,
        patience: Patience = PATIENCE,
        took: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._took = took
        self._queue = queue
        self._records = records
        self._performer = performer
        self._entrance = entrance
        self._at_once = at_once
        self._heartbeat_seconds = patience.heartbeat_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._performing = 0
        self._free = asyncio.Semaphore(at_once)

    @property
    def busy(self) -> int:
        return len(self._tasks)

    async def run(self) -> None:
        """Take jobs until cancelled; then take no more. What is going on goes on: see `drain`."""
        while True:
            await self._free.acquire()
            self._free.release()
            try:
                messages = await self._queue.receive(self._at_once - len(self._tasks))
            except (BotoCoreError, ClientError) as error:
                logger.warning("the queue can't be reached: %s", error)
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            for message in messages:
                await self._free.acquire()
                # What the task comes to know of its job, the line about its end says too.
                context = copy_context()
                task = asyncio.create_task(
                    self._handle(message), name=f"job {message.job_id}", context=context
                )
                self._tasks.add(task)
                task.add_done_callback(self._done, context=context)

    async def drain(self, seconds: float) -> None:
        """Wait for what is going on, at most `seconds`; hand back the rest."""
        if not self._tasks:
            return
        logger.info("finishing %d jobs", len(self._tasks))
        _, unfinished = await asyncio.wait(self._tasks, timeout=seconds)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished, timeout=3)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._free.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("%s was broken off", task.get_name(), exc_info=error)

    async def _handle(self, message: Message) -> None:
        about(job=message.job_id)
        job = await self._records.jobs.get(message.job_id)
        if job is not None:
            about(**ids_of(job))
        if job is not None and self._in_good_hands(job):
            logger.info("job %s needs nothing: it is %s", job.id, job.state)
            await self._take_next(message, job)
            return
        if job is None or not needs_leave(job):
            await self._take(message, message.job_id, None)
            return
        try:
            found = await self._entrance.enter(job, self._at_once - self._performing)
        except (BotoCoreError, ClientError) as error:
            # Nothing has begun. A new message, as for all that waits: soon, and not counted as one that broke.
            logger.warning("job %s was not let in: %s", job.id, error)
            await self._queue.send(job.id, _PAUSE_SECONDS)
            await self._queue.done(message)
            return
        if found is None:
            logger.debug("job %s waits in line", job.id)
            await self._queue.done(message)
            return
        await self._take_with(message, *found)

    async def _take_next(self, message: Message, job: Job) -> None:
        """Use the message of a job that needs nothing for the next in line; what fails here, the sweeper does."""
        try:
            found = await self._entrance.next(job)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the next in line is not known: %s", error)
            found = None
        if found is None:
            await self._queue.done(message)
            return
        await self._take_with(message, *found)

    async def _take_with(self, message: Message, job: Job, leave: Leave) -> None:
        about(**ids_of(job))
        self._performing += 1
        try:
            await self._take(message, job.id, leave)
        finally:
            self._performing -= 1
            await leave.drop()

    def _in_good_hands(self, job: Job) -> bool:
        alive = job.lease_until is not None and job.lease_until >= self._records.leases.now()
        return alive and job.state not in FINAL

    async def _take(self, message: Message, job_id: str, leave: Leave | None) -> None:
        """Carry a job out; the message is its own, or that of another that did not need it."""
        if message.sent_at:
            self._took(time.time() - message.sent_at)
        try:
            job = await self._records.leases.claim(job_id)
        except LostError as lost:
            # Done, cancelled, or in another worker's hands; if those fail, the sweeper sends it again.
            logger.info("job %s needs nothing: %s", job_id, lost)
            if lost.job is not None and lost.job.untold is not None:
                serve(lost.job.origin.team)
                await self._performer.tell(lost.job)
            if lost.job is not None and leave is None:
                await self._take_next(message, lost.job)
            else:
                await self._queue.done(message)
            return
        serve(job.origin.team)
        about(**ids_of(job))
        logger.info("job %s is taken, attempt %d", job.id, job.attempt)
        work = asyncio.create_task(self._perform(job, leave), name=f"work on {job.id}")
        heart = asyncio.create_task(self._beat(job, message, work, leave))
        try:
            later = await work
        except LostError as lost:
            logger.info("job %s was taken over: %s", job.id, lost)
            later = None
        except asyncio.CancelledError:
            if heart.done() and not heart.cancelled():
                logger.info("job %s was taken over", job.id)
                await asyncio.shield(self._performer.abandon(job))
                await self._queue.done(message)
                return
            work.cancel()
            await asyncio.wait([work])
            await self._hand_back(job, message)
            raise
        except Exception:
            logger.exception("job %s broke", job.id)
            later = await self._broken(job, message)
        finally:
            heart.cancel()
        if later is not None:
            # A new message: this one's deliveries are counted for what breaks, not for what waits.
            await self._queue.send(job.id, later.seconds)
        await self._queue.done(message)

    async def _perform(self, job: Job, leave: Leave | None) -> Later | None:
        if job.tries > _MOST_ATTEMPTS:
            # It ends its workers, or outlasts all patience: somebody must be told.
            logger.error("job %s is given up at attempt %d", job.id, job.attempt)
            await self._performer.give_up(job, "internal")
            return None
        return await self._performer.perform(job, leave)

    async def _broken(self, job: Job, message: Message) -> Later | None:
        """Try what broke for a reason of our own a few times; then say so."""
        try:
            if not message.last and job.tries < _MOST_BREAKS:
                await self._records.leases.hand_back(job, _BROKEN_DELAY_SECONDS)
                return Later(_BROKEN_DELAY_SECONDS)
            await self._performer.give_up(job, "internal")
        except LostError as lost:
            logger.info("job %s was taken over: %s", job.id, lost)
            await self._performer.abandon(job)
        return None

    async def _hand_back(self, job: Job, message: Message) -> None:
        """Let another worker have the job at once: this process ends."""
        logger.info("job %s is handed back", job.id)
        try:
            latest = await self._records.jobs.get(job.id)
            if latest is None or latest.state in FINAL or latest.attempt != job.attempt:
                await self._performer.abandon(job)
            else:
                await self._records.leases.hand_back(latest, 0)
            if message.job_id == job.id:
                await self._queue.give_back(message)
            else:
                await self._queue.send(job.id)
                await self._queue.done(message)
        except (BotoCoreError, ClientError, LostError) as error:
            logger.warning("job %s will be taken when its lease is over: %s", job.id, error)

    async def _beat(
        self, job: Job, message: Message, work: asyncio.Task[Later | None], leave: Leave | None
    ) -> None:
        """Say that the job is in good hands, until cancelled; if it is in others', stop the work and end."""
        while True:
            await asyncio.sleep(self._heartbeat_seconds)
            try:
                await self._records.leases.renew(job)
                await self._queue.keep(message)
                if leave is not None:
                    await leave.keep()
            except LostError:
                work.cancel()
                return
            except (BotoCoreError, ClientError) as error:
                logger.warning("job %s: no heartbeat: %s", job.id, error)
