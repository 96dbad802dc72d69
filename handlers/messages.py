"""Words written to the bot: a mention in a channel or thread, or a direct message. They may carry the same
options as the command; the answer goes into the message's thread.
"""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.commands import help_text, refusal
from handlers.desk import Desk, origin_of
from handlers.replies import Asker
from services.command_text import parse, unescape
from services.faults import AskError

logger = logging.getLogger(__name__)

_LEADING_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")


def register(app: AsyncApp, desk: Desk) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], body: dict[str, Any]) -> None:
        await _read(desk, event, body, _LEADING_MENTION.sub("", str(event.get("text") or "")))

    @app.event("message")
    async def written(event: dict[str, Any], body: dict[str, Any]) -> None:
        # Only what a person wrote to the bot: no edits, no joins, nobody's bots.
        by_person = event.get("subtype") in {None, "file_share"} and not event.get("bot_id")
        if event.get("channel_type") == "im" and by_person:
            await _read(desk, event, body, _LEADING_MENTION.sub("", str(event.get("text") or "")))


async def _read(desk: Desk, event: dict[str, Any], body: dict[str, Any], text: str) -> None:
    """Take a message for a request. Slack delivers it again until this returns without an error."""
    user = event.get("user")
    if not user or event.get("bot_id"):
        return
    asker = Asker(
        team=str(body.get("team_id") or event.get("team")),
        user=user,
        channel=event["channel"],
        channel_name="directmessage" if event.get("channel_type") == "im" else "",
        thread_ts=event.get("thread_ts"),
    )
    texts = await desk.texts(asker, text)
    if event.get("files"):
        desk.tell(asker, texts.no_pictures_yet)
    if unescape(text).lower() in {"", "help", "도움말"}:
        desk.tell(asker, help_text(desk, texts))
        return
    interaction = f"message:{event['channel']}:{event['ts']}"
    ask = None
    try:
        ask = parse(text)
        origin = origin_of(
            asker, texts, private_answer=ask.private, thread_ts=event.get("thread_ts") or event["ts"]
        )
        await desk.accept(asker, desk.intake.start(ask, origin, interaction))
    except AskError as error:
        blocks = await refusal(desk, asker, texts, error, ask, unescape(text), interaction)
        desk.background.spawn(desk.replies.privately(asker, blocks, texts.faulty))
