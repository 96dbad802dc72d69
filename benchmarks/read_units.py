"""What reads of DynamoDB cost, counted by its rules: the sandbox's store says the same for every query.

An eventually consistent read costs half a unit for every 4 KB begun, twice as much if it is consistent: of a query
all items together, of GetItem and BatchGetItem each for itself (DynamoDB developer guide, "Read consumption"). An
item is as large as the names and values of its attributes together.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

_BLOCK: Final = 4096


@dataclass
class Read:
    """What was read so far.

    Attributes
    ----------
    units
        read units
    calls
        requests
    """

    units: float = 0.0
    calls: int = 0


@contextmanager
def counting(client: Any) -> Iterator[Read]:
    """Count what `client` reads from here on."""
    read = Read()

    def asked(params: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["asked"] = params

    def answered(model: Any, parsed: Mapping[str, Any], context: Mapping[str, Any], **_: Any) -> None:
        read.calls += 1
        read.units += _units(model.name, context["asked"], parsed)

    events = {"before-parameter-build.dynamodb": asked, "after-call.dynamodb": answered}
    for event, handler in events.items():
        client.meta.events.register(event, handler)
    try:
        yield read
    finally:
        for event, handler in events.items():
            client.meta.events.unregister(event, handler)


def _units(operation: str, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    match operation:
        case "Query":
            # Of an entry nothing but its sort key is sent; it is read all the same.
            partition = asked["ExpressionAttributeValues"][":pk"]
            size = sum(_size({"pk": partition} | item) for item in answer["Items"])
            return _cost(size, asked)
        case "GetItem":
            return _cost(_size(answer.get("Item", {})), asked)
        case "BatchGetItem":
            return sum(
                _cost(_size(item), asked["RequestItems"][table])
                for table, items in answer["Responses"].items()
                for item in items
            )
        case _:
            raise ValueError(f"{operation} reads nothing that is counted")


def _cost(size: int, asked: Mapping[str, Any]) -> float:
    return max(1, ceil(size / _BLOCK)) * (1.0 if asked.get("ConsistentRead") else 0.5)


def _size(item: Mapping[str, Any]) -> int:
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S" | "N":
            return len(content.encode())
        case "L":
            return 3 + sum(1 + _value(part) for part in content)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value(part) for name, part in content.items())
        case _:
            return 1
