"""Rows of the table, read and written: each write on its condition, and again where others were just writing."""

import asyncio
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from services.batches import get_all
from services.expressions import Change
from services.jobs import Job
from services.ledger import Move
from services.table import INDEXES, OPEN_JOBS, Item, item_from_wire, item_to_wire, job_from, stamp

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_dynamodb.type_defs import UpdateItemOutputTypeDef

RETRY_SECONDS: Final = 1.8
"""How long a transaction is tried again whose items others are just writing: the counters of a busy workspace are
in many. Slack's three seconds leave no more when something is accepted."""

_PASSING: Final = frozenset(
    {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "TransactionInProgress"}
)
"""Reasons to try again (DynamoDB API reference, TransactWriteItems, "CancellationReasons")."""

_CONFLICTS: Final = 5
_CONFLICT_SECONDS: Final = 0.05
"""How often a single row is written again whose transaction others are just making, and with what pauses."""

_FIRST_PAUSE: Final = 0.008
_LONGEST_PAUSE: Final = 0.2

_OVERDUE_AT_ONCE: Final = 100


class LostError(Exception):
    """The record is not as the writer knew it: another worker, or the person, was there first."""

    def __init__(self, job: Job | None) -> None:
        super().__init__(job.state if job else "no such job")
        self.job = job


class Rows:
    """The rows of `table`, through `client`.

    A transaction is made of what `putting`, `updating`, `deleting` and `moving` return.
    """

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self.exceptions = client.exceptions

    async def get(self, key: Mapping[str, str]) -> Item | None:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(key), ConsistentRead=True
        )
        return item_from_wire(response["Item"]) if "Item" in response else None

    async def several(self, keys: Sequence[Mapping[str, str]]) -> list[Item]:
        """Those of the rows that are there, in any order; `keys` are all different.

        Raises
        ------
        TableBusyError
        """
        return await get_all(self._client, self._table, keys, consistent=True)

    async def beginning(self, pk: str, prefix: str) -> list[Item]:
        """The rows of one partition whose sort key begins with `prefix`, in its order."""
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues=item_to_wire({":pk": pk, ":prefix": prefix}),
            ConsistentRead=True,
        )
        return [item_from_wire(item) for item in response["Items"]]

    async def some(self, pk: str, most: int) -> list[Item]:
        """At most so many rows of one partition; what was written a moment ago may be missing."""
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=item_to_wire({":pk": pk}),
            Limit=most,
        )
        return [item_from_wire(item) for item in response["Items"]]

    async def overdue(self, partition: str, before: datetime) -> list[Item]:
        """The rows in a partition of the index `OPEN_JOBS` that were due before `before`: some of the oldest, in
        order.
        """
        pk, sk = INDEXES[OPEN_JOBS]
        response = await self._client.query(
            TableName=self._table,
            IndexName=OPEN_JOBS,
            KeyConditionExpression=f"{pk} = :open AND {sk} < :before",
            ExpressionAttributeValues=item_to_wire({":open": partition, ":before": stamp(before)}),
            Limit=_OVERDUE_AT_ONCE,
        )
        return [item_from_wire(item) for item in response["Items"]]

    async def open_jobs(self, partition: str) -> list[Item]:
        """The states and the times of acceptance of all rows in a partition of the index `OPEN_JOBS`."""
        pk, _ = INDEXES[OPEN_JOBS]
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=OPEN_JOBS,
            KeyConditionExpression=f"{pk} = :open",
            ExpressionAttributeValues=item_to_wire({":open": partition}),
            ProjectionExpression="#state, accepted_at",
            ExpressionAttributeNames={"#state": "state"},
        )
        return [item_from_wire(item) async for page in pages for item in page["Items"]]

    async def put(self, item: Mapping[str, Any]) -> None:
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))

    async def add(self, item: Mapping[str, Any]) -> bool:
        """Put a new row; False if it was there before."""
        try:
            await self._client.put_item(
                TableName=self._table,
                Item=item_to_wire(item),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    async def update(self, key: Mapping[str, str], change: Change) -> Item:
        """The row with the change.

        Raises
        ------
        LostError
            if its condition does not hold; with the job as it is, if the row is one's
        """
        try:
            response = await self._updated(change.arguments(self._table, key))
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise lost_in([error.response]) from error
        return item_from_wire(response["Attributes"])

    def putting(self, item: Mapping[str, Any], **condition: Any) -> dict[str, Any]:
        """`condition` in the words of a transaction's Put."""
        return {"Put": {"TableName": self._table, "Item": item_to_wire(item), **condition}}

    def updating(self, key: Mapping[str, str], change: Change) -> dict[str, Any]:
        return {"Update": change.arguments(self._table, key)}

    def deleting(self, key: Mapping[str, str], **condition: Any) -> dict[str, Any]:
        """`condition` in the words of a transaction's Delete."""
        return {"Delete": {"TableName": self._table, "Key": item_to_wire(key), **condition}}

    def moving(self, moves: Iterable[Move]) -> list[dict[str, Any]]:
        """Moves of counters."""
        return [self.updating(key, change) for key, change in moves]

    async def transact(self, *writes: Any) -> None:
        """Make a transaction.

        Raises
        ------
        LostError
            if a condition does not hold; with the job as it is, if it was one of a job's row
        """
        try:
            await self.transaction(writes)
        except self._client.exceptions.TransactionCanceledException as error:
            reasons = reasons_of(error)
            if any(unmet(reason) for reason in reasons):
                raise lost_in(reasons) from error
            raise

    async def transaction(self, writes: Sequence[Any]) -> None:
        """Make a transaction; one that others got in the way of is tried again after a moment.

        Raises
        ------
        ClientError
            `TransactionCanceledException` if a condition does not hold
        """
        due = time.monotonic() + RETRY_SECONDS
        longest = _FIRST_PAUSE
        while True:
            try:
                await self._client.transact_write_items(TransactItems=writes)
            except ClientError as error:
                # Not all at the same moment again, or they would meet again.
                pause = random.uniform(0, longest)  # noqa: S311  # nothing secret about it
                if not _is_passing(error) or time.monotonic() + pause > due:
                    raise
                longest = min(2 * longest, _LONGEST_PAUSE)
                await asyncio.sleep(pause)
            else:
                return

    async def _updated(self, arguments: Mapping[str, Any]) -> "UpdateItemOutputTypeDef":
        for attempt in range(1, _CONFLICTS):
            try:
                return await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
            except self._client.exceptions.TransactionConflictException:
                await asyncio.sleep(random.uniform(0.2, 1) * _CONFLICT_SECONDS * attempt)  # noqa: S311
        return await self._client.update_item(**arguments, ReturnValues="ALL_NEW")


def reasons_of(error: ClientError) -> list[Any]:
    """Why a transaction was not made, for each of its writes in order."""
    return list(error.response.get("CancellationReasons") or [])


def unmet(reason: Mapping[str, Any]) -> bool:
    """Whether a write's condition did not hold."""
    return reason.get("Code") == "ConditionalCheckFailed"


def lost_in(reasons: Iterable[Mapping[str, Any]]) -> LostError:
    """With the job as it is, if that was what a write failed of."""
    jobs = (job_from(item_from_wire(reason["Item"])) for reason in reasons if reason.get("Item"))
    return LostError(next((job for job in jobs if job is not None), None))


def _is_passing(error: ClientError) -> bool:
    """Whether a transaction failed only because others were writing."""
    codes = {str(reason.get("Code")) for reason in reasons_of(error)} - {"None"}
    codes = codes or {error.response.get("Error", {}).get("Code", "").removesuffix("Exception")}
    return bool(codes) and codes <= _PASSING
