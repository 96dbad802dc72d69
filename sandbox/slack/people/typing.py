"""From what a person types to the text an app receives ("Formatting text for app surfaces")."""

import re
from typing import Final

from sandbox.slack.state.workspace import Workspace

_URL: Final = re.compile(
    r"""
    (?P<url> \bhttps?://[^\s<>"']*[^\s<>"'.,;:!?)\]] )
    | (?P<mail> \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b )
    | (?P<bare> (?<![\w@./-]) (?:[a-z0-9-]+\.)+ (?:com|org|net|io|dev|app|ai|kr|uk|de|fr|jp) \b
        (?: /[^\s<>"']*[^\s<>"'.,;:!?)\]] )? )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What Slack's clients turn into links; of bare domains, those under common top-level domains."""
_EVERYONE: Final = ("here", "channel", "everyone")
_SIGN: Final = re.compile(r"(?<![\w@#])[@#](?=\S)")


def escape(text: str) -> str:
    """``&``, ``<`` and ``>`` as entities, as Slack sends them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Names:
    """Everything `user` can refer to, longest name first."""

    def __init__(self, workspace: Workspace, user: str, *, labels: bool) -> None:
        people = {word: f"<!{word}>" for word in _EVERYONE}
        for member in workspace.users.values():
            reference = f"<@{member.id}|{member.name}>" if labels else f"<@{member.id}>"
            people |= dict.fromkeys((member.name, member.display_name, member.real_name), reference)
        rooms = {
            channel.name: f"<#{channel.id}|{channel.name}>"
            for channel in workspace.channels.values()
            if channel.name and workspace.can_see(user, channel)
        }
        self._by_sign = {"@": people, "#": rooms}

    def after(self, sign: str, rest: str) -> tuple[int, str] | None:
        """How long the name at the start of `rest` is, and its reference; names may contain blanks."""
        names = self._by_sign[sign]
        for name in sorted(names, key=len, reverse=True):
            if rest.casefold().startswith(name.casefold()) and not re.match(r"\w", rest[len(name) :]):
                return len(name), names[name]
        return None


def typed_message(workspace: Workspace, user: str, text: str) -> str:
    """A message: names and links become references (``<@U…>``, ``<#C…|name>``, ``<https://…>``)."""
    return _convert(_Names(workspace, user, labels=False), text)


def typed_command(workspace: Workspace, user: str, text: str, *, should_escape: bool) -> str:
    """A command's text: references carry their names (``<@U…|mina>``) where the manifest asks for them."""
    return _convert(_Names(workspace, user, labels=True), text) if should_escape else escape(text)


def _convert(names: _Names, text: str) -> str:
    """Escape everything but the references, which are found in the text as typed."""
    parts: list[str] = []
    position = 0
    while (found := _reference(names, text, position)) is not None:
        start, end, reference = found
        parts += [escape(text[position:start]), reference]
        position = end
    return "".join([*parts, escape(text[position:])])


def _reference(names: _Names, text: str, position: int) -> tuple[int, int, str] | None:
    """The next name or link at or after `position`: where it starts and ends, and what stands for it."""
    url = _URL.search(text, position)
    for mention in _SIGN.finditer(text, position):
        if url is not None and url.start() < mention.start():
            break
        if (named := names.after(mention.group(), text[mention.end() :])) is not None:
            return mention.start(), mention.end() + named[0], named[1]
    return None if url is None else (url.start(), url.end(), _link(url))


def _link(found: re.Match[str]) -> str:
    text = escape(found.group())
    match found.lastgroup:
        case "mail":
            return f"<mailto:{text}|{text}>"
        case "bare":
            return f"<http://{text}|{text}>"
    return f"<{text}>"
