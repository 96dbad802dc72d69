"""The bot's languages say the same things."""

import inspect
import re
import string
from typing import get_args

import pytest

from handlers import budgets, commands, gallery, models
from handlers.blocks.elements import MAX_SECTION
from handlers.texts import english, korean
from handlers.texts.english import English
from handlers.texts.korean import Korean
from services.ask import Use
from services.command_text import OPTIONS
from services.faults import (
    NeedsPicture,
    NeedsWhere,
    NoPainter,
    NotPainted,
    PictureNotTaken,
    TooLong,
    TooManyPictures,
)
from services.painting.interface import Saying, Shrunk

SAID = [name for name in vars(English) if not name.startswith("__")]


def test_korean_says_everything_itself():
    assert [name for name in SAID if name not in vars(Korean)] == []


def test_korean_says_nothing_more():
    assert [name for name in vars(Korean) if name not in vars(English)] == []


def test_every_reason_has_its_words_in_both():
    assert English._reasons.keys() == Korean._reasons.keys()
    assert English._parts.keys() == Korean._parts.keys()


LANGUAGES = [English(), Korean()]


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_every_note_has_a_sentence_of_its_own(texts):
    sentences = [texts.note(note, "Titan") for note in get_args(Saying)]
    smaller = texts.note(Shrunk(was=(4096, 4096), becomes=(1448, 1448)), "Titan")
    assert "4096×4096 → 1448×1448" in smaller
    sentences += [smaller, texts.shrunk_by_shape("Titan", (4096, 4096), (1448, 1448))]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (NeedsPicture("--use"), "`--use`"),
        (NeedsWhere(), "`--where "),
        (TooManyPictures(6, 5), "6"),
        (TooLong("where", 230, 200), "30"),
        *((NotPainted(use, "Titan"), "Titan") for use in Use),
        *((PictureNotTaken(use, 1408, 538), "1408×538") for use in Use),
        (NoPainter((Use.CUTOUT, Use.UPSCALE)), "`cutout`, `upscale`"),
        (NoPainter(), "`/imagine "),
    ],
)
def test_faults_of_reference_pictures(texts, fault, said):
    sentence = texts.fault(fault)
    assert said in sentence
    assert not sentence.endswith(" ")


def test_every_use_has_its_words_in_both():
    assert set(English._uses) == set(Korean._uses) == set(Use)


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


@pytest.mark.parametrize("module", [english, korean], ids=["English", "Korean"])
def test_nothing_is_glued_to_bold_words(module):
    """Slack shows the asterisks where a letter follows at once, as a Korean particle would."""
    said = inspect.getsource(module)
    assert not re.findall(r"\*[^*\n\"]*[^*\n\"\s]\*[a-zA-Z가-힣]+", said)


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_the_help_names_every_command_and_option_and_fits_into_one_block(texts):
    said = texts.help(texts.help_painter("Stable Diffusion 3.5 Large", 10_000))
    assert len(said) <= MAX_SECTION
    for words in (
        models.WORDS,
        budgets.USAGE_WORDS,
        budgets.BUDGET_WORDS,
        commands._SETTINGS,
        gallery.GALLERY_WORDS,
    ):
        assert any(re.search(f"`/imagine {word}[ `]", said) for word in words), words
    for option in OPTIONS:
        assert re.search(rf"`--{option}[` ]", said), option
    for use in Use:
        assert f"`{use}`" in said
