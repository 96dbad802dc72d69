"""The bot's languages say the same things."""

import inspect
import string

from handlers.texts.english import English
from handlers.texts.korean import Korean

SAID = [name for name in vars(English) if not name.startswith("__")]


def test_korean_says_everything_itself():
    assert [name for name in SAID if name not in vars(Korean)] == []


def test_korean_says_nothing_more():
    assert [name for name in vars(Korean) if name not in vars(English)] == []


def test_every_reason_has_its_words_in_both():
    assert English._reasons.keys() == Korean._reasons.keys()
    assert English._parts.keys() == Korean._parts.keys()


def test_the_same_arguments_in_both():
    for name in SAID:
        if inspect.isfunction(vars(English)[name]):
            assert inspect.signature(vars(English)[name]) == inspect.signature(vars(Korean)[name]), name


def test_korean_is_korean():
    same = {
        name
        for name in SAID
        if isinstance(vars(English)[name], str)
        and set(vars(English)[name]) & set(string.ascii_letters)
        and vars(English)[name] == vars(Korean)[name]
    }
    assert same == {"palette_placeholder"}
