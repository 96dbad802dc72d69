"""The forms of Korean verbs that descriptions use, made from their dictionary form."""

from dataclasses import dataclass
from typing import Final, Literal

from sandbox.bedrock.writer.languages.romanise import jamo, syllable

Kind = Literal["adnominal", "joining", "final"]

_NIEUN: Final = 4
_RIEUL: Final = 8
_SSANG_SIOT: Final = 20

# Stems whose final consonant changes before a vowel.
_DIGEUT_IRREGULAR: Final = frozenset({"걷", "듣", "묻", "싣"})
_BIEUP_IRREGULAR: Final = frozenset({"눕", "굽", "줍", "돕"})


@dataclass(frozen=True, slots=True)
class VerbForm:
    """An inflected form: the English participle, and whether a noun, a verb or the end comes after it."""

    participle: str
    kind: Kind


def verb_forms(entries: str) -> dict[str, VerbForm]:
    """All forms of all verbs of a list of entries ``dictionary-form joining-form english``; the first wins."""
    forms: dict[str, VerbForm] = {}
    for entry in entries.split(";"):
        if not entry.strip():
            continue
        dictionary, joining, participle = entry.strip().split(" ", 2)
        stem = dictionary[:-1]
        for form, kind in _inflected(stem, joining):
            forms.setdefault(form, VerbForm(participle, kind))
    return forms


def _inflected(stem: str, joining: str) -> list[tuple[str, Kind]]:
    short = _with_final(stem, 0) if jamo(stem[-1])[2] == _RIEUL else stem
    open_stem = _open_stem(stem)
    past = _with_final(joining, _SSANG_SIOT) if jamo(joining[-1])[2] == 0 else joining
    return [
        (f"{short}는", "adnominal"),
        (_with_final(open_stem, _NIEUN), "adnominal"),
        (f"{stem}던", "adnominal"),
        (f"{past}던", "adnominal"),
        (joining, "joining"),
        (f"{joining}서", "joining"),
        (f"{stem}고", "joining"),
        (f"{open_stem}며", "joining"),
        (f"{open_stem}면서", "joining"),
        (f"{stem}다", "final"),
        (_plain_present(stem), "final"),
        (f"{past}다", "final"),
        (f"{joining}요", "final"),
        (f"{stem}기", "final"),
    ]


def _with_final(text: str, final: int) -> str:
    initial, vowel, _ = jamo(text[-1])
    return text[:-1] + syllable(initial, vowel, final)


def _open_stem(stem: str) -> str:
    """What endings with 으 are joined to: 앉다 앉으, 걷다 걸으, 눕다 누우; 가다 가 and 놀다 놀 need none."""
    final = jamo(stem[-1])[2]
    if final in (0, _RIEUL):
        return stem
    if stem[-1] in _DIGEUT_IRREGULAR:
        return _with_final(stem, _RIEUL) + "으"
    if stem[-1] in _BIEUP_IRREGULAR:
        return _with_final(stem, 0) + "우"
    return stem + "으"


def _plain_present(stem: str) -> str:
    """앉다 앉는다, 가다 간다, 놀다 논다."""
    return _with_final(stem, _NIEUN) + "다" if jamo(stem[-1])[2] in (0, _RIEUL) else stem + "는다"
