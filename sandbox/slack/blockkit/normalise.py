"""What Slack adds to blocks when it keeps them: missing ids and the defaults of text objects."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sandbox.slack.state.model import Json

_STATIC: Final = ("image", "plain_text", "mrkdwn")
"""What stands among elements without being one that acts."""


def normalise(blocks: list[Json], short_id: Callable[[], str]) -> list[Json]:
    """A deep copy of valid `blocks` with every ``block_id`` and ``action_id`` filled in."""
    copies: list[Json] = _copy(blocks)
    for block in copies:
        block["block_id"] = block.get("block_id") or short_id()
        for element in elements_of(block):
            element["action_id"] = element.get("action_id") or short_id()
    return copies


def normalise_text(text: Json) -> Json:
    """A copy of a valid text object with its defaults filled in."""
    copied: Json = _copy(text)
    return copied


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, in the order shown."""
    candidates = [block.get("accessory"), block.get("element")]
    if block["type"] in ("actions", "context"):
        candidates += block["elements"]
    for element in candidates:
        if isinstance(element, dict) and element.get("type") not in _STATIC:
            yield element


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(item) for item in value]
    if not isinstance(value, dict):
        return value
    copied = {key: _copy(item) for key, item in value.items() if item is not None}
    if copied.get("type") == "plain_text":
        copied.setdefault("emoji", True)
    elif copied.get("type") == "mrkdwn":
        copied.setdefault("verbatim", False)
    return copied


def plain_summary(blocks: list[Json]) -> str:
    """The text Slack falls back to in notifications when a message has blocks but no text of its own."""
    parts: list[str] = []
    for block in blocks:
        match block["type"]:
            case "section":
                texts = [block.get("text"), *(block.get("fields") or ())]
                parts += [text["text"] for text in texts if text]
            case "header" | "markdown":
                text = block["text"]
                parts.append(text if isinstance(text, str) else text["text"])
            case "context":
                parts += [element["text"] for element in block["elements"] if "text" in element]
            case "image":
                parts.append(block.get("title", {}).get("text") or block["alt_text"])
    return " ".join(parts)
