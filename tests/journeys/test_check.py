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
async def own_stack(patient_bots):
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


async def test_settings_that_lead_nowhere_are_all_named(failing):
    found = await failing(
        SLACK_BOT_TOKEN="xoxb-wrong",
        SLACK_APP_TOKEN="xapp-wrong",
        IMAGINE_TABLE="another",
        IMAGINE_BUCKET="another",
        IMAGINE_QUEUE="another",
        IMAGINE_CDN_URL="http://127.0.0.1:9",
    )
    assert {"Slack bot token", "Slack app token", "table another", "bucket another", "queue another"} <= set(
        found
    )


async def test_a_slack_and_a_cdn_that_are_not_reached(failing):
    found = await failing(SLACK_API_URL="http://127.0.0.1:9/api/", IMAGINE_CDN_URL="http://127.0.0.1:9")
    assert "can't be reached" in found["Slack bot token"]["told"]
    assert "can't be reached" in found["CDN http://127.0.0.1:9/"]["told"]


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


async def test_what_was_changed_behind_its_back(failing, direct):
    s3, sqs, dynamodb = direct("s3"), direct("sqs"), direct("dynamodb")
    block = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"]
    other = {
        **json.loads(told["RedrivePolicy"]),
        "deadLetterTargetArn": "arn:aws:sqs:us-west-2:000000000000:other",
    }
    sqs.create_queue(QueueName="other")

    def change(public, redrive, expire):
        s3.put_public_access_block(
            Bucket=BUCKET, PublicAccessBlockConfiguration={**block, "RestrictPublicBuckets": not public}
        )
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": redrive})
        dynamodb.update_time_to_live(
            TableName=TABLE, TimeToLiveSpecification={"Enabled": expire, "AttributeName": "expires_at"}
        )

    change(public=True, redrive=json.dumps(other), expire=False)
    try:
        assert set(await failing()) == {"privacy", "dead letters", "expiry"}
    finally:
        change(public=False, redrive=told["RedrivePolicy"], expire=True)


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


async def test_rights_that_are_missing(failing, aws):
    await aws.add_fault("s3:DELETE", "error", status=403, code="AccessDenied")
    assert "deleting" in await failing()
    await aws.add_fault("s3:PUT", "error", status=403, code="AccessDenied")
    assert "storing" in await failing()


async def test_no_model_left(failing, own_stack):
    found = await failing(IMAGINE_MODEL_REGIONS="eu-north-1")
    assert "painting" in found
