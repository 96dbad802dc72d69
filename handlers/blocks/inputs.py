"""The inputs that forms are made of, and what was entered in them."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.blocks.elements import MAX_OPTION, Block, plain, shortened
from handlers.texts import Texts

MAX_INPUT: Final = 3000
"""Characters of a plain-text input (Block Kit reference, "Plain-text input")."""

INPUT: Final = "input"
"""The action id of every input; the block's id tells them apart."""


def modal(
    callback_id: str, title: str, submit: str, texts: Texts, metadata: str, blocks: list[Block]
) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain(texts.close),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def input_block(
    block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {**element, "action_id": INPUT},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint)
    return block


def text_input(
    block_id: str,
    label: str,
    value: str,
    *,
    most: int,
    hint: str | None = None,
    placeholder: str | None = None,
    multiline: bool = False,
    optional: bool = False,
    focus: bool = False,
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": most}
    if focus:
        element["focus_on_load"] = True
    if value:
        element["initial_value"] = value
    if placeholder:
        element["placeholder"] = plain(placeholder)
    return input_block(block_id, label, element, hint=hint, optional=optional)


def number_input(
    block_id: str,
    label: str,
    value: float | None,
    limits: tuple[float, float],
    *,
    hint: str,
    decimal: bool,
) -> Block:
    element: Block = {
        "type": "number_input",
        "is_decimal_allowed": decimal,
        "min_value": f"{limits[0]:g}",
        "max_value": f"{limits[1]:g}",
    }
    if value is not None:
        element["initial_value"] = f"{round(value, 4):g}"
    return input_block(block_id, label, element, hint=hint, optional=True)


def select_input(block_id: str, label: str, choices: Mapping[str, str], chosen: str) -> Block:
    options = {value: _option(value, text) for value, text in choices.items()}
    element: Block = {"type": "static_select", "options": list(options.values())}
    element["initial_option"] = options.get(chosen) or next(iter(options.values()))
    return input_block(block_id, label, element)


def radio_input(block_id: str, label: str, choices: Mapping[str, str], chosen: str) -> Block:
    options = {value: _option(value, text) for value, text in choices.items()}
    element = {"type": "radio_buttons", "options": list(options.values()), "initial_option": options[chosen]}
    return input_block(block_id, label, element)


def checkbox_input(block_id: str, label: str, text: str, *, ticked: bool) -> Block:
    option = _option(block_id, text)
    element: Block = {"type": "checkboxes", "options": [option]}
    if ticked:
        element["initial_options"] = [option]
    return input_block(block_id, label, element, optional=True)


# An option needs a value, also the one that stands for none.
_NONE: Final = "none"


def _option(value: str, text: str) -> Block:
    return {"text": plain(shortened(text, MAX_OPTION)), "value": value or _NONE}


def entered_in(state: Mapping[str, Any]) -> str:
    """What one input holds, as text."""
    if state.get("selected_option"):
        value = str(state["selected_option"]["value"])
        return "" if value == _NONE else value
    if state.get("selected_options"):
        return str(state["selected_options"][0]["value"])
    return str(state.get("value") or "").strip()
