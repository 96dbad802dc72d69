"""What the writer says is what the painter reads: no viewpoint that is taken for a thing, no light for a medium."""

import pytest

from sandbox.bedrock.writer.grammar.ideas import IDEAS
from sandbox.bedrock.writer.grammar.media import MEDIA, WITHOUT_STYLE
from sandbox.bedrock.writer.grammar.scenes import GROUPS
from sandbox.bedrock.writer.grammar.scenes_beings import BEINGS
from sandbox.bedrock.writer.grammar.scenes_places import PLACES
from sandbox.bedrock.writer.grammar.views import CLOSE, COMPOSITIONS, TURNED, WIDE
from sandbox.bedrock.writer.lexicon import terms_in, words_of
from sandbox.bedrock.writer.lighting import LIGHTS
from sandbox.painter import vocabulary

SCENES = {**GROUPS, **PLACES, **BEINGS}
SURROUNDINGS = sorted(
    {
        phrase
        for scene in SCENES.values()
        for phrase in (*scene.wide, *scene.close, *scene.turned, *scene.extras)
    }
)


def read(text):
    """The painter's terms in a text: a set of names for each kind."""
    found: dict[str, set[str]] = {}
    for hit in terms_in(words_of(text)):
        found.setdefault(hit.term.kind, set()).add(hit.term.canonical)
    return found


@pytest.mark.parametrize("view", WIDE + CLOSE + TURNED, ids=lambda view: view.text)
def test_a_view_is_read_as_that_view_and_nothing_else(view):
    found = read(f"{view.head}, {view.text}")
    assert view.name in found.get("view", set()) | found.get("light", set())
    assert not found.keys() & {"subject", "medium", "weather", "time", "season"}


@pytest.mark.parametrize("text", COMPOSITIONS)
def test_a_composition_is_no_thing(text):
    assert not read(text).keys() & {"subject", "medium", "weather", "time", "season"}


@pytest.mark.parametrize("name", sorted(MEDIA))
def test_a_medium_is_read_as_that_medium(name):
    medium = MEDIA[name]
    first, *others = terms_in(words_of(medium.noun))
    assert first.term.canonical == name
    assert all(other.term.kind == "medium" for other in others)
    for trace in medium.traces:
        found = read(trace)
        assert found.get("medium", {name}) == {name}
        assert not found.keys() & {"subject", "view", "weather", "time", "season"}


def test_every_medium_of_the_painter_has_words():
    assert set(MEDIA) == set(vocabulary.MEDIA)
    assert all(name in MEDIA for trio in WITHOUT_STYLE for name in trio)


@pytest.mark.parametrize("light", LIGHTS, ids=lambda light: light.text)
def test_a_light_brings_the_hour_and_weather_it_says(light):
    found = read(light.text)
    assert not found.keys() & {"medium", "view"} - ({"view"} if "reflections" in light.text else set())
    assert found.get("time", set()) <= set(light.times)
    assert found.get("weather", set()) <= set(light.weathers)
    assert found.get("season", set()) <= set(light.seasons)
    for palette in light.palettes:
        assert len(set(palette)) == 3
        assert set(palette) <= set(vocabulary.COLOURS)
    assert light.title_ko


def test_surroundings_decide_neither_medium_nor_viewpoint():
    deciding = {
        text
        for text in SURROUNDINGS
        if "medium" in read(text) or read(text).get("view", set()) - {"reflection"}
    }
    assert deciding == set()


@pytest.mark.parametrize("place", ["outdoor", "indoor", "space", "underwater", "abstract"])
def test_there_are_lights_enough_for_three_everywhere(place):
    assert len([light for light in LIGHTS if light.place == place]) >= 5
    for views in (WIDE, CLOSE, TURNED):
        assert len([view for view in views if place in view.places]) >= 2


@pytest.mark.parametrize("place", ["outdoor", "indoor"])
@pytest.mark.parametrize("time", sorted(vocabulary.TIMES))
def test_every_hour_has_three_fair_lights(time, place):
    if (time, place) in {
        ("dawn", "indoor"),
        ("morning", "indoor"),
        ("sunset", "indoor"),
        ("golden hour", "indoor"),
    }:
        least = 1
    else:
        least = 3
    fair = [
        light for light in LIGHTS if light.place == place and {*light.weathers[:1]} <= {"clear", "overcast"}
    ]
    assert len([light for light in fair if time in light.times]) >= least


@pytest.mark.parametrize("weather", ["storm", "rain", "snow", "fog", "wind"])
@pytest.mark.parametrize("time", ["day", "night"])
def test_every_weather_has_a_light_by_day_and_by_night(weather, time):
    near = {"day": {"day", "morning"}, "night": {"night"}}[time]
    assert [light for light in LIGHTS if weather in light.weathers and near & set(light.times)]


def test_ideas_are_pictures():
    for images in IDEAS.values():
        assert len(set(images)) == 3
        for image in images:
            assert "subject" in read(image) or len(words_of(image)) > 4
