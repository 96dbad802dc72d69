"""Rules beyond lengths: what is required, what excludes what, and how Slack words it."""

import json

import pytest

from sandbox.slack.blockkit.surfaces import (
    MAX_MESSAGE_JSON,
    blocks_too_long,
    message_faults,
    view_faults,
    view_too_large,
)
from sandbox.slack.testing import actions, button, plain, section

CONFIRM = {name: plain("x") for name in ("title", "text", "confirm", "deny")}
CHOICES = [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}]


def said(blocks):
    return [str(fault) for fault in message_faults(blocks)]


def said_of_view(view):
    return [str(fault) for fault in view_faults(view)]


# Slack's own sentences, as developers have reported them, where one is known
@pytest.mark.parametrize(
    ("block", "sentences"),
    [
        ({"type": "teapot"}, ["unsupported type: teapot [json-pointer:/blocks/0/type]"]),
        ({}, ["missing required field: type [json-pointer:/blocks/0]"]),
        ("words", ["must provide an object [json-pointer:/blocks/0]"]),
        (
            section("x" * 3001),
            [
                "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
                "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            ],
        ),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
            [
                "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
                "invalid additional property: emoji [json-pointer:/blocks/0/text]",
            ],
        ),
        ({"type": "section"}, ["must define either `text` or `fields` [json-pointer:/blocks/0]"]),
        ({"type": "header"}, ["missing required field: text [json-pointer:/blocks/0]"]),
        (
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            ["must be `plain_text` [json-pointer:/blocks/0/text/type]"],
        ),
        ({"type": "header", "text": "x"}, ["must provide an object [json-pointer:/blocks/0/text]"]),
        (
            {"type": "image", "image_url": "https://example.com/a.png"},
            ["missing required field: alt_text [json-pointer:/blocks/0]"],
        ),
        (
            {"type": "image", "alt_text": "x"},
            ["must define exactly one of `image_url` and `slack_file` [json-pointer:/blocks/0]"],
        ),
        (
            {"type": "image", "alt_text": "x", "image_url": "https://a.b/c", "slack_file": {"id": "F1"}},
            ["must define exactly one of `image_url` and `slack_file` [json-pointer:/blocks/0]"],
        ),
        (
            {"type": "image", "alt_text": "x", "slack_file": {"id": "F1", "url": "https://a.b/c"}},
            ["must provide exactly one of `id` and `url` [json-pointer:/blocks/0/slack_file]"],
        ),
        (
            {"type": "image", "alt_text": "x", "image_url": "ftp://a.b/c"},
            ["must be a valid URL [json-pointer:/blocks/0/image_url]"],
        ),
        (
            actions(button("go"), button("go"))[0],
            ['`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
        ),
        (
            actions(button("go", style="loud"))[0],
            ["must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]"],
        ),
        (
            actions({"type": "static_select"})[0],
            ["must define exactly one of `options` and `option_groups` [json-pointer:/blocks/0/elements/0]"],
        ),
        (
            actions({"type": "static_select", "options": [{**CHOICES[0], "url": "https://a.b"}]})[0],
            ["invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]"],
        ),
        (
            actions(
                {"type": "static_select", "options": CHOICES, "initial_option": {**CHOICES[0], "value": "3"}}
            )[0],
            ["must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]"],
        ),
        (
            actions(
                {
                    "type": "checkboxes",
                    "options": CHOICES,
                    "initial_options": [CHOICES[1], {**CHOICES[0], "value": "3"}],
                }
            )[0],
            ["must be one of the options [json-pointer:/blocks/0/elements/0/initial_options/1]"],
        ),
        (
            actions({"type": "datepicker", "initial_date": "2026-13-01"})[0],
            ["must be a date: YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]"],
        ),
        (
            actions({"type": "timepicker", "initial_time": "24:00"})[0],
            ["must be a time: HH:mm [json-pointer:/blocks/0/elements/0/initial_time]"],
        ),
        (
            {"type": "divider", "colour": "red"},
            ["invalid additional property: colour [json-pointer:/blocks/0]"],
        ),
        (
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_list", "style": "bullet", "elements": []}],
            },
            ["must provide at least 1 items [json-pointer:/blocks/0/elements/0/elements]"],
        ),
        (
            actions(button("a", confirm={**CONFIRM, "text": {"type": "mrkdwn", "text": "x"}}))[0],
            ["must be `plain_text` [json-pointer:/blocks/0/elements/0/confirm/text/type]"],
        ),
        (
            actions({"type": "conversations_select", "filter": {}})[0],
            [
                (
                    "must define at least one of `include`, `exclude_external_shared_channels` and "
                    "`exclude_bot_users` [json-pointer:/blocks/0/elements/0/filter]"
                )
            ],
        ),
        (
            actions({"type": "conversations_select", "response_url_enabled": True})[0],
            [
                (
                    "`response_url_enabled` only works in `input` blocks in modals "
                    "[json-pointer:/blocks/0/elements/0/response_url_enabled]"
                )
            ],
        ),
        (
            {"type": "divider", "block_id": 7},
            ["must provide a string [json-pointer:/blocks/0/block_id]"],
        ),
    ],
)
def test_what_slack_says_of_a_message(block, sentences):
    assert said([block]) == sentences


def test_the_same_action_id_in_two_blocks_is_fine():
    blocks = [*actions(button("go"), block_id="a"), *actions(button("go"), block_id="b")]
    assert said(blocks) == []


def test_a_block_id_twice_is_not():
    blocks = [*actions(button("go")), *actions(button("stop"))]
    assert said(blocks) == ['`block_id` "b" already exists [json-pointer:/blocks/1/block_id]']


