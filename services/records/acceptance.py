"""Requests and jobs come to be there, with all that belongs to them, or are taken back."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.jobs import Job, Request, State
from services.ledger import NO_CAPS, Caps, reserving, total
from services.records.deadlines import Deadlines
from services.records.doubt import doubting
from services.records.jobs import Jobs
from services.records.reservations import hold_to_budgets
from services.records.rows import LostError, Rows, reasons_of, unmet
from services.table import (
    item_from_wire,
    job_from,
    job_item,
    job_key,
    request_item,
    slot_item,
    to_wire,
)


class AlreadyAcceptedError(Exception):
    """The interaction was delivered before; its jobs exist."""


class UnsureError(Exception):
    """Whether `jobs` were accepted is not known: the answer got lost, or did not come in time."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        super().__init__(", ".join(job.id for job in jobs))
        self.jobs = tuple(jobs)


class SlotsTakenError(Exception):
    """Another job holds a slot: a double click, or work still going on.

    Attributes
    ----------
    holders
        slot name → id of the job that holds it
    """

    def __init__(self, holders: Mapping[str, str]) -> None:
        super().__init__(", ".join(holders))
        self.holders = holders


class Acceptance:
    """Accepts `jobs`, and takes back what it may have accepted."""

    def __init__(self, rows: Rows, deadlines: Deadlines, jobs: Jobs) -> None:
        self._rows = rows
        self._deadlines = deadlines
        self._jobs = jobs

    async def accept(
        self,
        jobs: Sequence[Job],
        request: Request | None = None,
        slots: Mapping[str, str] | None = None,
        freed: Mapping[str, str] | None = None,
        caps: Caps = NO_CAPS,
    ) -> None:
        """Write `jobs` and, if it is new, their `request`, and set aside what they cost, all or nothing.

        Parameters
        ----------
        slots
            slot name → id of the job that takes it
        freed
            slot name → id of a finished job that the slot may be taken from
        caps
            what the jobs' budgets allow

        Raises
        ------
        AlreadyAcceptedError, SlotsTakenError, OverBudgetError
        UnsureError
            also in place of being cancelled, if it may have been written: see `annul`
        ClientError, BotoCoreError
            if it certainly was not
        """
        due = self._deadlines.unsent()
        items = [job_item(job, due) for job in jobs]
        if request is not None:
            items.append(request_item(request))
        new = [self._rows.putting(item, ConditionExpression="attribute_not_exists(pk)") for item in items]
        names = list(slots or {})
        taking = [
            self._slot(jobs[0].request_id, name, job_id, (freed or {}).get(name))
            for name, job_id in (slots or {}).items()
        ]
        counters = reserving(jobs, caps)
        with doubting() as doubt:
            try:
                await self._rows.transaction(
                    [*new, *taking, *self._rows.moving(move for _, move in counters)]
                )
            except self._rows.exceptions.TransactionCanceledException as error:
                reasons, counted = reasons_of(error), len(new) + len(taking)
                if any(unmet(reason) for reason in reasons[: len(new)]):
                    raise AlreadyAcceptedError from error
                taken = reasons[len(new) : counted]
                holders = {
                    name: item_from_wire(reason["Item"])["job_id"]
                    for name, reason in zip(names, taken, strict=True)
                    if "Item" in reason
                }
                if holders:
                    raise SlotsTakenError(holders) from error
                asked = total(job.reservation for job in jobs if job.reservation)
                hold_to_budgets(counters, reasons[counted:], jobs[0], asked, caps)
                if not doubt:
                    raise
                raise UnsureError(jobs) from error
            except (BotoCoreError, ClientError, asyncio.CancelledError) as error:
                if not doubt:
                    raise
                raise UnsureError(jobs) from error

    async def annul(self, jobs: Sequence[Job]) -> bool:
        """See to it that none of `jobs`, whose acceptance is in doubt, is there or comes to be there: all or none.

        Returns
        -------
        bool
            False if one of them is at work already: then they are accepted, and nothing is changed
        """
        while True:
            there = await asyncio.gather(*(self._rows.get(job_key(job.id)) for job in jobs))
            found = [None if item is None or "annulled" in item else job_from(item) for item in there]
            if any(one is not None and one.state is not State.ACCEPTED for one in found):
                return False
            missing = [job for job, item in zip(jobs, there, strict=True) if item is None]
            accepted = [one for one in found if one is not None]
            if not missing and not accepted:
                return True
            try:
                await self._jobs.take_back(missing, accepted)
            except LostError:
                # Somebody took them back at the same moment, or a worker has one: the rows say which.
                continue
            return True

    async def is_annulled(self, job_id: str) -> bool:
        """Whether a job was taken back, and its person told that nothing was started."""
        item = await self._rows.get(job_key(job_id))
        return item is not None and "annulled" in item

    def _slot(self, request_id: str, name: str, job_id: str, freed: str | None) -> dict[str, Any]:
        condition: dict[str, Any] = {
            "ConditionExpression": "attribute_not_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if freed is not None:
            condition["ConditionExpression"] += " OR job_id = :freed"
            condition["ExpressionAttributeValues"] = {":freed": to_wire(freed)}
        return self._rows.putting(slot_item(request_id, name, job_id), **condition)
