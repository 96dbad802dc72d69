"""Other scripts in Latin letters, so that a word nobody knows is not lost: Hangul, kana, Cyrillic, Greek."""

import unicodedata
from typing import Final

from sandbox.bedrock.writer.phrases import words

_INITIALS: Final = words("g kk n d tt r m b pp s ss _ j jj ch k t p h")
_VOWELS: Final = words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS: Final = words("_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t")

_KANA: Final = dict(
    zip(
        "あいうえおんを"
        "かきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねの"
        "はひふへほばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわゐゑゔ",
        words(
            "a i u e o n o "
            "ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to da ji zu de do "
            "na ni nu ne no "
            "ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa i e vu"
        ),
        strict=True,
    )
)
_SMALL_Y: Final = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_SMALL_VOWELS: Final = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}

_CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        words("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g"),
        strict=True,
    )
)
_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        words("a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
        strict=True,
    )
)
_LETTERS: Final = {**_CYRILLIC, **_GREEK}

HANGUL_FIRST: Final = 0xAC00
HANGUL_LAST: Final = 0xD7A3


def jamo(syllable: str) -> tuple[int, int, int]:
    """Initial, vowel and final of a Hangul syllable as numbers; final 0 is none."""
    code = ord(syllable) - HANGUL_FIRST
    return code // 588, code % 588 // 28, code % 28


def syllable(initial: int, vowel: int, final: int) -> str:
    """The Hangul syllable of three numbers as `jamo` gives them."""
    return chr(HANGUL_FIRST + initial * 588 + vowel * 28 + final)


def is_hangul(character: str) -> bool:
    return HANGUL_FIRST <= ord(character) <= HANGUL_LAST


def romanised(text: str) -> str:
    """`text` with each word in Latin letters where its script is known here; other characters stay."""
    return " ".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    written: list[str] = []
    doubled = False
    for character in word:
        kana = _as_hiragana(character)
        if kana == "っ":
            doubled = True
            continue
        sound = _sound(kana, written)
        if doubled and sound:
            sound, doubled = sound[0] + sound, False
        written.append(sound)
    return "".join(written)


def _as_hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "ァ" <= character <= "ヴ" else character


def _sound(character: str, written: list[str]) -> str:
    if is_hangul(character):
        initial, vowel, final = jamo(character)
        return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("_", "")
    if character in _SMALL_Y and written:
        written[-1] = written[-1][:-1] + ("" if written[-1].endswith(("shi", "chi", "ji")) else "y")
        return _SMALL_Y[character]
    if character in _SMALL_VOWELS and written:
        written[-1] = written[-1][:-1]
        return _SMALL_VOWELS[character]
    lower = character.lower()
    sound = _KANA.get(character) or _LETTERS.get(_bare(lower)) or _LETTERS.get(lower)
    if sound is None:
        return "" if character == "ー" else character
    sound = sound.replace("_", "")
    return sound.capitalize() if character != lower else sound


def _bare(character: str) -> str:
    """Without accents: ά is α; but й and ё are letters of their own."""
    return character if character in _LETTERS else unicodedata.normalize("NFD", character)[0]
