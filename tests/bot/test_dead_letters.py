"""What SQS gave up, looked at and put back."""

import asyncio

import pytest

from bot.dead_letters import DeadLetters
from services.jobs import State
from services.queue import Queue, dead_letter_queue
from services.records.records import Records
from tests.jobs import accepted


async def url_of(sqs, name):
    return (await sqs.get_queue_url(QueueName=name))["QueueUrl"]


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


async def test_looked_at_they_stay_and_put_back_what_is_open_comes_again(records, sqs, made):
    queue = Queue(sqs, await url_of(sqs, made.imagine_queue))
    dead_url = await url_of(sqs, dead_letter_queue(made.imagine_queue))
    _, waiting = await accepted(records, "waiting")
    _, over = await accepted(records, "over")
    await records.jobs.move(over, State.POSTED, {State.ACCEPTED})
    for job_id in (waiting.id, over.id, "nobody"):
        await sqs.send_message(QueueUrl=dead_url, MessageBody=job_id)
    letters = await asyncio.to_thread(DeadLetters, made)
    for found in [await asyncio.to_thread(letters.look) for _ in range(2)]:
        assert {(one.job_id, one.is_open) for one in found} == {
            (waiting.id, True),
            (over.id, False),
            ("nobody", False),
        }
    lines = {one.job_id: one.told() for one in await asyncio.to_thread(letters.look)}
    assert "accepted, attempt 0" in lines[waiting.id]
    assert "posted" in lines[over.id]
    assert "no such job" in lines["nobody"]
    assert len(await asyncio.to_thread(lambda: list(letters.put_back()))) == 3
    assert [message.job_id for message in await queue.receive(10)] == [waiting.id]
    assert await asyncio.to_thread(letters.look) == []
