import asyncio
import os
import uuid

import aiohttp
import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError

from sandbox.aws.proxy import operation_of

SIZE = 1_500_000


@pytest.fixture
async def table(dynamodb):
    name = f"t-{uuid.uuid4().hex}"
    await dynamodb.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return name


@pytest.fixture
async def queue(sqs):
    answer = await sqs.create_queue(QueueName=f"q-{uuid.uuid4().hex}")
    return answer["QueueUrl"]


async def test_a_conditional_write_happens_once(dynamodb, table):
    put = {
        "TableName": table,
        "Item": {"pk": {"S": "job"}},
        "ConditionExpression": "attribute_not_exists(pk)",
    }
    await dynamodb.put_item(**put)
    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException):
        await dynamodb.put_item(**put)


async def test_a_cancelled_transaction_tells_the_reason_for_each_part(dynamodb, table):
    await dynamodb.put_item(TableName=table, Item={"pk": {"S": "taken"}})
    absent = {"TableName": table, "ConditionExpression": "attribute_not_exists(pk)"}
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as caught:
        await dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {**absent, "Item": {"pk": {"S": "new"}}}},
                {"Put": {**absent, "Item": {"pk": {"S": "taken"}}}},
            ]
        )
    assert [reason["Code"] for reason in caught.value.response["CancellationReasons"]] == [
        "None",
        "ConditionalCheckFailed",
    ]
    assert "Item" not in await dynamodb.get_item(TableName=table, Key={"pk": {"S": "new"}})


async def test_a_large_object_comes_back_byte_for_byte(s3, bucket):
    body = os.urandom(SIZE)
    put = await s3.put_object(Bucket=bucket, Key="a b/ü.png", Body=body, ContentType="image/png")
    got = await s3.get_object(Bucket=bucket, Key="a b/ü.png")
    assert await got["Body"].read() == body
    assert got["ETag"] == put["ETag"]
    assert got["ContentType"] == "image/png"
    head = await s3.head_object(Bucket=bucket, Key="a b/ü.png")
    assert head["ContentLength"] == SIZE


async def test_boto3_waits_for_100_continue_and_gets_it(environment, bucket):
    client = boto3.client("s3")
    body = os.urandom(SIZE)
    sent = {}
    client.meta.events.register("before-send.s3.PutObject", lambda request, **_: sent.update(request.headers))
    await asyncio.to_thread(client.put_object, Bucket=bucket, Key="from-boto3", Body=body)
    assert sent["Expect"] in ("100-continue", b"100-continue")
    got = await asyncio.to_thread(client.get_object, Bucket=bucket, Key="from-boto3")
    assert await asyncio.to_thread(got["Body"].read) == body
    await asyncio.to_thread(client.close)


async def test_queue_urls_name_the_port_in_front(aws, sqs, queue):
    assert queue.startswith(aws.url + "/")
    assert (await sqs.get_queue_url(QueueName=queue.rpartition("/")[2]))["QueueUrl"] == queue


async def test_a_queue_works_through_either_port(aws, environment, sqs, queue, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", aws.direct_url)
    direct = boto3.client("sqs")
    url = await asyncio.to_thread(
        lambda: direct.get_queue_url(QueueName=queue.rpartition("/")[2])["QueueUrl"]
    )
    assert url.startswith(aws.direct_url + "/")
    await asyncio.to_thread(direct.send_message, QueueUrl=url, MessageBody="via the back")
    got = await sqs.receive_message(QueueUrl=queue)
    assert [message["Body"] for message in got["Messages"]] == ["via the back"]
    await asyncio.to_thread(direct.close)


async def test_a_long_poll_is_answered_when_a_message_comes(sqs, queue):
    poll = asyncio.create_task(sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20))
    await asyncio.sleep(0)
    await sqs.send_message(QueueUrl=queue, MessageBody="job 1")
    got = await asyncio.wait_for(poll, 18)
    assert [message["Body"] for message in got["Messages"]] == ["job 1"]


