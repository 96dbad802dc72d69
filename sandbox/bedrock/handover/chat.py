"""Converse by way of a chat server: ``/v1/chat/completions`` with tools, pictures and usage."""

import json
import re
from typing import Any, Final

import aiohttp

from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.handover.chat_request import chat_body
from sandbox.bedrock.handover.wire import Endpoint, RefusedError, post

Json = dict[str, Any]

_STOP_REASONS: Final = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "content_filter": "content_filtered",
}
_FENCE: Final = re.compile(r"\A\s*```[a-z]*\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class ChatServer:
    """A chat server in the place of a language model."""

    def __init__(self, session: aiohttp.ClientSession, endpoint: Endpoint) -> None:
        self._session = session
        self.endpoint = endpoint
        self._limit = "max_tokens"
        """The name this server has for the limit of an answer; newer ones want another."""

    async def converse(self, body: Json, forced_tool: str | None) -> Json:
        """Answer a Converse request that has been found valid.

        Raises
        ------
        BedrockError : the server's troubles, or ValidationException for content it can't be given
        """
        request = chat_body(body, self.endpoint.model, self._limit)
        try:
            answer = await post(self._session, self.endpoint, request)
        except RefusedError as error:
            if self._limit not in request or "max_completion_tokens" not in error.reason:
                raise
            self._limit = "max_completion_tokens"
            request = chat_body(body, self.endpoint.model, self._limit)
            answer = await post(self._session, self.endpoint, request)
        return reply(answer, forced_tool, request)


def reply(answer: Json, forced_tool: str | None, request: Json) -> Json:
    """A chat completion as Converse tells it, without metrics.

    Raises
    ------
    BedrockError : ModelErrorException for an answer that is none
    """
    try:
        choice = answer["choices"][0]
        message: Json = choice["message"]
        calls = message.get("tool_calls") or []
        uses = [_tool_use(call, position) for position, call in enumerate(calls)]
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise BedrockError("ModelErrorException", "The chat server's answer is no completion.") from error
    stop_reason = _STOP_REASONS.get(choice.get("finish_reason") or "stop", "end_turn")
    text = _text(message)
    if message.get("refusal"):
        text, stop_reason = text or str(message["refusal"]), "content_filtered"
    if not uses and forced_tool and stop_reason == "end_turn" and (said := _said_instead(text)) is not None:
        uses, text = [({"toolUseId": "call_0", "name": forced_tool, "input": said}, True)], ""
    if uses and stop_reason == "end_turn":
        stop_reason = "tool_use"  # many servers say "stop" even so
    if not all(readable for _, readable in uses) and stop_reason == "tool_use":
        stop_reason = "malformed_tool_use"
    content: list[Json] = [{"text": text}] if text.strip() else []
    content += [{"toolUse": use} for use, _ in uses]
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop_reason,
        "usage": _usage(answer.get("usage") or {}, request, content),
    }


def _text(message: Json) -> str:
    content = message.get("content") or ""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content)


def _tool_use(call: Json, position: int) -> tuple[Json, bool]:
    """The call, and whether its arguments could be read."""
    function = call["function"]
    given = function.get("arguments") or "{}"
    try:
        arguments = given if isinstance(given, dict) else json.loads(given)
    except ValueError:
        arguments = None
    identity = re.sub(r"[^a-zA-Z0-9_-]", "_", str(call.get("id") or f"call_{position}"))[:64]
    use = {"toolUseId": identity, "name": str(function["name"])}
    return {**use, "input": arguments if isinstance(arguments, dict) else {}}, isinstance(arguments, dict)


def _said_instead(text: str) -> Json | None:
    """The tool's input where a model wrote it out as JSON: some servers pass over a forced tool."""
    fenced = _FENCE.match(text)
    try:
        said = json.loads(fenced.group(1) if fenced else text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _usage(usage: Json, request: Json, content: list[Json]) -> Json:
    """The server's count; where it has none, a guess of four bytes a token."""
    into, out = usage.get("prompt_tokens"), usage.get("completion_tokens")
    into = into if isinstance(into, int) else _guess(request["messages"])
    out = out if isinstance(out, int) else _guess(content)
    return {"inputTokens": into, "outputTokens": out, "totalTokens": into + out}


def _guess(value: Any) -> int:
    return -(-len(json.dumps(value, ensure_ascii=False).encode()) // 4)
