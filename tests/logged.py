"""What is logged meanwhile, in the form that it has in the service."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.logs import set_up


@contextmanager
def logged(level: str = "info") -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Yields what returns the lines so far; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, before = root.handlers[:], root.level
    stream = io.StringIO()
    set_up(level, "json", stream=stream)
    try:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)
