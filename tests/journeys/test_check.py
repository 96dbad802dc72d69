"""`python -m bot check` in the sandbox: everything there, then each thing broken in turn."""

import asyncio
import json
import sys
from dataclasses import replace

import boto3
import pytest

from sandbox.aws.client import AwsControl
from sandbox.constants import BOT_TOKEN, BUCKET, QUEUE, TABLE
from sandbox.stack import running_stack


@pytest.fixture(scope="module")
async def own_stack():
    """A world that may be broken."""
    async with running_stack(extended_access=True) as stack:
        yield stack


@pytest.fixture
async def aws(own_stack):
    async with AwsControl(own_stack.aws.url) as aws:
        yield aws
        await aws.clear_faults()


@pytest.fixture
async def check(own_stack):
    async def run(*arguments, **settings):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "check", *arguments,
            env=own_stack.environment(**settings), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, errors = await process.communicate()
        assert "Traceback" not in errors.decode()
        return process.returncode, output.decode()

    return run


@pytest.fixture
async def failing(check):
    """What fails, as its name → what is told and what to do."""

    async def run(**settings):
        code, output = await check("--json", **settings)
        told = json.loads(output)
        failed = {one["what"]: one for one in told["checks"] if one["verdict"] == "failed"}
        assert code == (1 if failed else 0)
        assert told["ok"] is not bool(failed)
        assert all(one["fix"] for one in told["checks"] if one["verdict"] != "ok")
        return failed

    return run


@pytest.fixture
def direct(own_stack):
    """Clients that break things behind the bot's back."""
    where = {
        "endpoint_url": own_stack.aws.direct_url,
        "region_name": "us-west-2",
        "aws_access_key_id": "sandbox",
        "aws_secret_access_key": "sandbox",
    }
    return lambda service: boto3.client(service, **where)


async def test_where_everything_is_there_nothing_fails(check):
    code, output = await check()
    assert code == 0, output
    assert "✗" not in output
    for what in (
        "Slack bot token",
        "Slack scopes",
        "clock",
        f"table {TABLE}",
        "CDN",
        "dead letters",
        "painting",
    ):
        assert f"✓ {what}" in output, output


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack bot token"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack app token"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack bot token"),
        ({"IMAGINE_TABLE": "another"}, "table another"),
        ({"IMAGINE_BUCKET": "another"}, "bucket another"),
        ({"IMAGINE_QUEUE": "another"}, "queue another"),
        ({"IMAGINE_CDN_URL": "http://127.0.0.1:9"}, "CDN http://127.0.0.1:9/"),
    ],
    ids=["bot token", "app token", "no Slack", "table", "bucket", "queue", "cdn"],
)
async def test_a_setting_that_leads_nowhere_is_named(failing, settings, what):
    assert what in await failing(**settings)


async def test_settings_that_are_not_complete_are_all_named(check):
    code, output = await check(
        "--json", SLACK_BOT_TOKEN="", SLACK_CLIENT_ID="", SLACK_CLIENT_SECRET="", IMAGINE_BUCKET="no/bucket"
    )
    assert code == 1
    assert {one["what"] for one in json.loads(output)["checks"]} == {
        "setting SLACK_BOT_TOKEN",
        "setting IMAGINE_BUCKET",
    }


async def test_a_scope_that_was_not_granted_is_named(failing, own_stack):
    tokens = own_stack.slack.slack.grants._tokens
    granted = tokens[BOT_TOKEN]
    fewer = tuple(one for one in granted.scopes if one != "files:read")
    tokens[BOT_TOKEN] = replace(granted, scopes=fewer)
    try:
        found = await failing()
    finally:
        tokens[BOT_TOKEN] = granted
    assert "files:read" in found["Slack scopes"]["told"]
    assert "reinstall" in found["Slack scopes"]["fix"]


async def test_a_bucket_that_others_may_see(failing, direct):
    s3 = direct("s3")
    block = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    s3.put_public_access_block(
        Bucket=BUCKET, PublicAccessBlockConfiguration={**block, "RestrictPublicBuckets": False}
    )
    try:
        assert set(await failing()) == {"privacy"}
    finally:
        s3.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=block)


async def test_a_queue_without_a_way_for_dead_letters(failing, direct):
    sqs = direct("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"][
        "RedrivePolicy"
    ]
    other = json.dumps(
        {**json.loads(policy), "deadLetterTargetArn": "arn:aws:sqs:us-west-2:000000000000:other"}
    )
    sqs.create_queue(QueueName="other")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": other})
    try:
        assert set(await failing()) == {"dead letters"}
    finally:
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": policy})


async def test_rows_that_are_kept_for_ever(failing, direct):
    dynamodb = direct("dynamodb")

    def expire(on):
        dynamodb.update_time_to_live(
            TableName=TABLE, TimeToLiveSpecification={"Enabled": on, "AttributeName": "expires_at"}
        )

    expire(on=False)
    try:
        assert set(await failing()) == {"expiry"}
    finally:
        expire(on=True)


async def test_an_index_that_is_missing(failing, direct):
    dynamodb = direct("dynamodb")
    described = dynamodb.describe_table(TableName=TABLE)["Table"]
    dynamodb.create_table(
        TableName="bare",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=described["KeySchema"],
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in ("pk", "sk")],
    )
    found = await failing(IMAGINE_TABLE="bare")
    assert "index open-jobs" in found
    assert all(name == "expiry" or name.startswith("index ") for name in found)


async def test_a_cdn_that_may_not_read_the_bucket(failing, aws):
    await aws.add_fault("cdn:GET", "error", status=403, code="AccessDenied")
    found = await failing()
    (name,) = found
    assert name.startswith("CDN ")
    assert "403" in found[name]["told"]
    assert "Origin Access Control" in found[name]["fix"]


@pytest.mark.parametrize(("operation", "what"), [("s3:PUT", "storing"), ("s3:DELETE", "deleting")])
async def test_rights_that_are_missing(failing, aws, operation, what):
    await aws.add_fault(operation, "error", status=403, code="AccessDenied")
    assert what in await failing()


async def test_no_model_left(failing, own_stack):
    found = await failing(IMAGINE_MODEL_REGIONS="eu-north-1")
    assert {"painting", "writing"} & set(found)
