"""A person's words as plain text: Slack's markup, emoji and invisible characters made readable or dropped."""

import re
import unicodedata
from typing import Final

_LINK: Final = re.compile(r"<(?:https?|mailto):[^|>]*(?:\|([^>]*))?>")
_MENTION: Final = re.compile(r"<[@#!][^|>]*(?:\|([^>]*))?>")
_SHORTCODE: Final = re.compile(r"(?<!\w):([a-z][a-z0-9_+-]*):(?!\w)")
_PLAIN: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)
_EMOJI_WEATHER: Final = re.compile(r".*CLOUD WITH (RAIN|SNOW|LIGHTNING|TORNADO).*")
_EMOJI_NOISE: Final = re.compile(r"\b(FACE|SIGN|SYMBOL|BLACK|WHITE|HEAVY|MEDIUM|ORNAMENT|WITH .*)\b")
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Sk"})


def cleaned(text: str) -> str:
    """One line of text without markup; emoji become their names ("🦊" is "fox")."""
    text = _LINK.sub(lambda found: found[1] or " ", text)
    text = _MENTION.sub(lambda found: found[1] or " ", text)
    text = _SHORTCODE.sub(lambda found: found[1].replace("_", " "), text)
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return re.sub(r"\s+", " ", "".join(map(_readable, text))).strip()


def _readable(character: str) -> str:
    if character in "\n\r\t":
        return ", " if character == "\n" else " "
    code = ord(character)
    if code in _SKIN_TONES or code in _FLAG_LETTERS or 0xFE00 <= code <= 0xFE0F:
        return ""
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "So":
        name = _EMOJI_WEATHER.sub(r"\1", unicodedata.name(character, ""))
        return f" {_EMOJI_NOISE.sub('', name).strip().lower()} "
    return character
