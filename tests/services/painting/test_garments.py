"""Clothes in people's words."""

import pytest

from services.painting.garments import _WORDS, USUAL, garment_class
from services.painting.interface import _plain
from tests.contracts import contract

CLASSES = contract("nova-canvas.request.schema.json")["$defs"]["VIRTUAL_TRY_ON"]["properties"][
    "virtualTryOnParams"
]["properties"]["garmentBasedMask"]["properties"]["garmentClass"]["enum"]


def test_every_class_of_the_contract_is_named_and_no_other():
    assert set(_WORDS) == set(CLASSES)
    assert USUAL in CLASSES
    for kind in CLASSES:
        assert garment_class(kind) == kind
        assert garment_class(kind.lower().replace("_", " ")) == kind


def test_no_word_has_two_meanings():
    names = [_plain(name) for words in _WORDS.values() for name in words]
    assert len(names) == len(set(names))
    assert all(names)
    for kind, words in _WORDS.items():
        assert {garment_class(word) for word in words} == {kind}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("upper body", "UPPER_BODY"),
        ("Upper-Body ", "UPPER_BODY"),
        ("the trousers", "LONG_PANTS"),
        ("her dress", "FULL_BODY"),
        ("shoes", "SHOES"),
        ("T-shirt", "SHORT_SLEEVE_SHIRT"),
        ("원피스", "FULL_BODY"),
        ("긴 원피스", "LONG_DRESS"),
        ("긴바지", "LONG_PANTS"),
        ("상의", "UPPER_BODY"),
        ("신발", "SHOES"),
        ("the shoes and the hat", None),
        ("hat", None),
        ("모자", None),
        ("sofa", None),
        ("top of the table", None),
        ("…", None),
        ("", None),
    ],
)
def test_words_that_name_a_class_and_words_that_do_not(words, kind):
    assert garment_class(words) == kind
