"""Which words are English, as far as anything here needs to know."""

import re
from functools import cache

from sandbox.bedrock.writer.languages.european import dictionary
from sandbox.bedrock.writer.languages.korean_dictionary import adjectives, nouns, relations, verbs
from sandbox.bedrock.writer.phrases import FUNCTION_WORDS
from sandbox.painter import vocabulary


@cache
def english_words() -> frozenset[str]:
    """Function words, every word the painter reads, and every translation the dictionaries give."""
    known = set(FUNCTION_WORDS)
    lists = [
        *vocabulary.SUBJECTS.values(), vocabulary.MEDIA, vocabulary.TIMES, vocabulary.WEATHERS, vocabulary.SEASONS,
        vocabulary.LIGHTS, vocabulary.MOODS, vocabulary.TONES, vocabulary.VIEWS, vocabulary.COLOUR_SYNONYMS,
    ]  # fmt: skip
    phrases = [
        phrase for synonyms in lists for name, others in synonyms.items() for phrase in (name, *others)
    ]
    phrases += [*vocabulary.COLOURS, *vocabulary.NUMBERS]
    phrases += [*nouns().values(), *adjectives().values(), *relations().values()]
    phrases += [form.participle for form in verbs().values()]
    phrases += [word.english for language in ("fr", "de", "es") for word in dictionary(language).values()]
    for phrase in phrases:
        known.update(phrase.casefold().split())
    return frozenset(known)


def known_share(text: str) -> float:
    """Share of the words of `text` that are English, 0 to 1; 1 where there are none."""
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return sum(word in english_words() for word in found) / len(found) if found else 1.0
