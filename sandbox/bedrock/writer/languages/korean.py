"""Korean into English: a dictionary, the common particles and endings, and English word order.

Korean puts what describes a noun before it ("창가에 앉아 있는 고양이"), English puts it after ("cat sitting by
the window"); one pass over the words, with what waits for its noun kept aside, is enough for the short
descriptions people write. Words the dictionary lacks are romanised, never dropped.
"""

import re
from typing import Final

from sandbox.bedrock.writer.languages.korean_dictionary import (
    adjectives,
    nouns,
    numbers,
    relations,
    set_phrases,
    verbs,
)
from sandbox.bedrock.writer.languages.korean_phrase import KoreanPhrase
from sandbox.bedrock.writer.languages.korean_words import COUNTERS, SILENT
from sandbox.bedrock.writer.languages.romanise import romanised
from sandbox.bedrock.writer.phrases import plural

# Longest first: "에서는" before "는".
_PARTICLES: Final = {
    "에서는": "at", "에서의": "at of", "으로는": "with", "에게서": "from", "이랑": "and", "에서": "at",
    "에는": "at", "에도": "at", "에게": "to", "한테": "to", "께서": "subject", "으로": "with",
    "처럼": "like", "같은": "like",
    "부터": "from", "까지": "to", "마다": "subject", "하고": "and", "보다": "than", "과": "and", "와": "and",
    "랑": "and", "의": "of", "을": "object", "를": "object", "은": "subject", "는": "subject", "이": "subject",
    "가": "subject", "도": "subject", "만": "subject", "에": "at", "로": "with", "들": "plural",
}  # fmt: skip

_ADJECTIVE_ENDINGS: Final = ("한", "로운", "스러운", "다운", "적인")


def to_english(text: str) -> str:
    """One phrase of Korean, without commas, in English; nothing of it is lost."""
    for pattern, together in set_phrases():
        text = pattern.sub(together, text)
    phrase = KoreanPhrase()
    for token in text.split():
        _read(token, phrase)
    return re.sub(r"\s+", " ", phrase.english()).strip()


def _read(token: str, phrase: KoreanPhrase) -> None:
    if token in SILENT and token[:1] != "있":
        return
    if token in ("있는", "없는", "있다", "있던"):
        phrase.exists(token)
    elif token in ("가득한", "가득") and phrase.subjects:
        phrase.clauses.append(f"full of {phrase.subjects.pop()}")
    elif token in adjectives() and not (phrase.marked and token in verbs()):
        phrase.flush_bare()
        phrase.adjectives.append(adjectives()[token])
    elif token in numbers():
        phrase.adjectives.insert(0, numbers()[token])
    elif token in COUNTERS and phrase.bare and phrase.adjectives:
        _count(phrase)
    elif token in nouns():
        phrase.noun(token, nouns()[token], "")
    elif token in verbs():
        phrase.verb(verbs()[token])
    else:
        _read_with_particle(token, phrase)


def _count(phrase: KoreanPhrase) -> None:
    """고양이 세 마리: the number stands after the noun."""
    if phrase.bare and phrase.adjectives:
        number = phrase.adjectives.pop(0)
        phrase.bare = f"{number} {phrase.bare if number == 'one' else plural(phrase.bare)}"


def _read_with_particle(token: str, phrase: KoreanPhrase) -> None:
    for particle, role in _PARTICLES.items():
        stem = token.removesuffix(particle)
        if stem == token or not stem:
            continue
        if stem in COUNTERS and phrase.bare and phrase.adjectives:
            _count(phrase)
            phrase.noun("", phrase.take_bare(), role)
            return
        if stem in relations():
            phrase.relation(relations()[stem], role)
            return
        if stem.endswith("들") and stem[:-1] in nouns():
            phrase.noun(stem, plural(nouns()[stem[:-1]]), role)
            return
        if stem in nouns():
            phrase.noun(stem, nouns()[stem], role)
            return
    if token in relations():
        phrase.relation(relations()[token], "")
        return
    _read_unknown(token, phrase)


def _read_unknown(token: str, phrase: KoreanPhrase) -> None:
    """A compound of known nouns, an adjective made with 한, or a word to be romanised."""
    stem, role = _without_particle(token)
    parts = _taken_apart(stem) or _taken_apart(token)
    if parts:
        whole = stem if _taken_apart(stem) else token
        phrase.noun(whole, " ".join(nouns()[part] for part in parts), role if whole == stem else "")
    elif token in nouns():
        phrase.noun(token, nouns()[token], "")
    elif token.endswith(_ADJECTIVE_ENDINGS) and len(token) > 2:
        phrase.flush_bare()
        phrase.adjectives.append(romanised(token))
    elif re.search("[가-힣]", token):
        phrase.noun(stem, romanised(stem).capitalize(), role)  # most likely a name
    else:
        phrase.noun(token, token, "")


def _without_particle(token: str) -> tuple[str, str]:
    for particle, role in _PARTICLES.items():
        stem = token.removesuffix(particle)
        if stem != token and len(stem) >= 2:
            return stem, role
    return token, ""


def _taken_apart(word: str) -> list[str]:
    """`word` as two or more dictionary nouns, the longest first; empty where that can't be done."""
    parts: list[str] = []
    while word:
        part = next((word[:size] for size in range(len(word), 0, -1) if word[:size] in nouns()), "")
        if not part or (len(part) == 1 and len(word) > 1 and not parts):
            return []
        parts.append(part)
        word = word[len(part) :]
    return parts if len(parts) > 1 else []