@pytest.mark.parametrize("direct", [False, True])
async def test_a_long_poll_that_was_given_up_takes_no_message(
    aws, environment, sqs, queue, direct, monkeypatch
):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", aws.direct_url if direct else aws.url)
    # Only what is to be given up is asked impatiently: a machine that does much else answers nothing at once.
    impatient = boto3.client("sqs", config=Config(read_timeout=0.3, retries={"max_attempts": 0}))
    name = queue.rpartition("/")[2]
    url = queue.replace(aws.url, aws.direct_url) if direct else queue
    with pytest.raises(ReadTimeoutError):
        await asyncio.to_thread(impatient.receive_message, QueueUrl=url, WaitTimeSeconds=20)
    await asyncio.to_thread(impatient.close)
    await sqs.send_message(QueueUrl=queue, MessageBody="for the living")
    other = (await sqs.create_queue(QueueName=f"empty-{name}"))["QueueUrl"]
    await sqs.receive_message(QueueUrl=other, WaitTimeSeconds=1)  # time enough for the one that was given up
    got = await sqs.receive_message(QueueUrl=queue)
    assert [message["Body"] for message in got["Messages"]] == ["for the living"]


async def test_an_error_fault_is_raised_as_the_service_s_own_and_changes_nothing(control, dynamodb, table):
    await control.add_fault(
        "dynamodb:PutItem", "error", times=1, status=400, code="ProvisionedThroughputExceededException"
    )
    put = {"TableName": table, "Item": {"pk": {"S": "x"}}}
    with pytest.raises(dynamodb.exceptions.ProvisionedThroughputExceededException):
        await dynamodb.put_item(**put)
    assert "Item" not in await dynamodb.get_item(TableName=table, Key={"pk": {"S": "x"}})
    await dynamodb.put_item(**put)


@pytest.mark.parametrize(
    ("operation", "status", "code"),
    [("s3:DELETE", 503, "SlowDown"), ("s3:GET", 403, "AccessDenied"), ("s3:*", 500, "InternalError")],
)
async def test_s3_errors_are_told_in_xml(control, s3, bucket, operation, status, code):
    await control.add_fault(operation, "error", times=1, status=status)
    call = (
        s3.get_object(Bucket=bucket, Key="k")
        if operation == "s3:GET"
        else s3.delete_object(Bucket=bucket, Key="k")
    )
    with pytest.raises(ClientError) as caught:
        await call
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


async def test_sqs_errors_are_told_in_json(control, sqs, queue):
    await control.add_fault("sqs:SendMessage", "error", times=1, status=403, message="not you")
    with pytest.raises(ClientError, match="not you") as caught:
        await sqs.send_message(QueueUrl=queue, MessageBody="x")
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"


async def test_a_dropped_reply_has_had_its_effect(control, dynamodb, table):
    await control.add_fault("dynamodb:PutItem", "drop_reply", times=1)
    with pytest.raises(HTTPClientError):
        await dynamodb.put_item(TableName=table, Item={"pk": {"S": "done"}})
    assert "Item" in await dynamodb.get_item(TableName=table, Key={"pk": {"S": "done"}})


async def test_a_cut_connection_has_had_none(control, dynamodb, table):
    await control.add_fault("dynamodb:PutItem", "cut", times=1)
    with pytest.raises(HTTPClientError):
        await dynamodb.put_item(TableName=table, Item={"pk": {"S": "not done"}})
    assert "Item" not in await dynamodb.get_item(TableName=table, Key={"pk": {"S": "not done"}})


async def test_a_message_that_is_sent_once_can_be_in_the_queue_twice(control, sqs, queue):
    await control.add_fault("sqs:SendMessage", "duplicate", times=1)
    for body in ("twice", "once"):
        await sqs.send_message(QueueUrl=queue, MessageBody=body)
    found: list[str] = []
    while len(found) < 3:
        answer = await sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5)
        found += [message["Body"] for message in answer["Messages"]]
    assert sorted(found) == ["once", "twice", "twice"]


