"""Every length and count of Block Kit, at its edge and one beyond it."""

from typing import Any

import pytest

from sandbox.slack.blockkit.blocks import BLOCKS
from sandbox.slack.blockkit.elements import ELEMENTS
from sandbox.slack.blockkit.surfaces import message_faults, view_faults
from sandbox.slack.testing import button, plain

Block = dict[str, Any]


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "One", value: str = "1", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Block]:
    return [option(value=str(index)) for index in range(count)]


def modal(*blocks: Block, **more: Any) -> Block:
    return {
        "type": "modal",
        "title": plain("Imagine"),
        "submit": plain("Paint"),
        "blocks": list(blocks),
        **more,
    }


def field(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def text_input(**more: Any) -> Block:
    return {"type": "plain_text_input", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def section(**more: Any) -> Block:
    return {"type": "section", **({"text": mrkdwn("Words")} | more)}


def image(**more: Any) -> Block:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A boat", **more}


def select(**more: Any) -> Block:
    return {"type": "static_select", **more}


def confirm(**more: str) -> Block:
    texts = {"title": "Sure?", "text": "Really?", "confirm": "Yes", "deny": "No"} | more
    return {name: plain(text) for name, text in texts.items()}


def long(count: int) -> str:
    return "x" * count


def url(count: int) -> str:
    return "https://example.com/".ljust(count, "x")


# what is measured, its limit, and a builder of a surface that has exactly so much of it
LENGTHS: dict[str, tuple[int, Any]] = {
    "section.text": (3000, lambda n: [section(text=mrkdwn(long(n)))]),
    "section.fields[].text": (2000, lambda n: [{"type": "section", "fields": [mrkdwn(long(n))]}]),
    "header.text": (150, lambda n: [{"type": "header", "text": plain(long(n))}]),
    "context.text": (3000, lambda n: [{"type": "context", "elements": [mrkdwn(long(n))]}]),
    "image.alt_text": (2000, lambda n: [image(alt_text=long(n))]),
    "image.title": (2000, lambda n: [image(title=plain(long(n)))]),
    "image.image_url": (3000, lambda n: [image(image_url=url(n))]),
    "block_id": (255, lambda n: [{"type": "divider", "block_id": long(n)}]),
    "action_id": (255, lambda n: [actions(button(long(n)))]),
    "button.text": (75, lambda n: [actions(button("a", text=plain(long(n))))]),
    "button.value": (2000, lambda n: [actions(button("a", value=long(n)))]),
    "button.url": (3000, lambda n: [actions(button("a", url=url(n)))]),
    "button.accessibility_label": (75, lambda n: [actions(button("a", accessibility_label=long(n)))]),
    "confirm.title": (100, lambda n: [actions(button("a", confirm=confirm(title=long(n))))]),
    "confirm.text": (300, lambda n: [actions(button("a", confirm=confirm(text=long(n))))]),
    "confirm.confirm": (30, lambda n: [actions(button("a", confirm=confirm(confirm=long(n))))]),
    "confirm.deny": (30, lambda n: [actions(button("a", confirm=confirm(deny=long(n))))]),
    "option.text": (75, lambda n: [actions(select(options=[option(text=long(n))]))]),
    "option.value": (150, lambda n: [actions(select(options=[option(value=long(n))]))]),
    "option.description": (75, lambda n: [actions(select(options=[option(description=plain(long(n)))]))]),
    "option_group.label": (
        75,
        lambda n: [actions(select(option_groups=[{"label": plain(long(n)), "options": options(1)}]))],
    ),
    "placeholder": (150, lambda n: [actions(select(options=options(1), placeholder=plain(long(n))))]),
    "overflow.options[].url": (
        3000,
        lambda n: [actions({"type": "overflow", "options": [option(url=url(n))]})],
    ),
    "input.label": (2000, lambda n: [field(text_input(), label=plain(long(n)))]),
    "input.hint": (2000, lambda n: [field(text_input(), hint=plain(long(n)))]),
    "plain_text_input.initial_value": (3000, lambda n: [field(text_input(initial_value=long(n)))]),
    "markdown.text": (12_000, lambda n: [{"type": "markdown", "text": long(n)}]),
    "modal.title": (24, lambda n: modal(title=plain(long(n)))),
    "modal.submit": (24, lambda n: modal(submit=plain(long(n)))),
    "modal.close": (24, lambda n: modal(close=plain(long(n)))),
    "modal.private_metadata": (3000, lambda n: modal(private_metadata=long(n))),
    "modal.callback_id": (255, lambda n: modal(callback_id=long(n))),
    "modal.external_id": (255, lambda n: modal(external_id=long(n))),
    "home.private_metadata": (3000, lambda n: {"type": "home", "blocks": [], "private_metadata": long(n)}),
}

COUNTS: dict[str, tuple[int, Any]] = {
    "message.blocks": (50, lambda n: [{"type": "divider"}] * n),
    "modal.blocks": (100, lambda n: modal(*([{"type": "divider"}] * n))),
    "home.blocks": (100, lambda n: {"type": "home", "blocks": [{"type": "divider"}] * n}),
    "actions.elements": (25, lambda n: [actions(*(button(str(index)) for index in range(n)))]),
    "context.elements": (10, lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}]),
    "section.fields": (10, lambda n: [{"type": "section", "fields": [mrkdwn("x")] * n}]),
    "static_select.options": (100, lambda n: [actions(select(options=options(n)))]),
    "static_select.option_groups": (
        100,
        lambda n: [actions(select(option_groups=[{"label": plain("G"), "options": options(1)}] * n))],
    ),
    "overflow.options": (5, lambda n: [actions({"type": "overflow", "options": options(n)})]),
    "checkboxes.options": (10, lambda n: [actions({"type": "checkboxes", "options": options(n)})]),
    "radio_buttons.options": (10, lambda n: [actions({"type": "radio_buttons", "options": options(n)})]),
}

