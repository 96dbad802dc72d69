"""From a Converse request to the body of a chat completion."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.bedrock.errors import BedrockError, validation_error

Json = dict[str, Any]


def chat_body(body: Json, model: str, limit: str) -> Json:
    """The request in the chat server's terms; `limit` is its name for the most tokens of an answer.

    Raises
    ------
    BedrockError : ValidationException for content that has no counterpart, such as documents and video
    """
    config = body.get("inferenceConfig") or {}
    chat: Json = {"model": model, "messages": [*_system(body), *_messages(body)], "stream": False}
    names = {"temperature": "temperature", "topP": "top_p", "maxTokens": limit, "stopSequences": "stop"}
    chat |= {theirs: config[ours] for ours, theirs in names.items() if ours in config}
    return chat | _tools(body.get("toolConfig") or {})


def _system(body: Json) -> Iterator[Json]:
    texts = [block["text"] for block in body.get("system") or () if "text" in block]
    if texts:
        yield {"role": "system", "content": "\n\n".join(texts)}


def _messages(body: Json) -> Iterator[Json]:
    for message in body["messages"]:
        if message["role"] == "assistant":
            yield _assistant(message["content"])
            continue
        results = [block["toolResult"] for block in message["content"] if "toolResult" in block]
        yield from (_tool_result(result) for result in results)
        parts = [_part(block) for block in message["content"] if _is_said(block)]
        if parts:
            only_text = len(parts) == 1 and parts[0]["type"] == "text"
            yield {"role": "user", "content": parts[0]["text"] if only_text else parts}


def _is_said(block: Json) -> bool:
    return not block.keys() & {"toolResult", "cachePoint"}


def _part(block: Json) -> Json:
    if "text" in block:
        return {"type": "text", "text": block["text"]}
    if "image" in block and "bytes" in block["image"]["source"]:
        image = block["image"]  # on the wire its bytes are base64 already
        url = f"data:image/{image['format']};base64,{image['source']['bytes']}"
        return {"type": "image_url", "image_url": {"url": url}}
    raise _no_counterpart(block)


def _assistant(content: list[Json]) -> Json:
    text = "".join(block["text"] for block in content if "text" in block)
    calls = [
        {
            "id": use["toolUseId"],
            "type": "function",
            "function": {"name": use["name"], "arguments": json.dumps(use["input"], ensure_ascii=False)},
        }
        for use in (block["toolUse"] for block in content if "toolUse" in block)
    ]
    return {"role": "assistant", "content": text or None} | ({"tool_calls": calls} if calls else {})


def _tool_result(result: Json) -> Json:
    texts = []
    for block in result["content"]:
        if "text" in block:
            texts.append(block["text"])
        elif "json" in block:
            texts.append(json.dumps(block["json"], ensure_ascii=False))
        else:
            raise _no_counterpart(block)
    said = "\n".join(texts)
    failed = result.get("status") == "error"
    return {
        "role": "tool",
        "tool_call_id": result["toolUseId"],
        "content": f"Error: {said}" if failed else said,
    }


def _tools(config: Json) -> Json:
    specs = [tool["toolSpec"] for tool in config.get("tools") or () if "toolSpec" in tool]
    if not specs:
        return {}
    tools = [
        {
            "type": "function",
            "function": {
                "name": spec["name"],
                **({"description": spec["description"]} if "description" in spec else {}),
                "parameters": spec["inputSchema"].get("json", {"type": "object"}),
            },
        }
        for spec in specs
    ]
    choice = config.get("toolChoice") or {}
    if "tool" in choice:
        chosen: Any = {"type": "function", "function": {"name": choice["tool"]["name"]}}
    else:
        chosen = "required" if "any" in choice else "auto"
    return {"tools": tools, "tool_choice": chosen}


def _no_counterpart(block: Json) -> BedrockError:
    kind = next(iter(block), "nothing")
    return validation_error(f"The chat server behind the sandbox can't be given this content: {kind}.")
