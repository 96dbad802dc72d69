"""The history of a picture: its family tree, each step with its recipe."""

from collections.abc import Mapping, Sequence

from handlers.blocks.costs import price
from handlers.blocks.elements import (
    Block,
    context,
    escape,
    image,
    joined,
    plain,
    section,
    shortened,
    with_accessory,
)
from handlers.blocks.made import says_words, step_line, style_said
from handlers.texts import Texts
from services.family import Member
from services.jobs import Image

HISTORY_VIEW = "modal.history"

_MOST = 45
"""Steps: a form takes 100 blocks, and each step has two."""

_LONGEST_PROMPT = 300
_DEEPEST = 6
"""Indentation beyond this would leave no room for words."""


def history(
    members: Sequence[Member], current: str, urls: Mapping[str, str], texts: Texts, *, as_text: bool = False
) -> Block:
    """The form.

    Parameters
    ----------
    current
        id of the picture whose history was asked for
    urls
        key → address at the CDN
    as_text
        without pictures, for when Slack can't fetch them
    """
    blocks = steps(members, current, urls, texts, as_text=as_text)
    if len(members) == 1:
        blocks.append(context(texts.history_alone))
    return {
        "type": "modal",
        "callback_id": HISTORY_VIEW,
        "title": plain(texts.history),
        "close": plain(texts.close),
        "blocks": blocks,
    }


def steps(
    members: Sequence[Member],
    current: str,
    urls: Mapping[str, str],
    texts: Texts,
    *,
    as_text: bool = False,
    most: int = _MOST,
) -> list[Block]:
    """A family tree, at most `most` of its members; the rest as in `history`."""
    shown = _around(members, current, most)
    blocks: list[Block] = []
    for member in shown:
        one = member.image
        line = section(_line(member, current, urls, texts), f"step.{one.id}")
        if not as_text:
            alt = one.alt or texts.picture_alt(shortened(one.prompt or texts.use_names["cutout"], 100))
            line = with_accessory(line, image(urls[one.thumb_key], alt))
        blocks += [line, context(_recipe(one, urls, texts))]
    if len(members) > len(shown):
        blocks.append(context(texts.history_shortened(len(members) - len(shown))))
    return blocks


def _around(members: Sequence[Member], current: str, most: int) -> Sequence[Member]:
    """As many as there is room for, the one that was asked for among them."""
    at = next((index for index, member in enumerate(members) if member.image.id == current), 0)
    first = max(0, min(at - most // 2, len(members) - most))
    return members[first : first + most]


def _line(member: Member, current: str, urls: Mapping[str, str], texts: Texts) -> str:
    one = member.image
    indent = "\u2003" * min(member.depth, _DEEPEST) + ("↳ " if member.depth else "")
    done = step_line(one, urls, texts)
    here = f"  ·  *{texts.this_picture}*" if one.id == current else ""
    words = "" if says_words(one) else escape(shortened(one.original or one.prompt, _LONGEST_PROMPT))
    return f"{indent}{done}{here}\n{words}".rstrip()


def _recipe(one: Image, urls: Mapping[str, str], texts: Texts) -> str:
    stamp = int(one.created_at.timestamp())
    when = f"<!date^{stamp}^{{date_short_pretty}} {{time}}|{one.created_at:%Y-%m-%d %H:%M} UTC>"
    return joined(
        [
            one.model_name or one.model_id,
            f"{one.width}×{one.height}",
            texts.seed_of(one.seed, one.place, one.together),
            f"cfg {one.guidance:g}" if one.guidance is not None else "",
            texts.qualities.get(one.quality or "", ""),
            texts.in_style(style_said(one, texts)) if one.style else "",
            f"{texts.without}: {escape(shortened(one.negative, 100))}" if one.negative else "",
            " ".join(one.palette),
            price(one.price_usd),
            when,
            f"<{urls[one.s3_key]}|{texts.full_size}>",
        ]
    )
