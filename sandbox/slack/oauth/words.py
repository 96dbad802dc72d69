"""What each scope allows, as the consent page says it."""

from collections.abc import Iterable
from typing import Final

_WORDS: Final = {
    "app_mentions:read": "See messages that mention it",
    "assistant:write": "Show what it is doing in a thread",
    "canvases:read": "See canvases",
    "canvases:write": "Make and change canvases",
    "channels:history": "See messages in public channels it was added to",
    "channels:join": "Join public channels",
    "channels:read": "See names and members of public channels",
    "chat:write": "Post messages as itself",
    "chat:write.public": "Post in public channels it is not in",
    "commands": "Add slash commands and shortcuts",
    "emoji:read": "See custom emoji",
    "files:read": "See files shared where it was added",
    "files:write": "Upload, change and delete its own files",
    "groups:history": "See messages in private channels it was added to",
    "groups:read": "See names and members of private channels it was added to",
    "im:history": "See direct messages people write to it",
    "im:read": "See who it has direct messages with",
    "im:write": "Start direct messages with people",
    "links:read": "See addresses in messages",
    "mpim:history": "See messages in group conversations it was added to",
    "mpim:read": "See who is in group conversations it was added to",
    "mpim:write": "Start group conversations",
    "reactions:read": "See reactions to messages",
    "reactions:write": "React to messages",
    "team:read": "See the workspace's name and picture",
    "users:read": "See people's names, language and time zone",
    "users:read.email": "See people's e-mail addresses",
}


def in_words(scopes: Iterable[str]) -> list[tuple[str, str]]:
    """Scope and sentence, in the order of the scopes' names; one without words stands for itself."""
    return [(scope, _WORDS.get(scope, scope)) for scope in sorted(scopes)]
