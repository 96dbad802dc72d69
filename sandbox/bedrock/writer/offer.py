"""What is asked of the writer when it is to offer prompts, read and put in order."""

import re
from dataclasses import dataclass
from typing import Final

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.lexicon import words_of
from sandbox.bedrock.writer.reading import Reading, read
from sandbox.bedrock.writer.subject import with_a_subject

DEFAULT_LONGEST: Final = 512
_HEX: Final = re.compile(r"\s*\(?#[0-9A-Fa-f]{3,8}\)?")


@dataclass(frozen=True, slots=True)
class Offer:
    """Three prompts are wanted.

    Attributes
    ----------
    original : the keywords as they came, cleaned
    reading : the keywords in English, understood
    style : in English; empty if none was given
    palette : names of colours that must be used and no others; empty leaves them free
    avoided : words that must not appear
    already_offered : prompts the person has passed over
    texture : a clause on surfaces; empty leaves them to the medium
    first_view : the painter's name of the viewpoint of the first prompt; empty leaves it free
    layout : a clause on the composition that all three keep, and with it the viewpoint; empty leaves it free
    part : whether only a part of a picture is to be described, without its surroundings
    """

    original: str
    language: str
    reading: Reading
    style: str
    title_language: str
    longest: int
    palette: tuple[str, ...]
    avoided: frozenset[str]
    already_offered: tuple[str, ...]
    temperature: float
    texture: str = ""
    first_view: str = ""
    layout: str = ""
    part: bool = False


_AS_THE_PICTURES: Final = "as in <reading>"


def read_offer(assignment: Assignment, keywords: str | None = None) -> Offer:
    """The tags of an ``offer_prompts`` conversation, or with other `keywords`; they may be in any language."""
    original = cleaned(assignment.main("keywords") if keywords is None else keywords)
    style = assignment.tag("style")
    translated = translate(original)
    palette = [_HEX.sub("", colour).strip() for colour in assignment.tag("palette").split(",")]
    negative = translate(cleaned(assignment.tag("must_not_appear"))).english
    return Offer(
        original=original,
        language=translated.language,
        reading=with_a_subject(read(translated.english)),
        style=translate(cleaned("" if style == _AS_THE_PICTURES else style)).english.strip(" ,."),
        title_language=assignment.tag("title_language") or "English",
        longest=assignment.longest(DEFAULT_LONGEST),
        palette=tuple(colour for colour in palette if colour),
        avoided=frozenset(words_of(negative)),
        already_offered=assignment.tags("prompt", "already_offered"),
        temperature=assignment.temperature,
    )
