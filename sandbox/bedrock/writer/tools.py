"""The tools the writer answers to, by the names a forced tool call gives."""

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from itertools import combinations
from types import MappingProxyType
from typing import Any, Final

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.compose import Draft, compose
from sandbox.bedrock.writer.languages.english import known_share
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.offer import DEFAULT_LONGEST, Offer, read_offer
from sandbox.bedrock.writer.phrases import trimmed
from sandbox.bedrock.writer.shorten import shortened
from sandbox.bedrock.writer.titles import titles_for

_ALIKE: Final = 0.75
"""Share of words in the same order from which two prompts are the same idea."""

_ATTEMPTS: Final = 24

_READABLE: Final = 0.7
_FRAME: Final = "a picture in which one can see"


def offer_prompts(assignment: Assignment) -> dict[str, Any]:
    """Three prompts with titles: ``{"prompts": [{"title", "prompt"}, …]}``."""
    offer = read_offer(assignment)
    best = compose(offer)
    least = _likeness(best, offer)
    for attempt in range(1, _ATTEMPTS):
        if least < _ALIKE:
            break
        drafts = compose(offer, attempt)
        likeness = _likeness(drafts, offer)
        if likeness < least:
            best, least = drafts, likeness
    titles = titles_for(best, offer)
    return {
        "prompts": [
            {"title": title, "prompt": draft.prompt} for title, draft in zip(titles, best, strict=True)
        ]
    }


def _likeness(drafts: tuple[Draft, Draft, Draft], offer: Offer) -> float:
    """The most that any prompt resembles another or one already offered, 0 to 1."""
    texts = [draft.prompt.casefold().split() for draft in drafts]
    old = [prompt.casefold().split() for prompt in offer.already_offered]
    pairs = [*combinations(texts, 2), *((text, seen) for text in texts for seen in old)]
    return max(SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in pairs)


def translate_prompt(assignment: Assignment) -> dict[str, Any]:
    """``{"language", "english"}``; English comes back as it was."""
    text = assignment.main("text")
    translation = translate(text)
    if translation.language == "en":
        return {"language": "en", "english": text}
    translation = translate(cleaned(text))
    english = translation.english
    if known_share(english) < _READABLE:
        english = f"{_FRAME} {english}"  # names alone read like no language at all
    return {
        "language": translation.language,
        "english": trimmed(english, assignment.longest(len(english))),
    }


def shorten_prompt(assignment: Assignment) -> dict[str, Any]:
    """``{"prompt"}`` within the limit of ``<longest>``; what is not English is translated first."""
    text = translate(assignment.main("text")).english
    return {"prompt": shortened(text, assignment.longest(DEFAULT_LONGEST))}


_TOOLS: Final[Mapping[str, Callable[[Assignment], dict[str, Any]]]] = MappingProxyType(
    {"offer_prompts": offer_prompts, "translate_prompt": translate_prompt, "shorten_prompt": shorten_prompt}
)
TOOLS: Final = tuple(_TOOLS)


def call_tool(name: str, assignment: Assignment) -> dict[str, Any]:
    """The input that a call of tool `name` carries; the name must be one of `TOOLS`."""
    return _TOOLS[name](assignment)
