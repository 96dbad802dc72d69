"""One-line titles for drafts, in English or Korean."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from sandbox.bedrock.writer.compose import Draft
from sandbox.bedrock.writer.languages.korean_dictionary import nouns
from sandbox.bedrock.writer.offer import Offer
from sandbox.bedrock.writer.phrases import CONJUNCTIONS, PREPOSITIONS, title_case, trimmed

LONGEST: Final = 60
_SUBJECT: Final = 34


def titles_for(drafts: Sequence[Draft], offer: Offer) -> list[str]:
    """What is in each picture and what sets it apart; different from each other, at most `LONGEST` characters."""
    titles: list[str] = []
    for draft in drafts:
        by_light, by_view = _titles(draft, offer)
        first, second = (by_view, by_light) if draft.which == 1 else (by_light, by_view)
        titles.append(second if first in titles else first)
    return titles


def _titles(draft: Draft, offer: Offer) -> tuple[str, str]:
    if offer.title_language == "Korean":
        subject = _korean_subject(offer)
        hooks, joint = (draft.light.title_ko, draft.view.title_ko), " · "
    else:
        subject = title_case(short_name(bare(offer.reading.subjects[0].text)))
        hooks, joint = (draft.light.title, draft.view.title), " "
    return trimmed(subject + joint + hooks[0], LONGEST), trimmed(subject + joint + hooks[1], LONGEST)


def short_name(text: str) -> str:
    """`text` if it is short; else what stands before a preposition or an "…ing", late enough to say something."""
    if len(text) <= _SUBJECT:
        return text
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        name = " ".join(words[:end])
        joint = (
            words[end].lower() in PREPOSITIONS
            or words[end].lower() in CONJUNCTIONS
            or words[end].endswith("ing")
        )
        if joint and len(name) <= _SUBJECT and not words[end - 1].endswith("ing"):
            return name
    return trimmed(text, _SUBJECT)


def bare(text: str) -> str:
    """Without an article in front."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"a", "an", "the"} and rest else text


def _korean_subject(offer: Offer) -> str:
    """In the person's own Korean, else from the dictionary, else in the words there are."""
    if offer.language == "ko":
        pieces = (piece.strip(" .·-\"'") for piece in offer.original.split(","))
        first = next((piece for piece in pieces if re.search(r"\w", piece)), "")
        return trimmed(first, _SUBJECT)
    main = offer.reading.subjects[0]
    korean = _english_to_korean()
    for name in (bare(main.text).casefold(), main.canonical):
        if name in korean:
            return korean[name]
    return trimmed(bare(main.text), _SUBJECT)


def korean_name(thing: str) -> str:
    """A thing named in English, in Korean where the dictionary has it."""
    return _english_to_korean().get(bare(thing).casefold(), bare(thing))


@cache
def _english_to_korean() -> dict[str, str]:
    """The first Korean word the dictionary has for an English one."""
    reverse: dict[str, str] = {}
    for korean, english in nouns().items():
        reverse.setdefault(english.casefold(), korean)
    return reverse
