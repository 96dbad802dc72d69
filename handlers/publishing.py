"""Showing the App Home of one person as it is now."""

import asyncio
import logging
from datetime import UTC, datetime

from botocore.exceptions import BotoCoreError, ClientError

from handlers.blocks import budgets, home, home_budgets
from handlers.blocks.elements import context, section
from handlers.blocks.home import Part
from handlers.desk import Desk
from handlers.leafing import list_blocks, read
from handlers.looking import Looking
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, are_refused, error_code, error_details
from handlers.texts import Texts
from handlers.texts.budgets import budget_texts
from handlers.texts.gallery import GalleryTexts, gallery_texts
from services.ledger import month_end

logger = logging.getLogger(__name__)


async def publish_home(desk: Desk, asker: Asker, looking: Looking | None = None) -> None:
    """Show it anew; those who run the workspace see its month, and what becomes of the models.

    Parameters
    ----------
    looking
        which pictures; the newest of the workspace if unset
    """
    looking = looking or Looking()
    # One at a time, each with what is there by then: of two clicks the later one is shown last.
    async with desk.drawing(f"home:{asker.team}:{asker.user}"):
        texts = await desk.texts(asker)
        words = gallery_texts(texts.language)
        own, found, is_admin = await asyncio.gather(
            _budgets(desk, asker, texts), read(desk, asker, looking), desk.people.is_admin(asker.user)
        )
        warned = desk.models.warnings() if is_admin else ()
        for as_text in (False, True):
            pictures: Part = [context(words.unknown)]
            if found is not None:
                looking = found.looking
                pictures = list_blocks(desk, found, words, as_text=as_text)
            parts = [
                home.start(asker.user, texts),
                *own,
                home.warnings(warned, texts, datetime.now(UTC).date()),
                [section(_headline(desk, words), "gallery"), *pictures],
            ]
            try:
                await desk.client_behind.views_publish(
                    user_id=asker.user, view=home.home(parts, looking.written())
                )
            except FAILURES as error:
                code, why = error_code(error), error_details(error)
                logger.warning("the home of %s could not be shown: %s %s", asker.user, code, why)
                if not are_refused(code):
                    return
            else:
                return


def _headline(desk: Desk, words: GalleryTexts) -> str:
    """With the way to the pages on the web, where there are any."""
    link = f"   <{desk.web_gallery}|{words.in_browser}>" if desk.web_gallery else ""
    return f"*{words.gallery}*{link}"


async def _budgets(desk: Desk, asker: Asker, texts: Texts) -> list[Part]:
    """What `asker` may still spend, and for admins what the workspace may."""
    words = budget_texts(texts.language)
    try:
        limits = await desk.budgets.limits(asker.team)
        payer = await desk.budgets.payer(asker.user)
        mine = await desk.budgets.mine(asker.team, asker.user)
        month = await desk.budgets.workspace_month(asker.team)
    except (BotoCoreError, ClientError) as error:
        # How to start is worth showing without it.
        logger.warning("the budget of %s could not be read: %s", asker.user, error)
        return [[context(words.budget_unknown)]]
    ends = month_end()
    exempt = payer.is_admin and limits.admins_exempt
    day_ends = budgets.day_end(payer.utc_offset or 0)
    parts = [home_budgets.own(mine, limits, month, day_ends, ends, words, exempt=exempt)]
    if payer.is_admin:
        parts.append(home_budgets.workspace(month, limits, ends, words))
    return list(parts)
