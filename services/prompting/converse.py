"""Asking a language model for one structured answer, through Bedrock's Converse and a forced tool.

Model families differ in which JSON schema features they honour, so the answer is checked here and, where it is
wrong, asked for once more with the fault named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import PromptRefusedError, UnusableAnswerError, model_error

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient
    from types_aiobotocore_bedrock_runtime.type_defs import ConverseResponseTypeDef, MessageTypeDef

T = TypeVar("T")

_REFUSED: Final = frozenset({"content_filtered", "guardrail_intervened"})


class AnswerFault(Exception):  # noqa: N818  # told to the model, never to a person
    """What is wrong with an answer, in a sentence the model can act on."""


@dataclass(frozen=True)
class Tool:
    """The one way in which the model may answer."""

    name: str
    description: str
    schema: Mapping[str, Any]

    def configuration(self) -> Any:
        specification = {
            "name": self.name,
            "description": self.description,
            "inputSchema": {"json": self.schema},
        }
        return {"tools": [{"toolSpec": specification}], "toolChoice": {"tool": {"name": self.name}}}


@dataclass(frozen=True)
class Question:
    """One question to the model.

    Attributes
    ----------
    pictures
        JPEG files that it is about, the first first; stripped of metadata and of a size the model takes
    """

    system: str
    user: str
    tool: Tool
    max_tokens: int
    temperature: float = 0.0
    pictures: tuple[bytes, ...] = ()


async def ask(
    client: "BedrockRuntimeClient",
    model_id: str,
    question: Question,
    check: Callable[[Mapping[str, Any]], T],
) -> T:
    """The model's answer to `question`, as `check` makes it.

    Parameters
    ----------
    check
        turns the tool's input into the result, or raises `AnswerFault`

    Raises
    ------
    ModelError
        if the model can't be asked, refuses, or answers wrongly twice
    """
    pictures: Any = [
        {"image": {"format": "jpeg", "source": {"bytes": picture}}} for picture in question.pictures
    ]
    messages: list[MessageTypeDef] = [{"role": "user", "content": [*pictures, {"text": question.user}]}]
    response = await _converse(client, model_id, question, messages)
    try:
        return check(_tool_input(response, question.tool))
    except AnswerFault as fault:
        messages += _named(response, fault)
    response = await _converse(client, model_id, question, messages)
    try:
        return check(_tool_input(response, question.tool))
    except AnswerFault as fault:
        raise UnusableAnswerError(str(fault)) from fault


async def _converse(
    client: "BedrockRuntimeClient", model_id: str, question: Question, messages: "list[MessageTypeDef]"
) -> "ConverseResponseTypeDef":
    try:
        response = await client.converse(
            modelId=model_id,
            system=[{"text": question.system}],
            messages=messages,
            inferenceConfig={"maxTokens": question.max_tokens, "temperature": question.temperature},
            toolConfig=question.tool.configuration(),
        )
    except (BotoCoreError, ClientError) as error:
        raise model_error(error) from error
    if response["stopReason"] in _REFUSED:
        raise PromptRefusedError(f"the language model stopped: {response['stopReason']}")
    return response


def _tool_input(response: "ConverseResponseTypeDef", tool: Tool) -> Mapping[str, Any]:
    if response["stopReason"] == "max_tokens":
        raise AnswerFault("Your answer was cut off because it was too long. Answer more briefly.")
    for block in response["output"].get("message", {}).get("content", []):
        use = block.get("toolUse")
        if use is not None and use["name"] == tool.name and isinstance(use["input"], Mapping):
            return use["input"]
    raise AnswerFault(f"You did not call the tool {tool.name}. Answer only by calling it.")


def _named(response: "ConverseResponseTypeDef", fault: AnswerFault) -> "list[MessageTypeDef]":
    """The wrong answer and what is wrong with it, as the next turns of the conversation."""
    said = response["output"].get("message", {}).get("content", [])
    uses = [block["toolUse"]["toolUseId"] for block in said if "toolUse" in block]
    if not uses:
        # A turn without content is not allowed, and there may be nothing worth repeating.
        return [
            {"role": "assistant", "content": [{"text": "(no usable answer)"}]},
            {"role": "user", "content": [{"text": str(fault)}]},
        ]
    results: Any = [
        {"toolResult": {"toolUseId": use, "status": "error", "content": [{"text": str(fault)}]}}
        for use in uses
    ]
    return [{"role": "assistant", "content": said}, {"role": "user", "content": results}]
