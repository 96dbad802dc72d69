"""Slack: the tokens, what they may do, and whether that is what the manifest asks for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

import yaml
from botocore.exceptions import BotoCoreError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.interface import Finding, failed, ok, warning
from bot.installing import INSTALL_PATH
from bot.settings import Settings
from handlers.slack_errors import FAILURES, error_code
from services.installations import Installations
from services.token_cipher import UndecryptableError

MANIFEST: Final = Path(__file__).parents[2] / "manifest.yml"

SKEW: Final = timedelta(minutes=5)
"""Slack's requests that seem older are refused, and AWS refuses ours (Slack, "Verifying requests from Slack")."""

_BOT: Final = "Slack bot token"
_CLIENT: Final = "Slack app credentials"
_APP: Final = "Slack app token"
_NEW_TOKEN: Final = "copy the Bot User OAuth Token (OAuth & Permissions) into SLACK_BOT_TOKEN"  # noqa: S105


class SlackChecks:
    """Through `client`, which has the bot's token; where the bot serves many workspaces, none.

    Parameters
    ----------
    store
        of those workspaces' tokens
    """

    def __init__(
        self, settings: Settings, client: AsyncWebClient, store: Installations | None = None
    ) -> None:
        self._settings = settings
        self._client = client
        self._store = store

    async def bot_token(self) -> Sequence[Finding]:
        """The token, its scopes, and the clock, where the bot serves one workspace."""
        if self._store is not None:
            return []
        try:
            response = await self._client.auth_test()
        except SlackApiError as error:
            return [failed(_BOT, f"Slack says {error_code(error)}", _NEW_TOKEN)]
        except FAILURES as error:
            return [
                failed(
                    _BOT,
                    f"Slack can't be reached at {self._settings.slack_api_url}: {error}",
                    "let the machine reach slack.com by HTTPS",
                )
            ]
        told: Any = response.data
        found = [ok(_BOT, f"{told.get('user')} in {told.get('team')} ({told.get('team_id')})")]
        return [*found, self._scopes(response.headers), clock(response.headers)]

    async def credentials(self) -> Sequence[Finding]:
        """What workspaces install the bot with, and people sign in to the gallery with: where it is set."""
        if self._settings.slack_client_id is None:
            return []
        found = await self._client_credentials()
        if self._store is None:
            # The bot's token has told the clock.
            return [one for one in found if one.what == _CLIENT]
        return [*found, await self._encryption(self._store)]

    async def _client_credentials(self) -> Sequence[Finding]:
        """Slack looks at the app's id and secret before the code, which is none."""
        secret = self._settings.slack_client_secret
        able = "people can sign in to the gallery"
        if self._store is not None:
            able = "workspaces can install the bot at /slack/install"
        try:
            await self._client.oauth_v2_access(
                client_id=self._settings.slack_client_id or "",
                client_secret=secret.get_secret_value() if secret else "",
                code="check",
            )
        except SlackApiError as error:
            code = error_code(error)
            if code != "invalid_code":
                return [
                    failed(
                        _CLIENT,
                        f"Slack says {code}",
                        "copy both from Basic Information → App Credentials into SLACK_CLIENT_ID and "
                        "SLACK_CLIENT_SECRET",
                    )
                ]
            headers: Any = getattr(error.response, "headers", {})
            return [ok(_CLIENT, able), clock(headers)]
        except FAILURES as error:
            where = self._settings.slack_api_url
            fix = "let the machine reach slack.com by HTTPS"
            return [failed(_CLIENT, f"Slack can't be reached at {where}: {error}", fix)]
        return [ok(_CLIENT, able)]

    async def _encryption(self, store: Installations) -> Finding:
        try:
            await store.check_cipher()
        except (BotoCoreError, ClientError, UndecryptableError) as error:
            fix = "allow kms:Encrypt and kms:Decrypt on IMAGINE_KMS_KEY, or set IMAGINE_TOKEN_KEY"
            return failed("token encryption", str(error), fix)
        return ok("token encryption", "encrypts and decrypts")

    def _scopes(self, headers: Any) -> Finding:
        if missing := _missing(headers):
            return failed(
                "Slack scopes",
                f"missing: {', '.join(missing)}",
                "paste manifest.yml into App Manifest at api.slack.com/apps, and reinstall the app",
            )
        return ok("Slack scopes", f"all {len(wanted_scopes())} of the manifest")

    async def signing_secret(self) -> Sequence[Finding]:
        """Slack signs with it and never says whether ours is the same."""
        if self._settings.slack_signing_secret is None or self._settings.socket_mode:
            return []
        return [
            warning(
                "Slack signing secret",
                "only a request of Slack's shows whether it is right",
                "save the Request URL under Event Subscriptions at api.slack.com/apps: Slack says whether the bot "
                "answers. If not, copy it from Basic Information → App Credentials into SLACK_SIGNING_SECRET",
            )
        ]

    async def workspaces(self) -> Sequence[Finding]:
        """Each workspace that has installed the bot: whether its token can be read and is good, and its scopes."""
        if self._store is None:
            return []
        found: list[Finding] = []
        good = 0
        async for owner in self._store.owners():
            if (trouble := await self._trouble(self._store, owner)) is None:
                good += 1
            else:
                found.append(trouble)
        told = (
            f"{good} with all scopes of the manifest" if good or found else "none has installed the bot yet"
        )
        return [*found, ok("workspaces", told)]

    async def _trouble(self, store: Installations, owner: str) -> Finding | None:
        """What is wrong with the installation of a workspace, or an organisation."""
        what, again = f"workspace {owner}", f"somebody there installs it again, at {INSTALL_PATH}"
        try:
            installation = await store.of_team(owner)
        except UndecryptableError as error:
            fix = f"put the key that it was encrypted with back into IMAGINE_TOKEN_KEY, or {again}"
            return failed(what, f"its token can't be read: {error}", fix)
        if installation is None or installation.bot_token is None:
            return None  # it has just left
        try:
            response = await self._client.auth_test(token=installation.bot_token)
        except SlackApiError as error:
            code = error_code(error)
            if code == "token_expired":
                return warning(
                    what, "its token has expired", "it is renewed when somebody there asks for something"
                )
            return warning(what, f"Slack says {code}", f"it took the bot out, or {again}")
        except FAILURES as error:
            return warning(what, f"Slack can't be asked: {error}", "check again")
        if missing := _missing(response.headers):
            return failed(what, f"its scopes miss {', '.join(missing)}", again)
        return None

    async def app_token(self) -> Sequence[Finding]:
        """The app-level token of Socket Mode, where it is used."""
        token = self._settings.slack_app_token
        if token is None:
            return [ok("Slack entrance", "by HTTP: POST /slack/events, signed")]
        try:
            await self._client.apps_connections_open(app_token=token.get_secret_value())
        except FAILURES as error:
            return [
                failed(
                    _APP,
                    f"Slack says {error_code(error)}",
                    "make one under Basic Information → App-Level Tokens with the scope connections:write, and "
                    "turn Socket Mode on",
                )
            ]
        return [ok(_APP, "Socket Mode opens")]


