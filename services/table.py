"""The table: its keys, its indexes, and how records become items. `docs/data.md` explains the choice.

`python -m bot init` creates exactly this.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import inf
from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from pydantic import BaseModel

from services.jobs import FINAL, Image, Job, PictureOffer, Request, now

OPEN_JOBS: Final = "open-jobs"
IN_LINE: Final = "in-line"

INDEXES: Final[Mapping[str, tuple[str, str]]] = {
    OPEN_JOBS: ("open_pk", "open_sk"),
    IN_LINE: ("line_pk", "line_sk"),
}
"""Global secondary indexes: name → (partition key, sort key), all strings, all attributes projected unless in
`KEYS_ALONE`."""

KEYS_ALONE: Final = frozenset({IN_LINE})
"""Indexes that are asked for names and order only: small to read, and not written when a row changes otherwise."""

NOT_IN_LINE: Final[Mapping[str, None]] = {"line_pk": None, "line_sk": None}

TTL_ATTRIBUTE: Final = "expires_at"

DELETING: Final = "deleting"
"""The attribute of an image that is being deleted: who wanted it. The image is gone for everybody else."""

FAMILY: Final = "FAMILY#"
"""What the keys of pointers to pictures that come from the same one begin with."""

KEEP: Final = timedelta(days=180)
"""How long requests and jobs are kept: their buttons work as long."""

KEEP_OFFERS: Final = timedelta(days=7)
"""How long words that were not addressed to the bot are kept, in case their picture is to be used after all."""

LANES: Final = "LANES"
KEEP_ROUNDS: Final = timedelta(days=2)
"""How long a person's place in the rounds of a lane is kept; it only matters while they have much to do there."""

OPEN_SHARDS: Final = 4
"""Partitions of the open jobs: one takes 1,000 writes a second (DynamoDB, "Partitions and data distribution")."""

_serialise: Final = TypeSerializer().serialize
_deserialise: Final = TypeDeserializer().deserialize

Item = dict[str, Any]


def request_key(request_id: str) -> dict[str, str]:
    return {"pk": f"REQUEST#{request_id}", "sk": "REQUEST"}


def job_key(job_id: str) -> dict[str, str]:
    return {"pk": f"JOB#{job_id}", "sk": "JOB"}


def image_key(job_id: str, index: int) -> dict[str, str]:
    return {"pk": f"JOB#{job_id}", "sk": f"IMAGE#{index}"}


def family_key(family: str, image_id: str) -> dict[str, str]:
    """Of the pointer to a picture among those that come from the same one."""
    return {"pk": f"{FAMILY}{family}", "sk": f"MEMBER#{image_id}"}


def thread_key(team: str, channel: str, thread_ts: str) -> dict[str, str]:
    """Of the pointer to the picture that a reply in a thread is about."""
    return {"pk": f"THREAD#{team}#{channel}#{thread_ts}", "sk": "LATEST"}


def offer_key(team: str, channel: str, ts: str) -> dict[str, str]:
    """Of the offer to use the pictures of one message."""
    return {"pk": f"OFFER#{team}#{channel}#{ts}", "sk": "OFFER"}


def channel_key(team: str, channel: str) -> dict[str, str]:
    """Of what people have set for a channel; it does not fade."""
    return {"pk": f"CHANNEL#{team}#{channel}", "sk": "SETTINGS"}


def pace_key(name: str) -> dict[str, str]:
    """Of the time from which something may be said again: in a workspace, in a conversation, of a line."""
    return {"pk": f"PACE#{name}", "sk": "PACE"}


def lane_key(lane: str) -> dict[str, str]:
    """Of what is known of a lane; all are under one key, so that they can be listed."""
    return {"pk": LANES, "sk": f"LANE#{lane}"}


def regular_key(lane: str, team: str, user: str) -> dict[str, str]:
    """Of a person's next round in a lane."""
    return {"pk": f"LANE#{lane}", "sk": f"PERSON#{team}#{user}"}


