"""Whose favourites a picture is among.

One item for each person says that it is, and entries of the gallery's index (`services.finding.entries`) make it
found wherever they may see it. The item is written first and removed last: whatever breaks off in between is found
by it again.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from services.batches import delete_all, get_all, put_all
from services.expressions import Change
from services.finding.entries import (
    entry_items,
    entry_keys_ever,
    every_scope_of_favourite,
    scopes_of_favourite,
)
from services.jobs import Image
from services.table import (
    TTL_ATTRIBUTE,
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


def favour_key(image_id: str, user: str) -> dict[str, str]:
    return {"pk": f"{FAVOURED}{image_id}", "sk": f"{_USER}{user}"}


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
        user = viewer.user
        item = favour_key(image.id, user) | fading_with(image, self._retention)
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))
        # In this order: whoever deletes or shares it changes its record first and then looks for these items, so
        # that one of the two sees the other.
        there = await self._there(image)
        if there is None:
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(favour_key(image.id, user))
            )
            return False
        return await self._write(user, there)

    async def remove(self, user: str, image: Image) -> None:
        """Take a picture off somebody's favourites; doing it again changes nothing."""
        if await self.among(user, [image.id]):
            # As it is now: it may have been shared since it was read.
            await self._remove(user, await self._there(image) or image)

    async def forget(self, image: Image) -> None:
        """Take a picture off everybody's favourites; doing it again changes nothing."""
        for user in await self.of(image.id):
            await self._remove(user, image)

    async def restore(self, image: Image) -> None:
        """Write the entries of everybody's favourites anew, as its record says by now, and let all of it go with
        the picture.
        """
        goes = fading_with(image, self._retention).get(TTL_ATTRIBUTE)
        change = Change("attribute_exists(pk)", put={TTL_ATTRIBUTE: goes})
        for user in await self.of(image.id):
            try:
                await self._client.update_item(**change.arguments(self._table, favour_key(image.id, user)))
            except self._client.exceptions.ConditionalCheckFailedException:
                continue  # taken off in between
            await self._write(user, image)

    async def _write(self, user: str, image: Image) -> bool:
        """Write the entries of a favourite; False if there is none any more, and then nothing of it stays."""
        scopes = scopes_of_favourite(user, image)
        await put_all(self._client, self._table, entry_items(image, scopes, self._retention))
        wider = [one for one in every_scope_of_favourite(user, image) if one not in scopes]
        if image.shared and wider:
            # What could be seen in one conversation, and now everywhere, needs no place of its own there.
            await delete_all(self._client, self._table, entry_keys_ever(image, wider))
        if await self.among(user, [image.id]) and await self._there(image) is not None:
            return True
        await delete_all(self._client, self._table, entry_keys_ever(image, scopes))
        return False

    async def _remove(self, user: str, image: Image) -> None:
        keys = entry_keys_ever(image, every_scope_of_favourite(user, image))
        await delete_all(self._client, self._table, keys)
        await self._client.delete_item(TableName=self._table, Key=item_to_wire(favour_key(image.id, user)))

    async def among(self, user: str, image_ids: Sequence[str]) -> frozenset[str]:
        """Those of the pictures that are among somebody's favourites."""
        keys = [favour_key(one, user) for one in dict.fromkeys(image_ids)]
        items = await get_all(self._client, self._table, keys, consistent=True)
        return frozenset(str(item["pk"]).removeprefix(FAVOURED) for item in items)

    async def of(self, image_id: str) -> tuple[str, ...]:
        """The ids of those whose favourites a picture is among."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": to_wire(f"{FAVOURED}{image_id}")},
            ConsistentRead=True,
        )
        items = [item_from_wire(item) async for page in pages for item in page["Items"]]
        return tuple(str(item["sk"]).removeprefix(_USER) for item in items)

    async def _there(self, image: Image) -> Image | None:
        """The picture as it is now; None if it is gone."""
        response = await self._client.get_item(
            TableName=self._table,
            Key=item_to_wire(image_key(image.job_id, image.index)),
            ConsistentRead=True,
        )
        return image_from(item_from_wire(response["Item"])) if "Item" in response else None
