"""What was accepted ends once, whoever dies, hangs or does not answer."""

import asyncio
import signal
from datetime import UTC, datetime

import pytest

from sandbox.chaos.world import Eyes, paid
from sandbox.constants import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, TABLE
from sandbox.faults import Fault
from services.pacing import Pace
from tests.cloud import AWS
from tests.journeys.person import pictures, said, until

SOON = {"IMAGINE_LEASE_SECONDS": "3"}
"""Long enough that a worker on a slow machine says in time that it is alive."""


@pytest.fixture
def eyes(stack):
    return Eyes(stack.slack.slack, stack.aws.direct_url)


async def job_of(eyes, words):
    """The row of the only job of the request that says `words`."""
    world = await eyes.look()
    request = next(key for key, one in world.requests.items() if one["ask"]["text"] == words)
    (found,) = [(key, job) for key, job in world.jobs.items() if job.get("request_id") == request]
    return found


async def painting_calls(aws):
    return [call for call in await aws.calls() if call.operation == "InvokeModel"]


async def test_of_four_pictures_those_that_are_stored_are_not_painted_again(own_bots, alex, aws, stack, eyes):
    await own_bots(**SOON)
    stack.aws.faults.add(Fault(operation="s3:PUT", kind="kill_after", skip=2, times=1))
    # What was on its way when the bot died does not arrive either.
    stack.aws.faults.add(Fault(operation="s3:PUT", kind="delay", skip=3, seconds=600))
    await alex.types("/imagine four boats --raw --n 4 --size 512x512")

    async def dead():
        return all(bot.process.poll() is not None for bot in stack.bots)

    await until(dead)
    await aws.clear_faults()
    job_id, job = await job_of(eyes, "four boats")
    token = job["work"]["token"]
    before = {
        key
        for key in (await eyes.look()).objects
        if key.startswith(f"pictures/{token}/") and "original" in key
    }
    assert 1 <= len(before) <= 3
    await stack.kill_bots()
    await stack.restart_killed()
    (painted,) = await alex.painted(await alex.card("four boats"))
    assert len(pictures(painted)) == 4
    asked = [call.body["imageGenerationConfig"]["numberOfImages"] for call in await painting_calls(aws)]
    # Which of the four were first is not known: what is missing may be several calls, each for neighbours.
    assert asked[0] == 4
    assert sum(asked[1:]) == 4 - len(before)
    seeds = [image["seed"] for image in (await eyes.look()).images_of(job_id)]
    assert len(seeds) == 4


async def test_of_a_model_that_paints_one_at_a_time_only_what_was_under_way_is_painted_again(
    own_bots, alex, aws, stack, eyes
):
    await own_bots(**SOON, IMAGINE_IMAGE_MODEL="stability.stable-image-core-v1:1")
    # The fifth call finds a picture stored already: three are under way at once.
    operation = "bedrock:InvokeModel:stability.stable-image-core-v1:1"
    stack.aws.faults.add(Fault(operation=operation, kind="kill_before", skip=4, times=1))
    await alex.types("/imagine five boats --raw --n 5 --seed 11")

    async def dead():
        return all(bot.process.poll() is not None for bot in stack.bots)

    await until(dead)

    async def answered():
        # Models go on for a caller that is gone.
        return all(call.status is not None for call in await aws.calls())

    await until(answered)
    job_id, job = await job_of(eyes, "five boats")
    stored = [key for key in (await eyes.look()).objects if "original" in key and job["work"]["token"] in key]
    first = len(paid(await aws.calls()))
    assert stored
    await stack.kill_bots()
    await stack.restart_killed()
    (painted,) = await alex.painted(await alex.card("five boats"))
    assert len(pictures(painted)) == 5
    assert len(paid(await aws.calls())) - first <= 5 - len(stored)
    assert sorted(image["seed"] for image in (await eyes.look()).images_of(job_id)) == [11, 12, 13, 14, 15]


