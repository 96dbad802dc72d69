"""Taking the app into the workspace, and out of it."""

from sandbox.slack.core import Slack
from sandbox.slack.delivery.events import tell
from sandbox.slack.oauth.grants import Token
from sandbox.trouble import Trouble


def installed(slack: Slack) -> None:
    """Tell whoever looks that the app is there."""
    slack.feed.publish("app", {"installed": slack.grants.installed})
    slack.troubles.tell()


def install_by_hand(slack: Slack) -> None:
    """As from the app's own page at Slack: with the token that is known beforehand, and no redirect."""
    slack.grants.install_by_hand()
    installed(slack)


def uninstall(slack: Slack) -> None:
    """End every token, take the bot out of its channels, and tell the app of both.

    Its messages and the direct messages with it stay. Who installs it again invites it anew.
    """
    if not slack.grants.installed:
        return
    ended = slack.grants.end_all()
    slack.workspace.bot_leaves()
    tell(slack, {"type": "app_uninstalled"})
    tell(slack, {"type": "tokens_revoked", "tokens": ended})
    installed(slack)


def revoke(slack: Slack, token: Token) -> None:
    """End one token. Without the bot's the app is not installed any more."""
    if token.kind == "bot":
        uninstall(slack)
        return
    slack.grants.end(token)
    tell(slack, {"type": "tokens_revoked", "tokens": {"oauth": [token.user], "bot": []}})


class TakenOut(Trouble):
    """On once somebody took the app out here, until it is installed again, by whatever way."""

    def __init__(self, slack: Slack) -> None:
        super().__init__(
            "uninstalled",
            "slack",
            "App uninstalled",
            "Its tokens end and it leaves its channels. Switched off, it is installed by hand, without OAuth.",
        )
        self._slack = slack
        self._taken_out = False

    @property
    def on(self) -> bool:
        return self._taken_out and not self._slack.grants.installed

    @property
    def note(self) -> str:
        return "" if self._slack.grants.installed else "The app is not installed."

    async def switch(self, *, on: bool) -> None:
        self._taken_out = on
        if on:
            uninstall(self._slack)
        elif not self._slack.grants.installed:
            install_by_hand(self._slack)
