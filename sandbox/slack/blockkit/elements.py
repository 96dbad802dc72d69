"""Block elements and their limits.

Each has a page under https://docs.slack.dev/reference/block-kit/block-elements (`SOURCES`).
"""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.slack.blockkit import composition as c
from sandbox.slack.blockkit.rich_text import RICH_TEXT
from sandbox.slack.blockkit.schema import (
    Bool,
    Enum,
    Fault,
    Faults,
    List,
    Lit,
    Number,
    Obj,
    Rule,
    Str,
    Surface,
    Typed,
)

_PLACEHOLDER: Final[Mapping[str, Rule]] = {"placeholder": c.plain(150), "focus_on_load": Bool()}


def _element(kind: str, required: Mapping[str, Rule] = {}, *also: Any, **optional: Rule) -> Obj:
    return Obj({"type": Lit(kind), **required}, {"action_id": c.ACTION_ID, **optional}, also)


def _options_or_groups(value: dict[str, Any], at: str) -> Faults:
    if (value.get("options") is None) == (value.get("option_groups") is None):
        yield Fault("must define exactly one of `options` and `option_groups`", at)


def _all_options(value: dict[str, Any]) -> list[Any]:
    groups = value.get("option_groups")
    lists = [value.get("options")]
    lists += (
        [group.get("options") for group in groups if isinstance(group, dict)]
        if isinstance(groups, list)
        else []
    )
    return [option for options in lists if isinstance(options, list) for option in options]


def _known_initial(value: dict[str, Any], at: str) -> Faults:
    """What is chosen at first must be one of the options, word for word."""
    options = _all_options(value)
    if (first := value.get("initial_option")) is not None and first not in options:
        yield Fault("must be one of the options", f"{at}/initial_option")
    several = value.get("initial_options")
    for index, option in enumerate(several if isinstance(several, list) else ()):
        if option not in options:
            yield Fault("must be one of the options", f"{at}/initial_options/{index}")


def _min_not_over_max(value: dict[str, Any], at: str) -> Faults:
    low, high = value.get("min_length"), value.get("max_length")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield Fault("`min_length` must not be more than `max_length`", f"{at}/min_length")


