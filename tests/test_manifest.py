"""The manifest is one that Slack takes, and asks for no more than the bot needs."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "tests" / "manifest" / "manifest.schema.2.0.0.json"
"""Slack's own, under the licence beside it."""


@pytest.fixture
def manifest():
    return yaml.safe_load((ROOT / "manifest.yml").read_text())


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
        "reaction_added",
        "reaction_removed",
        "app_uninstalled",
        "tokens_revoked",
        "team_access_revoked",
        "team_access_granted",
    }


def printed(*arguments):
    from bot.manifest import manifest_text

    return yaml.safe_load(manifest_text(*arguments))


def test_without_an_address_it_is_printed_as_it_is(manifest):
    assert printed() == manifest


def test_the_one_for_http_keeps_slacks_schema():
    jsonschema.validate(printed("https://imagine.example.com"), json.loads(SCHEMA.read_text()))


@pytest.mark.parametrize("address", ["https://imagine.example.com", "https://imagine.example.com/"])
def test_the_one_for_http_differs_in_its_addresses_alone(manifest, address):
    events = "https://imagine.example.com/slack/events"
    for command in manifest["features"]["slash_commands"]:
        command["url"] = events
    manifest["oauth_config"]["redirect_urls"] = [
        "https://imagine.example.com/slack/oauth_redirect",
        "https://imagine.example.com/gallery/signed-in",
    ]
    manifest["settings"]["event_subscriptions"]["request_url"] = events
    manifest["settings"]["interactivity"]["request_url"] = events
    manifest["settings"]["socket_mode_enabled"] = False
    assert printed(address) == manifest


@pytest.mark.parametrize("address", ["http://imagine.example.com", "imagine.example.com", "https://x/y", ""])
def test_an_address_that_slack_would_refuse_is_refused(address):
    from bot.manifest import ManifestError

    with pytest.raises(ManifestError, match="https://"):
        printed(address)


def test_an_installation_asks_for_the_scopes_of_the_manifest(manifest):
    from bot.manifest import bot_scopes

    assert bot_scopes() == manifest["oauth_config"]["scopes"]["bot"]


def test_it_is_a_command(capsys, monkeypatch):
    from bot.__main__ import main

    monkeypatch.setattr("sys.argv", ["bot", "manifest", "--url", "https://imagine.example.com"])
    assert main() == 0
    assert yaml.safe_load(capsys.readouterr().out) == printed("https://imagine.example.com")
    monkeypatch.setattr("sys.argv", ["bot", "manifest", "--url", "nowhere"])
    assert main() == 2
    assert "https://" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["bot", "work", "--url", "https://imagine.example.com"])
    with pytest.raises(SystemExit):
        main()
