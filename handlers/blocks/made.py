"""What was made of which picture, in a line."""

import html
import re
from collections.abc import Mapping
from typing import Final

from handlers.blocks.elements import escape, joined, shortened
from handlers.texts import Texts
from services.ask import Strength, Use
from services.jobs import Image, Made, PaintWork
from services.painting.frame import Frame
from services.painting.interface import Task
from services.painting.uses import use_of

_LONGEST: Final = 300
"""Characters of words in the line; longer ones stand below it."""

_ENLARGING: Final[Mapping[Task, str]] = {
    Task.UPSCALE: "fast",
    Task.UPSCALE_FAITHFUL: "faithful",
    Task.UPSCALE_CREATIVE: "creative",
}

MADE: Final = frozenset(
    {
        Use.VARIATION,
        Use.CHANGE,
        Use.ERASE,
        Use.RECOLOUR,
        Use.EXTEND,
        Use.CUTOUT,
        Use.UPSCALE,
        Use.RESTYLE,
        Use.TRY_ON,
    }
)
"""Uses that leave something of the picture itself."""

STEERABLE: Final = frozenset({Use.STYLE, Use.LAYOUT, Use.SKETCH, Use.VARIATION, Use.EXTEND, Use.RESTYLE})
"""Uses that have a strength."""

_ROUNDING: Final = 2
"""Pixels at an edge that are there only because a canvas has even sides."""

_LONGEST_STYLE: Final = 200
_BOLD: Final = re.compile(r"^\*([^*]*)\*")
_LINK: Final = re.compile(r"<[^|>]*\|([^>]*)>")


def made_line(work: PaintWork, urls: Mapping[str, str], texts: Texts) -> str:
    """What was made of what, as mrkdwn; empty for something new.

    Parameters
    ----------
    urls
        key → address at the CDN; a picture without one is not linked to
    """
    if use_of(work.plan.task) not in MADE:
        return ""
    after = urls.get(work.sources[1].key, "") if len(work.sources) > 1 else ""
    what = _what(work.plan.task, work.made, own_words(work), after, texts)
    return joined([what, _of(work, urls, texts)])


def step_line(image: Image, urls: Mapping[str, str], texts: Texts) -> str:
    """How a picture was made, as mrkdwn: what was done or, of something new, how its reference was used."""
    if use_of(image.task) not in MADE:
        used = f"*{used_for(image.task, texts) or texts.painted_from_words}*"
        return _steered(used, use_of(image.task), image.made, texts)
    after = urls.get(image.references[1], "") if len(image.references) > 1 else ""
    return _what(image.task, image.made, image.original or image.prompt, after, texts)


def says_words(image: Image) -> bool:
    """Whether the words that a picture was painted from are a part of its `step_line`."""
    return _are_in_line(image.task, image.original or image.prompt)


def in_plain(mrkdwn: str) -> str:
    """A line of `made_line` or `step_line` without its marks, for where no mrkdwn is shown."""
    return html.unescape(_LINK.sub(r"\1", without_bold(mrkdwn)))


def without_bold(mrkdwn: str) -> str:
    """The same line where its first words need not stand out."""
    return _BOLD.sub(r"\1", mrkdwn)


def style_said(image: Image, texts: Texts) -> str:
    """The style of a picture as mrkdwn, saying so if its model knows it by name; empty without one."""
    style = escape(shortened(image.style, _LONGEST_STYLE))
    return f"{style} ({texts.preset})" if style and image.made.preset else style


def used_for(task: Task, texts: Texts) -> str:
    """How a picture was used that it is made from; empty where none was."""
    use = use_of(task)
    return "" if use is Use.SPIRIT else texts.use_names[use]


def in_line(work: PaintWork) -> bool:
    """Whether the words it was painted from are a part of `made_line`."""
    return _are_in_line(work.plan.task, own_words(work))


def own_words(work: PaintWork) -> str:
    """The words it was painted from, as the person said them."""
    return work.original or work.prompt


def own_part(work: PaintWork) -> str:
    """The part that is meant, as the person said it."""
    return work.made.where


def _are_in_line(task: Task, words: str) -> bool:
    return use_of(task) in {Use.CHANGE, Use.RECOLOUR} and len(words) <= _LONGEST


def _what(task: Task, made: Made, words: str, after: str, texts: Texts) -> str:
    """What was done with a picture.

    Parameters
    ----------
    words
        that it was painted from, as the person said them
    after
        address of the second picture, for what takes two; empty where it is not linked to
    """
    use = use_of(task)
    name = texts.made_names[use]
    part = escape(shortened(made.where, _LONGEST)) or (texts.masked_part if made.masked else "")
    named = f"{name} {part}".rstrip()
    match use:
        case Use.VARIATION:
            return texts.varied.get(made.strength or Strength.MEDIUM, name)
        case Use.CHANGE | Use.RECOLOUR if words and _are_in_line(task, words):
            return f"{named} → {escape(words)}"
        case Use.EXTEND if made.frame:
            return _steered(f"{name} {_grown(made.frame, texts)}", use, made, texts)
        case Use.UPSCALE:
            return f"{name} ({texts.enlarging_names[_ENLARGING[task]]})"
        case Use.RESTYLE | Use.TRY_ON if after:
            return _steered(f"{named} {texts.made_after(after)}", use, made, texts)
        case _:
            return _steered(named, use, made, texts)


def _steered(line: str, use: Use, made: Made, texts: Texts) -> str:
    """The line with how strongly the picture steered, where that was chosen."""
    how = texts.steered.get(made.strength or "", "") if use in STEERABLE else ""
    return f"{line}, {how}" if how else line


def _grown(frame: Frame, texts: Texts) -> str:
    """Where a picture went on, and from which size to which."""
    free = {
        "left": frame.left,
        "right": frame.width - frame.left - frame.picture_width,
        "top": frame.top,
        "bottom": frame.height - frame.top - frame.picture_height,
    }
    sides = [side for side, pixels in free.items() if pixels > _ROUNDING]
    whole = {"left right": "wider", "top bottom": "taller", "left right top bottom": "around"}
    named = [whole[" ".join(sides)]] if " ".join(sides) in whole else sides
    sizes = f"{frame.picture_width}×{frame.picture_height} → {frame.width}×{frame.height}"
    return ", ".join([*(texts.grown[side] for side in named), sizes])


def _of(work: PaintWork, urls: Mapping[str, str], texts: Texts) -> str:
    first = next(iter(work.sources), None)
    if first is None or first.key not in urls:
        return ""
    return texts.made_of(urls[first.key], first.number, own=first.image_id is None)
