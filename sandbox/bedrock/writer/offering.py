"""Three prompts with titles for an offer, or for three offers of one subject each."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, Final

from sandbox.bedrock.writer.compose import Draft, compose
from sandbox.bedrock.writer.found_by import found_by
from sandbox.bedrock.writer.offer import Offer
from sandbox.bedrock.writer.titles import titles_for

Drafts = tuple[Draft, Draft, Draft]

_ALIKE: Final = 0.75
"""Share of words in the same order from which two prompts are the same idea."""

_ATTEMPTS: Final = 24


def three_prompts(offer: Offer) -> list[dict[str, Any]]:
    """Three ``{"title", "prompt", "tags", "alt"}`` that differ from each other and from those already offered."""
    best = _best(lambda attempt: compose(offer, attempt), offer.already_offered)
    return _told(titles_for(best, offer), best, (offer,) * 3)


def three_of(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """The wide one of the first offer, the close one of the second, the turned one of the third."""
    one, two, three = offers

    def drafts(attempt: int) -> Drafts:
        return compose(one, attempt)[0], compose(two, attempt)[1], compose(three, attempt)[2]

    best = _best(drafts, one.already_offered)
    titles = [titles_for([draft], offer)[0] for draft, offer in zip(best, offers, strict=True)]
    return _told(titles, best, offers)


def _told(titles: Sequence[str], drafts: Drafts, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "prompt": draft.prompt,
            **found_by(draft.prompt, offer.title_language, offer.reading.subjects),
        }
        for title, draft, offer in zip(titles, drafts, offers, strict=True)
    ]


def _best(make: Callable[[int], Drafts], already_offered: Sequence[str]) -> Drafts:
    best = make(0)
    least = _likeness(best, already_offered)
    for attempt in range(1, _ATTEMPTS):
        if least < _ALIKE:
            break
        drafts = make(attempt)
        likeness = _likeness(drafts, already_offered)
        if likeness < least:
            best, least = drafts, likeness
    return best


def _likeness(drafts: Drafts, already_offered: Sequence[str]) -> float:
    """The most that any prompt resembles another or one already offered, 0 to 1."""
    texts = [draft.prompt.casefold().split() for draft in drafts]
    old = [prompt.casefold().split() for prompt in already_offered]
    pairs = [*combinations(texts, 2), *((text, seen) for text in texts for seen in old)]
    return max(SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in pairs)
