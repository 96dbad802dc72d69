"""Tags and alternative texts as a language model gives them: what is wrong with them is put right or left out.

A picture without them is still a picture, so nothing here is a fault that is asked about again.
"""

import json
import re
import unicodedata
from typing import Final

MOST_TAGS: Final = 8
LONGEST_TAG: Final = 40
LONGEST_ALT: Final = 200
"""Characters. Slack takes 2000 in an alternative text (Block Kit reference, "Image block"); a screen reader's user
has to hear all of it."""

_BETWEEN: Final = re.compile(r"[,;#\n、，]+")


def tags_in(said: object) -> tuple[str, ...]:
    """At most `MOST_TAGS` tags in lower case, each once and in their order; none where `said` holds none."""
    if isinstance(said, str):  # some models send a list as JSON within a string, or with commas
        said = _list_in(said)
    if not isinstance(said, list | tuple):
        return ()
    tags = [_plain(tag).strip("#.,;:'\"“”‘’ ").lower() for tag in said if isinstance(tag, str)]
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= LONGEST_TAG))[:MOST_TAGS]


def alt_in(said: object) -> str:
    """One line of at most `LONGEST_ALT` characters; empty where `said` holds none."""
    text = _plain(said) if isinstance(said, str) else ""
    if len(text) <= LONGEST_ALT:
        return text
    cut = text[: LONGEST_ALT - 1]
    whole, space, _ = cut.rpartition(" ")
    return (whole if space else cut).rstrip(" ,;:") + "…"


def _list_in(text: str) -> list[object]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    return found if isinstance(found, list) else list(_BETWEEN.split(text))


def _plain(text: str) -> str:
    """`text` on one line, composed, and without characters that nobody sees."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())
