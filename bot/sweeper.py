"""The sweeper: finds jobs that nobody is looking after and sends them to the workers again.

It goes on with deletions that were broken off, too.

It may run in every process at once: each overdue job is sent by the one that postpones it first, and a job that
is sent too often is claimed once.
"""

import asyncio
import logging
import random
from datetime import timedelta

from botocore.exceptions import BotoCoreError, ClientError

from services.deleting import Deleter
from services.entrance import Entrance
from services.jobs import WAITING
from services.patience import PATIENCE, Patience
from services.queue import Queue
from services.records import Records

logger = logging.getLogger(__name__)


class Sweeper:
    """Sweeps now and then, not all processes at the same moment."""

    def __init__(
        self,
        records: Records,
        queue: Queue,
        patience: Patience = PATIENCE,
        deleter: Deleter | None = None,
        entrance: Entrance | None = None,
    ) -> None:
        self._deleter = deleter
        self._entrance = entrance
        self._records = records
        self._queue = queue
        self._patience = patience

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await asyncio.sleep(self._patience.sweep_seconds * random.uniform(0.5, 1.5))  # noqa: S311
            try:
                await self.sweep()
                if self._deleter is not None:
                    await self._deleter.sweep()
            except (BotoCoreError, ClientError) as error:
                logger.warning("not swept: %s", error)
            except Exception:
                logger.exception("not swept")

    async def sweep(self) -> int:
        """Send every overdue job again, and the next of each line that stands still.

        Returns how many were overdue.
        """
        moment = self._records.now()
        sent = 0
        async for job in self._records.overdue(moment):
            # What waits behind many others is not sent again and again: the longer it waits, the more seldom.
            waited = (moment - job.accepted_at) / 2 if job.state in WAITING else timedelta()
            pause = max(self._patience.untaken_after, waited)
            if await self._records.postpone(job, moment + pause):
                logger.warning("job %s is %s and overdue: sent again", job.id, job.state)
                await self._queue.send(job.id)
                sent += 1
        if self._entrance is not None:
            await self._entrance.look_after()
        return sent
