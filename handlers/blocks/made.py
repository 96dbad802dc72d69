"""What was made of which picture, in a line."""

from collections.abc import Mapping
from typing import Final

from handlers.blocks.elements import escape, joined, shortened
from handlers.texts import Texts
from services.ask import Strength, Use
from services.jobs import PaintWork
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


def made_line(work: PaintWork, urls: Mapping[str, str], texts: Texts) -> str:
    """What was made of what, as mrkdwn; empty for something new.

    Parameters
    ----------
    urls
        key → address at the CDN; a picture without one is not linked to
    """
    use = use_of(work.plan.task)
    if use not in MADE:
        return ""
    return joined([_what(use, work, urls, texts), _of(work, urls, texts)])


def in_line(work: PaintWork) -> bool:
    """Whether the words it was painted from are a part of `made_line`."""
    return use_of(work.plan.task) in {Use.CHANGE, Use.RECOLOUR} and len(own_words(work)) <= _LONGEST


def own_words(work: PaintWork) -> str:
    """The words it was painted from, as the person said them."""
    return work.original or work.prompt


def own_part(work: PaintWork) -> str:
    """The part that is meant, as the person said it."""
    named = work.steering.where if work.steering else ""
    return named or work.plan.where


def _what(use: Use, work: PaintWork, urls: Mapping[str, str], texts: Texts) -> str:
    name = texts.made_names[use]
    part = escape(shortened(own_part(work), _LONGEST))
    if not part and work.sources and work.sources[0].mask_key:
        part = texts.masked_part
    match use:
        case Use.VARIATION:
            strength = work.steering.strength if work.steering else Strength.MEDIUM
            return texts.varied.get(strength, name)
        case Use.CHANGE | Use.RECOLOUR if own_words(work) and in_line(work):
            return f"{name} {part} → {escape(own_words(work))}"
        case Use.EXTEND if work.frame:
            before = f"{work.frame.picture_width}×{work.frame.picture_height}"
            return f"{name} {before} → {work.frame.width}×{work.frame.height}"
        case Use.UPSCALE:
            return f"{name} ({texts.enlarging_names[_ENLARGING[work.plan.task]]})"
        case Use.RESTYLE | Use.TRY_ON if len(work.sources) > 1 and work.sources[1].key in urls:
            return " ".join(filter(None, [name, part, texts.made_after(urls[work.sources[1].key])]))
        case _:
            return f"{name} {part}".rstrip()


def _of(work: PaintWork, urls: Mapping[str, str], texts: Texts) -> str:
    first = next(iter(work.sources), None)
    if first is None or first.key not in urls:
        return ""
    return texts.made_of(urls[first.key], first.number, own=first.image_id is None)
