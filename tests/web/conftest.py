"""A table and a bucket for all tests of a file: making them takes longer than most of these tests."""

from types import SimpleNamespace

import pytest

from tests.cloud import AWS, fresh


@pytest.fixture(scope="module")
async def ground(cloud):
    """What `tests.web.site.Site` stands on: ``dynamodb``, ``s3``, ``made``."""
    async with AWS.create_client("dynamodb") as dynamodb, AWS.create_client("s3") as s3:
        with pytest.MonkeyPatch.context() as patch:
            # Who somebody is, is not known after a second without a word of Slack: this machine may do much else.
            patch.setattr("handlers.people._PATIENCE_SECONDS", 60.0)
            yield SimpleNamespace(dynamodb=dynamodb, s3=s3, made=await fresh())
