"""The painted palette beside the asked one."""

from itertools import permutations
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ask import PictureOptions
from services.measuring import Swatch, distance
from services.oklab import oklab
from services.painting.interface import Steering, Task
from services.painting.stability import CAPABILITIES, Stability
from services.painting.stability_services import CORE, SD35, STRUCTURE
from services.painting.titan import Titan
from services.palette_match import CLOSE, VERY_CLOSE, Pair, approximate_palette, assigned, compare
from tests import records

costs = st.integers(1, 5).flatmap(
    lambda rows: st.integers(rows, 6).flatmap(
        lambda columns: st.lists(
            st.lists(st.floats(0, 2), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)
palettes = st.lists(records.colours, min_size=1, max_size=10)


def swatches(*colours):
    return tuple(Swatch(colour=colour, share=round(1 / len(colours), 4), name="") for colour in colours)


def total(table, columns):
    return sum(row[column] for row, column in zip(table, columns, strict=True))


@given(costs)
def test_no_other_assignment_costs_less(table):
    chosen = assigned(table)
    assert len(set(chosen)) == len(table)
    least = min(total(table, other) for other in permutations(range(len(table[0])), len(table)))
    assert total(table, chosen) == pytest.approx(least, abs=1e-9)


def test_nothing_to_assign():
    assert assigned([]) == []


def test_a_cheap_start_does_not_cost_the_rest():
    """Taking the least of each row in turn would cost 101."""
    assert assigned([[1, 2], [1, 100]]) == [1, 0]


@given(palettes, palettes)
def test_everything_is_shown_once_and_nothing_has_two_partners(asked, painted):
    compared = compare(asked, swatches(*painted))
    assert [pair.asked for pair in compared.pairs] == asked
    partners = [pair.painted for pair in compared.pairs if pair.painted]
    assert len(partners) == min(len(asked), len(painted))
    assert sorted(one.colour for one in (*partners, *compared.others)) == sorted(painted)
    assert not compared.others or all(pair.painted for pair in compared.pairs)


@given(palettes.filter(lambda one: len(one) <= 4), palettes.filter(lambda one: len(one) <= 4))
@settings(max_examples=60)
def test_the_pairs_are_as_near_as_they_can_be(asked, painted):
    def apart(one, other):
        return dist(oklab(*bytes.fromhex(one[1:])), oklab(*bytes.fromhex(other[1:])))

    found = sum(
        apart(pair.asked, pair.painted.colour)
        for pair in compare(asked, swatches(*painted)).pairs
        if pair.painted
    )
    fewer, more = sorted((asked, painted), key=len)
    for order in permutations(more, len(fewer)):
        assert found <= sum(map(apart, fewer, order)) + 1e-9


@given(st.lists(records.colours, min_size=1, max_size=10, unique=True), st.randoms())
def test_the_same_colours_in_any_order_find_each_other(asked, chance):
    painted = [*asked]
    chance.shuffle(painted)
    for pair in compare(asked, swatches(*painted)).pairs:
        assert pair.painted.colour == pair.asked
        assert pair.nearness == "very_close"


def test_the_others_keep_their_order():
    compared = compare(["#ff0000"], swatches("#ffffff", "#f00808", "#101010"))
    assert [one.colour for one in compared.others] == ["#ffffff", "#101010"]


@pytest.mark.parametrize(
    ("painted", "nearness"),
    [("#0b3954", "very_close"), ("#0f3f5c", "very_close"), ("#2a5f7f", "far"), ("#14507a", "close")],
)
def test_how_near_is_said_in_three_words(painted, nearness):
    (swatch,) = swatches(painted)
    apart = distance("#0b3954", painted)
    assert Pair("#0b3954", swatch).nearness == nearness
    assert (apart <= VERY_CLOSE, apart <= CLOSE) == {
        "very_close": (True, True),
        "close": (False, True),
        "far": (False, False),
    }[nearness]


def test_without_a_partner_nothing_is_near():
    assert Pair("#0b3954", None).nearness is None


WISHED = PictureOptions(palette=("#0b3954", "#ff6663"))
SEEN = Steering(width=1200, height=800, where="the sky", colours=("#bfd7ea",))


@pytest.mark.parametrize(
    ("painter", "options", "task", "colours"),
    [
        (Stability(None, CAPABILITIES[CORE]), WISHED, Task.TEXT_TO_IMAGE, WISHED.palette),
        (Stability(None, CAPABILITIES[STRUCTURE]), WISHED, Task.LAYOUT, WISHED.palette),
        (Stability(None, CAPABILITIES[CORE]), PictureOptions(), Task.COLOURS, SEEN.colours),
        (Stability(None, CAPABILITIES[SD35]), WISHED, Task.VARIATION, ()),
        (Stability(None, CAPABILITIES[CORE]), PictureOptions(), Task.TEXT_TO_IMAGE, ()),
        (Titan(None), WISHED, Task.TEXT_TO_IMAGE, ()),
    ],
)
def test_only_what_was_put_into_words_is_compared(painter, options, task, colours):
    assert approximate_palette(painter.plan(options, 7, task, SEEN)) == colours
