"""Whose favourites a picture is among.

One item for each person says that it is and where they see it, and entries of the gallery's index
(`services.finding.entries`) make it found there. The item is written first and removed last: whatever breaks
off in between is found by it again.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from services.batches import delete_all, get_all, put_all
from services.expressions import Change
from services.finding.entries import entry_items, entry_keys, scope_of_favourite
from services.jobs import Image
from services.table import (
    TTL_ATTRIBUTE,
    Item,
    fading_with,
    image_from,
    image_key,
    item_from_wire,
    item_to_wire,
    to_wire,
)
from services.visibility import Viewer

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

FAVOURED: Final = "FAVOURED#"
_USER: Final = "USER#"


@dataclass(frozen=True)
class Favour:
    """A picture is among somebody's favourites.

    Attributes
    ----------
    scope
        of the entries that make it found
    """

    user: str
    scope: str


def favour_key(image_id: str, user: str) -> dict[str, str]:
    return {"pk": f"{FAVOURED}{image_id}", "sk": f"{_USER}{user}"}


def favour_of(item: Item) -> Favour:
    return Favour(str(item["sk"]).removeprefix(_USER), str(item["scope"]))


class Favourites:
    """Kept in `table`, through `client`."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta | None = None) -> None:
        self._client = client
        self._table = table
        self._retention = retention

    async def add(self, viewer: Viewer, image: Image) -> bool:
        """Put a picture that `viewer` may see among their favourites; False if it is gone. Doing it again changes
        nothing.
        """
        scope = scope_of_favourite(viewer, image)
        item = favour_key(image.id, viewer.user) | {"scope": scope} | fading_with(image, self._retention)
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))
        # In this order: whoever deletes it marks it first and then looks for these items, so that one of the two
        # sees the other.
        if not await self._is_there(image):
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(favour_key(image.id, viewer.user))
            )
            return False
        await put_all(self._client, self._table, entry_items(image, [scope], self._retention))
        if not await self.among(viewer.user, [image.id]):
            # It was deleted, or taken off, in between: nothing of it stays.
            await delete_all(self._client, self._table, entry_keys(image, [scope]))
            return False
        return True

    async def remove(self, user: str, image: Image) -> None:
        """Take a picture off somebody's favourites; doing it again changes nothing."""
        favour = await self._favour(image.id, user)
        if favour is not None:
            await delete_all(self._client, self._table, entry_keys(image, [favour.scope]))
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(favour_key(image.id, user))
            )

    async def forget(self, image: Image) -> None:
        """Take a picture off everybody's favourites; doing it again changes nothing."""
        async for favour in self._favours(image.id):
            await delete_all(self._client, self._table, entry_keys(image, [favour.scope]))
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(favour_key(image.id, favour.user))
            )

    async def restore(self, image: Image) -> None:
        """Write the entries of everybody's favourites anew, and let all of it go with the picture."""
        goes = fading_with(image, self._retention).get(TTL_ATTRIBUTE)
        change = Change("attribute_exists(pk)", put={TTL_ATTRIBUTE: goes})
        async for favour in self._favours(image.id):
            try:
                await self._client.update_item(
                    **change.arguments(self._table, favour_key(image.id, favour.user))
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                continue  # taken off in between
            await put_all(self._client, self._table, entry_items(image, [favour.scope], self._retention))

    async def among(self, user: str, image_ids: Sequence[str]) -> frozenset[str]:
        """Those of the pictures that are among somebody's favourites."""
        keys = [favour_key(one, user) for one in dict.fromkeys(image_ids)]
        items = await get_all(self._client, self._table, keys, consistent=True)
        return frozenset(str(item["pk"]).removeprefix(FAVOURED) for item in items)

    async def of(self, image_id: str) -> tuple[Favour, ...]:
        """Whose favourites a picture is among."""
        return tuple([favour async for favour in self._favours(image_id)])

    async def _is_there(self, image: Image) -> bool:
        response = await self._client.get_item(
            TableName=self._table,
            Key=item_to_wire(image_key(image.job_id, image.index)),
            ConsistentRead=True,
        )
        return "Item" in response and image_from(item_from_wire(response["Item"])) is not None

    async def _favour(self, image_id: str, user: str) -> Favour | None:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(favour_key(image_id, user)), ConsistentRead=True
        )
        return favour_of(item_from_wire(response["Item"])) if "Item" in response else None

    async def _favours(self, image_id: str) -> AsyncIterator[Favour]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": to_wire(f"{FAVOURED}{image_id}")},
            ConsistentRead=True,
        )
        async for page in pages:
            for item in page["Items"]:
                yield favour_of(item_from_wire(item))
