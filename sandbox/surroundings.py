"""What can go wrong around the workspace, for its control panel: the models, the image host, the bot."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, Literal, Protocol

from sandbox.bot_process import BotError, BotProcess
from sandbox.faults import Fault, FaultPlan
from sandbox.trouble import Amount, FaultTrouble, Trouble

PAINTERS: Final = "bedrock:InvokeModel:*"
WRITERS: Final = "bedrock:Converse:*"
SERVERS: Final = "images:*"
MODELS: Final = (PAINTERS, WRITERS, SERVERS)
"""Questions about models are none of them: a bot must not take long to start, or fail to, because models do."""


def cloud_troubles(faults: FaultPlan) -> Sequence[Trouble]:
    """Those of the models and of the image host, in the plan of `sandbox/aws`."""
    return [
        FaultTrouble(
            faults,
            lambda seconds: [Fault(operation=one, kind="delay", seconds=seconds) for one in MODELS],
            "slow_models",
            "models",
            "Slow models",
            "Every answer of a model, ideas and pictures alike, takes this much longer.",
            Amount("Longer by", 1, 120, 8),
        ),
        FaultTrouble(
            faults,
            lambda _: [
                Fault(operation=one, kind="error", status=429, code="ThrottlingException") for one in MODELS
            ],
            "throttled_models",
            "models",
            "Throttled models",
            "Bedrock refuses every call with ThrottlingException: too many requests.",
        ),
        FaultTrouble(
            faults,
            lambda _: [
                Fault(operation=PAINTERS, kind="behave", code="filtered_prompt"),
                Fault(operation=SERVERS, kind="behave", code="filtered_prompt"),
                Fault(operation=WRITERS, kind="behave", code="content_filtered"),
            ],
            "filtered_prompts",
            "models",
            "Content filter stops prompts",
            "Whatever is asked of a model counts as not allowed; nothing is written or painted.",
        ),
        FaultTrouble(
            faults,
            lambda _: [
                Fault(operation=one, kind="behave", code="filtered_output") for one in (PAINTERS, SERVERS)
            ],
            "filtered_pictures",
            "models",
            "Content filter holds pictures back",
            "Pictures are painted, and then withheld.",
        ),
        FaultTrouble(
            faults,
            lambda _: [Fault(operation="cdn:GET", kind="error", status=503, code="ServiceUnavailable")],
            "image_host",
            "pictures",
            "Image host down",
            "The CDN answers 503, so Slack cannot fetch a picture and links to it fail.",
        ),
    ]


class Bots(Protocol):
    """The processes of whoever started them."""

    bots: list[BotProcess]

    async def kill_bots(self) -> None: ...

    async def restart_killed(self) -> None: ...


class KilledBot(Trouble):
    """On while the bot is dead; after the chosen seconds, or when it is switched off, a new one is started.

    `changed` is called when the bot comes back, or fails to.
    """

    def __init__(self, stack: Bots, changed: Callable[[], object]) -> None:
        super().__init__(
            "killed_bot",
            "bot",
            "Kill the bot",
            "SIGKILL in the middle of whatever it does; a new process is started after a while.",
            Amount("Back after", 0, 600, 3),
        )
        self._stack = stack
        self._changed = changed
        self._state: Literal["running", "dead", "starting", "failed"] = "running"
        self._problem = ""
        self._return: asyncio.Task[None] | None = None

    @property
    def available(self) -> bool:
        return self.on or bool(self._stack.bots)

    @property
    def on(self) -> bool:
        return self._state != "running"

    @property
    def note(self) -> str:
        match self._state:
            case "dead":
                return "It is dead."
            case "starting":
                return "A new process is starting."
            case "failed":
                return f"It did not start: {self._problem} Switch this off to try again."
        alive = [str(bot.pid) for bot in self._stack.bots if bot.process.poll() is None]
        return f"Running as process {', '.join(alive)}." if alive else "It has ended by itself."

    async def switch(self, *, on: bool) -> None:
        if on:
            await self.aclose()
            await self._stack.kill_bots()
            self._come_back(self.chosen)
        elif self._state in ("dead", "failed"):
            await self.aclose()
            self._come_back(0)

    def _come_back(self, seconds: float) -> None:
        self._state = "dead" if seconds else "starting"
        self._return = asyncio.get_running_loop().create_task(self._start(seconds))

    async def _start(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._state = "starting"
        self._changed()
        try:
            await self._stack.restart_killed()
        except (BotError, OSError) as error:
            self._state, self._problem = "failed", f"{error}".partition("\n")[0].rstrip(":") + "."
        else:
            self._state = "running"
        self._changed()

    async def aclose(self) -> None:
        """Start nothing any more."""
        if self._return is not None:
            self._return.cancel()
            await asyncio.wait([self._return])
            self._return = None
