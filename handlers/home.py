"""The App Home."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import home
from handlers.commands import open_form
from handlers.desk import Desk
from handlers.looking import Looking
from handlers.models import open_listing
from handlers.publishing import publish_home
from handlers.replies import Asker, asker_of_interaction


def register(app: AsyncApp, desk: Desk) -> None:
    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            asker = Asker(team=str(body.get("team_id") or ""), user=str(event["user"]), channel="")
            # Where somebody left off they go on.
            kept = (event.get("view") or {}).get("private_metadata") or ""
            desk.background.spawn(publish_home(desk, asker, Looking.of(kept)))

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
