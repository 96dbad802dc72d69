"""What faces people: Slack's requests, the pages of the gallery, and whether all of it can be reached."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot.attention import Attention
from bot.clients import Clients
from bot.http import Readiness
from bot.installing import hear_of_departures
from bot.listener import Listener
from bot.metrics import Metrics
from bot.settings import Settings
from bot.workspaces import Authorize, ServingWebClient
from handlers.desk import Desk
from handlers.files import SlackFiles
from handlers.slack_errors import FAILURES, error_code
from handlers.texts.installing import NOT_HERE
from services.jobs import Image
from web.identity import Identity
from web.routes import BACK, GalleryPages, Sources
from web.sessions import Sessions

logger = logging.getLogger(__name__)

Authorizing = Callable[..., Awaitable[AuthorizeResult | None]]
"""Finds the token that a request of Slack's is answered with."""


async def authorizing(settings: Settings, clients: Clients) -> Authorizing:
    """How a request of Slack's finds its token: there is one, or each workspace's is in the table."""
    if clients.workspaces is not None or settings.slack_bot_token is None:
        if clients.workspaces is None:
            raise ValueError("there is neither a token nor a table of them")
        return Authorize(clients.workspaces)
    identity: Any = (await clients.slack.auth_test()).data
    authorized = AuthorizeResult(
        enterprise_id=identity.get("enterprise_id"),
        team_id=identity.get("team_id"),
        bot_user_id=identity.get("user_id"),
        bot_id=identity.get("bot_id"),
        bot_token=settings.slack_bot_token.get_secret_value(),
    )

    async def authorize(**_: Any) -> AuthorizeResult:
        return authorized

    return authorize


async def only_team(clients: Clients, authorize: Authorizing) -> str | None:
    """The id of the workspace, where there is but one."""
    only = None if clients.workspaces is not None else await authorize()
    return None if only is None else only.team_id


def listener_of(
    settings: Settings,
    clients: Clients,
    authorize: Authorizing,
    desk: Desk,
    attention: Attention,
    metrics: Metrics,
) -> Listener:
    """Bolt's app, with every handler."""
    secret = settings.slack_signing_secret
    bolt_logger = logging.getLogger("bot.slack")
    # Bolt reads SLACK_BOT_TOKEN by itself, and then warns that it does not need it.
    bolt_logger.setLevel(logging.ERROR)
    app = Listener(
        attention,
        metrics,
        name="imagine",
        logger=bolt_logger,
        client=clients.app,
        authorize=authorize,
        user_facing_authorize_error_message=NOT_HERE,
        signing_secret=secret.get_secret_value() if secret else None,
        # Slack's answer waits for the listener: what it accepts is in the table by then. Listeners leave
        # everything else to the background.
        process_before_response=True,
    )
    bolt_logger.setLevel(logging.WARNING)
    handlers.register(app, desk)
    hear_of_departures(app, clients.store, clients.workspaces)
    return app


def files_of(clients: Clients) -> SlackFiles:
    """People's own files, each fetched with the token of its workspace."""
    slack = clients.slack_behind
    return SlackFiles(slack, clients.downloads, slack.bearer if isinstance(slack, ServingWebClient) else None)


def gallery_of(
    settings: Settings,
    clients: Clients,
    authorize: Authorizing,
    sources: Sources,
) -> GalleryPages | None:
    """The pages of the gallery, where people can reach them and Slack can say who they are."""
    client_id, secret, url = settings.slack_client_id, settings.slack_client_secret, settings.public_url
    if client_id is None or secret is None or url is None:
        return None
    identity = Identity(
        clients.downloads,
        clients.app,
        str(settings.slack_api_url),
        client_id,
        secret.get_secret_value(),
        url + BACK,
    )

    async def known(team: str) -> bool:
        if clients.workspaces is not None:
            return await clients.workspaces.installation(team) is not None
        return await only_team(clients, authorize) == team

    async def link(image: Image) -> str:
        ts, channel = image.message_ts, image.origin.channel
        if not ts or not channel:
            return ""
        try:
            return str((await clients.slack.chat_getPermalink(channel=channel, message_ts=ts))["permalink"])
        except FAILURES as error:
            logger.info("there is no link to picture %s: %s", image.id, error_code(error))
            return ""

    return GalleryPages(sources, identity, Sessions(secret.get_secret_value()), known, link)


def readiness_of(settings: Settings, clients: Clients, queue_url: str) -> Readiness:
    """What has to be reached before anything can be done."""
    key = {"pk": {"S": "READY"}, "sk": {"S": "READY"}}
    return Readiness(
        {
            "slack": lambda: _reachable(clients.app),
            "table": lambda: clients.dynamodb.get_item(TableName=settings.imagine_table, Key=key),
            "bucket": lambda: clients.s3.head_bucket(Bucket=settings.imagine_bucket),
            "queue": lambda: clients.sqs.get_queue_attributes(
                QueueUrl=queue_url, AttributeNames=["ApproximateNumberOfMessages"]
            ),
        }
    )


async def _reachable(slack: AsyncWebClient) -> None:
    """Without a token Slack's answer is a refusal, but an answer."""
    try:
        await slack.auth_test()
    except SlackApiError as error:
        if slack.token or error_code(error) != "not_authed":
            raise