def _number(value: Any) -> float | None:
    """Decimals come as strings; what is none has its own fault."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _within_min_and_max(value: dict[str, Any], at: str) -> Faults:
    low, high = _number(value.get("min_value")), _number(value.get("max_value"))
    first = _number(value.get("initial_value"))
    if low is not None and high is not None and low > high:
        yield Fault("`min_value` must not be more than `max_value`", f"{at}/min_value")
    elif first is not None and ((low is not None and first < low) or (high is not None and first > high)):
        yield Fault("must be between `min_value` and `max_value`", f"{at}/initial_value")


def _image_source(value: dict[str, Any], at: str) -> Faults:
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        yield Fault("must define exactly one of `image_url` and `slack_file`", at)


IMAGE_FIELDS: Final[Mapping[str, Rule]] = {"image_url": c.IMAGE_URL, "slack_file": c.SLACK_FILE}
ONE_IMAGE_SOURCE: Final = _image_source

_MENU: Final[Mapping[str, Rule]] = {**_PLACEHOLDER, "confirm": c.CONFIRM}
_PICK_ONE: Final = {**_MENU, "response_url_enabled": Bool()}
_PICK_MANY: Final = {**_MENU, "max_selected_items": Number(1, 100)}
_IDS: Final = List(Str(255), high=100)
_STATIC: Final[Mapping[str, Rule]] = {
    "options": List(c.PLAIN_OPTION, high=100),
    "option_groups": List(c.OPTION_GROUP, high=100),
}
_TYPED_LINE: Final = {**_PLACEHOLDER, "dispatch_action_config": c.DISPATCH}
DECIMAL: Final = Str(40, pattern=r"-?\d+(\.\d+)?", what="a number")

ELEMENTS: Final[Mapping[str, Rule]] = {
    "button": _element(
        "button",
        {"text": c.plain(75)},
        url=c.URL,
        value=Str(2000, 0),
        style=Enum(("primary", "danger")),
        confirm=c.CONFIRM,
        accessibility_label=Str(75),
    ),
    "checkboxes": _element(
        "checkboxes",
        {"options": List(c.RICH_OPTION, high=10)},
        _known_initial,
        initial_options=List(c.RICH_OPTION, high=10),
        confirm=c.CONFIRM,
        focus_on_load=Bool(),
    ),
    "datepicker": _element("datepicker", {}, initial_date=c.DATE, **_MENU),
    "datetimepicker": _element(
        "datetimepicker",
        {},
        initial_date_time=Number(1_000_000_000, 9_999_999_999),
        confirm=c.CONFIRM,
        focus_on_load=Bool(),
    ),
    "email_text_input": _element("email_text_input", {}, initial_value=Str(3000, 0), **_TYPED_LINE),
    "file_input": _element("file_input", {}, filetypes=List(Str(20), high=100), max_files=Number(1, 10)),
    "image": Obj({"type": Lit("image"), "alt_text": Str(2000)}, IMAGE_FIELDS, (_image_source,)),
    "multi_static_select": _element(
        "multi_static_select",
        {},
        _options_or_groups,
        _known_initial,
        initial_options=List(c.PLAIN_OPTION, high=100),
        **_STATIC,
        **_PICK_MANY,
    ),
    "multi_users_select": _element("multi_users_select", {}, initial_users=_IDS, **_PICK_MANY),
    "multi_channels_select": _element("multi_channels_select", {}, initial_channels=_IDS, **_PICK_MANY),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        {},
        initial_conversations=_IDS,
        default_to_current_conversation=Bool(),
        filter=c.FILTER,
        **_PICK_MANY,
    ),
    "number_input": _element(
        "number_input",
        {"is_decimal_allowed": Bool()},
        _within_min_and_max,
        initial_value=DECIMAL,
        min_value=DECIMAL,
        max_value=DECIMAL,
        **_TYPED_LINE,
    ),
    "overflow": _element("overflow", {"options": List(c.URL_OPTION, high=5)}, confirm=c.CONFIRM),
    "plain_text_input": _element(
        "plain_text_input",
        {},
        _min_not_over_max,
        initial_value=Str(3000, 0),
        multiline=Bool(),
        min_length=Number(0, 3000),
        max_length=Number(1, 3000),
        **_TYPED_LINE,
    ),
    "radio_buttons": _element(
        "radio_buttons",
        {"options": List(c.RICH_OPTION, high=10)},
        _known_initial,
        initial_option=c.RICH_OPTION,
        confirm=c.CONFIRM,
        focus_on_load=Bool(),
    ),
    "rich_text_input": _element("rich_text_input", {}, initial_value=RICH_TEXT, **_TYPED_LINE),
    "static_select": _element(
        "static_select",
        {},
        _options_or_groups,
        _known_initial,
        initial_option=c.PLAIN_OPTION,
        **_STATIC,
        **_MENU,
    ),
    "users_select": _element("users_select", {}, initial_user=Str(255), **_MENU),
    "channels_select": _element("channels_select", {}, initial_channel=Str(255), **_PICK_ONE),
    "conversations_select": _element(
        "conversations_select",
        {},
        initial_conversation=Str(255),
        default_to_current_conversation=Bool(),
        filter=c.FILTER,
        **_PICK_ONE,
    ),
    "timepicker": _element("timepicker", {}, initial_time=c.TIME, timezone=Str(255), **_MENU),
    "url_text_input": _element("url_text_input", {}, initial_value=Str(3000, 0), **_TYPED_LINE),
}
"""Not here, so refused: elements filled by the app while the person types (external_select and its
multiple form), workflow buttons, and those of the newer AI blocks."""

SURFACES: Final[Mapping[str, tuple[Surface, ...]]] = {
    "datetimepicker": ("message", "modal"),
    "email_text_input": ("modal",),
    "file_input": ("modal",),
    "number_input": ("modal",),
    "rich_text_input": ("modal", "home"),
    "url_text_input": ("modal",),
}
"""Elements that are not allowed everywhere ("Block elements", table of surfaces)."""

_PAGES: Final[Mapping[str, str]] = {
    "datepicker": "date-picker-element",
    "datetimepicker": "datetime-picker-element",
    "email_text_input": "email-input-element",
    "overflow": "overflow-menu-element",
    "plain_text_input": "plain-text-input-element",
    "radio_buttons": "radio-button-group-element",
    "timepicker": "time-picker-element",
    "url_text_input": "url-input-element",
}


def _page(kind: str) -> str:
    if kind.endswith("_select"):
        return "multi-select-menu-element" if kind.startswith("multi_") else "select-menu-element"
    return _PAGES.get(kind, f"{kind.replace('_', '-')}-element")


SOURCES: Final[Mapping[str, str]] = {
    kind: f"https://docs.slack.dev/reference/block-kit/block-elements/{_page(kind)}" for kind in ELEMENTS
}
"""Where Slack documents each of them."""

_MENUS: Final = (
    "static_select",
    "users_select",
    "channels_select",
    "conversations_select",
)
_MULTI_MENUS: Final = tuple(f"multi_{kind}" for kind in _MENUS)
_CHOICES: Final = ("checkboxes", "datepicker", "radio_buttons", "timepicker")


def _choose(*kinds: str) -> Typed:
    return Typed({kind: ELEMENTS[kind] for kind in kinds}, SURFACES)


IN_SECTION: Final = _choose("button", "image", "overflow", *_CHOICES, *_MENUS, *_MULTI_MENUS)
IN_ACTIONS: Final = _choose("button", "overflow", "datetimepicker", *_CHOICES, *_MENUS)
IN_INPUT: Final = _choose(
    "datetimepicker",
    "email_text_input",
    "file_input",
    "number_input",
    "plain_text_input",
    "rich_text_input",
    "url_text_input",
    *_CHOICES,
    *_MENUS,
    *_MULTI_MENUS,
)
