"""From an intent to a scene: plain data, no pixels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.painter import vocabulary
from sandbox.painter.brief import Brief
from sandbox.painter.drawing.catalogue import SCENERY, SUBJECTS
from sandbox.painter.planning import plan
from sandbox.painter.render import RASTER
from sandbox.painter.rendition import DEFAULT
from sandbox.painter.vocabulary import COLOURS

SEEDS = range(6)


def scene_of(prompt, *, seed=1, width=512, height=512, negative=""):
    return plan(Brief(prompt, width, height, seed, negative))


def names(scene):
    return [item.subject for item in scene.placed]


def test_equal_briefs_give_equal_scenes():
    brief = Brief("a lighthouse and three sailboats at sunset", 512, 384, 7)
    assert plan(brief) == plan(brief)


def test_another_seed_is_another_composition():
    scenes = [scene_of("a lighthouse and a sailboat", seed=seed) for seed in SEEDS]
    assert len({tuple((item.x, item.size) for item in scene.placed) for scene in scenes}) == len(scenes)


def test_each_layer_can_be_painted():
    words = [name for members in vocabulary.SUBJECTS.values() for name in members]
    kinds = {layer.kind for word in words for layer in scene_of(f"a {word}, storm, sunbeams, glowing").layers}
    assert kinds <= set(SCENERY) | RASTER | {"props"}


@pytest.mark.parametrize(
    ("prompt", "layout"),
    [
        ("a lighthouse by the sea", "outdoors"), ("a red bicycle leaning on a blue door", "facade"), ("a cat on an armchair", "room"),
        ("a bowl of ramen on a wooden table", "tabletop"), ("a perfume bottle on a plinth", "studio"), ("close-up portrait of a fox", "portrait"),
        ("a portrait of an old man", "portrait"), ("an astronaut near a ringed planet", "space"), ("a whale under the sea", "deep"),
        ("five hot air balloons", "aloft"), ("a street with a tram in the rain", "street"), ("seamless pattern of foxes", "pattern"),
        ("abstract geometric shapes", "abstract"), ("frobnication", "abstract"), ("", "abstract"), ("a lone tree, negative space", "minimal"),
        ("a library with a cat", "room"), ("a boat on a lake", "outdoors"),
    ],
)  # fmt: skip
def test_layouts(prompt, layout):
    assert {scene_of(prompt, seed=seed).layout for seed in SEEDS} == {layout}


@pytest.mark.parametrize(
    ("prompt", "subject", "count"),
    [
        ("three sailboats on a lake", "sailboat", 3), ("five hot air balloons", "hot air balloon", 5), ("two cats in a library", "cat", 2),
        ("four penguins in the snow", "penguin", 4), ("three apples on a table", "apple", 3),
    ],
)  # fmt: skip
def test_counts_are_kept(prompt, subject, count):
    for seed in SEEDS:
        assert names(scene_of(prompt, seed=seed)).count(subject) == count


def test_every_named_thing_is_placed():
    wanted = {"lighthouse", "sailboat", "person", "dog"}
    for seed in SEEDS:
        assert wanted <= set(
            names(scene_of("a lighthouse, a sailboat, a person with a dog on the beach", seed=seed))
        )


def test_bound_colours_reach_their_things():
    for seed in SEEDS:
        colours = {
            item.subject: item.colour
            for item in scene_of("a red bicycle leaning on a blue door", seed=seed).placed
        }
        assert colours["bicycle"] == COLOURS["red"]
        assert colours["door"] == COLOURS["blue"]


@pytest.mark.parametrize("banned", ["people", "clouds", "trees", "gulls", "path", "fern", "window"])
def test_negative_words_are_nowhere_in_the_scene(banned):
    prompts = (
        "a castle on a hill with people and trees",
        "the sea with gulls",
        "a street",
        "a cat",
        "a cottage in a meadow",
        "a city",
    )
    covered = {banned, *vocabulary.GROUPS.get(banned.rstrip("s"), ()), *vocabulary.GROUPS.get(banned, ())}
    for prompt in prompts:
        for seed in SEEDS:
            scene = scene_of(prompt, seed=seed, negative=banned)
            assert not covered & set(names(scene))
            assert not covered & {layer.kind for layer in scene.layers}
            assert banned != "clouds" or scene.atmosphere.cloud_cover == 0
            assert banned != "window" or not {"window view", "wall windows"} & {
                layer.kind for layer in scene.layers
            }


def test_what_is_on_something_stands_on_its_top():
    for seed in SEEDS:
        scene = scene_of("a cat on an armchair", seed=seed)
        order = names(scene)
        cat, chair = main_of(scene, "cat"), main_of(scene, "armchair")
        assert chair.y - chair.size < cat.y < chair.y
        assert abs(cat.x - chair.x) < chair.size * 0.6
        assert order.index("armchair") < order.index("cat")


def test_who_is_in_a_boat_is_painted_behind_its_side():
    for seed in SEEDS:
        scene = scene_of("two dogs in a red boat on a lake", seed=seed)
        boat = main_of(scene, "boat")
        dogs = [item for item in scene.placed if item.subject == "dog"]
        assert len(dogs) == 2
        assert all(abs(dog.x - boat.x) < boat.size for dog in dogs)
        assert names(scene).index("boat") > max(i for i, name in enumerate(names(scene)) if name == "dog")


def test_an_umbrella_is_held_over_its_owner():
    for seed in SEEDS:
        scene = scene_of("a girl with a red umbrella in the snow", seed=seed)
        girl, umbrella = main_of(scene, "person"), main_of(scene, "umbrella")
        assert abs(umbrella.x - girl.x) < girl.size * 0.3
        assert umbrella.y - umbrella.size < girl.y - girl.size * 0.9


def test_a_close_up_is_larger_than_a_wide_shot():
    for seed in SEEDS:
        close = scene_of("a castle, close-up", seed=seed).placed[0]
        wide = next(
            item for item in scene_of("a castle, wide shot", seed=seed).placed if item.subject == "castle"
        )
        assert close.size > 1.5 * wide.size


def main_of(scene, subject):
    return max((item for item in scene.placed if item.subject == subject), key=lambda item: item.size)


def test_composition_words_place_the_main_thing():
    for seed in SEEDS:
        for words, low, high in (
            ("centred", 0.45, 0.55),
            ("on the left", 0.2, 0.4),
            ("on the right", 0.6, 0.8),
        ):
            scene = scene_of(f"a windmill in a field, {words}", seed=seed)
            assert low <= main_of(scene, "windmill").x / scene.width <= high, words
        thirds = scene_of("a windmill in a field, rule of thirds", seed=seed)
        assert not 0.42 < main_of(thirds, "windmill").x / thirds.width < 0.58


def test_the_horizon_follows_the_viewpoint():
    for seed in SEEDS:
        above, level, below = (
            scene_of(f"a castle{words}", seed=seed) for words in (", aerial view", "", ", low angle")
        )
        assert (
            above.horizon / above.height
            < 0.3
            < level.horizon / level.height
            < 0.75
            < below.horizon / below.height
        )


def test_negative_space_makes_things_small_and_few():
    for seed in SEEDS:
        sparse, plain = (
            scene_of(f"a tree{words}", seed=seed) for words in (", negative space", " in a meadow")
        )
        assert len(sparse.placed) == 1
        assert main_of(sparse, "tree").size < main_of(plain, "tree").size


def test_time_and_weather_set_the_air():
    night, day = scene_of("a castle at night").atmosphere, scene_of("a castle at noon, clear sky").atmosphere
    assert night.night
    assert night.stars > day.stars == 0
    assert day.cloud_cover == 0
    assert scene_of("a castle, storm").layer("rain") or scene_of("a castle, rain").layer("rain")
    assert scene_of("a castle, snow").layer("snowfall")


def test_the_moon_is_seen_when_asked_for():
    for seed in SEEDS:
        scene = scene_of("an owl under the full moon", seed=seed)
        assert scene.atmosphere.body == "moon"
        assert scene.sun is not None
        assert 0 < scene.sun[1] < scene.horizon


@given(
    st.text(max_size=200),
    st.sampled_from([(256, 256), (512, 256), (1344, 576), (320, 1408)]),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_any_prompt_has_a_scene_with_something_in_it(prompt, size, seed):
    scene = plan(Brief(prompt, size[0], size[1], seed))
    assert scene.layers
    assert min(scene.width, scene.height) == 1000
    assert all(item.subject in SUBJECTS and item.size > 0 for item in scene.placed)


def test_without_a_medium_the_house_style_is_taken():
    assert scene_of("a fox").medium == DEFAULT
    assert scene_of("a fox, oil on canvas").medium == "oil painting"


def test_what_flies_stays_in_the_picture_and_out_of_the_water():
    for prompt in ("a dragon over mountains", "five hot air balloons over a lake, mountains"):
        for seed in SEEDS:
            scene = scene_of(prompt, seed=seed)
            first = max(scene.placed, key=lambda item: (item.subject in prompt, item.size))
            half = first.size * SUBJECTS[first.subject].span / 2
            assert half * 0.9 <= first.x <= scene.width - half * 0.9
            water = next((i for i, layer in enumerate(scene.layers) if layer.kind == "water"), None)
            if water is None or scene.layers[water].line:
                continue
            before = [item for layer in scene.layers[:water] for item in layer.items]
            assert all(item.y <= scene.layers[water].top + 40 for item in before)


def test_a_polar_bear_is_met_in_the_snow():
    for seed in SEEDS:
        assert scene_of("a polar bear", seed=seed).layer("trunks") is None


def test_a_crescent_is_one():
    assert scene_of("a crescent moon over hills at night").crescent
    assert not scene_of("a full moon over hills at night").crescent
