"""The queue of jobs."""

import pytest

from services.patience import Patience
from services.queue import MAX_RECEIVES, Queue, dead_letter_queue


@pytest.fixture
async def queue(sqs, made):
    found = await sqs.get_queue_url(QueueName=made.imagine_queue)
    # What was taken stays taken however long a test lies about.
    return Queue(sqs, found["QueueUrl"], Patience(600))


async def test_a_job_arrives_once_and_is_gone_when_done(queue, sqs, made):
    await queue.send("job-1")
    (message,) = await queue.receive(5)
    assert (message.job_id, message.receives, message.last) == ("job-1", 1, False)
    await queue.keep(message)
    await queue.done(message)
    found = await sqs.get_queue_url(QueueName=made.imagine_queue)
    counts = await sqs.get_queue_attributes(
        QueueUrl=found["QueueUrl"],
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )
    assert set(counts["Attributes"].values()) == {"0"}


async def test_what_is_given_back_comes_again_until_it_is_dead(queue, sqs, made):
    await queue.send("job-1")
    for receive in range(1, MAX_RECEIVES + 1):
        (message,) = await queue.receive(1)
        assert message.receives == receive
        assert message.last == (receive == MAX_RECEIVES)
        await queue.give_back(message)
    dead = await sqs.get_queue_url(QueueName=dead_letter_queue(made.imagine_queue))
    await sqs.receive_message(QueueUrl=(await sqs.get_queue_url(QueueName=made.imagine_queue))["QueueUrl"])
    found = await sqs.receive_message(QueueUrl=dead["QueueUrl"], WaitTimeSeconds=20)
    assert [message["Body"] for message in found["Messages"]] == ["job-1"]


async def test_no_more_than_asked_for(queue):
    for number in range(4):
        await queue.send(f"job-{number}")
    assert len(await queue.receive(3)) <= 3


async def test_a_message_that_is_gone_already_is_not_missed(queue):
    await queue.send("job-1")
    (message,) = await queue.receive(1)
    for _ in range(2):
        await queue.done(message)
    await queue.keep(message)
