"""The App Home."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import home
from handlers.commands import open_form
from handlers.desk import Desk
from handlers.models import open_listing
from handlers.replies import Asker, asker_of_interaction
from handlers.slack_errors import FAILURES, error_code

logger = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            team = str(body.get("team_id") or "")
            desk.background.spawn(_publish(desk, Asker(team=team, user=str(event["user"]), channel="")))

    @app.action(home.NEW)
    async def new_picture(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        # The answer comes in the direct message, which nobody else reads.
        asker = replace(asker_of_interaction(body), channel_name="directmessage")
        await open_form(desk, asker, await desk.texts(asker), body["trigger_id"])

    @app.action(home.MODELS)
    async def show_models(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        asker = asker_of_interaction(body)
        await open_listing(desk, asker, await desk.texts(asker), body["trigger_id"])


async def _publish(desk: Desk, asker: Asker) -> None:
    """Show it as it is now; those who run the workspace see what becomes of the models."""
    texts = await desk.texts(asker)
    warnings = desk.models.warnings() if await desk.people.is_admin(asker.user) else ()
    view = home.home(asker.user, texts, warnings, datetime.now(UTC).date())
    try:
        await desk.client_behind.views_publish(user_id=asker.user, view=view)
    except FAILURES as error:
        logger.warning("the home of %s could not be shown: %s", asker.user, error_code(error))
