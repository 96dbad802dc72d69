"""Small truths about English phrases: articles, plurals, lists, titles, cutting without breaking."""

import re
from collections.abc import Iterable, Sequence
from typing import Final


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as one text."""
    return tuple(text.split())


_VOWEL_SOUND: Final = re.compile(
    r"(?!(?:uni|use|usu|uto|eu|one|once)\w*)[aeiou]|(?:hour|honest|heir)", re.IGNORECASE
)
_FIRST_WORD: Final = re.compile(r"[\w'’-]+")

DETERMINERS: Final = frozenset(
    words(
        """
    a an the my your his her its our their this that these those some any every each no another many few
    several all both half one two three four five six seven eight nine ten eleven twelve dozens hundreds
    thousands countless lots
    """
    )
)
PREPOSITIONS: Final = frozenset(
    words(
        """
    about above across after against along amid among around as at before behind below beneath beside
    between beyond by down during for from in inside into like near of off on onto out outside over past
    since through throughout to toward towards under underneath up upon with within without while where
    when
    """
    )
)
CONJUNCTIONS: Final = frozenset(words("and or but nor yet so than that which who whose because if"))
FUNCTION_WORDS: Final = (
    DETERMINERS | PREPOSITIONS | CONJUNCTIONS | frozenset(words("is are was were be been being"))
)

_UNCOUNTABLE: Final = frozenset(
    words(
        """
    architecture art autumn beer blossom bread chaos clothing coffee coral corn cotton courage darkness
    dawn dust dusk fashion fire flora foliage fog food freedom fruit furniture glass gold grass grief hair
    happiness heat homework honey hope ice ivy jewellery joy justice kimchi lace laughter lava lavender
    light lightning loneliness love luck lumber luggage magic marble metal mist money moonlight moss mud
    music nature neon night noise oil paper peace pollen ramen rain rice rest sadness sand scenery seaweed
    serenity silence silk silver smoke snow snowfall solitude space spring starlight steam stone
    street-food sugar summer sunlight sunset sunrise sushi tea thunder time traffic underwater velvet water
    watercolour weather wheat wind wine winter wisdom wood work youth twilight midnight midday noon
    daylight sunshine rainfall wildlife machinery poetry calligraphy graffiti tofu ice-cream popcorn pasta
    pizza-dough confetti electricity gravity data software debugging coding swimming dancing cooking
    reading travelling fishing hiking
    """
    )
)
_PLURAL_LOOKING: Final = re.compile(r"(ss|us|is|os|as|ics)$")
_IRREGULAR_PLURALS: Final = {
    "people", "children", "men", "women", "mice", "geese", "feet", "teeth", "sheep", "deer", "fish", "cattle",
    "leaves", "wolves", "police", "koi", "gulls", "cacti", "fungi", "graffiti", "noodles",
}  # fmt: skip
_TO_PLURAL: Final = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "mouse": "mice", "goose": "geese",
    "wolf": "wolves", "leaf": "leaves", "fish": "fish", "deer": "deer", "sheep": "sheep", "koi": "koi",
}  # fmt: skip


def sentence_case(text: str) -> str:
    """First letter upper case, everything else as it is; "ß" has no one letter for that and stays."""
    capital = text[:1].upper()
    return (capital if len(capital) == 1 else text[:1]) + text[1:]


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1] if items else "") if part)


def head_of(phrase: str) -> str:
    """The noun a phrase is about: its last word before the first preposition, participle or conjunction."""
    words: list[str] = _FIRST_WORD.findall(phrase.lower())
    for position, word in enumerate(words):
        joins = word in PREPOSITIONS or word in CONJUNCTIONS
        acts = word.endswith("ing") and len(word) > 5 and word not in _UNCOUNTABLE
        if position and (joins or acts) and words[position - 1] not in DETERMINERS:
            return words[position - 1]
    return words[-1] if words else ""


def is_plural(noun: str) -> bool:
    return noun in _IRREGULAR_PLURALS or (noun.endswith("s") and not _PLURAL_LOOKING.search(noun))


def takes_article(phrase: str) -> bool:
    """Whether a/an may stand before `phrase`: not before names, plurals, masses or another determiner."""
    words = _FIRST_WORD.findall(phrase)
    if (
        not words
        or not phrase.isascii()
        or words[0].lower() in DETERMINERS | PREPOSITIONS
        or words[0][0].isdigit()
    ):
        return False
    head = head_of(phrase)
    name = words[0][0].isupper() and not words[0].isupper()
    return not (name or is_plural(head) or head in _UNCOUNTABLE or words[0].endswith(("'s", "’s")))


def article_for(phrase: str) -> str:
    return "an" if _VOWEL_SOUND.match(phrase) else "a"


def with_article(phrase: str) -> str:
    """``lighthouse`` becomes ``a lighthouse``; phrases that need no article stay."""
    return f"{article_for(phrase)} {phrase}" if takes_article(phrase) else phrase


def plural(noun: str) -> str:
    """The plural of a noun phrase, by its last word."""
    first, space, last = noun.rpartition(" ")
    if is_plural(last):
        return noun
    if last in _TO_PLURAL:
        ending = _TO_PLURAL[last]
    elif re.search(r"[^aeiou]y$", last):
        ending = last[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", last):
        ending = last + "es"
    else:
        ending = last + "s"
    return first + space + ending


_SMALL: Final = frozenset(words("a an and at by for from in of on or the to with under over into"))


def title_case(text: str) -> str:
    """As an English heading is written; words with capitals of their own keep them."""
    words = text.split()
    last = len(words) - 1
    return " ".join(
        word if (0 < i < last and word in _SMALL) or word[:1].isupper() else sentence_case(word)
        for i, word in enumerate(words)
    )


def trimmed(text: str, longest: int) -> str:
    """As many whole words of `text` as fit, without a dangling function word; a single long word is cut."""
    if len(text) <= longest:
        return text
    words = text[: longest + 1].split(" ")[:-1] or [text[:longest]]
    while len(words) > 1 and words[-1].strip(",;:").lower() in FUNCTION_WORDS:
        words.pop()
    return " ".join(words).rstrip(" ,;:-–—")


def without_repeats(items: Iterable[str]) -> list[str]:
    """The items in order, each once, whatever its letter case."""
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(item.casefold(), item)
    return list(seen.values())
