"""DynamoDB's update expressions, from what should change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.table import item_to_wire, plain_value, to_wire


@dataclass(frozen=True)
class Change:
    """What becomes of one item, and on which condition.

    An attribute may be a part of another, as in ``ask.reference.use``: what else that one holds then stays, also
    what somebody else changes meanwhile.

    Attributes
    ----------
    put
        attribute → value; None removes it
    keep
        the same, but only where the attribute is not there yet
    add
        attribute → what is added to its number
    append
        attribute → what is put at the end of its list
    copy
        attribute → the attribute whose value it takes
    condition
        in DynamoDB's words, with `values` for its placeholders; ``#state`` stands for the attribute state
    """

    condition: str
    values: Mapping[str, object] = field(default_factory=dict)
    put: Mapping[str, object] = field(default_factory=dict)
    keep: Mapping[str, object] = field(default_factory=dict)
    add: Mapping[str, Any] = field(default_factory=dict)
    append: Mapping[str, object] = field(default_factory=dict)
    copy: Mapping[str, str] = field(default_factory=dict)

    def arguments(self, table: str, key: Mapping[str, str]) -> dict[str, Any]:
        """The arguments of UpdateItem, or of an update within a transaction."""
        sets = [f"{_path(name)} = {_bound(name)}" for name, value in self.put.items() if value is not None]
        sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in self.keep]
        sets += [f"#{name} = list_append(#{name}, :{name})" for name in self.append]
        sets += [f"#{name} = {source}" for name, source in self.copy.items()]
        removes = [_path(name) for name, value in self.put.items() if value is None]
        adds = [f"#{name} :{name}" for name in self.add]
        clauses = {"SET": sets, "REMOVE": removes, "ADD": adds}
        named = [*self.put, *self.keep, *self.append, *self.copy, *self.add]
        named += ["state"] if "#state" in self.condition else []
        names = {f"#{part}": part for name in named for part in name.split(".")}
        bound = dict(self.values)
        bound |= {_bound(name): value for name, value in {**self.put, **self.keep, **self.add}.items()}
        bound |= {f":{name}": [value] for name, value in self.append.items()}
        arguments = {
            "TableName": table,
            "Key": item_to_wire(key),
            "UpdateExpression": " ".join(
                f"{verb} {', '.join(parts)}" for verb, parts in clauses.items() if parts
            ),
            "ConditionExpression": self.condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {
                name: to_wire(plain_value(value)) for name, value in bound.items() if value is not None
            },
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD" if self.condition else "",
        }
        return {name: value for name, value in arguments.items() if value}


def _path(name: str) -> str:
    return ".".join(f"#{part}" for part in name.split("."))


def _bound(name: str) -> str:
    return f":{name.replace('.', '_')}"
