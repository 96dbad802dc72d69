from pathlib import Path

from sandbox.slack.state.manifest import parse_manifest, read_manifest

ROOT = Path(__file__).parents[4]


def test_the_apps_own_manifest():
    manifest = read_manifest(ROOT / "manifest.yml")
    command = manifest.command("/imagine")
    assert command is not None
    assert command.should_escape
    assert {"commands", "chat:write"} <= manifest.scopes
    assert "app_mention" in manifest.events
    assert manifest.interactivity
    assert manifest.command("/other") is None


def test_everything(tmp_path):
    manifest = read_manifest(ROOT / "tests/sandbox/slack/everything.yml")
    assert [shortcut.kind for shortcut in manifest.shortcuts] == ["message", "global"]
    assert manifest.shortcut("paint") == manifest.shortcuts[1]
    assert (manifest.home_tab, manifest.messages_tab, manifest.messages_tab_read_only) == (True, True, False)
    assert manifest.bot_name == "Imagine"


def test_nothing():
    manifest = parse_manifest({})
    assert (manifest.name, manifest.commands, manifest.scopes) == ("App", (), frozenset())
    assert not manifest.interactivity
