"""French, German and Spanish into English, word by word, with adjectives moved before their noun."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sandbox.bedrock.writer.languages.european_words import FRENCH, GERMAN, SPANISH

_LISTS: Final = {"fr": FRENCH, "de": GERMAN, "es": SPANISH}
_NOUN_FIRST: Final = frozenset({"fr", "es"})
_TOKENS: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s'’]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Word:
    """The English of a word, and whether it describes a noun; an empty text is left out."""

    english: str
    describes: bool


@cache
def dictionary(language: str) -> dict[str, Word]:
    """Lower-case words of ``fr``, ``de`` or ``es``."""
    found: dict[str, Word] = {}
    for entry in _LISTS[language].split(";"):
        foreign, _, english = entry.strip().partition(" ")
        if foreign:
            text = english.rstrip("*")
            found.setdefault(foreign, Word("" if text == "-" else text, english.endswith("*")))
    return found


def tokens_of(text: str) -> list[str]:
    """Words and marks; an elided article ("l'hiver") is a word of its own."""
    return _TOKENS.findall(text)


def to_english(text: str, language: str) -> str:
    """`text` in English; words the dictionary lacks stay as they are."""
    lexicon = dictionary(language)
    said: list[str] = []
    previous_is_noun = False
    for token in tokens_of(text):
        word = lexicon.get(token.lower())
        english = word.english if word else token
        if not english:
            continue
        if word and word.describes and previous_is_noun and language in _NOUN_FIRST:
            said.insert(_noun_start(said), english)
            continue
        said.append(english)
        previous_is_noun = not (word and (word.describes or _is_small(word.english)))
    return _spaced(said)


def _noun_start(said: list[str]) -> int:
    """Where the last noun begins: adjectives that came before it stay nearest to it."""
    return len(said) - 1


def _is_small(english: str) -> bool:
    return english in {
        "a",
        "the",
        "of",
        "of the",
        "in",
        "on",
        "and",
        "with",
        "at",
        "at the",
        "to",
        "my",
        "their",
    }


def _spaced(said: list[str]) -> str:
    text = " ".join(said)
    text = re.sub(r"\s+([,.;:!?)\]])", r"\1", text)
    return re.sub(r"\ba(?= [aeiou])", "an", text)
