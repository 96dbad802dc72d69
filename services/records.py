"""Requests, jobs and images in DynamoDB: every change is a conditional write, so that none happens twice."""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from services.clock import Clock
from services.expressions import Change
from services.jobs import (
    CANCELLABLE,
    FINAL,
    WAITING,
    Announced,
    ChannelSettings,
    Image,
    Job,
    Origin,
    PaintWork,
    PictureOffer,
    Reading,
    Reference,
    Request,
    Round,
    State,
)
from services.ledger import (
    NO_CAPS,
    Caps,
    Count,
    Counter,
    Move,
    Scope,
    over_budget,
    paid,
    repricing,
    reserving,
    returning,
    settling,
    total,
)
from services.patience import PATIENCE, Patience
from services.table import (
    INDEXES,
    NOT_IN_LINE,
    OPEN_JOBS,
    channel_key,
    fading,
    family_item,
    family_key,
    image_from,
    image_item,
    image_key,
    item_from_wire,
    item_to_wire,
    job_item,
    job_key,
    offer_item,
    offer_key,
    open_attributes,
    open_shards,
    request_item,
    request_key,
    slot_item,
    stamp,
    thread_item,
    thread_key,
    to_wire,
)

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_dynamodb.type_defs import UpdateItemOutputTypeDef

logger = logging.getLogger(__name__)

MAX_FAMILY: Final = 60
"""Pictures of one family that are read: more than a form can show."""


RETRY_SECONDS: Final = 1.8
"""How long a transaction is tried again whose items others are just writing: the counters of a busy workspace are
in many. Slack's three seconds leave no more when something is accepted."""

_PASSING: Final = frozenset(
    {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "TransactionInProgress"}
)
"""Reasons to try again (DynamoDB API reference, TransactWriteItems, "CancellationReasons")."""

_CONFLICTS: Final = 5
_CONFLICT_SECONDS: Final = 0.05
"""How often a single row is written again whose transaction others are just making, and with what pauses."""

_FIRST_PAUSE: Final = 0.008
_LONGEST_PAUSE: Final = 0.2


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


class LostError(Exception):
    """The record is not as the writer knew it: another worker, or the person, was there first."""

    def __init__(self, job: Job | None) -> None:
        super().__init__(job.state if job else "no such job")
        self.job = job


