"""Worker processes in tests: each use in an event loop of its own, because their pool ends with its loop's first task."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio
import pytest

T = TypeVar("T")


def apart(function: Callable[[], Awaitable[T]]) -> T:
    """Run an asynchronous function in an event loop of its own, which ends its worker processes with it.

    They have as long as a busy machine needs to start one.
    """
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as pool:
        patch.setattr("services.pictures.MAX_SECONDS", 150.0)
        return pool.submit(anyio.run, function).result()
