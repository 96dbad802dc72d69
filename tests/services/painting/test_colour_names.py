import pytest
from hypothesis import given

from services.painting.colour_names import colour_name, colour_names, with_colours
from tests.records import colours


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#808080", "grey"),
        ("#ff0000", "red"),
        ("#0b3954", "deep blue"),
        ("#ff6663", "coral"),
        ("#bfd7ea", "pale blue"),
    ],
)
def test_plain_names(colour, name):
    assert colour_name(colour) == name


def test_a_name_is_said_once():
    assert colour_names(["#0b3954", "#0b3955", "#ff6663"]) == ["deep blue", "coral"]


@given(colours)
def test_every_colour_has_a_name(colour):
    assert colour_name(colour)


@pytest.mark.parametrize(
    ("limit", "named"),
    [(100, " Colour palette: deep blue, coral."), (30, " Colour palette: deep blue."), (20, "")],
)
def test_as_many_colours_as_fit(limit, named):
    prompt = "a"
    assert with_colours(prompt, ["#0b3954", "#0b3955", "#ff6663"], limit) == prompt + named


def test_without_a_prompt_the_colours_stand_alone():
    assert with_colours("", ["#0b3954"], 100) == "Colour palette: deep blue."
