"""The manifest is one that Slack takes, and asks for no more than the bot needs."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "contracts" / "slack" / "manifest.schema.2.0.0.json"


@pytest.fixture
def manifest():
    return yaml.safe_load((ROOT / "manifest.yml").read_text())


@pytest.mark.skipif(
    not SCHEMA.exists(), reason=f"Slack's manifest schema is not on this machine ({SCHEMA.name})"
)
def test_it_keeps_slacks_schema(manifest):
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))


def test_every_scope_says_why_it_is_there():
    text = (ROOT / "manifest.yml").read_text()
    scopes = re.search(r"    bot:\n((?:      - .*\n)+)", text)
    assert scopes is not None
    for line in scopes[1].splitlines():
        assert re.fullmatch(r"      - [a-z:._]+ +# .+", line), line


def test_everything_it_offers_is_listened_to(manifest):
    from handlers import commands, shortcuts

    assert [command["command"] for command in manifest["features"]["slash_commands"]] == [commands.COMMAND]
    assert [one["callback_id"] for one in manifest["features"]["shortcuts"]] == [shortcuts.USE_REFERENCE]
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "app_mention",
        "message.im",
        "message.channels",
        "message.groups",
        "message.mpim",
        "app_uninstalled",
        "tokens_revoked",
    }
