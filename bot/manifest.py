"""The manifest, as it is for Socket Mode, or changed for HTTP and installation by OAuth."""

import re
from pathlib import Path
from typing import Final

from web.routes import BACK

MANIFEST: Final = Path(__file__).parent.parent / "manifest.yml"
EVENTS_PATH: Final = "/slack/events"
REDIRECT_PATH: Final = "/slack/oauth_redirect"
"""Where Slack sends people back to after an installation; after a sign-in it is `web.routes.BACK`."""

_HEADER: Final = """\
# Slack app manifest. Paste it at api.slack.com/apps → Create New App → From a manifest.
# Slack delivers by HTTP to {url}; people install it at {url}/slack/install
"""


class ManifestError(ValueError):
    """The address is none that Slack takes, or `manifest.yml` is not as it was."""


def manifest_text(url: str | None = None) -> str:
    """`manifest.yml`, whose comments stay.

    Parameters
    ----------
    url
        the bot's public address, `https://` and a host: with it, the variant for HTTP

    Raises
    ------
    ManifestError
    """
    text = MANIFEST.read_text(encoding="utf-8")
    if url is None:
        return text
    base = url.rstrip("/")
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?", base):
        raise ManifestError("the address has to be https:// and a host, as in https://imagine.example.com")
    request = f"{base}{EVENTS_PATH}"
    redirects = "".join(rf"\g<1>    - {base}{path}\n" for path in (REDIRECT_PATH, BACK))
    changes = [
        (r"\A(#.*\n)+", _HEADER.format(url=base)),
        (r"^( *)- command: .*\n", rf"\g<0>\g<1>  url: {request}\n"),
        (r"^( *)oauth_config:\n", rf"\g<0>\g<1>  redirect_urls:\n{redirects}"),
        (r"^( *)event_subscriptions:\n", rf"\g<0>\g<1>  request_url: {request}\n"),
        (r"^( *)interactivity:\n", rf"\g<0>\g<1>  request_url: {request}\n"),
        (r"socket_mode_enabled: true", "socket_mode_enabled: false"),
    ]
    for pattern, instead in changes:
        text, found = re.subn(pattern, instead, text, flags=re.MULTILINE)
        if not found:
            raise ManifestError(f"{MANIFEST.name} has nothing like {pattern}")
    return text


def bot_scopes() -> list[str]:
    """What the manifest asks for, in its order."""
    listed = re.search(r"^ +bot:\n((?: +- .*\n)+)", MANIFEST.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if listed is None:
        raise ManifestError(f"{MANIFEST.name} lists no scopes of a bot")
    return re.findall(r"^ +- ([^\s#]+)", listed[1], flags=re.MULTILINE)
