"""The bot as a process of its own: its port is its own before it listens there."""

import socket
import sys

import pytest

from sandbox.bot_process import free_port
from sandbox.constants import HOST


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a port can't be kept for somebody")
def test_a_port_is_kept_for_whoever_was_told_it():
    port = free_port()
    with socket.socket() as another, pytest.raises(OSError, match="in use"):
        another.bind((HOST, port))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port))
    # Whoever comes back to it after a crash finds it again.
    for _ in range(2):
        with socket.create_server((HOST, port)), socket.create_connection((HOST, port)) as caller:
            assert caller.getpeername() == (HOST, port)


def test_nobody_is_told_the_same():
    assert len({free_port() for _ in range(50)}) == 50
