"""How workspaces take the bot in and out: `/slack/install`, `/slack/oauth_redirect`, and Slack's events of it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation

from bot.clients import Clients
from bot.manifest import REDIRECT_PATH, bot_scopes
from bot.settings import Settings
from bot.workspaces import Workspaces
from handlers import install_pages
from handlers.texts.installing import InstallingTexts, installing_texts
from services.installations import STATE_SECONDS, Installations, OAuthStates, owner_of

logger = logging.getLogger(__name__)

INSTALL_PATH: Final = "/slack/install"


class Flow(AsyncOAuthFlow):
    """Bolt's, but what can't be saved is told, and what was remembered of the workspace before is forgotten."""

    def __init__(self, workspaces: Workspaces, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._workspaces = workspaces

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        try:
            await super().store_installation(request, installation)
        except (BotoCoreError, ClientError) as error:
            logger.error("an installation could not be saved: %s", error)
            raise BoltError("not saved") from error
        # A remembered absence, or an old token, may be any workspace's of the organisation.
        self._workspaces.forget_all()
        logger.info("installed in %s by %s", owner_of(installation), installation.user_id)


def install_flow(settings: Settings, clients: Clients) -> Flow:
    """Bolt's flow of installation, with our stores and pages.

    Raises
    ------
    ValueError
        if the bot serves one workspace only
    """
    if clients.workspaces is None or clients.store is None or settings.slack_client_secret is None:
        raise ValueError("the bot of one workspace is installed by hand")
    api = urlsplit(str(settings.slack_api_url))
    home = f"{api.scheme}://{api.netloc}"
    return Flow(
        clients.workspaces,
        client=clients.app,
        logger=logging.getLogger("bot.slack"),
        settings=AsyncOAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=bot_scopes(),
            user_scopes=[],
            redirect_uri=f"{settings.public_url}{REDIRECT_PATH}" if settings.public_url else None,
            install_path=INSTALL_PATH,
            # Slack's own page says all there is to say.
            install_page_rendering_enabled=False,
            redirect_uri_path=REDIRECT_PATH,
            callback_options=AsyncCallbackOptions(success=_succeeded(home), failure=_failed),
            authorization_url=f"{home}/oauth/v2/authorize",
            installation_store=clients.store,
            state_store=OAuthStates(clients.accepting, settings.imagine_table),
            state_expiration_seconds=STATE_SECONDS,
        ),
    )


def add_install_routes(app: web.Application, flow: Flow) -> None:
    async def install(request: web.Request) -> web.Response:
        return await _answered(request, flow.handle_installation)

    async def redirected(request: web.Request) -> web.Response:
        return await _answered(request, flow.handle_callback)

    app.router.add_get(INSTALL_PATH, install, allow_head=False)
    app.router.add_get(REDIRECT_PATH, redirected, allow_head=False)


async def _answered(
    request: web.Request, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
) -> web.Response:
    try:
        response = await handle(await to_bolt_request(request))
    except (BotoCoreError, ClientError, SlackClientError, OSError, TimeoutError) as error:
        logger.error("an installation went wrong: %s", error)
        response = _page(installing_texts(request.headers.get("Accept-Language", "")), 503, "storage_error")
    return await to_aiohttp_response(response)


def _succeeded(home: str) -> Callable[[AsyncSuccessArgs], Awaitable[BoltResponse]]:
    async def succeeded(args: AsyncSuccessArgs) -> BoltResponse:
        installation = args.installation
        texts = installing_texts(_language(args.request))
        named = installation.team_name or installation.enterprise_name or "Slack"
        # A sandbox's workspace is opened where it is; Slack's own lead on to whatever client people have.
        slacks = urlsplit(home).hostname == "slack.com"
        place = f"https://app.slack.com/client/{installation.team_id or ''}" if slacks else f"{home}/"
        return BoltResponse(
            status=200,
            body=install_pages.installed(texts, named, place),
            headers=_headers() | {"Set-Cookie": args.settings.state_utils.build_set_cookie_for_deletion()},
        )

    return succeeded


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    logger.warning("not installed: %s", args.reason)
    return _page(installing_texts(_language(args.request)), args.suggested_status_code, args.reason)


def _page(texts: InstallingTexts, status: int, code: str) -> BoltResponse:
    page = install_pages.not_installed(texts, code, INSTALL_PATH)
    return BoltResponse(status=status, body=page, headers=_headers())


def _headers() -> dict[str, Any]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": install_pages.POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _language(request: AsyncBoltRequest) -> str:
    return ",".join(request.headers.get("accept-language", []))


def hear_of_departures(app: AsyncApp, store: Installations | None, workspaces: Workspaces | None) -> None:
    """Listen to Slack's events about the app itself; where the bot serves one workspace, they are only noted."""

    async def left(team: str | None, enterprise: str | None, when: int) -> None:
        owner = team or enterprise
        logger.warning("%s took the bot out, or ended its token", owner)
        if store is None or workspaces is None or owner is None:
            return
        if await store.left(owner, datetime.fromtimestamp(when, UTC)):
            workspaces.forget_all()

    async def uninstalled(body: dict[str, Any], context: Any) -> None:
        team = None if context.is_enterprise_install else context.team_id
        await left(team, context.enterprise_id, int(body["event_time"]))

    async def revoked(body: dict[str, Any], context: Any) -> None:
        tokens = body["event"].get("tokens") or {}
        team = None if context.is_enterprise_install else context.team_id
        if tokens.get("bot"):
            await left(team, context.enterprise_id, int(body["event_time"]))
        elif store is not None:
            for user in tokens.get("oauth") or ():
                await store.async_delete_installation(
                    enterprise_id=context.enterprise_id, team_id=team, user_id=user
                )

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)
    _hear_of_access(app, store, workspaces)


def _hear_of_access(app: AsyncApp, store: Installations | None, workspaces: Workspaces | None) -> None:
    """The same for the single workspaces of an organisation that has the bot in some of them."""

    async def access_revoked(body: dict[str, Any], context: Any) -> None:
        moment = datetime.fromtimestamp(int(body["event_time"]), UTC)
        for team in body["event"].get("team_ids") or ():
            logger.warning("%s took the bot out of %s", context.enterprise_id, team)
            if store is not None and workspaces is not None and context.enterprise_id:
                await store.parted(team, context.enterprise_id, moment)
                workspaces.forget(team)

    async def access_granted(body: dict[str, Any], context: Any) -> None:
        for team in body["event"].get("team_ids") or ():
            logger.info("%s brought the bot into %s", context.enterprise_id, team)
            if store is not None and workspaces is not None and context.enterprise_id:
                await store.joined(team, context.enterprise_id)
                workspaces.forget(team)

    app.event("team_access_revoked")(access_revoked)
    app.event("team_access_granted")(access_granted)
