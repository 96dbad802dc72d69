"""*History* of a picture: what it was made from, and what was made from it."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import history, pictures
from handlers.desk import Desk, NotStartedError, in_time
from handlers.replies import asker_of_interaction
from handlers.slack_errors import FAILURES, error_code
from services.family import lineage

logger = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    @app.action(pictures.HISTORY)
    async def show_history(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Open the family tree; of its pictures only those that whoever asks may see."""
        picked = action.get("selected_option") or action
        asker = asker_of_interaction(body)
        texts = await desk.texts(asker)
        try:
            image = await desk.visible_image(asker, str(picked.get("value") or ""))
            family = [] if image is None else await in_time(desk.records.family(image))
        except NotStartedError as error:
            logger.error("the history of a picture could not be read: %s", error)
            desk.tell(asker, texts.broken)
            await ack()
            return
        if image is None:
            desk.tell(asker, texts.picture_gone)
            await ack()
            return
        seen = [one for one in family if desk.may_see(asker, one)]
        keys = {key for one in seen for key in (one.thumb_key, one.s3_key)}
        urls = {key: desk.storage.url(key) for key in keys}
        for as_text in (False, True):
            view = history.history(lineage(seen), image.id, urls, texts, as_text=as_text)
            try:
                await desk.client.views_open(trigger_id=body["trigger_id"], view=view)
            except FAILURES as error:
                logger.warning("the history of %s could not be opened: %s", image.id, error_code(error))
            else:
                break
        else:
            desk.tell(asker, texts.broken)
        await ack()
