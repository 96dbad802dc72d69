"""A reaction on a message with pictures puts them among one's favourites, and taking it back takes them off."""

import logging
from collections.abc import Iterator
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.desk import Desk
from handlers.leafing import UNREADABLE
from handlers.reporter import JOB_EVENT
from handlers.slack_errors import FAILURES, error_code
from services.finding.entries import row_key
from services.jobs import Image
from services.visibility import Viewer

logger = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    @app.event("reaction_added")
    async def added(event: dict[str, Any], body: dict[str, Any], context: dict[str, Any]) -> None:
        if _is_meant(desk, event, context):
            desk.background.spawn(_favour(desk, event, body, favourite=True))

    @app.event("reaction_removed")
    async def removed(event: dict[str, Any], body: dict[str, Any], context: dict[str, Any]) -> None:
        if _is_meant(desk, event, context):
            desk.background.spawn(_favour(desk, event, body, favourite=False))


def _is_meant(desk: Desk, event: dict[str, Any], context: dict[str, Any]) -> bool:
    """Whether it is the one reaction that means something, on a message of ours."""
    # A skin tone is a part of the name.
    name = str(event.get("reaction") or "").partition("::")[0]
    ours = event.get("item_user") == context.get("bot_user_id")
    return name == desk.favourite_reaction and ours and (event.get("item") or {}).get("type") == "message"


async def _favour(desk: Desk, event: dict[str, Any], body: dict[str, Any], *, favourite: bool) -> None:
    channel, ts = str(event["item"]["channel"]), str(event["item"]["ts"])
    viewer = await desk.people.viewer(str(body.get("team_id") or ""), str(event["user"]), channel)
    try:
        for image in await _images(desk, viewer, channel, ts):
            if favourite:
                await desk.gallery.favourite(viewer, image)
            else:
                await desk.gallery.unfavourite(viewer, image)
    except FAILURES as error:
        logger.warning("a reaction of %s came to nothing: %s", viewer.user, error_code(error))
    except UNREADABLE as error:
        logger.warning("a reaction of %s came to nothing: %s", viewer.user, error)


async def _images(desk: Desk, viewer: Viewer, channel: str, ts: str) -> list[Image]:
    """The pictures of a message of ours that its reader may see."""
    response: Any = await desk.client_behind.conversations_replies(
        channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, include_all_metadata=True, limit=10
    )
    message = next((one for one in response.get("messages") or () if one.get("ts") == ts), None)
    if message is None:
        return []
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") == JOB_EVENT:
        job_id = str((metadata.get("event_payload") or {}).get("id") or "")
        images = await desk.records_behind.images.of_job(job_id) if job_id else []
        ids = [one.id for one in images]
    else:
        ids = []
    # A shared picture says by its buttons which it is.
    ids = ids or list(dict.fromkeys(_named(message)))
    found = [await desk.gallery.image(viewer, one) for one in ids]
    return [one for one in found if one is not None]


def _named(message: dict[str, Any]) -> Iterator[str]:
    for block in message.get("blocks") or ():
        for element in block.get("elements") or ():
            value = element.get("value") if isinstance(element, dict) else None
            action = str(element.get("action_id") or "") if isinstance(element, dict) else ""
            if value and action.startswith("picture.") and row_key(str(value)) is not None:
                yield str(value)