def wanted_scopes() -> set[str]:
    """The bot's scopes in the manifest."""
    manifest = yaml.safe_load(MANIFEST.read_text())
    return set(manifest["oauth_config"]["scopes"]["bot"])


def _missing(headers: Any) -> list[str]:
    """The scopes of the manifest that a token lacks, whose call was answered with `headers`."""
    granted = _header(headers, "x-oauth-scopes").replace(" ", "").split(",")
    return sorted(wanted_scopes() - set(granted))


def _header(headers: Any, name: str) -> str:
    return next((str(value) for key, value in headers.items() if key.lower() == name), "")


def clock(headers: Any, now: datetime | None = None) -> Finding:
    """How far the machine's clock is from that of the answer with `headers`."""
    dated = _header(headers, "date")
    if not dated:
        return warning("clock", "Slack did not say what time it is", "compare it with a clock you trust")
    off = (now or datetime.now(UTC)) - parsedate_to_datetime(dated)
    seconds = f"{abs(off.total_seconds()):.0f} s {'ahead' if off > timedelta() else 'behind'}"
    if abs(off) > SKEW:
        return failed(
            "clock", seconds, "set the machine's clock by NTP: Slack and AWS refuse signatures otherwise"
        )
    if abs(off) > SKEW / 10:
        return warning("clock", seconds, "set the machine's clock by NTP")
    return ok("clock", "right to within half a minute")
