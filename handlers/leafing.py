"""A page of the gallery: read once, and shown wherever somebody looks at it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from botocore.exceptions import BotoCoreError, ClientError

from handlers.blocks import gallery
from handlers.blocks.elements import Block
from handlers.desk import Desk
from handlers.looking import Looking
from handlers.replies import Asker
from handlers.texts.gallery import GalleryTexts
from services.batches import TableBusyError
from services.gallery import CursorError
from services.jobs import Image

logger = logging.getLogger(__name__)

UNREADABLE = (BotoCoreError, ClientError, TableBusyError, TimeoutError)


@dataclass(frozen=True)
class Found:
    """A page, and what was looked for."""

    looking: Looking
    shown: gallery.Shown


async def read(desk: Desk, asker: Asker, looking: Looking) -> Found | None:
    """The page that somebody looks at; None where the table can't be read."""
    viewer = await desk.viewer_in(asker, looking)
    try:
        try:
            page = await desk.gallery.page(
                viewer, looking.filters, looking.cursor or None, limit=gallery.PAGE
            )
        except CursorError:
            looking = replace(looking, cursor="")
            page = await desk.gallery.page(viewer, looking.filters, limit=gallery.PAGE)
        if looking.view == "favourites":
            favourites = frozenset(one.id for one in page.images)
        else:
            favourites = await desk.gallery.is_favourite(viewer, page.images)
    except UNREADABLE as error:
        logger.warning("the gallery of %s could not be read: %s", asker.user, error)
        return None
    return Found(looking, gallery.Shown(page.images, favourites, page.next, page.previous))


def list_blocks(desk: Desk, found: Found, words: GalleryTexts, *, as_text: bool = False) -> list[Block]:
    urls = {one.thumb_key: desk.storage.url(one.thumb_key) for one in found.shown.images}
    return gallery.gallery(found.looking, found.shown, urls, words, models=model_names(desk), as_text=as_text)


def model_names(desk: Desk) -> dict[str, str]:
    """Of all that pictures may be painted with: id → name."""
    return {one.capabilities.model_id: one.capabilities.name for one in desk.models.roster.standings()}


def urls_of(desk: Desk, *images: Image) -> Mapping[str, str]:
    """Key → address of all that there is of pictures; not of what they were made from, which fewer may see."""
    keys = {
        key for one in images for key in (one.s3_key, one.preview_key, one.thumb_key, one.palette_key) if key
    }
    return {key: desk.storage.url(key) for key in keys}
