"""The dead-letter queue: what was delivered so often without an end that SQS gave it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import boto3

from bot.settings import Settings
from services.queue import dead_letter_queue
from services.table import item_from_wire, item_to_wire, job_key

_HIDDEN_SECONDS: Final = 30
"""How long a message stays hidden while it is looked at."""

_MOST_AT_ONCE: Final = 10


@dataclass(frozen=True)
class Dead:
    """A message of the dead-letter queue, and the row of its job; None if there is none any more."""

    job_id: str
    receipt: str
    sent_at: datetime
    job: dict[str, Any] | None

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to do."""
        return self.job is not None and "open_pk" in self.job

    def told(self) -> str:
        """One line about it."""
        if self.job is None:
            return f"{self.job_id}  sent {self.sent_at:%Y-%m-%d %H:%M} UTC  no such job any more"
        failure = f" ({self.job['failure']})" if self.job.get("failure") else ""
        return (
            f"{self.job_id}  sent {self.sent_at:%Y-%m-%d %H:%M} UTC  {self.job['state']}{failure}, "
            f"attempt {self.job.get('attempt', 0)}, reference {self.job_id[:8]}"
        )


class DeadLetters:
    """Those of the queue that `settings` name."""

    def __init__(self, settings: Settings) -> None:
        region = settings.aws_region
        self._sqs = boto3.client("sqs", region_name=region)
        self._dynamodb = boto3.client("dynamodb", region_name=region)
        self._table = settings.imagine_table
        self._url = self._sqs.get_queue_url(QueueName=settings.imagine_queue)["QueueUrl"]
        self._dead_url = self._sqs.get_queue_url(QueueName=dead_letter_queue(settings.imagine_queue))[
            "QueueUrl"
        ]

    def look(self) -> list[Dead]:
        """All of them; they stay where they are."""
        found = list(self._received())
        for dead in found:
            self._sqs.change_message_visibility(
                QueueUrl=self._dead_url, ReceiptHandle=dead.receipt, VisibilityTimeout=0
            )
        return found

    def put_back(self) -> Iterator[Dead]:
        """Send those whose job is open to the workers again, and forget the others; yields each."""
        for dead in self._received():
            if dead.is_open:
                # First sent, then forgotten: what is sent twice is done once.
                self._sqs.send_message(QueueUrl=self._url, MessageBody=dead.job_id)
            self._sqs.delete_message(QueueUrl=self._dead_url, ReceiptHandle=dead.receipt)
            yield dead

    def _received(self) -> Iterator[Dead]:
        while messages := self._sqs.receive_message(
            QueueUrl=self._dead_url,
            MaxNumberOfMessages=_MOST_AT_ONCE,
            VisibilityTimeout=_HIDDEN_SECONDS,
            # A short poll asks only some of SQS's servers, and may find nothing where there is something.
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["SentTimestamp"],
        ).get("Messages", []):
            for message in messages:
                sent = int(message["Attributes"]["SentTimestamp"]) / 1000
                yield Dead(
                    message["Body"],
                    message["ReceiptHandle"],
                    datetime.fromtimestamp(sent, UTC),
                    self._row(message["Body"]),
                )

    def _row(self, job_id: str) -> dict[str, Any] | None:
        found = self._dynamodb.get_item(
            TableName=self._table, Key=item_to_wire(job_key(job_id)), ConsistentRead=True
        )
        return item_from_wire(found["Item"]) if "Item" in found else None
