"""The sweeper: finds jobs that nobody is looking after and sends them to the workers again.

It may run in every process at once: each overdue job is sent by the one that postpones it first, and a job that
is sent too often is claimed once.
"""

import asyncio
import contextlib
import logging
import random
from datetime import datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from services.entrance import Entrance
from services.jobs import WAITING, Job
from services.line import lane_of
from services.patience import PATIENCE, Patience
from services.queue import Queue
from services.records.leases import Leases
from services.serving import ids_of, speaking_of

logger = logging.getLogger(__name__)


class Sweeper:
    """Sweeps now and then, not all processes at the same moment."""

    def __init__(
        self,
        leases: Leases,
        queue: Queue,
        patience: Patience = PATIENCE,
        entrance: Entrance | None = None,
    ) -> None:
        self._entrance = entrance
        self._leases = leases
        self._queue = queue
        self._patience = patience

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await asyncio.sleep(self._patience.sweep_seconds * random.uniform(0.5, 1.5))  # noqa: S311
            try:
                await self.sweep()
            except (BotoCoreError, ClientError) as error:
                logger.warning("not swept: %s", error)
            except Exception:
                logger.exception("not swept")

    async def sweep(self) -> int:
        """Send every overdue job again, and the next of each line that stands still.

        A job that is in line is not sent, but its line is looked at. One that can't be sent now is overdue again
        the next time, and keeps no other waiting. Returns how many were sent.
        """
        moment = self._leases.now()
        sent, lanes = 0, set[str]()
        async for job in self._leases.overdue(moment):
            with speaking_of(**ids_of(job)):
                sent += await self._sent(job, moment, lanes)
        if self._entrance is not None:
            await self._entrance.look_after(lanes)
        return sent

    async def _sent(self, job: Job, moment: datetime, lanes: set[str]) -> bool:
        """Whether an overdue job was sent again; its lane is added to `lanes` if it is in line instead."""
        # What waits behind many others is not looked at again and again: the longer it waits, the more seldom.
        waits = job.state in WAITING
        pause = max(self._patience.untaken_after, (moment - job.accepted_at) / 2 if waits else timedelta())
        if not await self._leases.postpone(job, moment + pause):
            return False
        if waits and self._entrance is not None and job.line_sk is not None:
            # Its turn comes with that of those in front; another message would only be in their way.
            lanes.add(lane_of(job.work))
            return False
        try:
            if waits and self._entrance is not None:
                # Nobody came to give it a place: then it has one before its message is read.
                await self._entrance.line_up(job)
            await self._queue.send(job.id)
        except (BotoCoreError, ClientError) as error:
            logger.warning("job %s is %s and overdue, and can't be sent now: %s", job.id, job.state, error)
            with contextlib.suppress(BotoCoreError, ClientError):
                await self._leases.postpone(job, moment, again=True)
            return False
        logger.warning("job %s is %s and overdue: sent again", job.id, job.state)
        return True
