"""Whether a text is English, so that a painter understands it."""

import re
import unicodedata
from typing import Final

_KNOWN_SHARE: Final = 0.6
"""Share of words an English dictionary must know. "art nouveau poster" has 1, "un chat noir sur un toit" 0.5."""

_FOREIGN_SHARE: Final = 0.02
"""Share of letters outside the Latin script that still passes, for the odd name or symbol."""


_QUOTED: Final = re.compile(r'"[^"]*"|“[^”]*”')
"""Words to be read in the picture: they may be in any language."""


def is_english(text: str) -> bool:
    """Whether `text` reads as English; short and rare words may be taken for another language, not the reverse.

    The first call reads the dictionary, about a quarter of a second.
    """
    text = _QUOTED.sub("", text)
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return True
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if foreign > _FOREIGN_SHARE * len(letters):
        return False
    from simplemma import in_target_language  # noqa: PLC0415 - it prepares rules for many languages

    return in_target_language(text, lang="en") >= _KNOWN_SHARE
