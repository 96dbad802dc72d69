"""Walking through the index: runs of entries, united and intersected, from one place on to older or newer ones.

All runs are sorted alike, so to intersect them is to ask each for its next place from where the others are: what
lies between is jumped over, not read. The most selective run leads the way by itself: its jumps are the longest.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from services.table import item_from_wire, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

_SMALLEST: Final = 25
_LARGEST: Final = 400
"""Entries asked for at a time. Some thirty fit into 4 KB, for which DynamoDB charges half a read unit at least;
more are asked for where a run is read on without jumps."""


class ExhaustedError(Exception):
    """As much was read as may be for one page."""


@dataclass
class Allowance:
    """How many reads may still be made."""

    left: int

    def take(self) -> None:
        """
        Raises
        ------
        ExhaustedError
        """
        if not self.left:
            raise ExhaustedError
        self.left -= 1


@dataclass(frozen=True)
class Way:
    """From newer places to older ones, or back, up to `end`, itself within."""

    end: str
    older: bool

    def is_before(self, one: str, other: str) -> bool:
        """Whether one comes to `one` before `other`, going this way."""
        return one > other if self.older else one < other

    def nearest(self, places: Sequence[str]) -> str:
        return max(places) if self.older else min(places)

    def farthest(self, places: Sequence[str]) -> str:
        return min(places) if self.older else max(places)


class Walk(Protocol):
    """Places in order. Whoever seeks only ever goes on."""

    async def seek(self, bound: str) -> str | None:
        """The first place from `bound` on, itself within; None if there is none any more.

        Raises
        ------
        ExhaustedError
        """


class Run:
    """The entries of one partition of `table`."""

    def __init__(
        self, client: "DynamoDBClient", table: str, partition: str, way: Way, allowance: Allowance
    ) -> None:
        self._client = client
        self._table = table
        self._partition = partition
        self._way = way
        self._allowance = allowance
        self._places: list[str] = []
        self._at = 0
        self._given: set[int] = set()
        self._size = _SMALLEST
        self._over = False

    async def seek(self, bound: str) -> str | None:
        while True:
            while self._at < len(self._places) and self._way.is_before(self._places[self._at], bound):
                self._at += 1
            if self._at < len(self._places):
                self._given.add(self._at)
                return self._places[self._at]
            if self._over:
                return None
            await self._read(bound)

    async def _read(self, bound: str) -> None:
        low, high = (self._way.end, bound) if self._way.older else (bound, self._way.end)
        if low > high:
            self._over = True
            return
        self._allowance.take()
        # Where most of what was read was of use, more of it is; where it was jumped over, little is read again.
        used = 2 * len(self._given) >= len(self._places) > 0
        self._size = min(2 * self._size, _LARGEST) if used else _SMALLEST
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues={
                ":pk": to_wire(self._partition),
                ":low": to_wire(low),
                ":high": to_wire(high),
            },
            ProjectionExpression="sk",
            ScanIndexForward=not self._way.older,
            Limit=self._size,
        )
        self._places = [str(item_from_wire(item)["sk"]) for item in response["Items"]]
        self._at = 0
        self._given = set()
        self._over = "LastEvaluatedKey" not in response


class Union:
    """What is in one of several walks at least, each place once."""

    def __init__(self, walks: Sequence[Walk], way: Way) -> None:
        self._walks = walks
        self._way = way

    async def seek(self, bound: str) -> str | None:
        places = [place for place in await _all(self._walks, bound) if place is not None]
        return self._way.nearest(places) if places else None


class Intersection:
    """What is in all of several walks.

    Attributes
    ----------
    reached
        all that comes before is known: from there one can go on where reading had to end
    """

    def __init__(self, walks: Sequence[Walk], way: Way, start: str) -> None:
        self._walks = walks
        self._way = way
        self.reached = start

    async def seek(self, bound: str) -> str | None:
        self.reached = bound
        while True:
            places = await _all(self._walks, self.reached)
            here = [place for place in places if place is not None]
            if len(here) < len(places):
                return None
            self.reached = self._way.farthest(here)
            if all(place == self.reached for place in here):
                return self.reached


async def _all(walks: Sequence[Walk], bound: str) -> list[str | None]:
    """Where each of `walks` goes on from `bound`, asked at once."""
    if len(walks) == 1:
        return [await walks[0].seek(bound)]
    # None may still be reading when another has failed: each is left as it was found.
    outcomes = await asyncio.gather(*(walk.seek(bound) for walk in walks), return_exceptions=True)
    found: list[str | None] = []
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
        found.append(outcome)
    return found
