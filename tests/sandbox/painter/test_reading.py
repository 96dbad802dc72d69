"""From the words of a prompt to an intent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.painter.reading import read
from sandbox.painter.vocabulary import COLOURS


def summary(prompt, negative=""):
    """(subject, count, colours by value) of each mention."""
    return [(mention.subject, mention.count, mention.colours) for mention in read(prompt, negative).mentions]


def test_a_whole_prompt():
    intent = read(
        "A weathered granite lighthouse on a basalt headland, breaking storm, low sun under slate clouds, "
        "watercolour on cold-pressed paper, wide shot from the water, muted teal and ochre"
    )
    assert intent.subjects == ("lighthouse", "cliff", "sea")
    assert intent.medium == "watercolour"
    assert intent.time == "golden hour"
    assert set(intent.weather) == {"storm", "overcast"}
    assert intent.views == ("wide shot",)
    assert intent.tones == ("muted",)
    assert intent.colours == (COLOURS["teal"], COLOURS["ochre"])


def test_colours_bind_to_their_nouns():
    assert summary("a red bicycle leaning on a blue door") == [
        ("bicycle", 1, (COLOURS["red"],)),
        ("door", 1, (COLOURS["blue"],)),
    ]


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("a door painted green", ("green",)),
        ("a small bright red wooden door", ("red",)),
        ("a red and white lighthouse", ("red", "white")),
        ("an orange cat", ("orange",)),
        ("a coral sailboat", ("coral",)),
        ("a door, teal and ochre", ()),
    ],
)
def test_colour_of_the_first_subject(prompt, colours):
    assert read(prompt).mentions[0].colours == tuple(COLOURS[name] for name in colours)


def test_a_colour_painted_on_does_not_run_on():
    door, wall = read("a door painted blue and a white wall").mentions
    assert (door.colours, wall.colours) == ((COLOURS["blue"],), (COLOURS["white"],))


def test_unbound_colours_belong_to_the_picture():
    assert read("a lighthouse, palette of navy, peach and gold").colours == tuple(
        COLOURS[name] for name in ("navy", "peach", "gold")
    )


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("three sailboats", ("sailboat", 3)), ("a pair of owls", ("owl", 2)), ("5 balloons", ("hot air balloon", 5)),
        ("foxes", ("fox", 0)), ("wolves", ("wolf", 0)), ("a fox", ("fox", 1)), ("penguins", ("penguin", 0)), ("a couple", ("couple", 1)),
        ("cups of coffee", ("cup", 0)), ("a lone tree", ("tree", 1)),
    ],
)  # fmt: skip
def test_counts_and_plurals(prompt, expected):
    mention = read(prompt).mentions[0]
    assert (mention.subject, mention.count) == expected


def test_relations_point_at_the_other_mention():
    cat, chair = read("a cat sleeping on a green armchair").mentions
    assert (cat.relation, cat.anchor, chair.relation) == ("on", 1, "")


def test_sizes():
    assert read("a tiny boat").mentions[0].scale < 1 < read("a giant cat").mentions[0].scale


@pytest.mark.parametrize(
    ("prompt", "negative"),
    [
        ("a beach without people, sunset", ""), ("a beach, no people", ""), ("a beach", "people"),
        ("a beach with people", "people, text"), ("a beach, free of people and clouds", ""), ("people on a beach", "no humans, person"),
    ],
)  # fmt: skip
def test_negated_words_are_banned_and_not_mentioned(prompt, negative):
    intent = read(prompt, negative)
    assert {"person", "couple", "crowd"} <= intent.banned
    assert not intent.banned & set(intent.subjects)


def test_a_negation_ends_with_its_clause():
    intent = read("a castle, no clouds, but a dragon in fog")
    assert intent.banned == {"clouds"}
    assert intent.subjects == ("castle", "dragon")
    assert intent.weather == ("fog",)


def test_what_is_in_a_vase_is_part_of_it():
    (vase,) = read("red roses in a blue vase").mentions
    assert (vase.subject, vase.colours, vase.inside) == ("vase", (COLOURS["blue"],), (COLOURS["red"],))
    (vase,) = read("a vase of poppies").mentions
    assert "poppies" in vase.word


def test_unknown_words_are_kept():
    assert read("quuxly frobnication").unknown == ("quuxly", "frobnication")


@pytest.mark.parametrize(
    "prompt",
    ["", "   ", "🌊🌊", "고양이와 등대", ",,,;;", "a" * 512, "-" * 512, "no", "without", "in on under"],
)
def test_strange_prompts_read_as_nothing(prompt):
    assert read(prompt).mentions == ()


@given(st.text(max_size=512), st.text(max_size=80))
def test_any_text_reads_the_same_twice(prompt, negative):
    assert read(prompt, negative) == read(prompt, negative)
