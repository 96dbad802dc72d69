"""Reads a Converse request: the service model's rules first, then those of a conversation.

The sentences follow what Bedrock is reported to say, shortened to what a client can act upon.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape
from botocore.validate import ParamValidator

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.conversation_pictures import pictures_in
from sandbox.bedrock.errors import BedrockError, validation_error

DEFAULT_TEMPERATURE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Conversation:
    """A valid request, reduced to what a writer needs.

    Attributes
    ----------
    user_texts : the text blocks of all user turns, oldest first
    tools : names of the tools on offer
    forced_tool : the one that must be called, if any
    max_tokens : never more than the model's limit
    temperature : 0 to 1
    input_characters : of everything that was sent but the pictures, for the token count
    pictures : the files of all image blocks, in their order
    """

    user_texts: tuple[str, ...]
    tools: tuple[str, ...]
    forced_tool: str | None
    max_tokens: int
    temperature: float
    input_characters: int
    pictures: tuple[bytes, ...] = ()


def read_conversation(model: Model, body: Any) -> Conversation:
    """Check a request body and read it.

    Raises
    ------
    BedrockError : ValidationException
    """
    if not isinstance(body, dict):
        raise validation_error("The request body is not a JSON object.")
    _check_shape({**body, "modelId": model.id})
    messages: list[dict[str, Any]] = body.get("messages", [])
    tools = _tool_names(body)
    for fault in _conversation_faults(messages, has_tools=bool(tools)):
        raise validation_error(fault)
    pictures = pictures_in(model, messages)
    config = body.get("inferenceConfig", {})
    wanted = config.get("maxTokens", model.max_output_tokens)
    if wanted > model.max_output_tokens:
        raise validation_error(
            f"The maximum tokens you requested exceeds the model limit of {model.max_output_tokens}. "
            f"Try again with a maximum tokens value that is lower than {model.max_output_tokens}."
        )
    return Conversation(
        user_texts=tuple(_texts(messages)),
        tools=tools,
        forced_tool=_forced_tool(body, tools),
        max_tokens=wanted,
        temperature=float(config.get("temperature", DEFAULT_TEMPERATURE)),
        input_characters=len(str(body.get("system", "")))
        + sum(len(str(block)) for block in _blocks(messages) if "image" not in block)
        + len(str(body.get("toolConfig", ""))),
        pictures=pictures,
    )


@cache
def _request_shape() -> StructureShape:
    # The service model ships with botocore: the very one that clients validate with.
    loaded = Loader().load_service_model("bedrock-runtime", "service-2")
    shape = ServiceModel(loaded).operation_model("Converse").input_shape
    if not isinstance(shape, StructureShape):
        raise TypeError("the service model of Converse has no input")
    return shape


def _check_shape(params: Mapping[str, Any]) -> None:
    shape = _request_shape()
    report = ParamValidator().validate(params, shape)
    if report.has_errors():
        raise BedrockError("ValidationException", report.generate_report())
    broken = list(_broken_constraints(shape, params, ""))
    if broken:
        plural = "error" if len(broken) == 1 else "errors"
        raise validation_error(f"{len(broken)} validation {plural} detected: {'; '.join(broken)}")


def _broken_constraints(shape: Shape, value: Any, path: str) -> Iterator[str]:
    """What `ParamValidator` leaves to the server: enums, and upper and lower bounds."""
    if isinstance(shape, StructureShape):
        if isinstance(value, Mapping) and not shape.is_document_type:
            for name, part in value.items():
                yield from _broken_constraints(shape.members[name], part, f"{path}.{name}".lstrip("."))
    elif isinstance(shape, ListShape):
        for number, part in enumerate(value, start=1):
            yield from _broken_constraints(shape.member, part, f"{path}.{number}.member")
    elif isinstance(shape, MapShape):
        for name, part in value.items():
            yield from _broken_constraints(shape.value, part, f"{path}.{name}")
    else:
        yield from (
            f"Value '{value}' at '{path}' failed to satisfy constraint: {rule}"
            for rule in _bounds(shape, value)
        )


def _bounds(shape: Shape, value: Any) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    enum: Sequence[str] = shape.metadata.get("enum", ())
    if enum and value not in enum:
        yield f"Member must satisfy enum value set: [{', '.join(enum)}]"
    size = len(value) if isinstance(value, (str, bytes)) else value
    what = "length" if isinstance(value, (str, bytes)) else "value"
    if least is not None and size < least:
        yield f"Member must have {what} greater than or equal to {least}"
    if most is not None and size > most:
        yield f"Member must have {what} less than or equal to {most}"


def _tool_names(body: Mapping[str, Any]) -> tuple[str, ...]:
    tools = body.get("toolConfig", {}).get("tools", [])
    return tuple(tool["toolSpec"]["name"] for tool in tools if "toolSpec" in tool)


def _forced_tool(body: Mapping[str, Any], tools: Sequence[str]) -> str | None:
    choice: Mapping[str, Any] = body.get("toolConfig", {}).get("toolChoice", {})
    if "any" in choice:
        return tools[0]
    if "tool" not in choice:
        return None
    name: str = choice["tool"]["name"]
    if name not in tools:
        raise validation_error(
            f"The toolChoice names {name}, which is not among the tools: {', '.join(tools)}."
        )
    return name


def _blocks(messages: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (block for message in messages for block in message["content"])


def _texts(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for message in messages:
        if message["role"] == "user":
            yield from (block["text"] for block in message["content"] if "text" in block)


def _conversation_faults(messages: Sequence[Mapping[str, Any]], *, has_tools: bool) -> Iterator[str]:
    if not messages or messages[0]["role"] != "user":
        yield (
            "A conversation must start with a user message. "
            "Try again with a conversation that starts with a user message."
        )
    if messages and messages[-1]["role"] != "user":
        yield "A conversation must end with a user message."
    asked: set[str] = set()
    previous = ""
    for index, message in enumerate(messages):
        if message["role"] == previous:
            yield (
                "A conversation must alternate between user and assistant roles. Make sure the conversation "
                "alternates between user and assistant roles and try again."
            )
        previous = message["role"]
        yield from _content_faults(index, message["content"])
        uses = {block["toolUse"]["toolUseId"] for block in message["content"] if "toolUse" in block}
        results = {block["toolResult"]["toolUseId"] for block in message["content"] if "toolResult" in block}
        if (uses or results) and not has_tools:
            yield "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        if asked - results:
            missing = ", ".join(sorted(asked - results))
            yield f"Expected toolResult blocks at messages.{index}.content for the following Ids: {missing}"
        if results - asked:
            yield (
                f"The number of toolResult blocks at messages.{index}.content exceeds "
                "the number of toolUse blocks of previous turn."
            )
        asked = uses


def _content_faults(index: int, content: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not content:
        yield (
            f"The content field in the Message object at messages.{index} is empty. "
            "Add a ContentBlock object, and try again."
        )
    for number, block in enumerate(content):
        if "text" in block and not block["text"].strip():
            yield (
                f"The text field in the ContentBlock object at messages.{index}.content.{number} is blank. "
                "Add text to the text field, and try again."
            )
        result = block.get("toolResult", {})
        if result.get("status") == "error" and not result["content"]:
            yield (
                f"The content field at messages.{index}.content.{number}.toolResult cannot be empty "
                "when status value is error."
            )
