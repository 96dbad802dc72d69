"""What a person chose: from a plain value to the form Slack sends, and the client's own checks.

A *plain value* is what a test or the page says: text for inputs, an option's ``value`` for menus (a list
of them where several can be chosen), an id for people and channels, ``YYYY-MM-DD``, ``HH:mm``, seconds
since the epoch, or a list of file ids.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sandbox.slack.blockkit.normalise import elements_of
from sandbox.slack.state.model import Json

REQUIRED: Final = "Please complete this required field."
"""Slack's own sentence under an input that was left empty."""

_SINGLE: Final[Mapping[str, tuple[str, str]]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
}
_SEVERAL: Final[Mapping[str, tuple[str, str]]] = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", ""),
}
_BY_OPTION: Final = ("static_select", "radio_buttons", "checkboxes", "multi_static_select", "overflow")
STATEFUL: Final = frozenset([*_SINGLE, *_SEVERAL])
"""Elements that hold a value; buttons and overflow menus only act."""


class NotOfferedError(ValueError):
    """A value that the element, as shown, cannot take. Its text says why."""


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]


def initial(element: Json) -> Json:
    """The element's state before anyone touched it, as in ``state.values``."""
    kind = element["type"]
    if kind in _SINGLE:
        field, source = _SINGLE[kind]
        return {"type": kind, field: element.get(source)}
    field, source = _SEVERAL[kind]
    return {"type": kind, field: list(element.get(source) or ())}


def entered(element: Json, value: Any, file: Callable[[str], Json | None]) -> Json:
    """The element's state once a person has given it the plain `value` (None empties it).

    Raises
    ------
    NotOfferedError
        The value is not among the options, or not of the element's kind.
    """
    kind = element["type"]
    if kind in _SINGLE:
        field, _ = _SINGLE[kind]
        return {"type": kind, field: None if value in (None, "") else _single(element, value)}
    field, _ = _SEVERAL[kind]
    values = [] if value in (None, "") else value if isinstance(value, list) else [value]
    if kind in _BY_OPTION:
        chosen: list[Any] = [_option(element, item) for item in values]
    elif kind == "file_input":
        chosen = [_known(file(item), f"there is no file {item}") for item in values]
    else:
        chosen = [str(item) for item in values]
    return {"type": kind, field: chosen}


def _single(element: Json, value: Any) -> Any:
    kind = element["type"]
    if kind in _BY_OPTION:
        return _option(element, value)
    if kind == "datetimepicker":
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise NotOfferedError("a date and time is given in seconds since the epoch") from error
    patterns = {"datepicker": r"\d{4}-\d{2}-\d{2}", "timepicker": r"\d{2}:\d{2}"}
    if kind in patterns and not re.fullmatch(patterns[kind], str(value)):
        raise NotOfferedError(
            f"{value} does not look like {'YYYY-MM-DD' if kind == 'datepicker' else 'HH:mm'}"
        )
    if kind != "rich_text_input":
        return str(value)
    if not isinstance(value, dict) or value.get("type") != "rich_text":
        raise NotOfferedError("rich text is given as a rich_text block")
    return value


def _option(element: Json, value: Any) -> Json:
    """By the option's value, or else by the words shown."""
    options = options_of(element)
    for option in options:
        if option["value"] == value:
            return option
    found = next((option for option in options if option["text"]["text"] == value), None)
    return _known(found, f"{value!r} is not one of {[option['value'] for option in options]}")


def _known(value: Json | None, otherwise: str) -> Json:
    if value is None:
        raise NotOfferedError(otherwise)
    return value


def current(blocks: Iterable[Json], state: Json) -> Json:
    """``state.values`` of a surface: what was entered, else what each element began with."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in STATEFUL:
                given = state.get(block["block_id"], {}).get(element["action_id"])
                same_kind = given is not None and given["type"] == element["type"]
                shown = given if same_kind else initial(element)
                values.setdefault(block["block_id"], {})[element["action_id"]] = shown
    return values


def plain_of(state: Json) -> Any:
    """The part of an element's state that says what was chosen."""
    return next((value for key, value in state.items() if key != "type"), None)


def form_faults(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """What Slack's client says under each input before it submits: ``block_id -> sentence``."""
    faults: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        chosen = plain_of(values[block["block_id"]][element["action_id"]])
        if chosen in (None, "", []):
            if not block.get("optional", False):
                faults[block["block_id"]] = REQUIRED
        elif sentence := _fault(element, chosen):
            faults[block["block_id"]] = sentence
    return faults


def _fault(element: Json, chosen: Any) -> str:
    match element["type"]:
        case "plain_text_input":
            low, high = element.get("min_length", 0), element.get("max_length", 3000)
            if len(chosen) < low:
                return f"This must be at least {low} characters."
            if len(chosen) > high:
                return f"This must be no more than {high} characters."
        case "number_input":
            return _number_fault(element, chosen)
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", chosen):
            return "Please enter a valid email address."
        case "url_text_input" if not re.fullmatch(r"https?://\S+", chosen):
            return "Please enter a valid URL."
        case "file_input":
            return _file_fault(element, chosen)
        case kind if kind.startswith("multi_") and len(chosen) > element.get("max_selected_items", 100):
            return f"Please choose no more than {element['max_selected_items']}."
    return ""


def _number_fault(element: Json, chosen: str) -> str:
    decimal = element["is_decimal_allowed"]
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimal else r"-?\d+", chosen):
        return "Please enter a number." if decimal else "Please enter a whole number."
    if "min_value" in element and float(chosen) < float(element["min_value"]):
        return f"This must be {element['min_value']} or more."
    if "max_value" in element and float(chosen) > float(element["max_value"]):
        return f"This must be {element['max_value']} or less."
    return ""


MAX_INPUT_FILE: Final = 10_000_000
"""Bytes of one file in a file input ("File input element": 10 MB)."""


def _file_fault(element: Json, chosen: list[Json]) -> str:
    if len(chosen) > element.get("max_files", 10):
        return f"Please choose no more than {element.get('max_files', 10)} files."
    if any(file.get("size", 0) > MAX_INPUT_FILE for file in chosen):
        return "Files can be up to 10 MB."
    return ""
