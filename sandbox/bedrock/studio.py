"""Where pictures are painted: worker processes, and a small memory of what they painted last."""

import asyncio
import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Final

from sandbox.bedrock.orders import Order, carry_out
from sandbox.bedrock.picture_files import encoded
from sandbox.bedrock.plain_picture import plain_picture

REMEMBERED: Final = 32
"""Pictures kept; at 1024 x 1024 they take about 1.5 MB each."""

MOST_REMEMBERED_BYTES: Final = 192 << 20
"""Of pictures kept: an upscaled one may have 30 MB."""

_NICENESS: Final = 5


def begin_work() -> None:
    """Run at the start of each worker process.

    A worker stands for a cloud's machine, so it gives way to everything else on this one; and it ends with
    its parent, however that one ends: the pool's own queue would keep it waiting for ever.
    """
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class Studio:
    """Paints orders in processes of its own, started with the first order and no more than there are cores.

    The same order gives the same pixels, so the last `REMEMBERED` pictures are given out again, and an order
    that comes in while its twin is being painted waits for that one.
    """

    def __init__(self, paint: Callable[[Order], bytes] = carry_out, workers: int | None = None) -> None:
        self._paint = paint
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._known: OrderedDict[bytes, asyncio.Task[bytes]] = OrderedDict()

    async def picture(self, order: Order, *, plain: bool = False) -> bytes:
        """The file of the picture asked for; a two-coloured one at no cost if `plain`.

        Raises
        ------
        UnreadablePictureError : an input picture is broken
        """
        if plain:
            drawn = plain_picture(order)
            return drawn if order.format == "png" else await asyncio.to_thread(encoded, drawn, order.format)
        key = order.key()
        task = self._known.get(key)
        if task is None:
            task = self._known[key] = asyncio.create_task(self._painted(order))
            task.add_done_callback(lambda done: self._forget_failure(key, done))
            self._forget_oldest()
        self._known.move_to_end(key)
        return await asyncio.shield(task)  # whoever waits may go away; the picture is finished all the same

    async def aclose(self) -> None:
        """End the worker processes; a picture being painted is finished first."""
        for task in self._known.values():
            task.cancel()
        self._known.clear()
        if self._pool is not None:
            pool, self._pool = self._pool, None
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)

    async def _painted(self, order: Order) -> bytes:
        loop = asyncio.get_running_loop()
        pool = self._running_pool()
        try:
            return await loop.run_in_executor(pool, self._paint, order)
        except BrokenProcessPool:
            # Killed from outside, or out of memory: start afresh, once.
            if self._pool is pool:
                self._pool = None
                pool.shutdown(wait=False)
            return await loop.run_in_executor(self._running_pool(), self._paint, order)

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("spawn"), initializer=begin_work
            )
        return self._pool

    def _forget_failure(self, key: bytes, task: asyncio.Task[bytes]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._known.pop(key, None)

    def _forget_oldest(self) -> None:
        finished = [key for key, task in self._known.items() if task.done()]
        for key in finished[: max(0, len(self._known) - REMEMBERED)]:
            del self._known[key]
        heavy = {key: self._weight(key) for key in finished if key in self._known}
        total = sum(heavy.values())
        for key, weight in heavy.items():
            if total <= MOST_REMEMBERED_BYTES:
                break
            total -= weight
            del self._known[key]

    def _weight(self, key: bytes) -> int:
        task = self._known[key]
        return 0 if task.cancelled() or task.exception() else len(task.result())
