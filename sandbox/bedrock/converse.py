"""Converse: check the conversation, let the writer answer, honour the token limit; or misbehave as asked."""

import asyncio
import hashlib
import json
import math
from typing import Any, Final

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.conversation import Conversation, read_conversation
from sandbox.bedrock.conversation_pictures import tokens_of, unreadable
from sandbox.bedrock.errors import validation_error
from sandbox.bedrock.handover.chat import ChatServer
from sandbox.bedrock.invoke import read_json
from sandbox.bedrock.writer import TOOLS, Assignment, UnreadablePictureError, call_tool
from sandbox.bedrock.writer.misbehaviour import TOOL_BEHAVIOURS, spoil

BEHAVIOURS: Final = TOOL_BEHAVIOURS | {
    "no_tool_call",  # chats instead of calling the forced tool
    "max_tokens",  # runs out of tokens in the middle of its answer
    "content_filtered",  # the provider's filter stops the answer
}
"""Codes of ``behave`` faults for ``bedrock:Converse:<model id>``."""

CHAT: Final = (
    "I put keywords into image prompts when I am given a tool for it. Tell me what the picture shows."
)
BYTES_A_TOKEN: Final = 4


async def converse(
    model: Model, raw: bytes, behaviour: str = "", chat: ChatServer | None = None
) -> dict[str, Any]:
    """The response body for one call, without its metrics. Pictures are read in a thread.

    Parameters
    ----------
    chat : answers in place of the writer, unless a behaviour is asked for

    Raises
    ------
    BedrockError
    """
    if behaviour and behaviour not in BEHAVIOURS:
        raise validation_error(f"The sandbox knows no behaviour {behaviour!r} of Converse.")
    body = read_json(raw)
    conversation = await asyncio.to_thread(read_conversation, model, body)
    if chat is not None and not behaviour:
        return await chat.converse(body, conversation.forced_tool)
    if behaviour == "content_filtered":
        return _reply(
            conversation, [{"text": "The answer was stopped by a content filter."}], "content_filtered"
        )
    tool = conversation.forced_tool or _tool_of_choice(conversation)
    if tool is None or behaviour == "no_tool_call":
        return _limited_text(conversation, cut=behaviour == "max_tokens")
    if tool not in TOOLS:
        raise validation_error(
            f"The sandbox's writer has no hand for the tool {tool}; it knows {', '.join(TOOLS)}."
        )
    assignment = Assignment(conversation.user_texts, conversation.temperature, conversation.pictures)
    try:
        answer = await asyncio.to_thread(call_tool, tool, assignment)
    except UnreadablePictureError as error:
        raise unreadable(str(error)) from error
    if behaviour in TOOL_BEHAVIOURS:
        answer = spoil(tool, answer, behaviour, assignment)
    return _limited_tool_use(conversation, tool, answer, raw, cut=behaviour == "max_tokens")


def tokens(characters: bytes | str) -> int:
    """A fair guess at the tokens of a text: four bytes each, which suits English and Korean."""
    size = len(characters if isinstance(characters, bytes) else characters.encode())
    return math.ceil(size / BYTES_A_TOKEN)


def _tool_of_choice(conversation: Conversation) -> str | None:
    """A model that may choose calls a tool when it knows one of those on offer."""
    return next((tool for tool in conversation.tools if tool in TOOLS), None)


def _limited_text(conversation: Conversation, *, cut: bool) -> dict[str, Any]:
    if cut or tokens(CHAT) > conversation.max_tokens:
        short = CHAT[: min(conversation.max_tokens, tokens(CHAT) // 2) * BYTES_A_TOKEN]
        return _reply(conversation, [{"text": short}], "max_tokens")
    return _reply(conversation, [{"text": CHAT}], "end_turn")


def _limited_tool_use(
    conversation: Conversation, tool: str, answer: Any, raw: bytes, *, cut: bool
) -> dict[str, Any]:
    use = {"toolUseId": f"tooluse_{hashlib.sha256(raw).hexdigest()[:22]}", "name": tool, "input": answer}
    if cut or tokens(json.dumps(answer, ensure_ascii=False)) > conversation.max_tokens:
        # The JSON breaks off in the middle; what reaches a client is the part that could be parsed.
        return _reply(conversation, [{"toolUse": {**use, "input": {}}}], "max_tokens")
    return _reply(conversation, [{"toolUse": use}], "tool_use")


def _reply(conversation: Conversation, content: list[dict[str, Any]], stop_reason: str) -> dict[str, Any]:
    into = math.ceil(conversation.input_characters / BYTES_A_TOKEN)
    into += sum(map(tokens_of, conversation.pictures))
    out = (
        conversation.max_tokens
        if stop_reason == "max_tokens"
        else tokens(json.dumps(content, ensure_ascii=False))
    )
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop_reason,
        "usage": {"inputTokens": into, "outputTokens": out, "totalTokens": into + out},
    }
