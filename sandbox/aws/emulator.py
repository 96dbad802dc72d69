"""S3, DynamoDB and SQS: a ministack child process, started, watched and ended from here."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from sandbox.constants import HOST, REGION

PROGRAM: Final = Path(__file__).with_name("emulator_process.py")
START_SECONDS: Final = 120.0
"""It takes one or two, unless the machine does much else."""
END_SECONDS: Final = 60.0

# What the person's own shell says about AWS or about another emulator must not leak into this one.
_FOREIGN_PREFIXES: Final = ("AWS_", "MINISTACK_", "LOCALSTACK_", "GATEWAY_", "EDGE_", "S3_", "DOCKER_")


class EmulatorError(RuntimeError):
    """The emulator did not start, or ended by itself; the message carries the end of its log."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running emulator.

    Attributes
    ----------
    url : its own address, without a trailing slash
    pid : of the child process
    """

    url: str
    pid: int


def settings_for(home: Path, *, keep: bool, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of an emulator whose files go under `home`.

    With `keep`, tables, queues and objects outlive a clean end and are there at the next start.
    """
    settings = {name: value for name, value in environ.items() if not name.startswith(_FOREIGN_PREFIXES)}
    settings |= {
        "LOG_LEVEL": "ERROR",
        "MINISTACK_REGION": REGION,
        "SERVICES": "s3,dynamodb,sqs,sts,kms,cloudfront,cloudformation",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "PERSIST_STATE": "1" if keep else "0",
        "STATE_DIR": str(home / "state"),
        "S3_PERSIST": "1" if keep else "0",
        "S3_DATA_DIR": str(home / "s3"),
        "TMPDIR": str(home / "tmp"),
        # It would tidy up containers that carry its label; nobody asked this one to.
        "DOCKER_HOST": f"unix://{home / 'no-docker'}",
    }
    return settings


@asynccontextmanager
async def running_emulator(state_dir: Path | None = None) -> AsyncIterator[Emulator]:
    """Start an emulator on a free loopback port; end it on leaving.

    Parameters
    ----------
    state_dir : where its state is kept between runs (made if missing); nothing is kept without it

    Raises
    ------
    EmulatorError : it ended before it answered, or did not answer within `START_SECONDS`
    """
    with tempfile.TemporaryDirectory(prefix="imagine-sandbox-", ignore_cleanup_errors=True) as scratch:
        home = state_dir or Path(scratch)
        process, port = _spawn(home, keep=state_dir is not None)
        try:
            url = f"http://{HOST}:{port}"
            await _healthy(url, process, home)
            yield Emulator(url=url, pid=process.pid)
        finally:
            await _end(process, gently=state_dir is not None)


def _spawn(home: Path, *, keep: bool) -> tuple[subprocess.Popen[bytes], int]:
    home = home.absolute()
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    # The socket is bound here and handed down, so no other process can take the port in between.
    with socket.create_server((HOST, 0), backlog=1024) as listener, (home / "emulator.log").open("wb") as log:
        port: int = listener.getsockname()[1]
        process = subprocess.Popen(  # noqa: S603 - our own program, no outside input
            [sys.executable, "-P", str(PROGRAM), str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=settings_for(home, keep=keep, environ=os.environ),
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends it in order
        )
    return process, port


async def _healthy(url: str, process: subprocess.Popen[bytes], home: Path) -> None:
    # The socket listens from the start, so one request is enough: it waits in the backlog.
    timeout = aiohttp.ClientTimeout(total=START_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        answer = asyncio.create_task(_status(session, f"{url}/_ministack/health"))
        try:
            while not answer.done():
                await asyncio.wait([answer], timeout=0.2)
                if process.poll() is not None:
                    break
            if not (answer.done() and not answer.exception() and answer.result() == 200):
                raise EmulatorError(f"the S3, DynamoDB and SQS emulator did not start: {_log_end(home)}")
        finally:
            answer.cancel()


async def _status(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


def _log_end(home: Path) -> str:
    return (home / "emulator.log").read_text(errors="replace")[-2000:].strip() or "it said nothing"


async def _end(process: subprocess.Popen[bytes], *, gently: bool) -> None:
    """Close its standard input, which ends it; without state to save there is nothing to wait for."""
    if not gently:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.to_thread(process.wait, END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
