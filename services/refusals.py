"""Models that refused to be called, shared by all processes: what a worker finds out, listeners plan with."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from services.survey import Refusal
from services.table import item_from_wire, item_to_wire, to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

_PARTITION: Final = "MODELS"
_SORT: Final = "REFUSED#"


class Remembers(Protocol):
    """Chooses among models, and remembers which of them could not be called."""

    def refusals(self) -> Mapping[str, Refusal]:
        """By the id that the model is called by."""

    def remember(self, refusals: Mapping[str, Refusal]) -> None:
        """Take these for all there are; models of others may be among them."""


class Refusals:
    """The refusals in the table `table`, and those of `choosing`, brought in line with each other."""

    def __init__(self, client: "DynamoDBClient", table: str, choosing: Sequence[Remembers]) -> None:
        self._client = client
        self._table = table
        self._choosing = tuple(choosing)
        self._shared: dict[str, Refusal] = {}
        self._held: frozenset[str] = frozenset()
        """Those of `_shared` that somebody here remembers: what goes from these was forgotten."""
        self._one_at_a_time = asyncio.Lock()

    @property
    def news(self) -> bool:
        """Whether there is something that the others don't know."""
        return self._known() != {model_id: self._shared[model_id] for model_id in self._held}

    async def share(self) -> None:
        """Tell the others what was found out here, or forgotten; go by what they did.

        Raises
        ------
        BotoCoreError, ClientError
        """
        async with self._one_at_a_time:
            mine = self._known()
            for model_id, refusal in mine.items():
                if self._shared.get(model_id) != refusal:
                    await self._client.put_item(TableName=self._table, Item=_item(model_id, refusal))
            for model_id in self._held - mine.keys():
                await self._client.delete_item(TableName=self._table, Key=item_to_wire(_key(model_id)))
            self._shared = await self._read()
            # What was found out meanwhile is for the next time.
            newer = {one: refusal for one, refusal in self._known().items() if mine.get(one) != refusal}
            for chooser in self._choosing:
                chooser.remember(self._shared | newer)
            self._held = frozenset(self._known().keys() & self._shared.keys())

    def _known(self) -> dict[str, Refusal]:
        moment = datetime.now(UTC)
        return {
            model_id: refusal
            for chooser in self._choosing
            for model_id, refusal in chooser.refusals().items()
            if refusal.until > moment
        }

    async def _read(self) -> dict[str, Refusal]:
        answer = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues={":pk": to_wire(_PARTITION), ":sk": to_wire(_SORT)},
            ConsistentRead=True,
        )
        found = {}
        for wire in answer["Items"]:
            item = item_from_wire(wire)
            refusal = Refusal(str(item["state"]), datetime.fromisoformat(str(item["until"])))
            if refusal.until > datetime.now(UTC):  # DynamoDB takes its time to remove what has faded
                found[str(item["sk"]).removeprefix(_SORT)] = refusal
        return found


def _key(model_id: str) -> dict[str, str]:
    return {"pk": _PARTITION, "sk": f"{_SORT}{model_id}"}


def _item(model_id: str, refusal: Refusal) -> Any:
    fields = {
        "state": refusal.state,
        "until": refusal.until.isoformat(),
        "expires_at": int(refusal.until.timestamp()),
    }
    return item_to_wire(_key(model_id) | fields)
