"""The vocabulary is what others build prompts from: every word of it must be understood, and drawn."""

import pytest

from sandbox.painter import vocabulary
from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.finish import FINISHES
from sandbox.painter.intent import family_of
from sandbox.painter.lexicon import tokens
from sandbox.painter.reading import read
from sandbox.painter.rendition import RENDITIONS

ALL_SUBJECTS = [(family, name) for family, members in vocabulary.SUBJECTS.items() for name in members]
SCENERY = {
    "sky": {"sky", "sun", "moon", "stars", "clouds", "aurora", "rainbow", "comet"},
    "water": {"sea", "waves", "lake", "river", "waterfall", "beach", "underwater", "harbour"},
    "landscape": set(vocabulary.SUBJECTS["landscape"]),
    "flora": {"forest"},
    "buildings": {"city", "street", "wall"},
    "interiors": {"room", "cafe", "library", "kitchen"},
    "space": {"nebula", "space", "moonscape"},
    "abstract": set(vocabulary.SUBJECTS["abstract"]),
}


@pytest.mark.parametrize(("family", "name"), ALL_SUBJECTS)
def test_each_subject_is_drawn_or_scenery(family, name):
    assert name in SUBJECTS or name in SCENERY.get(family, set())


def test_each_drawing_can_be_asked_for():
    asked = {name for _, name in ALL_SUBJECTS}
    assert set(SUBJECTS) - asked == {"bare plinth"}


@pytest.mark.parametrize(("family", "name"), ALL_SUBJECTS)
def test_each_subject_and_synonym_is_read(family, name):
    for phrase in (name, *vocabulary.SUBJECTS[family][name]):
        intent = read(phrase)
        colour_too = any(phrase == tone for tone in vocabulary.COLOURS)
        assert colour_too or name in intent.subjects, phrase
    assert family_of(name) == family


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (vocabulary.MEDIA, "medium"), (vocabulary.TIMES, "time"), (vocabulary.WEATHERS, "weather"), (vocabulary.SEASONS, "season"),
        (vocabulary.LIGHTS, "lights"), (vocabulary.MOODS, "moods"), (vocabulary.TONES, "tones"), (vocabulary.VIEWS, "views"),
    ],
)  # fmt: skip
def test_each_word_about_the_picture_is_read(table, field):
    for name, synonyms in table.items():
        for phrase in (name, *synonyms):
            found = getattr(read(f"a fox, {phrase}"), field)
            assert found == name or name in (found or ()), phrase


def test_each_medium_has_a_rendition_and_a_finish():
    assert set(vocabulary.MEDIA) == set(RENDITIONS) == set(FINISHES)


def test_no_phrase_means_two_things_unless_one_is_a_colour():
    meanings: dict[tuple[str, ...], set[str]] = {}
    tables = [*vocabulary.SUBJECTS.values(), vocabulary.MEDIA, vocabulary.TIMES, vocabulary.WEATHERS]
    tables += [vocabulary.SEASONS, vocabulary.LIGHTS, vocabulary.MOODS, vocabulary.TONES, vocabulary.VIEWS]
    for table in tables:
        for name, synonyms in table.items():
            for phrase in (name, *synonyms):
                meanings.setdefault(tuple(tokens(phrase)), set()).add(name)
    assert {phrase: names for phrase, names in meanings.items() if len(names) > 1} == {}
