"""Looks now and then whether admins are to be told of the budget: whoever was about to tell them may have died."""

import asyncio
import logging
import random

from handlers.budget_notices import BudgetNotices

logger = logging.getLogger(__name__)


async def keep_telling(notices: BudgetNotices, team: str, seconds: float) -> None:
    """Look every so many `seconds`, not all processes at the same moment, until cancelled."""
    while True:
        await asyncio.sleep(seconds * random.uniform(0.5, 1.5))  # noqa: S311
        try:
            await notices.look(team)
        except Exception:
            logger.exception("the budget of %s was not looked at", team)
