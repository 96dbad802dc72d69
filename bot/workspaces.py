"""Many workspaces: whose token is used for what, and how requests of Slack's find theirs."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final
from weakref import WeakValueDictionary

from async_lru import alru_cache
from botocore.exceptions import BotoCoreError, ClientError
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack_errors import error_code
from services.installations import Installations
from services.jobs import now
from services.serving import served
from services.token_cipher import UndecryptableError

logger = logging.getLogger(__name__)

REMEMBERED_SECONDS: Final = 120.0
"""How long a decrypted token is used before the table is asked again: another process may have removed it."""

_REMEMBERED: Final = 10_000
_REFRESH_MINUTES: Final = 120
"""How long before its end a token is replaced; Slack's live twelve hours ("Token rotation")."""
_REFRESH_SECONDS: Final = 60.0
"""For which no other process asks for the same new token."""
_LOST: Final = frozenset({"account_inactive", "token_revoked", "invalid_auth", "token_expired", "not_authed"})
"""What Slack answers to a token that is no good any more."""
_LEFT: Final = "account_inactive"
"""The same where a workspace is deactivated, or took the bot out (Slack's Web API, errors of its methods)."""


class Workspaces:
    """The installation that serves each workspace, decrypted at most every few minutes, its tokens fresh."""

    def __init__(self, store: Installations, rotator: AsyncTokenRotator) -> None:
        self._store = store
        self._rotator = rotator
        self._find = alru_cache(maxsize=_REMEMBERED, ttl=REMEMBERED_SECONDS)(self._found)
        self._one_at_a_time: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def installation(self, team: str) -> Installation | None:
        """None where the bot is not installed.

        Raises
        ------
        BotoCoreError, ClientError, UndecryptableError
        """
        lock = self._one_at_a_time.setdefault(team, asyncio.Lock())
        async with lock:
            found = await self._find(team)
            if found is None or not _ends(found, _REFRESH_MINUTES * 60):
                if found is None:
                    self.forget(team)
                return found
            fresh = await self._refreshed(team, found)
            self.forget(team)
            return fresh

    async def belongs(self, team: str, enterprise: str) -> None:
        """Note that the installation of an organisation serves this workspace."""
        await self._store.belongs(team, enterprise)
        self.forget(team)

    async def ended(self, team: str, token: str | None) -> None:
        """Note that a workspace has left, if this is still its token: of one that was deactivated Slack's refusal
        may be all that is ever heard. What serves others of its organisation as well stays.
        """
        self.forget(team)
        try:
            found = await self._store.of_team(team)
            if found is None or found.is_enterprise_install or found.bot_token != token:
                return
            if await self._store.left(team, now()):
                logger.warning("Slack knows the token of %s no more: it counts as having left", team)
        except (BotoCoreError, ClientError, UndecryptableError) as error:
            logger.warning("whether %s has left is not known: %s", team, error)

    def forget(self, team: str) -> None:
        """Ask the table the next time."""
        self._find.cache_invalidate(team)

    def forget_all(self) -> None:
        """The same for everybody, where it is not known whom it concerns."""
        self._find.cache_clear()

    async def _found(self, team: str) -> Installation | None:
        return await self._store.of_team(team)

    async def _refreshed(self, team: str, old: Installation) -> Installation | None:
        """The installation with new tokens, or as it is where another process sees to that."""
        if not await self._store.may_refresh(old, _REFRESH_SECONDS):
            return await self._store.of_team(team)
        try:
            new = await self._rotator.perform_token_rotation(
                installation=old, minutes_before_expiration=_REFRESH_MINUTES
            )
        except SlackTokenRotationError as error:
            logger.error("the token of %s could not be replaced: %s", team, error)
            return await self._store.of_team(team)
        if new is None:
            return old
        return new if await self._store.refreshed(new) else None


class Slacks:
    """A client of the Web API for each workspace.

    Parameters
    ----------
    make
        a client with this token, for this workspace (where its token is an organisation's) or for None
    """

    def __init__(self, workspaces: Workspaces, make: Callable[[str, str | None], AsyncWebClient]) -> None:
        self._workspaces = workspaces
        self._make = make
        self._clients: dict[str, AsyncWebClient] = {}

    async def of(self, team: str) -> AsyncWebClient:
        """
        Raises
        ------
        SlackApiError
            ``account_inactive`` where the bot is not installed, as Slack says of its last token;
            ``service_unavailable`` where that can't be found out
        """
        try:
            installation = await self._workspaces.installation(team)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the token of %s can't be read: %s", team, error)
            raise _refused("service_unavailable") from error
        except UndecryptableError as error:
            logger.error("%s", error)
            raise _refused("account_inactive") from error
        if installation is None or installation.bot_token is None:
            self._clients.pop(team, None)
            raise _refused("account_inactive")
        client = self._clients.get(team)
        if client is None or client.token != installation.bot_token:
            client = self._make(installation.bot_token, team if installation.is_enterprise_install else None)
            self._clients[team] = client
        return client

    async def lost(self, team: str, token: str | None, code: str) -> None:
        """A token is no good any more, as Slack says with `code`."""
        self._clients.pop(team, None)
        self._workspaces.forget(team)
        if code == _LEFT:
            await self._workspaces.ended(team, token)


class ServingWebClient(AsyncWebClient):
    """Calls the Web API with the token of whichever workspace is being served: see `services.serving`."""

    def __init__(self, slacks: Slacks, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._slacks = slacks

    async def bearer(self) -> str:
        """The token of the workspace that is being served."""
        return (await self._slacks.of(_team())).token or ""

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        team = _team()
        client = await self._slacks.of(team)
        try:
            return await client.api_call(api_method, **arguments)
        except SlackApiError as error:
            if (code := error_code(error)) in _LOST:
                await self._slacks.lost(team, client.token, code)
            raise


class Authorize(AsyncAuthorize):
    """Finds the bot's token for a request of Slack's, without asking Slack."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: Any,
    ) -> AuthorizeResult | None:
        owner = team_id or enterprise_id
        if owner is None:
            return None
        found = await self._workspaces.installation(owner)
        if found is None and team_id and enterprise_id and context.is_enterprise_install:
            found = await self._workspaces.installation(enterprise_id)
            if found is not None:
                await self._workspaces.belongs(team_id, enterprise_id)
        if found is None or found.bot_token is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.bot_token,
            bot_scopes=found.bot_scopes,
            user_id=user_id,
        )


def _team() -> str:
    team = served()
    if not team:
        raise LookupError("no workspace is being served, so there is no token to call Slack with")
    return team


def _ends(installation: Installation, seconds: float) -> bool:
    ends = [one for one in (installation.bot_token_expires_at, installation.user_token_expires_at) if one]
    return bool(ends) and min(ends) <= time.time() + seconds


def _refused(code: str) -> SlackApiError:
    return SlackApiError(f"no token: {code}", {"ok": False, "error": code})  # type: ignore[no-untyped-call]
