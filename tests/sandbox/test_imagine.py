"""What a shell's words become behind `/imagine`."""

import pytest

from sandbox.imagine import command_text
from services.command_text import parse


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["lighthouse, storm", "--style", "watercolour"], "lighthouse, storm --style watercolour"),
        (["boat", "--style", "product photo", "--n", "2"], 'boat --style "product photo" --n 2'),
        (["등대와 폭풍 --style 수채화"], "등대와 폭풍 --style 수채화"),
        (["--raw", "a red bicycle"], '--raw "a red bicycle"'),
        (["boat", "--no", 'the word "sale"'], 'boat --no the word "sale"'),
        ([], ""),
    ],
)
def test_words_are_typed_as_a_person_would(words, typed):
    assert command_text(words) == typed


def test_options_inside_of_one_word_are_options():
    ask = parse(command_text(["storm at sea --style ink wash --n 3"]))
    assert (ask.text, ask.style, ask.picture.count) == ("storm at sea", "ink wash", 3)