def test_blocks_must_be_a_list():
    assert said({"type": "divider"}) == ["must provide an array [json-pointer:/blocks]"]


def test_markdown_blocks_share_one_limit():
    block = {"type": "markdown", "text": "x" * 6000}
    assert said([block, block]) == []
    assert said([block, block, {"type": "markdown", "text": "x"}]) == [
        "markdown blocks must be less than 12001 characters together [json-pointer:/blocks]"
    ]


def test_all_blocks_of_a_message_share_one_limit():
    """About 13,000 characters as compact JSON, as developers measured it."""
    assert MAX_MESSAGE_JSON == 13_000
    frame = len('[{"type":"section","text":{"type":"mrkdwn","text":""}}]')
    assert not blocks_too_long([section("\u00e9" * (13_000 - frame))])  # characters, not bytes
    assert blocks_too_long([section("x" * (13_001 - frame))])


MODAL = {"type": "modal", "title": plain("Imagine"), "blocks": []}


def number(**more):
    return {"type": "number_input", "is_decimal_allowed": True, **more}


def form(element, **more):
    block = {"type": "input", "label": plain("x"), "element": element, **more}
    return {**MODAL, "submit": plain("Go"), "blocks": [block]}


@pytest.mark.parametrize(
    ("view", "sentences"),
    [
        (MODAL, []),
        ("x", ["must provide an object [json-pointer:/view]"]),
        ({"type": "sheet"}, ["unsupported type: sheet [json-pointer:/view/type]"]),
        (
            {"type": "modal"},
            [
                "missing required field: title [json-pointer:/view]",
                "missing required field: blocks [json-pointer:/view]",
            ],
        ),
        (
            {**MODAL, "title": plain("x" * 25)},
            ["must be less than 25 characters [json-pointer:/view/title/text]"],
        ),
        (
            {**MODAL, "submit_disabled": True},
            ["invalid additional property: submit_disabled [json-pointer:/view]"],
        ),
        (
            {
                **MODAL,
                "blocks": [{"type": "input", "label": plain("x"), "element": {"type": "plain_text_input"}}],
            },
            ["must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"],
        ),
        (
            {
                **MODAL,
                "submit": plain("Go"),
                "blocks": [
                    {
                        "type": "input",
                        "label": plain("x"),
                        "element": {"type": "plain_text_input", "min_length": 9, "max_length": 3},
                    }
                ],
            },
            [
                (
                    "`min_length` must not be more than `max_length` "
                    "[json-pointer:/view/blocks/0/element/min_length]"
                )
            ],
        ),
        (
            form(number(min_value="5", max_value="2.5")),
            ["`min_value` must not be more than `max_value` [json-pointer:/view/blocks/0/element/min_value]"],
        ),
        (form(number(min_value="5", max_value="5")), []),
        (form({"type": "plain_text_input", "min_length": 3, "max_length": 3}), []),
        (
            form({"type": "plain_text_input", "max_length": True}),
            ["must provide an integer [json-pointer:/view/blocks/0/element/max_length]"],
        ),
        (
            form({"type": "plain_text_input", "multiline": "yes"}),
            ["must provide a boolean [json-pointer:/view/blocks/0/element/multiline]"],
        ),
        (
            {**MODAL, "title": None},
            ["missing required field: title [json-pointer:/view]"],
        ),
        (form(number(min_value="-3", max_value="9", initial_value="9")), []),
        *(
            (
                form(number(min_value="2", max_value="10", initial_value=first)),
                [
                    (
                        "must be between `min_value` and `max_value` "
                        "[json-pointer:/view/blocks/0/element/initial_value]"
                    )
                ],
            )
            for first in ("1.9", "10.5")
        ),
        (
            form({"type": "file_input"}, dispatch_action=True),
            ["unsupported type: file_input [json-pointer:/view/blocks/0/element/type]"],
        ),
        (form({"type": "file_input"}, dispatch_action=False), []),
        (form({"type": "channels_select", "response_url_enabled": True}), []),
        (
            {
                **MODAL,
                "blocks": actions({"type": "channels_select", "response_url_enabled": True}),
            },
            [
                (
                    "`response_url_enabled` only works in `input` blocks in modals "
                    "[json-pointer:/view/blocks/0/elements/0/response_url_enabled]"
                )
            ],
        ),
        (
            {
                **MODAL,
                "blocks": [
                    *actions({"type": "datepicker", "focus_on_load": True}, block_id="a"),
                    {**section("x"), "accessory": {"type": "users_select", "focus_on_load": False}},
                    {**section("x"), "accessory": {"type": "users_select", "focus_on_load": True}},
                ],
            },
            [
                (
                    "only one element can set `focus_on_load` "
                    "[json-pointer:/view/blocks/2/accessory/focus_on_load]"
                )
            ],
        ),
        (
            {"type": "home", "blocks": [], "title": plain("x")},
            ["invalid additional property: title [json-pointer:/view]"],
        ),
    ],
)
def test_what_slack_says_of_a_view(view, sentences):
    assert said_of_view(view) == sentences


def test_a_view_has_a_size_limit():
    """In bytes of UTF-8, as compact JSON."""
    frame = len(json.dumps({**MODAL, "private_metadata": ""}, separators=(",", ":")))
    assert not view_too_large({**MODAL, "private_metadata": "x" * (250_000 - frame)})
    assert view_too_large({**MODAL, "private_metadata": "x" * (250_001 - frame)})
    assert view_too_large({**MODAL, "private_metadata": "\u00e9" * 125_000})
