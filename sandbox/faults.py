"""Trouble on purpose: the faults a test, a benchmark or the control panel asks a server to produce.

Each server of the sandbox owns one `FaultPlan`, serves it under `/_sandbox/faults`, and asks it before
and after it carries a call out.
"""

import asyncio
import fnmatch
import random
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Kind = Literal["delay", "error", "cut", "drop_reply", "duplicate", "kill_before", "kill_after", "behave"]

MOST_HEARD: Final = 20_000
"""Names of calls that a plan remembers."""


class Fault(BaseModel):
    """One kind of trouble, for the calls whose name fits a pattern.

    `operation` is a shell pattern over names such as ``slack:chat.postMessage``,
    ``bedrock:InvokeModel:amazon.titan-image-generator-v2:0``, ``images:edits``, ``dynamodb:PutItem``, ``s3:PUT``,
    ``sqs:SendMessage`` or ``cdn:GET``.

    Kinds
    -----
    delay       wait `seconds`, then carry the call out
    error       answer `status` with `code` (and Retry-After where `retry_after` is set), do nothing
    cut         close the connection without an answer, do nothing
    drop_reply  carry the call out, then close the connection without an answer
    duplicate   carry the call out twice, answer once: a message that is in the queue twice, a request that the
                network repeated; of Slack an event, a command or a click that is delivered once more
    kill_before SIGKILL to every process of the bot that the sandbox has started, do nothing
    kill_after  carry the call out, then the same
    behave      the server's own special behaviour, named by `code` (each server documents its names)
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    operation: str
    kind: Kind
    probability: float = Field(default=1.0, gt=0, le=1, description="of meeting a call that fits")
    skip: int = Field(default=0, ge=0, description="how many calls that fit it lets pass first")
    times: int | None = Field(default=None, ge=1, description="how many calls it meets; every call if unset")
    seconds: float = Field(default=0.0, ge=0, le=600)
    status: int = Field(default=500, ge=200, le=599)
    code: str = ""
    message: str = ""
    retry_after: int | None = Field(default=None, ge=0)


@dataclass
class _InForce:
    fault: Fault
    left: int | None
    """How many calls it will still meet; None for every call."""
    switch: str
    to_skip: int


class FaultPlan:
    """The faults in force, in the order they were added.

    Parameters
    ----------
    seed
        of the chance in faults with a probability

    Attributes
    ----------
    kill
        what ``kill_before`` and ``kill_after`` do; set by whoever starts bots
    heard
        the name of each call so far, the oldest forgotten in the end
    met
        how many calls have met a fault: (kind, name of the call) → count
    """

    def __init__(self, seed: int = 0) -> None:
        self._faults: list[_InForce] = []
        self._watchers: list[Callable[[], object]] = []
        self._chance = random.Random(seed)
        self.kill: Callable[[], object] = lambda: None
        self.heard: deque[str] = deque(maxlen=MOST_HEARD)
        self.met: Counter[tuple[Kind, str]] = Counter()

    def reseed(self, seed: int) -> None:
        """Begin the chance anew: the same calls in the same order meet the same faults."""
        self._chance = random.Random(seed)

    def watch(self, told: Callable[[], object]) -> None:
        """Call `told` whenever a fault has come or gone."""
        self._watchers.append(told)

    def add(self, fault: Fault) -> None:
        self._faults.append(_InForce(fault, fault.times, "", fault.skip))
        self._tell()

    def clear(self) -> None:
        self._faults.clear()
        self._tell()

    def switch(self, name: str, faults: Sequence[Fault]) -> None:
        """Have exactly `faults` in force under the name of a switch; none of them switches it off."""
        self._faults = [one for one in self._faults if one.switch != name]
        self._faults += [_InForce(fault, fault.times, name, fault.skip) for fault in faults]
        self._tell()

    def switched(self, name: str) -> bool:
        """Whether anything is in force under this name."""
        return any(one.switch == name for one in self._faults)

    @property
    def unnamed(self) -> int:
        """How many faults belong to no switch."""
        return sum(not one.switch for one in self._faults)

    def listed(self) -> list[Fault]:
        return [one.fault.model_copy(update={"times": one.left, "skip": one.to_skip}) for one in self._faults]

    def take(self, operation: str, kinds: Iterable[Kind]) -> Fault | None:
        """The first fault of one of `kinds` that fits `operation`; it is used up by one call."""
        wanted = frozenset(kinds)
        for position, one in enumerate(self._faults):
            if not (one.fault.kind in wanted and fnmatch.fnmatchcase(operation, one.fault.operation)):
                continue
            if one.to_skip:
                one.to_skip -= 1
                continue
            if one.fault.probability < 1 and self._chance.random() >= one.fault.probability:
                continue
            if one.left == 1:
                del self._faults[position]
                self._tell()
            elif one.left is not None:
                one.left -= 1
            self.met[one.fault.kind, operation] += 1
            return one.fault
        return None

    def strike(self, operation: str, kind: Literal["kill_before", "kill_after"]) -> bool:
        """Kill the bot if a fault says so; tells whether it did."""
        if self.take(operation, [kind]) is None:
            return False
        self.kill()
        return True

    def _tell(self) -> None:
        for told in self._watchers:
            told()

    async def delay(self, operation: str) -> None:
        """Wait as long as the first fitting ``delay`` says. Each call comes through here first."""
        self.heard.append(operation)
        if fault := self.take(operation, ["delay"]):
            await asyncio.sleep(fault.seconds)


def cut(request: web.Request) -> None:
    """Close the connection of `request` without an answer."""
    if request.transport is not None:
        request.transport.abort()


def add_fault_routes(app: web.Application, plan: FaultPlan) -> None:
    """Serve `plan`: GET lists, POST adds one fault or a list of them, DELETE clears."""

    async def listed(_: web.Request) -> web.Response:
        return web.json_response([fault.model_dump() for fault in plan.listed()])

    async def added(request: web.Request) -> web.Response:
        body = await request.json()
        try:
            faults = [Fault.model_validate(item) for item in (body if isinstance(body, list) else [body])]
        except ValidationError as error:
            return web.json_response({"error": str(error)}, status=400)
        for fault in faults:
            plan.add(fault)
        return await listed(request)

    async def cleared(request: web.Request) -> web.Response:
        plan.clear()
        return await listed(request)

    app.router.add_get("/_sandbox/faults", listed)
    app.router.add_post("/_sandbox/faults", added)
    app.router.add_delete("/_sandbox/faults", cleared)
