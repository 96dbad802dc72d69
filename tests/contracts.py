"""The contracts of Bedrock's models, as the sandbox enforces them, for tests to hold the bot against."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError

from sandbox.bedrock.picture_check import x_image

FOLDER = Path(__file__).parent.parent / "sandbox" / "bedrock" / "contracts"


@cache
def contract(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


@lru_cache(maxsize=2048)
def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


@lru_cache(maxsize=2048)
def _faults(limits: str, text: str) -> tuple[str, ...]:
    return tuple(error.message for error in x_image(None, json.loads(limits), text, None))


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _matches(pattern, instance):
        yield ValidationError(f"{instance[:80]!r} does not match {pattern!r}")


def _image(_validator: Any, limits: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str):
        for fault in _faults(json.dumps(limits, sort_keys=True), instance):
            yield ValidationError(fault)


def _by_width(keyword: str) -> Callable[..., Iterator[ValidationError]]:
    """`keyword` as it is, but of a table of sizes only the rows that are of the width at hand are tried."""
    decide = jsonschema.Draft202012Validator.VALIDATORS[keyword]
    tables: dict[
        int, tuple[Any, dict[Any, list[Any]]]
    ] = {}  # with the branches, so that nothing else gets their id

    def decided(validator: Any, branches: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if id(branches) not in tables:
            rows: dict[Any, list[Any]] = {}
            for branch in branches:
                rows.setdefault(branch.get("properties", {}).get("width", {}).get("const"), []).append(branch)
            tables[id(branches)] = branches, rows
        _, rows = tables[id(branches)]
        if None not in rows and isinstance(instance, dict) and "width" in instance:
            branches = rows.get(instance["width"], [])
        yield from decide(validator, branches, instance, schema)

    return decided


# For hundreds of generated requests: the few pictures in them are looked at once, long tables are not read through.
_Plain: Any = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    {"pattern": _pattern} | {keyword: _by_width(keyword) for keyword in ("anyOf", "oneOf")},
)
_Strict: Any = jsonschema.validators.extend(_Plain, {"x-image": _image})


@cache
def validator(name: str) -> Any:
    return _Plain(contract(name))


@cache
def model(model_id: str) -> Any:
    """The entry of a model, by its id or by what it is called by."""
    return next(
        model
        for model in contract("models.json")["models"]
        if model_id in {model["id"], *model.get("invokeIds", ())}
    )


@cache
def strict(name: str, task: str = "") -> Any:
    """A validator that looks at pictures as well: what `x-image` says about sides, pixels, shape, format, alpha, size.

    A contract of several tasks is narrowed to one `task`, if that is given.
    """
    schema = contract(name)
    if task:
        schema = {"$defs": schema["$defs"], "$ref": f"#/$defs/{task}"}
    return _Strict(schema)


def image_limits(name: str) -> Any:
    """`x-image` of the picture that a model works on; None for one that takes none."""
    schema = contract(name)
    places = [schema, *schema.get("$defs", {}).values()]
    taken = [
        place["properties"][field]
        for place in places
        for field in ("image", "init_image")
        if field in place.get("properties", {})
    ]
    taken += [schema["$defs"]["image"]] if "image" in schema.get("$defs", {}) else []
    return next((field["x-image"] for field in taken if "x-image" in field), None)
