"""Pictures of every kind for tests of the gallery, as the worker leaves them in the table."""

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from services.batches import put_all
from services.deletions import Deletions
from services.jobs import Image, Origin, key_of
from services.painting.interface import Task
from services.table import image_item

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = itertools.count()


def picture(minutes=None, **given):
    """An image; what is not `given` is like any other. `minutes` after `BEGUN` it was painted."""
    number = next(_numbers)
    origin = {"team": "T1", "user": "U1", "channel": "C1", "audience": "workspace"}
    origin |= {name: given.pop(name) for name in list(given) if name in Origin.model_fields}
    job_id = key_of("gallery", str(number))
    said = {
        "job_id": job_id,
        "index": 0,
        "request_id": key_of("request", str(number)),
        "origin": Origin(**origin),
        "keywords": "boat",
        "style": "",
        "prompt": "a boat",
        "model_id": "amazon.titan-image-generator-v2:0",
        "task": Task.TEXT_TO_IMAGE,
        "width": 1024,
        "height": 1024,
        "seed": 7,
        "price_usd": Decimal("0.01"),
        "s3_key": f"pictures/{job_id}/0/original.png",
        "preview_key": f"pictures/{job_id}/0/preview.jpg",
        "thumb_key": f"pictures/{job_id}/0/thumb.jpg",
        "created_at": BEGUN + timedelta(minutes=number if minutes is None else minutes),
    }
    return Image(**(said | given))


async def hang(client, table, gallery, *images):
    """Write the records of `images` and index them; returns them."""
    await put_all(client, table, [image_item(image) for image in images])
    await gallery.index(images)
    return images


async def deleted(client, table, image):
    """Remove a record, as the last step of deleting does."""
    await Deletions(client, table).end(image)


async def leafed(gallery, viewer, filters, limit=24, cursor=None, back=False):
    """All pictures from `cursor` on, page by page, in the order of the pages."""
    found = []
    while True:
        page = await gallery.page(viewer, filters, cursor, limit)
        assert len(page.images) <= limit
        found += reversed(page.images) if back else page.images
        cursor = page.previous if back else page.next
        if cursor is None:
            return found
