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


def read_offer(assignment: Assignment) -> Offer:
    """The tags of an ``offer_prompts`` conversation; keywords may be in any language."""
    original = cleaned(assignment.main("keywords"))
    translated = translate(original)
    palette = [_HEX.sub("", colour).strip() for colour in assignment.tag("palette").split(",")]
    negative = translate(cleaned(assignment.tag("must_not_appear"))).english
    return Offer(
        original=original,
        language=translated.language,
        reading=with_a_subject(read(translated.english)),
        style=translate(cleaned(assignment.tag("style"))).english.strip(" ,."),
        title_language=assignment.tag("title_language") or "English",
        longest=assignment.longest(DEFAULT_LONGEST),
        palette=tuple(colour for colour in palette if colour),
        avoided=frozenset(words_of(negative)),
        already_offered=assignment.tags("prompt", "already_offered"),
        temperature=assignment.temperature,
    )