NUMBERS: dict[str, tuple[int, int, Any]] = {
    "plain_text_input.max_length": (1, 3000, lambda n: modal(field(text_input(max_length=n)))),
    "plain_text_input.min_length": (0, 3000, lambda n: modal(field(text_input(min_length=n)))),
    "file_input.max_files": (1, 10, lambda n: modal(field({"type": "file_input", "max_files": n}))),
    "multi_static_select.max_selected_items": (
        1,
        100,
        lambda n: [
            section(accessory={"type": "multi_static_select", "options": options(1), "max_selected_items": n})
        ],
    ),
}


def faults(surface: Any) -> list[str]:
    found = message_faults(surface) if isinstance(surface, list) else view_faults(surface)
    return [fault.text for fault in found if fault.text != "failed to match all allowed schemas"]


@pytest.mark.parametrize("name", LENGTHS)
def test_length(name):
    limit, build = LENGTHS[name]
    assert faults(build(limit)) == []
    assert faults(build(limit + 1)) == [f"must be less than {limit + 1} characters"]


@pytest.mark.parametrize("name", [name for name in LENGTHS if "metadata" not in name])
def test_empty_texts_are_refused(name):
    _, build = LENGTHS[name]
    may_be_empty = ("value", "initial_value", "callback_id", "external_id")
    if name.rpartition(".")[2] in may_be_empty and not name.startswith("option"):
        assert faults(build(0)) == []
    elif "url" not in name:
        assert faults(build(0)) == ["must be more than 0 characters"]


@pytest.mark.parametrize("name", COUNTS)
def test_count(name):
    limit, build = COUNTS[name]
    assert faults(build(limit)) == []
    assert faults(build(limit + 1)) == [f"no more than {limit} items allowed"]


@pytest.mark.parametrize("name", [name for name in COUNTS if not name.endswith(".blocks")])
def test_nothing_in_a_list_is_refused(name):
    _, build = COUNTS[name]
    assert "must provide at least 1 items" in faults(build(0))


@pytest.mark.parametrize("name", NUMBERS)
def test_number(name):
    low, high, build = NUMBERS[name]
    assert faults(build(low)) == []
    assert faults(build(high)) == []
    assert faults(build(low - 1)) == [f"must be more than {low - 1}"]
    assert faults(build(high + 1)) == [f"must be less than {high + 1}"]


