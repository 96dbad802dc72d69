"""Lanes: what all workers together may ask of one model, shared through one row of the table for each.

A worker that wants to call a model takes a permit. How many calls may be in flight grows with each that succeeds
and is halved when the model is throttled (additive increase, multiplicative decrease), so that the account's quota
is found out and used; a fixed number of requests a minute is kept to besides, where one is set (the generic cell
rate algorithm). The row is changed by single conditional updates alone: workers need not know of each other.
"""

import logging
import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict

from services.clock import Clock
from services.expressions import Change
from services.patience import PATIENCE, Patience
from services.table import LANES, item_from_wire, item_to_wire, lane_key, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

WORDS: Final = "words"
"""The lane of the language models."""

CALLS_AT_ONCE: Final = 3
"""Calls in flight for one job, of a model that paints one picture a call."""

BURST_SECONDS: Final = 6.0
"""How much of a rate may be used at once after a lull."""

_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 60.0
_REMEMBERED: Final = 20
"""Durations of a lane that are kept; a new one takes the place of any of them."""

_TRIES: Final = 8


@dataclass(frozen=True)
class Pace:
    """What may be asked of one model at the most.

    Parameters
    ----------
    calls
        in flight over all workers
    per_minute
        calls; 0 for no fixed rate
    """

    calls: int
    per_minute: float = 0.0


@dataclass(frozen=True)
class Paces:
    """The paces of all lanes: of the language models, of those that paint, and of some of these by name."""

    painting: Pace = Pace(16)
    words: Pace = Pace(32)
    models: Mapping[str, Pace] = field(default_factory=dict)

    def of(self, lane: str) -> Pace:
        return self.words if lane == WORDS else self.models.get(lane, self.painting)


@dataclass(frozen=True)
class Load:
    """What one job asks of its lane.

    Attributes
    ----------
    calls
        in all
    at_once
        of them, in flight at the most
    """

    calls: int = 1
    at_once: int = 1


@dataclass
class Permit:
    """A job's leave to call its model, until it is given back or not renewed for the length of a lease.

    Attributes
    ----------
    throttled
        the model was busy: to be set by whoever finds out, before it is given back
    returned
        it is being given back, or was: it is not renewed any more
    """

    lane: str
    job_id: str
    holder: str
    load: Load
    since: float
    throttled: bool = False
    returned: bool = False


@dataclass(frozen=True)
class Denied:
    """No permit now.

    Attributes
    ----------
    seconds
        until there may be one; None if that is when another is given back
    held
        the job has one already
    """

    seconds: float | None = None
    held: bool = False


class Hold(BaseModel):
    """A permit, as the row has it; times in seconds since 1970."""

    model_config = ConfigDict(frozen=True)

    holder: str
    ends: float
    since: float
    at_once: int


class Lane(BaseModel):
    """The row of a lane; times in seconds since 1970.

    Attributes
    ----------
    allowed
        calls in flight, as far as is known of the quota; from 1
    spare
        `allowed`, less those in flight
    turn
        the latest round of a job that was started
    tat
        the theoretical arrival time of the next call at the lane's rate
    strikes
        how often the model was throttled since a call last succeeded. While it is not 0, one job tries alone
    cut_at
        when `allowed` was last halved: what a call begun earlier meets says nothing new
    recent
        seconds that jobs held their permits, some of the latest
    """

    model_config = ConfigDict(frozen=True)

    sk: str
    holders: dict[str, Hold]
    allowed: float
    spare: float
    turn: int = 0
    tat: float = 0.0
    paused_until: float = 0.0
    strikes: int = 0
    cut_at: float = 0.0
    recent: dict[str, float] = {}

    @property
    def id(self) -> str:
        return self.sk.removeprefix("LANE#")

    @property
    def room(self) -> int:
        """How many more calls may be in flight."""
        if not self.holders:
            return max(1, int(self.spare))
        return 0 if self.strikes else max(0, int(self.spare))

    def takes(self, load: Load) -> bool:
        """Whether so much more may be in flight. A job that asks for more than there ever is goes alone."""
        return not self.holders or self.room >= load.at_once


