"""One word to each admin when the workspace's month comes to its end, and one when it is used up."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.blocks import budgets as blocks
from handlers.blocks.elements import actions, section
from handlers.people import People
from handlers.slack_errors import FAILURES, error_code, not_shown
from handlers.texts.budgets import budget_texts, usd
from services.budgets import Budgets
from services.ledger import month_end
from services.notices import LEASE, Notice, Notices

logger = logging.getLogger(__name__)

_EVENT: Final = "imagine_budget_notice"
_POST_SECONDS: Final = LEASE.total_seconds() / 2
"""Slack may ask to wait for longer than a claim holds: whoever has it then tells."""

_LOOK_BACK: Final = timedelta(days=32)
"""A notice is of this month."""


class BudgetNotices:
    """Looks at the workspace's month after it changed, and now and then.

    Every admin is told once; see `services.notices`. Where it is not known whether they were, because whoever told
    them died, their direct message is looked at first.

    Parameters
    ----------
    client
        posts the messages, and repeats nothing that may have been done
    """

    def __init__(self, notices: Notices, budgets: Budgets, people: People, client: AsyncWebClient) -> None:
        self._notices = notices
        self._budgets = budgets
        self._people = people
        self._client = client

    async def look(self, team: str, *, turned_away: bool = False) -> None:
        """Tell the admins of a workspace what they were not told yet."""
        try:
            notice = await self._notices.claim(team, turned_away=turned_away)
            if notice is not None:
                logger.warning("workspace %s has used %d %% of its budget", team, notice.threshold)
                await self._tell(notice)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the budget of %s could not be looked at: %s", team, error)
        except FAILURES as error:
            # The claim runs out, and whoever looks then tries again.
            logger.error("not all admins of %s could be told of its budget: %s", team, error_code(error))

    async def _tell(self, notice: Notice) -> None:
        for admin in await self._people.admins():
            if admin in notice.heard:
                continue
            try:
                if not await self._tell_one(notice, admin):
                    logger.info("somebody else tells the admins of %s", notice.team)
                    return
            except FAILURES as error:
                if not_shown(error).passing:
                    raise
                logger.error("%s can't be told of the budget: %s", admin, error_code(error))
            if not await self._notices.heard(notice, admin):
                logger.info("somebody else tells the admins of %s", notice.team)
                return
        await self._notices.told(notice)

    async def _tell_one(self, notice: Notice, admin: str) -> bool:
        """Tell one admin; False if somebody else has the notice by now, and nothing was said."""
        texts = budget_texts(await self._people.language(admin))
        month = await self._budgets.workspace_month(notice.team)
        say = texts.used_up if notice.threshold == 100 else texts.nearly_used
        sentence = say(usd(month.used_usd), usd(notice.limit), blocks.moment(month_end(notice.month)))
        opened: Any = await self._client.conversations_open(users=admin)
        channel = str(opened["channel"]["id"])
        if notice.tries > 1 and await self._is_there(channel, notice):
            return True
        # All of this may have taken longer than the claim holds. From now on it holds, until the post is over.
        if not await self._notices.renew(notice):
            return False
        async with asyncio.timeout(_POST_SECONDS):
            await self._client.chat_postMessage(
                channel=channel,
                text=sentence,
                blocks=[section(sentence), actions("budgets.notice", blocks.open_button(texts))],
                metadata={"event_type": _EVENT, "event_payload": {"id": notice.id}},
            )
        return True

    async def _is_there(self, channel: str, notice: Notice) -> bool:
        """Whether a notice was posted in a direct message by somebody who did not come to say so."""
        oldest = (datetime.now(UTC) - _LOOK_BACK).timestamp()
        response = await self._client.conversations_history(
            channel=channel, oldest=f"{oldest:.6f}", limit=200, include_all_metadata=True
        )
        messages: Any = response.get("messages") or []
        found = (message.get("metadata") or {} for message in messages)
        return any(
            one.get("event_type") == _EVENT and one.get("event_payload", {}).get("id") == notice.id
            for one in found
        )
