"""What a picture was made from, as far as somebody may see it and it is still there.

A picture may be shown to more people than what it was made from: it was shared, or made in public from one that is
nobody else's. And it is kept longer: people's own pictures go after a while, painted ones may be deleted.
"""

import logging
from collections.abc import Iterable
from itertools import zip_longest

from botocore.exceptions import BotoCoreError, ClientError

from services.gallery import Gallery
from services.jobs import Image
from services.storage import PICTURES, Storage
from services.visibility import Viewer, may_see, may_see_origin

logger = logging.getLogger(__name__)


async def references_for(
    viewer: Viewer, image: Image, family: Iterable[Image], gallery: Gallery, storage: Storage
) -> tuple[str, ...]:
    """The keys of those pictures that `image` was made from that `viewer`, who may see it, may see too; none where
    it can't be told what is still there.

    Parameters
    ----------
    family
        pictures that come from one another, `image` among them; it does not matter who may see them

    Raises
    ------
    BotoCoreError, ClientError
        if the table can't be read
    """
    kin = {one.id: one for one in family}
    keys: list[str] = []
    for key, image_id in zip_longest(image.references, image.reference_ids, fillvalue=""):
        # Records that are older than the ids know a painted picture by its key.
        painted = image_id or next((one.id for one in kin.values() if one.s3_key == key), "")
        if painted or key.startswith(PICTURES):
            source = kin.get(painted) or (await gallery.image(viewer, painted) if painted else None)
            seen = source is not None and may_see(viewer, source)
        else:
            seen = may_see_origin(viewer, image)
        if key and seen:
            keys.append(key)
    if not keys:
        return ()
    try:
        there = await storage.there(keys)
    except (BotoCoreError, ClientError) as error:
        # The page is worth showing without them.
        logger.warning("whether what %s was made from is there is not known: %s", image.id, error)
        return ()
    return tuple(key for key in keys if key in there)
