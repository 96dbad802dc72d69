"""Building the gallery's index, and families, anew from the records, while everybody goes on working.

A scan of the table, the only one there is: pictures from before there was an index are in no list, and whatever
a fault has left in the index can only be found by looking at all of it. An admin starts it, seldom; it reads the
whole table once. Where it stands is kept in the table, so that it goes on where it was broken off.
"""

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from services.batches import delete_all, get_all
from services.expressions import Change
from services.favourites import Favourites
from services.finding.entries import (
    ENTRY,
    FAVOURITES,
    entry_keys,
    image_id_at,
    row_key,
    scopes,
    scopes_of_favourite,
)
from services.gallery import Gallery
from services.jobs import Image
from services.table import (
    DELETING,
    FAMILY,
    TTL_ATTRIBUTE,
    Item,
    fading_with,
    family_item,
    family_key,
    image_from,
    image_key,
    item_from_wire,
    item_to_wire,
    to_wire,
)

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

FORMAT: Final = 2
"""Of the index, as `services.finding` makes it. Whoever changes that counts on: a run that began with another one
begins again."""

_SEGMENTS: Final = 4
_ITEMS: Final = 1000
"""Looked at between two notes of where it stands."""

_STANDS: Final = "REINDEX"


@dataclass
class Tally:
    """What was done.

    Attributes
    ----------
    indexed
        pictures
    removed
        entries that led to nothing, or to what is not found by them any more, and members of families likewise
    """

    indexed: int = 0
    removed: int = 0


