"""The bot as the sandbox starts it: a process of its own, told by its environment where Slack and AWS are."""

import asyncio
import atexit
import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import aiohttp

from sandbox.constants import BUCKET, HOST, IMAGE_MODEL, QUEUE, TABLE, TEXT_MODEL, TOKEN_KEY

START_SECONDS: Final = 150.0
"""It takes two or three, unless the machine does much else."""
END_SECONDS: Final = 90.0
"""The bot promises to be gone 25 s after SIGTERM, on a machine that has time for it."""

_LIBC: Final = ctypes.CDLL(None)
_PR_SET_PDEATHSIG: Final = 1
_ROOT: Final = Path(__file__).parent.parent

# A person's own settings must not leak into the bot of the sandbox.
_FOREIGN_PREFIXES: Final = ("AWS_", "SLACK_", "IMAGINE_")


class BotError(RuntimeError):
    """The bot did not start; the message carries the end of its log."""


def bot_environment(*parts: Mapping[str, str], port: int = 0, **more: str) -> dict[str, str]:
    """The whole environment of a bot in the sandbox.

    Parameters
    ----------
    parts
        where Slack and AWS are
    more
        settings that take precedence, by their names
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN_PREFIXES)}
    own.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # it is started again and again, and need not be compiled each time
    own |= {
        "IMAGINE_TABLE": TABLE,
        "IMAGINE_BUCKET": BUCKET,
        "IMAGINE_QUEUE": QUEUE,
        "IMAGINE_TEXT_MODEL": f"{TEXT_MODEL},auto",
        "IMAGINE_IMAGE_MODEL": f"{IMAGE_MODEL},auto",
        "IMAGINE_TOKEN_KEY": TOKEN_KEY,
        "IMAGINE_PUBLIC_URL": f"http://{HOST}:{port}" if port else "",
        "PORT": str(port),
        "METRICS_PORT": "",
        "LOG_FORMAT": "text",
        "PYTHONUNBUFFERED": "1",
    }
    for part in parts:
        own |= part
    return own | more


_held: Final[dict[int, socket.socket]] = {}
"""Ports that were given out, until they are given back."""


def free_port() -> int:
    """A port that is free. On Linux it stays so for whoever listens there in a while, or again and again: the
    system gives nobody a port that another is bound to, but lets those listen to it who share (``SO_REUSEADDR``).
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind((HOST, 0))
    port: int = holder.getsockname()[1]
    if sys.platform == "linux":
        _held[port] = holder
    else:
        holder.close()
    return port


def give_back(port: int) -> None:
    """Let the system give a port of `free_port` to others."""
    if holder := _held.pop(port, None):
        holder.close()


@atexit.register
def _give_all_back() -> None:
    for port in list(_held):
        give_back(port)


@dataclass
class BotProcess:
    """One process of the bot."""

    process: subprocess.Popen[bytes]
    port: int
    log: IO[bytes] = field(repr=False)
    again: Callable[[], "BotProcess"] = field(repr=False)
    """Starts another like it: same command, same settings, same port, which it must have left."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        return self.process.pid

    def output(self) -> str:
        """What it has written so far, logs and errors."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    async def ready(self) -> None:
        """Wait until it says that it is.

        Raises
        ------
        BotError
            if it ends first, or is not ready within `START_SECONDS`
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + START_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while loop.time() < due:
                if self.process.poll() is not None:
                    raise BotError(f"the bot ended at once:\n{self.output()[-3000:]}")
                try:
                    async with session.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await asyncio.sleep(0.05)
        raise BotError(f"the bot was not ready after {START_SECONDS:g} s:\n{self.output()[-3000:]}")

    def signal(self, number: int) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)

    async def ended(self, seconds: float = END_SECONDS) -> int:
        """Wait for its end and return its exit code.

        Raises
        ------
        TimeoutError
        """
        try:
            return await asyncio.to_thread(self.process.wait, seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"the bot was still there after {seconds:g} s") from None

    async def stop(self) -> int:
        """End it in order; returns its exit code."""
        self.signal(signal.SIGTERM)
        try:
            return await self.ended()
        except TimeoutError:
            await self.kill()
            raise

    async def kill(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.wait)

    def close(self) -> None:
        """Forget its output and its port; it must have ended for good."""
        self.log.close()
        give_back(self.port)


def spawn_bot(
    command: str, environment: Mapping[str, str], python: str = sys.executable, folder: Path = _ROOT
) -> BotProcess:
    """Start ``python -m bot COMMAND`` in `folder`; `environment` is complete and names a port."""
    log = tempfile.TemporaryFile(prefix="imagine-bot-")  # noqa: SIM115 - it lives as long as the process
    process = subprocess.Popen(  # noqa: S603 - our own program
        [python, "-m", "bot", command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches the sandbox alone, which then ends the bot in order
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - nothing but a system call
    )
    return BotProcess(
        process, int(environment["PORT"]), log, lambda: spawn_bot(command, environment, python, folder)
    )


def _end_with_parent() -> None:
    """Have Linux kill this process when the sandbox dies without a word; elsewhere the bot stays behind."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


async def initialise(environment: Mapping[str, str]) -> str:
    """Run ``python -m bot init``; returns what it says.

    Raises
    ------
    BotError
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "init",
        cwd=_ROOT,
        env=dict(environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise BotError(f"the bot could not make its table, bucket and queues:\n{output.decode()}")
    return output.decode()
