"""The sandbox's own content filter: a few words, so that its outcomes can be seen without bad taste.

A word of `PROMPT_WORDS` in a prompt stops the request; a word of `PICTURE_WORDS` lets it through and has
the finished pictures withheld, which is how a real filter on the output behaves. Negative prompts are not
looked at: asking for "no gore" is fine.
"""

import re
from collections.abc import Iterable
from typing import Final

PROMPT_WORDS: Final = frozenset(
    {"gore", "gory", "nsfw", "nude", "nudity", "beheading", "torture", "mutilated"}
)
PICTURE_WORDS: Final = frozenset({"bloodstained", "bloodbath"})

_WORD: Final = re.compile(r"[a-z]+")


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.lower())}


def stops_prompt(texts: Iterable[str]) -> bool:
    return not PROMPT_WORDS.isdisjoint(_words(texts))


def withholds_pictures(texts: Iterable[str]) -> bool:
    return not PICTURE_WORDS.isdisjoint(_words(texts))