async def test_a_write_that_the_network_repeats_answers_as_the_first(control, dynamodb, table, s3, bucket):
    await control.add_fault("dynamodb:UpdateItem", "duplicate", times=1)
    answer = await dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": "counted"}},
        UpdateExpression="ADD seen :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
        ReturnValues="ALL_NEW",
    )
    assert answer["Attributes"]["seen"] == {"N": "1"}
    item = await dynamodb.get_item(TableName=table, Key={"pk": {"S": "counted"}})
    assert item["Item"]["seen"] == {"N": "2"}
    await control.add_fault("s3:PUT", "duplicate")
    for body in (b"x" * 1000, b"x" * 2_000_000):
        await s3.put_object(Bucket=bucket, Key="twice", Body=body)
        stored = await s3.get_object(Bucket=bucket, Key="twice")
        assert await stored["Body"].read() == body


async def test_a_delay_keeps_a_call_waiting_that_would_else_be_quick(control, environment, dynamodb, table):
    await control.add_fault("dynamodb:DescribeTable", "delay", times=1, seconds=30)
    hasty = boto3.client("dynamodb", config=Config(read_timeout=0.3, retries={"max_attempts": 0}))
    with pytest.raises(ReadTimeoutError):
        await asyncio.to_thread(hasty.describe_table, TableName=table)
    await asyncio.to_thread(hasty.close)
    assert (await dynamodb.describe_table(TableName=table))["Table"]["TableName"] == table


async def test_faults_are_listed_counted_down_and_cleared(control, dynamodb, table):
    await control.add_fault("dynamodb:GetItem", "error", times=2, status=500)
    with pytest.raises(dynamodb.exceptions.InternalServerError):
        await dynamodb.get_item(TableName=table, Key={"pk": {"S": "x"}})
    assert [fault.times for fault in await control.faults()] == [1]
    await control.clear_faults()
    assert await control.faults() == []
    await dynamodb.get_item(TableName=table, Key={"pk": {"S": "x"}})


async def test_strange_control_paths_and_bad_faults_are_refused(aws):
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{aws.url}/_sandbox/nothing") as answer:
            assert answer.status == 404
        async with session.post(
            f"{aws.url}/_sandbox/faults", json={"operation": "x", "kind": "explode"}
        ) as answer:
            assert answer.status == 400


@pytest.mark.parametrize(
    ("method", "headers", "named"),
    [
        ("POST", {"X-Amz-Target": "DynamoDB_20120810.PutItem"}, ("dynamodb", "PutItem")),
        ("POST", {"X-Amz-Target": "AmazonSQS.ReceiveMessage"}, ("sqs", "ReceiveMessage")),
        (
            "PUT",
            {"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-west-2/s3/aws4_request, x"},
            ("s3", "PUT"),
        ),
        (
            "POST",
            {"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-west-2/sts/aws4_request"},
            ("sts", "POST"),
        ),
        ("GET", {}, ("s3", "GET")),
        ("POST", {"X-Amz-Target": "Elsewhere.Do"}, ("s3", "POST")),
    ],
)
def test_operations_have_names(method, headers, named):
    assert operation_of(method, headers) == named


async def test_a_transaction_repeated_with_its_token_is_made_once(dynamodb, table):
    """However its numbers are written: ministack alone takes ``0.010`` for another number the second time."""
    await dynamodb.put_item(TableName=table, Item={"pk": {"S": "sum"}, "n": {"N": "1"}})
    once = {
        "ClientRequestToken": "one",
        "TransactItems": [
            {"Put": {"TableName": table, "Item": {"pk": {"S": "priced"}, "usd": {"N": "0.010"}}}},
            {
                "Update": {
                    "TableName": table,
                    "Key": {"pk": {"S": "sum"}},
                    "UpdateExpression": "ADD n :n",
                    "ExpressionAttributeValues": {":n": {"N": "1"}},
                }
            },
        ],
    }
    for _ in range(3):
        await dynamodb.transact_write_items(**once)
    found = await dynamodb.get_item(TableName=table, Key={"pk": {"S": "sum"}})
    assert found["Item"]["n"] == {"N": "2"}
    with pytest.raises(dynamodb.exceptions.IdempotentParameterMismatchException):
        await dynamodb.transact_write_items(**{**once, "TransactItems": once["TransactItems"][:1]})
