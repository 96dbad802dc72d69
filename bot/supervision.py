"""A process whose work has stopped must not look healthy: it ends, and whoever started it starts another."""

import asyncio
import logging
from collections.abc import Collection

logger = logging.getLogger(__name__)


class BrokenError(Exception):
    """Something that was to go on for as long as the process has broken; `__cause__` says why."""


async def until(stop: asyncio.Event, tasks: Collection["asyncio.Task[None]"]) -> None:
    """Wait until `stop` is set. A task may end, but not break.

    Raises
    ------
    BrokenError
    """
    stopping = asyncio.create_task(stop.wait(), name="stop")
    waiting: set[asyncio.Task[None] | asyncio.Task[bool]] = {stopping, *tasks}
    try:
        while not stopping.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                error = None if task.cancelled() else task.exception()
                if error is not None:
                    logger.critical("the %s has broken: this process ends", task.get_name(), exc_info=error)
                    raise BrokenError(task.get_name()) from error
    finally:
        stopping.cancel()
