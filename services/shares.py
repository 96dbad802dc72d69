"""Where a picture was shared, on its record: each place makes it visible to those who are there.

A place is written down before its message is posted, and counts once that is there: whatever breaks off in between
shows the picture to nobody who may not see its message, and whoever deletes it knows where to look.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from services.expressions import Change
from services.gallery import Gallery
from services.jobs import Image, Shared
from services.table import DELETING, image_from, image_key, item_from_wire, item_to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

MAX_SHARES: Final = 100
"""Of one picture: its record is read whole, and each takes a hundred bytes of it."""

_TRIES: Final = 8


class NotSharableError(Exception):
    """The picture is gone, was shared too often, or is shared by too many at once."""


class Shares:
    """Kept in `table`, through `client`; `gallery` lets pictures be found by those who see them then."""

    def __init__(self, client: "DynamoDBClient", table: str, gallery: Gallery) -> None:
        self._client = client
        self._table = table
        self._gallery = gallery

    async def begin(self, image: Image, shared: Shared) -> bool:
        """Write down that a picture is about to be shared; False if it was before, by the same id.

        Raises
        ------
        NotSharableError
        ClientError, BotoCoreError
        """

        def with_it(there: tuple[Shared, ...]) -> tuple[Shared, ...]:
            if len(there) >= MAX_SHARES:
                raise NotSharableError(f"{image.id} was shared {MAX_SHARES} times")
            return there if any(one.id == shared.id for one in there) else (*there, shared)

        return await self._change(image, with_it) is not None

    async def shown(self, image: Image, share_id: str, ts: str) -> Image:
        """The message is there: from now on those who see it see the picture everywhere.

        Raises
        ------
        NotSharableError
            if the picture was deleted meanwhile: its message must go too
        ClientError, BotoCoreError, TableBusyError
        """

        def with_ts(there: tuple[Shared, ...]) -> tuple[Shared, ...]:
            return tuple(one.model_copy(update={"ts": ts}) if one.id == share_id else one for one in there)

        changed = await self._change(image, with_ts)
        if changed is None:
            changed, _ = await self._read(image)
            if changed is None:
                raise NotSharableError(f"{image.id} is gone")
        await self._gallery.index([changed])
        await self._gallery.refavour(changed)
        return changed

    async def withdraw(self, image: Image, share_id: str) -> None:
        """No message came of it."""

        def without_it(there: tuple[Shared, ...]) -> tuple[Shared, ...]:
            return tuple(one for one in there if one.id != share_id or one.ts is not None)

        try:
            await self._change(image, without_it)
        except NotSharableError as error:
            logger.info("nothing is left to withdraw: %s", error)

    async def _change(
        self, image: Image, changed: Callable[[tuple[Shared, ...]], tuple[Shared, ...]]
    ) -> Image | None:
        """The picture as it is then; None if nothing is to be changed."""
        for _ in range(_TRIES):
            there, count = await self._read(image)
            if there is None:
                raise NotSharableError(f"{image.id} is gone")
            after = changed(there.shared)
            if after == there.shared:
                return None
            # The number of changes tells whether somebody else was faster.
            change = Change(
                f"attribute_exists(pk) AND attribute_not_exists({DELETING}) AND "
                + ("shares = :count" if count else "attribute_not_exists(shares)"),
                {":count": count} if count else {},
                put={"shared": after},
                add={"shares": 1},
            )
            key = image_key(image.job_id, image.index)
            try:
                await self._client.update_item(**change.arguments(self._table, key))
            except self._client.exceptions.ConditionalCheckFailedException:
                continue
            return there.model_copy(update={"shared": after})
        raise NotSharableError(f"{image.id} is being shared by others")

    async def _read(self, image: Image) -> tuple[Image | None, int]:
        """The picture, and how often where it was shared has changed."""
        response = await self._client.get_item(
            TableName=self._table,
            Key=item_to_wire(image_key(image.job_id, image.index)),
            ConsistentRead=True,
        )
        item = item_from_wire(response["Item"]) if "Item" in response else {}
        return image_from(item or None), int(item.get("shares", 0))
