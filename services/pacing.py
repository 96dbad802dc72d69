"""How often people are told how far their jobs are: one pace for all processes, kept in the table.

Only progress keeps to it. Results, failures and what answers a click are shown at once; a word of progress that
may not be said is left out, for the next one says more.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import BotoCoreError, ClientError

from services.expressions import Change
from services.table import fading, item_from_wire, pace_key

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

WORKSPACE_SECONDS: Final = 2.4
"""Between two updates in one workspace. Slack takes about 50 calls of ``chat.update`` a minute, counted by app and
workspace (Slack, "Rate limits", tier 3): progress takes half of them, results have the other."""

CHANNEL_SECONDS: Final = 3.0
"""Between two updates in one conversation: however much goes on in it, the others have their share."""

_KEEP: Final = timedelta(hours=1)

_REMEMBERED: Final = 1000
"""Arrivals that a process keeps in mind before it forgets those that are over."""


class Pace:
    """Who may say something now, by the theoretical arrival times in the table `table` (the generic cell rate
    algorithm, without bursts).

    An update moves the time on from the moment it was made. So where clocks differ, one process is let pass a
    little early and the next as much too late: on the average the pace is kept.

    Parameters
    ----------
    now
        the time, the same for all processes; see `services.clock`
    """

    def __init__(self, client: "DynamoDBClient", table: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._table = table
        self._now = now
        self._heard: dict[str, int] = {}
        """Arrivals that lie ahead, as the table told last: they are only ever moved on, so until then it need not
        be asked again."""

    async def may(self, team: str, channel: str) -> bool:
        """Whether a word of progress may be said in a conversation now: then it is this caller's to say.

        False also where the table can't be asked.
        """
        if self._lies_ahead(team):
            return False
        # The conversation first: a busy one that is refused must not use up what the others share.
        return await self._take(f"{team}#{channel}", CHANNEL_SECONDS) and await self._take(
            team, WORKSPACE_SECONDS
        )

    async def turn(self, what: str, seconds: float) -> bool:
        """Whether this caller is the one to do `what` now, which is done every `seconds` by whoever asks first."""
        return await self._take(f"TURN#{what}", seconds)

    async def hold(self, team: str, seconds: float) -> None:
        """Say nothing more in a workspace for a while: Slack asked for it."""
        until = self._now() + timedelta(seconds=seconds)
        await self._move(team, "attribute_not_exists(arrival) OR arrival < :arrival", {}, until)

    async def _take(self, name: str, seconds: float) -> bool:
        if self._lies_ahead(name):
            return False
        moment = self._now()
        condition = "attribute_not_exists(arrival) OR arrival <= :now"
        return await self._move(
            name, condition, {":now": _milliseconds(moment)}, moment + timedelta(seconds=seconds)
        )

    async def _move(self, name: str, condition: str, values: dict[str, object], arrival: datetime) -> bool:
        put: dict[str, object] = {"arrival": _milliseconds(arrival), **fading(arrival, _KEEP)}
        arguments: dict[str, Any] = Change(condition, values, put=put).arguments(self._table, pace_key(name))
        try:
            await self._client.update_item(**arguments)
        except self._client.exceptions.ConditionalCheckFailedException as error:
            # It is asked for with every change on a condition, which botocore's types don't know.
            found = cast("dict[str, Any]", error.response).get("Item")
            if found:
                self._hear(name, int(item_from_wire(found)["arrival"]))
            return False
        except (BotoCoreError, ClientError) as error:
            logger.info("nothing is said of how far jobs are: %s", error)
            return False
        self._hear(name, _milliseconds(arrival))
        return True

    def _lies_ahead(self, name: str) -> bool:
        return self._heard.get(name, 0) > _milliseconds(self._now())

    def _hear(self, name: str, arrival: int) -> None:
        moment = _milliseconds(self._now())
        if len(self._heard) >= _REMEMBERED:
            self._heard = {one: at for one, at in self._heard.items() if at > moment}
        self._heard[name] = arrival


def _milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return round(moment.timestamp() * 1000)
