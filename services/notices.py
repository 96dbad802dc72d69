"""What admins are told of the workspace's month: that it comes to its end, and that it is used up, each once.

A notice is claimed by one process, which says so before it tells anybody, and notes who has heard. One that dies
in between leaves a claim that runs out: whoever looks next takes it over, for those who have not heard yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from services.budgets import Budgets
from services.expressions import Change
from services.jobs import now
from services.ledger import KEEP_MONTHS
from services.table import TTL_ATTRIBUTE, item_from_wire, item_to_wire

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

NEARLY: Final = Decimal("0.8")
"""Share of the workspace's month at which admins are told that it comes to its end."""

LEASE: Final = timedelta(minutes=1)
LONGEST_LEASE: Final = timedelta(hours=1)
"""How long a claim is respected without a sign of life; it doubles with every try, as what keeps failing is not
worth more."""

Threshold = Literal[80, 100]
"""Per cent of the workspace's month at which admins are told."""

_LOWEST: Final[Threshold] = 80


@dataclass(frozen=True)
class Notice:
    """What is to be told, by whoever has claimed it.

    Attributes
    ----------
    limit
        US dollars a month: a budget that was raised is another one
    attempt
        counts the claims; whoever has an older one has lost it
    tries
        how often it was tried to tell this
    heard
        ids of admins who know already
    """

    team: str
    month: date
    threshold: Threshold
    limit: Decimal
    attempt: int = 1
    tries: int = 1
    heard: frozenset[str] = field(default_factory=frozenset)

    @property
    def id(self) -> str:
        """The same however often it is tried."""
        return f"{self.team}.{self.month:%Y-%m}.{self.threshold}.{self.limit.normalize():f}"


class Notices:
    """The notices in the table `table`, through `client`.

    Parameters
    ----------
    clock
        the time by which claims are told, the same for all processes
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        budgets: Budgets,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._client = client
        self._table = table
        self._budgets = budgets
        self._clock = clock

    async def claim(self, team: str, *, turned_away: bool = False) -> Notice | None:
        """What admins are to be told about this month, for whoever asks first; None if there is nothing, or
        somebody else is at it.

        Parameters
        ----------
        turned_away
            a request was too much for what is left; where that is little, it counts as nothing
        """
        limit = (await self._budgets.limits(team)).monthly_usd
        if not limit:
            return None
        used = (await self._budgets.workspace_month(team)).used_usd / limit
        if used < NEARLY:
            return None
        month = datetime.now(UTC).date().replace(day=1)
        whole = Notice(team, month, 100, limit)
        item = await self._item(whole)
        # That somebody was turned away is known to whoever claimed it alone: the claim stands for it.
        begun = item.get("claimed") == limit
        if used >= 1 or turned_away or begun:
            return await self._claim(whole, item)
        nearly = Notice(team, month, _LOWEST, limit)
        return await self._claim(nearly, await self._item(nearly))

    async def _claim(self, notice: Notice, item: Mapping[str, Any]) -> Notice | None:
        if item.get("told", Decimal(0)) >= notice.limit:
            return None
        moment = self._clock()
        same = item.get("claimed") == notice.limit
        if same and datetime.fromisoformat(item["until"]) > moment:
            return None
        attempt = int(item.get("attempt", 0)) + 1
        tries = int(item["tries"]) + 1 if same else 1
        put = {
            "claimed": notice.limit,
            "attempt": attempt,
            "tries": tries,
            "until": moment + min(LEASE * 2.0 ** min(tries - 1, 10), LONGEST_LEASE),
            TTL_ATTRIBUTE: int((moment + KEEP_MONTHS).timestamp()),
        }
        condition, values = ("attempt = :known", {":known": attempt - 1}) if item else ("", {})
        condition = condition or "attribute_not_exists(pk)"
        if not await self._changed(notice, Change(condition, values, put=put, keep={"heard": {}})):
            return None
        heard = (name for name, limit in item.get("heard", {}).items() if limit >= notice.limit)
        return Notice(
            notice.team, notice.month, notice.threshold, notice.limit, attempt, tries, frozenset(heard)
        )

    async def heard(self, notice: Notice, admin: str) -> bool:
        """Note that an admin knows; whether the notice is still claimed by whoever says so."""
        put = {f"heard.{admin}": notice.limit, "until": self._clock() + LEASE}
        return await self._changed(notice, Change("attempt = :mine", {":mine": notice.attempt}, put=put))

    async def renew(self, notice: Notice) -> bool:
        """Say that somebody is still at it; whether the notice is still claimed by whoever says so."""
        put = {"until": self._clock() + LEASE}
        return await self._changed(notice, Change("attempt = :mine", {":mine": notice.attempt}, put=put))

    async def told(self, notice: Notice) -> None:
        """Note that everybody knows. Whoever hears that it is used up needs not hear that it soon will be."""
        for threshold in dict.fromkeys((notice.threshold, _LOWEST)):
            change = Change(
                "attribute_not_exists(told) OR told < :limit",
                {":limit": notice.limit},
                put={"told": notice.limit},
                keep={
                    TTL_ATTRIBUTE: int((self._clock() + KEEP_MONTHS).timestamp()),
                    "attempt": 0,
                    "heard": {},
                },
            )
            await self._changed(Notice(notice.team, notice.month, threshold, notice.limit), change)

    async def _item(self, notice: Notice) -> dict[str, Any]:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(notice_key(notice)), ConsistentRead=True
        )
        return item_from_wire(response["Item"]) if "Item" in response else {}

    async def _changed(self, notice: Notice, change: Change) -> bool:
        """Whether it was as the change wants it."""
        try:
            await self._client.update_item(**change.arguments(self._table, notice_key(notice)))
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def notice_key(notice: Notice) -> dict[str, str]:
    """Of a workspace's month and a threshold."""
    return {"pk": f"NOTICES#{notice.team}", "sk": f"{notice.month:%Y-%m}#{notice.threshold}"}
