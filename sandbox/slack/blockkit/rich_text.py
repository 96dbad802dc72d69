"""The rich text block, after https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from typing import Final

from sandbox.slack.blockkit.composition import BLOCK_ID, URL
from sandbox.slack.blockkit.schema import Bool, Enum, List, Lit, Number, Obj, Rule, Str, Typed

_MAX_TEXT: Final = 12_000
"""Not documented for one element; nothing longer fits into a message."""

_STYLE: Final = Obj(
    {},
    {
        name: Bool()
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    },
)


def _inline(kind: str, required: dict[str, Rule], **optional: Rule) -> Rule:
    return Obj({"type": Lit(kind), **required}, {"style": _STYLE, **optional})


INLINE: Final = Typed(
    {
        "broadcast": _inline("broadcast", {"range": Enum(("here", "channel", "everyone"))}),
        "channel": _inline("channel", {"channel_id": Str(255)}),
        "color": _inline("color", {"value": Str(20)}),
        "date": _inline(
            "date",
            {"timestamp": Number(0, 99_999_999_999), "format": Str(255)},
            url=URL,
            fallback=Str(_MAX_TEXT),
        ),
        "emoji": _inline("emoji", {"name": Str(255)}, unicode=Str(255), skin_tone=Number(1, 6)),
        "link": _inline("link", {"url": URL}, text=Str(_MAX_TEXT), unsafe=Bool()),
        "text": _inline("text", {"text": Str(_MAX_TEXT)}),
        "user": _inline("user", {"user_id": Str(255)}),
        "usergroup": _inline("usergroup", {"usergroup_id": Str(255)}),
    },
    {},
)
_RUN: Final = List(INLINE, high=1000, low=0)
_SECTION: Final = Obj({"type": Lit("rich_text_section"), "elements": _RUN}, {})
_INDENT: Final = Number(0, 8)
_BORDER: Final = Number(0, 1)

ELEMENTS: Final = Typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Obj(
            {
                "type": Lit("rich_text_list"),
                "style": Enum(("bullet", "ordered")),
                "elements": List(_SECTION, high=1000),
            },
            {"indent": _INDENT, "offset": Number(0, 1_000_000), "border": _BORDER},
        ),
        "rich_text_preformatted": Obj(
            {"type": Lit("rich_text_preformatted"), "elements": _RUN},
            {"border": _BORDER, "language": Str(64)},
        ),
        "rich_text_quote": Obj({"type": Lit("rich_text_quote"), "elements": _RUN}, {"border": _BORDER}),
    },
    {},
)

RICH_TEXT: Final = Obj(
    {"type": Lit("rich_text"), "elements": List(ELEMENTS, high=1000)}, {"block_id": BLOCK_ID}
)
