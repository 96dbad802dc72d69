"""Ports for processes that take their time to listen."""

import asyncio
import contextlib
import socket
import sys

import pytest

from sandbox import bot_process
from sandbox.bot_process import free_port, give_back
from sandbox.constants import HOST

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is free for a moment")


def is_taken(port):
    """Whether the system refuses it to one that is in no hurry to share."""
    with socket.socket() as other:
        try:
            other.bind((HOST, port))
        except OSError:
            return True
    return False


@linux
async def test_a_port_is_kept_for_whoever_listens_on_all_interfaces_again_and_again():
    port = free_port()
    try:
        for _ in range(2):
            assert is_taken(port)

            async def hello(_, writer):
                writer.write(b"hello")
                writer.close()

            # Without a host it listens as the bot does.
            async with await asyncio.start_server(hello, None, port):
                reader, writer = await asyncio.open_connection(HOST, port)
                assert await reader.read() == b"hello"
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
    finally:
        give_back(port)


def test_what_is_given_back_is_held_no_more_and_may_be_given_back_twice():
    port = free_port()
    give_back(port)
    assert port not in bot_process._held
    give_back(port)


def test_nobody_answers_at_a_port_where_nobody_listens_yet():
    port = free_port()
    with socket.socket() as caller, pytest.raises(ConnectionRefusedError):
        caller.connect((HOST, port))
    give_back(port)
