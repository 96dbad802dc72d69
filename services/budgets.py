"""Budgets: what a workspace may spend, who set it, and what was spent.

Limits come from the settings until an admin sets others. They are remembered for a few seconds, so that accepting
a request stays one round trip to the table; the counters themselves are never remembered.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from services.jobs import Job, now
from services.ledger import (
    NO_CAPS,
    NOTHING,
    Caps,
    Count,
    Counter,
    Limits,
    caps_of,
    cost_of,
    day_key,
    limits_key,
    month_key,
    reserved,
)
from services.table import item_from_wire, item_to_wire, plain_value, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

REMEMBERED_SECONDS: Final = 3.0


@dataclass(frozen=True)
class Payer:
    """Who pays for a request.

    Attributes
    ----------
    utc_offset
        seconds east of UTC; None where that is not known
    """

    utc_offset: int | None = 0
    is_admin: bool = False


class Payers(Protocol):
    """Knows people."""

    async def payer(self, user: str) -> Payer:
        """What is known of `user`; of whom nothing can be found out in time, nothing."""


@dataclass(frozen=True)
class Month:
    """What a workspace spent in a month, UTC.

    Attributes
    ----------
    people, models, channels
        by their ids
    days
        by their number, from 1
    """

    month: date
    workspace: Counter = field(default_factory=Counter)
    people: Mapping[str, Count] = field(default_factory=dict)
    models: Mapping[str, Count] = field(default_factory=dict)
    days: Mapping[int, Count] = field(default_factory=dict)
    channels: Mapping[str, Counter] = field(default_factory=dict)


@dataclass(frozen=True)
class Mine:
    """What one person spent.

    Attributes
    ----------
    today
        of their own day, with what is set aside
    month
        of the workspace's month
    """

    today: Counter
    month: Count


class Budgets:
    """The budgets in the table `table`, through `client`.

    Parameters
    ----------
    defaults
        the limits where admins have set none
    """

    def __init__(
        self, client: "DynamoDBClient", table: str, defaults: Limits, payers: Payers | None = None
    ) -> None:
        self._client = client
        self._table = table
        self._payers = payers
        self._remembered: dict[str, tuple[float, Limits]] = {}
        self.defaults = defaults

    async def limits(self, team: str, *, fresh: bool = False) -> Limits:
        """The limits of a workspace, at most a few seconds old."""
        moment = time.monotonic()
        known = self._remembered.get(team)
        if known is not None and not fresh and moment - known[0] < REMEMBERED_SECONDS:
            return known[1]
        item = await self._get(limits_key(team))
        limits = self.defaults if item is None else Limits.model_validate(item)
        self._remembered[team] = (moment, limits)
        return limits

    async def set_limits(self, team: str, limits: Limits) -> None:
        """Replace the limits of a workspace; other processes see it within `REMEMBERED_SECONDS`."""
        item = limits_key(team) | limits.model_dump()
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))
        self._remembered[team] = (time.monotonic(), limits)

    async def payer(self, user: str) -> Payer:
        return Payer() if self._payers is None else await self._payers.payer(user)

    async def reserve(
        self, jobs: Sequence[Job], moment: datetime | None = None
    ) -> tuple[tuple[Job, ...], Caps]:
        """The jobs of one request with their prices set aside, and what their budgets allow; nothing is written.

        Whose request it is pays, whoever clicks.

        Parameters
        ----------
        moment
            now, by a clock that is better than this machine's
        """
        if all(cost_of(job.work) == NOTHING for job in jobs):
            return tuple(jobs), NO_CAPS
        origin = jobs[0].origin
        payer = await self.payer(origin.user)
        moment = moment or now()
        limits = await self.limits(origin.team)
        # Whose day it is matters where days are limited.
        offset = payer.utc_offset if limits.daily_images else payer.utc_offset or 0
        asked = tuple(reserved(job, moment, offset) for job in jobs)
        return asked, await self._caps(next(job for job in asked if job.reservation), payer)

    async def caps(self, job: Job) -> Caps:
        """What the budgets of a job allow that has its price set aside."""
        return await self._caps(job, await self.payer(job.origin.user))

    async def _caps(self, job: Job, payer: Payer) -> Caps:
        if job.reservation is None:
            return NO_CAPS
        limits = await self.limits(job.origin.team)
        exempt = limits.admins_exempt and payer.is_admin
        return caps_of(limits, job.reservation, payer.utc_offset, exempt=exempt)

    async def mine(self, team: str, user: str) -> Mine:
        """What one person spent, today and this month."""
        payer = await self.payer(user)
        moment = datetime.now(UTC)
        today = (moment + timedelta(seconds=payer.utc_offset or 0)).date()
        day = await self._get(day_key(team, user, today))
        month = await self._get(month_key(team, moment.date(), f"PERSON#{user}"))
        return Mine(today=Counter.model_validate(day or {}), month=Counter.model_validate(month or {}).spent)

    async def workspace_month(self, team: str) -> Counter:
        """What the workspace spent and set aside this month."""
        return Counter.model_validate(await self._get(month_key(team, datetime.now(UTC).date())) or {})

    async def month(self, team: str, month: date | None = None) -> Month:
        """What a workspace spent in a month, this one by default: one partition, read in order."""
        month = (month or datetime.now(UTC).date()).replace(day=1)
        found: dict[str, dict[str, Counter]] = {}
        async for item in self._partition(month_key(team, month)["pk"]):
            kind, _, name = item["sk"].partition("#")
            found.setdefault(kind, {})[name] = Counter.model_validate(item)
        return Month(
            month=month,
            workspace=found.get("WORKSPACE", {}).get("", Counter()),
            people=_spent(found.get("PERSON", {})),
            models=_spent(found.get("MODEL", {})),
            days={int(day): count for day, count in _spent(found.get("DAY", {})).items()},
            channels=found.get("CHANNEL", {}),
        )

    async def _get(self, key: Mapping[str, str]) -> dict[str, Any] | None:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(key), ConsistentRead=True
        )
        return item_from_wire(response["Item"]) if "Item" in response else None

    async def _partition(self, pk: str) -> Any:
        arguments: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": to_wire(plain_value(pk))},
        }
        while True:
            response = await self._client.query(**arguments)
            for item in response["Items"]:
                yield item_from_wire(item)
            if "LastEvaluatedKey" not in response:
                return
            arguments["ExclusiveStartKey"] = response["LastEvaluatedKey"]


def _spent(counters: Mapping[str, Counter]) -> dict[str, Count]:
    return {name: counter.spent for name, counter in counters.items()}
