"""Workspaces that took the bot out: their data is kept for a while, in case they come back.

Who is to be forgotten (`services.forgetting`) is noted here too, with how far that is: one process at a time goes
on with it, and whoever comes back in the meantime takes their note away, which ends it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from services.expressions import Change
from services.table import item_from_wire, item_to_wire, stamp, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

_PARTITION: Final = "DEPARTED"
"""One partition: whoever left and came back, or was forgotten, is not in it."""


_KEPT_ON_RETURN: Final = "attribute_not_exists(asked)"
"""Who was asked to be forgotten is, whether they come back or not."""
_FREE: Final = "attribute_not_exists(held) OR held < :now"
"""No process is at it."""


@dataclass(frozen=True)
class Departure:
    """An owner who is being forgotten, by the process that holds this.

    Attributes
    ----------
    owner
        a workspace or an organisation
    asked
        somebody wanted it, so nobody waits for their return
    held
        until when it is this process's
    teams
        the workspaces that are left to be forgotten; None until that was found out
    start
        where in the table the first of them stands; empty at the front
    """

    owner: str
    left_at: str
    held: str
    asked: bool = False
    teams: tuple[str, ...] | None = None
    start: str = ""


class Departures:
    """Who has left, in the table `table`; `grace` is how long their data is kept."""

    def __init__(self, client: "DynamoDBClient", table: str, grace: timedelta) -> None:
        self._client = client
        self._table = table
        self._grace = grace

    async def left(self, owner: str, moment: datetime) -> None:
        """Note that a workspace, or an organisation, took the bot out at `moment`."""
        put = {"left_at": moment, "due": stamp(moment + self._grace)}
        await self._changed(owner, Change(_KEPT_ON_RETURN, put=put))

    async def ask(self, owner: str, moment: datetime, until: datetime) -> Departure | None:
        """Note that somebody wants an owner to be forgotten now, and begin with it; None if another process is at
        it already.
        """
        put: dict[str, object] = {"due": stamp(moment), "asked": True}
        keep = {"left_at": stamp(moment)}
        # In one write: of those who look for what is due, none shall be quicker than whoever was asked.
        free = Change(_FREE, {":now": stamp(moment)}, put=put | {"held": until}, keep=keep)
        # Whoever is at it may be done by now: then there is nothing to ask of them.
        held = Change("attribute_exists(held)", put=put)
        while (item := await self._changed(owner, free)) is None:
            if await self._changed(owner, held) is not None:
                return None
        return _departure(owner, item)

    async def returned(self, owner: str) -> None:
        """Forget that they left: they installed it again."""
        try:
            await self._client.delete_item(
                TableName=self._table,
                Key=item_to_wire(_key(owner)),
                ConditionExpression=_KEPT_ON_RETURN,
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return

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

    async def take(self, owner: str, moment: datetime, until: datetime) -> Departure | None:
        """Go on with forgetting an owner; None if they came back, are not due, or it is another process's."""
        condition = f"due <= :now AND ({_FREE})"
        item = await self._changed(owner, Change(condition, {":now": stamp(moment)}, put={"held": until}))
        return None if item is None else _departure(owner, item)

    async def note(
        self, departure: Departure, until: datetime, teams: tuple[str, ...] | None, start: str = ""
    ) -> Departure | None:
        """Note how far it is and keep it until then; None if they came back, or it is no longer this process's."""
        new = replace(departure, held=stamp(until), teams=teams, start=start)
        put: dict[str, object] = {"held": new.held, "teams": teams, "start": start}
        return None if await self._changed(departure.owner, _of(departure, put)) is None else new

    async def release(self, departure: Departure) -> None:
        """Let another process go on."""
        await self._changed(departure.owner, _of(departure, {"held": None}))

    async def end(self, departure: Departure) -> bool:
        """They are forgotten, or need not be; False if it is no longer this process's to say so."""
        try:
            await self._client.delete_item(
                TableName=self._table,
                Key=item_to_wire(_key(departure.owner)),
                ConditionExpression="held = :held",
                ExpressionAttributeValues={":held": to_wire(departure.held)},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    async def _changed(self, owner: str, change: Change) -> dict[str, Any] | None:
        arguments = change.arguments(self._table, _key(owner))
        try:
            response = await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return item_from_wire(response["Attributes"])


def _departure(owner: str, item: dict[str, Any]) -> Departure:
    teams = None if item.get("teams") is None else tuple(map(str, item["teams"]))
    return Departure(
        owner, str(item["left_at"]), str(item["held"]), "asked" in item, teams, str(item.get("start", ""))
    )


def _of(departure: Departure, put: dict[str, object]) -> Change:
    return Change("held = :mine", {":mine": departure.held}, put=put)


def _key(owner: str) -> dict[str, str]:
    return {"pk": _PARTITION, "sk": owner}
