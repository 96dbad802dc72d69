"""Whether a write whose answer did not come, or was no success, may have been made all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

_OPERATION: Final = "dynamodb.TransactWriteItems"

_NEVER_SENT: Final = (ConnectTimeoutError, EndpointConnectionError)

_REFUSED: Final = frozenset(range(400, 500))
"""What the table answers with these it has not done (DynamoDB developer guide, "Error handling")."""


class Doubt:
    """What became of the tries of one write.

    A client makes several tries by itself and reports the last alone: of one whose answer got lost it says nothing
    when the next is refused.
    """

    def __init__(self) -> None:
        self._under_way = False
        self._lost = False

    def __bool__(self) -> bool:
        return self._under_way or self._lost

    def sent(self) -> None:
        self._under_way = True

    def answered(self, status: int | None, error: BaseException | None) -> None:
        """A try is over.

        Parameters
        ----------
        status
            of HTTP; None where there was no answer, because of `error`
        """
        self._under_way = False
        if status is None:
            self._lost |= not isinstance(error, _NEVER_SENT)
        elif status not in _REFUSED:
            self._lost |= status >= 300


_current: ContextVar[Doubt | None] = ContextVar("doubt", default=None)


@contextmanager
def doubting() -> Iterator[Doubt]:
    """What becomes of the transactions that the body makes."""
    doubt = Doubt()
    token = _current.set(doubt)
    try:
        yield doubt
    finally:
        _current.reset(token)


def listen(client: "DynamoDBClient") -> None:
    """Let `doubting` hear of the transactions that `client` makes."""
    client.meta.events.register(f"before-send.{_OPERATION}", _sent, unique_id="doubt-sent")
    client.meta.events.register(f"needs-retry.{_OPERATION}", _answered, unique_id="doubt-answered")


def _sent(**_: Any) -> None:
    if (doubt := _current.get()) is not None:
        doubt.sent()


def _answered(
    response: tuple[Any, Any] | None = None, caught_exception: BaseException | None = None, **_: Any
) -> None:
    if (doubt := _current.get()) is not None:
        doubt.answered(None if response is None else response[0].status_code, caught_exception)