def thread_item(team: str, channel: str, thread_ts: str, image_id: str) -> Item:
    return thread_key(team, channel, thread_ts) | {"image_id": image_id} | fading(now())


def offer_item(offer: PictureOffer) -> Item:
    key = offer_key(offer.team, offer.channel, offer.ts)
    return key | _plain(offer) | fading(now(), KEEP_OFFERS)


def open_shards() -> list[str]:
    return [f"OPEN#{shard}" for shard in range(OPEN_SHARDS)]


def request_item(request: Request) -> Item:
    return request_key(request.id) | _plain(request) | fading(request.created_at)


def slot_item(request_id: str, name: str, job_id: str) -> Item:
    """A slot holds one job at a time for one button, so that a double click makes one job."""
    key = {"pk": request_key(request_id)["pk"], "sk": f"SLOT#{name}"}
    return key | {"job_id": job_id} | fading(now())


def job_item(job: Job, due: datetime) -> Item:
    """`due`: when the sweeper should look at it, if it is still open by then."""
    item = job_key(job.id) | _plain(job) | fading(job.accepted_at)
    return item if job.state in FINAL else item | open_attributes(job.id, due)


def open_attributes(job_id: str, due: datetime) -> dict[str, str]:
    shard = int(job_id[-2:], 16) % OPEN_SHARDS
    return {"open_pk": f"OPEN#{shard}", "open_sk": f"{stamp(due)}#{job_id}"}


def job_from(item: Mapping[str, Any] | None) -> Job | None:
    """The job of an item; None if there is none, or it is no job's, or it only stands in the way of one that was
    never accepted.
    """
    if item is None or item.get("sk") != "JOB" or "work" not in item:
        return None
    return Job.model_validate(item)


def image_item(image: Image, retention: timedelta | None = None) -> Item:
    key = image_key(image.job_id, image.index)
    return key | _plain(image) | fading_with(image, retention)


def image_from(item: Mapping[str, Any] | None) -> Image | None:
    """The image of an item; None if there is none, or it is being deleted, or was kept long enough: DynamoDB takes
    what is past its time away within a few days (developer guide, "Using time to live").
    """
    if item is None or DELETING in item or item.get(TTL_ATTRIBUTE, inf) <= now().timestamp():
        return None
    return Image.model_validate(item)


def family_item(image: Image, retention: timedelta | None = None) -> Item:
    return family_key(image.family, image.id) | {"image_id": image.id} | fading_with(image, retention)


def fading_with(image: Image, retention: timedelta | None) -> Item:
    """The attribute that lets an item go when `image` goes; nothing where pictures are kept for ever."""
    return {} if retention is None else fading(image.created_at, retention)


def stamp(moment: datetime) -> str:
    """`moment` in UTC to the millisecond; sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def to_wire(value: Any) -> Any:
    """A plain value in DynamoDB's own notation, e.g. ``{"S": "text"}``."""
    return _serialise(_numbers(value))


def item_to_wire(item: Mapping[str, Any]) -> Item:
    return {name: to_wire(value) for name, value in item.items()}


def item_from_wire(item: Mapping[str, Any]) -> Item:
    return {name: _deserialise(value) for name, value in item.items()}


def plain_value(value: Any) -> Any:
    """`value` of a model as the table keeps it."""
    if isinstance(value, BaseModel):
        return _plain(value)
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain_value(part) for part in value]
    return value


def _plain(record: BaseModel) -> Item:
    """The fields of `record` that say something, times as text, in the table's types."""
    return {
        name: plain_value(value)
        for name in type(record).model_fields
        if (value := getattr(record, name)) is not None
    }


def _numbers(value: Any) -> Any:
    """DynamoDB has decimal numbers only."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {name: _numbers(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_numbers(part) for part in value]
    return value


def fading(since: datetime, keep: timedelta = KEEP) -> Item:
    """The attribute that lets an item go `keep` after `since`."""
    return {TTL_ATTRIBUTE: int((since + keep).timestamp())}
