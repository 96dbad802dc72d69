"""Asking a language model for one structured answer, through Bedrock's Converse and a forced tool.

Model families differ in which JSON schema features they honour, so the answer is checked here and, where it is
wrong, asked for once more with the fault named.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from services.bedrock import PromptRefusedError, UnusableAnswerError, model_error
from services.observing import answered

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient
    from types_aiobotocore_bedrock_runtime.type_defs import (
        ConverseResponseTypeDef,
        InferenceConfigurationTypeDef,
        MessageTypeDef,
    )

T = TypeVar("T")

OPTIONAL: Final = ("toolChoice", "temperature")
"""What some models refuse to be told (Bedrock API reference, ToolChoice and InferenceConfiguration)."""

_REFUSED: Final = frozenset({"content_filtered", "guardrail_intervened"})


class AnswerFault(Exception):  # noqa: N818  # told to the model, never to a person
    """What is wrong with an answer, in a sentence the model can act on."""


@dataclass(frozen=True)
class Tool:
    """The one way in which the model may answer."""

    name: str
    description: str
    schema: Mapping[str, Any]

    def configuration(self, *, forced: bool) -> Any:
        specification = {
            "name": self.name,
            "description": self.description,
            "inputSchema": {"json": self.schema},
        }
        choice = {"toolChoice": {"tool": {"name": self.name}}} if forced else {}
        return {"tools": [{"toolSpec": specification}], **choice}


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
    left_out: Collection[str] = (),
) -> T:
    """The model's answer to `question`, as `check` makes it.

    Parameters
    ----------
    check
        turns the tool's input into the result, or raises `AnswerFault`
    left_out
        of `OPTIONAL`

    Raises
    ------
    ModelError
        if the model can't be asked, refuses, or answers wrongly twice
    """
    pictures: Any = [
        {"image": {"format": "jpeg", "source": {"bytes": picture}}} for picture in question.pictures
    ]
    messages: list[MessageTypeDef] = [{"role": "user", "content": [*pictures, {"text": question.user}]}]
    response = await _converse(client, model_id, question, messages, left_out)
    try:
        return check(_tool_input(response, question.tool))
    except AnswerFault as fault:
        messages += _named(response, fault)
    response = await _converse(client, model_id, question, messages, left_out)
    try:
        return check(_tool_input(response, question.tool))
    except AnswerFault as fault:
        raise UnusableAnswerError(str(fault)) from fault


async def _converse(
    client: "BedrockRuntimeClient",
    model_id: str,
    question: Question,
    messages: "list[MessageTypeDef]",
    left_out: Collection[str],
) -> "ConverseResponseTypeDef":
    inference: InferenceConfigurationTypeDef = {"maxTokens": question.max_tokens}
    if "temperature" not in left_out:
        inference["temperature"] = question.temperature
    try:
        response = await client.converse(
            modelId=model_id,
            system=[{"text": question.system}],
            messages=messages,
            inferenceConfig=inference,
            toolConfig=question.tool.configuration(forced="toolChoice" not in left_out),
        )
    except (BotoCoreError, ClientError) as error:
        raise model_error(error) from error
    usage = response.get("usage")
    if usage is not None:
        answered(usage.get("inputTokens", 0), usage.get("outputTokens", 0))
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