async def test_a_worker_that_hung_does_not_win_when_it_comes_back(own_bots, alex, aws, eyes):
    await own_bots("listen", **SOON)
    hung = await own_bots("work", **SOON)
    await aws.set_latency(invoke_model=600)
    await alex.types("/imagine a hanging boat --raw --size 512x512")
    card = await alex.card("a hanging boat")
    await until(lambda: painting_calls(aws))
    hung.signal(signal.SIGSTOP)
    await aws.end_latency()
    await own_bots("work", **SOON)
    (painted,) = await alex.painted(card)

    async def posted():
        job_id, job = await job_of(eyes, "a hanging boat")
        return job_id if job["state"] == "posted" and "open_pk" not in job else None

    job_id = await until(posted)
    before = await eyes.look()
    hung.signal(signal.SIGCONT)

    async def gave_up():
        return f"job {job_id} was taken over" in hung.output()

    await until(gave_up)
    after = await eyes.look()
    assert after.images_of(job_id) == before.images_of(job_id)
    assert after.jobs[job_id] == before.jobs[job_id]
    # What it was saying when it hung may have been put right since.
    (still,) = await alex.painted(card)
    assert len(await alex.thread(card)) == 1
    assert (still["ts"], pictures(still)) == (painted["ts"], pictures(painted))
    assert len(paid(await aws.calls())) == 2


async def test_an_answer_of_the_table_that_got_lost_starts_nothing(own_bots, alex, aws, eyes):
    await own_bots(**SOON)
    await aws.add_fault("dynamodb:TransactWriteItems", "drop_reply", times=3)
    await alex.types("/imagine a lost boat --raw --size 512x512")
    await alex.privately("nothing was started and nothing was charged")
    _, job = await job_of(eyes, "a lost boat")
    assert (job["state"], job["annulled"]) == ("cancelled", True)
    await aws.clear_faults()
    await alex.types("/imagine a second boat --raw --size 512x512")
    await alex.painted(await alex.card("a second boat"))
    assert len(await alex.public()) == 1
    assert len(await painting_calls(aws)) == 1


async def test_a_mention_that_is_taken_back_is_told_as_well(own_bots, alex, aws, eyes):
    await own_bots(**SOON)
    await aws.add_fault("dynamodb:TransactWriteItems", "drop_reply", times=3)
    await alex.says("@Imagine a lost kite --raw --size 512x512")
    await alex.privately("nothing was started and nothing was charged")
    _, job = await job_of(eyes, "a lost kite")
    assert (job["state"], job["annulled"]) == ("cancelled", True)
    assert await painting_calls(aws) == []


async def test_an_answer_that_stays_away_is_told_and_followed_up(own_bots, alex, aws, eyes):
    await own_bots(**SOON)
    await aws.add_fault("dynamodb:TransactWriteItems", "cut")
    await alex.types("/imagine a doubtful boat --raw")
    await alex.privately("I can't tell yet")
    await aws.clear_faults()
    await alex.privately("nothing was started and nothing was charged")
    world = await eyes.look()
    assert not any(request["ask"]["text"] == "a doubtful boat" for request in world.requests.values())

    async def nothing_open():
        # Whatever was shown of others that were taken back is removed by the sweeper.
        return not await eyes.open_jobs()

    await until(nothing_open)


async def test_a_cancel_that_slack_would_not_show_is_shown_later(own_bots, alex, aws, workspace):
    await own_bots(**SOON)
    await aws.set_latency(converse=600)
    await alex.types("/imagine paper boat")
    card = await alex.card()
    thinking = await alex.reply(card, "Thinking of three ideas")
    await workspace.add_fault("slack:chat.update", "error", status=500, times=4)
    await alex.clicks(thinking, "job.cancel")
    await alex.reply(card, "Cancelled by")
    assert len(await alex.thread(card)) == 1


async def test_a_cancel_before_the_placeholder_is_written_down(own_bots, alex, stack):
    await own_bots("listen", **SOON)
    # The first is the accepting; the second would write down where the messages are.
    stack.aws.faults.add(
        Fault(operation="dynamodb:TransactWriteItems", kind="delay", skip=1, seconds=5, times=1)
    )
    await alex.types("/imagine an early boat")
    card = await alex.card("an early boat")
    await alex.clicks(await alex.reply(card, "Your ideas are waiting"), "job.cancel")
    await alex.reply(card, "Cancelled by")
    assert len(await alex.thread(card)) == 1


