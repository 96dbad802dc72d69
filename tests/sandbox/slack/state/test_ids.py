import re

from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.state.ids import Ids, slack_id


@given(st.sampled_from("TUCDBAFV"), st.text(max_size=20))
def test_ids_look_like_slacks(prefix, seed):
    assert re.fullmatch(rf"{prefix}0[0-9A-Z]{{9}}", slack_id(prefix, seed))
    assert slack_id(prefix, seed) == slack_id(prefix, seed)


def test_new_ids_differ():
    ids = Ids()
    assert len({ids.new("C") for _ in range(1000)}) == 1000


@given(st.lists(st.floats(1_600_000_000, 1_900_000_000), max_size=50))
def test_timestamps_grow_even_where_the_clock_does_not(moments):
    ids = Ids()
    stamps = [ids.ts(moment) for moment in moments]
    assert stamps == sorted(set(stamps), key=float)
    assert all(re.fullmatch(r"\d{10}\.\d{6}", stamp) for stamp in stamps)


def test_triggers_have_three_parts():
    ids = Ids()
    first, second = ids.trigger("T0"), ids.trigger("T0")
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", first)
    assert first != second