MINIMAL: dict[str, Block] = {
    "button": button("a"),
    "checkboxes": {"type": "checkboxes", "options": options(1)},
    "datepicker": {"type": "datepicker"},
    "datetimepicker": {"type": "datetimepicker"},
    "email_text_input": {"type": "email_text_input"},
    "file_input": {"type": "file_input"},
    "image": image(),
    "multi_static_select": {"type": "multi_static_select", "options": options(1)},
    "multi_users_select": {"type": "multi_users_select"},
    "multi_channels_select": {"type": "multi_channels_select"},
    "multi_conversations_select": {"type": "multi_conversations_select"},
    "number_input": {"type": "number_input", "is_decimal_allowed": False},
    "overflow": {"type": "overflow", "options": options(2)},
    "plain_text_input": text_input(),
    "radio_buttons": {"type": "radio_buttons", "options": options(1)},
    "rich_text_input": {"type": "rich_text_input"},
    "static_select": select(options=options(1)),
    "users_select": {"type": "users_select"},
    "channels_select": {"type": "channels_select"},
    "conversations_select": {"type": "conversations_select"},
    "timepicker": {"type": "timepicker"},
    "url_text_input": {"type": "url_text_input"},
}

EVERYWHERE = {"message", "modal", "home"}
# element -> the blocks it works in and the surfaces it is available on ("Block elements", first table)
COMPATIBILITY: dict[str, tuple[set[str], set[str]]] = {
    "button": ({"section", "actions"}, EVERYWHERE),
    "checkboxes": ({"section", "actions", "input"}, EVERYWHERE),
    "datepicker": ({"section", "actions", "input"}, EVERYWHERE),
    "datetimepicker": ({"actions", "input"}, {"message", "modal"}),
    "email_text_input": ({"input"}, {"modal"}),
    "file_input": ({"input"}, {"modal"}),
    "image": ({"section", "context"}, EVERYWHERE),
    "multi_static_select": ({"section", "input"}, EVERYWHERE),
    "multi_users_select": ({"section", "input"}, EVERYWHERE),
    "multi_channels_select": ({"section", "input"}, EVERYWHERE),
    "multi_conversations_select": ({"section", "input"}, EVERYWHERE),
    "number_input": ({"input"}, {"modal"}),
    "overflow": ({"section", "actions"}, EVERYWHERE),
    "plain_text_input": ({"input"}, EVERYWHERE),
    "radio_buttons": ({"section", "actions", "input"}, EVERYWHERE),
    "rich_text_input": ({"input"}, {"modal", "home"}),
    "static_select": ({"section", "actions", "input"}, EVERYWHERE),
    "users_select": ({"section", "actions", "input"}, EVERYWHERE),
    "channels_select": ({"section", "actions", "input"}, EVERYWHERE),
    "conversations_select": ({"section", "actions", "input"}, EVERYWHERE),
    "timepicker": ({"section", "actions", "input"}, EVERYWHERE),
    "url_text_input": ({"input"}, {"modal"}),
}


def test_every_element_is_tried():
    assert set(MINIMAL) == set(COMPATIBILITY) == set(ELEMENTS)


@pytest.mark.parametrize("kind", sorted(COMPATIBILITY))
@pytest.mark.parametrize("block", ["section", "actions", "context", "input"])
@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_elements_are_allowed_where_slack_allows_them(kind, block, surface):
    element = MINIMAL[kind]
    built = {
        "section": lambda: section(accessory=element),
        "actions": lambda: actions(element),
        "context": lambda: {"type": "context", "elements": [element]},
        "input": lambda: field(element),
    }[block]()
    whole = {
        "message": lambda: [built],
        "modal": lambda: modal(built),
        "home": lambda: {"type": "home", "blocks": [built]},
    }[surface]()
    blocks, surfaces = COMPATIBILITY[kind]
    expected = [] if block in blocks and surface in surfaces else [f"unsupported type: {kind}"]
    assert faults(whole) == expected


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_markdown_blocks_are_for_messages(kind):
    block = {
        "actions": lambda: actions(button("a")),
        "context": lambda: {"type": "context", "elements": [mrkdwn("x")]},
        "divider": lambda: {"type": "divider"},
        "header": lambda: {"type": "header", "text": plain("x")},
        "image": image,
        "input": lambda: field(text_input()),
        "markdown": lambda: {"type": "markdown", "text": "x"},
        "rich_text": lambda: {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
        },
        "section": section,
    }[kind]()
    assert faults([block]) == []
    assert faults(modal(block)) == (["unsupported type: markdown"] if kind == "markdown" else [])