class Reindexer:
    """Indexes the pictures in `table` anew, through `client`."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta | None = None) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._gallery = Gallery(client, table, retention)
        self._favourites = Favourites(client, table, retention)

    async def run(self) -> Tally:
        """Index everything, from where the last run was broken off if one was.

        Raises
        ------
        ClientError, BotoCoreError, TableBusyError
            with some of it done; the next run goes on from there
        """
        tally = Tally()
        stands = [await self._stand(segment) for segment in range(_SEGMENTS)]
        try:
            async with asyncio.TaskGroup() as tasks:
                for segment, stand in enumerate(stands):
                    tasks.create_task(self._segment(segment, stand, tally))
        except ExceptionGroup as group:
            raise group.exceptions[0] from group
        # Only now: what is at its end must not begin again because another was broken off.
        await delete_all(self._client, self._table, map(_stand_key, range(_SEGMENTS)))
        return tally

    async def _segment(self, segment: int, stand: Item, tally: Tally) -> None:
        start: Any = json.loads(stand["start"]) if stand.get("start") else None
        over = bool(stand.get("over"))
        while not over:
            response = await self._client.scan(
                TableName=self._table,
                Segment=segment,
                TotalSegments=_SEGMENTS,
                Limit=_ITEMS,
                ConsistentRead=True,
                FilterExpression="begins_with(sk, :image) OR begins_with(pk, :entry) OR begins_with(pk, :family)",
                ExpressionAttributeValues={
                    ":image": to_wire("IMAGE#"),
                    ":entry": to_wire(ENTRY),
                    ":family": to_wire(FAMILY),
                },
                **({"ExclusiveStartKey": start} if start else {}),
            )
            items = [item_from_wire(item) for item in response["Items"]]
            await self._index([item for item in items if item["sk"].startswith("IMAGE#")], tally)
            await self._clean([item for item in items if item["pk"].startswith(ENTRY)], tally)
            await self._part([item for item in items if item["pk"].startswith(FAMILY)], tally)
            start = response.get("LastEvaluatedKey")
            over = start is None
            await self._note(segment, {"over": True} if over else {"start": json.dumps(start)})
            logger.info("%d pictures indexed, %d entries removed", tally.indexed, tally.removed)

    async def _index(self, items: Iterable[Item], tally: Tally) -> None:
        for item in items:
            image = image_from(item)
            if image is not None:
                await self._fade(image, item)
                await self._gallery.index([image])
                await self._favourites.restore(image)
                await self._join(image)
                tally.indexed += 1

    async def _fade(self, image: Image, item: Item) -> None:
        """Let a record go when the settings say so by now."""
        goes = fading_with(image, self._retention).get(TTL_ATTRIBUTE)
        if goes == item.get(TTL_ATTRIBUTE):
            return
        change = Change(
            f"attribute_exists(pk) AND attribute_not_exists({DELETING})", put={TTL_ATTRIBUTE: goes}
        )
        keys = [image_key(image.job_id, image.index)]
        if image.family:
            keys.append(family_key(image.family, image.id))
        for key in keys:
            try:
                await self._client.update_item(**change.arguments(self._table, key))
            except self._client.exceptions.ConditionalCheckFailedException:
                logger.info("%s went meanwhile", image.id)

    async def _join(self, image: Image) -> None:
        """Let an image be found among those that come from the same one."""
        if not image.family:
            return
        there: Any = {
            "TableName": self._table,
            "Key": item_to_wire(image_key(image.job_id, image.index)),
            "ConditionExpression": f"attribute_exists(pk) AND attribute_not_exists({DELETING})",
        }
        member: Any = {"TableName": self._table, "Item": item_to_wire(family_item(image, self._retention))}
        try:
            await self._client.transact_write_items(
                TransactItems=[{"ConditionCheck": there}, {"Put": member}]
            )
        except self._client.exceptions.TransactionCanceledException as error:
            # Others may be at work on the record; that it is gone is nobody's loss.
            codes = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
            if "ConditionalCheckFailed" not in codes:
                raise
            logger.info("%s went meanwhile", image.id)

    async def _part(self, members: list[Item], tally: Tally) -> None:
        """Remove those of `members` of families whose image is gone, or in another one."""
        rows = {item["image_id"]: row_key(str(item["image_id"])) for item in members}
        keys = [key for key in rows.values() if key is not None]
        found = await get_all(self._client, self._table, keys, consistent=True)
        families = {image.id: image.family for item in found if (image := image_from(item)) is not None}
        wrong = [
            key
            for item in members
            if (key := {"pk": item["pk"], "sk": item["sk"]})
            != family_key(families.get(item["image_id"], ""), str(item["image_id"]))
        ]
        await delete_all(self._client, self._table, wrong)
        tally.removed += len(wrong)

    async def _clean(self, entries: list[Item], tally: Tally) -> None:
        """Remove those of `entries` by which nothing is to be found."""
        of: dict[str, list[dict[str, str]]] = {}
        for entry in entries:
            of.setdefault(image_id_at(entry["sk"]), []).append({"pk": entry["pk"], "sk": entry["sk"]})
        rows = [key for one in of if (key := row_key(one)) is not None]
        found = await get_all(self._client, self._table, rows, consistent=True)
        images = {image.id: image for item in found if (image := image_from(item)) is not None}
        for image_id, keys in of.items():
            right = await self._right(images.get(image_id), keys)
            wrong = [key for key in keys if (key["pk"], key["sk"]) not in right]
            await delete_all(self._client, self._table, wrong)
            tally.removed += len(wrong)

    async def _right(self, image: Image | None, keys: list[dict[str, str]]) -> set[tuple[str, str]]:
        """The entries that an image should have; its favourites' only if one of `keys` may be such."""
        if image is None:
            return set()
        of = scopes(image)
        if any(key["pk"].startswith(f"{ENTRY}{FAVOURITES}#") for key in keys):
            for user in await self._favourites.of(image.id):
                of += scopes_of_favourite(user, image)
        return {(key["pk"], key["sk"]) for key in entry_keys(image, of)}

    async def _stand(self, segment: int) -> Item:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(_stand_key(segment)), ConsistentRead=True
        )
        item = item_from_wire(response.get("Item", {}))
        fits = (item.get("format"), item.get("segments")) == (FORMAT, _SEGMENTS)
        return item if fits else {}

    async def _note(self, segment: int, where: Mapping[str, object]) -> None:
        item: Item = {**_stand_key(segment), "format": FORMAT, "segments": _SEGMENTS, **where}
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))


def _stand_key(segment: int) -> dict[str, str]:
    return {"pk": _STANDS, "sk": f"SEGMENT#{segment}"}
