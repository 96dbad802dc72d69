"""Worker processes in tests: each use in an event loop of its own, because their pool ends with its loop's first task."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio

T = TypeVar("T")


def apart(function: Callable[[], Awaitable[T]]) -> T:
    """Run an asynchronous function in an event loop of its own, which ends its worker processes with it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, function).result()
