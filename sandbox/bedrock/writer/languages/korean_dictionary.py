"""The Korean word lists as look-up tables."""

import re
from functools import cache

from sandbox.bedrock.writer.languages.korean_forms import VerbForm, verb_forms
from sandbox.bedrock.writer.languages.korean_nouns import ART, BEINGS, NATURE, NOUN_LISTS, PLACES
from sandbox.bedrock.writer.languages.korean_words import ADJECTIVES, NUMBERS, RELATIONS, SET_PHRASES, VERBS


def _pairs(text: str) -> dict[str, str]:
    entries = (entry.strip().partition(" ") for entry in text.split(";") if entry.strip())
    return {korean: english for korean, _, english in entries}


@cache
def nouns() -> dict[str, str]:
    """Korean to English, all subjects."""
    return {korean: english for part in NOUN_LISTS for korean, english in _pairs(part).items()}


@cache
def media() -> frozenset[str]:
    return frozenset(_pairs(ART))


@cache
def beings() -> frozenset[str]:
    return frozenset(_pairs(BEINGS))


@cache
def places() -> frozenset[str]:
    return frozenset(_pairs(PLACES)) | frozenset(_pairs(NATURE))


@cache
def adjectives() -> dict[str, str]:
    return _pairs(ADJECTIVES)


@cache
def relations() -> dict[str, str]:
    return _pairs(RELATIONS)


@cache
def numbers() -> dict[str, str]:
    return _pairs(NUMBERS)


@cache
def set_phrases() -> list[tuple[re.Pattern[str], str]]:
    rules = (entry.partition(" = ") for entry in SET_PHRASES.split(";") if entry.strip())
    return [
        (re.compile(rf"(?<!\S){re.escape(apart.strip())}"), together.strip()) for apart, _, together in rules
    ]


@cache
def verbs() -> dict[str, VerbForm]:
    return verb_forms(VERBS)
