"""Holds a request body against its JSON schema and words the verdict as Bedrock does.

Bedrock's sentences read like those of a well-known Java validator (``#/cfgScale: 20 is not less or equal
to 10``), so botocore's users match on them; this module says what jsonschema found in that manner. The
``x-image`` annotation, which other validators skip, is enforced by `picture_check`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError, malformed, validation_error
from sandbox.bedrock.picture_check import x_image

_Strict: Final = extend(Draft202012Validator, {"x-image": x_image})  # type: ignore[no-untyped-call]

_TYPE_NAMES: Final = (
    (bool, "Boolean"),
    (int, "Integer"),
    (float, "Double"),
    (str, "String"),
    (list, "JSONArray"),
    (dict, "JSONObject"),
    (type(None), "Null"),
)
_SCHEMA_TYPES: Final = {
    "object": "JSONObject",
    "array": "JSONArray",
    "string": "String",
    "integer": "Integer",
    "number": "Number",
    "boolean": "Boolean",
    "null": "Null",
}


_BY_PICTURE: Final = {"textToImage", "imageToImage"}
"""The choice of SD 3.5, which has no member that must say which."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault jsonschema found: the keyword that failed with its value, where, and on what."""

    keyword: str
    limit: Any
    pointer: str
    value: Any
    known: frozenset[str]
    hopeless: bool
    message: str


def check_body(schema_name: str, body: Any) -> None:
    """Raise a ValidationException that names every fault of `body`, or return.

    Raises
    ------
    BedrockError : ValidationException
    """
    validator = _validator_for(schema_name, body)
    findings = sorted(
        (_finding(error) for error in validator.iter_errors(body)), key=lambda each: each.pointer
    )
    if findings:
        raise _refusal(findings)


def _validator_for(schema_name: str, body: Any) -> Validator:
    """A schema that is a choice is narrowed to what is asked for, so that the verdict is exact."""
    schema = contract(schema_name)
    if "oneOf" not in schema:
        return _validator(schema_name, "")
    choices = [entry["$ref"].rpartition("/")[2] for entry in schema["oneOf"]]
    if set(choices) == _BY_PICTURE:
        return _validator(schema_name, _kind_of(body))
    if not isinstance(body, dict) or "taskType" not in body:
        return _validator(schema_name, "")
    branch = body["taskType"]
    if branch not in choices:
        raise malformed(f"#/taskType: {branch} is not a valid enum value")
    return _validator(schema_name, branch)


def _kind_of(body: Any) -> str:
    """A body that names no mode says by its picture, or by how much of it is to stay, that it is of that kind."""
    asked = body if isinstance(body, dict) else {}
    if "mode" in asked:
        return "imageToImage" if asked["mode"] == "image-to-image" else "textToImage"
    return "imageToImage" if {"image", "strength"} & asked.keys() else "textToImage"


@cache
def _validator(schema_name: str, branch: str) -> Validator:
    schema = contract(schema_name)
    if branch:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{branch}"}
    elif "oneOf" in schema:
        # The task is missing, or the body is no object: that alone is the fault worth telling.
        schema = {name: rule for name, rule in schema.items() if name != "oneOf"}
    validator: Validator = _Strict(schema)
    return validator


def _finding(error: ValidationError) -> Finding:
    schema: Any = error.schema
    return Finding(
        keyword=str(error.validator),
        limit=error.validator_value,
        pointer="#" + "".join(f"/{step}" for step in error.absolute_path),
        value=error.instance,
        known=frozenset(schema.get("properties", ())) if isinstance(schema, dict) else frozenset(),
        hopeless=bool(error.context),
        message=error.message,
    )


def _refusal(findings: Iterable[Finding]) -> BedrockError:
    sentences = []
    for found in findings:
        if (
            found.keyword == "oneOf"
            and isinstance(found.value, dict)
            and {"width", "height"} <= found.value.keys()
        ):
            size = (found.value["width"], found.value["height"])
            return validation_error(f"Value of (width, height) is not valid. Given: {size}.")
        sentences += [f"{found.pointer}: {reason}" for reason in _reasons(found)]
    return malformed("".join(sentences))


def _type_name(value: Any) -> str:
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), "Unknown")


def _wanted_type(limit: Any) -> str:
    return " or ".join(_SCHEMA_TYPES[name] for name in ([limit] if isinstance(limit, str) else limit))


_WORDINGS: Final[dict[str, Callable[[Finding], str]]] = {
    "type": lambda f: f"expected type: {_wanted_type(f.limit)}, found: {_type_name(f.value)}",
    "minLength": lambda f: f"expected minLength: {f.limit}, actual: {len(f.value)}",
    "maxLength": lambda f: f"expected maxLength: {f.limit}, actual: {len(f.value)}",
    "minItems": lambda f: f"expected minimum item count: {f.limit}, found: {len(f.value)}",
    "maxItems": lambda f: f"expected maximum item count: {f.limit}, found: {len(f.value)}",
    "minimum": lambda f: f"{f.value} is not greater or equal to {f.limit}",
    "maximum": lambda f: f"{f.value} is not less or equal to {f.limit}",
    "pattern": lambda f: f"string [{f.value[:80]}] does not match pattern {f.limit}",
    "enum": lambda f: f"{f.value} is not a valid enum value",
    "const": lambda f: f"{f.value} is not a valid enum value",
    "anyOf": lambda f: f"no subschema matched out of the total {len(f.limit)} subschemas",
    "None": lambda _: "false schema always fails",
    "oneOf": lambda f: f"{0 if f.hopeless else 2} subschemas matched instead of one",
}


def _reasons(found: Finding) -> list[str]:
    """The sentences for one finding; an object with several strange keys is one finding and several sentences."""
    match found.keyword:
        case "required":
            # One finding for each missing key; the key stands in the message only.
            return [f"required key [{name}] not found" for name in found.limit if repr(name) in found.message]
        case "additionalProperties":
            return [
                f"extraneous key [{name}] is not permitted" for name in sorted(set(found.value) - found.known)
            ]
        case "dependentRequired":
            needed = {need for needs in found.limit.values() for need in needs if need not in found.value}
            return [
                f"property [{name}] is required" for name in sorted(needed) if repr(name) in found.message
            ]
        case keyword if keyword in _WORDINGS:
            return [_WORDINGS[keyword](found)]
        case _:
            return [found.message]
