"""What goes on after Slack has its answer, and is waited for before the process ends."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from handlers.promptness import unhurried

logger = logging.getLogger(__name__)


class Background:
    """Tasks that nobody awaits one by one."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        # What the task comes to know, the line about its failure says too.
        context = unhurried()
        task = asyncio.create_task(work, context=context)
        self._tasks.add(task)
        task.add_done_callback(self._done, context=context)

    async def drain(self, seconds: float) -> None:
        """Wait for what is going on, at most `seconds`; what was accepted stays in the table anyhow."""
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=seconds)
            for task in unfinished:
                task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("background work failed", exc_info=error)
