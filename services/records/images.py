"""Pictures that were painted, by their jobs and by what they come from; those being deleted are not there."""

import asyncio
from typing import Final

from services.jobs import Image
from services.records.rows import Rows
from services.table import family_key, image_from, image_key, job_key

MAX_FAMILY: Final = 60
"""Pictures of one family that are read: more than a form can show."""


class Images:
    """The rows of pictures, for reading."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, job_id: str, index: int) -> Image | None:
        return image_from(await self._rows.get(image_key(job_id, index)))

    async def of_job(self, job_id: str) -> list[Image]:
        """The images of one job, in their order."""
        found = map(image_from, await self._rows.beginning(job_key(job_id)["pk"], "IMAGE#"))
        return [image for image in found if image is not None]

    async def family(self, image: Image) -> list[Image]:
        """The picture that `image` comes from, and all that come from that one, oldest first.

        At most `MAX_FAMILY`; what was deleted is missing.
        """
        root = image.family or image.id
        members = await self._rows.some(family_key(root, "")["pk"], MAX_FAMILY)
        ids = {root, image.id, *(str(member["image_id"]) for member in members)}
        found = await asyncio.gather(*(self._named(one) for one in sorted(ids)))
        return sorted((one for one in found if one is not None), key=lambda one: (one.created_at, one.index))

    async def _named(self, image_id: str) -> Image | None:
        job_id, _, index = image_id.partition(".")
        return await self.get(job_id, int(index))