async def test_a_cancel_where_nobody_wrote_down_what_was_posted(own_bots, alex, stack, workspace):
    await own_bots("listen", **SOON)
    await workspace.add_fault("slack:chat.postMessage", "kill_after", skip=1, times=1)
    await alex.types("/imagine a forgotten boat")
    card = await alex.card("a forgotten boat")
    waiting = await alex.reply(card, "Your ideas are waiting")
    await stack.kill_bots()
    await stack.restart_killed()
    await alex.clicks(waiting, "job.cancel")
    await own_bots("work", **SOON)
    await alex.reply(card, "Cancelled by")
    await alex.card_saying(card, "Cancelled.")
    assert len(await alex.thread(card)) == 1
    assert len(await alex.public()) == 1


async def nothing_is_said_on_the_way(stack, channel):
    """Of what goes on in a channel only what it comes to is shown: another word of progress is due in an hour."""
    async with AWS.create_client(
        "dynamodb",
        endpoint_url=stack.aws.direct_url,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
    ) as client:
        pace = Pace(client, TABLE, lambda: datetime.now(UTC))
        await pace.hold(f"{stack.slack.slack.workspace.team_id}#{channel}", 3600)


async def test_what_slack_will_never_show_is_not_kept(own_bots, alex, stack, eyes, workspace, channel):
    await own_bots(**SOON)
    await nothing_is_said_on_the_way(stack, channel)
    # The first change of a message shows the pictures.
    await workspace.add_fault("slack:chat.update", "error", status=200, code="msg_too_long", times=1)
    await alex.types("/imagine a long boat --raw --n 2 --size 512x512")
    card = await alex.card("a long boat")
    await alex.reply(card, "Nothing was charged.")

    async def cleared():
        job_id, job = await job_of(eyes, "a long boat")
        world = await eyes.look()
        left = [key for key in world.objects if job["work"]["token"] in key]
        painted = world.requests[job["request_id"]].get("painted", 0)
        return not left and not world.images_of(job_id) and not painted and job_id not in world.open_jobs

    await until(cleared)


@pytest.mark.parametrize("skip", range(4))
async def test_an_answer_of_the_table_that_got_lost_keeps_nobody_waiting(own_bots, alex, stack, skip):
    """With leases as long as these, nothing here would be found in time by waiting for one to end."""
    await own_bots(IMAGINE_LEASE_SECONDS="600")
    stack.aws.faults.add(Fault(operation="dynamodb:UpdateItem", kind="drop_reply", skip=skip, times=1))
    await alex.types(f"/imagine an unheard boat {skip} --raw --size 512x512")
    await alex.painted(await alex.card(f"an unheard boat {skip}"))

    async def met():
        return not stack.aws.faults.listed()

    await until(met)


async def test_an_interaction_delivered_ten_times_at_once_to_three_listeners_is_one_job(
    own_bots, alex, aws, workspace
):
    for _ in range(3):
        await own_bots("listen", **SOON)
    await own_bots("work", **SOON)
    await alex.types("/imagine a boat for ten --raw --size 512x512")
    sent = [entry["seq"] for entry in await workspace.log(brief=True) if entry["kind"] == "envelope"]
    commands = [
        seq for seq in sent if (await _envelope(workspace, seq)).get("text", "").startswith("a boat for ten")
    ]
    await asyncio.gather(*(workspace.redeliver(commands[-1]) for _ in range(10)))
    (painted,) = await alex.painted(await alex.card("a boat for ten"))
    assert len(await alex.public()) == 1
    assert len(await painting_calls(aws)) == 1
    assert pictures(painted)


async def _envelope(workspace, seq):
    entry = next(one for one in await workspace.log(seq - 1) if one["seq"] == seq)
    return entry["request"]


async def test_messages_that_come_twice_and_late_change_nothing(own_bots, alex, aws, eyes):
    # With leases so long that neither takes the other for dead, and paints what it has, on a slow machine.
    await own_bots()
    await own_bots("work")
    await aws.add_fault("sqs:SendMessage", "duplicate")
    await aws.add_fault("dynamodb:UpdateItem", "duplicate")
    await aws.add_fault("dynamodb:TransactWriteItems", "duplicate")
    for words in ("one boat", "two boats", "three boats"):
        await alex.types(f"/imagine {words} --raw --size 512x512")
    for words in ("one boat", "two boats", "three boats"):
        card = await alex.card(words)
        await alex.painted(card)
        assert len(await alex.thread(card)) == 1
        assert "failed" not in said(card)
    assert len(await painting_calls(aws)) == 3

    async def empty():
        return (await eyes.look()).waiting == 0

    await until(empty)
