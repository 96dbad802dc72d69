"""Slack's pages at which people agree, as HTML: server-rendered, without a script."""

import html
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.model import User

STYLES: Final = ("base", "controls", "sign_in")

_MARK: Final = (
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M12 2.6 14.2 9.8 21.4 12 14.2 14.2 12 21.4 9.8 14.2 2.6 12 9.8 9.8Z"/></svg>'
)
"""The picture of the app, as the workspace's page draws it."""


def consent(
    manifest: Manifest,
    team: str,
    people: Sequence[User],
    wanted: Iterable[tuple[str, str]],
    on_behalf: Iterable[tuple[str, str]],
    action: str,
    redirect_uri: str,
) -> str:
    """The question whether the app may come in.

    Parameters
    ----------
    wanted, on_behalf
        scope and sentence: what the app may do itself, and in the name of who allows it
    action
        where the answer is posted to
    """
    name = _text(manifest.name)
    lists = _scopes(f"{name} will be able to", wanted) + _scopes("In your name it will be able to", on_behalf)
    options = "".join(f'<option value="{one.id}">{_text(one.real_name)}</option>' for one in people)
    return _page(
        f"Install {manifest.name}",
        f"""
        {_head(team)}
        <h1>{name} asks to come into {_text(team)}</h1>
        <p class="soft">{_text(manifest.description)}</p>
        {lists}
        <form method="post" action="{_text(action)}">
          <label class="who">You are <select class="input" name="user">{options}</select></label>
          <p class="soft small">You will be sent to <strong>{_text(urlsplit(redirect_uri).netloc)}</strong>.</p>
          <div class="answers">
            <button class="button" name="answer" value="cancel">Cancel</button>
            <button class="button filled primary" name="answer" value="allow">Allow</button>
          </div>
        </form>""",
    )


def sign_in(
    manifest: Manifest,
    team: str,
    people: Sequence[User],
    shared: Sequence[str],
    action: str,
    redirect_uri: str,
) -> str:
    """The question who somebody is: one click as any member."""
    buttons = "".join(
        f'<li><button class="person" name="user" value="{one.id}">'
        f'<span class="avatar tint-{at % 6}" aria-hidden="true">{_text(one.real_name[:1])}</span>'
        f'<span class="named"><strong>{_text(one.real_name)}</strong>'
        f'<span class="soft small">@{_text(one.name)}{" · admin" if one.is_admin else ""}</span></span>'
        "</button></li>"
        for at, one in enumerate(people)
    )
    name = _text(manifest.name)
    return _page(
        f"Sign in to {manifest.name}",
        f"""
        {_head(team)}
        <h1>Sign in to {name}</h1>
        <p class="soft">{name} will know {_text(_listed(shared))} in {_text(team)}. Who are you?</p>
        <form method="post" action="{_text(action)}">
          <ul class="people">{buttons}</ul>
          <p class="soft small">You will be sent to <strong>{_text(urlsplit(redirect_uri).netloc)}</strong>.</p>
          <div class="answers">
            <button class="button" name="answer" value="cancel">Cancel</button>
          </div>
        </form>""",
    )


def trouble(title: str, code: str, sentence: str) -> str:
    """What is wrong with the app's request, for whoever made the app."""
    return _page(
        title,
        f"""
        <h1>{_text(title)}</h1>
        <p>{_text(sentence)}</p>
        <p class="soft small">Error: <code>{_text(code)}</code></p>""",
    )


def _head(team: str) -> str:
    return f"""<p class="between" aria-hidden="true">
          <span class="avatar large app">{_MARK}</span><span class="dots">···</span>
          <span class="avatar large team">{_text(team[:1])}</span>
        </p>"""


def _scopes(title: str, scopes: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<li><span>{_text(sentence)}</span> <code>{_text(scope)}</code></li>" for scope, sentence in scopes
    )
    return f"<section><h2>{title}</h2><ul class='scopes'>{rows}</ul></section>" if rows else ""


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _text(value: str) -> str:
    return html.escape(value)


def _page(title: str, body: str) -> str:
    styles = "".join(f'<link rel="stylesheet" href="/page/css/{name}.css">' for name in STYLES)
    return f"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{_text(title)}</title>
    <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
    {styles}
    <script src="/page/js/theme_early.js"></script>
  </head>
  <body class="sign-in">
    <main class="card">{body}
    </main>
  </body>
</html>
"""
