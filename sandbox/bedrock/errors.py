"""Bedrock's errors: names, HTTP status and usual sentences, from the contract."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from sandbox.bedrock.contracts_on_disk import contract

_OTHERWISE: Final = "On purpose, by the sandbox."


class BedrockError(Exception):
    """An error answer. botocore raises the exception of this `name`.

    Attributes
    ----------
    name : such as ``ValidationException``
    status : HTTP status; the contract's for a known name
    """

    def __init__(self, name: str, message: str = "", status: int | None = None) -> None:
        known = error_kinds().get(name)
        self.name = name
        self.status = status or (known.status if known else 500)
        self.message = message or (known.message if known else _OTHERWISE)
        super().__init__(f"{name}: {self.message}")


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """What the contract says about one error name; `message` is the sentence most often reported."""

    name: str
    status: int
    message: str


@cache
def error_kinds() -> dict[str, ErrorKind]:
    """All error names of InvokeModel and Converse, and those of the service in front of them."""
    book = contract("errors.json")
    kinds = {}
    for entry in book["errors"]:
        messages = [message["text"] for message in entry["messages"]]
        kinds[entry["name"]] = ErrorKind(
            entry["name"], entry["http"], messages[0] if messages else entry["meaning"]
        )
    for entry in book["outsideServiceModel"]:
        kinds[entry["name"]] = ErrorKind(entry["name"], entry["http"], entry["meaning"])
    return kinds


def name_for_status(status: int) -> str:
    """The error name a fault means that gives a status alone: the first of that status in the contract."""
    for kind in error_kinds().values():
        if kind.status == status:
            return kind.name
    return "InternalServerException"


def validation_error(message: str) -> BedrockError:
    return BedrockError("ValidationException", message)


def malformed(reason: str) -> BedrockError:
    """A body that breaks the model's schema, in the wording Bedrock is reported to use."""
    return validation_error(f"Malformed input request: {reason}, please reformat your input and try again.")


def end_of_life() -> BedrockError:
    """What a model answers once it is retired."""
    return _sign_of_age("reached the end of its life")


def legacy() -> BedrockError:
    """What a model answers before that to an account that has not called it for a month."""
    return _sign_of_age("marked by provider as Legacy")


def access_denied() -> BedrockError:
    """What a model answers to an account that has no access to it."""
    return BedrockError(
        "AccessDeniedException", "You don't have access to the model with the specified model ID."
    )


def invalid_identifier() -> BedrockError:
    """What is answered to an id that means nothing where it was sent to."""
    return validation_error("The provided model identifier is invalid.")


def _sign_of_age(words: str) -> BedrockError:
    sign = next(sign for sign in contract("errors.json")["endOfLife"]["match"] if sign["contains"] == words)
    kind = next(entry for entry in contract("errors.json")["errors"] if entry["name"] == sign["name"])
    text = next(entry["text"] for entry in kind["messages"] if words in entry["text"])
    return BedrockError(sign["name"], text)


def blocked_prompt() -> BedrockError:
    """What the Titan family answers when its filter stops the prompt."""
    entry = next(
        entry
        for entry in contract("errors.json")["contentFilter"]
        if entry["family"] == "amazon-titan-image" and entry["where"] == "ValidationException"
    )
    return validation_error(entry["message"])
