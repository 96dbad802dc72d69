"""Which language a short text is in, by its script, and for Latin script by the words it uses."""

import re
import unicodedata
from typing import Final

from sandbox.bedrock.writer.languages.english import english_words
from sandbox.bedrock.writer.languages.european import dictionary, tokens_of

ENGLISH: Final = "en"
_EUROPEAN: Final = ("fr", "de", "es")
_HANGUL: Final = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_KANA: Final = re.compile(r"[\u3041-\u30ff]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

# BCP 47 codes for what a script alone can tell; the language is the script's most widely spoken one.
_BY_SCRIPT: Final = {
    "CYRILLIC": "ru", "GREEK": "el", "ARABIC": "ar", "HEBREW": "he", "THAI": "th", "DEVANAGARI": "hi",
    "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka", "ARMENIAN": "hy",
}  # fmt: skip


def language_of(text: str) -> str:
    """A BCP 47 code; ``en`` for English, for Latin script nobody here knows, and for no letters at all."""
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return "zh"
    for character in text:
        script = unicodedata.name(character, "").partition(" ")[0]
        if script in _BY_SCRIPT:
            return _BY_SCRIPT[script]
    return _european(text)


def _european(text: str) -> str:
    words = [token.lower() for token in tokens_of(text) if token.isalpha() and len(token) > 1]
    known_in_english = sum(word in english_words() for word in words)
    scores = {language: sum(word in dictionary(language) for word in words) for language in _EUROPEAN}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > known_in_english and scores[best] * 2 >= len(words) else ENGLISH
