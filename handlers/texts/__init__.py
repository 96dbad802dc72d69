"""Every sentence the bot says, in every language it speaks."""

from collections.abc import Mapping
from typing import Final

from handlers.texts.english import English
from handlers.texts.korean import Korean
from services.jobs import Language

Texts = English

_TEXTS: Final[Mapping[Language, Texts]] = {"en": English(), "ko": Korean()}


def texts_in(language: Language) -> Texts:
    return _TEXTS[language]