class Lanes:
    """The lanes in the table `table`, through `client`, whose answers tell the time."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        paces: Paces | None = None,
        patience: Patience = PATIENCE,
        clock: Clock | None = None,
    ) -> None:
        self._client = client
        self._table = table
        self._paces = paces or Paces()
        self._lease = patience.lease_seconds
        self._clock = clock or Clock()
        self._seen: dict[str, Lane] = {}
        """As they were last seen: what is likely to be asked in vain is asked otherwise at once."""
        client.meta.events.register("after-call", self._clock.hear)

    def now(self) -> float:
        """Seconds since 1970, by the table's clock."""
        return self._clock.now().timestamp()

    async def look(self, lane: str) -> Lane:
        """The lane as it is, or would be if nobody was ever in it."""
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(lane_key(lane)), ConsistentRead=True
        )
        return self._see(lane, response["Item"]) if "Item" in response else self._fresh(lane)

    def seen(self, lane: str) -> Lane:
        """The lane as this process saw it last."""
        return self._seen.get(lane) or self._fresh(lane)

    async def all(self) -> list[Lane]:
        """Every lane that somebody was ever in."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": to_wire(LANES)},
        )
        rows = [Lane.model_validate(item_from_wire(item)) async for page in pages for item in page["Items"]]
        self._seen |= {row.id: row for row in rows}
        return rows

    async def acquire(
        self, lane: str, job_id: str, load: Load, turn: int = 0, *, take_over: bool = True
    ) -> Permit | Denied:
        """A permit for a job, if there is one.

        Parameters
        ----------
        turn
            the job's round
        take_over
            one that the job has already, of a worker that is lost
        """
        permit = Permit(lane, job_id, secrets.token_hex(8), load, self.now())
        for _ in range(_TRIES):
            row = self.seen(lane)
            found = await self._change(lane, self._taking(row, permit, turn))
            if found is None:
                return permit
            hold = found.holders.get(job_id)
            if hold is not None:
                # Its own, if the answer got lost; else that of a worker that is gone, or about to begin.
                if hold.holder == permit.holder:
                    return permit
                if not take_over and hold.ends >= self.now():
                    return Denied(held=True)
                if await self._taken_over(permit, hold):
                    return permit
                continue
            denied = await self._why_not(found, permit)
            if denied is not None:
                return denied
        # Many are at it at the same moment.
        return Denied(1.0)

    async def renew(self, permit: Permit) -> None:
        """Say that the permit is in use. One that was taken for given up comes back: the calls are in flight."""
        mine, ends = f"holders.{permit.job_id}", self.now() + self._lease
        change = Change(
            f"holders.#{permit.job_id}.holder = :mine", {":mine": permit.holder}, put={f"{mine}.ends": ends}
        )
        found = await self._change(permit.lane, change)
        if found is not None and permit.job_id not in found.holders and not permit.returned:
            again = Change(
                f"attribute_not_exists(holders.#{permit.job_id})",
                put={mine: self._hold(permit)},
                add={"spare": -permit.load.at_once},
            )
            await self._change(permit.lane, again)

    async def release(self, permit: Permit, seconds: float | None = None) -> Lane:
        """Give a permit back; one that another has taken over stays theirs.

        Parameters
        ----------
        seconds
            that its calls took, if they succeeded; None if nothing is to be learned from them

        Returns
        -------
        Lane
            as it is now
        """
        row = self.seen(permit.lane)
        for left in reversed(range(_TRIES)):
            learned = self._learned(row, permit, seconds) if left else {}
            change = self._giving_back(row, permit, seconds, learned)
            found = await self._change(permit.lane, change)
            if found is None:
                break
            row = found
            hold = found.holders.get(permit.job_id)
            if hold is None or hold.holder != permit.holder:
                return found
        return self.seen(permit.lane)

    async def free_lost(self, row: Lane) -> Lane:
        """Take back the permits of workers that have given no sign of life; the lane as it is then."""
        for job_id, hold in row.holders.items():
            if hold.ends < self.now():
                logger.warning("lane %s: the permit of job %s was not given back", row.id, job_id)
                change = Change(
                    f"holders.#{job_id}.holder = :holder AND holders.#{job_id}.ends = :was",
                    {":holder": hold.holder, ":was": hold.ends},
                    put={f"holders.{job_id}": None},
                    add={"spare": hold.at_once},
                )
                await self._change(row.id, change)
        return self._seen.get(row.id, row)

    def pace(self, lane: str) -> Pace:
        return self._paces.of(lane)

    def rate_wait(self, row: Lane) -> float:
        """Seconds until the lane's rate lets another call pass."""
        if not self.pace(row.id).per_minute:
            return 0.0
        return max(0.0, row.tat - BURST_SECONDS - self.now())

    def _taking(self, row: Lane, permit: Permit, turn: int) -> Change:
        moment, load = self.now(), permit.load
        conditions = [
            f"attribute_not_exists(holders.#{permit.job_id})",
            "paused_until <= :moment",
            "(size(holders) = :none OR (strikes = :none AND spare >= :at_once))",
        ]
        values: dict[str, object] = {":moment": moment, ":none": 0, ":at_once": load.at_once}
        put: dict[str, object] = {f"holders.{permit.job_id}": self._hold(permit)}
        add: dict[str, float] = {"spare": -load.at_once}
        per_minute = self.pace(permit.lane).per_minute
        if per_minute:
            spacing = round(60 / per_minute * load.calls, 3)
            if row.tat > moment:
                conditions.append("tat BETWEEN :moment AND :latest")
                values[":latest"] = moment + BURST_SECONDS
                add["tat"] = spacing
            else:
                conditions.append("tat <= :moment")
                put["tat"] = moment + spacing
        if turn > row.turn:
            conditions.append("turn <= :turn")
            put["turn"] = turn
        return Change(" AND ".join(conditions), values, put=put, add=add)

    async def _taken_over(self, permit: Permit, hold: Hold) -> bool:
        change = Change(
            f"holders.#{permit.job_id}.holder = :was",
            {":was": hold.holder},
            put={f"holders.{permit.job_id}": self._hold(permit)},
            add={"spare": hold.at_once - permit.load.at_once},
        )
        return await self._change(permit.lane, change) is None

    async def _why_not(self, row: Lane, permit: Permit) -> Denied | None:
        """Why `permit` was not taken; None if it may be tried again."""
        moment = self.now()
        if any(hold.ends < moment for hold in row.holders.values()):
            await self.free_lost(row)
            return None
        if row.paused_until > moment:
            return Denied(row.paused_until - moment)
        if not row.takes(permit.load):
            return Denied()
        wait = self.rate_wait(row)
        return Denied(wait) if wait > 0 else None

    def _learned(self, row: Lane, permit: Permit, seconds: float | None) -> dict[str, object]:
        """What becomes of the lane by what a job has met."""
        if permit.since < row.cut_at:
            return {}
        if permit.throttled:
            strikes = row.strikes + 1
            longest = min(_FIRST_PAUSE * 2.0 ** (strikes - 1), _LONGEST_PAUSE)
            pause = longest * random.uniform(0.5, 1.0)  # noqa: S311  # nothing secret about it
            moment = self.now()
            return {
                "allowed": max(1.0, round(row.allowed / 2, 3)),
                "strikes": strikes,
                "cut_at": moment,
                "paused_until": max(row.paused_until, moment + pause),
            }
        most = float(self.pace(row.id).calls)
        if seconds is None or (row.allowed == most and not row.strikes):
            return {}
        grown = row.allowed + permit.load.at_once / row.allowed
        return {"allowed": min(most, round(grown, 3)), "strikes": 0}

    def _giving_back(
        self, row: Lane, permit: Permit, seconds: float | None, learned: Mapping[str, object]
    ) -> Change:
        condition, values = f"holders.#{permit.job_id}.holder = :mine", {":mine": permit.holder}
        put: dict[str, object] = {f"holders.{permit.job_id}": None, **learned}
        spare: float = permit.load.at_once
        known: dict[str, object] = {}
        if learned:
            condition += " AND allowed = :known AND cut_at = :cut"
            known = {":known": row.allowed, ":cut": row.cut_at}
            spare = round(spare + float(str(learned["allowed"])) - row.allowed, 3)
        if seconds is not None:
            put[f"recent.s{random.randrange(_REMEMBERED)}"] = round(seconds, 3)  # noqa: S311
        return Change(condition, {**values, **known}, put=put, add={"spare": spare})

    def _hold(self, permit: Permit) -> dict[str, object]:
        return {
            "holder": permit.holder,
            "ends": self.now() + self._lease,
            "since": permit.since,
            "at_once": permit.load.at_once,
        }

    def _fresh(self, lane: str) -> Lane:
        calls = self.pace(lane).calls
        return Lane(sk=lane_key(lane)["sk"], holders={}, allowed=calls, spare=calls)

    def _see(self, lane: str, item: Any) -> Lane:
        row = Lane.model_validate(item_from_wire(item))
        self._seen[lane] = row
        return row

    async def _change(self, lane: str, change: Change) -> Lane | None:
        """Make a change; the lane as it is if its condition does not hold."""
        arguments = change.arguments(self._table, lane_key(lane))
        for _ in range(2):
            try:
                response = await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
            except self._client.exceptions.ConditionalCheckFailedException as error:
                item: Any = error.response.get("Item")
                if item:
                    return self._see(lane, item)
                await self._make(lane)
            else:
                self._see(lane, response["Attributes"])
                return None
        return await self.look(lane)

    async def _make(self, lane: str) -> None:
        item = lane_key(lane) | self._fresh(lane).model_dump()
        try:
            await self._client.put_item(
                TableName=self._table,
                Item=item_to_wire(item),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            logger.debug("lane %s is there already", lane)
