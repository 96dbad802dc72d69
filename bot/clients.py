"""The clients of the outside world, made once and closed in the end."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.attention import Attention
from bot.metrics import Metrics
from bot.regions import AT_ONCE, RegionalClients, aws_config
from bot.settings import Settings
from bot.workspaces import ServingWebClient, Slacks, Workspaces
from services.departures import Departures
from services.installations import Installations
from services.token_cipher import KmsCipher, LocalCipher, TokenCipher

if TYPE_CHECKING:
    from types_aiobotocore_cloudfront import CloudFrontClient
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_kms import KMSClient
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_sqs import SQSClient

_BEHIND: Final = 6
"""Connections to each service for what nobody waits for: showing, queueing, storing. However much of it there is,
only so much is under way at a time."""

_SLACK_SECONDS: Final = 15


# An accepted job must be written within two seconds, or not at all.
_ACCEPTING: Final = aws_config(AT_ONCE, 1, 3, 3)
_RECORDS: Final = aws_config(2, 3, 10, 4)
_STORAGE: Final = aws_config(2, 3, 60, 4)
# One connection more: a long poll takes one for 20 s.
_QUEUE: Final = aws_config(2 + 1, 3, 30, 4)
_CDN: Final = aws_config(1, 3, 10, 3)


@dataclass(frozen=True)
class Clients:
    """Everything that holds connections.

    Attributes
    ----------
    downloads
        for people's files
    servers
        for image servers that are not at AWS
    app
        for what belongs to no workspace; the workspace's own where there is but one
    workspaces
        whose tokens there are, where the bot serves many
    slack, accepting
        for what is done while Slack waits for an answer
    slack_behind, slack_posting, slack_mentioning, dynamodb, s3, sqs, cloudfront
        for what is done afterwards; a message that was posted although its answer got lost must not be posted
        again, so posting has a client that repeats less; what is only worth saying now is said once
    regional
        for models, wherever they are
    """

    slack: AsyncWebClient
    slack_behind: AsyncWebClient
    slack_posting: AsyncWebClient
    slack_mentioning: AsyncWebClient
    downloads: aiohttp.ClientSession
    servers: aiohttp.ClientSession
    accepting: "DynamoDBClient"
    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    sqs: "SQSClient"
    cloudfront: "CloudFrontClient"
    regional: RegionalClients
    app: AsyncWebClient
    workspaces: Workspaces | None = None
    store: Installations | None = None


@asynccontextmanager
async def open_clients(settings: Settings, attention: Attention, metrics: Metrics) -> AsyncIterator[Clients]:
    """Make the clients; nothing is called yet.

    What is called behind the scenes gives way to answers, as `attention` sees them.
    """
    session = get_session()
    metrics.watch_aws(session.get_component("event_emitter"))
    region = settings.aws_region
    async with AsyncExitStack() as stack:

        async def http(
            connections: int, cookies: aiohttp.abc.AbstractCookieJar | None = None
        ) -> aiohttp.ClientSession:
            # Waiting for a free connection is no sign of trouble, so it is not timed.
            timeout = aiohttp.ClientTimeout(sock_connect=_SLACK_SECONDS, sock_read=_SLACK_SECONDS)
            connector = aiohttp.TCPConnector(limit=connections)
            return await stack.enter_async_context(
                aiohttp.ClientSession(timeout=timeout, connector=connector, cookie_jar=cookies)
            )

        async def aws(service: Any, config: AioConfig) -> Any:
            client: Any = session.create_client(service, region_name=region, config=config)
            return await stack.enter_async_context(client)

        async def aws_behind(service: Any, config: AioConfig) -> Any:
            client = await aws(service, config)
            client.meta.events.register("before-call", attention.give_way)
            return client

        regional = RegionalClients(session, stack)
        slack: dict[str, Any] = {
            "base_url": str(settings.slack_api_url),
            "timeout": _SLACK_SECONDS,
        }
        at_once = slack | {"session": await http(AT_ONCE)}
        behind = slack | {"session": await http(_BEHIND)}
        heard = metrics.watching_slack()

        def answering(token: str | None, team: str | None = None) -> AsyncWebClient:
            return AsyncWebClient(token, **at_once, team_id=team, retry_handlers=[heard, *_repeating()])

        def patient(token: str | None, team: str | None = None) -> AsyncWebClient:
            return PatientWebClient(
                attention, token=token, **behind, team_id=team, retry_handlers=[heard, *_repeating()]
            )

        def posting(token: str | None, team: str | None = None) -> AsyncWebClient:
            return PatientWebClient(
                attention, token=token, **behind, team_id=team, retry_handlers=[heard, *_waiting()]
            )

        def mentioning(token: str | None, team: str | None = None) -> AsyncWebClient:
            return PatientWebClient(attention, token=token, **behind, team_id=team, retry_handlers=[heard])

        accepting = await aws("dynamodb", _ACCEPTING)
        token = settings.slack_bot_token
        workspaces, store = None, None
        if token is not None:
            given = token.get_secret_value()
            clients = [answering(given), patient(given), posting(given), mentioning(given)]
            app = clients[0]
        else:
            app = answering(None)
            kms = await aws("kms", _RECORDS) if settings.imagine_kms_key else None
            store = installations(settings, accepting, kms)
            workspaces = Workspaces(store, _rotator(settings, app))
            clients = [
                ServingWebClient(Slacks(workspaces, answering), **at_once),
                ServingWebClient(Slacks(workspaces, patient), **behind),
                ServingWebClient(Slacks(workspaces, posting), **behind),
                ServingWebClient(Slacks(workspaces, mentioning), **behind),
            ]
        yield Clients(
            slack=clients[0],
            slack_behind=clients[1],
            slack_posting=clients[2],
            slack_mentioning=clients[3],
            downloads=await http(_BEHIND),
            servers=await http(AT_ONCE, aiohttp.DummyCookieJar()),
            accepting=accepting,
            dynamodb=await aws_behind("dynamodb", _RECORDS),
            s3=await aws_behind("s3", _STORAGE),
            sqs=await aws_behind("sqs", _QUEUE),
            cloudfront=await aws_behind("cloudfront", _CDN),
            regional=regional,
            app=app,
            workspaces=workspaces,
            store=store,
        )


def installations(settings: Settings, client: "DynamoDBClient", kms: "KMSClient | None") -> Installations:
    """Where the tokens are; KMS encrypts them where both kinds of key are given."""
    if kms is not None and settings.imagine_kms_key:
        cipher: TokenCipher = KmsCipher(kms, settings.imagine_kms_key)
    else:
        cipher = LocalCipher(settings.token_keys)
    departures = Departures(client, settings.imagine_table, timedelta(days=settings.imagine_grace_days))
    return Installations(client, settings.imagine_table, cipher, departures)


def _rotator(settings: Settings, app: AsyncWebClient) -> AsyncTokenRotator:
    secret = settings.slack_client_secret
    if settings.slack_client_id is None or secret is None:
        raise ValueError("many workspaces need SLACK_CLIENT_ID and SLACK_CLIENT_SECRET")
    return AsyncTokenRotator(
        client_id=settings.slack_client_id, client_secret=secret.get_secret_value(), client=app
    )


class PatientWebClient(AsyncWebClient):
    """A client whose calls give way to answers."""

    def __init__(self, attention: Attention, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._attention = attention

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        await self._attention.give_way()
        return await super().api_call(api_method, **arguments)


def _waiting() -> list[AsyncRetryHandler]:
    """For what must not be done twice: Slack asked to wait and did nothing."""
    return [AsyncRateLimitErrorRetryHandler(max_retry_count=3)]


def _repeating() -> list[AsyncRetryHandler]:
    """For calls that may be repeated: also when Slack is in trouble, or the connection broke."""
    return [
        *_waiting(),
        AsyncServerErrorRetryHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
    ]
