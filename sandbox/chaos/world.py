"""What there is outside of the bot: rows, messages, objects, calls of models, messages in the queues."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from boto3.dynamodb.types import TypeDeserializer

from sandbox.aws.client import ModelCall
from sandbox.constants import ACCESS_KEY_ID, BUCKET, QUEUE, REGION, SECRET_ACCESS_KEY, TABLE
from sandbox.slack.core import Slack
from sandbox.slack.state.model import Json, Message

JOB_EVENT: Final = "imagine_job"
CARD_EVENT: Final = "imagine_request"
FINAL: Final = frozenset({"posted", "failed", "refused", "cancelled"})

_deserialise: Final = TypeDeserializer().deserialize


@dataclass(frozen=True)
class World:
    """Everything at one moment.

    Attributes
    ----------
    jobs, requests
        the rows, by id
    images
        the rows, by (id of the job, index)
    messages
        of the bot, that carry the id of a record
    objects
        keys of pictures in the bucket
    waiting, dead
        messages in the queue, hidden ones too, and in its dead-letter queue
    counters
        of budgets, by their keys
    """

    jobs: Mapping[str, Json]
    requests: Mapping[str, Json]
    images: Mapping[tuple[str, int], Json]
    messages: Sequence[Message]
    objects: frozenset[str]
    waiting: int
    dead: int
    counters: Mapping[tuple[str, str], Json] = field(default_factory=dict)

    def of_job(self, job_id: str) -> list[Message]:
        return [one for one in self.messages if carried(one) == (JOB_EVENT, job_id)]

    def images_of(self, job_id: str) -> list[Json]:
        return [image for (owner, _), image in sorted(self.images.items()) if owner == job_id]

    @property
    def open_jobs(self) -> list[str]:
        return [job_id for job_id, job in self.jobs.items() if "open_pk" in job or job["state"] not in FINAL]


def carried(message: Message) -> tuple[str, str]:
    """Event and id in the metadata of a message; empty where there is none."""
    metadata = message.metadata or {}
    return str(metadata.get("event_type", "")), str(metadata.get("event_payload", {}).get("id", ""))


class Eyes:
    """Looks at the cloud past the proxy, so that no fault is in the way.

    Parameters
    ----------
    direct_url
        of S3, DynamoDB and SQS
    """

    def __init__(self, slack: Slack, direct_url: str) -> None:
        self._slack = slack

        def client(service: Any) -> Any:
            return boto3.client(
                service,
                endpoint_url=direct_url,
                region_name=REGION,
                aws_access_key_id=ACCESS_KEY_ID,
                aws_secret_access_key=SECRET_ACCESS_KEY,
            )

        self._table, self._bucket, self._queues = client("dynamodb"), client("s3"), client("sqs")

    async def look(self) -> World:
        rows, objects, waiting, dead = await asyncio.to_thread(self._cloud)
        jobs, requests, images, counters = {}, {}, {}, {}
        for row in rows:
            kind, _, name = str(row["pk"]).partition("#")
            if row["sk"] == "JOB":
                jobs[name] = row
            elif row["sk"] == "REQUEST":
                requests[name] = row
            elif kind == "JOB" and str(row["sk"]).startswith("IMAGE#"):
                images[name, int(str(row["sk"]).removeprefix("IMAGE#"))] = row
            elif kind in {"USAGE", "BUDGET"}:
                counters[str(row["pk"]), str(row["sk"])] = row
        messages = list(self._messages())
        return World(jobs, requests, images, messages, frozenset(objects), waiting, dead, counters)

    async def open_jobs(self) -> int:
        """How many there are, without looking at everything else."""
        return sum("open_pk" in job or job["state"] not in FINAL for job in await self.jobs())

    async def waiting(self) -> int:
        """How many messages are in the queue, hidden ones too."""
        return await asyncio.to_thread(self._count, QUEUE)

    async def jobs(self) -> list[Json]:
        """Their rows."""
        rows = await asyncio.to_thread(lambda: list(self._rows()))
        return [row for row in rows if row["sk"] == "JOB"]

    def _cloud(self) -> tuple[list[Json], list[str], int, int]:
        pages = self._bucket.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="pictures/")
        keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
        return list(self._rows()), keys, self._count(QUEUE), self._count(f"{QUEUE}-dead")

    def _rows(self) -> Iterator[Json]:
        for page in self._table.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True):
            for item in page["Items"]:
                yield {name: _deserialise(value) for name, value in item.items()}

    def _count(self, queue: str) -> int:
        names = [
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ]
        url = self._queues.get_queue_url(QueueName=queue)["QueueUrl"]
        found = self._queues.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(found.get(name, 0)) for name in names)

    def _messages(self) -> Iterator[Message]:
        workspace = self._slack.workspace
        for channel in list(workspace.channels):
            for message in workspace.messages(channel):
                if message.ephemeral_to is None and carried(message)[1]:
                    yield message


def paid(calls: Iterable[ModelCall]) -> list[ModelCall]:
    """The calls that painted: they are charged, whether or not the answer arrived."""
    return [call for call in calls if call.operation == "InvokeModel" and call.status == 200]


def seed_in(body: Any) -> int | None:
    """The seed of a request, wherever its family has it."""
    if isinstance(body, dict):
        if isinstance(body.get("seed"), int):
            return int(body["seed"])
        return next((seed for part in body.values() if (seed := seed_in(part)) is not None), None)
    return None
