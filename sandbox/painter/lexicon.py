"""The vocabulary as an index: from phrases to what they may mean."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from sandbox.painter import vocabulary as words

BREAK: Final = "|"


"""Stands in the token list where the prompt has punctuation."""


_TOKEN: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.,;:!?()\n/]")


_LONGEST: Final = 4


_TAGS: Final[tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]] = (
    ("medium", words.MEDIA), ("time", words.TIMES), ("weather", words.WEATHERS), ("season", words.SEASONS),
    ("light", words.LIGHTS), ("mood", words.MOODS), ("tone", words.TONES), ("view", words.VIEWS),
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    kind: str
    name: str
    length: int
    plural: bool = False


def tokens(text: str) -> list[str]:
    """Lower-case words without accents, `BREAK` for punctuation, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found = _TOKEN.findall(re.sub(r"[-–—_]+", " ", plain.replace("&", " ")))
    return [token if token[0].isalnum() else BREAK for token in found]


@cache
def _index() -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Phrase -> what it may mean: (kind, canonical) pairs."""
    found: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}

    def add(kind: str, canonical: str, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            found.setdefault(tuple(tokens(phrase)), {})[kind, canonical] = None

    for members in words.SUBJECTS.values():
        for canonical, synonyms in members.items():
            add("subject", canonical, (canonical, *synonyms))
    for kind, table in _TAGS:
        for canonical, synonyms in table.items():
            add(kind, canonical, (canonical, *synonyms))
    for colour in words.COLOURS:
        add("colour", colour, (colour, *words.COLOUR_SYNONYMS.get(colour, ())))
    return MappingProxyType({phrase: tuple(meanings) for phrase, meanings in found.items()})


def singulars(word: str) -> Iterator[str]:
    """`word`, then what it may be the plural or the -ing form of."""
    yield word
    if word.endswith("'s"):
        yield word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        if word.endswith("ves"):
            yield from (word[:-3] + "f", word[:-3] + "fe")
    if len(word) > 5 and word.endswith("ing"):
        yield word[:-3]


def meanings(stream: list[str], at: int) -> tuple[list[Hit], int]:
    """What the longest known phrase at `at` may mean."""
    for length in range(min(_LONGEST, len(stream) - at), 0, -1):
        phrase = stream[at : at + length]
        for one in () if BREAK in phrase else _singular_phrases(phrase):
            known = _index().get(tuple(one))
            if not known:
                continue
            if one != phrase and phrase[-1].endswith("ing") and known[0][0] not in ("weather", "light"):
                continue
            plural = one != phrase or phrase[-1] in _PLURAL_NAMES or _listed_plural(phrase, known)
            return [Hit(kind, name, length, plural) for kind, name in known], length
    return [], 0


def _singular_phrases(phrase: list[str]) -> Iterator[list[str]]:
    """`phrase`, then with its last word in the singular, then with its first ("cups of tea")."""
    for last in singulars(phrase[-1]):
        yield [*phrase[:-1], last]
    if "of" in phrase[1:-1]:
        for first in singulars(phrase[0]):
            yield [first, *phrase[1:]]


def _listed_plural(phrase: list[str], known: tuple[tuple[str, str], ...]) -> bool:
    """Whether the vocabulary has `phrase` itself, and also its singular for the same thing."""
    return any(
        _index().get((*phrase[:-1], single), ())[:1] == known[:1]
        for single in singulars(phrase[-1])
        if single != phrase[-1] and not phrase[-1].endswith("ing")
    )


_PLURAL_NAMES: Final = frozenset({"people", "men", "women", "children", "wolves", "mice", "geese", "cattle"})
