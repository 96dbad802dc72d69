import asyncio
import signal
import subprocess
import sys

import psutil
import pytest

from sandbox.aws import emulator
from sandbox.aws.emulator import EmulatorError, running_emulator, settings_for
from sandbox.constants import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from tests.cloud import AWS

PARENT = """
import asyncio
from sandbox.aws.server import running_aws
from sandbox.bedrock.orders import Order
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio

async def main():
    studio = Studio(plain_picture)
    async with running_aws(studio=studio):
        await studio.picture(Order("a", 64, 64, 1))
        print("ready", flush=True)
        await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


def clients(url, service):
    return AWS.create_client(
        service,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
    )


async def gone(processes):
    """Wait until none of the processes runs any more."""
    left = await asyncio.to_thread(psutil.wait_procs, processes, 60)
    assert left[1] == []


async def test_it_ends_with_its_context():
    async with running_emulator() as running:
        process = psutil.Process(running.pid)
        assert process.is_running()
    assert not process.is_running()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_nothing_is_left_when_the_parent_is_killed(tmp_path, how):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(emulator.PROGRAM.parents[2])},
    )
    assert await parent.stdout.readline() == b"ready\n"
    family = psutil.Process(parent.pid).children(recursive=True)
    assert len(family) >= 2  # the emulator and a painter
    parent.send_signal(how)
    await parent.wait()
    await gone(family)


async def test_state_outlives_a_clean_end(tmp_path):
    async with running_emulator(tmp_path) as running:
        async with clients(running.url, "s3") as s3:
            await s3.create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": REGION})
            await s3.put_object(Bucket="kept", Key="k", Body=b"picture")
        async with clients(running.url, "sqs") as sqs:
            url = (await sqs.create_queue(QueueName="kept"))["QueueUrl"]
            await sqs.send_message(QueueUrl=url, MessageBody="job")
    async with running_emulator(tmp_path) as running:
        async with clients(running.url, "s3") as s3:
            got = await s3.get_object(Bucket="kept", Key="k")
            assert await got["Body"].read() == b"picture"
        async with clients(running.url, "sqs") as sqs:
            url = (await sqs.get_queue_url(QueueName="kept"))["QueueUrl"]
            assert url.startswith(running.url)
            got = await sqs.receive_message(QueueUrl=url)
            assert [message["Body"] for message in got["Messages"]] == ["job"]


async def test_a_program_that_fails_is_reported_with_what_it_said(tmp_path, monkeypatch):
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('out of cheese')")
    monkeypatch.setattr(emulator, "PROGRAM", broken)
    with pytest.raises(EmulatorError, match="out of cheese"):
        async with running_emulator():
            raise AssertionError("it can't have started")


def test_the_person_s_own_settings_stay_out(tmp_path):
    theirs = {"AWS_PROFILE": "prod", "GATEWAY_PORT": "1", "DOCKER_HOST": "unix:///x", "PATH": "/bin"}
    settings = settings_for(tmp_path, keep=False, environ=theirs)
    assert "AWS_PROFILE" not in settings
    assert "GATEWAY_PORT" not in settings
    assert settings["DOCKER_HOST"] != "unix:///x"
    assert settings["PATH"] == "/bin"
    assert settings["TMPDIR"].startswith(str(tmp_path))


async def test_a_range_of_a_large_partition_is_answered_as_a_plain_look_would(dynamodb):
    keys = {"pk": "HASH", "sk": "RANGE"}
    await dynamodb.create_table(
        TableName="ranges",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
    )
    there = [f"{number:02}" for number in range(30)]
    for sk in there:
        item = {"pk": {"S": "p"}, "sk": {"S": sk}, "half": {"N": str(int(sk) // 2)}}
        await dynamodb.put_item(TableName="ranges", Item=item)
    for low, high in (("00", "29"), ("05", "17"), ("05", "05"), ("055", "0599"), ("3", "4")):
        for forward in (True, False):
            for limit in (1, 5, 13, 30, 100):
                answer = await dynamodb.query(
                    TableName="ranges",
                    KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
                    ExpressionAttributeValues={":pk": {"S": "p"}, ":low": {"S": low}, ":high": {"S": high}},
                    ScanIndexForward=forward,
                    Limit=limit,
                )
                wanted = sorted((sk for sk in there if low <= sk <= high), reverse=not forward)
                assert [item["sk"]["S"] for item in answer["Items"]] == wanted[:limit]
                assert ("LastEvaluatedKey" in answer) == (len(wanted) >= limit)
    assert (await dynamodb.scan(TableName="ranges"))["Count"] == len(there), "nothing was lost"
