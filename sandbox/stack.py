"""Everything at once: the workspace, the cloud, and the bot between them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sandbox.aws.server import RunningAws, running_aws
from sandbox.bedrock.handover import Handover
from sandbox.bot_process import BotProcess, bot_environment, free_port, initialise, spawn_bot
from sandbox.constants import APP_TOKEN
from sandbox.slack.server import RunningSlack, running_slack

MANIFEST: Final = Path(__file__).parent.parent / "manifest.yml"

Mode = Literal["socket", "http"]


@dataclass
class Stack:
    """A running sandbox, and the bots started in it."""

    slack: RunningSlack
    aws: RunningAws
    bots: list[BotProcess] = field(default_factory=list)

    def environment(self, mode: Mode = "socket", port: int = 0, **more: str) -> dict[str, str]:
        """What a bot in this sandbox needs to know."""
        slack = self.slack.environment()
        slack.pop("SLACK_APP_TOKEN", None)
        if mode == "socket":
            slack["SLACK_APP_TOKEN"] = APP_TOKEN
        return bot_environment(slack, self.aws.environment(), port=port, **more)

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
        return bot

    async def stop_bots(self) -> None:
        bots, self.bots = self.bots, []
        for bot in bots:
            if bot.process.poll() is None:
                await bot.stop()
            bot.close()


@asynccontextmanager
async def running_stack(
    slack_port: int = 0, aws_port: int = 0, handover: Handover | None = None
) -> AsyncIterator[Stack]:
    """Start a workspace and a cloud, with the bot's table, bucket and queues; bots are started by hand."""
    async with running_aws(aws_port, handover=handover) as aws, running_slack(slack_port, MANIFEST) as slack:
        stack = Stack(slack, aws)
        await initialise(stack.environment())
        try:
            yield stack
        finally:
            await stack.stop_bots()
