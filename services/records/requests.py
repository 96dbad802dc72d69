"""Requests: what was asked for, and what its buttons started."""

from services.expressions import Change
from services.jobs import Request
from services.records.rows import Rows
from services.table import request_key


class Requests:
    """The rows of requests."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, request_id: str) -> Request | None:
        item = await self._rows.get(request_key(request_id))
        return None if item is None else Request.model_validate(item)

    async def update(self, request_id: str, **changes: object) -> Request:
        """Set fields of a request, or parts of them: ``ask.reference.use``.

        Raises
        ------
        LostError
            if there is no such request
        """
        item = await self._rows.update(request_key(request_id), Change("attribute_exists(pk)", put=changes))
        return Request.model_validate(item)

    async def jobs_in_slots(self, request_id: str) -> list[str]:
        """The ids of the jobs that a request's buttons started last."""
        slots = await self._rows.beginning(request_key(request_id)["pk"], "SLOT#")
        return [str(slot["job_id"]) for slot in slots]