class Records:
    """The table `table`, through `client`.

    Parameters
    ----------
    retention
        how long pictures are kept; None for ever
    ended
        hears of every job that comes to its end here
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        patience: Patience = PATIENCE,
        clock: Clock | None = None,
        retention: timedelta | None = None,
        ended: Callable[[Job], None] | None = None,
    ) -> None:
        self._retention = retention
        self._ended = ended
        self._client = client
        self._table = table
        self._patience = patience
        self._clock = clock or Clock()
        client.meta.events.register("after-call", self._clock.hear)

    def now(self) -> datetime:
        """The time by which leases are told, the same for all processes."""
        return self._clock.now()

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
            also in place of being cancelled: see `annul`
        """
        due = self.now() + self._patience.unsent_after
        new: Any = {"ConditionExpression": "attribute_not_exists(pk)"}
        writes: list[Any] = [self._put(job_item(job, due)) | new for job in jobs]
        if request is not None:
            writes.append(self._put(request_item(request)) | new)
        names = list(slots or {})
        writes += [
            self._slot(jobs[0].request_id, name, job_id, (freed or {}).get(name))
            for name, job_id in (slots or {}).items()
        ]
        counters = reserving(jobs, caps)
        transaction = [*({"Put": write} for write in writes), *self._moves(counters.values())]
        try:
            await self._transaction(transaction)
        except self._client.exceptions.TransactionCanceledException as error:
            reasons: list[Any] = list(error.response.get("CancellationReasons", []))
            if any(_unmet(reason) for reason in reasons[: len(writes) - len(names)]):
                raise AlreadyAcceptedError from error
            taken = reasons[len(writes) - len(names) : len(writes)]
            holders = {
                name: item_from_wire(reason["Item"])["job_id"]
                for name, reason in zip(names, taken, strict=True)
                if "Item" in reason
            }
            if holders:
                raise SlotsTakenError(holders) from error
            asked = total(job.reservation for job in jobs if job.reservation)
            self._hold_to_budgets(counters, reasons[len(writes) :], jobs[0], asked, caps)
            raise UnsureError(jobs) from error
        except (BotoCoreError, ClientError, asyncio.CancelledError) as error:
            raise UnsureError(jobs) from error

    async def annul(self, jobs: Sequence[Job]) -> bool:
        """See to it that none of `jobs`, whose acceptance is in doubt, is there or comes to be there.

        Returns
        -------
        bool
            False if one of them is at work already: then they are accepted
        """
        put = {
            "state": State.CANCELLED,
            "finished_at": self.now(),
            "open_pk": None,
            "open_sk": None,
            "annulled": True,
            **NOT_IN_LINE,
            **fading(self.now()),
        }
        return all([await self._annul(job, put) for job in jobs])

    async def is_annulled(self, job_id: str) -> bool:
        """Whether a job was taken back, and its person told that nothing was started."""
        item = await self._get(job_key(job_id))
        return item is not None and "annulled" in item

    async def _annul(self, job: Job, put: Mapping[str, object]) -> bool:
        # Where there is no row yet, this one stands in the way of a write that is still on its way.
        change = Change("attribute_not_exists(pk) OR attribute_exists(annulled)", put=put)
        try:
            await self._update(job_key(job.id), change)
        except LostError as lost:
            if lost.job is None or lost.job.state is not State.ACCEPTED:
                return False
        else:
            logger.debug("job %s was not accepted", job.id)
            return True
        accepted = Change("#state = :accepted", {":accepted": State.ACCEPTED}, put=put)
        try:
            await self._finish(job, accepted)
        except LostError:
            # Somebody took it back at the same moment, or a worker has it: the row says which.
            return await self._annul(job, put)
        return True

    def _moves(self, moves: Iterable[Move]) -> list[dict[str, Any]]:
        """Moves of counters as parts of a transaction."""
        return [{"Update": change.arguments(self._table, key)} for key, change in moves]

    def _hold_to_budgets(
        self, counters: Iterable[Scope], reasons: Sequence[Any], job: Job, asked: Count, caps: Caps
    ) -> None:
        """Raise the error of the first counter that was the reason, if one was."""
        for scope, reason in zip(counters, reasons, strict=False):
            if _unmet(reason):
                counter = Counter.model_validate(item_from_wire(reason.get("Item") or {}))
                raise over_budget(scope, job, counter, asked, caps)

    def _put(self, item: Mapping[str, Any]) -> dict[str, Any]:
        return {"TableName": self._table, "Item": item_to_wire(item)}

    def _slot(self, request_id: str, name: str, job_id: str, freed: str | None) -> dict[str, Any]:
        put = self._put(slot_item(request_id, name, job_id))
        put["ConditionExpression"] = "attribute_not_exists(pk)"
        put["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        if freed is not None:
            put["ConditionExpression"] += " OR job_id = :freed"
            put["ExpressionAttributeValues"] = {":freed": to_wire(freed)}
        return put

    async def request(self, request_id: str) -> Request | None:
        item = await self._get(request_key(request_id))
        return None if item is None else Request.model_validate(item)

    async def job(self, job_id: str) -> Job | None:
        item = await self._get(job_key(job_id))
        return None if item is None or _is_annulled(item) else Job.model_validate(item)

    async def image(self, job_id: str, index: int) -> Image | None:
        return image_from(await self._get(image_key(job_id, index)))

    async def images_of(self, job_id: str) -> list[Image]:
        """The images of one job, in their order."""
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :image)",
            ExpressionAttributeValues={":pk": to_wire(job_key(job_id)["pk"]), ":image": to_wire("IMAGE#")},
            ConsistentRead=True,
        )
        found = (image_from(item_from_wire(item)) for item in response["Items"])
        return [image for image in found if image is not None]

    async def jobs_in_slots(self, request_id: str) -> list[str]:
        """The ids of the jobs that a request's buttons started last."""
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :slot)",
            ExpressionAttributeValues={
                ":pk": to_wire(request_key(request_id)["pk"]),
                ":slot": to_wire("SLOT#"),
            },
            ConsistentRead=True,
        )
        return [str(item_from_wire(item)["job_id"]) for item in response["Items"]]

    async def family(self, image: Image) -> list[Image]:
        """The picture that `image` comes from, and all that come from that one, oldest first.

        At most `MAX_FAMILY`; what was deleted is missing.
        """
        root = image.family or image.id
        response = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": to_wire(family_key(root, "")["pk"])},
            Limit=MAX_FAMILY,
        )
        ids = {root, image.id, *(str(item_from_wire(item)["image_id"]) for item in response["Items"])}
        found = await asyncio.gather(*(self._image_of(one) for one in sorted(ids)))
        return sorted((one for one in found if one is not None), key=lambda one: (one.created_at, one.index))

    async def _image_of(self, image_id: str) -> Image | None:
        job_id, _, index = image_id.partition(".")
        return await self.image(job_id, int(index))

    async def _get(self, key: Mapping[str, str]) -> dict[str, Any] | None:
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(key), ConsistentRead=True
        )
        return item_from_wire(response["Item"]) if "Item" in response else None

    async def update_request(self, request_id: str, **changes: object) -> Request:
        """Set fields of a request, or parts of them: ``ask.reference.use``.

        Raises
        ------
        LostError
            if there is no such request
        """
        item = await self._update(request_key(request_id), Change("attribute_exists(pk)", put=changes))
        return Request.model_validate(item)

    async def move(self, job: Job, state: State, sources: Collection[State], **changes: object) -> Job:
        """Set the state and other fields, if the job is in one of `sources` and still of the same attempt.

        A job that is queued is overdue when no worker has taken it after a while; see `wait` for one that is meant
        to wait. One that ends gives back what is set aside for it; one that ends ``untold`` is overdue until it is
        `told`.

        Raises
        ------
        LostError
            with the job as it is, if it is not
        """
        change = self._moved(job, state, sources, changes)
        try:
            if state in FINAL:
                ended = await self._finish(job, change)
                # The alarm of infra/template.yaml counts these words.
                logger.info("job %s has ended: %s", job.id, ended.state)
                return ended
            item = await self._update(job_key(job.id), change)
        except LostError as lost:
            if lost.job is None or (lost.job.state, lost.job.attempt) != (state, job.attempt):
                raise
            # Nobody but this attempt moves it: it was done before, and the answer got lost.
            return lost.job
        return Job.model_validate(item)

    async def wait(self, job: Job, seconds: float) -> Job:
        """Queue a job that is not to be taken before `seconds` have passed.

        Raises
        ------
        LostError
            with the job as it is, if it is done or was taken over
        """
        due = self.now() + timedelta(seconds=seconds) + self._patience.unsent_after
        put = {
            "state": State.QUEUED,
            "lease_until": None,
            "announced": None,
            **open_attributes(job.id, due),
        }
        change = Change(*_held(job, set(State) - FINAL), put=put)
        return Job.model_validate(await self._update(job_key(job.id), change))

    async def announce(self, job: Job, announced: Announced) -> Job:
        """Remember what is about to be said of a waiting job's place in line.

        Raises
        ------
        LostError
            with the job as it is, if it waits no more
        """
        change = Change(*_held(job, {State.QUEUED}), put={"announced": announced})
        return Job.model_validate(await self._update(job_key(job.id), change))

    async def claim(self, job_id: str) -> Job:
        """Take a job for this worker: one that none has, or whose worker is no longer alive.

        A waiting one comes back in the state that `Job.doing` names, another in the one it was left in.

        Raises
        ------
        LostError
            if it is done, cancelled, gone, or in good hands
        """
        try:
            return await self._claim(job_id, WAITING, {"state": "doing"})
        except LostError as lost:
            if lost.job is None or lost.job.state in FINAL | WAITING:
                raise
        return await self._claim(job_id, set(State) - FINAL - WAITING, {})

    async def _claim(self, job_id: str, sources: Collection[State], copy: Mapping[str, str]) -> Job:
        moment = self.now()
        until = moment + self._patience.lease
        among, values = _among(sources)
        holder = secrets.token_hex(8)
        change = Change(
            f"{among} AND (attribute_not_exists(lease_until) OR lease_until < :now)",
            {**values, ":now": stamp(moment)},
            put={"lease_until": until, "holder": holder, **NOT_IN_LINE, **open_attributes(job_id, until)},
            keep={"started_at": moment},
            add={"attempt": 1},
            copy=copy,
        )
        try:
            return Job.model_validate(await self._update(job_key(job_id), change))
        except LostError as lost:
            if lost.job is None or lost.job.holder != holder:
                raise
            return lost.job  # it was claimed, and the answer got lost

    async def save_shown(
        self, request: Request, job: Job, state: State, place: Mapping[str, object] | None = None
    ) -> Job:
        """Remember where a request's card and a job's placeholder are, and move the job to `state`.

        Parameters
        ----------
        place
            in line (`services.line.Line.placed`)

        Raises
        ------
        LostError
            if the job is no longer in the state and attempt of `job`
        """
        where = {"origin": job.origin, "placeholder_ts": job.placeholder_ts, **(place or {})}
        card = Change("attribute_exists(pk)", put={"origin": request.origin, "card_ts": request.card_ts})
        await self._transact(
            {"Update": card.arguments(self._table, request_key(request.id))},
            self._moving(job, state, {job.state}, where),
        )
        return job.model_copy(update={"state": state})

    async def line_up(self, job: Job, place: Mapping[str, object]) -> bool:
        """Put a job in line that no worker has; False if one has it by now, or it is done."""
        held, values = _held(job, set(State) - FINAL)
        change = Change(
            f"{held} AND (attribute_not_exists(lease_until) OR lease_until < :moment)",
            {**values, ":moment": stamp(self.now())},
            put=place,
        )
        try:
            await self._update(job_key(job.id), change)
        except LostError:
            return False
        return True

    async def hand_back(self, job: Job, seconds: float) -> None:
        """Let any worker take the job again; the sweeper sees to it if none has within `seconds` and a while.

        Raises
        ------
        LostError
            if the job was taken over
        """
        due = self.now() + timedelta(seconds=seconds) + self._patience.unsent_after
        put = {"lease_until": None, **open_attributes(job.id, due)}
        await self._update(job_key(job.id), Change(*_held(job, set(State) - FINAL), put=put))

    async def renew(self, job: Job) -> None:
        """Say that the worker of this attempt is alive.

        Raises
        ------
        LostError
            if the job was taken over
        """
        until = self.now() + self._patience.lease
        put = {"lease_until": until, **open_attributes(job.id, until)}
        await self._update(job_key(job.id), Change(*_held(job, set(State) - FINAL), put=put))

    async def assure(self, job: Job) -> None:
        """See that a job is still this attempt's. Where two thirds of its lease are left, nobody else can have it
        and nothing is written.

        Raises
        ------
        LostError
            if the job was taken over
        """
        if job.lease_until is None or job.lease_until - self.now() < self._patience.lease * 2 / 3:
            await self.renew(job)

    async def cancel(self, job_id: str, by: str | None = None) -> Job:
        """Cancel a job that has not come to its paid call; it is overdue until it is `told`.

        Raises
        ------
        LostError
            with the job as it is, if it is too late
        """
        put = {
            "state": State.CANCELLED,
            "finished_at": self.now(),
            "ended_by": by,
            "untold": "openly",
            **NOT_IN_LINE,
            **open_attributes(job_id, self.now() + self._patience.unsent_after),
        }
        change = Change(*_among(CANCELLABLE), put=put)
        job = await self.job(job_id)
        if job is None:
            raise LostError(None)
        return await self._finish(job, change)

    async def _finish(self, job: Job, change: Change) -> Job:
        """Make the change that ends a job and give back what is set aside for it, both or neither. What was paid
        for pictures stays so only if they were posted.

        Whoever ends a job may have known it before its price was settled, or changed: the change is made only
        while the row's reservation is the one that is given back.
        """
        while True:
            keeps = change.put.get("state") is State.POSTED and job.reservation and job.reservation.paid
            held = _with_reservation(
                replace(change, put={**change.put, "reservation": job.reservation}) if keeps else change, job
            )
            try:
                if job.reservation is None or keeps:
                    return self._heard(Job.model_validate(await self._update(job_key(job.id), held)))
                await self._transact(
                    {"Update": held.arguments(self._table, job_key(job.id))}, *self._moves(returning(job))
                )
            except LostError as lost:
                if lost.job is None or lost.job.reservation == job.reservation:
                    raise
                job = job.model_copy(update={"reservation": lost.job.reservation})
            else:
                ended = await self.job(job.id)
                if ended is None:
                    raise LostError(None)
                return self._heard(ended)

    def _heard(self, job: Job) -> Job:
        if self._ended is not None:
            self._ended(job)
        return job

    async def told(self, job: Job) -> None:
        """The end of a job has been shown, in the message that `job` names; doing it again changes nothing."""
        put: dict[str, object] = {"untold": None, "open_pk": None, "open_sk": None}
        if job.placeholder_ts is not None:
            put["placeholder_ts"] = job.placeholder_ts
        with suppress(LostError):
            await self._update(job_key(job.id), Change("attribute_exists(untold)", put=put))

    async def store_round(
        self,
        job: Job,
        number: int,
        offered: Round,
        references: Sequence[Reference] = (),
        reading: Reading | None = None,
    ) -> Job:
        """Write the ideas of round `number` (from 1) and move their job to ``stored``, both or neither.

        Parameters
        ----------
        references, reading
            what was seen in the request's pictures, if they were read for these ideas

        Raises
        ------
        LostError
        """
        seen = {} if reading is None else {"references": tuple(references), "reading": reading}
        rounds = Change(
            "size(rounds) = :before", {":before": number - 1}, put=seen, append={"rounds": offered}
        )
        await self._transact(
            {"Update": rounds.arguments(self._table, request_key(job.request_id))},
            self._moving(job, State.STORED, {State.WRITING}, {}),
        )
        return job.model_copy(update={"state": State.STORED})

    async def store_images(self, job: Job, images: Sequence[Image], withheld: int = 0) -> Job:
        """Write the images, count them on their request, pay for them, and move their job to ``stored``, all or
        nothing. What is set aside for pictures that are not there is given back.

        Parameters
        ----------
        withheld
            how many of those asked for are not there

        Raises
        ------
        LostError
        """
        count = Change("attribute_exists(pk)", add={"painted": len(images)})
        reservation = paid(job, images)
        put = {"withheld": withheld, "reservation": reservation}
        stored = _with_reservation(self._moved(job, State.STORED, {State.PAINTING}, put), job)
        await self._transact(
            {"Update": count.arguments(self._table, request_key(job.request_id))},
            {"Update": stored.arguments(self._table, job_key(job.id))},
            *({"Put": self._put(image_item(image, self._retention))} for image in images),
            *({"Put": self._put(family_item(image, self._retention))} for image in images if image.family),
            *self._moves(settling(job, images)),
        )
        return job.model_copy(
            update={"state": State.STORED, "withheld": withheld, "reservation": reservation}
        )

    async def reprice(self, job: Job, work: PaintWork, cost: Count, caps: Caps) -> Job:
        """Give a job that is being painted other work, and set aside what that costs instead.

        Raises
        ------
        LostError
        OverBudgetError
            if it costs more, and a budget does not allow that
        """
        if job.reservation is None:
            return await self.move(job, State.PAINTING, {State.PAINTING}, work=work)
        reservation = job.reservation.model_copy(update={"images": cost.images, "usd": cost.usd})
        counters = repricing(job, cost, caps)
        change = self._moved(
            job, State.PAINTING, {State.PAINTING}, {"work": work, "reservation": reservation}
        )
        change = _with_reservation(change, job)
        try:
            await self._transaction(
                [{"Update": change.arguments(self._table, job_key(job.id))}, *self._moves(counters.values())]
            )
        except self._client.exceptions.TransactionCanceledException as error:
            reasons: list[Any] = list(error.response.get("CancellationReasons", []))
            if _unmet(reasons[0]):
                raise _lost_in(reasons) from error
            self._hold_to_budgets(counters, reasons[1:], job, cost, caps)
            raise
        return job.model_copy(update={"work": work, "reservation": reservation})

    async def point(self, origin: Origin, image_id: str) -> None:
        """Let replies in the thread of `origin` be about this picture."""
        if origin.channel and origin.thread_ts:
            item = thread_item(origin.team, origin.channel, origin.thread_ts, image_id)
            await self._client.put_item(TableName=self._table, Item=item_to_wire(item))

    async def pointed_at(self, team: str, channel: str, thread_ts: str) -> str | None:
        """The id of the picture that a reply in a thread is about, if there is one."""
        item = await self._get(thread_key(team, channel, thread_ts))
        return None if item is None else str(item["image_id"])

    async def keep_offer(self, offer: PictureOffer) -> bool:
        """Remember that the uploader of a message's pictures is asked; False if they were before."""
        try:
            await self._client.put_item(
                TableName=self._table,
                Item=item_to_wire(offer_item(offer)),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    async def offer(self, team: str, channel: str, ts: str) -> PictureOffer | None:
        item = await self._get(offer_key(team, channel, ts))
        return None if item is None else PictureOffer.model_validate(item)

    async def channel_settings(self, team: str, channel: str) -> ChannelSettings:
        """What people have set for a channel; the defaults until they have."""
        item = await self._get(channel_key(team, channel))
        return ChannelSettings() if item is None else ChannelSettings.model_validate(item)

    async def set_channel_settings(self, team: str, channel: str, settings: ChannelSettings) -> None:
        item = channel_key(team, channel) | settings.model_dump(mode="json")
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))

    async def take_back(self, images: Sequence[Image]) -> None:
        """Remove the images of one job that could not be delivered, and count them on their request no more; doing
        it again changes nothing.
        """
        count = Change("attribute_exists(pk)", add={"painted": -len(images)})
        keys = [(image_key(image.job_id, image.index), "attribute_exists(pk)") for image in images]
        keys += [(family_key(image.family, image.id), "") for image in images if image.family]
        with suppress(LostError):
            await self._transact(
                {"Update": count.arguments(self._table, request_key(images[0].request_id))},
                *(
                    {
                        "Delete": {
                            "TableName": self._table,
                            "Key": item_to_wire(key),
                            **({"ConditionExpression": condition} if condition else {}),
                        }
                    }
                    for key, condition in keys
                ),
            )

    async def overdue(self, before: datetime) -> AsyncIterator[Job]:
        """Open jobs that were due before `before`, the oldest first."""
        partition, sort = INDEXES[OPEN_JOBS]
        for shard in open_shards():
            response = await self._client.query(
                TableName=self._table,
                IndexName=OPEN_JOBS,
                KeyConditionExpression=f"{partition} = :shard AND {sort} < :before",
                ExpressionAttributeValues={":shard": to_wire(shard), ":before": to_wire(stamp(before))},
                Limit=100,
            )
            for item in response["Items"]:
                plain = item_from_wire(item)
                try:
                    job = Job.model_validate(plain)
                except ValidationError:
                    # One row that can't be read must not keep all others waiting.
                    logger.exception("%s is no job", plain.get("pk"))
                    continue
                yield job

    async def postpone(self, job: Job, until: datetime) -> bool:
        """Let the sweeper look at `job` again at `until`; False if another sweeper did, or the job moved on."""
        held, values = _held(job, {job.state})
        change = Change(
            f"{held} AND open_sk < :moment",
            {**values, ":moment": stamp(self.now())},
            put=open_attributes(job.id, until),
        )
        try:
            await self._update(job_key(job.id), change)
        except LostError:
            return False
        return True

    async def _updated(self, arguments: Mapping[str, Any]) -> "UpdateItemOutputTypeDef":
        for attempt in range(1, _CONFLICTS):
            try:
                return await self._client.update_item(**arguments, ReturnValues="ALL_NEW")
            except self._client.exceptions.TransactionConflictException:
                await asyncio.sleep(random.uniform(0.2, 1) * _CONFLICT_SECONDS * attempt)  # noqa: S311
        return await self._client.update_item(**arguments, ReturnValues="ALL_NEW")

    async def _update(self, key: Mapping[str, str], change: Change) -> dict[str, Any]:
        try:
            response = await self._updated(change.arguments(self._table, key))
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise _lost(error) from error
        return item_from_wire(response["Attributes"])

    def _moving(
        self, job: Job, state: State, sources: Collection[State], changes: Mapping[str, object]
    ) -> dict[str, Any]:
        """`move` as a part of a transaction."""
        return {"Update": self._moved(job, state, sources, changes).arguments(self._table, job_key(job.id))}

    def _moved(
        self, job: Job, state: State, sources: Collection[State], changes: Mapping[str, object]
    ) -> Change:
        """`changes`, and what follows from the new `state`."""
        put = {**changes, "state": state}
        if state in FINAL:
            put |= {"finished_at": self.now(), "lease_until": None, "open_pk": None, "open_sk": None}
            put |= NOT_IN_LINE
            if changes.get("untold") is not None:
                put |= open_attributes(job.id, self.now() + self._patience.unsent_after)
        elif state is State.QUEUED:
            put |= {
                "lease_until": None,
                **open_attributes(job.id, self.now() + self._patience.unsent_after),
            }
        return Change(*_held(job, sources), put=put)

    async def _transact(self, *writes: Any) -> None:
        try:
            await self._transaction(writes)
        except self._client.exceptions.TransactionCanceledException as error:
            reasons: list[Any] = list(error.response.get("CancellationReasons", []))
            if any(_unmet(reason) for reason in reasons):
                raise _lost_in(reasons) from error
            raise

    async def _transaction(self, writes: Sequence[Any]) -> None:
        """Make a transaction; one that others got in the way of is tried again after a moment.

        Raises
        ------
        ClientError
            `TransactionCanceledException` if a condition does not hold
        """
        due = time.monotonic() + RETRY_SECONDS
        longest = _FIRST_PAUSE
        while True:
            try:
                await self._client.transact_write_items(TransactItems=writes)
            except ClientError as error:
                # Not all at the same moment again, or they would meet again.
                pause = random.uniform(0, longest)  # noqa: S311  # nothing secret about it
                if not _is_passing(error) or time.monotonic() + pause > due:
                    raise
                longest = min(2 * longest, _LONGEST_PAUSE)
                await asyncio.sleep(pause)
            else:
                return


