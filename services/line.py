"""The line in front of each lane: who is next, so that one person's forty pictures don't starve another's one.

Start-time fair queueing by person: a job's round is that of the job started last, or the one after the person's
own last job, whichever is later. So of people who all want much, each gets one picture in turn, and somebody who
comes with one is among the next. What is in line is in a sparse index of the table, in order; a job
leaves it by the very write that takes or ends it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from services.expressions import Change
from services.jobs import WAITING, Job, PaintWork, RefineWork, Work, now
from services.lanes import CALLS_AT_ONCE, WORDS, Lane, Lanes, Load
from services.table import (
    IN_LINE,
    INDEXES,
    KEEP_ROUNDS,
    fading,
    item_from_wire,
    regular_key,
    stamp,
    to_wire,
)

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

MOST_COUNTED: Final = 200
"""Jobs in a line that are counted: behind that it is said that there are more."""

_TRIES: Final = 6


def lane_of(work: Work) -> str:
    """The lane of a piece of work: the id of the model that is to paint, or `WORDS`."""
    match work:
        case PaintWork():
            return work.plan.model_id
        case RefineWork():
            return work.base.plan.model_id
        case _:
            return WORDS


@dataclass(frozen=True)
class Place:
    """A job in line: its key there, which sorts, and what it asks of its lane."""

    job_id: str
    key: str
    at_once: int = 1


@dataclass(frozen=True)
class Standing:
    """Where a job stands that nobody has taken yet.

    Attributes
    ----------
    position
        from 1, which is next; `MOST_COUNTED` + 1 stands for any further behind
    of
        how many wait in its lane, itself among them; `MOST_COUNTED` + 1 for any more
    seconds
        until it is likely to be done, from now; None while nothing was done in its lane that one could go by
    """

    position: int
    of: int
    seconds: float | None


class Line:
    """The lines in the table `table`, through `client`.

    Parameters
    ----------
    per_call
        model id → the most pictures of one call
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        lanes: Lanes,
        per_call: Callable[[str], int] = lambda _: 1,
    ) -> None:
        self._client = client
        self._table = table
        self._lanes = lanes
        self._per_call = per_call

    async def standing(self, job: Job) -> Standing | None:
        """Where `job` stands; None if it is not waiting, or was not given its round yet.

        Three small reads. A job that pauses between two tries is not counted by the others.

        Raises
        ------
        BotoCoreError, ClientError
        """
        if job.turn is None or job.state not in WAITING:
            return None
        lane = lane_of(job.work)
        key = self.key(job, job.turn)
        ahead = await self._count(lane, before=key)
        waiting = await self._count(lane)
        position = min(ahead, MOST_COUNTED) + 1
        row = await self._lanes.look(lane)
        return Standing(position, max(position, waiting), self._estimate(row, position))

    async def waiting(self, lane: str, limit: int = MOST_COUNTED) -> list[str]:
        """The ids of the first `limit` jobs that wait in `lane`, in the order in which they will be taken.

        Raises
        ------
        BotoCoreError, ClientError
        """
        return [place.job_id for place in await self.heads(lane, limit)]

    async def lanes_waiting(self) -> list[str]:
        """The lanes in which at least one job waits: one read, and one for each lane there ever was.

        Raises
        ------
        BotoCoreError, ClientError
        """
        return [row.id for row in await self._lanes.all() if await self.heads(row.id, 1)]

    async def heads(self, lane: str, limit: int) -> list[Place]:
        """The first `limit` places of a line. The index is a moment behind the rows."""
        response = await self._query(lane, Limit=limit)
        return [_place(item_from_wire(item)) for item in response["Items"]]

    async def placed(self, job: Job) -> dict[str, object]:
        """What a row has to say for its job to be in line, with its round: the one it was given before, or its
        person's next. To be written by whoever moves or keeps the job waiting.
        """
        turn = job.turn if job.turn is not None else await self._next_turn(job)
        return {"turn": turn, "line_pk": f"LINE#{lane_of(job.work)}", "line_sk": self.key(job, turn)}

    def key(self, job: Job, turn: int) -> str:
        """Sorts jobs of a lane: by round, then by when they were accepted."""
        return f"{turn:012d}#{stamp(job.accepted_at)}#{job.id}#{self.load(job.work).at_once}"

    def load(self, work: Work) -> Load:
        """What a piece of work asks of its lane."""
        if isinstance(work, RefineWork):
            work = work.base
        if not isinstance(work, PaintWork):
            return Load()
        calls = -(-work.plan.count // self._per_call(work.plan.model_id))
        return Load(calls, min(calls, CALLS_AT_ONCE))

    async def _next_turn(self, job: Job) -> int:
        lane, origin = lane_of(job.work), job.origin
        calls = self.load(job.work).calls
        served = (await self._lanes.look(lane)).turn
        key = regular_key(lane, origin.team, origin.user)
        for _ in range(_TRIES):
            # Who has nothing waiting begins with the job that was started last.
            anew = Change(
                "attribute_not_exists(pk) OR next_turn <= :served",
                {":served": served},
                put={"next_turn": served + calls, **fading(now(), KEEP_ROUNDS)},
            )
            if await self._changed(key, anew) is not None:
                return served
            behind = Change(
                "next_turn > :served",
                {":served": served},
                put=fading(now(), KEEP_ROUNDS),
                add={"next_turn": calls},
            )
            item = await self._changed(key, behind)
            if item is not None:
                return int(item["next_turn"]) - calls
        return served

    def _estimate(self, row: Lane, position: int) -> float | None:
        if not row.recent:
            return None
        each = median(row.recent.values())
        at_once = max(1, int(row.allowed))
        moment = self._lanes.now()
        per_minute = self._lanes.pace(row.id).per_minute
        turns = each * ((position - 1) // at_once + 1)
        by_rate = 60 / per_minute * (position - 1) + each if per_minute else 0.0
        return max(turns, by_rate) + max(0.0, row.paused_until - moment)

    async def _count(self, lane: str, before: str | None = None) -> int:
        response = await self._query(lane, before, Select="COUNT", Limit=MOST_COUNTED + 1)
        return int(response["Count"])

    async def _query(self, lane: str, before: str | None = None, **arguments: Any) -> Any:
        partition, sort = INDEXES[IN_LINE]
        condition, values = f"{partition} = :line", {":line": to_wire(f"LINE#{lane}")}
        if before is not None:
            condition += f" AND {sort} < :before"
            values[":before"] = to_wire(before)
        return await self._client.query(
            TableName=self._table,
            IndexName=IN_LINE,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            **arguments,
        )

    async def _changed(self, key: Mapping[str, str], change: Change) -> dict[str, Any] | None:
        arguments = change.arguments(self._table, key)
        try:
            response = await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return item_from_wire(response["Attributes"])


def _place(item: Mapping[str, Any]) -> Place:
    _, _, job_id, at_once = str(item["line_sk"]).split("#")
    return Place(job_id, str(item["line_sk"]), int(at_once))
