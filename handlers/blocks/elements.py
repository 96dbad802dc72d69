"""The parts that messages are made of, within Slack's limits (Block Kit reference)."""

import json
from collections.abc import Sequence
from typing import Any, Final

Block = dict[str, Any]

MAX_SECTION: Final = 3000
MAX_CONTEXT_ELEMENTS: Final = 10
MAX_BUTTON: Final = 75
MAX_OPTION: Final = 75
MAX_CONFIRM: Final = 300
MAX_PLACEHOLDER: Final = 150
MAX_ALT: Final = 2000
MAX_MESSAGE: Final = 12_500
"""Characters of a message's blocks in JSON. Slack says no number; at about 13,000 it is known to refuse them."""


def escape(text: str) -> str:
    """`text` as mrkdwn that means just itself: it can't mention anyone, link anywhere or ping a channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(user: str) -> str:
    return f"<@{user}>"


def quote(text: str) -> str:
    """Escaped text as a quotation."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines())


def section(text: str, block_id: str | None = None) -> Block:
    return _with_id({"type": "section", "text": _mrkdwn(shortened(text, MAX_SECTION))}, block_id)


def context(*texts: str, block_id: str | None = None) -> Block:
    elements = [_mrkdwn(shortened(text, MAX_SECTION)) for text in texts if text][:MAX_CONTEXT_ELEMENTS]
    return _with_id({"type": "context", "elements": elements}, block_id)


def divider() -> Block:
    return {"type": "divider"}


def actions(block_id: str, *buttons: Block) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}


def button(
    text: str,
    action_id: str,
    value: str,
    *,
    style: str | None = None,
    confirm: Block | None = None,
    label: str | None = None,
) -> Block:
    """A button; `label` is what a screen reader says where the text alone is ambiguous."""
    element: Block = {
        "type": "button",
        "text": plain(shortened(text, MAX_BUTTON)),
        "action_id": action_id,
        "value": value,
    }
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    if label:
        element["accessibility_label"] = shortened(label, MAX_BUTTON)
    return element


def option(text: str, value: str, *, description: str | None = None) -> Block:
    made: Block = {"text": plain(shortened(text, MAX_OPTION)), "value": value}
    if description:
        made["description"] = plain(shortened(description, MAX_OPTION))
    return made


def select(action_id: str, options: Sequence[Block], chosen: Block | None, placeholder: str) -> Block:
    """A menu; `chosen` is one of `options`."""
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options),
        "placeholder": plain(shortened(placeholder, MAX_PLACEHOLDER)),
    }
    if chosen:
        element["initial_option"] = chosen
    return element


def with_accessory(block: Block, accessory: Block) -> Block:
    """A section with something on its right."""
    return {**block, "accessory": accessory}


def confirmation(title: str, text: str, confirm: str, deny: str, *, style: str = "danger") -> Block:
    return {
        "title": plain(title),
        "text": plain(text),
        "confirm": plain(confirm),
        "deny": plain(deny),
        "style": style,
    }


def image(url: str, alt_text: str) -> Block:
    return {"type": "image", "image_url": url, "alt_text": shortened(alt_text, MAX_ALT)}


def slack_image(file_id: str, alt_text: str) -> Block:
    """An image that was uploaded to Slack."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": shortened(alt_text, MAX_ALT)}


def fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes as much as this in one message."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) <= MAX_MESSAGE


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def joined(parts: Sequence[str]) -> str:
    """What stands beside each other in a line of details."""
    return "  ·  ".join(part for part in parts if part)


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def _with_id(block: Block, block_id: str | None) -> Block:
    return block if block_id is None else {**block, "block_id": block_id}
