"""Layout blocks and their limits.

Each has a page under https://docs.slack.dev/reference/block-kit/blocks (`SOURCES`).
"""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.slack.blockkit import composition as c
from sandbox.slack.blockkit import elements as e
from sandbox.slack.blockkit.rich_text import RICH_TEXT
from sandbox.slack.blockkit.schema import (
    Bool,
    Fault,
    Faults,
    List,
    Lit,
    Obj,
    Rule,
    Str,
    Surface,
    Typed,
    Union,
)

MAX_MARKDOWN: Final = 12_000
"""Characters of markdown blocks in one message, together ("Markdown block")."""


def _block(kind: str, required: Mapping[str, Rule], *also: Any, **optional: Rule) -> Obj:
    return Obj({"type": Lit(kind), **required}, {"block_id": c.BLOCK_ID, **optional}, also)


def _text_or_fields(value: dict[str, Any], at: str) -> Faults:
    if value.get("text") is None and value.get("fields") is None:
        yield Fault("must define either `text` or `fields`", at)


def _no_dispatch_of_files(value: dict[str, Any], at: str) -> Faults:
    """Input blocks' page on `dispatch_action`: an unsupported type error will be raised."""
    element = value.get("element")
    takes_files = isinstance(element, dict) and element.get("type") == "file_input"
    if value.get("dispatch_action") is True and takes_files:
        yield Fault("unsupported type: file_input", f"{at}/element/type")


BLOCKS: Final[Mapping[str, Rule]] = {
    "actions": _block("actions", {"elements": List(e.IN_ACTIONS, high=25)}),
    "context": _block(
        "context",
        {
            "elements": List(
                Union(
                    Typed(
                        {
                            "image": e.ELEMENTS["image"],
                            "plain_text": c.plain(3000),
                            "mrkdwn": c.mrkdwn(3000),
                        },
                        {},
                    )
                ),
                high=10,
            )
        },
    ),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": c.plain(150)}),
    "image": _block(
        "image", {"alt_text": Str(2000)}, e.ONE_IMAGE_SOURCE, title=c.plain(2000), **e.IMAGE_FIELDS
    ),
    "input": _block(
        "input",
        {"label": c.plain(2000), "element": e.IN_INPUT},
        _no_dispatch_of_files,
        hint=c.plain(2000),
        optional=Bool(),
        dispatch_action=Bool(),
    ),
    "markdown": _block("markdown", {"text": Str(MAX_MARKDOWN)}),
    "rich_text": RICH_TEXT,
    "section": _block(
        "section",
        {},
        _text_or_fields,
        text=c.any_text(3000),
        fields=List(c.any_text(2000), high=10),
        accessory=e.IN_SECTION,
        expand=Bool(),
    ),
}
"""Not here, so refused: file, video, table and the newer card, carousel, chart and agent blocks."""

SOURCES: Final[Mapping[str, str]] = {
    kind: f"https://docs.slack.dev/reference/block-kit/blocks/{kind.replace('_', '-')}-block"
    for kind in BLOCKS
}
"""Where Slack documents each of them."""

SURFACES: Final[Mapping[str, tuple[Surface, ...]]] = {"markdown": ("message",)}

BLOCK: Final = Typed(BLOCKS, SURFACES)
