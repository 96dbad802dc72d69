"""Ports of this machine."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port at which nobody answers. It is kept meanwhile, so that nobody else comes to listen there."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        port: int = kept.getsockname()[1]
        yield port
