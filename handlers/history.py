"""*History* of a picture: what it was made from, and what was made from it."""

import asyncio
import logging
from collections.abc import Sequence

from handlers.blocks import history
from handlers.clicks import Body
from handlers.desk import Desk, NotStartedError, in_time
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, error_code
from services.family import lineage
from services.jobs import Image
from services.made_from import references_for
from services.visibility import Viewer, may_see

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
    viewer = await desk.viewer(asker)
    seen = [one for one in family if may_see(viewer, one)]
    keys = {key for one in seen for key in (one.thumb_key, one.s3_key)}
    keys |= await _seconds(desk, viewer, seen, family)
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


async def _seconds(desk: Desk, viewer: Viewer, seen: Sequence[Image], family: Sequence[Image]) -> set[str]:
    """The keys of what those of two pictures were made from, as far as it may be seen: a step links to the second.

    None where that takes too long, for the form opens without the links as well.
    """
    made = [one for one in seen if len(one.references) > 1]
    try:
        found = await in_time(
            asyncio.gather(*(references_for(viewer, one, family, desk.gallery, desk.storage) for one in made))
        )
    except NotStartedError as error:
        logger.warning("what pictures were made from could not be read: %s", error)
        return set()
    return {key for keys in found for key in keys}
