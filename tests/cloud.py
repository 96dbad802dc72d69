"""A DynamoDB, S3 and SQS to test services against, with the bot's own table, bucket and queues."""

import asyncio
import itertools
import os

import pytest
from aiobotocore.session import get_session

from bot.infrastructure import create_missing
from bot.settings import Settings
from sandbox.aws.emulator import running_emulator

_names = itertools.count()

AWS = get_session()
"""Whose clients are quickly made: it reads the services' descriptions once."""


@pytest.fixture(scope="session")
async def cloud():
    """The environment of clients, for the whole session."""
    async with running_emulator() as emulator:
        variables = {
            "AWS_ENDPOINT_URL": emulator.url,
            "AWS_REGION": "us-west-2",
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": "sandbox",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
        }
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        yield emulator
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


async def fresh():
    """Make a table, a bucket and queues; returns the settings."""
    name = f"test-{next(_names)}"
    settings = Settings(
        slack_bot_token="xoxb-test",
        slack_app_token="xapp-test",
        aws_region="us-west-2",
        imagine_table=name,
        imagine_bucket=name,
        imagine_queue=name,
        imagine_cdn_url="https://cdn.example",
    )
    await asyncio.to_thread(create_missing, settings)
    return settings


@pytest.fixture
async def made(cloud):
    """Settings of a fresh table, bucket and queue."""
    return await fresh()


@pytest.fixture
async def dynamodb(cloud):
    async with AWS.create_client("dynamodb") as client:
        yield client


@pytest.fixture
async def s3(cloud):
    async with AWS.create_client("s3") as client:
        yield client


@pytest.fixture
async def sqs(cloud):
    async with AWS.create_client("sqs") as client:
        yield client
