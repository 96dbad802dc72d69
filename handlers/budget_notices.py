"""One word to each admin when the workspace's month comes to its end, and one when it is used up."""

import logging
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.blocks import budgets as blocks
from handlers.blocks.elements import actions, section
from handlers.people import People
from handlers.slack_errors import FAILURES, error_code
from handlers.texts.budgets import budget_texts, usd
from services.budgets import Budgets, Threshold
from services.ledger import month_end

logger = logging.getLogger(__name__)


class BudgetNotices:
    """Looks at the workspace's month after it changed.

    A notice belongs to whoever notes first that it was given, so that many processes give it once. One that dies
    between noting and telling leaves it untold: better than told again and again.

    Parameters
    ----------
    client
        posts the messages, and repeats nothing that may have been done
    """

    def __init__(self, budgets: Budgets, people: People, client: AsyncWebClient) -> None:
        self._budgets = budgets
        self._people = people
        self._client = client

    async def look(self, team: str, *, turned_away: bool = False) -> None:
        """Tell the admins of a workspace what they were not told yet."""
        try:
            threshold = await self._budgets.to_tell(team, turned_away=turned_away)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the budget of %s could not be looked at: %s", team, error)
            return
        if threshold is None:
            return
        logger.warning("workspace %s has used %d %% of its budget", team, threshold)
        try:
            admins = await self._people.admins()
        except FAILURES as error:
            logger.error("nobody could be told that %d %% is used: %s", threshold, error_code(error))
            return
        for admin in admins:
            await self._tell(team, admin, threshold)

    async def _tell(self, team: str, admin: str, threshold: Threshold) -> None:
        texts = budget_texts(await self._people.language(admin))
        limit = (await self._budgets.limits(team)).monthly_usd
        month = await self._budgets.workspace_month(team)
        say = texts.used_up if threshold == 100 else texts.nearly_used
        sentence = say(usd(month.used_usd), usd(limit), blocks.moment(month_end()))
        try:
            opened: Any = await self._client.conversations_open(users=admin)
            await self._client.chat_postMessage(
                channel=opened["channel"]["id"],
                text=sentence,
                blocks=[section(sentence), actions("budgets.notice", blocks.open_button(texts))],
            )
        except FAILURES as error:
            logger.error("%s could not be told that %d %% is used: %s", admin, threshold, error_code(error))
