"""Which models there are, by which ids they can be called, and with which operation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError, validation_error

Operation = Literal["InvokeModel", "Converse"]


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the contract.

    Attributes
    ----------
    id : the id the contract lists it under; for a language model, that of its US profile
    family : such as ``amazon-titan-image``
    call : the operation it is called with
    request_schema : file name of its request schema, relative to the contracts; empty for language models
    max_output_tokens : 0 for image models
    inputs : what a language model reads, such as ``text`` and ``image``; empty for image models
    """

    id: str
    name: str
    family: str
    call: Operation
    request_schema: str
    max_output_tokens: int
    inputs: tuple[str, ...] = ()


def _model(entry: dict[str, Any]) -> Model:
    return Model(
        id=entry["id"],
        name=entry["name"],
        family=entry["family"],
        call=entry["call"],
        request_schema=entry.get("requestSchema") or "",
        max_output_tokens=entry.get("maxOutputTokens", 0),
        inputs=tuple(entry.get("inputs", ())),
    )


def _ids(entry: dict[str, Any]) -> Iterator[str]:
    yield from entry["invokeIds"]
    for prefix in entry.get("crossRegionPrefixes", ()):
        yield f"{prefix}.{_bare(entry)}"


def _bare(entry: dict[str, Any]) -> str:
    identity: str = entry["id"]
    return identity.removeprefix("us.")


@cache
def _by_id() -> dict[str, Model]:
    return {
        identity: _model(entry) for entry in contract("models.json")["models"] for identity in _ids(entry)
    }


@cache
def _profile_only() -> frozenset[str]:
    """Bare ids that are not offered on demand."""
    return frozenset(_bare(entry) for entry in contract("models.json")["models"]) - _by_id().keys()


def find_model(model_id: str, operation: Operation) -> Model:
    """The model behind an id, an inference profile id, or the ARN of either.

    Raises
    ------
    BedrockError : ResourceNotFoundException for an unknown id; ValidationException for a bare id that is
        offered through a profile only, or for a model that this operation does not serve
    """
    identity = model_id.rpartition("/")[2]
    if identity in _profile_only():
        raise validation_error(
            f"Invocation of model ID {identity} with on-demand throughput isn't supported. Retry your request "
            "with the ID or ARN of an inference profile that contains this model."
        )
    model = _by_id().get(identity)
    if model is None:
        raise BedrockError(
            "ResourceNotFoundException", f"No model or inference profile is called {identity}."
        )
    if model.call != operation:
        raise validation_error(f"{model.name} is not called with {operation} here; use {model.call}.")
    return model