def _is_passing(error: ClientError) -> bool:
    """Whether a transaction failed only because others were writing."""
    reasons: Any = error.response.get("CancellationReasons") or []
    codes = {str(reason.get("Code")) for reason in reasons} - {"None"}
    codes = codes or {error.response.get("Error", {}).get("Code", "").removesuffix("Exception")}
    return bool(codes) and codes <= _PASSING


def _unmet(reason: Mapping[str, Any]) -> bool:
    return reason.get("Code") == "ConditionalCheckFailed"


def _lost_in(reasons: Iterable[Mapping[str, Any]]) -> LostError:
    """With the job as it is, if that was what a transaction failed of."""
    items = (item_from_wire(reason["Item"]) for reason in reasons if reason.get("Item"))
    job = next((item for item in items if item.get("sk") == "JOB" and not _is_annulled(item)), None)
    return LostError(None if job is None else Job.model_validate(job))


def _with_reservation(change: Change, job: Job) -> Change:
    """The change of a job's row on the further condition that its reservation is the one that `job` has; without
    one of its own, the change removes it.
    """
    if job.reservation is None:
        return replace(change, condition=f"{change.condition} AND attribute_not_exists(reservation)")
    held = " AND ".join(f"reservation.{name} = :held_{name}" for name in ("usd", "images", "paid"))
    values = {f":held_{name}": getattr(job.reservation, name) for name in ("usd", "images", "paid")}
    return replace(
        change,
        condition=f"{change.condition} AND {held}",
        values={**change.values, **values},
        put={"reservation": None, **change.put},
    )


def _held(job: Job, sources: Collection[State]) -> tuple[str, dict[str, object]]:
    """The condition that `job` is in one of `sources` and of the same attempt, and its values."""
    among, values = _among(sources)
    return f"{among} AND attempt = :attempt", {**values, ":attempt": job.attempt}


def _among(states: Collection[State]) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {f":s{index}": state for index, state in enumerate(sorted(states))}
    return f"#state IN ({', '.join(values)})", values


def _lost(error: ClientError) -> LostError:
    item: Any = error.response.get("Item")
    if not item:
        return LostError(None)
    plain = item_from_wire(item)
    if plain.get("sk") != "JOB" or _is_annulled(plain):
        return LostError(None)
    return LostError(Job.model_validate(plain))


def _is_annulled(item: Mapping[str, Any]) -> bool:
    """Whether an item only stands in the way of a job that was never accepted."""
    return "work" not in item
