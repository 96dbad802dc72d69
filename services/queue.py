"""The queue between accepting and painting. A message carries only a job's id: the row is the truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from botocore.exceptions import ClientError

from services.patience import PATIENCE, Patience

if TYPE_CHECKING:
    from types_aiobotocore_sqs import SQSClient

MAX_RECEIVES: Final = 5
"""After so many deliveries without an end, a message goes to the dead-letter queue."""

LONGEST_DELAY_SECONDS: Final = 900
"""SQS's limit on DelaySeconds (SQS developer guide, "Delay queues")."""

_EXPIRED: Final = frozenset({"ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"})
"""What SQS says of a message that this delivery no longer has (SQS API reference, ChangeMessageVisibility)."""

_LONG_POLL_SECONDS: Final = 20
_MOST_AT_ONCE: Final = 10


def dead_letter_queue(queue: str) -> str:
    """The name of the dead-letter queue of the queue named `queue`."""
    return f"{queue}-dead"


@dataclass(frozen=True)
class Message:
    """One delivery of a job's id."""

    job_id: str
    receipt: str
    receives: int
    sent_at: float = 0.0
    """Seconds since 1970, by SQS's clock; 0 where it is not known."""

    @property
    def last(self) -> bool:
        """Whether there will be no other delivery."""
        return self.receives >= MAX_RECEIVES


class Queue:
    """The queue at `url`, through `client`."""

    def __init__(self, client: "SQSClient", url: str, patience: Patience = PATIENCE) -> None:
        self._client = client
        self._url = url
        self._visibility = patience.visibility_seconds

    async def send(self, job_id: str, delay_seconds: float = 0) -> None:
        await self._client.send_message(
            QueueUrl=self._url,
            MessageBody=job_id,
            DelaySeconds=min(round(delay_seconds), LONGEST_DELAY_SECONDS),
        )

    async def receive(self, most: int) -> Sequence[Message]:
        """Wait up to 20 s for messages and take at most `most` (from 1) of them."""
        response = await self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(most, _MOST_AT_ONCE),
            WaitTimeSeconds=_LONG_POLL_SECONDS,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["ApproximateReceiveCount", "SentTimestamp"],
        )
        return [
            Message(
                job_id=message["Body"],
                receipt=message["ReceiptHandle"],
                receives=int(message["Attributes"]["ApproximateReceiveCount"]),
                sent_at=int(message["Attributes"].get("SentTimestamp", 0)) / 1000,
            )
            for message in response.get("Messages", [])
        ]

    async def depth(self) -> dict[str, int]:
        """How many messages there are, about: those that wait, are at work, or are not to be taken yet."""
        asked: list[
            Literal[
                "ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible",
                "ApproximateNumberOfMessagesDelayed",
            ]
        ] = [
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ]
        response = await self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=asked)
        numbers = (int(response["Attributes"][name]) for name in asked)
        return dict(zip(("waiting", "at work", "delayed"), numbers, strict=True))

    async def keep(self, message: Message) -> None:
        """Hide the message for another while: its worker is alive."""
        await self._hide(message, self._visibility)

    async def give_back(self, message: Message, delay_seconds: float = 0) -> None:
        """Let another worker have it after a while."""
        await self._hide(message, round(delay_seconds))

    async def done(self, message: Message) -> None:
        """Forget the message; one that is gone already, or was delivered again, is not missed."""
        with _expired_is_fine():
            await self._client.delete_message(QueueUrl=self._url, ReceiptHandle=message.receipt)

    async def _hide(self, message: Message, seconds: int) -> None:
        with _expired_is_fine():
            await self._client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=message.receipt, VisibilityTimeout=seconds
            )


@contextmanager
def _expired_is_fine() -> Iterator[None]:
    """A receipt is good for one delivery; the row says whether there is anything left to do."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in _EXPIRED:
            raise
