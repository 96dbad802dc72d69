"""Forgetting a workspace: all of its pictures, and whatever else is known of it.

The table is read from end to end, since nothing else lists what is private. A step is one page of that: what of it
belongs to the workspace goes, objects before their record, and how far it is is noted (`services.departures`). So
whoever is broken off leaves little to do twice, and doing it twice changes nothing.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from services.batches import delete_all
from services.cdn import Cdn
from services.deletions import Deletions
from services.departures import Departure, Departures
from services.finding.entries import ENTRY
from services.gallery import Gallery
from services.installations import LATEST, ORGANISATION, installation_key
from services.jobs import Image, now
from services.storage import PICTURES, REFERENCES, Storage, folder_of
from services.table import Item, item_from_wire, item_to_wire, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""How long a step may take before another process takes it over."""

_ITEMS: Final = 500
"""Looked at in one step."""
_AT_ONCE: Final = 8

_BY_TEAM: Final = (
    *("THREAD#{}#", "OFFER#{}#", "CHANNEL#{}#", "BUDGET#{}#", "USAGE#{}#", "PACE#{}#"),
    *(f"{ENTRY}{scope}#{{}}#" for scope in ("WORKSPACE", "CONVERSATION", "OWNER", "FAVOURITES")),
)
"""What the partitions of a workspace begin with, where they name it."""
_OF_TEAM: Final = ("LIMITS#{}", "NOTICES#{}", "PACE#{}")
"""Its partitions that are named after it and nothing else."""
_ENTERPRISE: Final = "E"
"""What the ids of organisations begin with (Slack, "Understanding IDs")."""
_PERSON: Final = "PERSON#{}#"
"""What the sort keys of its people in the lanes begin with."""

_REFERENCE: Final = re.compile(rf"{REFERENCES}[\w-]+/", re.ASCII)


@dataclass
class Forgotten:
    """What was removed: pictures, and other records."""

    images: int = 0
    records: int = 0


Report = Callable[[Forgotten], None]


