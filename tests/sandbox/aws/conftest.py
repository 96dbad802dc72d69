from contextlib import AsyncExitStack, asynccontextmanager

import pytest
import pytest_asyncio
from aiobotocore.config import AioConfig

from sandbox.aws.client import AwsControl
from sandbox.aws.server import running_aws
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio
from sandbox.constants import BUCKET
from tests.cloud import AWS

CONFIG = AioConfig(retries={"max_attempts": 0}, read_timeout=120)


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


@pytest.fixture
def environment(aws, monkeypatch):
    for name, value in aws.environment().items():
        monkeypatch.setenv(name, value)


@asynccontextmanager
async def stock_client(service, aws):
    """A client that learnt everything from the environment."""
    async with AsyncExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in aws.environment().items():
                patch.setenv(name, value)
            client = await stack.enter_async_context(AWS.create_client(service, config=CONFIG))
        yield client


@pytest_asyncio.fixture(scope="session")
async def dynamodb(aws):
    async with stock_client("dynamodb", aws) as client:
        yield client


@pytest_asyncio.fixture(scope="session")
async def sqs(aws):
    async with stock_client("sqs", aws) as client:
        yield client


@pytest_asyncio.fixture(scope="session")
async def s3(aws):
    async with stock_client("s3", aws) as client:
        yield client


@pytest_asyncio.fixture(scope="session")
async def cloudfront(aws):
    async with stock_client("cloudfront", aws) as client:
        yield client


@pytest_asyncio.fixture
async def bucket(s3):
    """The bucket behind the CDN, empty or not."""
    await s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    return BUCKET
