import pytest

from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.phrases import listed, plural, title_case, trimmed, with_article
from sandbox.bedrock.writer.reading import read


def seen(keywords):
    return [subject.text for subject in read(keywords).subjects]


@pytest.mark.parametrize(
    ("keywords", "subjects"),
    [
        ("lighthouse, storm", ["lighthouse"]),
        ("Lighthouse storm watercolour", ["lighthouse"]),
        ("a red bicycle leaning on a blue door", ["a red bicycle leaning on a blue door"]),
        ("cat window rain", ["cat", "window"]),
        ("red fox snow forest", ["red fox", "forest"]),
        ("stone bridge", ["stone bridge"]),
        ("watercolour of a fox in snow", ["a fox in snow"]),
        ("photo of two cats", ["two cats"]),
        ("close-up of a rose", ["a rose"]),
        ("neon city", ["neon city"]),
        ("Seoul, cyberpunk, rain", ["Seoul"]),
        ("storm", []),
        ("blue and gold, calm", []),
        ("cat, Cat, CAT", ["cat"]),
        ("...!?", []),
    ],
)
def test_what_is_to_be_seen(keywords, subjects):
    assert seen(keywords) == subjects


def test_what_is_said_about_how():
    reading = read("fox at night, snow, autumn, ukiyo-e, from above, warm light, cosy, pastel, blue and gold")
    assert reading.said("weather") == ["snow"]
    assert reading.said("season") == ["autumn"]
    assert reading.said("medium") == ["ukiyo-e"]
    assert reading.said("view") == ["from above"]
    assert reading.said("light") == ["warm light"]
    assert reading.said("mood") == ["cosy"]
    assert reading.said("tone") == ["pastel"]
    assert reading.said("colour") == ["blue", "gold"]
    assert reading.means("medium") == ["woodblock print"]
    assert reading.means("time") == ["night"]
    assert reading.said("time") == []  # said within the subject


@pytest.mark.parametrize(
    ("keywords", "place"),
    [
        ("lighthouse", "outdoor"),
        ("cup of coffee", "indoor"),
        ("cat in a library", "indoor"),
        ("cat, umbrella", "outdoor"),
        ("astronaut", "space"),
        ("a horse on the moon", "space"),
        ("whale, underwater", "underwater"),
        ("circles and triangles", "abstract"),
        ("Kubernetes", "outdoor"),
    ],
)
def test_where_it_is(keywords, place):
    assert read(keywords).place == place


@pytest.mark.parametrize(
    ("keywords", "name"),
    [
        ("lighthouse keeper", "person"),
        ("two cats", "cat"),
        ("the old town hall of Gent", "room"),
        ("pirate ship", "ship"),
    ],
)
def test_the_head_noun_decides_what_it_is(keywords, name):
    assert read(keywords).subjects[0].canonical == name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<@U123|minho> at <#C1|general>", "minho at general"),
        ("<https://example.com/x|a link> fox", "a link fox"),
        ("<@U123> fox <!here>", "fox"),
        (":full_moon: fox", "full moon fox"),
        ("10:30:00 clock", "10:30:00 clock"),
        ("🦊 in the 🌧", "fox in the rain"),
        ("👍🏽 ok", "thumbs up ok"),
        ("“quoted” — it’s", '"quoted" - it\'s'),
        ("cat\ndog", "cat, dog"),
        ("a\u200bb\u0000c\ud800", "abc"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ],
)
def test_cleaning(raw, clean):
    assert cleaned(raw) == clean


@pytest.mark.parametrize(
    ("phrase", "whole"),
    [
        ("lighthouse", "a lighthouse"),
        ("old lighthouse", "an old lighthouse"),
        ("hour", "an hour"),
        ("unicorn", "a unicorn"),
        ("two cats", "two cats"),
        ("cats", "cats"),
        ("snow", "snow"),
        ("the sea", "the sea"),
        ("Seoul", "Seoul"),
        ("grandmother's kitchen", "grandmother's kitchen"),
        ("cat sleeping on the sofa", "a cat sleeping on the sofa"),
        ("bus", "a bus"),
        ("glasses", "glasses"),
    ],
)
def test_articles(phrase, whole):
    assert with_article(phrase) == whole


def test_plurals_lists_and_titles():
    assert [plural(noun) for noun in ("cat", "fox", "berry", "mouse", "cats", "old house")] == [
        "cats",
        "foxes",
        "berries",
        "mice",
        "cats",
        "old houses",
    ]
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert title_case("fox in the Seoul night") == "Fox in the Seoul Night"


def test_trimming_leaves_whole_words_and_no_loose_end():
    assert trimmed("a cat on the roof", 100) == "a cat on the roof"
    assert trimmed("a cat on the roof", 12) == "a cat"
    assert trimmed("abcdefghij", 4) == "abcd"
