"""Many items at once: read and written in batches, as often as it takes."""

import asyncio
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from services.table import Item, item_from_wire, item_to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

_WRITES: Final = 25
_READS: Final = 100
"""Items of one batch (DynamoDB API reference, BatchWriteItem and BatchGetItem)."""

_AT_ONCE: Final = 4
_TRIES: Final = 8
_FIRST_PAUSE: Final = 0.05


class TableBusyError(Exception):
    """The table took or gave a part of a batch only, however often it was asked."""


async def put_all(client: "DynamoDBClient", table: str, items: Iterable[Item]) -> None:
    """
    Raises
    ------
    TableBusyError
        after some of them; doing it again changes nothing
    """
    await _write_all(client, table, [{"PutRequest": {"Item": item_to_wire(item)}} for item in items])


async def delete_all(client: "DynamoDBClient", table: str, keys: Iterable[Mapping[str, str]]) -> None:
    """
    Raises
    ------
    TableBusyError
        after some of them; doing it again changes nothing
    """
    await _write_all(client, table, [{"DeleteRequest": {"Key": item_to_wire(key)}} for key in keys])


async def get_all(
    client: "DynamoDBClient", table: str, keys: Sequence[Mapping[str, str]], *, consistent: bool = False
) -> list[Item]:
    """Those of the items that are there, in any order; `keys` are all different.

    Raises
    ------
    TableBusyError
    """
    parts = [keys[start : start + _READS] for start in range(0, len(keys), _READS)]
    found = await asyncio.gather(*(_get(client, table, part, consistent=consistent) for part in parts))
    return [item for part in found for item in part]


async def _get(
    client: "DynamoDBClient", table: str, keys: Sequence[Mapping[str, str]], *, consistent: bool
) -> list[Item]:
    wanted: Any = {"Keys": [item_to_wire(key) for key in keys], "ConsistentRead": consistent}
    items: list[Item] = []
    for attempt in range(_TRIES):
        response = await client.batch_get_item(RequestItems={table: wanted})
        items += [item_from_wire(item) for item in response["Responses"].get(table, [])]
        wanted = response.get("UnprocessedKeys", {}).get(table)
        if not wanted:
            return items
        await _pause(attempt)
    raise TableBusyError(table)


async def _write_all(client: "DynamoDBClient", table: str, writes: Sequence[Any]) -> None:
    free = asyncio.Semaphore(_AT_ONCE)

    async def write(part: Sequence[Any]) -> None:
        async with free:
            await _write(client, table, part)

    await asyncio.gather(
        *(write(writes[start : start + _WRITES]) for start in range(0, len(writes), _WRITES))
    )


async def _write(client: "DynamoDBClient", table: str, writes: Sequence[Any]) -> None:
    for attempt in range(_TRIES):
        response = await client.batch_write_item(RequestItems={table: writes})
        writes = response.get("UnprocessedItems", {}).get(table, [])
        if not writes:
            return
        await _pause(attempt)
    raise TableBusyError(table)


async def _pause(attempt: int) -> None:
    longest: float = _FIRST_PAUSE * 2.0**attempt
    await asyncio.sleep(random.uniform(0.5, 1) * longest)  # noqa: S311  # nothing secret about it
