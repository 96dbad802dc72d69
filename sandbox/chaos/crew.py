"""The bot's processes, and what is done to them."""

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sandbox.bot_process import BotError, BotProcess, free_port, spawn_bot
from sandbox.stack import Stack

_DOWN_SECONDS: Final = (0.1, 1.5)
_USUAL_START: Final = 6.0
"""Seconds until all are ready, on a machine of two processors that does little else."""


@dataclass
class _Post:
    """One place to be filled: whoever falls is replaced."""

    command: str
    process: BotProcess | None = None


@dataclass
class Crew:
    """Some listeners and some workers.

    Attributes
    ----------
    kills, hangs
        how often a process was ended with SIGKILL, and stopped until it was taken for dead
    workers_killed
        how many of the killed were workers: no other pays for anything
    failed_starts
        how often one did not come up because of a fault, and was started again
    problems
        ends that nobody asked for
    slowness
        how many times longer than usual this machine takes to start them: crashes come as much more seldom, or
        those who come back would never get to work; from 1
    """

    stack: Stack
    listeners: int
    workers: int
    settings: dict[str, str]
    kills: int = 0
    workers_killed: int = 0
    hangs: int = 0
    failed_starts: int = 0
    slowness: float = 1.0
    problems: list[str] = field(default_factory=list)
    _posts: list[_Post] = field(default_factory=list)
    _gone: list[BotProcess] = field(default_factory=list)

    async def start(self) -> None:
        """Start all of them and wait until they are ready.

        Raises
        ------
        BotError
        """
        self._posts = [_Post("listen") for _ in range(self.listeners)]
        self._posts += [_Post("work") for _ in range(self.workers)]
        begun = time.monotonic()
        for post in self._posts:
            self._spawn(post)
        await asyncio.gather(*(one.ready() for one in self._alive()))
        self.slowness = max(1.0, (time.monotonic() - begun) / _USUAL_START)
        self.stack.slack.slack.courier.transport = "socket"

    def _spawn(self, post: _Post) -> None:
        environment = self.stack.environment("socket", free_port(), **self.settings)
        post.process = spawn_bot(post.command, environment)

    def _alive(self) -> list[BotProcess]:
        return [post.process for post in self._posts if post.process is not None]

    async def torment(self, chance: random.Random, pauses: tuple[float, float], hang_seconds: float) -> None:
        """Kill one every few seconds, or hang it, until cancelled.

        Parameters
        ----------
        pauses
            the shortest and the longest, seconds, where the machine is not slow
        hang_seconds
            long enough for others to take its jobs over
        """
        hanging: set[asyncio.Task[None]] = set()
        try:
            while True:
                await asyncio.sleep(chance.uniform(*pauses) * self.slowness)
                self.replace_fallen()
                post = chance.choice(self._posts)
                down, hangs = chance.uniform(*_DOWN_SECONDS), chance.random() < 0.2
                if post.process is None:
                    continue
                if hangs and post.command == "work":
                    self.hangs += 1
                    task = asyncio.create_task(_hang(post.process, hang_seconds))
                    hanging.add(task)
                    task.add_done_callback(hanging.discard)
                else:
                    await self._kill(post)
                    await asyncio.sleep(down)
                    self._spawn(post)
        finally:
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
            for process in self._alive():
                process.signal(signal.SIGCONT)

    async def _kill(self, post: _Post) -> None:
        if post.process is not None:
            # Out of its place first: if this is broken off, it must not look like one that ended by itself.
            process, post.process = post.process, None
            self._gone.append(process)
            self.kills += 1
            self.workers_killed += post.command == "work"
            await process.kill()

    def replace_fallen(self) -> None:
        """Start again what has ended by itself, and remember it if a fault is no excuse."""
        for post in self._posts:
            process = post.process
            if process is not None and process.process.poll() is not None:
                said = process.output()
                if "Can't start" in said and "ready: " not in said:  # it met a fault while it started
                    self.failed_starts += 1
                else:
                    self.problems.append(
                        f"a process ended by itself ({process.process.returncode}): {said[-600:]}"
                    )
                self._gone.append(process)
                post.process = None
            if post.process is None:
                self._spawn(post)

    async def settle(self) -> None:
        """Have every place filled with a process that is ready."""
        for _ in range(3):
            self.replace_fallen()
            try:
                await asyncio.gather(*(one.ready() for one in self._alive()))
            except BotError:
                continue
            return

    async def dismiss(
        self,
        count: int,
        *,
        having: Sequence[str] = (),
        between: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """End `count` workers for good, in turns by SIGKILL and in order.

        Parameters
        ----------
        having
            jobs; whoever has taken one of them goes first, the first of them before all others
        between
            done after the first has gone
        """

        def rank(post: _Post) -> int:
            said = "" if post.process is None else post.process.output()
            taken = [number for number, job_id in enumerate(having) if f"job {job_id} is taken" in said]
            return min(taken, default=len(having))

        workers = sorted((one for one in self._posts if one.command == "work"), key=rank)
        for number, post in enumerate(workers[:count]):
            if number % 2 and post.process is not None:
                await post.process.stop()
                self._gone.append(post.process)
            else:
                await self._kill(post)
            self._posts.remove(post)
            if number == 0 and between is not None:
                await between()

    def warnings(self) -> Sequence[str]:
        """Lines of the logs that tell of an error, of all processes there were."""
        return [
            line
            for process in (*self._gone, *self._alive())
            for line in process.output().splitlines()
            if " ERROR " in line
        ]

    def logs(self) -> str:
        """Everything that they wrote, one after the other."""
        return "\n".join(
            f"=== process {process.pid}\n{process.output()}" for process in (*self._gone, *self._alive())
        )

    async def end(self) -> None:
        for process in self._alive():
            with contextlib.suppress(TimeoutError):
                await process.stop()
        for process in (*self._gone, *self._alive()):
            process.close()
        self._posts.clear()


async def _hang(process: BotProcess, seconds: float) -> None:
    process.signal(signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        process.signal(signal.SIGCONT)
