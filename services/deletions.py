"""Which pictures are being deleted, on their records: a mark there makes a picture gone for all readers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from services.expressions import Change
from services.jobs import Image
from services.records.rows import Rows
from services.table import DELETING, family_key, image_key, item_from_wire, item_to_wire, stamp

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

OPEN: Final = "DELETING"
"""The partition of the sparse index `OPEN_JOBS` in which deletions are that are not finished."""


@dataclass(frozen=True)
class Deletion:
    """A picture that is being deleted.

    Attributes
    ----------
    by
        who wanted it
    due
        its place among those not finished: when somebody else is to go on with it
    tries
        how often it was gone on with
    """

    image: Image
    by: str
    due: str
    tries: int = 0


class Deletions:
    """Kept in `table`, through `client`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._rows = Rows(client, table)

    async def begin(self, image: Image, by: str, due: datetime) -> Deletion | None:
        """Mark a picture; None if there is no record of it, or it is marked already."""
        change = Change(
            f"attribute_exists(pk) AND attribute_not_exists({DELETING})",
            put={DELETING: by, "open_pk": OPEN, "open_sk": _due(image, due), "tries": 0},
        )
        item = await self._changed(image, change)
        # As it is now: it may have been shared since it was read.
        return None if item is None else Deletion(Image.model_validate(item), by, _due(image, due))

    async def take(self, deletion: Deletion, due: datetime) -> bool:
        """Go on with a deletion; False if somebody else does, or it is finished."""
        change = Change(
            "open_sk = :due",
            {":due": deletion.due},
            put={"open_sk": _due(deletion.image, due)},
            add={"tries": 1},
        )
        return await self._changed(deletion.image, change) is not None

    async def end(self, image: Image) -> None:
        """Remove the record; doing it again changes nothing."""
        keys = [image_key(image.job_id, image.index)]
        if image.family:
            keys.append(family_key(image.family, image.id))
        deletes: Any = [{"Delete": {"TableName": self._table, "Key": item_to_wire(key)}} for key in keys]
        await self._client.transact_write_items(TransactItems=deletes)

    async def overdue(self, before: datetime) -> AsyncIterator[Deletion]:
        """Deletions that somebody should have finished before `before`, the oldest first."""
        for item in await self._rows.overdue(OPEN, before):
            yield Deletion(
                Image.model_validate(item), str(item[DELETING]), str(item["open_sk"]), int(item["tries"])
            )

    async def _changed(self, image: Image, change: Change) -> dict[str, Any] | None:
        arguments = change.arguments(self._table, image_key(image.job_id, image.index))
        try:
            response = await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return item_from_wire(response["Attributes"])


def _due(image: Image, due: datetime) -> str:
    return f"{stamp(due)}#{image.id}"
