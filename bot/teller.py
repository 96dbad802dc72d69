"""The teller: says where waiting jobs stand in line, as often as Slack allows.

It may run in every worker process at once: of those that come to a line at the same time one has the turn, and
what was said of a job is on its row, for the next to know.
"""

import asyncio
import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.batches import TableBusyError
from services.jobs import FAR, WAITING, Announced, Job
from services.line import Line
from services.pacing import CHANNEL_SECONDS, Pace
from services.records.records import Records
from services.serving import ids_of, serving, speaking_of
from services.telling import Telling, is_news, place_of

logger = logging.getLogger(__name__)

_EVERY_SECONDS: Final = CHANNEL_SECONDS
"""How often a line is looked at: no conversation could be told more often."""

_SHORTEST_WAIT: Final = timedelta(seconds=2)
"""What is taken sooner shows no place: it would only flicker."""

_COUNTED: Final = FAR - 1
"""Jobs of a line that are told their place: whoever stands further behind hears that alone."""

_FURTHER_BEHIND: Final = 8
"""How many of those are looked at each time, by chance."""


class Teller:
    """Tells everybody in line, whoever was not told for the longest first."""

    def __init__(self, records: Records, line: Line, telling: Telling, pace: Pace) -> None:
        self._records = records
        self._line = line
        self._telling = telling
        self._pace = pace

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            await asyncio.sleep(_EVERY_SECONDS * random.uniform(0.5, 1.0))  # noqa: S311
            try:
                await self.tell()
            except (BotoCoreError, ClientError, TableBusyError) as error:
                logger.info("nobody was told where they stand: %s", error)
            except Exception:
                logger.exception("nobody was told where they stand")

    async def tell(self) -> int:
        """Go through all lines once; returns how many jobs had their place said."""
        told = 0
        for lane in await self._line.lanes_waiting():
            if await self._pace.turn(f"line of {lane}", _EVERY_SECONDS * 0.8):
                waiting = await self._line.waiting(lane)
                told += await self._tell(waiting[:_COUNTED])
                behind = waiting[_COUNTED:]
                some = random.sample(behind, min(_FURTHER_BEHIND, len(behind)))
                told += await self._tell(some, far=True)
        return told

    async def _tell(self, job_ids: Sequence[str], *, far: bool = False) -> int:
        moment, told = self._records.leases.now(), 0
        full: set[tuple[str, str]] = set()
        """Conversations that must be left alone this time."""
        for job in await self._in_line(job_ids):
            where = job.origin.team, job.origin.channel
            if where in full or moment - job.accepted_at < _SHORTEST_WAIT:
                continue
            if far:
                place = Announced(position=FAR, said_at=moment)
            else:
                standing = await self._line.standing(job)
                if standing is None:
                    continue
                place = place_of(standing, moment)
            if not is_news(place, job.announced):
                continue
            with serving(job.origin.team), speaking_of(**ids_of(job)):
                told += await self._telling.in_line(job, place)
            # At this pace there is no second word to be had now.
            full.add(where)
        return told

    async def _in_line(self, job_ids: Sequence[str]) -> list[Job]:
        """Those that still wait: first the conversation, and in it the job, that heard nothing for the longest."""
        found = await self._records.jobs.several(job_ids)
        waiting = [one for one in found if one.state in WAITING and one.placeholder_ts]
        heard: dict[str, datetime] = {}
        for one in waiting:
            if one.announced is not None:
                before = heard.get(one.origin.channel, one.announced.said_at)
                heard[one.origin.channel] = max(before, one.announced.said_at)

        def silence(job: Job) -> tuple[datetime, datetime]:
            since = job.announced.said_at if job.announced else job.accepted_at
            return heard.get(job.origin.channel, job.accepted_at), since

        return sorted(waiting, key=silence)
