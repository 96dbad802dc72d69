"""The clients of the outside world, made once and closed in the end."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import aiohttp
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_sqs import SQSClient

_CONNECTIONS: Final = 64
_SLACK_SECONDS: Final = 15

# An accepted job must be written within two seconds, or not at all.
_RECORDS: Final = AioConfig(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=_CONNECTIONS,
)
_STORAGE: Final = AioConfig(
    connect_timeout=3,
    read_timeout=60,
    retries={"mode": "standard", "max_attempts": 4},
    max_pool_connections=_CONNECTIONS,
)
# A long poll lasts 20 s.
_QUEUE: Final = AioConfig(
    connect_timeout=3,
    read_timeout=30,
    retries={"mode": "standard", "max_attempts": 4},
    max_pool_connections=_CONNECTIONS,
)
_WRITER: Final = AioConfig(
    connect_timeout=5,
    read_timeout=60,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=_CONNECTIONS,
)
# botocore's retries would repeat a paid call: the job decides. Painting can take minutes.
_PAINTER: Final = AioConfig(
    connect_timeout=5,
    read_timeout=300,
    retries={"mode": "standard", "total_max_attempts": 1},
    max_pool_connections=_CONNECTIONS,
)


@dataclass(frozen=True)
class Clients:
    """Everything that holds connections."""

    slack: AsyncWebClient
    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    sqs: "SQSClient"
    writer: "BedrockRuntimeClient"
    painter: "BedrockRuntimeClient"


@asynccontextmanager
async def open_clients(settings: Settings) -> AsyncIterator[Clients]:
    """Make the clients; nothing is called yet."""
    session = get_session()
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(
            aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_SLACK_SECONDS),
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            )
        )
        region = settings.aws_region
        yield Clients(
            slack=AsyncWebClient(
                token=settings.slack_bot_token.get_secret_value(),
                base_url=str(settings.slack_api_url),
                timeout=_SLACK_SECONDS,
                session=http,
                retry_handlers=slack_retries(),
            ),
            dynamodb=await stack.enter_async_context(
                session.create_client("dynamodb", region_name=region, config=_RECORDS)
            ),
            s3=await stack.enter_async_context(
                session.create_client("s3", region_name=region, config=_STORAGE)
            ),
            sqs=await stack.enter_async_context(
                session.create_client("sqs", region_name=region, config=_QUEUE)
            ),
            writer=await stack.enter_async_context(
                session.create_client("bedrock-runtime", region_name=region, config=_WRITER)
            ),
            painter=await stack.enter_async_context(
                session.create_client("bedrock-runtime", region_name=region, config=_PAINTER)
            ),
        )


def slack_retries() -> list[AsyncRetryHandler]:
    """For calls that may be repeated: Slack asks to wait, is in trouble, or the connection broke."""
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        AsyncServerErrorRetryHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
    ]
