"""A reading in words: the seven traits of one or several pictures, in English or Korean."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sandbox.bedrock.writer.phrases import listed, sentence_case, trimmed
from sandbox.bedrock.writer.seeing.impression import Impression
from sandbox.bedrock.writer.seeing.telling_english import ENGLISH
from sandbox.bedrock.writer.seeing.telling_korean import KOREAN

TRAITS: Final = ("subject", "medium", "style", "light", "mood", "composition", "texture")
LONGEST: Final = 160
"""Characters of a trait, as the schema of the tool has it."""

Teller = Mapping[str, Callable[[Impression], str]]

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")
_KOREAN_ORDINALS: Final = ("첫째", "둘째", "셋째", "넷째", "다섯째")


def told(impressions: Sequence[Impression], language: str) -> dict[str, str]:
    """Trait → what is said of it; of several pictures what they share, else each by its number."""
    korean = language == "Korean"
    teller = KOREAN if korean else ENGLISH
    together = _together_in_korean if korean else _together
    return {trait: together([teller[trait](each) for each in impressions]) for trait in TRAITS}


def _groups(said: Sequence[str], ordinals: Sequence[str]) -> list[tuple[list[str], str]]:
    """What is said and of which pictures, in the order it comes up."""
    groups: dict[str, list[str]] = {}
    for number, text in enumerate(said):
        name = ordinals[number] if number < len(ordinals) else str(number + 1)
        groups.setdefault(text, []).append(name)
    return [(names, text) for text, names in groups.items()]


def _together(said: Sequence[str]) -> str:
    groups = _groups(said, _ORDINALS)
    if len(groups) == 1:
        return sentence_case(groups[0][1])
    room = (LONGEST - 2 * len(groups)) // len(groups)
    parts = []
    for names, text in groups:
        head = f"the {listed(names)}: "
        parts.append(head + _cut(text, max(20, room - len(head))))
    return _within(sentence_case("; ".join(parts)))


def _together_in_korean(said: Sequence[str]) -> str:
    groups = _groups(said, _KOREAN_ORDINALS)
    if len(groups) == 1:
        return groups[0][1]
    return _within("; ".join(f"{'·'.join(names)}: {text}" for names, text in groups))


def _cut(text: str, longest: int) -> str:
    """Without its last clauses, as many as it takes."""
    while len(text) > longest and ", " in text:
        text = text.rpartition(", ")[0]
    return trimmed(text, longest)


def _within(text: str) -> str:
    return text if len(text) <= LONGEST else trimmed(text, LONGEST - 1) + "…"
