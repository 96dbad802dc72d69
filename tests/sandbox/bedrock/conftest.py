from contextlib import AsyncExitStack, asynccontextmanager

import pytest
import pytest_asyncio
from aiobotocore.config import AioConfig

from sandbox.aws.client import AwsControl
from sandbox.aws.server import running_aws
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio
from tests.cloud import AWS


@pytest_asyncio.fixture(scope="session")
async def aws():
    studio = Studio(plain_picture)
    async with running_aws(studio=studio, extended_access=True) as running:
        yield running
    await studio.aclose()


@pytest_asyncio.fixture(scope="session")
async def session_control(aws):
    async with AwsControl(aws.url) as control:
        yield control


@pytest_asyncio.fixture
async def control(session_control):
    """The control plane; what a test sets is set back after it."""
    yield session_control
    await session_control.clear_faults()
    await session_control.end_latency()
    await session_control.paint_plain(False)
    await session_control.reset_models()


@asynccontextmanager
async def client_of(aws, service, region=None):
    """A stock client that learns everything but a region from the environment."""
    config = AioConfig(retries={"max_attempts": 0}, read_timeout=120)
    async with AsyncExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in aws.environment().items():
                patch.setenv(name, value)
            client = await stack.enter_async_context(AWS.create_client(service, region, config=config))
        yield client


@pytest_asyncio.fixture(scope="session")
async def bedrock(aws):
    async with client_of(aws, "bedrock-runtime") as client:
        yield client


@pytest_asyncio.fixture(scope="session")
async def runtimes(aws):
    """Clients by region."""
    async with AsyncExitStack() as stack:
        yield {
            region: await stack.enter_async_context(client_of(aws, "bedrock-runtime", region))
            for region in ("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2", "ap-northeast-1")
        }
