import itertools

from sandbox.slack.blockkit.normalise import elements_of, normalise, plain_summary
from sandbox.slack.testing import actions, button, plain, section


def test_ids_are_made_up_and_given_ones_stay():
    numbers = itertools.count()
    blocks = [{"type": "divider"}, *actions(button("go"), {"type": "button", "text": plain("x")})]
    kept = normalise(blocks, lambda: f"id{next(numbers)}")
    assert [block["block_id"] for block in kept] == ["id0", "b"]
    assert [element["action_id"] for element in elements_of(kept[1])] == ["go", "id1"]


def test_text_objects_get_their_defaults():
    kept = normalise([section("*x*"), {"type": "header", "text": plain("x")}], lambda: "id")
    assert kept[0]["text"] == {"type": "mrkdwn", "text": "*x*", "verbatim": False}
    assert kept[1]["text"] == {"type": "plain_text", "text": "x", "emoji": True}


def test_what_was_sent_is_left_alone():
    sent = [section("x")]
    normalise(sent, lambda: "id")[0]["text"]["text"] = "changed"
    assert sent == [section("x")]


def test_the_text_behind_blocks():
    blocks = [
        {"type": "header", "text": plain("Ideas")},
        section("First"),
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
        {"type": "image", "alt_text": "A boat", "image_url": "https://a.b/c"},
    ]
    assert plain_summary(blocks) == "Ideas First small A boat"
