"""From whatever language into English, phrase by phrase; nothing is lost on the way."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sandbox.bedrock.writer.languages import european, japanese, korean
from sandbox.bedrock.writer.languages.detect import ENGLISH, language_of
from sandbox.bedrock.writer.languages.romanise import romanised

_EUROPEAN: Final = frozenset({"fr", "de", "es"})
_QUOTED: Final = re.compile(r'("[^"]*"|“[^”]*”)')
_MARKS: Final = re.compile(r"([,;.!?·•/\n、，。；！？]+)")
_ASCII_MARKS: Final = str.maketrans("、，。；！？", ",,.;!?")


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in English, and the BCP 47 code of the language it was in."""

    language: str
    english: str


def translate(text: str) -> Translation:
    """`text` in English; English comes back unchanged. What stands in quotation marks is kept as it is."""
    language = language_of(_QUOTED.sub(" ", text))
    if language == ENGLISH:
        return Translation(ENGLISH, text)
    pieces = _QUOTED.split(text)
    said = [piece if _QUOTED.fullmatch(piece) else _phrases(piece, language) for piece in pieces]
    return Translation(language, re.sub(r"\s+", " ", " ".join(said)).replace(" ,", ",").strip())


def _phrases(text: str, language: str) -> str:
    said = []
    for piece in _MARKS.split(text):
        if _MARKS.fullmatch(piece):
            mark = piece.translate(_ASCII_MARKS).replace("\n", ",").strip() or ","
            said.append(mark if mark in ",;.!?" else ",")
        elif piece.strip():
            said.append(_latin(_phrase(piece.strip(), language)))
    return re.sub(r"\s+([,;.!?])", r"\1", " ".join(said))


def _phrase(text: str, language: str) -> str:
    if language == "ko":
        return korean.to_english(text)
    if language in ("ja", "zh"):
        return japanese.to_english(text)
    if language in _EUROPEAN:
        return european.to_english(text, language)
    return romanised(text).title()


def _latin(text: str) -> str:
    """Letters of scripts without a table here by the name Unicode gives them: Thai "แมว" becomes "aemow"."""
    return " ".join(word if word.startswith('"') else "".join(map(_letter, word)) for word in text.split(" "))


def _letter(character: str) -> str:
    name = unicodedata.name(character, "")
    if character.isascii() or not (character.isalpha() or unicodedata.category(character).startswith("M")):
        return character
    if name.startswith(("LATIN", "CJK")) or not name:
        return character
    return name.rpartition(" ")[2].lower()[:2]
