"""The app as its manifest describes it: what exists in the workspace exists because `manifest.yml` says so."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class SlashCommand:
    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """`kind` is ``message`` (in a message's menu) or ``global`` (in the composer's menu)."""

    kind: str
    name: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class Manifest:
    name: str
    description: str
    background_color: str
    bot_name: str
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    scopes: frozenset[str] = field(default_factory=frozenset)
    events: frozenset[str] = field(default_factory=frozenset)
    home_tab: bool = False
    messages_tab: bool = False
    messages_tab_read_only: bool = False
    interactivity: bool = False
    socket_mode: bool = False
    user_scopes: frozenset[str] = field(default_factory=frozenset)
    redirect_urls: tuple[str, ...] = ()
    token_rotation: bool = False

    def command(self, name: str) -> SlashCommand | None:
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)


def parse_manifest(document: dict[str, Any]) -> Manifest:
    """Read what the sandbox needs from a manifest in Slack's format; the rest is left to Slack's schema."""
    display = document.get("display_information") or {}
    features = document.get("features") or {}
    home = features.get("app_home") or {}
    settings = document.get("settings") or {}
    oauth = document.get("oauth_config") or {}
    scopes = oauth.get("scopes") or {}
    return Manifest(
        name=display.get("name", "App"),
        description=display.get("description", ""),
        background_color=display.get("background_color", "#4a154b"),
        bot_name=(features.get("bot_user") or {}).get("display_name") or display.get("name", "App"),
        commands=tuple(
            SlashCommand(
                command=item["command"],
                description=item.get("description", ""),
                usage_hint=item.get("usage_hint", ""),
                should_escape=bool(item.get("should_escape", False)),
            )
            for item in features.get("slash_commands") or ()
        ),
        shortcuts=tuple(
            Shortcut(item["type"], item["name"], item["callback_id"], item.get("description", ""))
            for item in features.get("shortcuts") or ()
        ),
        scopes=frozenset(scopes.get("bot") or ()),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactivity=bool((settings.get("interactivity") or {}).get("is_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        user_scopes=frozenset(scopes.get("user") or ()),
        redirect_urls=tuple(oauth.get("redirect_urls") or ()),
        token_rotation=bool(settings.get("token_rotation_enabled")),
    )


def read_manifest(path: Path) -> Manifest:
    return parse_manifest(yaml.safe_load(path.read_text(encoding="utf-8")))
