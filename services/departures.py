"""Workspaces that took the bot out: their data is kept for a while, in case they come back."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from services.table import item_from_wire, item_to_wire, stamp, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

_PARTITION: Final = "DEPARTED"
"""One partition: whoever left and came back, or was forgotten, is not in it."""


class Departures:
    """Who has left, in the table `table`; `grace` is how long their data is kept."""

    def __init__(self, client: "DynamoDBClient", table: str, grace: timedelta) -> None:
        self._client = client
        self._table = table
        self._grace = grace

    async def left(self, owner: str, moment: datetime) -> None:
        """Note that a workspace, or an organisation, took the bot out at `moment`."""
        item = _key(owner) | {"left_at": stamp(moment), "due": stamp(moment + self._grace)}
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))

    async def returned(self, owner: str) -> None:
        """Forget that they left: they installed it again, or their data is gone."""
        await self._client.delete_item(TableName=self._table, Key=item_to_wire(_key(owner)))

    async def has_left(self, owner: str) -> bool:
        answer = await self._client.get_item(TableName=self._table, Key=item_to_wire(_key(owner)))
        return "Item" in answer

    async def due(self, moment: datetime) -> list[str]:
        """Those whose time of grace is over at `moment`, the longest gone first."""
        found: list[tuple[str, str]] = []
        more: dict[str, object] = {}
        while True:
            answer = await self._client.query(
                TableName=self._table,
                KeyConditionExpression="pk = :pk",
                FilterExpression="due <= :now",
                ExpressionAttributeValues={":pk": to_wire(_PARTITION), ":now": to_wire(stamp(moment))},
                **more,  # type: ignore[arg-type]
            )
            items = [item_from_wire(wire) for wire in answer["Items"]]
            found += [(str(item["due"]), str(item["sk"])) for item in items]
            if "LastEvaluatedKey" not in answer:
                return [owner for _, owner in sorted(found)]
            more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _key(owner: str) -> dict[str, str]:
    return {"pk": _PARTITION, "sk": owner}
