"""From what a person chose to what Slack sends, and what its client says first."""

import pytest

from sandbox.slack.blockkit.values import (
    MAX_INPUT_FILE,
    REQUIRED,
    NotOfferedError,
    current,
    entered,
    form_faults,
    initial,
)
from sandbox.slack.testing import plain

ONE = {"text": plain("One"), "value": "1"}
TWO = {"text": plain("Two"), "value": "2"}
FILES = {"F1": {"id": "F1", "size": 5}}


def element(kind, **more):
    return {"type": kind, "action_id": "a", **more}


@pytest.mark.parametrize(
    ("shown", "value", "state"),
    [
        (element("plain_text_input"), "a boat", {"value": "a boat"}),
        (element("plain_text_input"), "", {"value": None}),
        (element("number_input", is_decimal_allowed=False), 7, {"value": "7"}),
        (element("email_text_input"), "a@b.co", {"value": "a@b.co"}),
        (element("url_text_input"), "https://a.b", {"value": "https://a.b"}),
        (element("static_select", options=[ONE, TWO]), "2", {"selected_option": TWO}),
        (element("static_select", options=[ONE, TWO]), "Two", {"selected_option": TWO}),
        (element("static_select", options=[ONE]), None, {"selected_option": None}),
        (
            element("static_select", option_groups=[{"label": plain("G"), "options": [ONE]}]),
            "1",
            {"selected_option": ONE},
        ),
        (element("radio_buttons", options=[ONE, TWO]), "1", {"selected_option": ONE}),
        (element("checkboxes", options=[ONE, TWO]), ["1", "2"], {"selected_options": [ONE, TWO]}),
        (element("checkboxes", options=[ONE, TWO]), None, {"selected_options": []}),
        (element("multi_static_select", options=[ONE, TWO]), "2", {"selected_options": [TWO]}),
        (element("datepicker"), "2026-02-03", {"selected_date": "2026-02-03"}),
        (element("timepicker"), "09:30", {"selected_time": "09:30"}),
        (element("datetimepicker"), "1700000000", {"selected_date_time": 1700000000}),
        (element("users_select"), "U1", {"selected_user": "U1"}),
        (element("conversations_select"), "C1", {"selected_conversation": "C1"}),
        (element("channels_select"), "C1", {"selected_channel": "C1"}),
        (element("multi_users_select"), ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        (element("file_input"), ["F1"], {"files": [FILES["F1"]]}),
        (
            element("rich_text_input"),
            {"type": "rich_text", "elements": []},
            {"rich_text_value": {"type": "rich_text", "elements": []}},
        ),
    ],
)
def test_plain_values_take_the_form_of_their_element(shown, value, state):
    assert entered(shown, value, FILES.get) == {"type": shown["type"], **state}


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        (element("static_select", options=[ONE]), "3"),
        (element("checkboxes", options=[ONE]), ["1", "3"]),
        (element("datepicker"), "tomorrow"),
        (element("timepicker"), "nine"),
        (element("datetimepicker"), "soon"),
        (element("file_input"), ["F9"]),
        (element("rich_text_input"), "words"),
    ],
)
def test_what_is_not_offered_is_refused(shown, value):
    with pytest.raises(NotOfferedError):
        entered(shown, value, FILES.get)


def test_the_state_begins_with_what_the_element_says():
    assert initial(element("plain_text_input", initial_value="x")) == {
        "type": "plain_text_input",
        "value": "x",
    }
    assert initial(element("checkboxes", options=[ONE], initial_options=[ONE]))["selected_options"] == [ONE]
    assert initial(element("users_select")) == {"type": "users_select", "selected_user": None}


def form(shown, **more):
    return [{"type": "input", "block_id": "b", "label": plain("x"), "element": shown, **more}]


def test_entries_win_over_beginnings_while_the_element_is_of_the_same_kind():
    blocks = form(element("plain_text_input", initial_value="x"))
    same = {"b": {"a": {"type": "plain_text_input", "value": "y"}}}
    other = {"b": {"a": {"type": "datepicker", "selected_date": "2026-01-01"}}}
    assert current(blocks, same)["b"]["a"]["value"] == "y"
    assert current(blocks, other)["b"]["a"]["value"] == "x"


def test_buttons_hold_no_state():
    blocks = [{"type": "actions", "block_id": "b", "elements": [element("button"), element("users_select")]}]
    assert current(blocks, {}) == {"b": {"a": {"type": "users_select", "selected_user": None}}}


@pytest.mark.parametrize(
    ("shown", "value", "sentence"),
    [
        (element("plain_text_input"), None, REQUIRED),
        (element("checkboxes", options=[ONE]), [], REQUIRED),
        (element("plain_text_input", min_length=3), "ab", "This must be at least 3 characters."),
        (element("plain_text_input", min_length=3), "abc", None),
        (element("plain_text_input", max_length=3), "abcd", "This must be no more than 3 characters."),
        (element("plain_text_input", max_length=3), "abc", None),
        (element("number_input", is_decimal_allowed=False), "1.5", "Please enter a whole number."),
        (element("number_input", is_decimal_allowed=True), "1.5", None),
        (element("number_input", is_decimal_allowed=True), "many", "Please enter a number."),
        (element("number_input", is_decimal_allowed=False, min_value="2"), "1", "This must be 2 or more."),
        (element("number_input", is_decimal_allowed=False, max_value="5"), "6", "This must be 5 or less."),
        (element("number_input", is_decimal_allowed=False, max_value="5"), "5", None),
        (element("email_text_input"), "me", "Please enter a valid email address."),
        (element("url_text_input"), "a.b", "Please enter a valid URL."),
        (
            element("multi_users_select", max_selected_items=1),
            ["U1", "U2"],
            "Please choose no more than 1.",
        ),
        (element("file_input", max_files=1), ["F1", "F1"], "Please choose no more than 1 files."),
        (element("file_input"), ["F1"], None),
    ],
)
def test_what_the_client_says_before_it_submits(shown, value, sentence):
    blocks = form(shown)
    state = {"b": {"a": entered(shown, value, FILES.get)}}
    assert form_faults(blocks, current(blocks, state)) == ({"b": sentence} if sentence else {})


def test_optional_inputs_may_stay_empty():
    blocks = form(element("plain_text_input"), optional=True)
    assert form_faults(blocks, current(blocks, {})) == {}


def test_files_of_a_form_have_a_size_limit():
    shown = element("file_input")
    blocks = form(shown)
    for size, faults in [(MAX_INPUT_FILE, {}), (MAX_INPUT_FILE + 1, {"b": "Files can be up to 10 MB."})]:
        state = {"b": {"a": entered(shown, "F2", {"F2": {"id": "F2", "size": size}}.get)}}
        assert form_faults(blocks, current(blocks, state)) == faults
