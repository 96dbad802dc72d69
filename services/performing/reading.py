"""Reading the pictures that a request is made from."""

import asyncio
import logging

from services.jobs import Reading, Reference, Request
from services.measuring import in_words, together
from services.painting.roster import Roster
from services.performing.ending import EndedError
from services.performing.words import brief_of
from services.pictures import Looked, Studio, UnreadablePictureError
from services.prompting.writer import Idea, Seen, Writer
from services.reference_files import NotFetchedError, ReferenceFiles
from services.storage import Storage

logger = logging.getLogger(__name__)


class Reader:
    """Looks at people's pictures, and has them read."""

    def __init__(
        self, storage: Storage, studio: Studio, files: ReferenceFiles, writer: Writer, roster: Roster
    ) -> None:
        self._storage = storage
        self._studio = studio
        self._files = files
        self._writer = writer
        self._roster = roster

    async def read(self, request: Request) -> tuple[tuple[Reference, ...], Reading, tuple[Idea, ...]]:
        """The request's pictures, stored; what is seen in them; and ideas in their spirit.

        Raises
        ------
        EndedError
            if one of them can't be had, or is none
        NotFetchedError
            if one can't be had just now
        ModelError
        """
        looked = await asyncio.gather(*(self.looked(one) for one in request.references))
        keys = await asyncio.gather(
            *(
                self._storage.put_reference(request.token, index, one.source, one.thumb, one.mask)
                for index, one in enumerate(looked)
            )
        )
        references = tuple(
            given.model_copy(
                update={
                    "key": key,
                    "thumb_key": thumb_key,
                    "mask_key": mask_key,
                    "width": one.width,
                    "height": one.height,
                }
            )
            for given, one, (key, thumb_key, mask_key) in zip(request.references, looked, keys, strict=True)
        )
        measures = tuple(one.measures for one in looked)
        palette = together(measures)
        drawn, (traits, ideas) = await asyncio.gather(
            self._studio.draw_palette(palette),
            self._writer.read(
                brief_of(self._roster, request),
                Seen(
                    pictures=tuple(one.for_reading for one in looked),
                    measured=in_words(measures),
                    reference=request.ask.reference,
                ),
            ),
        )
        reading = Reading(
            traits=traits,
            measures=measures,
            palette=palette,
            palette_key=await self._storage.put_palette(request.token, drawn),
        )
        return references, reading, ideas

    async def looked(self, reference: Reference) -> Looked:
        """What is seen in one picture, and the picture as models take it.

        Raises
        ------
        EndedError
            if it can't be had, or is none
        NotFetchedError
            if it can't be had just now
        """
        try:
            data = await self._data(reference)
            return await self._studio.look(data)
        except UnreadablePictureError as error:
            logger.info("reference picture %s can't be read: %s", reference.file_id, error)
            raise EndedError("file_not_picture", private=True) from error
        except NotFetchedError as error:
            logger.info("reference picture %s can't be had: %s", reference.file_id, error)
            if error.passing:
                raise
            raise EndedError(error.code, private=True) from error

    async def _data(self, reference: Reference) -> bytes:
        if reference.file_id is not None:
            return await self._files.fetch(reference.file_id)
        data = await self._storage.get(reference.key)
        if data is None:
            raise EndedError("source_gone", private=True)
        return data
