"""The words by which a picture is found, cut out of what was written about it, in English and Korean.

An English word is kept as its stem. Korean puts particles behind a noun without a space (등대가, 등대를) and
writes compounds with or without one, so a run of Hangul is kept as its pairs of neighbouring syllables: 등대 is
found in all of them, and in 빨간등대. A noun of one syllable is kept by itself where a particle follows it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final

import snowballstemmer  # type: ignore[import-untyped]

MOST_TOKENS: Final = 120
"""Different words that one picture is found by. Most pictures have some fifty."""

MOST_SEARCHED: Final = 8
"""Words of one search that are looked up; whether the others are there is looked at in what is found."""

LONGEST_TOKEN: Final = 40
"""Characters: a longer word is cut, so that a key stays a key (2,048 bytes; DynamoDB, "Service quotas")."""

_RUNS: Final = re.compile(r"(?P<hangul>[가-힣]+)|(?P<signs>[぀-ヿ㐀-鿿々]+)|(?P<word>[^\W_가-힣぀-ヿ㐀-鿿々]+)")

_SAYING_NOTHING: Final = """
    a about above after all also an and any are as at be been being below between both but by can could did do
    does for from had has have her here him his how i if in into is it its just me more most my no nor not of
    off on once only or other our out over own she should so some such than that the their them then there these
    they this those through to too under until up very was we were what when where which while who whom why will
    with would you your
"""
_STOP_WORDS: Final = frozenset(_SAYING_NOTHING.split())

_AFTER_ANY: Final = (
    "에서부터", "으로부터", "에서는", "에서의", "에게서", "이라는", "이라고", "에서", "에게", "까지", "부터",
    "처럼", "보다", "만큼", "마다", "하고", "한테", "조차", "밖에", "에는", "에도", "의", "에", "도", "만",
)  # fmt: skip
_AFTER_CONSONANT: Final = ("으로는", "으로", "이랑", "이나", "은", "이", "을", "과")
_AFTER_VOWEL: Final = ("로는", "로", "랑", "는", "가", "를", "와")
"""Korean particles, the longer ones first; which of a pair is used depends on how the noun ends."""

_stemmer: Final = snowballstemmer.stemmer("english")


def tokens(texts: Iterable[tuple[str, int]]) -> list[str]:
    """The different words of `texts`, at most `MOST_TOKENS`.

    Parameters
    ----------
    texts
        each with how many of its words are sure to count; places that are left go to them in their order
    """
    found = [(list(dict.fromkeys(_indexed(text))), sure) for text, sure in texts]
    first = [token for one, sure in found for token in one[:sure]]
    rest = [token for one, sure in found for token in one[sure:]]
    return list(dict.fromkeys([*first, *rest]))[:MOST_TOKENS]


def searched(words: str) -> list[str]:
    """What must be found for a search of `words`, empty if they say nothing. The first `MOST_SEARCHED` have
    something of each word among them, as far as that goes.
    """
    of_each = (one for run in _runs(words) if (one := list(_asked(*run))))
    turns = zip_longest(*of_each)
    return list(dict.fromkeys(token for turn in turns for token in turn if token is not None))


def saying_nothing(words: str) -> list[str]:
    """Those of `words` that nothing can be found by, because they are in nearly every text, as they were typed."""
    return list(dict.fromkeys(word for word in words.split() if not searched(word)))


def folded(text: str) -> str:
    """`text` without differences that nobody means: case, width, accents, composition, white space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _indexed(text: str) -> Iterator[str]:
    for kind, run in _runs(text):
        if kind == "word":
            yield from _stem(run)
            continue
        yield from _pairs(run)
        noun = _noun(run) if kind == "hangul" else run
        if len(run) > 1 and len(noun) == 1:
            yield noun


def _asked(kind: str, run: str) -> Iterator[str]:
    if kind == "word":
        yield from _stem(run)
        return
    # Of what is left its pairs are among those of the whole. Two syllables stay two: most words that look so
    # are no noun with a particle (파도, a wave).
    noun = _noun(run) if kind == "hangul" and len(run) > 2 else run
    yield from _pairs(noun)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    # An apostrophe would leave "lighthouse" and "s".
    plain = re.sub(r"[’ʼ＇']s?\b", "", folded(text))
    for match in _RUNS.finditer(plain):
        yield str(match.lastgroup), match[0]


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for one, other in pairwise(run):
        yield one + other


@lru_cache(maxsize=4096)
def _stem(word: str) -> tuple[str, ...]:
    if word in _STOP_WORDS or (len(word) == 1 and not word.isdecimal()):
        return ()
    stem: str = _stemmer.stemWord(word[:LONGEST_TOKEN]) if word.isascii() else word[:LONGEST_TOKEN]
    return (stem,)


def _noun(run: str) -> str:
    """A run of Hangul without the particle at its end, if it has one."""
    for particle in _AFTER_ANY:
        if run.endswith(particle) and len(run) > len(particle):
            return run.removesuffix(particle)
    for closed, particles in ((True, _AFTER_CONSONANT), (False, _AFTER_VOWEL)):
        for particle in particles:
            noun = run.removesuffix(particle)
            if noun and noun != run and _is_closed(noun[-1], particle) is closed:
                return noun
    return run


def _is_closed(syllable: str, particle: str) -> bool:
    """Whether a syllable of Hangul ends in a consonant, as far as `particle` cares."""
    final = (ord(syllable) - ord("가")) % 28
    # Behind ㄹ, which is number eight, 로 stands as behind a vowel.
    return final != 0 and not (final == 8 and particle.startswith("로"))
