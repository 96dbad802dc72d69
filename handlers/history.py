"""*History* of a picture: what it was made from, and what was made from it."""

import logging

from handlers.blocks import history
from handlers.clicks import Body
from handlers.desk import Desk, NotStartedError, in_time
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, error_code
from services.family import lineage

logger = logging.getLogger(__name__)


async def open_history(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """Open the family tree of a picture; of its members only those that whoever asks may see."""
    texts = await desk.texts(asker)
    try:
        image = await desk.visible_image(asker, value)
        family = [] if image is None else await in_time(desk.records.images.family(image))
    except NotStartedError as error:
        logger.error("the history of a picture could not be read: %s", error)
        desk.tell(asker, texts.broken)
        return
    if image is None:
        desk.tell(asker, texts.picture_gone)
        return
    seen = [one for one in family if desk.may_see(asker, one)]
    keys = {key for one in seen for key in (one.thumb_key, one.s3_key, *one.references)}
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
