"""Everything at once: the workspace, the cloud, and the bot between them."""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sandbox.aws.server import RunningAws, running_aws
from sandbox.bedrock.handover import Handover
from sandbox.bot_process import BotError, BotProcess, bot_environment, free_port, initialise, spawn_bot
from sandbox.constants import APP_TOKEN
from sandbox.model_troubles import model_troubles
from sandbox.now_and_then import NowAndThen
from sandbox.service_troubles import service_troubles
from sandbox.slack.server import RunningSlack, running_slack
from sandbox.surroundings import KilledBot, cloud_troubles

MANIFEST: Final = Path(__file__).parent.parent / "manifest.yml"

Mode = Literal["socket", "http"]


@dataclass
class Stack:
    """A running sandbox, and the bots started in it."""

    slack: RunningSlack
    aws: RunningAws
    bots: list[BotProcess] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """Of every bot that is started here, by their names."""
    _killed: list[BotProcess] = field(default_factory=list, repr=False)
    """To be started again."""
    _gone: list[BotProcess] = field(default_factory=list, repr=False)
    """Replaced already; what they wrote stays readable until the end."""

    def environment(self, mode: Mode = "socket", port: int = 0, **more: str) -> dict[str, str]:
        """What a bot in this sandbox needs to know."""
        slack = self.slack.environment()
        slack.pop("SLACK_APP_TOKEN", None)
        if mode == "socket":
            slack["SLACK_APP_TOKEN"] = APP_TOKEN
        return bot_environment(slack, self.aws.environment(), port=port, **(self.settings | more))

    async def start_bot(self, command: str = "run", mode: Mode = "socket", **more: str) -> BotProcess:
        """Start a process of the bot and wait until it is ready.

        Parameters
        ----------
        mode
            ``http`` has the workspace deliver to this process from then on, if it listens
        more
            settings of the bot, by their names
        """
        bot = spawn_bot(command, self.environment(mode, free_port(), **more))
        self.bots.append(bot)
        await bot.ready()
        courier = self.slack.slack.courier
        if mode == "http" and command != "work":
            courier.transport, courier.request_url = "http", f"{bot.url}/slack/events"
        elif command != "work":
            courier.transport = "socket"
        self.slack.slack.troubles.tell()
        return bot

    def strike(self) -> None:
        """SIGKILL to every process that runs, at once; `kill_bots` then tidies up."""
        for bot in self.bots:
            bot.signal(signal.SIGKILL)

    async def kill_bots(self) -> None:
        """SIGKILL to every process that runs; those that crashed by themselves count as killed, too."""
        killed = [bot for bot in self.bots if bot.process.poll() != 0]
        self.bots = [bot for bot in self.bots if bot not in killed]
        self._killed += killed
        for bot in killed:
            await bot.kill()

    async def restart_killed(self) -> None:
        """Start a process in the place of each that was killed, and wait until it is ready.

        Raises
        ------
        BotError
            one did not start; it counts as killed
        """
        while self._killed:
            dead = self._killed.pop(0)
            self._gone.append(dead)
            bot = dead.again()
            self.bots.append(bot)
            try:
                await bot.ready()
            except BotError:
                await self.kill_bots()
                raise

    async def stop_bots(self) -> None:
        bots, self.bots = self.bots, []
        gone, self._killed, self._gone = [*bots, *self._killed, *self._gone], [], []
        stuck: TimeoutError | None = None
        for bot in bots:
            if bot.process.poll() is None:
                try:
                    await bot.stop()
                except TimeoutError as error:  # it is killed; the others are to go, too
                    stuck = error
        for bot in gone:
            bot.close()
        self.slack.slack.troubles.tell()
        if stuck is not None:
            raise stuck


@asynccontextmanager
async def running_stack(
    slack_port: int = 0,
    aws_port: int = 0,
    handover: Handover | None = None,
    *,
    prepare: Callable[[Stack], Awaitable[None]] | None = None,
    extended_access: bool = False,
    installed: bool = True,
) -> AsyncIterator[Stack]:
    """Start a workspace and a cloud, with the bot's table, bucket and queues; bots are started by hand.

    Parameters
    ----------
    prepare
        makes the table, the bucket and the queues; the bot itself, where it is not given
    extended_access
        as of `running_aws`
    installed
        whether the app is in the workspace from the start; else its bots serve many workspaces, which install it
        by OAuth
    """
    async with (
        running_aws(aws_port, handover=handover, extended_access=extended_access) as aws,
        running_slack(slack_port, MANIFEST, installed=installed) as slack,
    ):
        stack = Stack(slack, aws)
        if not installed:
            stack.settings["SLACK_BOT_TOKEN"] = ""
        if prepare is None:
            await initialise(stack.environment())
        else:
            await prepare(stack)
        slack.slack.faults.kill = aws.faults.kill = stack.strike
        troubles = slack.slack.troubles
        killed = KilledBot(stack, troubles.tell)
        both = NowAndThen(slack.slack.faults, aws.faults)
        each = service_troubles(slack.slack.faults, aws.faults)
        troubles.include(
            aws.faults, [both, *each, *cloud_troubles(aws.faults), killed, *model_troubles(aws.account)]
        )
        aws.account.watch(troubles.tell)
        try:
            yield stack
        finally:
            await killed.aclose()
            await stack.stop_bots()
