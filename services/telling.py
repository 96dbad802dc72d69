"""Telling people how far their jobs are, without ever getting in the way of what becomes of them.

Progress and results replace the same message, from several processes, and the later of two updates stays, not
the newer. What holds is this: whatever changes what a message should say is on the row before it is said. So
whoever has said something about a job looks at its row afterwards and, if that has moved on, shows where it is.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import WAITING, Announced, Job, PaintWork, RefineWork, State
from services.line import Standing
from services.pacing import CHANNEL_SECONDS, Pace
from services.records import LostError, Records
from services.reporting import SAY_SECONDS, NotShownError, Reporter, Said

logger = logging.getLogger(__name__)

_FIRST_SECONDS: Final = 8.0
"""What takes no longer shows no time: most pictures don't."""

_EVERY_SECONDS: Final = 10.0
_WORTH_SAYING: Final = 3
_CLOSE_SECONDS: Final = 10
"""Estimates that are no further apart say the same."""

_LOOKS: Final = 5
_PATIENCE_SECONDS: Final = SAY_SECONDS + 1.0
_LATE: Final = timedelta(seconds=SAY_SECONDS + 1.0)
"""After this, nothing comes any more from a process that died while it said something."""

_AT_WORK: Final = frozenset({State.WRITING, State.PAINTING})
_THERE: Final = frozenset({State.STORED, State.POSTED})


class Telling:
    """Keeps placeholders up to date, at the pace that the conversation allows."""

    def __init__(self, records: Records, reporter: Reporter, pace: Pace) -> None:
        self._records = records
        self._reporter = reporter
        self._pace = pace
        self._unsure: set[str] = set()
        """Jobs about which something was said that may yet come."""
        self._looking: set[asyncio.Task[None]] = set()

    async def in_line(self, job: Job, announced: Announced) -> bool:
        """Say where a waiting job stands; False if the conversation must be left alone just now.

        Raises
        ------
        BotoCoreError, ClientError
        """
        if job.placeholder_ts is None:
            return True
        if not await self._pace.may(job.origin.team, job.origin.channel):
            return False
        try:
            job = await self._records.announce(job, announced)
        except LostError as lost:
            logger.debug("job %s waits no more: %s", job.id, lost)
            return True
        await self._say(job, self._reporter.queued(job))
        return True

    @asynccontextmanager
    async def at_work(self, job: Job) -> AsyncIterator[None]:
        """Say for how long the job has been going on, while the body runs.

        Once this is left nothing more is said, so that what the caller shows next stays.
        """
        stop = asyncio.Event()
        ticking = asyncio.create_task(self._tick(job, stop), name=f"time of {job.id}")
        try:
            yield
        except asyncio.CancelledError:
            ticking.cancel()
            raise
        finally:
            stop.set()
            _, late = await asyncio.wait([ticking], timeout=_PATIENCE_SECONDS)
            if late:
                ticking.cancel()
                self._unsure.add(job.id)

    def look_later(self, job: Job) -> None:
        """After the end of a job was shown: see to it that it stays, where something said before may yet come,
        from here or from a process that died right after.
        """
        recent = job.announced is not None and self._records.now() - job.announced.said_at < _LATE
        if not recent and job.id not in self._unsure:
            return
        self._unsure.discard(job.id)
        looking = asyncio.create_task(self._look(job.id), name=f"second look at {job.id}")
        self._looking.add(looking)
        looking.add_done_callback(self._looking.discard)

    async def _look(self, job_id: str) -> None:
        await asyncio.sleep(_LATE.total_seconds())
        try:
            job = await self._records.job(job_id)
            if job is not None:
                await self._show(job)
        except (BotoCoreError, ClientError) as error:
            logger.info("job %s is not looked at again: %s", job_id, error)

    async def _tick(self, job: Job, stop: asyncio.Event) -> None:
        started = time.monotonic()
        # That it waits in line is no longer true, so it must not stand there.
        pause = 0.0 if job.announced is not None else _FIRST_SECONDS
        while not await _is_set_within(stop, pause):
            try:
                said = await self._going_on(job, int(time.monotonic() - started), stop)
            except (BotoCoreError, ClientError) as error:
                logger.info("job %s: how long it takes is not said: %s", job.id, error)
                said = True
            except Exception:
                logger.exception("job %s: how long it takes is not said", job.id)
                return
            # Many jobs that ask again must not do it all at once.
            pause = (_EVERY_SECONDS if said else CHANNEL_SECONDS) * random.uniform(0.9, 1.1)  # noqa: S311

    async def _going_on(self, job: Job, seconds: int, stop: asyncio.Event) -> bool:
        if not await self._pace.may(job.origin.team, job.origin.channel):
            return False
        latest = await self._records.job(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state not in _AT_WORK or stop.is_set():
            return True
        await self._say(latest, self._reporter.elapsed(latest, seconds if seconds >= _WORTH_SAYING else None))
        return True

    async def _say(self, job: Job, saying: Awaitable[Said]) -> None:
        """Say something that was true of `job`, and see to it that it does not stay when it no longer is."""
        said = await saying
        if not said.sure:
            self._unsure.add(job.id)
        if said.pause:
            await self._pace.hold(job.origin.team, said.pause)
        for _ in range(_LOOKS):
            latest = await self._records.job(job.id)
            if latest is None or (latest.state, latest.attempt) == (job.state, job.attempt):
                return
            if latest.state in WAITING:
                return  # its place is said in a moment
            logger.info("job %s is %s by now: shown again", job.id, latest.state)
            await self._show(latest)
            if latest.state not in _AT_WORK:
                return
            job = latest

    async def _show(self, job: Job) -> None:
        """Show where a job stands by its row."""
        try:
            if job.state in _AT_WORK:
                await self._reporter.elapsed(job, None)
            elif job.state in _THERE:
                await self._show_result(job)
            elif job.state not in WAITING:
                await self._reporter.ended(job, again=True)
        except NotShownError as error:
            logger.info("job %s: where it stands is not shown: %s", job.id, error.code)

    async def _show_result(self, job: Job) -> None:
        if isinstance(job.work, PaintWork):
            if images := await self._records.images_of(job.id):
                await self._reporter.painted(job, images)
        elif isinstance(job.work, RefineWork):
            await self._reporter.answered(job, job.answer)
        else:
            request = await self._records.request(job.request_id)
            if request is not None and not request.cancelled:
                await self._reporter.offered(request, job, request.rounds[job.work.round - 1])


def place_of(standing: Standing, moment: datetime) -> Announced:
    """What is said of where a job stands."""
    seconds = None if standing.seconds is None else about(standing.seconds)
    return Announced(position=standing.position, seconds=seconds, said_at=moment)


def is_news(place: Announced, before: Announced | None) -> bool:
    """Whether a person would care that it is so now, and no longer as it was said."""
    if before is None or place.position != before.position:
        return True
    if place.seconds is None or before.seconds is None:
        return place.seconds != before.seconds
    return abs(place.seconds - before.seconds) > max(_CLOSE_SECONDS, before.seconds / 4)


def about(seconds: float) -> int:
    """Rounded as an estimate is said: to ten seconds, from a minute on to minutes, from an hour on to hours; 5 for
    anything less than ten seconds.
    """
    if seconds < 10:
        return 5
    if seconds < 55:
        return max(10, round(seconds / 10) * 10)
    if seconds < 3570:
        return max(1, round(seconds / 60)) * 60
    return max(1, round(seconds / 3600)) * 3600


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return event.is_set()
    return True
