"""Whatever a bot sends, it hears one of the errors its method lists, never a broken server."""

import json
import random

import aiohttp
import pytest

from sandbox.constants import APP_TOKEN, BOT_TOKEN
from sandbox.slack.api.methods import COMMON_ERRORS, UNLISTED_ERRORS
from sandbox.slack.api.table import METHODS

CALLS = 60
"""Per method."""


def pool(people, channels, users, ts):
    """Values that fit here and there, and values that fit nowhere."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}, {"type": "divider"}]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    good = [
        *channels.values(),
        *users.values(),
        ts,
        "x",
        True,
        5,
        blocks,
        view,
        {"type": "home", "blocks": []},
    ]
    files = [[{"id": "F0"}], [{"id": 7}], [{}], ["F0"], [None]]
    bad = [
        "",
        "?",
        -1,
        10**12,
        None,
        [],
        {},
        [1],
        [[]],
        {"type": 7},
        [{"type": None}],
        "{",
        '"x"',
        "9" * 5000,
    ]
    nearly = [{"event_type": "x"}, [{"type": "section", "text": "x"}], [{"type": "image"}], "1.5", "\ud7ff"]
    return [*good, *bad, *nearly, *files, *(json.dumps(value) for value in (blocks, view, files))]


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_any_arguments(name, slack, people, channels, users):
    chance = random.Random(name)
    ts = await people.say("alex", "#design", "hello")
    values = pool(people, channels, users, ts)
    method = METHODS[name]
    listed = method.errors | COMMON_ERRORS | UNLISTED_ERRORS
    token = APP_TOKEN if name == "apps.connections.open" else BOT_TOKEN
    outcomes = set()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
        for _ in range(CALLS):
            body = {
                argument.name: chance.choice(values)
                for argument in method.arguments.values()
                if argument.required or chance.random() < 0.4
            }
            if chance.random() < 0.7 and "channel" in body:
                body["channel"] = channels["design"]
            async with session.post(slack.api_url + name, json=body) as response:
                answer = await response.json()
            assert response.status == 200, (body, answer)
            assert answer["ok"] or answer["error"] in listed, (body, answer)
            outcomes.add(answer.get("error", "ok"))
    assert outcomes


BLOCKS = ["section", "actions", "context", "header", "image", "input", "markdown", "rich_text", "divider"]


async def test_any_blocks(slack, channels):
    """Block Kit's checks hold against values of every wrong kind in every place."""
    chance = random.Random(7)
    names = [
        *("text", "fields", "accessory", "elements", "element", "label", "title", "alt_text", "image_url"),
        *("options", "option_groups", "initial_option", "initial_options", "confirm", "value", "slack_file"),
        *("block_id", "action_id", "style", "hint", "placeholder", "min_length", "max_length", "type"),
    ]
    kinds = [
        *BLOCKS,
        "button",
        "static_select",
        "checkboxes",
        "overflow",
        "plain_text_input",
        "mrkdwn",
        "plain_text",
    ]

    def anything(depth):
        choice = chance.random()
        if depth == 0 or choice < 0.3:
            return chance.choice(["x", "", 7, -1, None, True, [], {}, "https://a.b/c", 1.5])
        if choice < 0.5:
            return [anything(depth - 1) for _ in range(chance.randrange(3))]
        fields = {chance.choice(names): anything(depth - 1) for _ in range(chance.randrange(4))}
        return {"type": chance.choice(kinds), **fields} if chance.random() < 0.9 else fields

    errors = set()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as session:
        for _ in range(600):
            blocks = [anything(4) for _ in range(chance.randrange(1, 3))]
            body = {"channel": channels["design"], "text": "x", "blocks": blocks}
            async with session.post(slack.api_url + "chat.postMessage", json=body) as response:
                answer = await response.json()
            assert response.status == 200, blocks
            errors.add(answer.get("error", "ok"))
    assert {"invalid_blocks", "invalid_blocks_format"} <= errors
