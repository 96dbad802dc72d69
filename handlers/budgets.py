"""`/imagine usage` and `/imagine budget`: what was used, and what may be."""

import json
import logging
import secrets
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import budgets, private, usage
from handlers.blocks.elements import Block
from handlers.desk import Desk, NotStartedError, in_time
from handlers.looking import Looking
from handlers.publishing import publish_home
from handlers.replies import Asker, asker_of_interaction
from handlers.slack_errors import FAILURES, error_code
from handlers.texts import Texts
from handlers.texts.budgets import BudgetTexts, budget_texts
from services.budgets import Month
from services.ledger import Limits
from services.pictures import UnreadablePictureError

logger = logging.getLogger(__name__)

USAGE_WORDS: Final = frozenset({"usage", "사용량"})
BUDGET_WORDS: Final = frozenset({"budget", "budgets", "예산"})


def register(app: AsyncApp, desk: Desk) -> None:
    @app.action(budgets.OPEN)
    async def clicked(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = asker_of_interaction(body)
        home = str((body.get("view") or {}).get("private_metadata") or "")
        await open_budgets(ack, desk, asker, await desk.texts(asker), body["trigger_id"], home)

    @app.view(budgets.VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _save(ack, desk, body, view)


def show_usage(desk: Desk, asker: Asker, texts: Texts) -> None:
    """Show `asker` what they used and, if they run the workspace, what everybody did; Slack has its answer by
    then.
    """
    desk.background.spawn(_show(desk, asker, texts))


async def _show(desk: Desk, asker: Asker, texts: Texts) -> None:
    words = budget_texts(texts.language)
    try:
        limits = await desk.budgets.limits(asker.team)
        mine = await desk.budgets.mine(asker.team, asker.user)
        payer = await desk.budgets.payer(asker.user)
        blocks = usage.usage(mine, limits, budgets.day_end(payer.utc_offset or 0), words)
        month = await desk.budgets.month(asker.team) if payer.is_admin else None
    except (BotoCoreError, ClientError) as error:
        logger.error("the usage of %s could not be read: %s", asker.user, error)
        await desk.replies.privately(asker, private.sentence(texts.broken), texts.broken)
        return
    if month is None:
        await desk.replies.privately(asker, blocks, words.usage)
        return
    url = await _chart(desk, month, limits) if month.days else None
    if url is not None and await desk.replies.shows(
        asker, blocks + _workspace(desk, month, limits, url, words), words.usage
    ):
        return
    await desk.replies.privately(asker, blocks + _workspace(desk, month, limits, None, words), words.usage)


def _workspace(desk: Desk, month: Month, limits: Limits, url: str | None, words: BudgetTexts) -> list[Block]:
    # Also of models that were called this month and can't be any more, and of those that the settings describe.
    painters = {model_id: desk.models.roster.painter(model_id) for model_id in month.models}
    names = {model_id: one.capabilities.name for model_id, one in painters.items() if one is not None}
    return usage.workspace_usage(month, limits, names, url, words)


async def _chart(desk: Desk, month: Month, limits: Limits) -> str | None:
    """The address of the drawn chart; None where it could not be made, which is no reason to show nothing."""
    try:
        drawn = await desk.studio.draw_usage(usage.chart_of(month, limits))
        return desk.storage.url(await desk.storage.put_chart(secrets.token_urlsafe(24), drawn))
    except (UnreadablePictureError, BotoCoreError, ClientError) as error:
        logger.warning("no chart of the usage: %s", error)
        return None


async def open_budgets(
    ack: AsyncAck, desk: Desk, asker: Asker, texts: Texts, trigger_id: str, home: str = ""
) -> None:
    """Open the form for an admin; tell others who sets budgets.

    Parameters
    ----------
    home
        what the App Home that it is opened from keeps
    """
    words = budget_texts(texts.language)
    await ack()
    if not await desk.people.is_admin(asker.user):
        desk.tell(asker, words.only_admins)
        return
    try:
        limits = await in_time(desk.budgets.limits(asker.team, fresh=True))
        metadata = json.dumps({"channel": asker.channel, "home": home}, ensure_ascii=False)
        await desk.client.views_open(trigger_id=trigger_id, view=budgets.form(limits, words, metadata))
    except NotStartedError as error:
        logger.error("the budgets of %s could not be read: %s", asker.team, error)
        desk.tell(asker, texts.broken)
    except FAILURES as error:
        logger.warning("the form could not be opened for %s: %s", asker.user, error_code(error))
        desk.tell(asker, texts.broken)


async def _save(ack: AsyncAck, desk: Desk, body: dict[str, Any], view: dict[str, Any]) -> None:
    metadata = json.loads(view.get("private_metadata") or "{}")
    asker = Asker(
        team=body["team"]["id"], user=body["user"]["id"], channel=str(metadata.get("channel") or "")
    )
    texts = await desk.texts(asker)
    words = budget_texts(texts.language)
    if not await desk.people.is_admin(asker.user):
        # They may have been one when the form was opened.
        await ack()
        desk.tell(asker, words.only_admins)
        return
    try:
        before = await in_time(desk.budgets.limits(asker.team, fresh=True))
        limits, wrong = budgets.entered(view["state"]["values"], before, words)
        if limits is None:
            await ack(response_action="errors", errors=wrong)
            return
        await in_time(desk.budgets.set_limits(asker.team, limits))
    except NotStartedError as error:
        logger.error("the budgets of %s could not be saved: %s", asker.team, error)
        await ack(response_action="errors", errors={budgets.DAILY: texts.broken})
        return
    logger.info("%s set the budgets of %s: %s", asker.user, asker.team, limits)
    await ack()
    if asker.channel:
        desk.tell(asker, words.saved)
    # Whoever came from there sees it there.
    desk.background.spawn(publish_home(desk, asker, Looking.of(str(metadata.get("home") or ""))))
