"""The words by which pictures are found, in English and Korean."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.finding.words import (
    LONGEST_TOKEN,
    MOST_SEARCHED,
    MOST_TOKENS,
    saying_nothing,
    searched,
    tokens,
)


def finds(search, *texts):
    asked = searched(search)
    return bool(asked) and set(asked) <= set(tokens((text, 5) for text in texts))


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("lighthouse", "Two LIGHTHOUSES in a storm"),
        ("Lighthouses", "a lighthouse's lamp"),
        ("painting", "painted by hand"),
        ("cafe", "a Café by the sea"),
        ("café", "a cafe by the sea"),
        ("３Ｄ", "3d render"),
        ("don't", "don’t look"),
        ("art-deco", "Art Deco poster"),
        ("the sea", "sea"),
        ("등대", "등대"),
        ("등대", "등대가 있는 바다"),
        ("등대", "등대를 그려줘"),
        ("등대", "등대에서 본 바다"),
        ("등대", "하얀등대처럼"),
        ("등대가", "등대를 그려줘"),
        ("등대에서", "등대 하나"),
        ("고양이", "고양이가 잔다"),
        ("고양이를", "고양이와 개"),
        ("배", "배가 떠 있다"),
        ("배", "작은 배"),
        ("산", "산으로 가는 길"),
        ("산으로", "산을 넘어"),
        ("수채화 등대", "등대를 그린 수채화"),
        ("바다", unicodedata.normalize("NFD", "바다의 폭풍")),
        (unicodedata.normalize("NFD", "바다"), "바다의 폭풍"),
        ("AI등대", "AI 등대"),
        ("灯台", "海の灯台"),
        ("москва", "Москва"),
    ],
)
def test_what_is_meant_is_found(search, text):
    assert finds(search, text)


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("light", "a lighthouse"),
        ("storm lighthouse", "a lighthouse"),
        ("등대", "등산"),
        ("고양이", "고래"),
        ("사", "사과가 있다"),
        ("가", "가을 하늘"),
        ("", "anything"),
        ("the of", "the of"),
        ("!?", "!?"),
    ],
)
def test_what_is_not_meant_is_not_found(search, text):
    assert not finds(search, text)


def test_something_of_every_text_counts_where_there_is_too_much():
    one, other = (" ".join(f"{name}{number}" for number in range(150)) for name in ("one", "other"))
    found = tokens([("등대", 5), (one, 10), (other, 20), ("last word", 5)])
    assert len(found) == len(set(found)) == MOST_TOKENS
    assert found[:1] == ["등대"]
    assert {"last", "word", "one9", "other19"} <= set(found)
    # What is left goes to the first that has more.
    assert {f"one{number}" for number in range(90)} < set(found)
    assert "other20" not in found


def test_what_is_said_twice_takes_no_place():
    long = " ".join(f"word{number}" for number in range(100))
    assert len(tokens([(long, 10), (long, 10), ("end", 1)])) == 101


def test_every_word_of_a_search_is_among_the_first_that_are_looked_up():
    asked = searched("빨간등대가있는바다 고양이 sea")
    assert {"빨간", "고양", "sea"} <= set(asked[:3])
    assert {"등대", "바다"} <= set(asked)
    assert len(asked) > MOST_SEARCHED


def test_what_nothing_can_be_found_by_is_told():
    assert saying_nothing("The boat in, the sea") == ["The", "in,", "the"]
    assert saying_nothing("바다의 boat") == []
    assert saying_nothing("!?") == ["!?"]


@given(st.text(max_size=300))
def test_whatever_is_written_is_found_by_itself(text):
    """A search for what stands there finds it, as far as it says anything, and keys stay short."""
    kept = tokens([(text, 20)])
    assert len(kept) == len(set(kept)) <= MOST_TOKENS
    assert all(0 < len(token) <= LONGEST_TOKEN for token in kept)
    if len(kept) < MOST_TOKENS:
        assert set(searched(text)) <= set(kept)
