"""Composition objects: text, options, confirmation dialogs and the like.

Limits are those of https://docs.slack.dev/reference/block-kit/composition-objects and the pages under it.
"""

from typing import Any, Final

from sandbox.slack.blockkit.schema import (
    Bool,
    Enum,
    Fault,
    Faults,
    List,
    Lit,
    Obj,
    Rule,
    Str,
    Typed,
    Union,
)

BLOCK_ID: Final = Str(255)
ACTION_ID: Final = Str(255)
URL: Final = Str(3000, pattern=r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", what="a valid URL")
IMAGE_URL: Final = Str(3000, pattern=r"https?://\S+", what="a valid URL")

_DATE: Final = Str(10, pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", what="a date: YYYY-MM-DD")
_TIME: Final = Str(5, pattern=r"([01]\d|2[0-3]):[0-5]\d", what="a time: HH:mm")
DATE, TIME = _DATE, _TIME


def plain(high: int, low: int = 1) -> Rule:
    """A `plain_text` object of `low` to `high` characters."""
    return Obj({"type": Lit("plain_text"), "text": Str(high, low)}, {"emoji": Bool()})


def mrkdwn(high: int, low: int = 1) -> Rule:
    return Obj({"type": Lit("mrkdwn"), "text": Str(high, low)}, {"verbatim": Bool()})


def any_text(high: int, low: int = 1) -> Rule:
    """`plain_text` or `mrkdwn`."""
    return Union(Typed({"plain_text": plain(high, low), "mrkdwn": mrkdwn(high, low)}, {}))


CONFIRM: Final = Obj(
    {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)},
    {"style": Enum(("primary", "danger"))},
)

SLACK_FILE_FIELDS: Final = ("id", "url")


def _one_of_id_and_url(value: dict[str, Any], at: str) -> Faults:
    if (value.get("id") is None) == (value.get("url") is None):
        yield Fault("must provide exactly one of `id` and `url`", at)


SLACK_FILE: Final = Obj({}, {"id": Str(255), "url": Str(3000)}, (_one_of_id_and_url,))

DISPATCH: Final = Obj(
    {}, {"trigger_actions_on": List(Enum(("on_enter_pressed", "on_character_entered")), high=2)}
)


def _some_filter(value: dict[str, Any], at: str) -> Faults:
    if all(item is None for item in value.values()):
        yield Fault(
            "must define at least one of `include`, `exclude_external_shared_channels` and `exclude_bot_users`",
            at,
        )


FILTER: Final = Obj(
    {},
    {
        "include": List(Enum(("im", "mpim", "private", "public")), high=4),
        "exclude_external_shared_channels": Bool(),
        "exclude_bot_users": Bool(),
    },
    (_some_filter,),
)


def option(text: Rule, *, url: bool = False) -> Rule:
    """An option object; `url` is allowed in overflow menus alone."""
    return Obj(
        {"text": text, "value": Str(150)},
        {"description": plain(75)} | ({"url": URL} if url else {}),
    )


PLAIN_OPTION: Final = option(plain(75))
"""In menus; radio buttons and checkboxes take mrkdwn too."""
RICH_OPTION: Final = option(any_text(75))
URL_OPTION: Final = option(plain(75), url=True)
OPTION_GROUP: Final = Obj({"label": plain(75), "options": List(PLAIN_OPTION, high=100)}, {})
