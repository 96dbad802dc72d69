"""Telling people how far their jobs are, without ever getting in the way of what becomes of them.

Progress and results replace the same message, from several processes, and the later of two updates stays, not
the newer. What holds is this: whatever changes what a message should say is on the row before it is said. So
whoever has said something about a job looks at its row afterwards and, if that has moved on, shows where it is.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import WAITING, Announced, Job, PaintWork, RefineWork, State
from services.line import Standing
from services.pacing import CHANNEL_SECONDS, Pace
from services.records.records import Records
from services.records.rows import LostError
from services.reporting import SAY_SECONDS, NotShownError, Reporter, Said

logger = logging.getLogger(__name__)

_BEGUN_SECONDS: Final = 1.0
"""What takes no longer is not even said to have begun."""

_FIRST_SECONDS: Final = 7.0
"""What takes no longer than this after that shows no time: most pictures don't."""

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
        self._tasks: set[asyncio.Task[None]] = set()

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
            job = await self._records.jobs.announce(job, announced)
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
        mouth = _Mouth()
        ticking = self._spawn(self._tick(job, mouth), f"time of {job.id}")
        patience = _PATIENCE_SECONDS
        try:
            yield
        except asyncio.CancelledError:
            patience = 0.0
            raise
        finally:
            mouth.shut.set()
            if not mouth.speaking:
                ticking.cancel()
            elif patience:
                await asyncio.wait([ticking], timeout=patience)
            # What is still being said looks at the row afterwards, whoever has the job by then.

    async def changed(self, job: Job) -> None:
        """Say at once what a job at work is now, where that is no longer what is shown: another model goes on with
        it, at another price. Like all that is said on the way it fails quietly.
        """
        try:
            await self._say(job, self._reporter.elapsed(job, None))
        except (BotoCoreError, ClientError) as error:
            logger.info("job %s: what it is now is not said: %s", job.id, error)

    def look_later(self, job: Job) -> None:
        """After the end of a job was shown: see to it that it stays, where its place in line was said only just
        now, perhaps by a process that died right after.
        """
        if job.announced is not None and self._records.leases.now() - job.announced.said_at < _LATE:
            self._spawn(self._look(job, None), f"second look at {job.id}")

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _look(self, job: Job, said_of: State | None) -> None:
        """When nothing said before can come any more: show where the job is, unless it is in the state that it was
        said of.
        """
        await asyncio.sleep(_LATE.total_seconds())
        try:
            latest = await self._records.jobs.get(job.id)
            if latest is not None and (latest.state, latest.attempt) != (said_of, job.attempt):
                await self._show(latest)
        except (BotoCoreError, ClientError) as error:
            logger.info("job %s is not looked at again: %s", job.id, error)

    async def _tick(self, job: Job, mouth: "_Mouth") -> None:
        started = time.monotonic()
        # That it waits in line is no longer true, so it must not stand there.
        pause = 0.0 if job.announced is not None else _BEGUN_SECONDS
        following = _FIRST_SECONDS
        while not await _is_set_within(mouth.shut, pause):
            try:
                said = await self._going_on(job, int(time.monotonic() - started), mouth)
            except (BotoCoreError, ClientError) as error:
                logger.info("job %s: how long it takes is not said: %s", job.id, error)
                said = True
            except Exception:
                logger.exception("job %s: how long it takes is not said", job.id)
                return
            # Many jobs that ask again must not do it all at once.
            pause = (following if said else CHANNEL_SECONDS) * random.uniform(0.9, 1.1)  # noqa: S311
            following = _EVERY_SECONDS if said else following

    async def _going_on(self, job: Job, seconds: int, mouth: "_Mouth") -> bool:
        if not await self._pace.may(job.origin.team, job.origin.channel):
            return False
        latest = await self._records.jobs.get(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state not in _AT_WORK:
            return True
        mouth.speaking = True
        try:
            shown = seconds if seconds >= _WORTH_SAYING else None
            await self._say(latest, self._reporter.elapsed(latest, shown))
        finally:
            mouth.speaking = False
        return True

    async def _say(self, job: Job, saying: Awaitable[Said]) -> None:
        """Say something that was true of `job`, and see to it that it does not stay when it no longer is."""
        said = await saying
        if not said.sure:
            self._spawn(self._look(job, job.state), f"second look at {job.id}")
        if said.pause:
            await self._pace.hold(job.origin.team, said.pause)
        for _ in range(_LOOKS):
            latest = await self._records.jobs.get(job.id)
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
            if images := await self._records.images.of_job(job.id):
                await self._reporter.painted(job, images)
        elif isinstance(job.work, RefineWork):
            await self._reporter.answered(job, job.answer)
        else:
            request = await self._records.requests.get(job.request_id)
            if request is not None and not request.cancelled:
                await self._reporter.offered(request, job, request.rounds[job.work.round - 1])


@dataclass
class _Mouth:
    """Of one job at work.

    Attributes
    ----------
    shut
        nothing new is to be said
    speaking
        something is on its way, or was and may have to be put right
    """

    shut: asyncio.Event = field(default_factory=asyncio.Event)
    speaking: bool = False


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
