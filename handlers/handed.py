"""Files that were handed to Slack because it could not fetch a picture: taken back with the picture."""

import logging
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack_errors import FAILURES, error_code, not_shown
from services.jobs import Origin

logger = logging.getLogger(__name__)

_GONE: Final = frozenset({"file_not_found", "file_deleted"})


async def take_files_back(client: AsyncWebClient, origin: Origin, ts: str) -> None:
    """Delete the files that a message of ours shows; what is gone already is not missed.

    What they are only the message says. So it is read before it is changed, and whoever is broken off in between
    finds it as it was.

    Raises
    ------
    NotShownError
        if that may work a little later
    """
    try:
        blocks = await _blocks(client, origin, ts)
    except FAILURES as error:
        logger.info("message %s in %s can't be read: %s", ts, origin.channel, error_code(error))
        if (failed := not_shown(error)).passing:
            raise failed from error
        return
    for file in dict.fromkeys(_files(blocks)):
        try:
            await client.files_delete(file=file)
        except FAILURES as error:
            if error_code(error) in _GONE:
                continue
            logger.warning("file %s stays with Slack: %s", file, error_code(error))
            if (failed := not_shown(error)).passing:
                raise failed from error


def _files(blocks: list[Any]) -> list[str]:
    shown = [
        block["slack_file"] for block in blocks if block.get("type") == "image" and "slack_file" in block
    ]
    return [str(one["id"]) for one in shown if one.get("id")]


async def _blocks(client: AsyncWebClient, origin: Origin, ts: str) -> list[Any]:
    where: dict[str, Any] = {"channel": origin.channel, "oldest": ts, "latest": ts, "inclusive": True}
    if origin.thread_ts is not None:
        # The first of a thread comes with it, whatever is asked for.
        response = await client.conversations_replies(ts=origin.thread_ts, limit=10, **where)
    else:
        response = await client.conversations_history(limit=1, **where)
    messages: Any = response.get("messages") or []
    return next((one.get("blocks") or [] for one in messages if one.get("ts") == ts), [])