class Forgetter:
    """Forgets those in `departures` who are due.

    Parameters
    ----------
    clock
        gives the time
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        departures: Departures,
        storage: Storage,
        cdn: Cdn,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._client = client
        self._table = table
        self._departures = departures
        self._gallery = Gallery(client, table)
        self._deletions = Deletions(client, table)
        self._storage = storage
        self._cdn = cdn
        self._clock = clock

    async def sweep(self) -> int:
        """Forget whoever is due, or go on with it; returns how many are forgotten now.

        Raises
        ------
        ClientError, BotoCoreError, TableBusyError
            with some of it done
        """
        done = 0
        for owner in await self._departures.due(self._clock()):
            departure = await self._departures.take(owner, self._clock(), self._until())
            if departure is not None:
                done += await self._forgotten(departure, Forgotten(), lambda _: None)
        return done

    async def forget(self, owner: str, report: Report = lambda _: None) -> Forgotten | None:
        """Forget an owner now, whether or not they left; None if another process is at it.

        Broken off, the sweep goes on with it.

        Raises
        ------
        ClientError, BotoCoreError, TableBusyError
            with some of it done
        """
        departure = await self._departures.ask(owner, self._clock(), self._until())
        done = Forgotten()
        return done if departure and await self._forgotten(departure, done, report) else None

    def _until(self) -> datetime:
        return self._clock() + LEASE

    async def _forgotten(self, departure: Departure, done: Forgotten, report: Report) -> bool:
        """Whether it was done to the end, and there was something to do."""
        if not departure.asked and await self._has_it(departure.owner):
            await self._departures.end(departure)
            return False
        held = await self._through(departure, done, report)
        if held is None:
            logger.info("%s came back, or is forgotten by another process", departure.owner)
            return False
        # One for all: a distribution takes few of these at a time, and counts each.
        reference = f"forget-{held.owner}-{held.left_at}"
        await self._cdn.forget([f"{PICTURES}*", f"{REFERENCES}*"], reference)
        await self._departures.end(held)
        logger.warning(
            "%s is forgotten; pictures: %d, other records: %d", held.owner, done.images, done.records
        )
        return True

    async def _through(self, departure: Departure, done: Forgotten, report: Report) -> Departure | None:
        """All steps; None if the owner came back, or another process went on."""
        held: Departure | None = departure
        if departure.teams is None:
            held = await self._departures.note(departure, self._until(), await self._teams(departure.owner))
        while held is not None and held.teams:
            mine = held
            try:
                held = await self._step(mine, done)
            except BaseException:
                # Somebody else may go on at once; if even this fails, after a while.
                await self._departures.release(mine)
                raise
            report(done)
        return held

    async def _has_it(self, owner: str) -> bool:
        """Whether the bot is installed there: by an owner, or for a workspace by its organisation."""
        if await self._item(installation_key(owner, LATEST)):
            return True
        pointer = await self._item(installation_key(owner, ORGANISATION))
        return bool(pointer and await self._item(installation_key(str(pointer["enterprise_id"]), LATEST)))

    async def _teams(self, owner: str) -> tuple[str, ...]:
        """The workspaces of an owner: itself, and those that an organisation's installation served."""
        if not owner.startswith(_ENTERPRISE):
            return (owner,)
        found = {owner}
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="sk = :pointer AND enterprise_id = :owner",
            ExpressionAttributeValues={":pointer": to_wire(ORGANISATION), ":owner": to_wire(owner)},
        )
        async for page in pages:
            for wire in page["Items"]:
                team = str(item_from_wire(wire)["pk"]).removeprefix(installation_key("", "")["pk"])
                if not await self._item(installation_key(team, LATEST)):
                    found.add(team)
        return tuple(sorted(found))

    async def _step(self, departure: Departure, done: Forgotten) -> Departure | None:
        """Remove what belongs to the first workspace in one page of the table."""
        team, *others = departure.teams or ()
        response = await self._client.scan(
            TableName=self._table,
            Limit=_ITEMS,
            ConsistentRead=True,
            **_belonging(team),
            **({"ExclusiveStartKey": json.loads(departure.start)} if departure.start else {}),
        )
        items = [item_from_wire(wire) for wire in response["Items"]]
        await self._remove(items, done)
        after = response.get("LastEvaluatedKey")
        if after is not None:
            return await self._departures.note(
                departure, self._until(), departure.teams, json.dumps(after, sort_keys=True)
            )
        if not await self._has_it(team):
            await delete_all(self._client, self._table, [installation_key(team, ORGANISATION)])
        return await self._departures.note(departure, self._until(), tuple(others))

    async def _remove(self, items: Sequence[Item], done: Forgotten) -> None:
        images = [item for item in items if str(item["sk"]).startswith("IMAGE#")]
        others = [item for item in items if not str(item["sk"]).startswith("IMAGE#")]
        # A job's folder goes with the job, so its pictures go before: their keys precede it in the table as well.
        await _each(self._image, images)
        await _each(self._around, others)
        await delete_all(self._client, self._table, [{"pk": item["pk"], "sk": item["sk"]} for item in others])
        done.images += len(images)
        done.records += len(others)

    async def _image(self, item: Item) -> None:
        """As `services.deleting` does it, without a message that could say so."""
        image = Image.model_validate(item)
        # If this ends here, the sweeper of deletions goes on, as if its person had wanted it.
        await self._deletions.begin(image, image.origin.user, self._until())
        await self._gallery.forget(image)
        given = {found.group() for key in image.references if (found := _REFERENCE.match(key))}
        for folder in [folder_of(image.s3_key), *sorted(given)]:
            await self._storage.delete_folder(folder)
        await self._deletions.end(image)

    async def _around(self, item: Item) -> None:
        """Remove what belongs to a record without saying so: its objects, and the slots of a request."""
        if token := item.get("token"):
            await self._storage.delete_folder(f"{REFERENCES}{token}/")
        work = item.get("work")
        if isinstance(work, dict) and (token := work.get("token")):
            await self._storage.delete_all(token)
            await self._storage.delete_folder(f"{REFERENCES}{token}/")
        if item["sk"] != "REQUEST":
            return
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :slot)",
            ExpressionAttributeValues={":pk": to_wire(item["pk"]), ":slot": to_wire("SLOT#")},
        )
        keys: list[dict[str, str]] = []
        async for page in pages:
            slots = map(item_from_wire, page["Items"])
            keys += [{"pk": str(slot["pk"]), "sk": str(slot["sk"])} for slot in slots]
        await delete_all(self._client, self._table, keys)

    async def _item(self, key: dict[str, str]) -> Item:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(key), ConsistentRead=True
        )
        return item_from_wire(response.get("Item", {}))


async def _each(remove: Callable[[Item], Awaitable[None]], items: Sequence[Item]) -> None:
    """A few at a time; what one of them raises ends the others."""
    free = asyncio.Semaphore(_AT_ONCE)

    async def in_turn(item: Item) -> None:
        async with free:
            await remove(item)

    try:
        async with asyncio.TaskGroup() as tasks:
            for item in items:
                tasks.create_task(in_turn(item))
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


def _belonging(team: str) -> dict[str, Any]:
    """The filter of a scan that gives what belongs to a workspace."""
    begin = {f":b{number}": form.format(team) for number, form in enumerate(_BY_TEAM)}
    equal = {f":e{number}": form.format(team) for number, form in enumerate(_OF_TEAM)}
    parts = [
        "origin.team = :team",
        *(f"begins_with(pk, {name})" for name in begin),
        f"pk IN ({', '.join(equal)})",
        "(begins_with(pk, :lane) AND begins_with(sk, :person))",
    ]
    values = begin | equal | {":team": team, ":lane": "LANE#", ":person": _PERSON.format(team)}
    return {
        "FilterExpression": " OR ".join(parts),
        "ExpressionAttributeValues": {name: to_wire(value) for name, value in values.items()},
    }
