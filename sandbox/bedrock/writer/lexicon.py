"""The painter's vocabulary as a look-up: which words name things, and which describe how they are shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from sandbox.painter import vocabulary

Kind = Literal["subject", "medium", "time", "weather", "season", "light", "mood", "tone", "view", "colour"]

WORD: Final = re.compile(r"[\w'’-]+")

_ATTRIBUTES: Final[Mapping[Kind, Mapping[str, tuple[str, ...]]]] = {
    "medium": vocabulary.MEDIA,
    "time": vocabulary.TIMES,
    "weather": vocabulary.WEATHERS,
    "season": vocabulary.SEASONS,
    "light": vocabulary.LIGHTS,
    "mood": vocabulary.MOODS,
    "tone": vocabulary.TONES,
    "view": vocabulary.VIEWS,
}
# A word that names a thing as well as a colour or a manner is read as the thing, except these.
_RATHER_ATTRIBUTE: Final = frozenset({"ink", "pattern", "fall"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase the painter knows, by its canonical name; `group` is set for subjects."""

    kind: Kind
    canonical: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a list of words: its place and length."""

    term: Term
    start: int
    length: int


@cache
def _terms() -> Mapping[tuple[str, ...], Term]:
    terms: dict[tuple[str, ...], Term] = {}
    for group, synonyms in vocabulary.SUBJECTS.items():
        for canonical, others in synonyms.items():
            for phrase in (canonical, *others):
                if phrase not in _RATHER_ATTRIBUTE:
                    terms.setdefault(words_of(phrase), Term("subject", canonical, group))
    for kind, synonyms in _ATTRIBUTES.items():
        for canonical, others in synonyms.items():
            for phrase in (canonical, *others):
                terms.setdefault(words_of(phrase), Term(kind, canonical))
    for colour in vocabulary.COLOURS:
        terms.setdefault(words_of(colour), Term("colour", colour))
    for colour, others in vocabulary.COLOUR_SYNONYMS.items():
        for phrase in others:
            terms.setdefault(words_of(phrase), Term("colour", colour))
    return terms


@cache
def _longest() -> int:
    return max(map(len, _terms()))


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(text))


def terms_in(words: tuple[str, ...]) -> list[Found]:
    """All known terms in `words` from left to right, the longest at each place; plurals are recognised."""
    found = []
    position = 0
    while position < len(words):
        sizes = range(min(_longest(), len(words) - position), 0, -1)
        hit = next(
            ((size, term) for size in sizes if (term := _term(words[position : position + size]))), None
        )
        if hit is None:
            position += 1
        else:
            found.append(Found(hit[1], position, hit[0]))
            position += hit[0]
    return found


def _term(words: tuple[str, ...]) -> Term | None:
    for ending, replacement in (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("'s", ""), ("’s", "")):
        last = words[-1]
        if last.endswith(ending):
            stem = last[: len(last) - len(ending)] + replacement
            if stem and (term := _terms().get((*words[:-1], stem))):
                return term
    return None


def is_term(text: str, kind: Kind) -> bool:
    """Whether `text` as a whole is a term of `kind`."""
    term = _term(words_of(text)) if words_of(text) else None
    return term is not None and term.kind == kind
